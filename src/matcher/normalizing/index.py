"""Finds the labels most similar to a text, by trigrams and words, or by way of a background."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from matcher.normalizing.folding import is_native
from matcher.normalizing.names import Names
from matcher.normalizing.similarity import stem
from matcher.normalizing.uncollected import uncollected
from matcher.normalizing.worded import Remembered

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Floats", "LabelIndex", "Rows", "TermWeights", "best_rows", "grams"]

_GRAM = 3
_SHORT = 40
#: Texts compared at once: bounds the memory of the product to batch × labels.
_BATCH = 256
#: So many background concepts describe a text, and so much their part counts.
_NEIGHBOURS = 30
_BACKGROUND_SHARE = 0.5
Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


def grams(folded: str) -> list[str]:
    """The features of a folded text: trigrams of each padded word, and the word itself twice.

    The whole words, without plural ending, keep a text from being pieced together out of parts of
    other words. A native word, which has no blanks inside, gives its letters and pairs of letters.

    >>> grams("las"), grams("溶接")
    ([' la', 'las', 'as ', '=las', '=las'], ['溶', '接', '溶接', '=溶接', '=溶接'])
    """
    return list(chain.from_iterable(map(_grams_of, folded.split())))


def _grams_of(word: str) -> tuple[str, ...]:
    return _grams_of_short(word) if len(word) <= _SHORT else _grams_in(word)


def _grams_in(word: str) -> tuple[str, ...]:
    if is_native(word):
        parts = (*word, *(word[start : start + 2] for start in range(len(word) - 1)))
    else:
        padded = f" {word} "
        last = max(1, len(padded) - _GRAM + 1)
        parts = tuple(padded[start : start + _GRAM] for start in range(last))
    whole = f"={stem(word)}"
    return (*parts, whole, whole)


#: Labels are made of the same words again and again; long ones would fill the memory.
_grams_of_short = lru_cache(maxsize=1 << 16)(_grams_in)


@dataclass(frozen=True, repr=False, eq=False)
class TermWeights:
    """Weighs the features of texts: how often one stands in a text, times how rare it is.

    `places` are the features of some texts in sorted order, `rarity` their inverse document
    frequency among these, log((1 + texts) / (1 + texts with it)) + 1.
    """

    places: Mapping[str, int]
    rarity: Floats

    @classmethod
    def of(cls, texts: Sequence[str]) -> TermWeights:
        """The weights of the features of some folded texts."""
        words = dict.fromkeys(chain.from_iterable(map(str.split, texts)))
        features = sorted(set(chain.from_iterable(map(_grams_of, words))))
        places = {feature: place for place, feature in enumerate(features)}
        weights = cls(places, np.zeros(len(places), dtype=np.float32))
        with_it = np.bincount(weights._counts(texts).indices, minlength=len(places))
        share = np.float32(1 + len(texts)) / (with_it.astype(np.float32) + 1)
        weights.rarity[:] = np.log(share) + np.float32(1)
        return weights

    def vectors(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The features of folded texts as rows of length one, those that are not known left out."""
        rows = self._counts(texts)
        rows.data *= self.rarity[rows.indices]
        row = np.repeat(np.arange(len(texts)), np.diff(rows.indptr))
        squares = (rows.data * rows.data).astype(np.float64)
        lengths = np.sqrt(np.bincount(row, weights=squares, minlength=len(texts)))
        rows.data = (rows.data / lengths[row]).astype(np.float32)
        return rows

    def _counts(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Texts × features: how often each stands there."""
        from scipy import sparse

        found = list(map(self._of_word.__getitem__, chain.from_iterable(map(str.split, texts))))
        ends = np.cumsum([0, *(len(text.split()) for text in texts)])
        starts = np.cumsum([0, *map(len, found)])[ends]
        places = np.fromiter(chain.from_iterable(found), dtype=np.int32, count=starts[-1])
        times = np.ones(places.size, dtype=np.float32)
        counts = sparse.csr_matrix((times, places, starts), shape=(len(texts), len(self.places)))
        counts.sum_duplicates()
        return counts

    def _known_in(self, word: str) -> tuple[int, ...]:
        known = self.places
        return tuple([known[one] for one in _grams_of(word) if one in known])

    @cached_property
    def _of_word(self) -> Remembered[tuple[int, ...]]:
        return Remembered(self._known_in)


@dataclass(frozen=True, repr=False, eq=False)
class LabelIndex:
    """TF-IDF vectors of folded labels, whose rows are the labels as they were given.

    With a background taxonomy a text is also described by the 30 concepts there that resemble it
    most, each by its squared cosine; the similarity of two texts is then the mean of the cosines
    of both descriptions. So "RN" and "staff nurse" meet where the background knows them as one.

    `vectors` (features × labels) are those of the labels; `bridge` (features × background labels).
    """

    weights: TermWeights
    vectors: Any
    background: Names | None = None
    bridge: Any = None

    def __repr__(self) -> str:
        features, labels = self.vectors.shape
        return f"<LabelIndex: {labels} labels, {features} features>"

    @classmethod
    @uncollected
    def fit(cls, labels: Sequence[str], background: Names | None = None) -> LabelIndex:
        """An index over folded labels."""
        from scipy import sparse

        known = [] if background is None else background.texts
        weights = TermWeights.of([*labels, *known])
        if not known:
            return cls(weights, weights.vectors(labels).T.tocsr())
        index = cls(weights, None, background, weights.vectors(known).T.tocsr())
        batches = [index._encode(labels[at : at + _BATCH]) for at in range(0, len(labels), _BATCH)]
        vectors = sparse.vstack(batches).T.tocsr()
        return cls(weights, vectors, background, index.bridge)

    def similarities(self, texts: Sequence[str]) -> Iterator[Floats]:
        """For each folded text the similarity to every label, in label order."""
        for start in range(0, len(texts), _BATCH):
            batch = self._encode(texts[start : start + _BATCH])
            yield from (batch @ self.vectors).toarray()

    def _encode(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The vectors of texts, one row each."""
        from scipy import sparse

        rows = self.weights.vectors(texts)
        if self.background is None:
            return rows
        cosines = (rows @ self.bridge).toarray()
        best = (self.background.best_per_concept(row) for row in cosines)
        neighbours = sparse.vstack([_nearest(row) for row in best])
        # The dot product of rows weighted by square roots is the weighted mean of both cosines.
        own, theirs = np.sqrt([1 - _BACKGROUND_SHARE, _BACKGROUND_SHARE]).astype(np.float32)
        return sparse.hstack([own * rows, theirs * neighbours], format="csr")


def _nearest(cosines: Floats) -> sparse.csr_matrix:
    """The background concepts nearest to a text, as a row of length one."""
    from scipy import sparse

    places = best_rows(cosines, _NEIGHBOURS)
    weights = cosines[places] ** 2
    weights /= np.sqrt(np.sum(weights**2)) or 1
    place = (np.zeros(len(places), dtype=np.intp), places)
    return sparse.csr_matrix((weights, place), shape=(1, len(cosines)), dtype=np.float32)


def best_rows(values: Floats, count: int) -> Rows:
    """The rows with the highest positive values, best first, ties in row order.

    >>> best_rows(np.array([0.1, 0.5, 0.0, 0.5], dtype=np.float32), 2).tolist()
    [1, 3]
    """
    candidates = np.flatnonzero(values > 0)
    if len(candidates) > count:
        positive = values[candidates]
        candidates = candidates[positive >= np.partition(positive, -count)[-count]]
    return candidates[np.argsort(-values[candidates], kind="stable")][:count]

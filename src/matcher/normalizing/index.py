"""Finds the labels most similar to a text, by trigrams and words, or by way of a background."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from matcher.normalizing.folding import is_native
from matcher.normalizing.names import Names
from matcher.normalizing.similarity import stem

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Floats", "LabelIndex", "Rows", "best_rows", "grams"]

_GRAM = 3
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
    found: list[str] = []
    for word in folded.split():
        if is_native(word):
            found += word
            found += (word[start : start + 2] for start in range(len(word) - 1))
        else:
            padded = f" {word} "
            last = max(1, len(padded) - _GRAM + 1)
            found += (padded[start : start + _GRAM] for start in range(last))
        whole = f"={stem(word)}"
        found += (whole, whole)
    return found


@dataclass(frozen=True, repr=False, eq=False)
class LabelIndex:
    """TF-IDF vectors of folded labels, whose rows are the labels as they were given.

    With a background taxonomy a text is also described by the 30 concepts there that resemble it
    most, each by its squared cosine; the similarity of two texts is then the mean of the cosines
    of both descriptions. So "RN" and "staff nurse" meet where the background knows them as one.

    `vectors` (features × labels) are those of the labels; `bridge` (features × background labels).
    """

    vectorizer: Any
    vectors: Any
    background: Names | None = None
    bridge: Any = None

    def __repr__(self) -> str:
        features, labels = self.vectors.shape
        return f"<LabelIndex: {labels} labels, {features} features>"

    @classmethod
    def fit(cls, labels: Sequence[str], background: Names | None = None) -> LabelIndex:
        """An index over folded labels."""
        from scipy import sparse
        from sklearn.feature_extraction.text import TfidfVectorizer

        known = [] if background is None else background.texts
        vectorizer = TfidfVectorizer(analyzer=grams, dtype=np.float32).fit([*labels, *known])
        if not known:
            return cls(vectorizer, vectorizer.transform(labels).T.tocsr())
        index = cls(vectorizer, None, background, vectorizer.transform(known).T.tocsr())
        batches = [index._encode(labels[at : at + _BATCH]) for at in range(0, len(labels), _BATCH)]
        vectors = sparse.vstack(batches).T.tocsr()
        return cls(vectorizer, vectors, background, index.bridge)

    def similarities(self, texts: Sequence[str]) -> Iterator[Floats]:
        """For each folded text the similarity to every label, in label order."""
        for start in range(0, len(texts), _BATCH):
            batch = self._encode(texts[start : start + _BATCH])
            yield from (batch @ self.vectors).toarray()

    def _encode(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The vectors of texts, one row each."""
        from scipy import sparse

        rows = self.vectorizer.transform(texts)
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

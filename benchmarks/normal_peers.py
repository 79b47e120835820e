"""The simple methods that the normalizer is measured beside, and the normalizer itself, alike.

Each gets a set and then texts, and ranks the set's concepts. The peers compare a text with every
surface form (and with every description, where the set has them, as one form more of its concept);
a concept is as similar as its best form, ties go by id. All peers read texts without case and
punctuation; in English plural endings are taken off, which helps every one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from benchmarks.normal_readers import plain
from benchmarks.normal_sets import NormalSet
from matcher import Normalizer

__all__ = ["METHODS", "PEERS", "FormScores", "Ranker", "Searcher", "readable"]

Floats = npt.NDArray[np.float32]
#: The similarity (texts × forms) of texts to the forms that it was made for; 0 where none.
FormScores = Callable[[Sequence[str]], Floats]

#: So many texts are compared at once: bounds the memory of texts × forms.
_BATCH = 128
#: The usual constants of BM25.
_K1, _B = 1.2, 0.75
_SHORTEST = 3


class Searcher(Protocol):
    """Something that ranks the concepts of a set for a text; what making it takes is its index."""

    def ranked(self, texts: Sequence[str], k: int) -> list[list[str]]:
        """For each text up to k distinct concepts, best first."""


class Product:
    """The package's own search."""

    def __init__(self, task: NormalSet) -> None:
        self._normalizer = Normalizer(task.taxonomy, background=task.background)
        # The index is made when it is first needed.
        self._normalizer.search(["-", "index"], k=1)

    def ranked(self, texts: Sequence[str], k: int) -> list[list[str]]:
        """As `Searcher` says."""
        return [[hit.id for hit in hits] for hits in self._normalizer.search(texts, k=k)]


class Ranker:
    """Ranks concepts by their best form."""

    def __init__(
        self, task: NormalSet, make: Callable[[list[str]], FormScores], *, described: bool
    ) -> None:
        forms = [(label.concept, label.text) for label in task.taxonomy.labels]
        if described:
            forms += [(one.id, one.description) for one in task.taxonomy if one.description]
        forms.sort(key=lambda form: form[0])
        owners = np.array([concept for concept, _ in forms], dtype=object)
        self._language = task.language
        self._starts = np.flatnonzero(np.append(True, owners[1:] != owners[:-1]))
        self._concepts = owners[self._starts]
        self._scores = make([readable(text, task.language) for _, text in forms])

    def ranked(self, texts: Sequence[str], k: int) -> list[list[str]]:
        """As `Searcher` says; concepts without any similarity are not listed."""
        asked = [readable(text, self._language) for text in texts]
        found: list[list[str]] = []
        for start in range(0, len(asked), _BATCH):
            scores = self._scores(asked[start : start + _BATCH])
            best = np.maximum.reduceat(scores, self._starts, axis=1)
            found += [self._concepts[_best(row, k)].tolist() for row in best]
        return found


def _best(scores: Floats, k: int) -> npt.NDArray[np.intp]:
    """The places of the k greatest positive scores, best first, ties in order."""
    among = np.flatnonzero(scores > 0)
    if len(among) > k:
        values = scores[among]
        among = among[values >= np.partition(values, -k)[-k]]
    return among[np.argsort(-scores[among], kind="stable")][:k]


def readable(text: str, language: str) -> str:
    """A text as the peers read it.

    >>> readable("Chief Executives", "en"), readable("Oficiales (militares)", "es")
    ('chief executive', 'oficiales militares')
    """
    words = plain(text).split()
    return " ".join(map(_singular, words) if language == "en" else words)


def _singular(word: str) -> str:
    if len(word) <= _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if re.search("(?:ss|sh|ch|x)es$", word) else word[:-1]


def fuzz(forms: list[str], scorer: str) -> FormScores:
    """A ratio of rapidfuzz, by its name."""
    from rapidfuzz import fuzz as ratios
    from rapidfuzz.process import cdist

    def scores(texts: Sequence[str]) -> Floats:
        ratio = cdist(texts, forms, scorer=getattr(ratios, scorer), dtype=np.float32, workers=1)
        return np.asarray(ratio, dtype=np.float32)

    return scores


def bm25(forms: list[str]) -> FormScores:
    """Okapi BM25 over words."""
    from scipy import sparse
    from sklearn.feature_extraction.text import CountVectorizer

    counter: Any = CountVectorizer(analyzer=str.split)
    counts = sparse.csr_matrix(counter.fit_transform(forms), dtype=np.float32)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    with_it = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log1p((len(forms) - with_it + 0.5) / (with_it + 0.5)).astype(np.float32)
    rows = np.repeat(np.arange(len(forms)), np.diff(counts.indptr))
    damping = _K1 * (1 - _B + _B * lengths / lengths.mean())
    counts.data *= (_K1 + 1) / (counts.data + damping[rows]) * rarity[counts.indices]
    weights = counts.T.tocsr().astype(np.float32)
    return partial(_product, partial(counter.transform), weights)


def tfidf(forms: list[str], **options: object) -> FormScores:
    """The cosine of TF-IDF vectors as scikit-learn makes them."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer: Any = TfidfVectorizer(
        sublinear_tf=True, dtype=np.float32, lowercase=False, **options
    )
    weights = vectorizer.fit_transform(forms).T.tocsr()
    return partial(_product, vectorizer.transform, weights)


def _product(vectors: Callable[[Sequence[str]], Any], weights: Any, texts: Sequence[str]) -> Floats:  # noqa: ANN401
    # A sparse matrix has no type that NumPy's could stand for.
    return np.asarray((vectors(texts).astype(np.float32) @ weights).toarray())


# Of the ratios of rapidfuzz one of these two is best on each of the sets.
_SORTED = partial(fuzz, scorer="token_sort_ratio")
_SHARED = partial(fuzz, scorer="token_set_ratio")
_WORDS = partial(tfidf, analyzer=str.split)
_LETTERS = partial(tfidf, analyzer="char_wb", ngram_range=(2, 5))

PEERS: Mapping[str, Callable[[NormalSet], Searcher]] = {
    "rapidfuzz-sort": partial(Ranker, make=_SORTED, described=False),
    "rapidfuzz-set": partial(Ranker, make=_SHARED, described=False),
    "bm25": partial(Ranker, make=bm25, described=True),
    "tfidf-word": partial(Ranker, make=_WORDS, described=True),
    "tfidf-char": partial(Ranker, make=_LETTERS, described=True),
}
METHODS: Mapping[str, Callable[[NormalSet], Searcher]] = {"matcher": Product, **PEERS}

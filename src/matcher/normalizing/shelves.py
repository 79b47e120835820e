"""Shelves: forms and concepts of one language, weighed for a search, and texts weighed alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matcher.kernels import Counted, Finder, Shelf, Weighed
from matcher.normalizing.forms import Forms
from matcher.normalizing.languages import STOPWORDS, LanguageWeights, weights_in
from matcher.normalizing.stemming import stem_in
from matcher.normalizing.terms import GRAMS, STEMS, STREAMS, WRITTEN, Terms
from matcher.normalizing.weighing import (
    count_matrix,
    postings_of,
    rarity_of,
    unknown_rarity,
    weigh_descriptions,
    weigh_documents,
    weigh_forms,
)
from matcher.normalizing.worded import Worded

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["LanguageShelf"]

#: What stems count beside groups of letters among all forms of a concept.
_STEMS_IN_DOCUMENT = 0.4

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, repr=False, eq=False)
class LanguageShelf:
    """The forms of concepts in one language, weighed; texts are weighed in the same way.

    A text and a form are compared by three cosines of TF-IDF vectors (letters by threes, stems,
    words as written), a text and a concept by one of all its forms, whose length counts by .6, and
    by one of its description. Terms that no form has count in the length of a text: whoever shares
    only "staff" with it shares little. Shares of the five are `LanguageWeights`, divided by their
    sum.
    """

    forms: Forms
    terms: Terms
    weights: LanguageWeights
    rarity: Floats
    document_rarity: Floats
    description_rarity: Floats
    scales: Floats
    finder: Finder

    def __repr__(self) -> str:
        return f"<LanguageShelf: {self.forms!r}>"

    @classmethod
    def of(cls, forms: Forms) -> LanguageShelf:
        """The shelf of some forms."""
        weights = weights_in(forms.language)
        terms = Terms.of(
            forms.language, forms.texts, forms.descriptions, has_written=weights.written > 0
        )
        counts = count_matrix(terms.count(forms.texts), len(terms))
        owned = _owned(forms) @ counts
        described = count_matrix(terms.count(forms.descriptions), len(terms))
        rarity, document_rarity = rarity_of(counts), rarity_of(owned)
        description_rarity = rarity_of(described) * _tells(terms)
        by_form, scales = weigh_forms(counts, rarity, terms.streams, _form_shares(weights))
        document = weigh_documents(owned, document_rarity * _document_shares(terms, scales))
        description = weigh_descriptions(described, description_rarity)
        first_forms = np.searchsorted(forms.owners, np.arange(len(forms.concepts) + 1))
        by_concept = postings_of([document, description])
        shelf = Shelf(postings_of([by_form]), by_concept, first_forms.astype(np.int64))
        return cls(
            forms, terms, weights, rarity, document_rarity, description_rarity, scales,
            Finder(shelf),
        )  # fmt: skip

    def weighed(self, texts: Sequence[str] | Worded) -> tuple[Weighed, Weighed]:
        """Folded texts as `Finder.best` takes them: for forms, and for concepts."""
        counted = self.terms.count(texts)
        return self._for_forms(counted), self._for_concepts(counted)

    @cached_property
    def is_described(self) -> bool:
        """Whether any concept has a description."""
        return any(self.forms.descriptions)

    @property
    def total(self) -> float:
        """The sum of the weights that count here."""
        weights = self.weights
        named = weights.grams + weights.stems + weights.written + weights.document
        return named + (weights.description if self.is_described else 0)

    def _for_forms(self, counted: Counted) -> Weighed:
        rows, streams = counted.rows, self.terms.streams[counted.terms]
        values = counted.times * self.rarity[counted.terms]
        cells = rows * STREAMS + streams
        squares = np.bincount(cells, values.astype(np.float64) ** 2, len(counted.unknown) * STREAMS)
        # The counts of nothing are whole numbers, which cannot be added to in place.
        squares = squares + counted.unknown.ravel() * unknown_rarity(len(self.forms.texts)) ** 2
        shares = np.sqrt(_form_shares(self.weights)) / self.total
        values *= (shares[streams] / np.sqrt(squares[cells])).astype(np.float32)
        return Weighed(values, counted.terms, counted.starts)

    def _for_concepts(self, counted: Counted) -> Weighed:
        """The terms of documents, then, counted from the number of terms on, of descriptions."""
        shares = _document_shares(self.terms, self.scales)
        stream = np.array([1 / self.scales[GRAMS], _STEMS_IN_DOCUMENT / self.scales[STEMS], 0])
        named = self._cosine(counted, self.document_rarity * shares, stream**2)
        parts = [named * np.float32(self.weights.document / self.total)]
        if self.is_described:
            told = self._cosine(counted, self.description_rarity, np.array([0.0, 1.0, 0.0]))
            parts.append(told * np.float32(self.weights.description / self.total))
        features = np.concatenate(
            [counted.terms + np.int32(place * len(self.terms)) for place in range(len(parts))]
        )
        row_of = np.tile(counted.rows, len(parts))
        values = np.concatenate(parts)
        kept = np.flatnonzero(values)
        order = kept[np.argsort(row_of[kept], kind="stable")]
        starts = np.append(0, np.cumsum(np.bincount(row_of[order], minlength=len(counted.unknown))))
        return Weighed(values[order], features[order], starts.astype(np.int64))

    def _cosine(self, counted: Counted, rarity: Floats, unknown: npt.NDArray[np.float64]) -> Floats:
        """The terms weighed, each text at length one, unknown terms counted in."""
        rows, values = counted.rows, counted.times * rarity[counted.terms]
        squares = np.bincount(rows, values.astype(np.float64) ** 2, len(counted.unknown)) * 1.0
        for stream, times in enumerate(counted.unknown.T):
            squares += times * unknown[stream] * unknown_rarity(len(self.forms.concepts)) ** 2
        lengths = np.sqrt(np.where(squares > 0, squares, 1))
        scaled: Floats = (values / lengths[rows]).astype(np.float32)
        return scaled


def _owned(forms: Forms) -> sparse.csr_matrix:
    """Concepts × forms: 1 where the form is the concept's."""
    from scipy import sparse

    ones = np.ones(len(forms.owners), dtype=np.float32)
    places = np.array(forms.owners, dtype=np.int64), np.arange(len(forms.owners))
    return sparse.csr_matrix((ones, places), shape=(len(forms.concepts), len(forms.owners)))


def _tells(terms: Terms) -> Floats:
    """1 for the stems that count in a description, 0 for other terms."""
    tells: Floats = (terms.streams == STEMS).astype(np.float32)
    for word in STOPWORDS:
        place = terms.places.get(f"={stem_in(terms.language, word)}")
        if place is not None:
            tells[place] = 0
    return tells


def _form_shares(weights: LanguageWeights) -> npt.NDArray[np.float64]:
    shares = np.zeros(STREAMS)
    shares[[GRAMS, STEMS, WRITTEN]] = weights.grams, weights.stems, weights.written
    return shares


def _document_shares(terms: Terms, scales: Floats) -> Floats:
    """What a term counts among all forms of a concept, by its stream."""
    by_stream = np.zeros(STREAMS, dtype=np.float32)
    by_stream[GRAMS] = 1 / scales[GRAMS]
    by_stream[STEMS] = _STEMS_IN_DOCUMENT / scales[STEMS]
    shares: Floats = by_stream[terms.streams.astype(np.intp)]
    return shares

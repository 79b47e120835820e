"""Ranks the concepts of one shelf for texts: the products first, then letters and exact names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.kernels import Best, TokenSets
from matcher.normalizing.relating import ConceptVectors, concept_vectors
from matcher.normalizing.shelves import LanguageShelf
from matcher.normalizing.stemming import stem_in
from matcher.normalizing.uncollected import uncollected
from matcher.normalizing.worded import Remembered, Worded, word_rows

__all__ = ["RESCORED", "Ranked", "Scores", "ShelfSearch"]

#: So many concepts are compared letter by letter as well.
RESCORED = 10
#: So many concepts found first say what a text is about, in so many dimensions.
_KIN, _DIMENSIONS = 30, 75
#: A concept that the text names exactly comes first, by a hair if others are as similar.
_HAIR = 1e-6

Floats = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Ranked(NamedTuple):
    """The best concepts for each text, best first, ties in order: rows and scores (texts, k).

    Where fewer are left the row is -1 and the score 0.
    """

    concepts: npt.NDArray[np.int64]
    scores: Scores


@dataclass(frozen=True, repr=False, eq=False)
class ShelfSearch:
    """Ranks the concepts of a shelf."""

    shelf: LanguageShelf

    def __repr__(self) -> str:
        return f"<ShelfSearch: {self.shelf!r}>"

    def ranked(
        self, texts: Worded, k: int, allowed: Flags, kinship: Floats | None, share: float
    ) -> Ranked:
        """For each folded text the best of the allowed concepts, k or more if there are so many.

        `kinship` (texts × concepts, in [0, 1]) counts by `share` beside all else; without it the
        shelf's own descriptions serve, where its language has a weight for that.
        """
        by_form, by_concept = self.shelf.weighed(texts)
        count = min(max(k, RESCORED), len(allowed))
        added = np.zeros((0, len(allowed)), dtype=np.float32)
        if kinship is not None:
            added = np.float32(share) * kinship
        elif own := self._own_share:
            share = own
            first = self.shelf.finder.best(by_form, by_concept, added, allowed, _KIN)
            added = np.float32(share) * self._own_kinship(first)
        else:
            share = 0.0
        best = self.shelf.finder.best(by_form, by_concept, added, allowed, count)
        return self._rescored(texts, best, share)

    def _rescored(self, texts: Worded, best: Best, share: float) -> Ranked:
        letters = self.shelf.weights.letters / self.shelf.total
        scores = best.scores.astype(np.float64)
        if letters:
            scores[:, :RESCORED] += letters * self._alike(texts, best.forms[:, :RESCORED])
        scores = np.minimum(scores / (1 + letters + share), 1 - 2 * _HAIR)
        names = texts.texts
        if not self.shelf.weights.written:
            names = [" ".join(map(self._stem.__getitem__, text.split())) for text in names]
        for row, name in enumerate(names):
            for concept in self._owners.get(name, ()):
                for place in np.flatnonzero(best.concepts[row, :RESCORED] == concept):
                    scores[row, place] = 1 - _HAIR * (1 - scores[row, place])
        order = np.lexsort((best.concepts, -scores), axis=-1)
        concepts = np.take_along_axis(best.concepts, order, axis=1)
        return Ranked(concepts.astype(np.int64), np.take_along_axis(scores, order, axis=1))

    def _alike(self, texts: Worded, forms: npt.NDArray[np.int32]) -> Floats:
        """How far the token-set ratio of a text and these forms, as stems, exceeds a half: [0, 1].

        What has nothing in common reaches about a half.
        """
        numbers, token_sets = self._sets
        stems = list(map(self._stem.__getitem__, texts.flat))
        words = [numbers.get(stem, -1) for stem in stems]
        rows = word_rows(stems, words, texts.words.word_starts)
        ratios = token_sets.ratios(rows, forms)
        alike: Floats = np.maximum(ratios / np.float32(50) - 1, np.float32(0))
        return alike

    def _own_kinship(self, first: Best) -> Floats:
        """How far each concept resembles, by its description, those found first for each text."""
        vectors = self._vectors
        return np.stack(
            [
                vectors.cosines(vectors.toward(rows[rows >= 0].astype(np.int64), scores[rows >= 0]))
                for rows, scores in zip(first.concepts, first.scores, strict=True)
            ]
        )

    @property
    def _own_share(self) -> float:
        return self.shelf.weights.relation if self.shelf.is_described else 0.0

    @cached_property
    def _vectors(self) -> ConceptVectors:
        return concept_vectors([self.shelf], self.shelf.forms.concepts, _DIMENSIONS)

    @cached_property
    def _stem(self) -> Remembered[str]:
        return Remembered(partial(stem_in, self.shelf.forms.language))

    @cached_property
    @uncollected
    def _stems(self) -> list[tuple[str, ...]]:
        """The stems of each form."""
        return [tuple(map(self._stem.__getitem__, text.split())) for text in self.shelf.forms.texts]

    @cached_property
    @uncollected
    def _sets(self) -> tuple[dict[str, int], TokenSets]:
        """The stems of all forms, numbered in order, and the forms as sets of them."""
        known = sorted(set(chain.from_iterable(self._stems)))
        numbers = {stem: number for number, stem in enumerate(known)}
        sets: list[int] = []
        starts = [0]
        for stems in self._stems:
            sets += sorted({numbers[stem] for stem in stems})
            starts.append(len(sets))
        return numbers, TokenSets(word_rows(known, sets, np.array(starts)))

    @cached_property
    @uncollected
    def _owners(self) -> dict[str, list[int]]:
        """The rows of the concepts by what names that count as equal have in common.

        That is their stems, or all of it where words count as they are written.
        """
        forms = self.shelf.forms
        names = forms.texts
        if not self.shelf.weights.written:
            names = [" ".join(stems) for stems in self._stems]
        owners: dict[str, list[int]] = {}
        for owner, name in zip(forms.owners, names, strict=True):
            rows = owners.setdefault(name, [])
            # The forms of a concept stand beside each other.
            if owner not in rows[-1:]:
                rows.append(owner)
        return owners

"""Searches the concepts most similar to a text: by their names, and by their descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.normalizing.folding import fold
from matcher.normalizing.index import Floats, LabelIndex, best_rows
from matcher.normalizing.names import Names
from matcher.taxonomy import Taxonomy

__all__ = ["ConceptSearch", "Hit"]

#: How far the description of a concept closes what its names leave open.
_DESCRIBED = 0.5
#: So many concepts are compared letter by letter as well, with this share.
_RESCORED = 50
_LETTERS = 0.15


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that a search found, with its score in [0, 1]."""

    id: str
    label: str
    kind: str
    score: float


@dataclass(frozen=True, repr=False, eq=False)
class ConceptSearch:
    """Ranks the concepts of a taxonomy for a text.

    The similarity of a concept is that of its best name, n; with a description of similarity d
    it is n + (1 - n) d / 2. The score is .85 times the similarity plus, for the 50 concepts ahead
    by then, .15 times the token-sort ratio of the best name.
    """

    taxonomy: Taxonomy
    names: Names
    index: LabelIndex

    def __repr__(self) -> str:
        return f"<ConceptSearch: {self.taxonomy!r}>"

    def hits(
        self, texts: Sequence[str], k: int, kinds: frozenset[str] | None
    ) -> dict[str, list[Hit]]:
        """For each distinct folded text the k best concepts of these kinds, ties by id."""
        distinct = [text for text in dict.fromkeys(texts) if text]
        asked = zip(distinct, self._similarities(distinct), strict=True)
        allowed = np.array([kinds is None or name.kind in kinds for name in self.names.concepts])
        return {text: self._best(text, similar * allowed, k) for text, similar in asked}

    def _best(self, text: str, similar: Floats, k: int) -> list[Hit]:
        from rapidfuzz import fuzz

        scored = []
        for place, concept in enumerate(best_rows(similar, max(k, _RESCORED))):
            score = (1 - _LETTERS) * float(similar[concept])
            if place < _RESCORED:
                names = self.names.texts_of(concept)
                score += _LETTERS * max(fuzz.token_sort_ratio(text, name) for name in names) / 100
            scored.append((-score, self.names.concepts[concept].concept))
        return [self._hit(concept, -score) for score, concept in sorted(scored)[:k]]

    def _hit(self, concept: str, score: float) -> Hit:
        node = self.taxonomy[concept]
        return Hit(node.id, node.label_en, node.kind, min(1.0, score))

    def _similarities(self, texts: Sequence[str]) -> Iterator[Floats]:
        """For each text its similarity to every concept, in the order of the names' concepts."""
        by_name = map(self.names.best_per_concept, self.index.similarities(texts))
        if self._descriptions is None:
            yield from by_name
            return
        for named, described in zip(by_name, self._descriptions.similarities(texts), strict=True):
            yield named + np.float32(_DESCRIBED) * (1 - named) * described

    @cached_property
    def _descriptions(self) -> LabelIndex | None:
        concepts = (self.taxonomy[name.concept] for name in self.names.concepts)
        descriptions = [fold(concept.description or "") for concept in concepts]
        return LabelIndex.fit(descriptions) if any(descriptions) else None

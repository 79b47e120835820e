"""Blends what search finds by names with what labelled texts and an encoder say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.normalizing.encoders import EncodedNames
from matcher.normalizing.folding import fold
from matcher.normalizing.learning import Evidence
from matcher.normalizing.searching import ConceptSearch, Hit
from matcher.taxonomy import Taxonomy

__all__ = ["BlendedSearch"]

Numbers = npt.NDArray[np.float64]

#: Texts compared at once: bounds the memory to batch × concepts.
_BATCH = 256
#: So many hits by name are blended; of those further down a score counts where nothing else does.
_BLENDED = 200
#: What the cosine of an encoder counts, the score by names having the rest.
_ENCODED = 0.5
#: What the score by names counts beside the evidence of labelled texts, and its power there: only
#: what names make likely holds against what people said.
_BY_NAME = 0.5
_POWER = 2


@dataclass(frozen=True, repr=False, eq=False)
class BlendedSearch:
    """Ranks the concepts of a taxonomy by names, and by an encoder or labelled texts as well.

    With an encoder the similarity s of a concept is half its score by names and half the cosine.
    With labelled texts, whose evidence for it is e, its score is the square root of
    (s² / 2 + e) / 1.9. Both are in [0, 1].
    """

    by_names: ConceptSearch
    evidence: Evidence | None = None
    encoded: EncodedNames | None = None

    def __repr__(self) -> str:
        return f"<BlendedSearch: {self.taxonomy!r}>"

    def hits(
        self, texts: Sequence[str], k: int, kinds: frozenset[str] | None
    ) -> dict[str, list[Hit]]:
        """For each distinct text, as it was written, the k best concepts of these kinds."""
        distinct = [text for text in dict.fromkeys(texts) if fold(text)]
        allowed = np.array(
            [kinds is None or self.taxonomy[c].kind in kinds for c in self._concepts]
        )
        found: dict[str, list[Hit]] = {}
        for start in range(0, len(distinct), _BATCH):
            batch = distinct[start : start + _BATCH]
            folded = [fold(text) for text in batch]
            named = self.by_names.hits(folded, max(k, _BLENDED), kinds)
            parts = zip(batch, folded, self._evidence(folded), self._cosines(batch), strict=True)
            for text, key, evidence, cosines in parts:
                scores = self._scores(named.get(key, []), evidence, cosines) * allowed
                found[text] = [self._hit(row, scores[row]) for row in _best(scores, k)]
        return found

    def _scores(self, named: Sequence[Hit], evidence: Numbers, cosines: Numbers) -> Numbers:
        """The score of each of the concepts."""
        similar = np.zeros(len(self._concepts))
        for rank, hit in enumerate(named):
            row = self._rows[hit.id]
            if rank < _BLENDED or not (evidence[row] or cosines[row]):
                similar[row] = hit.score
        if self.encoded is not None:
            similar += _ENCODED * (cosines - similar)
        if self.evidence is None:
            return similar
        most = _BY_NAME + self.evidence.MOST
        scores: Numbers = ((_BY_NAME * similar**_POWER + evidence) / most) ** (1 / _POWER)
        return scores

    def _hit(self, row: int, score: float) -> Hit:
        node = self.taxonomy[self._concepts[row]]
        return Hit(node.id, node.label_en, node.kind, min(1.0, float(score)))

    def _evidence(self, folded: Sequence[str]) -> Iterator[Numbers]:
        """For each folded text what the labelled ones say, in the order of the concepts."""
        if self.evidence is None:
            yield from np.zeros((len(folded), len(self._concepts)))
            return
        rows = [self._rows[concept] for concept in self.evidence.concepts]
        for scores in self.evidence.scores(folded):
            every = np.zeros(len(self._concepts))
            every[rows] = scores
            yield every

    def _cosines(self, texts: Sequence[str]) -> Numbers:
        """For each text its cosine with each of the concepts, 0 where there is no encoder."""
        every = np.zeros((len(texts), len(self._concepts)))
        if self.encoded is not None:
            rows = [self._rows[concept] for concept in self.encoded.concepts]
            every[:, rows] = self.encoded.similarities(texts)
        return every

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy whose concepts are ranked."""
        return self.by_names.taxonomy

    @cached_property
    def _concepts(self) -> list[str]:
        """The concepts that can be found, by id."""
        return sorted(concept.id for concept in self.taxonomy)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {concept: row for row, concept in enumerate(self._concepts)}


def _best(scores: Numbers, count: int) -> list[int]:
    """The rows with the highest scores above 0, best first, ties in row order."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) > count:
        above = scores[rows]
        rows = rows[above >= np.partition(above, -count)[-count]]
    best: list[int] = rows[np.argsort(-scores[rows], kind="stable")][:count].tolist()
    return best

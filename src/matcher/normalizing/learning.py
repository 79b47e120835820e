"""Learns from labelled texts: what they name, and which concepts the texts like a new one have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from matcher.errors import UnknownName
from matcher.normalizing.folding import fold
from matcher.normalizing.index import Floats, TermWeights, best_rows
from matcher.normalizing.labelled import LabelledTexts
from matcher.normalizing.names import Names
from matcher.normalizing.resolution import Resolution
from matcher.normalizing.searching import ConceptSearch, Hit
from matcher.taxonomy import Label, Taxonomy

__all__ = ["Evidence", "Learned"]

#: So many labelled texts vote, each with a power of its cosine; the votes of nobody weigh so much.
_NEIGHBOURS = 50
_POWER = 4
_NOBODY = 0.5
#: What the words of all texts of a concept count beside the votes.
_WORDS = 0.4
#: Texts compared at once: bounds the memory of the product to batch × labelled texts.
_BATCH = 256


@dataclass(frozen=True, repr=False, eq=False)
class Evidence:
    """What labelled texts say of other texts.

    The 50 labelled texts most like a text, by their cosine c, vote for their concepts with c⁴; a
    text that was labelled n times has √n votes, shared among its concepts in proportion. Half a
    vote for nothing keeps faint likenesses from deciding. To a concept's share of the votes is
    added .4 times the cosine of the text and all texts of that concept together, whose sum of
    length m is divided by m + 1.

    >>> labelled = LabelledTexts.of([("kuli bangunan", "o:mason"), ("kuli panggul", "o:porter")])
    >>> evidence = Evidence.of(labelled)
    >>> [int(row.argmax()) for row in evidence.scores(["kuli panggul"])], evidence.concepts
    ([1], ['o:mason', 'o:porter'])
    """

    concepts: list[str]
    weights: TermWeights
    #: Features × texts, texts × concepts, features × concepts.
    texts: Any
    votes: Any
    words: Any

    #: The highest score that there can be.
    MOST = 1 + _WORDS

    def __repr__(self) -> str:
        texts, concepts = self.votes.shape
        return f"<Evidence: {texts} texts, {concepts} concepts>"

    @classmethod
    def of(cls, labelled: LabelledTexts) -> Evidence:
        """The evidence that labelled texts are; at least one is needed."""
        from scipy import sparse

        concepts = labelled.concepts
        weights = TermWeights.of(list(labelled.counts))
        vectors = weights.vectors(list(labelled.counts))
        votes = _votes(labelled, concepts)
        sums = votes.T @ vectors
        lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
        words = sparse.diags_array(1 / (lengths + 1)).astype(np.float32) @ sums
        return cls(concepts, weights, vectors.T.tocsr(), votes, sparse.csr_matrix(words.T))

    def scores(self, texts: Sequence[str]) -> Iterator[Floats]:
        """For each folded text the score of each of the concepts, in [0, 1.4]."""
        for start in range(0, len(texts), _BATCH):
            batch = self.weights.vectors(texts[start : start + _BATCH])
            words = (batch @ self.words).toarray()
            for cosines, row in zip((batch @ self.texts).toarray(), words, strict=True):
                yield self._shares(cosines) + np.float32(_WORDS) * row

    def _shares(self, cosines: Floats) -> Floats:
        """Each concept's share of the votes, by the cosine of each labelled text."""
        near = best_rows(cosines, _NEIGHBOURS)
        votes = (cosines[near] ** _POWER) @ self.votes[near]
        shares: Floats = (votes / (votes.sum() + _NOBODY)).astype(np.float32)
        return shares


def _votes(labelled: LabelledTexts, concepts: Sequence[str]) -> Any:  # noqa: ANN401 - sparse
    """Texts × concepts: the root of a text's count, shared among its concepts in proportion."""
    from scipy import sparse

    place = {concept: at for at, concept in enumerate(concepts)}
    rows, columns, values = [], [], []
    for row, counts in enumerate(labelled.counts.values()):
        total = sum(counts.values())
        for concept, count in counts.items():
            rows.append(row)
            columns.append(place[concept])
            values.append(count / total**0.5)
    shape = (len(labelled.counts), len(concepts))
    return sparse.csr_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=shape)


@dataclass(frozen=True, repr=False, eq=False)
class Learned:
    """Labelled texts beside the names of the taxonomy whose concepts they mean.

    A text that was always labelled with one concept names it, whatever the taxonomy says. Where
    labels contradict each other the commonest concept is named if its share reaches `threshold`;
    else the taxonomy's own name for the text stands, and if it has none the text is not known.
    """

    labelled: LabelledTexts
    search: ConceptSearch
    names: Names
    threshold: float

    def __repr__(self) -> str:
        return f"<Learned: {self.labelled!r}>"

    def adding(self, labelled: LabelledTexts) -> Learned:
        """This and more labelled texts; UnknownName for a concept that there is not."""
        for concept in labelled.concepts:
            if concept not in self.taxonomy:
                raise UnknownName("concept", concept, known=self.taxonomy.concepts)
        return replace(self, labelled=self.labelled + labelled)

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy before it had the labelled texts."""
        return self.search.taxonomy

    @cached_property
    def evidence(self) -> Evidence:
        """What the texts say of others."""
        return Evidence.of(self.labelled)

    def named(self) -> Taxonomy:
        """The taxonomy with the texts that name one concept as aliases, the preferred ones."""
        spelled = {fold(row.text): row.text for row in reversed(self.labelled.rows)}
        commonest = ((text, *_commonest(counts)) for text, counts in self.labelled.counts.items())
        added = (
            Label(spelled[text], "mul", concept, is_preferred=True)
            for text, concept, share in commonest
            if share >= self.threshold
        )
        return replace(self.taxonomy, labels=tuple(dict.fromkeys((*self.taxonomy.labels, *added))))

    def resolution(self, text: str, kinds: frozenset[str] | None) -> Resolution | None:
        """What the labels of a text say it means; None where there are none or a name stands."""
        folded = fold(text)
        counts = {
            concept: count
            for concept, count in self.labelled.counts.get(folded, {}).items()
            if kinds is None or self.taxonomy[concept].kind in kinds
        }
        if not counts:
            return None
        concept, share = _commonest(counts)
        if share >= self.threshold:
            node = self.taxonomy[concept]
            return Resolution(concept, node.label_en, node.kind, share, "alias", text)
        if self.names.first(folded, kinds):
            return None
        return replace(Resolution.abstention(text), candidates=self._candidates(counts))

    def _candidates(self, counts: Mapping[str, float]) -> tuple[Hit, ...]:
        """The concepts that a text was labelled with, each with its share, the commonest first."""
        total = sum(counts.values())
        nodes = [
            self.taxonomy[concept]
            for concept in sorted(counts, key=lambda one: (-counts[one], one))
        ]
        return tuple(Hit(one.id, one.label_en, one.kind, counts[one.id] / total) for one in nodes)


def _commonest(counts: Mapping[str, float]) -> tuple[str, float]:
    """The concept with the highest count, of several the first by id, and its share of them."""
    concept = min(counts, key=lambda one: (-counts[one], one))
    return concept, counts[concept] / sum(counts.values())

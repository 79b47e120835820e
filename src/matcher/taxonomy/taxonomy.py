"""The taxonomy: concepts with labels per language, what covers what, and what is near to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from matcher.errors import InputError, UnknownName
from matcher.records.evidence import Evidence
from matcher.taxonomy.scales import Scale

__all__ = ["Code", "Concept", "Kind", "Label", "Taxonomy", "Validity"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What holds for all concepts of a kind: component, home section, evidence and lead time."""

    component: str | None
    section: str
    default_evidence: Evidence
    min_evidence: Evidence
    lead_months: int | None
    label_en: str
    label_id: str


@dataclass(frozen=True, slots=True)
class Label:
    """One text for a concept in one language ("mul" where it serves several).

    Where several concepts of a kind share an alias, the preferred one is meant.
    """

    text: str
    language: str
    concept: str
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """The place of a concept in a public classification, with the title that it has there."""

    classification: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a paper holds whose end is not known: `months` from its issue.

    `months` is None where it does expire but no period is known; `expires` is False where it
    never does.
    """

    expires: bool
    months: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A node of the taxonomy. `lead_months` is the time to obtain it, where its kind's differs."""

    id: str
    kind: str
    label_en: str
    label_id: str
    scale: str | None = None
    lead_months: int | None = None
    language: str | None = None
    description: str | None = None
    source: str = ""
    confidence: str = ""

    def label(self, language: str) -> str:
        """The label in Indonesian ("id") or English (any other)."""
        return self.label_id if language == "id" and self.label_id else self.label_en


@dataclass(frozen=True)
class Taxonomy:
    """Concepts and their relations, frozen; build one with `Taxonomy.default()` or `from_labels`.

    `covers[c]` is the set of concepts that whoever has `c` has (itself included, transitive).
    `similar[c]` maps an asked concept to how much a claim of `c` resembles it, in (0, 1].
    `implies[c]` are the skills that a programme teaches, `uses[c]` those that an occupation needs:
    the first are claims with the evidence "implied", the second only describe and earn no score.
    `codes[c]` are the places of a concept in public classifications.
    `validity[c]` says how long a paper of `c` holds where it names no end; where nothing is said,
    nothing is known to end it.
    `countries` knows countries by name and by code; only `country_names` mean them within a text,
    where "no" is not Norway. `country_labels` has their Indonesian names by the English ones.

    >>> Taxonomy.from_labels(["a", "a", "b"], ["nurse", "perawat", "welder"])
    <Taxonomy: 2 concepts, 3 labels>
    """

    concepts: Mapping[str, Concept]
    labels: tuple[Label, ...]
    kinds: Mapping[tuple[str, str | None], Kind] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    covers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    similar: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    implies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    validity: Mapping[str, Validity] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    country_names: frozenset[str] = frozenset()
    country_labels: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Taxonomy: {len(self.concepts)} concepts, {len(self.labels)} labels>"

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def __contains__(self, concept: object) -> bool:
        return concept in self.concepts

    def __getitem__(self, concept: str) -> Concept:
        found = self.concepts.get(concept)
        if found is None:
            raise UnknownName("concept", concept, known=self.concepts)
        return found

    @classmethod
    def from_labels(
        cls,
        ids: Sequence[str],
        labels: Sequence[str],
        descriptions: Sequence[str | None] | None = None,
        language: str | None = None,
    ) -> Taxonomy:
        """A taxonomy of bare labels; a repeated id is one concept with several labels."""
        texts = descriptions if descriptions is not None else [None] * len(ids)
        if not len(ids) == len(labels) == len(texts):
            raise InputError(
                f"There are {len(ids)} ids, {len(labels)} labels, {len(texts)} descriptions.",
                repair="Give one label (and description, if any) per id.",
            )
        concepts: dict[str, Concept] = {}
        for concept, label, text in zip(ids, labels, texts, strict=True):
            if concept not in concepts:
                concepts[concept] = Concept(concept, "concept", label, label, description=text)
        spoken = language or "mul"
        listed = tuple(Label(text, spoken, c) for c, text in zip(ids, labels, strict=True))
        return cls(concepts=concepts, labels=listed)

    def kind(self, kind: str, scale: str | None = None) -> Kind:
        """What holds for a kind, narrowed by a scale where the table says so."""
        found = self.kinds.get((kind, scale)) or self.kinds.get((kind, None))
        if found is None:
            raise UnknownName("kind", kind, known={name for name, _ in self.kinds})
        return found

    def kind_of(self, concept: str) -> Kind:
        """The kind row of a concept."""
        node = self[concept]
        return self.kind(node.kind, node.scale)

    def scale_of(self, concept: str) -> Scale | None:
        """The scale on which a concept's levels are compared, if it has any."""
        node = self.concepts.get(concept)
        return self.scales.get(node.scale) if node is not None and node.scale else None

    def lead_months(self, kind: str, concept: str) -> int | None:
        """Months to obtain a concept, or None where it cannot be obtained."""
        node = self.concepts.get(concept)
        if node is not None and node.lead_months is not None:
            return node.lead_months
        return self.kind(kind, node.scale if node else None).lead_months

    def covered_by(self, concept: str) -> frozenset[str]:
        """Every concept that a claim of `concept` covers, itself included."""
        return self.covers.get(concept, frozenset((concept,)))

    def similar_to(self, concept: str) -> Mapping[str, float]:
        """Asked concepts with the similarity in (0, 1] that a claim of `concept` has to them."""
        return self.similar.get(concept, {concept: 1.0})

    @cached_property
    def nearest(self) -> Mapping[str, Mapping[str, float]]:
        """By kind the greatest similarity that any concept of it has to each asked concept.

        A programme counts as resembling fully the skills that it teaches.
        """
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for concept in self:
            row = found[concept.kind]
            for held in (concept.id, *self.implies.get(concept.id, ())):
                for asked, similarity in self.similar_to(held).items():
                    row[asked] = max(similarity, row.get(asked, 0.0))
        return found

    def of_kind(self, kinds: Iterable[str]) -> tuple[Concept, ...]:
        """The concepts of some kinds, in table order."""
        wanted = frozenset(kinds)
        return tuple(concept for concept in self if concept.kind in wanted)

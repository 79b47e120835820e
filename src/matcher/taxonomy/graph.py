"""The fields of a taxonomy and what they answer about concepts, kinds and relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from matcher.errors import UnknownName
from matcher.records.rejected import Rejected
from matcher.taxonomy.nodes import Code, Concept, Kind, Label, Validity
from matcher.taxonomy.scales import Scale

__all__ = ["ConceptGraph"]


@dataclass(frozen=True)
class ConceptGraph:
    """Concepts and their relations: the half of a `Taxonomy` that is asked, and makes no others.

    `covers[c]` is the set of concepts that whoever has `c` has (itself included, transitive).
    `similar[c]` maps an asked concept to how much a claim of `c` resembles it, in (0, 1].
    `implies[c]` are the skills that a programme teaches, `uses[c]` those that an occupation needs:
    the first are claims with the evidence "implied", the second only describe and earn no score.
    `codes[c]` are the places of a concept in public classifications.
    `validity[c]` says how long a paper of `c` holds where it names no end; where nothing is said,
    nothing is known to end it.
    `rejected` are the rows of a source that were set aside, each with the reason and the repair.
    `countries` knows countries by name and by code; only `country_names` mean them within a text,
    where "no" is not Norway. `country_labels` has their Indonesian names by the English ones.
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
    rejected: tuple[Rejected, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        size = f"{len(self.concepts)} concepts, {len(self.labels)} labels"
        rejected = f"; {len(self.rejected)} rows rejected" if self.rejected else ""
        return f"<{type(self).__name__}: {size}{rejected}>"

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

    def folded(self, fold: Callable[[str], str]) -> Mapping[str, str]:
        """Every label as `fold` makes it, by its text; folded once, and kept with the taxonomy."""
        if fold not in self._folded:
            texts = [label.text for label in self.labels]
            texts += chain.from_iterable((one.label_en, one.label_id) for one in self)
            self._folded[fold] = {text: fold(text) for text in dict.fromkeys(texts)}
        return self._folded[fold]

    @cached_property
    def _folded(self) -> dict[Callable[[str], str], Mapping[str, str]]:
        return {}

    def of_kind(self, kinds: Iterable[str]) -> tuple[Concept, ...]:
        """The concepts of some kinds, in table order."""
        wanted = frozenset(kinds)
        return tuple(concept for concept in self if concept.kind in wanted)

"""A taxonomy in the making: names and relations as a source lists them, made ready at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matcher.records.rejected import Rejected
from matcher.taxonomy.nodes import Code, Concept, Label
from matcher.taxonomy.relations import close_covers, spread_similarity

__all__ = ["Draft", "Parts"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a reader finds in a source: fields of a taxonomy, and the rows that were set aside."""

    concepts: Mapping[str, Concept]
    labels: tuple[Label, ...]
    covers: Mapping[str, frozenset[str]]
    similar: Mapping[str, Mapping[str, float]]
    uses: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, tuple[Code, ...]]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """Gathers names of concepts in the order of a source; the first of a language is its label.

    >>> draft = Draft()
    >>> draft.name("w", "溶接工", "ja", kind="occupation")
    >>> draft.name("w", "welder", "en", kind="occupation")
    >>> draft.parts().concepts["w"].label_en
    'welder'
    """

    kinds: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    codes: dict[str, list[Code]] = field(default_factory=dict)
    covers: list[tuple[str, str]] = field(default_factory=list)
    near: list[tuple[str, str, float]] = field(default_factory=list)
    uses: dict[str, dict[str, None]] = field(default_factory=dict)

    def name(self, concept: str, text: str, language: str, *, kind: str) -> None:
        """Take a name of a concept; its first kind is kept."""
        self.kinds.setdefault(concept, kind)
        self.texts.setdefault(concept, {})[text, language] = None

    def describe(self, concept: str, text: str | None) -> None:
        """Take a description; the first is kept."""
        if text:
            self.descriptions.setdefault(concept, text)

    def code(self, concept: str, classification: str, code: str, title: str) -> None:
        """Take the place of a concept in a classification."""
        self.codes.setdefault(concept, []).append(Code(classification, code, title))

    def parts(
        self, rejected: Iterable[Rejected] = (), *, source: str = "", confidence: str = ""
    ) -> Parts:
        """The fields of the taxonomy; `source` and `confidence` are those of every concept."""
        concepts = {concept: self._concept(concept, source, confidence) for concept in self.texts}
        labels = tuple(
            Label(text, language, concept)
            for concept, named in self.texts.items()
            for text, language in named
        )
        is_related = bool(self.covers or self.near)
        covers = close_covers(concepts, self.covers) if is_related else {}
        return Parts(
            concepts=concepts,
            labels=labels,
            covers=covers,
            similar=spread_similarity(covers, self.near),
            uses={concept: tuple(sorted(needed)) for concept, needed in self.uses.items()},
            codes={concept: tuple(dict.fromkeys(own)) for concept, own in self.codes.items()},
            rejected=tuple(rejected),
        )

    def _concept(self, concept: str, source: str, confidence: str) -> Concept:
        named = self.texts[concept]
        first = next(text for text, _ in named)
        english = next((text for text, language in named if language == "en"), first)
        indonesian = next((text for text, language in named if language == "id"), english)
        return Concept(
            concept,
            self.kinds[concept],
            label_en=english,
            label_id=indonesian,
            description=self.descriptions.get(concept),
            source=source,
            confidence=confidence,
        )

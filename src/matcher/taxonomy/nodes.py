"""The parts of a taxonomy: concepts with labels and codes, and what holds for their kinds."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.records.evidence import Evidence

__all__ = ["Code", "Concept", "Kind", "Label", "Validity"]


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

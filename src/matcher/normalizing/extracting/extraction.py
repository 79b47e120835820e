"""What is read from an advert: its clauses by bucket, what they ask, and the figures in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from matcher.normalizing.modality import Modality
from matcher.records.ages import AgeBounds
from matcher.records.requirements import Sex
from matcher.records.seats import Openings
from matcher.records.sexes import BoundsBySex
from matcher.records.wages import Wage

__all__ = ["Bucket", "Clause", "Extraction", "Figures", "Span", "Stage"]

#: What a clause is about. `heading` opens a part of the advert, `process` is how to apply and who
#: places; `unused` is what could not be read.
Bucket = Literal[
    "title", "heading", "requirement", "duty", "bound", "offer", "process", "unused",
]  # fmt: skip
Stage = Literal["select", "depart"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the text, from `start` up to `end`, and the one bucket that it is in."""

    start: int
    end: int
    text: str
    bucket: Bucket


@dataclass(frozen=True, slots=True)
class Span:
    """One thing that a clause speaks of: a concept, or None where no name of it was recognized.

    `level` is written as a requirement takes it ("N4", "SMP", "24 months"). `modality` says how
    much is asked; `negated` that it is said not to be asked. Of several spans with
    `is_alternative` in one clause any one is enough. `confidence` is within [0, 1].
    """

    start: int
    end: int
    text: str
    bucket: Bucket
    concept: str | None
    kind: str | None
    level: str | None = None
    modality: Modality = "must"
    stage: Stage = "select"
    negated: bool = False
    is_alternative: bool = False
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an advert; what it does not say is None or open.

    Ages are whole years, heights cm, weights kg, each for everybody or by sex. `sex` is M or F
    where only they are wanted.
    """

    ages: AgeBounds | None = None
    height: BoundsBySex = field(default_factory=BoundsBySex)
    weight: BoundsBySex = field(default_factory=BoundsBySex)
    sex: Sex | None = None
    wage: Wage | None = None
    contract_months: float | None = None
    openings: Openings | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What is read from a text: every letter of it is in exactly one clause.

    `clauses` stand in their order and do not overlap; between them is nothing but blanks. `spans`
    lie within clauses.
    """

    text: str
    country: str | None
    clauses: tuple[Clause, ...]
    spans: tuple[Span, ...]
    figures: Figures

    @property
    def unused(self) -> tuple[Clause, ...]:
        """The clauses that were not read."""
        return tuple(self.of("unused"))

    @property
    def unresolved(self) -> tuple[Span, ...]:
        """The spans of requirements and duties in which no concept was recognized."""
        return tuple(span for span in self.spans if span.concept is None)

    def of(self, bucket: Bucket) -> Iterator[Clause]:
        """The clauses of one bucket."""
        return (clause for clause in self.clauses if clause.bucket == bucket)

    def __repr__(self) -> str:
        named = len(self.spans) - len(self.unresolved)
        return (
            f"<Extraction: {len(self.clauses)} clauses, {named} concepts, "
            f"{len(self.unused)} unused>"
        )

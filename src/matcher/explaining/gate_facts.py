"""The facts behind a gate as values: what exactly is asked, what is on record, and who asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from matcher.features.wording import Language

__all__ = [
    "BoundFact",
    "ClaimFact",
    "Ground",
    "OrderFact",
    "PersonFact",
    "PersonalBound",
    "RecordFact",
    "RuleFacts",
    "SectionFact",
    "ThingAsked",
    "WorkFact",
]


@dataclass(frozen=True, slots=True)
class PersonalBound:
    """A bound on one personal fact, both ends included: `low` to `high`, or exactly `value`.

    For an age the ends are the birth dates that fit on the day of departure, `born_from` to
    `born_until`, and `low` and `high` are completed months.
    """

    fact: str
    low: float | None
    high: float | None
    value: str | None
    born_from: date | None
    born_until: date | None
    kind: Literal["personal"] = "personal"


@dataclass(frozen=True, slots=True)
class ThingAsked:
    """A concept asked at a level, with the levels of its scale in rising order.

    `level` is None where any will do. `months` are those of the work that is asked. `evidence` is
    the weakest grade that proves it, `lead_months` the time to obtain it, None where nothing can.
    """

    concept: str
    label: dict[Language, str]
    level: str | None
    scale: str | None
    order: tuple[str, ...]
    months: float | None
    evidence: str
    lead_months: int | None
    kind: Literal["thing"] = "thing"


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A personal fact: `value`, or the two ends between which it lies, as far as they are known."""

    fact: str
    value: str | float | date | None
    low: float | date | None
    high: float | date | None
    kind: Literal["personal"] = "personal"


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """A claim that covers what is asked. It proves it where it `lacks` nothing.

    It may lack the level, the evidence, or the validity on the day of departure; "contradiction"
    says that the complete list of the thing's own kind does not name it. `end` says where the last
    day comes from: "printed" on the record, the "usual" period of such papers (`end_source`),
    "unknown" where it does expire, or "none".
    """

    concept: str
    text: str
    asked: str
    level: str | None
    evidence: str
    valid_from: date | None
    valid_to: date | None
    end: Literal["printed", "usual", "unknown", "none"]
    end_source: str | None
    section: str
    lacks: tuple[str, ...]
    kind: Literal["claim"] = "claim"


@dataclass(frozen=True, slots=True)
class WorkFact:
    """The months of work that cover an occupation: those proven, and all that are stated."""

    concept: str
    months_proven: int
    months_stated: int
    is_measured: bool
    kind: Literal["work"] = "work"


@dataclass(frozen=True, slots=True)
class SectionFact:
    """A section in which what is asked would stand: only a complete one says what is not had."""

    section: str
    is_complete: bool
    unread: tuple[str, ...]
    kind: Literal["section"] = "section"


@dataclass(frozen=True, slots=True)
class OrderFact:
    """A fact of the vacancy itself, and how it stands."""

    fact: str
    state: str
    kind: Literal["vacancy"] = "vacancy"


BoundFact = PersonalBound | ThingAsked
RecordFact = PersonFact | ClaimFact | WorkFact | SectionFact | OrderFact


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A rule as a proof names it.

    `asks` is False for a notice. `unstated` names what the vacancy does not state and the rule
    asks for, or one that would set it aside: then it is an open question whether the rule holds
    for it. `replaced_by` is the rule that sets this one aside.
    """

    id: str
    title: Mapping[Language, str]
    pack: str
    pack_version: str
    origin: str
    source: str
    confidence: str
    valid_from: date
    valid_to: date | None
    note: str | None
    asks: bool
    unstated: tuple[str, ...]
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One who asks: the law or the host country by a rule, or the employer or agency.

    `source` is None where the vacancy names none; `rule` is None where no rule of a pack asks.
    """

    origin: str
    source: str | None
    rule: RuleFacts | None

"""The facts of an explanation: contributions that are the score, gates behind the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.features.wording import Language

__all__ = ["Contribution", "GateReason", "PairFacts"]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion adds to the score: `value` = `weight` times `proven`.

    `possible` is what it could add at most, were everything unknown in the person's favour.
    `evidence` is the claim that counts; None where nothing does.
    """

    component: str
    asked: Mapping[Language, str]
    weight: float
    proven: float
    possible: float
    evidence: str | None

    @property
    def value(self) -> float:
        """What the criterion adds to the score."""
        return self.weight * self.proven

    def to_dict(self) -> dict[str, Any]:
        """The contribution as plain values."""
        return {
            "component": self.component,
            "asked": dict(self.asked),
            "weight": self.weight,
            "proven": self.proven,
            "possible": self.possible,
            "value": self.value,
            "evidence": self.evidence,
        }


@dataclass(frozen=True, slots=True)
class GateReason:
    """One must as it stands: what is asked, what is on record, who asks it and on what ground.

    `state` is met, unknown, obtainable or impossible; `months` what obtaining it takes, `by` the
    day on which it could be had.
    """

    asked: Mapping[Language, str]
    on_record: Mapping[Language, str]
    stage: str
    state: str
    months: int | None
    by: date | None
    origin: str
    rule: str | None
    rule_title: Mapping[Language, str] | None
    source: str | None

    def to_dict(self) -> dict[str, Any]:
        """The gate as plain values."""
        return {
            "asked": dict(self.asked),
            "on_record": dict(self.on_record),
            "stage": self.stage,
            "state": self.state,
            "months": self.months,
            "by": self.by.isoformat() if self.by else None,
            "origin": self.origin,
            "rule": self.rule,
            "rule_title": dict(self.rule_title) if self.rule_title else None,
            "source": self.source,
        }


@dataclass(frozen=True)
class PairFacts:
    """Everything that is said of a pair, without the ways of showing it."""

    candidate_id: str
    vacancy_id: str
    title: str
    verdict: str
    score: float
    possible: float
    components: Mapping[str, float | None]
    contributions: tuple[Contribution, ...]
    gates: tuple[GateReason, ...]
    as_of: date
    departure: date
    departure_source: str
    horizon: date
    unread: Mapping[str, tuple[str, ...]]

    @property
    def checklist(self) -> tuple[GateReason, ...]:
        """What is still to be brought before departure."""
        return tuple(g for g in self.gates if g.stage == "depart" and g.state != "met")

    @property
    def gaps(self) -> tuple[GateReason, ...]:
        """What stands between the pair and the verdict READY."""
        return tuple(g for g in self.gates if g.stage == "select" and g.state != "met")

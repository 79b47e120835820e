"""The facts of an explanation: contributions that are the score, gates behind the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from matcher.explaining.gate_facts import BoundFact, Ground, RecordFact, RuleFacts
from matcher.explaining.plain_values import plain
from matcher.features.wording import Language

__all__ = ["Contribution", "Decision", "GateReason", "PairFacts", "Reported"]


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
    """One gate as it stands: what is asked, what is on record, who asks it and on what grounds.

    `state` is met, unknown, obtainable or impossible; `months` what obtaining it takes, `by` the
    day on which it could be had. `bounds` are what exactly is asked, `facts` what it rests on.
    Where personal musts only together are worse than each, they are one gate more, which
    `combines` their numbers.
    """

    number: int
    asked: Mapping[Language, str]
    on_record: Mapping[Language, str]
    stage: str
    state: str
    months: int | None
    by: date | None
    is_personal: bool
    grounds: tuple[Ground, ...]
    bounds: tuple[BoundFact, ...] = ()
    facts: tuple[RecordFact, ...] = ()
    combines: tuple[int, ...] = ()

    @property
    def origin(self) -> str:
        """Whose wish it is: of several who ask the same, that of the law or the host country."""
        return self.grounds[0].origin if self.grounds else "employer"

    @property
    def rule(self) -> str | None:
        """The id of the rule that asks it, if one does."""
        rule = self.grounds[0].rule if self.grounds else None
        return rule.id if rule is not None else None

    @property
    def rule_title(self) -> Mapping[Language, str] | None:
        """The title of the rule that asks it."""
        rule = self.grounds[0].rule if self.grounds else None
        return rule.title if rule is not None else None

    @property
    def source(self) -> str | None:
        """The source of the first ground."""
        return self.grounds[0].source if self.grounds else None

    def to_dict(self) -> dict[str, Any]:
        """The gate as plain values."""
        first = {"origin": self.origin, "rule": self.rule, "rule_title": plain(self.rule_title)}
        return {**plain(self), **first, "source": self.source}


@dataclass(frozen=True, slots=True)
class Reported:
    """A constraint that the settings show without letting it count.

    `still_asked` is what is left of it that does count; None where nothing is.
    """

    asked: Mapping[Language, str]
    on_record: Mapping[Language, str]
    still_asked: Mapping[Language, str] | None
    ground: Ground


@dataclass(frozen=True, slots=True)
class Decision:
    """What decides a verdict, by the numbers of the gates, those of the law first.

    "all_met": nothing stands in the way. "to_show" and "to_obtain" name what is missing for
    READY, "impossible" what bars. "too_late": papers to leave that take longer than the personal
    facts (an upper age above all) surely fit, or fit at all.
    """

    kind: Literal["all_met", "to_show", "to_obtain", "too_late", "impossible"]
    gates: tuple[int, ...] = ()


@dataclass(frozen=True)
class PairFacts:
    """Everything that is said of a pair, without the ways of showing it.

    `months_left` is the time that something missing may take, where ages asked end it before the
    horizon does; None elsewhere.
    """

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
    decision: Decision = Decision("all_met")
    rules: tuple[RuleFacts, ...] = ()
    reported: tuple[Reported, ...] = ()
    months_left: int | None = None

    @property
    def notices(self) -> tuple[RuleFacts, ...]:
        """Rules that are shown and never judged."""
        return tuple(one for one in self.rules if not one.asks and one.replaced_by is None)

    @property
    def deciding(self) -> tuple[GateReason, ...]:
        """The gates that decide the verdict, those of the law first."""
        numbered = {gate.number: gate for gate in self.gates}
        return tuple(numbered[number] for number in self.decision.gates)

    @property
    def checklist(self) -> tuple[GateReason, ...]:
        """What is still to be brought before departure."""
        return tuple(g for g in self.gates if g.stage == "depart" and g.state != "met")

    @property
    def gaps(self) -> tuple[GateReason, ...]:
        """What stands between the pair and the verdict READY."""
        return tuple(g for g in self.gates if g.stage == "select" and g.state != "met")

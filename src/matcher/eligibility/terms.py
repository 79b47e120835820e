"""The terms of a vacancy: its musts with those of the law, and the days on which they count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from matcher.calendar import add_months
from matcher.eligibility.applying import RulesOfVacancy
from matcher.eligibility.departures import Departure, departure_of
from matcher.eligibility.personal import Window
from matcher.kernels import MET, NEVER, UNKNOWN
from matcher.normalizing.constraints import names_constraint, without_constraints
from matcher.normalizing.expressions import (
    OUTSIDE_RULE,
    Either,
    Every,
    Given,
    NormalExpression,
    either,
    every,
    is_personal,
)
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy
from matcher.settings import Settings

__all__ = ["Terms", "terms_of"]


@dataclass(frozen=True)
class Terms:
    """The musts of a vacancy, those of the law included, and the days on which they count.

    `reported` are constraints that the settings show without letting them count.
    """

    vacancy: NormalVacancy
    requirements: tuple[NormalRequirement, ...]
    departure: Departure
    window: Window
    rules: RulesOfVacancy
    reported: tuple[NormalRequirement, ...] = ()

    @property
    def personal_musts(self) -> tuple[NormalRequirement, ...]:
        """The musts that speak of a personal fact; together they are one gate."""
        return tuple(
            one
            for one in self.requirements
            if one.importance == "must" and is_personal(one.expression)
        )

    def musts(self, stage: str) -> tuple[NormalRequirement, ...]:
        """The musts of a stage that speak of no personal fact."""
        return tuple(
            one
            for one in self.requirements
            if one.importance == "must" and one.stage == stage and not is_personal(one.expression)
        )

    @property
    def gate_key(self) -> tuple[object, ...]:
        """What makes the verdicts: terms with equal keys give everyone the same one."""
        musts = (
            tuple(sorted({one.expression.gate_key for one in self.musts(stage)}))
            for stage in ("select", "depart")
        )
        personal = (self.personal(stage).gate_key for stage in ("select", "depart"))
        return (*musts, *personal, self.window)

    def personal(self, stage: str | None = None) -> NormalExpression:
        """Everything that is asked of personal facts, in one stage or both, as one expression."""
        musts = self.personal_musts
        return every(one.expression for one in musts if stage in (None, one.stage))


def terms_of(
    vacancy: NormalVacancy,
    rules: RulesOfVacancy,
    *,
    as_of: date,
    settings: Settings,
) -> Terms:
    """The terms of a vacancy under the rules that hold for it."""
    departure = departure_of(vacancy, as_of)
    horizon = settings.horizon_months
    last = add_months(as_of, horizon)
    if vacancy.permit_until is not None:
        last = min(last, max(vacancy.permit_until, as_of))
    window = Window.of(departure.day, as_of=as_of, last=last, horizon_months=horizon)
    asked = _with_facts((*vacancy.requirements, *rules.requirements), vacancy, as_of)
    counted = [_counted(one, settings.report_only) for one in asked]
    parts = tuple(part for one in counted if one is not None for part in _parts(one))
    reported = tuple(one for one, kept in zip(asked, counted, strict=True) if kept is not one)
    return Terms(vacancy, parts, departure, window, rules, reported)


def _counted(one: NormalRequirement, report_only: Collection[str]) -> NormalRequirement | None:
    """The requirement as far as it counts: without the constraints of those only reported."""
    if one.origin not in report_only or not names_constraint(one.expression):
        return one
    kept = without_constraints(one.expression)
    return replace(one, expression=kept) if kept is not None else None


def _parts(requirement: NormalRequirement) -> Iterator[NormalRequirement]:
    """Each part of a conjunction as a must of its own: what is missing is then named singly."""
    expression = requirement.expression
    # Bounds of one requirement stay together, so that "women 20 to 35" reads as one thing.
    if isinstance(expression, Every) and not any(map(is_personal, expression.parts)):
        for part in expression.parts:
            yield replace(requirement, expression=part)
    else:
        yield requirement


def _with_facts(
    requirements: Iterable[NormalRequirement], vacancy: NormalVacancy, as_of: date
) -> tuple[NormalRequirement, ...]:
    """The requirements with the state of every fact of the vacancy filled in."""
    return tuple(
        replace(one, expression=_filled(one.expression, vacancy, as_of)) for one in requirements
    )


def _filled(expression: NormalExpression, vacancy: NormalVacancy, as_of: date) -> NormalExpression:
    """The expression with the state of every fact of the vacancy."""
    if isinstance(expression, Given) and expression.fact != OUTSIDE_RULE:
        return Given(expression.fact, _state(expression.fact, vacancy, as_of))
    if isinstance(expression, Either):
        return either(_filled(part, vacancy, as_of) for part in expression.parts)
    if isinstance(expression, Every):
        return every(_filled(part, vacancy, as_of) for part in expression.parts)
    return expression


def _state(fact: str, vacancy: NormalVacancy, as_of: date) -> int:
    if fact == "verified":
        known = {"verified": MET, "unverified": NEVER}
        return known.get(vacancy.verification or "", UNKNOWN)
    if fact == "permit_valid":
        if vacancy.permit_from is not None and as_of < vacancy.permit_from:
            return NEVER
        if vacancy.permit_until is None:
            return UNKNOWN
        return MET if as_of <= vacancy.permit_until else NEVER
    return NEVER

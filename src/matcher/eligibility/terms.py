"""The terms of a vacancy: its musts with those of the law, and the days on which they count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, overload

from matcher.calendar import add_months
from matcher.eligibility.applying import RuleBook, RulesOfVacancy
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

__all__ = ["Counted", "Facts", "Terms", "TermsOfVacancies", "counted", "facts_of", "terms_of"]

#: Terms that are remembered: one pair is explained by several looks at them.
_MOST_KEPT = 1024


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
    facts = facts_of(vacancy, as_of)
    found = [
        counted(one, facts, settings.report_only)
        for one in (*vacancy.requirements, *rules.requirements)
    ]
    parts = tuple(part for one in found for part in one.parts)
    reported = tuple(one.reported for one in found if one.reported is not None)
    return Terms(vacancy, parts, departure, window, rules, reported)


class TermsOfVacancies(Sequence[Terms]):
    """The terms of many vacancies, each worked out when it is looked at."""

    def __init__(
        self,
        vacancies: Sequence[NormalVacancy],
        rules: RuleBook,
        *,
        as_of: date,
        settings: Settings,
    ) -> None:
        self._vacancies = vacancies
        self._rules = rules
        self._as_of, self._settings = as_of, settings
        self._kept: dict[int, Terms] = {}

    def __len__(self) -> int:
        return len(self._vacancies)

    def __iter__(self) -> Iterator[Terms]:
        return map(self._terms, self._vacancies)

    @overload
    def __getitem__(self, index: int) -> Terms: ...
    @overload
    def __getitem__(self, index: slice) -> list[Terms]: ...
    def __getitem__(self, index: int | slice) -> Terms | list[Terms]:
        if isinstance(index, slice):
            return [self._terms(one) for one in self._vacancies[index]]
        place = range(len(self))[index]
        found = self._kept.get(place)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            # Another thread may clear what is kept at any time.
            found = self._kept[place] = self._terms(self._vacancies[place])
        return found

    def _terms(self, vacancy: NormalVacancy) -> Terms:
        rules = self._rules.rules_of(vacancy)
        return terms_of(vacancy, rules, as_of=self._as_of, settings=self._settings)


# --- what counts of a requirement --------------------------------------------------------


class Counted(NamedTuple):
    """What counts of a requirement, part by part; and the whole where not all of it counts."""

    parts: tuple[NormalRequirement, ...]
    reported: NormalRequirement | None


class Facts(NamedTuple):
    """The states of the facts of a vacancy that rules ask."""

    verified: int
    permit_valid: int


def counted(one: NormalRequirement, facts: Facts, report_only: Collection[str]) -> Counted:
    """What counts of a requirement of a vacancy with some facts.

    Of those whose constraints are only reported no constraint counts.
    """
    filled = replace(one, expression=_filled(one.expression, facts))
    kept = _kept(filled, report_only)
    parts = () if kept is None else tuple(_parts(kept))
    return Counted(parts, None if kept is filled else filled)


def facts_of(vacancy: NormalVacancy, as_of: date) -> Facts:
    """The states of the facts of a vacancy on a day."""
    verified = {"verified": MET, "unverified": NEVER}.get(vacancy.verification or "", UNKNOWN)
    first, last = vacancy.permit_from, vacancy.permit_until
    if first is not None and as_of < first:
        permit = NEVER
    elif last is None:
        permit = UNKNOWN
    else:
        permit = MET if as_of <= last else NEVER
    return Facts(verified, permit)


def _kept(one: NormalRequirement, report_only: Collection[str]) -> NormalRequirement | None:
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


def _filled(expression: NormalExpression, facts: Facts) -> NormalExpression:
    """The expression with the state of every fact of the vacancy."""
    if isinstance(expression, Given) and expression.fact != OUTSIDE_RULE:
        return Given(expression.fact, facts._asdict().get(expression.fact, NEVER))
    if isinstance(expression, Either):
        return either(_filled(part, facts) for part in expression.parts)
    if isinstance(expression, Every):
        return every(_filled(part, facts) for part in expression.parts)
    return expression

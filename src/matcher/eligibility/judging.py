"""Vacancies as gates, candidates against them: the verdict over every completion of the unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.calendar import add_months
from matcher.eligibility.departures import Departure, departure_of
from matcher.eligibility.gates import Due, GateJudge
from matcher.eligibility.personal import PersonalGate, PersonalState, Window, judge_personal
from matcher.eligibility.rules import with_facts
from matcher.features.layout import Layout, lay_out
from matcher.normalizing.expressions import (
    Bound,
    Every,
    Leaf,
    NormalExpression,
    clauses,
    every,
    is_personal,
)
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement, NormalVacancy
from matcher.settings import Settings
from matcher.taxonomy import Taxonomy

__all__ = ["VERDICTS", "GateIndex", "Judgement", "Members", "Terms", "build_gates", "terms_of"]

#: Verdicts by code, better first.
VERDICTS = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")

Codes = npt.NDArray[np.int16]
Alternatives = tuple[tuple[Due, ...], ...]


@dataclass(frozen=True)
class Terms:
    """The musts of a vacancy, those of the law included, and the days on which they count."""

    vacancy: NormalVacancy
    requirements: tuple[NormalRequirement, ...]
    departure: Departure
    window: Window

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

    def personal(self, stage: str | None = None) -> NormalExpression:
        """Everything that is asked of personal facts, in one stage or both, as one expression."""
        musts = self.personal_musts
        return every(one.expression for one in musts if stage in (None, one.stage))


def terms_of(
    vacancy: NormalVacancy,
    added: Sequence[NormalRequirement],
    *,
    as_of: date,
    settings: Settings,
) -> Terms:
    """The terms of a vacancy with the requirements that rules add."""
    departure = departure_of(vacancy, as_of)
    horizon = settings.horizon_months
    last = add_months(as_of, horizon)
    if vacancy.permit_until is not None:
        last = min(last, max(vacancy.permit_until, as_of))
    window = Window.of(departure.day, as_of=as_of, last=last, horizon_months=horizon)
    requirements = with_facts((*vacancy.requirements, *added), vacancy, as_of)
    parts = tuple(part for one in requirements for part in _parts(one))
    return Terms(vacancy, parts, departure, window)


def _parts(requirement: NormalRequirement) -> Iterator[NormalRequirement]:
    """Each part of a conjunction as a must of its own: what is missing is then named singly."""
    expression = requirement.expression
    # Bounds of one requirement stay together, so that "women 20 to 35" reads as one thing.
    if isinstance(expression, Every) and not any(map(is_personal, expression.parts)):
        for part in expression.parts:
            yield replace(requirement, expression=part)
    else:
        yield requirement


@dataclass(frozen=True)
class Judgement:
    """A block of candidates judged: verdict codes (n, v) and what led to them.

    `gates` (n, g) are the codes of the distinct gates, `personal` one state per merged gate.
    """

    verdicts: npt.NDArray[np.int8]
    gates: Codes
    leaves: Codes
    failing: Codes
    personal: tuple[PersonalState, ...]


@dataclass(frozen=True)
class Members:
    """The gates of each vacancy: those of vacancy j are `members[starts[j]:starts[j + 1]]`."""

    starts: npt.NDArray[np.int64]
    members: npt.NDArray[np.int64]

    def of(self, vacancy: int) -> npt.NDArray[np.int64]:
        """The gates of one vacancy, in the order of its musts."""
        return self.members[self.starts[vacancy] : self.starts[vacancy + 1]]


@dataclass(frozen=True)
class GateIndex:
    """The distinct gates of a set of vacancies, each evaluated once per candidate."""

    terms: tuple[Terms, ...]
    layout: Layout[Due]
    select: Members
    depart: Members
    merged: tuple[PersonalGate, ...]
    merged_of: npt.NDArray[np.int64]
    judge_leaves: GateJudge = field(repr=False)
    place: Mapping[tuple[str, date], int] = field(repr=False)

    def personal_gate(self, must: NormalRequirement, window: Window) -> PersonalGate:
        """One must over personal facts as a gate of its own."""
        own = _alternatives(must.expression, window, self.place)
        return PersonalGate(own, ((),), window)

    def judge(self, candidates: Sequence[NormalCandidate]) -> Judgement:
        """The verdicts of candidates for every vacancy."""
        leaves = self.judge_leaves.codes(candidates)
        layout = self.layout
        gates = kernels.any_of_all(
            leaves, layout.terms, layout.clauses, layout.starts, best_is_least=True
        ).astype(np.int16, copy=False)
        failing = self.judge_leaves.failing(candidates, leaves)
        personal = tuple(judge_personal(one, candidates, leaves, failing) for one in self.merged)
        ready, hopeful, slack = (
            np.array([getattr(one, name) for one in personal])[self.merged_of].T
            for name in ("ready", "hopeful", "slack")
        )
        verdicts = kernels.judge(
            kernels.worst(gates, self.select.starts, self.select.members),
            kernels.worst(gates, self.depart.starts, self.depart.members),
            ready=ready,
            hopeful=hopeful,
            slack=slack,
        )
        return Judgement(verdicts, gates, leaves, failing, personal)


def build_gates(terms: Sequence[Terms], *, taxonomy: Taxonomy, as_of: date) -> GateIndex:
    """Intern the gates of vacancies: equal expressions due on one day are one gate."""
    gates: dict[object, int] = {}
    alternatives: list[Alternatives] = []

    def intern(expression: NormalExpression, day: date) -> int:
        key = (expression.gate_key, day)
        if key not in gates:
            gates[key] = len(alternatives)
            alternatives.append(_due(expression, day))
        return gates[key]

    members = {
        stage: [[intern(r.expression, t.window.departure) for r in t.musts(stage)] for t in terms]
        for stage in ("select", "depart")
    }
    merged, merged_of = _merge(terms)
    mixed = [_due_beside_bounds(one.personal(), one.window.departure) for one in merged]
    layout = lay_out([*alternatives, *(found for found in mixed if found)], key=lambda due: due.key)
    place = {due.key: number for number, due in enumerate(layout.leaves)}
    return GateIndex(
        terms=tuple(terms),
        layout=layout,
        select=_concatenate(members["select"]),
        depart=_concatenate(members["depart"]),
        merged=tuple(_merged_gate(one, place) for one in merged),
        merged_of=merged_of,
        judge_leaves=GateJudge(layout.leaves, taxonomy=taxonomy, as_of=as_of),
        place=place,
    )


def _due(expression: NormalExpression, day: date) -> Alternatives:
    return tuple(tuple(Due(leaf, day) for leaf in clause) for clause in clauses(expression))


def _due_beside_bounds(expression: NormalExpression, day: date) -> Alternatives:
    """The leaves other than bounds, laid out so that their codes are computed."""
    others = [leaf for clause in clauses(expression) for leaf in clause if not _is_bound(leaf)]
    return ((tuple(Due(leaf, day) for leaf in others)),) if others else ()


def _is_bound(leaf: Leaf) -> bool:
    return isinstance(leaf, Bound)


def _merge(terms: Sequence[Terms]) -> tuple[list[Terms], npt.NDArray[np.int64]]:
    """The distinct merged gates, each by one of the vacancies that has it, and whose is which."""
    places: dict[object, int] = {}
    examples: list[Terms] = []
    merged_of: list[int] = []
    for one in terms:
        key = (one.personal("select").gate_key, one.personal("depart").gate_key, one.window)
        if key not in places:
            places[key] = len(examples)
            examples.append(one)
        merged_of.append(places[key])
    return examples, np.array(merged_of, dtype=np.int64)


def _merged_gate(terms: Terms, place: Mapping[tuple[str, date], int]) -> PersonalGate:
    select, depart = (
        _alternatives(terms.personal(stage), terms.window, place) for stage in ("select", "depart")
    )
    return PersonalGate(select, depart, terms.window)


def _alternatives(
    expression: NormalExpression, window: Window, place: Mapping[tuple[str, date], int]
) -> tuple[tuple[Bound | int, ...], ...]:
    """The clauses of an expression, leaves other than bounds as columns of the code matrix."""
    day = window.departure
    return tuple(
        tuple(leaf if isinstance(leaf, Bound) else place[Due(leaf, day).key] for leaf in clause)
        for clause in clauses(expression)
    )


def _concatenate(lists: list[list[int]]) -> Members:
    starts = np.cumsum([0, *(len(one) for one in lists)])
    members = np.array([gate for one in lists for gate in one], dtype=np.int64)
    return Members(starts.astype(np.int64), members)

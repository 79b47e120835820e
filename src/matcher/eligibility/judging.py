"""Vacancies as gates, candidates against them: the verdict over every completion of the unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.eligibility.gates import Due, GateJudge
from matcher.eligibility.merged import MergedGates
from matcher.eligibility.personal_gate import PersonalGate, Window
from matcher.eligibility.personal_states import PersonalStates
from matcher.eligibility.templates import Members, Templates
from matcher.eligibility.terms import Terms
from matcher.features.layout import Layout, lay_out
from matcher.normalizing.expressions import (
    Bound,
    Leaf,
    NormalExpression,
    clauses,
)
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement
from matcher.taxonomy import Taxonomy

__all__ = ["VERDICTS", "GateIndex", "Judgement", "build_gates"]

#: Verdicts by code, better first.
VERDICTS = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")

Codes = npt.NDArray[np.int16]
Places = npt.NDArray[np.int64]
Alternatives = tuple[tuple[Due, ...], ...]


@dataclass(frozen=True)
class Judgement:
    """A block of candidates judged: verdict codes (n, v) and what led to them.

    `gates` (n, g) are the codes of the distinct gates, `personal` has the state of each merged one.
    """

    verdicts: npt.NDArray[np.int8]
    gates: Codes
    leaves: Codes
    failing: Codes
    personal: PersonalStates


@dataclass(frozen=True)
class GateIndex:
    """The distinct gates of a set of vacancies, each evaluated once per candidate."""

    terms: tuple[Terms, ...]
    layout: Layout[Due]
    select: Members
    depart: Members
    merged: MergedGates
    merged_of: Places
    templates: Templates
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
        personal = self.merged.judge(candidates, leaves, failing)
        own = self.templates
        worst = (
            kernels.worst(gates, sets.starts, sets.members)[:, of]
            for sets, of in ((own.select, own.select_of), (own.depart, own.depart_of))
        )
        ready, hopeful, slack = (
            months[:, own.merged_of]
            for months in (personal.ready, personal.hopeful, personal.slack)
        )
        verdicts = kernels.judge(*worst, ready=ready, hopeful=hopeful, slack=slack)
        return Judgement(verdicts[:, own.of], gates, leaves, failing, personal)


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

    select, depart = (
        [[intern(r.expression, t.window.departure) for r in t.musts(stage)] for t in terms]
        for stage in ("select", "depart")
    )
    examples, example_of = _merge(terms)
    mixed = [_due_beside_bounds(one.personal(), one.window.departure) for one in examples]
    layout = lay_out([*alternatives, *(found for found in mixed if found)], key=lambda due: due.key)
    place = {due.key: number for number, due in enumerate(layout.leaves)}
    merged = MergedGates([_merged_gate(one, place) for one in examples])
    merged_of = merged.places[example_of]
    return GateIndex(
        terms=tuple(terms),
        layout=layout,
        select=Members.of_lists(select),
        depart=Members.of_lists(depart),
        merged=merged,
        merged_of=merged_of,
        templates=Templates.build(select, depart, merged_of.tolist()),
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


def _merge(terms: Sequence[Terms]) -> tuple[list[Terms], Places]:
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

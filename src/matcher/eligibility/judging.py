"""Vacancies as gates, candidates against them: the verdict over every completion of the unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.eligibility.gate_layout import alternatives_of, lay_out_gates
from matcher.eligibility.gates import Due, GateJudge
from matcher.eligibility.merged import MergedGates
from matcher.eligibility.musts import Musts, musts_of_terms
from matcher.eligibility.personal_gate import PersonalGate, Window
from matcher.eligibility.personal_states import PersonalStates
from matcher.eligibility.templates import Templates
from matcher.eligibility.terms import Terms
from matcher.features.layout import Layout
from matcher.normalizing.coding import Alike
from matcher.normalizing.expressions import NormalExpression
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement
from matcher.taxonomy import Taxonomy

__all__ = ["VERDICTS", "GateIndex", "Judgement", "StageGates", "build_gates", "gates_of"]

#: Verdicts by code, better first.
VERDICTS = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")

Codes = npt.NDArray[np.int16]
Places = npt.NDArray[np.int64]


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


@dataclass(frozen=True, eq=False)
class GateIndex:
    """The distinct gates of a set of vacancies, each evaluated once per candidate.

    Gate g asks `expressions[expression_of[g]]` on the day `day_of[g]` (an ordinal), and is
    expression g of the `layout`; behind the gates the layout has what stands beside personal facts
    in merged gates. The terms of single vacancies are worked out where they are looked at; those
    of one of the `kinds` have the same musts.
    """

    terms: Sequence[Terms]
    kinds: Alike
    expressions: tuple[NormalExpression, ...]
    expression_of: Places
    day_of: Places
    layout: Layout[Due]
    merged: MergedGates
    templates: Templates
    judge_leaves: GateJudge = field(repr=False)

    @cached_property
    def place(self) -> Mapping[tuple[str, date], int]:
        """The place of each due leaf in the layout."""
        return {due.key: number for number, due in enumerate(self.layout.leaves)}

    @cached_property
    def gate(self) -> Mapping[tuple[str, int], int]:
        """The gate of an expression, by its gate key, on a day (an ordinal)."""
        keys = [one.gate_key for one in self.expressions]
        asked = zip(self.expression_of.tolist(), self.day_of.tolist(), strict=True)
        return {(keys[one], day): number for number, (one, day) in enumerate(asked)}

    @cached_property
    def merged_of(self) -> Places:
        """The merged gate (v,) of each vacancy."""
        return self.templates.merged_of[self.templates.of]

    @property
    def select(self) -> StageGates:
        """The gates of each vacancy that count to be chosen."""
        return StageGates(self, "select")

    @property
    def depart(self) -> StageGates:
        """The gates of each vacancy that count to leave."""
        return StageGates(self, "depart")

    def personal_gate(self, must: NormalRequirement, window: Window) -> PersonalGate:
        """One must over personal facts as a gate of its own."""
        own = alternatives_of(must.expression, window.departure, self.place)
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


@dataclass(frozen=True, slots=True)
class StageGates:
    """The gates of each vacancy in one stage, in the order of its musts."""

    index: GateIndex
    stage: str

    def of(self, vacancy: int) -> Places:
        """The gates of one vacancy."""
        terms = self.index.terms[vacancy]
        day, gate = terms.window.departure.toordinal(), self.index.gate
        found = [gate[one.expression.gate_key, day] for one in terms.musts(self.stage)]
        return np.array(found, dtype=np.int64)


# --- building ----------------------------------------------------------------------------


def build_gates(terms: Sequence[Terms], *, taxonomy: Taxonomy, as_of: date) -> GateIndex:
    """Intern the gates of vacancies: equal expressions due on one day are one gate."""
    return gates_of(musts_of_terms(terms), tuple(terms), taxonomy=taxonomy, as_of=as_of)


def gates_of(musts: Musts, terms: Sequence[Terms], *, taxonomy: Taxonomy, as_of: date) -> GateIndex:
    """The gates of vacancies with these musts, which are those of their terms."""
    found = lay_out_gates(musts)
    return GateIndex(
        terms=terms,
        kinds=musts.kinds,
        expressions=musts.expressions,
        expression_of=found.expression_of,
        day_of=found.day_of,
        layout=found.layout,
        merged=found.merged,
        templates=found.templates,
        judge_leaves=GateJudge(found.layout.leaves, taxonomy=taxonomy, as_of=as_of),
    )

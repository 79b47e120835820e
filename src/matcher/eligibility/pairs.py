"""The gates of one pair, one by one: state, lead and date, as explanations and gaps show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matcher.eligibility.judging import GateIndex, Judgement
from matcher.eligibility.personal import UNMET, PersonalState, judge_personal
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Either, NormalExpression
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement

__all__ = ["STATES", "PairGate", "open_gates", "pair_gates", "spare_months"]

#: The states of a gate, better first.
STATES = ("met", "unknown", "obtainable", "impossible")


@dataclass(frozen=True, slots=True)
class PairGate:
    """One must as it stands for a pair.

    `months` is the time that what is missing takes (None where nothing can bring it), `by` the day
    on which it could be had: for an age, the day on which it is reached.
    """

    expression: NormalExpression
    requirement: NormalRequirement | None
    stage: str
    state: str
    months: int | None = None
    by: date | None = None

    @property
    def is_open(self) -> bool:
        """True where something is still to be shown or obtained."""
        return self.state != "met"


def pair_gates(
    index: GateIndex, judgement: Judgement, candidate: NormalCandidate, *, row: int, vacancy: int
) -> list[PairGate]:
    """The gates of the candidate in a row of the judgement for one vacancy, personal ones first."""
    gates = _personal_gates(index, judgement, candidate, row, vacancy)
    terms = index.terms[vacancy]
    spare = spare_months(index, judgement, row=row, vacancy=vacancy)
    for stage, members in (("select", index.select), ("depart", index.depart)):
        for requirement, gate in zip(terms.musts(stage), members.of(vacancy), strict=True):
            code = int(judgement.gates[row, gate])
            gates.append(_gate(requirement, stage, code, spare, terms.window.ends))
    return gates


def open_gates(gates: Iterable[PairGate]) -> tuple[PairGate, ...]:
    """What is still to be shown or obtained, each thing once.

    The law and the employer may ask the same; and where the one asks what is an alternative of
    the other, bringing the one is enough.
    """
    distinct = {(one.stage, one.expression.gate_key): one for one in gates if one.is_open}
    return tuple(
        one
        for (stage, _), one in distinct.items()
        if not (
            isinstance(one.expression, Either)
            and any((stage, part.gate_key) in distinct for part in one.expression.parts)
        )
    )


def spare_months(index: GateIndex, judgement: Judgement, *, row: int, vacancy: int) -> int:
    """The greatest number of months that obtaining one thing may take.

    Who can never leave, being of the wrong sex or age, lacks no paper for that: then the horizon
    and the permit alone are the measure.
    """
    slack = int(judgement.personal[index.merged_of[vacancy]].slack[row])
    return slack if slack >= 0 else len(index.terms[vacancy].window.ends) - 1


def _gate(
    requirement: NormalRequirement, stage: str, code: int, spare: int, ends: tuple[date, ...]
) -> PairGate:
    expression = requirement.expression
    if code in (MET, UNKNOWN):
        return PairGate(expression, requirement, stage, STATES[code])
    if code == NEVER:
        return PairGate(expression, requirement, stage, "impossible")
    months = code - MISSING
    by = ends[months] if months < len(ends) else None
    state = "obtainable" if months <= spare else "impossible"
    return PairGate(expression, requirement, stage, state, months, by)


def _personal_gates(
    index: GateIndex, judgement: Judgement, candidate: NormalCandidate, row: int, vacancy: int
) -> list[PairGate]:
    """Each personal must on its own, and all of them together where that is worse."""
    terms = index.terms[vacancy]
    gates: list[PairGate] = []
    for requirement in terms.personal_musts:
        gate = index.personal_gate(requirement, terms.window)
        leaves, failing = (codes[row : row + 1] for codes in (judgement.leaves, judgement.failing))
        own = judge_personal(gate, [candidate], leaves, failing)
        gates.append(_personal_gate(requirement.expression, requirement, own, 0))
    merged = judgement.personal[index.merged_of[vacancy]]
    together = _personal_gate(terms.personal(), None, merged, row)
    worst = max((STATES.index(gate.state) for gate in gates), default=0)
    if STATES.index(together.state) > worst:
        gates.append(together)
    return gates


def _personal_gate(
    expression: NormalExpression,
    requirement: NormalRequirement | None,
    judged: PersonalState,
    row: int,
) -> PairGate:
    stage = requirement.stage if requirement is not None else "select"
    state, opens = judged.standing(row), int(judged.opens[row])
    if state == UNMET and judged.slack[row] < 0:
        return PairGate(expression, requirement, stage, "impossible")
    by = date.fromordinal(opens) if state == UNMET and opens else None
    return PairGate(expression, requirement, stage, STATES[state], None, by)

"""How long a pair may wait: the months that may go by before the personal facts no longer fit."""

from __future__ import annotations

from matcher.eligibility.judging import GateIndex, Judgement
from matcher.explaining.proof_facts import Waiting

__all__ = ["waiting_of"]


def waiting_of(index: GateIndex, judgement: Judgement, *, row: int, vacancy: int) -> Waiting:
    """How long the candidate in a row of the judgement may wait for one vacancy."""
    state, ends = judgement.personal[index.merged_of[vacancy]], index.terms[vacancy].window.ends
    months = [int(of[row]) for of in (state.ready, state.hopeful, state.slack)]
    sure, hopeful, possible = (count if count >= 0 else None for count in months)
    until = [ends[count] if count >= 0 else None for count in months]
    return Waiting(sure, hopeful, possible, *until)

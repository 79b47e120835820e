"""How long a pair may wait: the months that may go by before the personal facts no longer fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.eligibility.judging import GateIndex, Judgement

__all__ = ["Waiting", "waiting_of"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The months that obtaining other things may take, and the day on which they end.

    `sure`: in every completion of what is not known of the personal facts, everything asked of
    them to be chosen is met at departure and stays met that long. `hopeful`: so in some
    completion. `possible`: in some completion one can leave after that long, where an age may
    first be reached. Each is None where there is no such time; without personal gates all three
    are the horizon, or the end of the permit.
    """

    sure: int | None
    hopeful: int | None
    possible: int | None
    sure_until: date | None
    hopeful_until: date | None
    possible_until: date | None


def waiting_of(index: GateIndex, judgement: Judgement, *, row: int, vacancy: int) -> Waiting:
    """How long the candidate in a row of the judgement may wait for one vacancy."""
    state, ends = judgement.personal[index.merged_of[vacancy]], index.terms[vacancy].window.ends
    months = [int(of[row]) for of in (state.ready, state.hopeful, state.slack)]
    sure, hopeful, possible = (count if count >= 0 else None for count in months)
    until = [ends[count] if count >= 0 else None for count in months]
    return Waiting(sure, hopeful, possible, *until)

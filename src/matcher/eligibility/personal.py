"""The merged gate over personal facts: exact where sex, birth date, height or weight are unknown.

All requirements of a vacancy that speak of a personal fact are one gate over the tuple of facts.
For someone whose facts are known it is evaluated once; else for every completion that a bound
could tell apart, so that "men 20-40, women 20-35" is met by anyone of 30 whose sex is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, product
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.calendar import add_months
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["UNMET", "PersonalGate", "PersonalState", "Window", "judge_personal"]

Codes = npt.NDArray[np.int16]
Days = npt.NDArray[np.int64]

#: States of a merged gate: met in every completion of the unknown, in some, in none.
ALWAYS, SOMETIMES, UNMET = range(3)
#: Days before and after a bound that are tried for an unknown birth date: months of 28 to 31 days
#: move the day on which an age is reached by at most three.
_AROUND = range(-3, 4)
_BOTH_SEXES = ("F", "M")
_NO_DAY = int(np.iinfo(np.int64).max)
_NEVER = np.int16(-1)


@dataclass(frozen=True, slots=True)
class Window:
    """When a pair may leave: the departure, and the last day up to which one may wait for it.

    `ends[j]` is the day on which a lead of j months from `as_of` ends, as far as the last day.
    """

    departure: date
    last: date
    ends: tuple[date, ...]

    @property
    def as_of(self) -> date:
        """The day of judging, where the lead of no months ends."""
        return self.ends[0]

    @classmethod
    def of(cls, departure: date, *, as_of: date, last: date, horizon_months: int) -> Window:
        """The window of a departure as seen on `as_of`."""
        leads = (add_months(as_of, months) for months in range(horizon_months + 1))
        return cls(departure, last, tuple(end for end in leads if end <= last or end == as_of))

    @property
    def days(self) -> tuple[date, ...]:
        """For each lead the earliest day on which one who needs that long can leave."""
        return tuple(max(self.departure, end) for end in self.ends)


#: Alternatives of leaves that are all needed: bounds, or columns of a code matrix.
Alternatives = tuple[tuple[Bound | int, ...], ...]


@dataclass(frozen=True)
class PersonalGate:
    """What is asked of personal facts to be chosen and to leave, and the window for it."""

    select: Alternatives
    depart: Alternatives
    window: Window

    def bounds(self, fact: str) -> list[Bound]:
        """The bounds on one fact."""
        leaves = (leaf for clause in (*self.select, *self.depart) for leaf in clause)
        return [leaf for leaf in leaves if isinstance(leaf, Bound) and leaf.fact == fact]


@dataclass(frozen=True)
class PersonalState:
    """The outcome of a merged gate per candidate, over all completions of what is unknown.

    Each of `ready`, `hopeful` and `slack` (n,) int16 is a number of months that may go by while
    other things are obtained, or -1. `ready`: in every completion what is asked to be chosen is
    met at departure, and stays possible that long. `hopeful`: so in some completion. `slack`: in
    some completion everything is possible after that long. `opens` (n,) int64: the first day (as
    an ordinal) on which some completion meets the gate; 0 where none does.
    """

    ready: Codes
    hopeful: Codes
    slack: Codes
    opens: Days

    def standing(self, row: int) -> int:
        """ALWAYS, SOMETIMES or UNMET: in how many completions a candidate meets the gate."""
        if self.ready[row] >= 0:
            return ALWAYS
        return SOMETIMES if self.hopeful[row] >= 0 else UNMET


@dataclass(frozen=True)
class _Completions:
    """One row per completion of what is unknown of a candidate."""

    owner: npt.NDArray[np.int64]
    sex: npt.NDArray[np.str_]
    birth: npt.NDArray[np.object_]
    height: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]


def judge_personal(
    gate: PersonalGate, candidates: Sequence[NormalCandidate], codes: Codes, failing: Codes
) -> PersonalState:
    """Judge candidates on a merged gate.

    `codes` (n, l) are their codes for the other leaves, `failing` the same with every unknown
    turned out badly.
    """
    rows = _complete(gate, candidates)
    evaluate = _Evaluator(gate, rows)
    departure = np.full(rows.owner.size, gate.window.departure.toordinal())
    best = _Codes(select=codes[rows.owner], depart=codes[rows.owner])
    # To leave, what is unknown is a matter of the checklist: it is never taken as failing.
    worst = _Codes(select=failing[rows.owner], depart=codes[rows.owner])
    first, latest = _feasible_days(gate, evaluate, best)
    slack = _slack(gate.window, latest)
    met = evaluate.select(departure, worst) == MET
    sure = _slack(gate.window, _feasible_days(gate, evaluate, worst)[1])
    hoped = evaluate.select(departure, best) <= UNKNOWN
    return PersonalState(
        ready=_gather(np.minimum, rows, np.where(met, sure, _NEVER), len(candidates)),
        hopeful=_gather(np.maximum, rows, np.where(hoped, slack, _NEVER), len(candidates)),
        slack=_gather(np.maximum, rows, slack, len(candidates)),
        opens=_gather(np.minimum, rows, first, len(candidates)) % _NO_DAY,
    )


def _gather(
    best: np.ufunc, rows: _Completions, values: npt.NDArray[Any], size: int
) -> npt.NDArray[Any]:
    """The least or greatest value over the completions of each candidate, each having one."""
    starts = np.searchsorted(rows.owner, np.arange(size))
    gathered: npt.NDArray[Any] = best.reduceat(values, starts) if size else values[:0]
    return gathered


# --- time --------------------------------------------------------------------------------


def _feasible_days(gate: PersonalGate, evaluate: _Evaluator, codes: _Codes) -> tuple[Days, Days]:
    """The first and the last day of the window on which the gate can be met, per completion.

    The gate opens only on a day when an age is reached or a lead ends, and an opening that lasts
    to the end of a lead is open on that day: so these days are all that need trying. Where there
    is none the first is `_NO_DAY` and the last 0.
    """
    rows = evaluate.size
    first, latest = np.full(rows, _NO_DAY), np.zeros(rows, dtype=np.int64)
    ends = _ordinals(gate.window.ends)
    fixed = [np.full(rows, day.toordinal()) for day in sorted(set(gate.window.days))]
    last = gate.window.last.toordinal()
    departure = gate.window.departure.toordinal()
    for days in (*fixed, *evaluate.turning_days()):
        feasible = (days == departure) | ((days > departure) & (days <= last))
        code = np.maximum(evaluate.select(days, codes), evaluate.depart(days, codes))
        lead = np.maximum(code.astype(np.int64) - MISSING, 0)
        feasible &= lead < ends.size
        feasible[feasible] = ends[lead[feasible]] <= days[feasible]
        first = np.where(feasible, np.minimum(first, days), first)
        latest = np.where(feasible, np.maximum(latest, days), latest)
    return first, latest


def _slack(window: Window, latest: Days) -> Codes:
    """The greatest lead whose earliest day of leaving is not after the last feasible day."""
    starts = _ordinals(window.days)
    fitting = np.searchsorted(starts, latest, side="right") - 1
    return fitting.astype(np.int16)


def _ordinals(days: Sequence[date]) -> Days:
    return np.array([day.toordinal() for day in days], dtype=np.int64)


# --- evaluation --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Codes:
    """The codes of the leaves other than bounds, per completion and stage."""

    select: Codes
    depart: Codes


class _Evaluator:
    """Evaluates a gate for its completions on given days."""

    def __init__(self, gate: PersonalGate, rows: _Completions) -> None:
        self._gate = gate
        self._rows = rows
        self.size = rows.owner.size
        ages = {age for b in gate.bounds("age") for age in (b.low, b.high) if age is not None}
        self._turning = {age: self._days_of_turning(int(age)) for age in sorted(ages)}

    def select(self, days: Days, codes: _Codes) -> Codes:
        """The code of what is asked to be chosen, on a day per completion."""
        return self._at(days, self._gate.select, codes.select)

    def depart(self, days: Days, codes: _Codes) -> Codes:
        """The code of what is asked to leave, on a day per completion."""
        return self._at(days, self._gate.depart, codes.depart)

    def _at(self, days: Days, alternatives: Alternatives, codes: Codes) -> Codes:
        best = np.full(days.size, NEVER, dtype=np.int16)
        for clause in alternatives:
            worst = np.full(days.size, MET, dtype=np.int16)
            for leaf in clause:
                code = self._bound(leaf, days) if isinstance(leaf, Bound) else codes[:, leaf]
                worst = np.maximum(worst, code)
            best = np.minimum(best, worst)
        return best

    def turning_days(self) -> Iterator[Days]:
        """The days on which a least age is reached."""
        for bound in self._gate.bounds("age"):
            if bound.low is not None:
                yield self._turning[bound.low]

    def _days_of_turning(self, months: int) -> Days:
        return np.array(
            [_turning(birth, months) for birth in self._rows.birth.tolist()], dtype=np.int64
        )

    def _bound(self, bound: Bound, days: Days) -> Codes:
        holds: npt.NDArray[np.bool_]
        if bound.fact == "sex":
            holds = self._rows.sex == bound.value
        elif bound.fact == "age":
            holds = np.ones(days.size, dtype=np.bool_)
            if bound.low is not None:
                holds &= days >= self._turning[bound.low]
            if bound.high is not None:
                holds &= days < self._turning[bound.high]
        else:
            values = self._rows.height if bound.fact == "height" else self._rows.weight
            low = -np.inf if bound.low is None else bound.low
            high = np.inf if bound.high is None else bound.high
            holds = (values >= low) & (values <= high)
        return np.where(holds, np.int16(MET), np.int16(NEVER))


@cache
def _turning(birth: date, months: int) -> int:
    return add_months(birth, months).toordinal()


# --- completions -------------------------------------------------------------------------


def _complete(gate: PersonalGate, candidates: Sequence[NormalCandidate]) -> _Completions:
    """Every completion of what the gate asks and a candidate leaves unknown."""
    unknown_births = _births(gate)
    heights, weights = _values(gate.bounds("height")), _values(gate.bounds("weight"))
    asks_sex = bool(gate.bounds("sex"))
    rows: list[tuple[int, str, date, float, float]] = []
    for owner, candidate in enumerate(candidates):
        sexes = (candidate.sex,) if candidate.sex else (_BOTH_SEXES if asks_sex else ("",))
        births = (candidate.birth_date,) if candidate.birth_date else unknown_births
        tall = (candidate.height_cm,) if candidate.height_cm is not None else heights
        heavy = (candidate.weight_kg,) if candidate.weight_kg is not None else weights
        rows.extend((owner, *facts) for facts in product(sexes, births, tall, heavy))
    return _Completions(
        owner=np.array([row[0] for row in rows], dtype=np.int64),
        sex=np.array([row[1] for row in rows], dtype=np.str_),
        birth=np.array([row[2] for row in rows], dtype=np.object_),
        height=np.array([row[3] for row in rows], dtype=np.float64),
        weight=np.array([row[4] for row in rows], dtype=np.float64),
    )


def _births(gate: PersonalGate) -> tuple[date, ...]:
    """Birth dates that stand for all: on either side of every bound on every day that matters."""
    window = gate.window
    critical = {window.departure, window.last, *window.days}
    births = {window.departure}
    for bound in gate.bounds("age"):
        for age in (bound.low, bound.high):
            if age is not None:
                for day in critical:
                    first = add_months(day, -int(age))
                    births.update(first + timedelta(days=shift) for shift in _AROUND)
    return tuple(sorted(births))


def _values(bounds: list[Bound]) -> tuple[float, ...]:
    """Values that stand for all: at, below and above every bound."""
    ends = sorted({end for b in bounds for end in (b.low, b.high) if end is not None})
    if not ends:
        return (0.0,)
    between = [(low + high) / 2 for low, high in pairwise(ends)]
    return (ends[0] - 1, *sorted([*ends, *between]), ends[-1] + 1)

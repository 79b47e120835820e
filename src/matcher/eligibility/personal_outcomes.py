"""Evaluates a merged gate for classes of people, on every day on which one could leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from matcher.eligibility.personal_axes import Axis, BirthAxis, MeasureAxis, SexAxis, turning
from matcher.eligibility.personal_gate import Alternatives, PersonalGate
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Bound

__all__ = ["NO_DAY", "Classes", "Outcomes", "classes_of", "outcomes_of"]

Codes = npt.NDArray[np.int16]
Days = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
Truths = npt.NDArray[np.bool_]

FACTS = ("sex", "age", "height", "weight")
#: Where a gate never opens.
NO_DAY = int(np.iinfo(np.int64).max)
_NEVER = np.int16(-1)
#: Days times cells that are evaluated at once: some tens of megabytes.
_MOST_AT_ONCE = 2**20
#: Gates whose classes are remembered from one block of candidates to the next.
_MOST_GATES = 2**12


@dataclass(frozen=True)
class Classes:
    """What a gate tells apart: the classes of each fact, and the columns of codes beside them.

    `reached` are the least ages in months, one of whose days of turning can open the gate.
    """

    sex: SexAxis
    birth: BirthAxis
    height: MeasureAxis
    weight: MeasureAxis
    columns: tuple[int, ...]
    reached: tuple[int, ...]

    @property
    def axes(self) -> Mapping[str, Axis]:
        """The classes of each fact."""
        return dict(zip(FACTS, (self.sex, self.birth, self.height, self.weight), strict=True))

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts that the gate asks."""
        return tuple(fact for fact, axis in self.axes.items() if axis.size > 1)


@lru_cache(maxsize=_MOST_GATES)
def classes_of(gate: PersonalGate) -> Classes:
    """The classes that a gate tells apart."""
    ages = [(bound.low, bound.high) for bound in gate.bounds("age")]
    lowest = {int(low) for low, _ in ages if low is not None}
    highest = {int(high) for _, high in ages if high is not None}
    window = gate.window
    days = [window.departure, window.last, *window.days]
    return Classes(
        sex=SexAxis(is_asked=bool(gate.bounds("sex"))),
        birth=BirthAxis.of(sorted(lowest | highest), days),
        height=MeasureAxis.of(gate.bounds("height")),
        weight=MeasureAxis.of(gate.bounds("weight")),
        columns=tuple(gate.columns()),
        reached=tuple(sorted(lowest)),
    )


@dataclass(frozen=True)
class Outcomes:
    """What becomes of cells; `ready`, `hopeful` and `slack` as in a state.

    `first` is the day on which a cell opens for the first birth date in it. Where that is the day
    of turning an age, `age` is the place of the age among those that are reached, else -1.
    """

    ready: Codes
    hopeful: Codes
    slack: Codes
    first: Days
    age: Places


def outcomes_of(gate: PersonalGate, cells: Sequence[Places], best: Codes, worst: Codes) -> Outcomes:
    """What becomes of cells, given by their class of each fact.

    `best` and `worst` (cells, l) are the codes of the leaves beside the bounds, the unknown taken
    well and ill.
    """
    size, days = len(best), len(gate.window.days) + len(classes_of(gate).reached)
    step = max(_MOST_AT_ONCE // days, 1)
    parts = [slice(start, start + step) for start in range(0, max(size, 1), step)]
    found = [
        _Trial(gate, [axis[part] for axis in cells]).outcomes(best[part], worst[part])
        for part in parts
    ]
    names = ("ready", "hopeful", "slack", "first", "age")
    return Outcomes(*(np.concatenate([getattr(one, name) for one in found]) for name in names))


class _Trial:
    """The days that are tried for some cells, and which bounds hold on them.

    The gate opens only on a day when an age is reached or a lead ends, and an opening that lasts
    to the end of a lead is open on that day: so these days (days, cells) are all.
    """

    def __init__(self, gate: PersonalGate, cells: Sequence[Places]) -> None:
        self._gate = gate
        self._classes = classes_of(gate)
        self._sex, birth, self._height, self._weight = cells
        self._births = self._classes.birth.births[birth]
        fixed = dict.fromkeys((gate.window.departure, *gate.window.days))
        self._fixed = len(fixed)
        shape = (self._fixed, birth.size)
        reached = [self._turning(age) for age in self._classes.reached]
        self._days = np.vstack([np.broadcast_to(_ordinals(list(fixed))[:, None], shape), *reached])
        self._holds = {
            bound: np.where(self._truths(bound), np.int16(MET), np.int16(NEVER))
            for fact in FACTS
            for bound in gate.bounds(fact)
        }

    def outcomes(self, best: Codes, worst: Codes) -> Outcomes:
        """What becomes of the cells."""
        hoped, sure = (self._codes(self._gate.select, codes) for codes in (best, worst))
        # To leave, what is unknown is a matter of the checklist: it is never taken as failing.
        leave = self._codes(self._gate.depart, best)
        feasible = self._feasible(np.maximum(hoped, leave))
        slack = self._slack(feasible)
        sure_slack = self._slack(self._feasible(np.maximum(sure, leave)))
        opening = np.where(feasible, self._days, NO_DAY)
        earliest = opening.argmin(axis=0)
        first = np.take_along_axis(opening, earliest[None], axis=0)[0]
        return Outcomes(
            ready=np.where(sure[0] == MET, sure_slack, _NEVER),
            hopeful=np.where(hoped[0] <= UNKNOWN, slack, _NEVER),
            slack=slack,
            first=first,
            age=np.maximum(earliest - self._fixed, -1),
        )

    def _codes(self, alternatives: Alternatives, codes: Codes) -> Codes:
        """The code of alternatives of leaves that are all needed, by day and cell."""
        best = np.full(self._days.shape, NEVER, dtype=np.int16)
        for clause in alternatives:
            worst = np.full(self._days.shape, MET, dtype=np.int16)
            for leaf in clause:
                own = self._holds[leaf] if isinstance(leaf, Bound) else codes[:, leaf]
                np.maximum(worst, own, out=worst)
            np.minimum(best, worst, out=best)
        return best

    def _truths(self, bound: Bound) -> Truths:
        """Whether a bound holds, by cell or, where it speaks of an age, by day and cell."""
        if bound.fact == "sex":
            return self._classes.sex.truths(bound)[self._sex]
        if bound.fact == "height":
            return self._classes.height.truths(bound)[self._height]
        if bound.fact == "weight":
            return self._classes.weight.truths(bound)[self._weight]
        holds = np.ones(self._days.shape, dtype=np.bool_)
        if bound.low is not None:
            holds &= self._days >= self._turning(int(bound.low))
        if bound.high is not None:
            holds &= self._days < self._turning(int(bound.high))
        return holds

    def _turning(self, months: int) -> Days:
        return turning(self._births, months)

    def _feasible(self, codes: Codes) -> Truths:
        """The days on which one can leave with all that is asked."""
        window = self._gate.window
        departure, last = window.departure.toordinal(), window.last.toordinal()
        is_open = (self._days == departure) | ((self._days > departure) & (self._days <= last))
        ends = np.append(_ordinals(window.ends), NO_DAY)
        leads = np.clip(codes.astype(np.int64) - MISSING, 0, ends.size - 1)
        feasible: Truths = is_open & (ends[leads] <= self._days)
        return feasible

    def _slack(self, feasible: Truths) -> Codes:
        """The greatest lead whose earliest day of leaving is not after the last feasible day."""
        latest = np.where(feasible, self._days, 0).max(axis=0)
        starts = _ordinals(self._gate.window.days)
        fitting: Codes = (np.searchsorted(starts, latest, side="right") - 1).astype(np.int16)
        return fitting


def _ordinals(days: Sequence[date]) -> Days:
    return np.array([day.toordinal() for day in days], dtype=np.int64)

"""How far each weight can move before one candidate's list changes: exact intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.kernels import NOBODY
from matcher.sensitivity.classes import Classes, Kinds
from matcher.sensitivity.crossings import Fractions, Gaps, reaches
from matcher.sensitivity.weighing import WEIGHTS

__all__ = ["Ends", "Intervals", "intervals_of"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: A weight above this is refused by `Weights`: what would happen there never does.
_MOST = 1e6
#: A total weight of nothing, in shares of all weights: then nothing is scored.
_LEAST_TOTAL = 1e-12


class Ends(NamedTuple):
    """Where intervals of weights end, and the two vacancies that change places there.

    `at` (..., 2) has the lower and the upper end, 0 and infinity where nothing ever changes.
    `before` and `after` (..., 2) are vacancies: the one that is ahead inside of the interval, and
    the one that overtakes it beyond the end; NOBODY where there is no end.
    """

    at: Floats
    before: Places
    after: Places

    @classmethod
    def unbounded(cls, shape: tuple[int, ...]) -> Ends:
        """Ends (..., 2) at which nothing changes."""
        at = np.zeros((*shape, 2))
        at[..., 1] = np.inf
        return cls(at, np.full(at.shape, NOBODY), np.full(at.shape, NOBODY))

    def take(self, rows: Places) -> Ends:
        """Those of some rows."""
        return Ends(self.at[rows], self.before[rows], self.after[rows])


@dataclass(frozen=True, eq=False)
class Intervals:
    """The intervals (n, 8, 2) of candidates (n,) and weights (8,) within which lists stay.

    `members` are the ends within which the same vacancies are listed, `order` those within which
    they also stand in the same order; the latter lie inside the former.
    """

    members: Ends
    order: Ends

    @classmethod
    def unbounded(cls, size: int) -> Intervals:
        """Intervals of lists that never change."""
        shape = (size, len(WEIGHTS))
        return cls(Ends.unbounded(shape), Ends.unbounded(shape))

    def take(self, rows: Places) -> Intervals:
        """Those of some candidates."""
        return Intervals(self.members.take(rows), self.order.take(rows))

    def put(self, row: int, own: Intervals) -> None:
        """Write the intervals (8, 2) of one candidate."""
        for mine, found in ((self.members, own.members), (self.order, own.order)):
            for values, new in zip(mine, found, strict=True):
                values[row] = new


@dataclass(frozen=True, eq=False)
class _Listed:
    """A list (k,) of one candidate and who waits behind it, as kinds.

    `vacancies` (k,) are of the kinds `of` (k,). `waiting` (w,) are the kinds that have a vacancy
    which is not listed, and `next` (w,) the first such vacancy of each.
    """

    vacancies: Places
    of: Places
    waiting: Places
    next: Places

    @classmethod
    def of_list(cls, classes: Classes, kinds: Kinds, vacancies: Places) -> _Listed:
        """The list of a candidate for whom the kinds are open."""
        own = classes.of[vacancies]
        starts, sizes = classes.members.starts[kinds.classes], classes.members.sizes[kinds.classes]
        # Those of a class are level for ever: it is listed from its first id on.
        places, counts = np.unique(np.searchsorted(kinds.classes, own), return_counts=True)
        taken = np.zeros(kinds.classes.size, dtype=np.int64)
        taken[places] = counts
        left = np.flatnonzero(taken < sizes)
        jobs = classes.members.members[(starts + taken)[left]]
        by_id = np.lexsort((classes.lineup.index.order[jobs], kinds.of[left]))
        waiting, first = np.unique(kinds.of[left][by_id], return_index=True)
        kind_of = kinds.of[np.searchsorted(kinds.classes, own)]
        return cls(vacancies, kind_of, waiting, jobs[by_id][first])


def intervals_of(classes: Classes, kinds: Kinds, vacancies: Places, weights: Floats) -> Intervals:
    """The intervals (8, 2) of one candidate, whose list is `vacancies` (k,), best first."""
    listed, moving = _Listed.of_list(classes, kinds, vacancies), _fractions(kinds, weights)
    # Of each kind that is listed the last one is the first to go.
    last = np.flatnonzero(np.append(listed.of[1:] != listed.of[:-1], True))
    pushed, swapped = _pushed_out(moving, listed, last), _swapped(moving, listed, last[:-1])
    first = [
        one if other is None else other if one is None else one.sooner(other)
        for one, other in zip(pushed, swapped, strict=True)
    ]
    return Intervals(_ends(pushed, weights), _ends(first, weights))


class _Events(NamedTuple):
    """The first change as each weight (8,) moves one way: how far it is, and who changes places."""

    reach: Floats
    before: Places
    after: Places

    def sooner(self, other: _Events) -> _Events:
        """Of two changes of each weight the first."""
        is_own = self.reach <= other.reach
        return _Events(*(np.where(is_own, *parts) for parts in zip(self, other, strict=True)))


def _fractions(kinds: Kinds, weights: Floats) -> Fractions:
    """The scores of the kinds as functions of each weight."""
    own, total = weights[:-1], float(weights.sum())
    totals = np.maximum((weights[-1] + kinds.asked @ own) / total, _LEAST_TOTAL)
    rise, growth = np.zeros((2, len(WEIGHTS), totals.size))
    rise[:-1], growth[:-1], growth[-1] = kinds.values.T, kinds.asked.T, 1.0
    return Fractions(kinds.values @ own / total / totals, rise / totals, growth / totals)


def _pushed_out(moving: Fractions, listed: _Listed, last: Places) -> list[_Events | None]:
    """What first enters the list as each weight falls, and as it rises."""
    if not listed.waiting.size:
        return [None, None]
    ahead, behind = moving.take(listed.of[last]), moving.take(listed.waiting)
    found: list[_Events | None] = []
    for reach in reaches(Gaps.between(ahead.upright(), behind.level())):
        flat = reach.reshape(len(reach), -1)
        place = flat.argmin(axis=1)
        row, one = np.divmod(place, listed.waiting.size)
        pair = listed.vacancies[last[row]], listed.next[one]
        found.append(_Events(flat[np.arange(len(flat)), place], *pair))
    return found


def _swapped(moving: Fractions, listed: _Listed, last: Places) -> list[_Events | None]:
    """Which neighbours in the list first swap as each weight falls, and as it rises.

    `last` are the places whose neighbour below is of another kind.
    """
    if not last.size:
        return [None, None]
    ahead, behind = moving.take(listed.of[last]), moving.take(listed.of[last + 1])
    found: list[_Events | None] = []
    for reach in reaches(Gaps.between(ahead, behind)):
        place = last[reach.argmin(axis=1)]
        pair = listed.vacancies[place], listed.vacancies[place + 1]
        found.append(_Events(reach.min(axis=1), *pair))
    return found


def _ends(events: list[_Events | None], weights: Floats) -> Ends:
    """The ends (8, 2) at the first changes, unless these lie beyond what a weight may be."""
    ends, total = Ends.unbounded((weights.size,)), float(weights.sum())
    for side, event in enumerate(events):
        if event is None:
            continue
        at = weights + (event.reach if side else -event.reach) * total
        is_end = at <= _MOST if side else at > _LEAST_TOTAL * total
        for mine, found in zip(ends, (at, event.before, event.after), strict=True):
            mine[is_end, side] = found[is_end]
    return ends

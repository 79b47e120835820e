"""Merged gates that ask the same of sex, height and weight, judged together over all windows.

The time of someone whose day of birth is known falls into stretches in which no asked age is
reached: a gate is met throughout a stretch or not at all, and a window is a matter of comparing
days. Of a day of birth that is known as a range every day is tried on which an age is reached in
time. Where nothing is known of it every age is tried: that settles all gates but those that ask
two ages which follow each other sooner than the windows end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.eligibility.completions import Asked, Moments, Rows, laid_out
from matcher.eligibility.personal_facts import Extent, People
from matcher.eligibility.personal_gate import Body, PersonalGate, Window
from matcher.eligibility.personal_states import PersonalStates
from matcher.kernels import NO_DAY, Stretches

__all__ = ["Family", "some_of"]

Days = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

#: The days of the shortest month, and by how many a day of some months later may be off.
_LEAST_DAYS, _OFF = 28, 7
#: The longest range of days of birth of which each is tried.
_MOST_DAYS = 1_500
#: Days of birth times gates that are held at once: some tens of megabytes.
_MOST_AT_ONCE = 2**21
_LAST_DAY = date.max.toordinal()
_NEVER = np.int16(-1)


class Family:
    """Gates that ask personal facts alone, and the same of those that do not change with time.

    Gate j asks `bodies[body_of[j]]` in the window `windows[window_of[j]]`. They are judged on
    the day on which the leads of `ends` begin: no departure is before it, and the leads of each
    window are the first of these.
    """

    def __init__(
        self,
        bodies: Sequence[Body],
        body_of: Places,
        windows: Sequence[Window],
        window_of: Places,
        ends: Days,
    ) -> None:
        some, self._gate = np.unique(body_of, return_inverse=True)
        own = [bodies[place] for place in some.tolist()]
        self._select = laid_out((select, ((),)) for select, _ in own)
        self._both = laid_out(own)
        asks_to_leave = np.array([depart != ((),) for _, depart in own])
        self._asks_to_leave = np.flatnonzero(asks_to_leave[self._gate])
        self._asked = Asked([PersonalGate(select, depart, windows[0]) for select, depart in own])
        opens, last, leads = (
            np.array(found)[window_of]
            for found in zip(
                *((w.departure.toordinal(), w.last.toordinal(), len(w.ends)) for w in windows),
                strict=True,
            )
        )
        self._opens = opens.astype(np.int32)
        self._closes = np.maximum(opens, last).astype(np.int32)
        self._spare = (leads - 1).astype(np.int16)
        self._begin, self._end = int(self._opens.min()), int(self._closes.max())
        days = np.arange(self._begin, self._end + 1)
        self._months = (np.searchsorted(ends, days, side="right") - 1).astype(np.int16)

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts that tell people apart."""
        return self._asked.facts

    def judge(self, people: People) -> tuple[PersonalStates, Truths]:
        """The states (n, m) of people, and for whom that leaves which gate unsettled."""
        births = self._births(people.extents["age"])
        shape = people.size, self._gate.size
        states = PersonalStates.empty(*shape)
        is_left = np.zeros(shape, dtype=np.bool_)
        for rows in self._at_once(births):
            states.put(rows, self._born(some_of(people, rows), [births[row] for row in rows]))
        unknown = np.flatnonzero([days.size == 0 for days in births])
        if unknown.size:
            found, is_settled = self._unborn(some_of(people, unknown))
            states.put(unknown, found)
            is_left[unknown] = ~(_is_any(people.extents["age"].of(unknown)) & is_settled)
        return states, is_left

    # --- days of birth that are known ---------------------------------------------------

    def _births(self, extent: Extent) -> list[Days]:
        """For each person days of birth that stand for all; none where they would be too many."""
        return [
            np.array([low]) if low == high else self._telling(low, high)
            for low, high in zip(extent.low.tolist(), extent.high.tolist(), strict=True)
        ]

    def _telling(self, low: int, high: int) -> Days:
        """The days of a range on which an age is reached in time, and one of those between."""
        if high - low > _MOST_DAYS:
            return np.zeros(0, dtype=np.int64)
        births: Days = np.arange(low, high + 1)
        reached = self._asked.reached(births)
        in_time = np.asarray(((reached > self._begin) & (reached <= self._end)).any(axis=1))
        rank = np.asarray((reached <= self._begin).sum(axis=1))
        # Of those who reached as many ages the older come first, and reach the next one first.
        is_next = np.append([True], (rank[1:] != rank[:-1]) | in_time[:-1])
        telling: Days = births[is_next]
        return telling

    def _born(self, people: People, births: Sequence[Days]) -> PersonalStates:
        """The states of people of whom each was born on one of some days."""
        rows = self._asked.complete(people, births)
        stretches, moments = self._stretches(rows)
        both = self._asked.truths(self._both, rows, moments)
        first, last = kernels.open_days(both, stretches, self._gate, self._opens, self._closes)
        months = np.minimum(self._months[np.maximum(last, self._begin) - self._begin], self._spare)
        slack = np.where(last > 0, months, _NEVER)
        is_met = first == self._opens
        if self._asks_to_leave.size:
            is_met[:, self._asks_to_leave] = self._is_met(rows, stretches, moments)
        at_once = np.where(is_met, slack, _NEVER)
        opens = rows.least(first)
        return PersonalStates(
            ready=rows.least(at_once),
            hopeful=rows.most(at_once),
            slack=rows.most(slack),
            opens=np.where(opens == NO_DAY, 0, opens),
        )

    def _at_once(self, births: Sequence[Days]) -> Iterator[Places]:
        """Those with days of birth, in parts that memory allows."""
        sizes = np.array([days.size for days in births], dtype=np.int64)
        part = np.cumsum(sizes) * self._gate.size // _MOST_AT_ONCE
        known = np.flatnonzero(sizes)
        for number in np.unique(part[known]):
            yield known[part[known] == number]

    def _is_met(self, rows: Rows, stretches: Stretches, moments: Moments) -> Truths:
        """Whether what is asked to be chosen is met at departure, where leaving asks more."""
        some = self._asks_to_leave
        opens = self._opens[some]
        select = self._asked.truths(self._select, rows, moments)
        first, _ = kernels.open_days(select, stretches, self._gate[some], opens, opens)
        is_met: Truths = first == opens
        return is_met

    def _stretches(self, rows: Rows) -> tuple[Stretches, Moments]:
        """The time between the first departure and the last day, cut where an age is reached."""
        reached = np.clip(self._asked.reached(rows.births), self._begin, self._end + 1)
        ends = ((self._begin, self._end + 1),) * 2
        cuts = np.pad(reached, ((0, 0), (1, 1)), constant_values=ends).astype(np.int32)
        row, rank = np.nonzero(cuts[:, :-1] < cuts[:, 1:])
        starts = np.searchsorted(row, np.arange(rows.owner.size + 1))
        first, last = cuts[row, rank], cuts[row, rank + 1] - np.int32(1)
        return Stretches(first, last, starts), Moments(row, rank)

    # --- days of birth that are not known -----------------------------------------------

    def _unborn(self, people: People) -> tuple[PersonalStates, Truths]:
        """The states of people whose day of birth may be any, and which gates that settles."""
        rows = self._asked.complete(people, [np.array([self._begin])] * people.size)
        shape = rows.owner.size, len(self._asked.ages) + 1
        moments = Moments(*(place.ravel() for place in np.indices(shape)))
        select, both = (
            self._asked.truths(layout, rows, moments).reshape(*shape, -1)
            for layout in (self._select, self._both)
        )
        possible, certain = np.asarray(both.any(axis=1)), np.asarray(both.all(axis=1))
        # Within an age that outlasts every window some day of birth meets the gate on all days.
        lasting = self._outlasts(both)
        settled = ~possible | (lasting & (certain | ~select.all(axis=1)))
        sure, hoped = rows.least(certain)[:, self._gate], rows.most(possible)[:, self._gate]
        slack = np.where(hoped, self._spare, _NEVER)
        states = PersonalStates(
            ready=np.where(sure, self._spare, _NEVER),
            hopeful=slack,
            slack=slack,
            opens=np.where(hoped, self._opens, 0),
        )
        return states, np.asarray(settled.all(axis=0))[self._gate]

    def _outlasts(self, holds: Truths) -> Truths:
        """Whether (c, b) a gate holds from one age to another that no window reaches from it."""
        between = [float(high - low) for low, high in pairwise(self._asked.ages)]
        lengths = [float("inf"), *between, float("inf")] if self._asked.ages else [float("inf")]
        longest = run = np.zeros((holds.shape[0], holds.shape[2]))
        for rank, length in enumerate(lengths):
            run = np.where(holds[:, rank], run + length, 0.0)
            longest = np.maximum(longest, run)
        outlasts: Truths = longest * _LEAST_DAYS > self._end - self._begin + _OFF
        return outlasts


def some_of(people: People, rows: Places) -> People:
    """Some of the people."""
    return People({fact: extent.of(rows) for fact, extent in people.extents.items()}, rows.size)


def _is_any(extent: Extent) -> Truths:
    """Whether (n, 1) nothing at all is known of a day of birth."""
    is_any = (extent.low < 1) & (extent.high > _LAST_DAY)
    return np.asarray(is_any)[:, np.newaxis]

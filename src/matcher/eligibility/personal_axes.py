"""Divides the values of a personal fact into classes that no bound of a gate tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matcher.eligibility.personal_facts import SEXES, Extent
from matcher.normalizing.expressions import Bound

__all__ = ["Axis", "BirthAxis", "MeasureAxis", "SexAxis", "turning"]

Days = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
Truths = npt.NDArray[np.bool_]

#: Months of 28 to 31 days move the day on which an age is reached by at most three.
_AROUND = np.arange(-4, 5)
_EPOCH = date(1970, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal()


class Axis(Protocol):
    """The classes of one fact, in the order of its values."""

    @property
    def size(self) -> int:
        """How many classes there are; each has at least one value."""

    def span(self, extent: Extent) -> tuple[Places, Places]:
        """The first and the last class in which each candidate may be."""


@dataclass(frozen=True)
class SexAxis:
    """One class for each sex, or a single one where a gate does not ask for it."""

    is_asked: bool

    @property
    def size(self) -> int:
        """How many classes there are."""
        return len(SEXES) if self.is_asked else 1

    def span(self, extent: Extent) -> tuple[Places, Places]:
        """The first and the last class in which each candidate may be."""
        most = self.size - 1
        return np.minimum(extent.low, most), np.minimum(extent.high, most)

    def truths(self, bound: Bound) -> Truths:
        """The classes in which a bound holds."""
        return np.array([sex == bound.value for sex in SEXES])


@dataclass(frozen=True)
class MeasureAxis:
    """The bounds on a height or weight as classes of their own, and the gaps around them."""

    ends: npt.NDArray[np.float64]

    @classmethod
    def of(cls, bounds: Iterable[Bound]) -> MeasureAxis:
        """The classes that some bounds make."""
        ends = {end for bound in bounds for end in (bound.low, bound.high) if end is not None}
        return cls(np.array(sorted(ends), dtype=np.float64))

    @property
    def size(self) -> int:
        """How many classes there are."""
        return 2 * self.ends.size + 1

    def span(self, extent: Extent) -> tuple[Places, Places]:
        """The first and the last class in which each candidate may be."""
        return self._classes(extent.low), self._classes(extent.high)

    def _classes(self, values: npt.NDArray[np.float64]) -> Places:
        # A value at an end stands behind the gap before it: odd classes are ends, even ones gaps.
        before, behind = (np.searchsorted(self.ends, values, side) for side in ("left", "right"))
        return before + behind

    def truths(self, bound: Bound) -> Truths:
        """The classes in which a bound holds."""
        low = -np.inf if bound.low is None else bound.low
        high = np.inf if bound.high is None else bound.high
        classes = np.arange(self.size)
        first, last = self._classes(np.array([low, high])).tolist()
        return np.asarray((classes >= first) & (classes <= last))


@dataclass(frozen=True)
class BirthAxis:
    """Runs of birth dates of which each asked age is reached by the same of some days.

    `starts` are the first days of all runs but the first, `births` (size,) a day of each: the
    first one, so that of all in a run it comes of age first.
    """

    starts: Days
    births: Days

    @classmethod
    def of(cls, ages: Sequence[int], days: Sequence[date]) -> BirthAxis:
        """The runs for ages in months and the days that they are compared with."""
        ordinals = np.unique(np.array([day.toordinal() for day in days], dtype=np.int64))
        found = [_first_later(ordinals, months) for months in ages]
        starts = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *found]))
        before = starts[0] - 1 if starts.size else _EPOCH
        return cls(starts, np.concatenate([[before], starts]))

    @property
    def size(self) -> int:
        """How many runs there are."""
        return int(self.births.size)

    def span(self, extent: Extent) -> tuple[Places, Places]:
        """The first and the last run in which the birth date of each candidate may be."""
        first, last = (
            np.searchsorted(self.starts, end, side="right") for end in (extent.low, extent.high)
        )
        return first, last


def turning(births: Days, months: int) -> Days:
    """The days on which those born on some days reach an age in months.

    Where the day does not exist it is the first of the next month, as `add_months` has it.

    >>> born, reached = date(2008, 2, 29).toordinal(), date(2026, 3, 1).toordinal()
    >>> turning(np.array([born]), 18 * 12).tolist() == [reached]
    True
    """
    return np.minimum(_shifted(births, months), _LAST_DAY)


def _shifted(days: Days, months: int) -> Days:
    born = (days - _EPOCH).astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    into = born - month.astype("datetime64[D]")
    start, following = ((month + shift).astype("datetime64[D]") for shift in (months, months + 1))
    reached: Days = np.minimum(start + into, following).astype(np.int64) + _EPOCH
    return reached


def _first_later(days: Days, months: int) -> Days:
    """For each day the first birth date that reaches the age after it."""
    near = _shifted(days, -months)[:, None] + _AROUND
    is_later = turning(near, months) > days[:, None]
    # Nobody comes of age after the last day of the calendar.
    rows = np.flatnonzero(is_later.any(axis=1))
    found: Days = near[rows, is_later[rows].argmax(axis=1)]
    return found

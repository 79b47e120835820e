"""The personal facts of many candidates as arrays: from which value to which each may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.normalizing.cohort import NO_BIRTH, NO_SEX, SEXES, Cohort, Fact
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["SEXES", "Extent", "Kinds", "People", "kinds_of"]

#: Ordinals before and after every day of the calendar: where a birth date has no known end.
_BEFORE, _AFTER = 0, 2**40
_ANY_SEX = (0, len(SEXES) - 1)


@dataclass(frozen=True)
class Extent:
    """The least and the greatest value (n,) that a fact can have; equal where it is known."""

    low: npt.NDArray[Any]
    high: npt.NDArray[Any]

    def of(self, rows: npt.NDArray[np.intp]) -> Extent:
        """The extent of some of the candidates."""
        return Extent(self.low[rows], self.high[rows])


@dataclass(frozen=True)
class Kinds:
    """Rows that are alike: one row of each kind, and the kind (n,) of every row."""

    examples: npt.NDArray[np.intp]
    members: npt.NDArray[np.intp]


@dataclass(frozen=True)
class People:
    """Candidates as their personal facts, so that many gates can be judged for them."""

    extents: dict[str, Extent]
    size: int
    _kinds: dict[tuple[str, ...], Kinds] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, candidates: Sequence[NormalCandidate]) -> People:
        """The facts of some candidates.

        >>> People.of([]).size
        0
        """
        cohort = Cohort.of(candidates)
        is_known = cohort.sex != NO_SEX
        sex = cohort.sex.astype(np.int64)
        first, last = (np.where(is_known, sex, end) for end in _ANY_SEX)
        extents = {
            "sex": Extent(first, last),
            "age": _days(cohort.birth),
            "height": _measures(cohort.height),
            "weight": _measures(cohort.weight),
        }
        return cls(extents, len(cohort))

    def kinds(self, facts: tuple[str, ...]) -> Kinds:
        """The candidates by what is known of some facts; found once, then remembered."""
        if facts not in self._kinds:
            ends = [
                end for fact in facts for end in (self.extents[fact].low, self.extents[fact].high)
            ]
            self._kinds[facts] = kinds_of(ends, self.size)
        return self._kinds[facts]


def kinds_of(columns: Iterable[npt.NDArray[Any]], size: int) -> Kinds:
    """The rows of columns of one size by what stands in them.

    >>> kinds_of([np.array([7, 7, 8]), np.array([1, 1, 1])], 3).members.tolist()
    [0, 0, 1]
    """
    examples = np.zeros(min(size, 1), dtype=np.intp)
    members = np.zeros(size, dtype=np.intp)
    for column in columns:
        distinct, place = np.unique(column, return_inverse=True)
        keys = members * max(distinct.size, 1) + place
        _, examples, members = np.unique(keys, return_index=True, return_inverse=True)
    return Kinds(examples, members)


def _days(birth: Fact) -> Extent:
    """Days of birth: the known one, else the interval as far as it has ends."""
    known, low, high = (part.astype(np.int64) for part in birth)
    is_known = known != NO_BIRTH
    return Extent(
        np.where(is_known, known, np.where(low == NO_BIRTH, _BEFORE, low)),
        np.where(is_known, known, np.where(high == NO_BIRTH, _AFTER, high)),
    )


def _measures(fact: Fact) -> Extent:
    """Measures: the known one, else the interval as far as it has ends."""
    known, low, high = fact
    is_known = ~np.isnan(known)
    return Extent(
        np.where(is_known, known, np.where(np.isnan(low), -np.inf, low)),
        np.where(is_known, known, np.where(np.isnan(high), np.inf, high)),
    )

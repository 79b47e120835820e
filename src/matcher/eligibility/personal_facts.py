"""The personal facts of many candidates as arrays: from which value to which each may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.normalizing.normalized import NormalCandidate

__all__ = ["SEXES", "Extent", "Kinds", "People", "kinds_of"]

#: The values of the sex by their code.
SEXES = ("F", "M")
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
        births = (
            (one.birth_date, one.birth_date)
            if one.birth_date is not None
            else (one.birth_from, one.birth_to)
            for one in candidates
        )
        days = (
            (
                _BEFORE if first is None else first.toordinal(),
                _AFTER if last is None else last.toordinal(),
            )
            for first, last in births
        )
        codes = {sex: (code, code) for code, sex in enumerate(SEXES)}
        extents = {
            "sex": _extent((codes[one.sex] if one.sex else _ANY_SEX for one in candidates), int),
            "age": _extent(days, int),
            "height": _measures(
                (one.height_cm, one.height_cm_from, one.height_cm_to) for one in candidates
            ),
            "weight": _measures(
                (one.weight_kg, one.weight_kg_from, one.weight_kg_to) for one in candidates
            ),
        }
        return cls(extents, len(candidates))

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


def _extent(ends: Iterable[tuple[float, float]], kind: type) -> Extent:
    array: npt.NDArray[Any] = np.array(list(ends), dtype=kind).reshape(-1, 2)
    return Extent(array[:, 0].copy(), array[:, 1].copy())


def _measures(
    facts: Iterable[tuple[float | None, float | None, float | None]],
) -> Extent:
    """Measures (known, from, to): the known one, else the interval as far as it has ends."""
    ends = (
        (low if known is None else known, high if known is None else known)
        for known, low, high in facts
    )
    return _extent(
        ((-np.inf if low is None else low, np.inf if high is None else high) for low, high in ends),
        float,
    )

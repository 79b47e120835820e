"""Judged rows by list and by group, and what of them is compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from matcher.tuning.comparisons import Comparisons, compare
from matcher.tuning.measuring import DEPTH, GroupMeasure, MeasureName, measure_of

__all__ = ["Listed"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Listed:
    """Rows (n,) with their grades, by list and by group, as codes."""

    grades: Floats
    lists: Places
    #: None where no groups are known.
    groups: Places | None
    #: What folds keep together: groups, else rows.
    units: Places

    @classmethod
    def of(cls, grades: Any, groups: Any, lists: Any) -> Self:  # noqa: ANN401 - as scikit-learn
        """The lists and groups of rows, each standing for the other where it is not given."""
        from sklearn.utils import check_consistent_length, column_or_1d

        known = {
            name: np.unique(column_or_1d(given), return_inverse=True)[1]
            for name, given in (("groups", groups), ("lists", lists))
            if given is not None
        }
        own = np.asarray(grades, dtype=np.float64)
        check_consistent_length(own, *known.values())
        together = known.get("groups", known.get("lists"))
        listed = known.get("lists", known.get("groups"))
        if together is None or listed is None:
            return cls(own, np.zeros(own.size, dtype=np.int64), None, np.arange(own.size))
        # A list is of one group: what is said of different candidates is not compared.
        listed = np.unique(np.column_stack([together, listed]), axis=0, return_inverse=True)[1]
        return cls(own, listed.ravel(), together, together)

    def take(self, rows: Places) -> Listed:
        """Some of the rows, in this order."""
        groups = None if self.groups is None else self.groups[rows]
        return Listed(self.grades[rows], self.lists[rows], groups, self.units[rows])

    @cached_property
    def pairs(self) -> Comparisons:
        """The comparisons within lists."""
        return compare(self.grades, self.lists)

    def measure(self, name: MeasureName, k: int = DEPTH) -> GroupMeasure:
        """What scores of the rows are judged by, the whole being one group where none are known."""
        groups = np.zeros_like(self.lists) if self.groups is None else self.groups
        return measure_of(name, self.pairs, self.grades, self.lists, groups, k)

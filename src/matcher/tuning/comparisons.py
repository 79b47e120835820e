"""Comparisons: which row of a list was judged better than which other."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError

__all__ = ["Comparisons", "compare", "in_folds"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: More comparisons than this are a list that was forgotten to be cut into groups.
_MOST = 5_000_000


class Comparisons(NamedTuple):
    """Rows judged better (m,) and the rows judged worse (m,), of the same list each."""

    better: Places
    worse: Places

    @property
    def size(self) -> int:
        """How many comparisons there are."""
        return int(self.better.size)

    def where(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """The comparisons that a mask (m,) chooses."""
        return self._replace(better=self.better[chosen], worse=self.worse[chosen])


def compare(grades: Floats, lists: Places) -> Comparisons:
    """Every two rows of a list with different grades; `lists` (n,) are codes, in any order.

    >>> compare(np.array([2.0, 0.0, 1.0, 1.0]), np.array([0, 0, 0, 7]))
    Comparisons(better=array([0, 0, 2]), worse=array([1, 2, 1]))
    """
    order = np.argsort(lists, kind="stable")
    _, starts, sizes = np.unique(lists[order], return_index=True, return_counts=True)
    if int((sizes * (sizes - 1) // 2).sum()) > _MOST:
        raise InputError(
            f"The lists have more than {_MOST:,} pairs of rows to compare.",
            repair="Give `groups`, one for each candidate, or judge fewer rows of each.",
        )
    found: list[Places] = [np.zeros((2, 0), dtype=np.int64)]
    for size in np.unique(sizes):
        first, second = np.triu_indices(size, k=1)
        rows = order[starts[sizes == size][:, None] + np.arange(size)]
        pairs = np.stack([rows[:, first].ravel(), rows[:, second].ravel()])
        found.append(pairs[:, grades[pairs[0]] != grades[pairs[1]]])
    one, other = np.concatenate(found, axis=1)
    is_first = grades[one] > grades[other]
    better, worse = np.where(is_first, one, other), np.where(is_first, other, one)
    return Comparisons(better, worse)


def in_folds(units: Places, count: int, random: np.random.RandomState) -> Places:
    """The fold (n,) of each row: rows of one unit together, folds of like numbers of units.

    There are as many folds as units where these are fewer than `count`.
    """
    names, unit_of = np.unique(units, return_inverse=True)
    folds = np.arange(names.size) % min(count, names.size)
    return random.permutation(folds)[unit_of]

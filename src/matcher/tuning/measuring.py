"""What scores are judged by: pairs in order, or the gain of ranked lists, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol, get_args

import numpy as np
import numpy.typing as npt

from matcher.errors import UnknownName
from matcher.metrics import rows
from matcher.tuning.comparisons import Comparisons

__all__ = ["DEPTH", "GroupMeasure", "MeasureName", "group_means", "measure_of"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: The share of comparisons in the right order, or normalized discounted cumulative gain.
MeasureName = Literal["pairs", "ndcg"]
#: How many ranks of a list count, unless it is said.
DEPTH = 10


class GroupMeasure(Protocol):
    """Measures scores (n,) in each group of which something can be said."""

    @property
    def name(self) -> MeasureName:
        """What is measured."""

    @property
    def groups(self) -> Places:
        """The codes (g,) of these groups, ascending."""

    def of(self, scores: npt.NDArray[np.float32]) -> Floats:
        """The measure (g,) of each group, in [0, 1]. As in rankings, ties are those of float32."""


def measure_of(  # noqa: PLR0913, PLR0917 - what was judged, and how it is measured
    name: MeasureName,
    pairs: Comparisons,
    grades: Floats,
    lists: Places,
    groups: Places,
    k: int = DEPTH,
) -> GroupMeasure:
    """The measure of that name, of lists in their first `k` ranks; UnknownName for another.

    `grades`, `lists` and `groups` (n,) are those of the rows that the `pairs` compare.
    """
    if name not in get_args(MeasureName):
        raise UnknownName("measure", name, known=get_args(MeasureName))
    if name == "pairs":
        return _Pairs(pairs, groups)
    return _Lists.of_rows(pairs, grades, lists, groups, k)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """The share of the comparisons of a group in the right order; a tie counts half."""

    pairs: Comparisons
    group_of: Places
    name: MeasureName = "pairs"

    @cached_property
    def groups(self) -> Places:
        return np.unique(self.group_of[self.pairs.better])

    def of(self, scores: npt.NDArray[np.float32]) -> Floats:
        ahead = np.sign(scores[self.pairs.better] - scores[self.pairs.worse]).astype(np.float64)
        return group_means((ahead + 1) / 2, self.group_of[self.pairs.better])


@dataclass(frozen=True, eq=False)
class _Lists:
    """nDCG@k, the mean over the lists of a group in which something was judged better.

    The gain is the grade above the least of all. Tied items have the mean of their gains: what any
    order of them gives on average (McSherry and Najork, ECIR 2008).
    """

    #: The rows (lists, longest) of each list, filled up with n, and their gains.
    rows: Places
    gains: Floats
    group_of: Places
    k: int
    name: MeasureName = "ndcg"

    @classmethod
    def of_rows(
        cls, pairs: Comparisons, grades: Floats, lists: Places, groups: Places, k: int
    ) -> _Lists:
        own = np.flatnonzero(np.isin(lists, lists[pairs.better]))
        order = own[np.argsort(lists[own], kind="stable")]
        _, starts, sizes = np.unique(lists[order], return_index=True, return_counts=True)
        table = np.full((sizes.size, int(sizes.max(initial=0))), lists.size)
        place = np.arange(order.size) - np.repeat(starts, sizes)
        table[np.repeat(np.arange(sizes.size), sizes), place] = order
        gains = np.append(grades - grades.min(), np.nan)[table]
        return cls(table, gains, groups[order[starts]], k)

    @cached_property
    def groups(self) -> Places:
        return np.unique(self.group_of)

    def of(self, scores: npt.NDArray[np.float32]) -> Floats:
        own = np.append(scores, np.float32(-np.inf))[self.rows]
        order = np.argsort(-own, axis=1, kind="stable")
        ranked = np.take_along_axis(own, order, axis=1)
        gains = np.take_along_axis(self.gains, order, axis=1)
        runs = np.ones(ranked.shape, dtype=np.bool_)
        runs[:, 1:] = ranked[:, 1:] != ranked[:, :-1]
        run = (np.cumsum(runs) - 1).reshape(runs.shape)
        means = group_means(gains.ravel(), run.ravel())[run]
        return group_means(rows.ndcg(means, self.k, self.gains), self.group_of)


def group_means(values: Floats, groups: Places) -> Floats:
    """The mean of values (m,) in each group, in the order of the codes (m,) of the groups."""
    _, group_of = np.unique(groups, return_inverse=True)
    means: Floats = np.divide(np.bincount(group_of, values), np.bincount(group_of))
    return means

"""Measures of one ranked list, from the graded relevance of its items in ranked order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.metrics import rows

__all__ = [
    "average_precision",
    "bpref",
    "checked_depth",
    "checked_grades",
    "checked_persistence",
    "compatibility",
    "judged",
    "ndcg",
    "precision",
    "r_precision",
    "rank_biased_precision",
    "rank_biased_residual",
    "recall",
    "reciprocal_rank",
    "success",
]

Floats = npt.NDArray[np.float64]
#: Grades in ranked order: 0 or more; None, NaN or a negative number where nobody judged.
Grades = Sequence[float | None] | Sequence[float] | Sequence[int] | npt.NDArray[np.generic]


def ndcg(relevance: Grades, k: int | None = 10, ideal: Grades | None = None) -> float:
    """Normalized discounted cumulative gain of the first k, in [0, 1].

    The gain is the grade itself, the discount log2(rank + 1). `ideal` are the grades of everything
    that is judged, in any order; without it the list is compared with its own best order. k None
    takes the whole list. 0 for an empty list and where nothing is relevant.

    >>> round(ndcg([3, 2, 0, 1]), 4)
    0.9854
    >>> round(ndcg([3, 2, 0, 1], ideal=[3, 3, 2, 1, 0]), 4)
    0.7421
    >>> ndcg([])
    0.0
    """
    row = _row(relevance)
    best = row if ideal is None else _row(ideal)
    if k is not None:
        checked_depth(k)
    value = _only(rows.ndcg(row, k, best))
    if value > 1 + 1e-9:
        raise _poor_ideal()
    return min(value, 1.0)


def average_precision(
    relevance: Grades, n_relevant: int | None = None, *, level: float | None = None
) -> float:
    """Precision at the rank of each relevant item, averaged over all relevant items, in [0, 1].

    `n_relevant` counts all relevant items, listed or not; without it those of the list. `level` is
    the least grade that is relevant, by default every grade above 0.

    >>> average_precision([1, 0, 1])
    0.8333...
    >>> average_precision([1, 0, 1], n_relevant=4)
    0.4166...
    """
    row = _row(relevance)
    return _only(rows.average_precision(row, _count(row, n_relevant, level), level))


def reciprocal_rank(relevance: Grades, *, level: float | None = None) -> float:
    """1 by the rank of the first relevant item, 0 without one.

    >>> reciprocal_rank([0, 0, 2])
    0.3333...
    """
    return _only(rows.reciprocal_rank(_row(relevance), level))


def precision(relevance: Grades, k: int, *, level: float | None = None) -> float:
    """The share of relevant items among k ranks; a shorter list leaves ranks empty.

    >>> precision([1, 0, 1], 2), precision([1, 0, 1], 10)
    (0.5, 0.2)
    """
    return _only(rows.precision(_row(relevance), checked_depth(k), level))


def recall(
    relevance: Grades,
    k: int | None = None,
    n_relevant: int | None = None,
    *,
    level: float | None = None,
) -> float:
    """The share of all relevant items that is among the first k (None: in the whole list).

    >>> recall([1, 0, 1], 2, n_relevant=4)
    0.25
    """
    row = _row(relevance)
    depth = None if k is None else checked_depth(k)
    return _only(rows.recall(row, depth, _count(row, n_relevant, level), level))


def success(relevance: Grades, k: int, *, level: float | None = None) -> float:
    """1 if a relevant item is among the first k, else 0 (also known as the hit rate).

    >>> success([0, 1], 1), success([0, 1], 5)
    (0.0, 1.0)
    """
    return _only(rows.success(_row(relevance), checked_depth(k), level))


def r_precision(
    relevance: Grades, n_relevant: int | None = None, *, level: float | None = None
) -> float:
    """The share of relevant items among the first R, where R items are relevant at all.

    >>> r_precision([1, 0, 1, 1], n_relevant=4)
    0.75
    """
    row = _row(relevance)
    return _only(rows.r_precision(row, _count(row, n_relevant, level), level))


def bpref(
    relevance: Grades,
    n_relevant: int | None = None,
    n_nonrelevant: int | None = None,
    *,
    level: float | None = None,
) -> float:
    """How rarely judged nonrelevant items stand before relevant ones, in [0, 1].

    Unjudged items are passed by, as if they were not listed (Buckley & Voorhees 2004).

    >>> bpref([0, 1, None, 1], n_relevant=2, n_nonrelevant=2)
    0.5
    """
    row = _row(relevance)
    others = rows.count_nonrelevant(row, level)
    if n_nonrelevant is not None:
        others = _at_least(others, n_nonrelevant, "nonrelevant")
    return _only(rows.bpref(row, _count(row, n_relevant, level), others, level))


def rank_biased_precision(relevance: Grades, p: float = 0.9, *, top: float = 1.0) -> float:
    """The gain met by someone who goes on to the next rank with chance p, in [0, 1].

    The gain is the grade by `top`, the highest grade of the scale (Moffat & Zobel 2008).

    >>> round(rank_biased_precision([1, 0, 1], p=0.8), 3)
    0.328
    """
    row = _row(relevance)
    highest = float(np.nanmax(row, initial=0.0))
    if not top > 0 or highest > top:
        problem = f"The grade {highest:g} is above the top of the scale, {top:g}."
        raise InputError(problem, repair="Give the highest grade of the scale as `top`.")
    return _only(rows.rank_biased_precision(row, checked_persistence(p), top))


def rank_biased_residual(relevance: Grades, p: float = 0.9) -> float:
    """What the unjudged items, and all beyond the end, could still add to rank-biased precision.

    >>> round(rank_biased_residual([1, None, 1], p=0.8), 3)
    0.672
    """
    return _only(rows.rank_biased_residual(_row(relevance), checked_persistence(p)))


def judged(relevance: Grades, k: int | None = None) -> float:
    """The share of the first k items that is judged: how far the other measures can be trusted.

    Of a list that is shorter, the share of all its items; 0 for an empty one.

    >>> judged([1, None, 0], 2), judged([1, 0], 10)
    (0.5, 1.0)
    """
    row = _row(relevance)
    depth = None if k is None else checked_depth(k)
    return _only(rows.judged(row, depth, np.array([row.size], dtype=np.int64)))


def compatibility(relevance: Grades, p: float = 0.95, ideal: Grades | None = None) -> float:
    """Rank-biased overlap of the list with its ideal order, by the best that could be had.

    In the ideal order grades fall, and equal grades keep the order of the list (Clarke, Vtyurina &
    Smucker 2021). `ideal` are the grades of everything judged, as in `ndcg`. The overlap is summed
    to the end of the longer order. In [0, 1].

    >>> round(compatibility([0, 2, 1], p=0.8), 4)
    0.3713
    """
    grades = _row(relevance)[0]
    best = grades if ideal is None else _row(ideal)[0]
    wanted = -np.sort(-best[best > 0])
    depth = max(grades.size, wanted.size)
    if not wanted.size or not grades.size:
        return 0.0
    # An item's place in the ideal order: after all better ones and the equal ones listed before.
    places = np.full(grades.size, depth)
    for grade in np.unique(grades[grades > 0]):
        listed = np.flatnonzero(grades == grade)
        if listed.size > np.count_nonzero(wanted == grade):
            raise _poor_ideal()
        places[listed] = np.count_nonzero(wanted > grade) + np.arange(listed.size)
    met = np.maximum(places, np.arange(grades.size))
    overlap = np.cumsum(np.bincount(met, minlength=depth + 1)[:depth])
    weights = checked_persistence(p) ** np.arange(depth) / np.arange(1, depth + 1)
    best_overlap = np.minimum(np.arange(1, depth + 1), wanted.size)
    return float((weights * overlap).sum() / (weights * best_overlap).sum())


def checked_grades(relevance: Grades) -> Floats:
    """Grades as an array (items,), NaN where nobody judged; an error for anything else."""
    try:
        grades = np.asarray(relevance, dtype=np.float64)
    except (TypeError, ValueError):
        problem = "Relevance holds something that is not a number."
        raise InputError(problem, repair="Give numbers, None where nobody judged.") from None
    if grades.ndim != 1:
        problem = f"Relevance has {grades.ndim} dimensions, not one."
        raise InputError(problem, repair="For many lists use matcher.metrics.rows.")
    if np.isinf(grades).any():
        problem = "Relevance holds an infinite grade."
        raise InputError(problem, repair="Give finite numbers, None where nobody judged.")
    return np.where(grades >= 0, grades, np.nan)


def checked_depth(k: int) -> int:
    """The depth of a measure; an error unless it is a whole number from 1 on."""
    if k != int(k) or k < 1:
        raise InputError(f"k is {k}.", repair="Give a whole number from 1 on.")
    return int(k)


def checked_persistence(p: float) -> float:
    """The chance to go on to the next rank; an error unless it is between 0 and 1."""
    if not 0 < p < 1:
        raise InputError(f"p is {p:g}.", repair="Give a number between 0 and 1.")
    return p


def _poor_ideal() -> InputError:
    problem = "The list holds more relevance than its ideal."
    return InputError(problem, repair="Give in `ideal` the grades of everything judged.")


def _row(relevance: Grades) -> Floats:
    return checked_grades(relevance)[None, :]


def _only(values: Floats) -> float:
    return float(values[0])


def _count(row: Floats, n_relevant: int | None, level: float | None) -> npt.NDArray[np.int64]:
    """How many are relevant at all, (1,); an error where the list alone holds more."""
    listed = rows.count_relevant(row, level)
    return listed if n_relevant is None else _at_least(listed, n_relevant, "relevant")


def _at_least(listed: npt.NDArray[np.int64], told: int, what: str) -> npt.NDArray[np.int64]:
    if told < listed[0]:
        problem = f"n_{what} is {told}, but the list alone holds {listed[0]} {what} items."
        raise InputError(problem, repair=f"Count every {what} item, listed or not.")
    return np.array([told], dtype=np.int64)

"""Measures of many ranked lists at once: a list is a row of graded relevance, best rank first.

All arrays are float64. `relevance` is (lists, depth); a cell that is NaN or negative is unjudged or
lies beyond the end of its list, and both count alike: no gain, but a rank is used up. So lists of
several lengths fit one matrix (see `padded`), and no padding changes a value. `ideal` is
(lists, judged): the grades of all that is judged for each list, in any order, padded likewise.
`level` is the least grade that counts as relevant; None means every grade above 0. Nothing is
checked here: the functions of one list in `matcher.metrics` are these with checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

__all__ = [
    "average_precision",
    "bpref",
    "count_nonrelevant",
    "count_relevant",
    "judged",
    "ndcg",
    "padded",
    "precision",
    "r_precision",
    "rank_biased_precision",
    "rank_biased_residual",
    "recall",
    "reciprocal_rank",
    "success",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def padded(lists: Iterable[Sequence[float] | Floats]) -> Floats:
    """Lists of any lengths as the rows of one matrix, filled up with NaN.

    >>> padded([[3, 1], [], [2]])
    array([[ 3.,  1.],
           [nan, nan],
           [ 2., nan]])
    """
    rows = [np.asarray(one, dtype=np.float64) for one in lists]
    matrix = np.full((len(rows), max((one.size for one in rows), default=0)), np.nan)
    for place, one in enumerate(rows):
        matrix[place, : one.size] = one
    return matrix


def ndcg(relevance: Floats, k: int | None, ideal: Floats) -> Floats:
    """Discounted gain of the first k by that of the best order of `ideal`; 0 where that is 0.

    The gain is the grade, the discount log2(rank + 1) (Järvelin & Kekäläinen 2002 in the form
    that trec_eval has).
    """
    best = _discounted(-np.sort(-_gains(ideal), axis=1), k)
    return _ratio(_discounted(_gains(relevance), k), best)


def average_precision(relevance: Floats, n_relevant: Ints, level: float | None = None) -> Floats:
    """Precision at the rank of each relevant item, summed, by how many are relevant at all."""
    hits = _relevant(relevance, level)
    ranks = np.arange(1, hits.shape[1] + 1)
    return _ratio(_total(np.where(hits, np.cumsum(hits, axis=1) / ranks, 0.0)), n_relevant)


def reciprocal_rank(relevance: Floats, level: float | None = None) -> Floats:
    """1 by the rank of the first relevant item; 0 without one."""
    hits = _relevant(relevance, level)
    if not hits.shape[1]:
        return np.zeros(len(hits))
    return np.where(_count(hits) > 0, 1 / (np.argmax(hits, axis=1) + 1.0), 0.0)


def precision(relevance: Floats, k: int, level: float | None = None) -> Floats:
    """The share of relevant items among k ranks, whether the list fills them or not."""
    return _ratio(_count(_relevant(relevance[:, :k], level)), k)


def recall(
    relevance: Floats, k: int | None, n_relevant: Ints, level: float | None = None
) -> Floats:
    """The share of all relevant items that is among the first k; 0 where none is relevant."""
    return _ratio(_count(_relevant(relevance[:, :k], level)), n_relevant)


def success(relevance: Floats, k: int, level: float | None = None) -> Floats:
    """1 where a relevant item is among the first k, else 0."""
    return np.where(_count(_relevant(relevance[:, :k], level)) > 0, 1.0, 0.0)


def r_precision(relevance: Floats, n_relevant: Ints, level: float | None = None) -> Floats:
    """The share of relevant items among as many ranks as there are relevant items."""
    hits = _relevant(relevance, level)
    within = np.arange(hits.shape[1]) < n_relevant[:, None]
    return _ratio(_count(hits & within), n_relevant)


def bpref(
    relevance: Floats, n_relevant: Ints, n_nonrelevant: Ints, level: float | None = None
) -> Floats:
    """How rarely judged nonrelevant items stand before relevant ones; unjudged ones are passed by.

    Buckley & Voorhees 2004: of the first R nonrelevant items, the share that does not stand before
    a relevant one, averaged over the R relevant items.
    """
    hits = _relevant(relevance, level)
    misses = (relevance >= 0) & ~hits
    before = np.minimum(np.cumsum(misses, axis=1), n_relevant[:, None])
    most = np.maximum(np.minimum(n_relevant, n_nonrelevant), 1)
    return _ratio(_total(np.where(hits, 1 - before / most[:, None], 0.0)), n_relevant)


def rank_biased_precision(relevance: Floats, p: float, top: float = 1.0) -> Floats:
    """The gain (grade by `top`) that someone meets who goes on to the next rank with chance p."""
    weights = (1 - p) * p ** np.arange(relevance.shape[1])
    return _total(_gains(relevance) / top * weights)


def rank_biased_residual(relevance: Floats, p: float) -> Floats:
    """What the unjudged, and all beyond the end, could still add to rank-biased precision."""
    weights = (1 - p) * p ** np.arange(relevance.shape[1])
    return 1 - _total(np.where(relevance >= 0, weights, 0.0))


def judged(relevance: Floats, k: int | None, sizes: Ints) -> Floats:
    """The share of the first k items that is judged; lists of `sizes` items may be shorter."""
    listed = sizes if k is None else np.minimum(sizes, k)
    return _ratio(_count(relevance[:, :k] >= 0), listed)


def count_relevant(ideal: Floats, level: float | None = None) -> Ints:
    """How many of the judged items of each list are relevant."""
    return _count(_relevant(ideal, level))


def count_nonrelevant(ideal: Floats, level: float | None = None) -> Ints:
    """How many of the judged items of each list are not relevant."""
    return _count((ideal >= 0) & ~_relevant(ideal, level))


def _relevant(relevance: Floats, level: float | None) -> Flags:
    """NaN is neither above nor at any level."""
    return relevance > 0 if level is None else relevance >= level


def _count(cells: Flags) -> Ints:
    counts: Ints = cells.sum(axis=1, dtype=np.int64)
    return counts


def _gains(relevance: Floats) -> Floats:
    return np.where(relevance > 0, relevance, 0.0)


def _discounted(gains: Floats, k: int | None) -> Floats:
    kept = gains[:, :k]
    return _total(kept / np.log2(np.arange(2, kept.shape[1] + 2)))


def _total(cells: Floats) -> Floats:
    """The sum of each row from left to right, which zeros at its end leave bit for bit alike."""
    if not cells.shape[1]:
        return np.zeros(len(cells))
    return np.cumsum(cells, axis=1)[:, -1]


def _ratio(part: Floats | Ints, whole: Floats | Ints | int) -> Floats:
    """The ratio, 0 where there is nothing to compare with."""
    there = np.asarray(whole) > 0
    return np.where(there, part / np.where(there, whole, 1), 0.0)

"""Lists of many candidates before and after a change of weights: what stayed, how much overlaps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.kernels import NOBODY

__all__ = ["overlaps", "stayed"]

Items = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

#: The chance to look at one more rank: the first ten ranks have 86 % of the weight.
_PERSISTENCE = 0.9


def stayed(before: Items, after: Items) -> npt.NDArray[np.bool_]:
    """Which items (n, k) of lists stand in the other lists (n, k), in whatever place.

    >>> stayed(np.array([[4, 2, -1]]), np.array([[2, 3, -1]])).tolist()
    [[False, True, False]]
    """
    common = before[:, :, np.newaxis] == after[:, np.newaxis, :]
    found: npt.NDArray[np.bool_] = common.any(axis=2) & (before != NOBODY)
    return found


def overlaps(before: Items, after: Items) -> Floats:
    """The rank-biased overlap (n,) of lists (n, k) with others of the same lengths, in [0, 1].

    It is `metrics.rank_biased_overlap` with p = .9; two empty lists overlap wholly.

    >>> overlaps(np.array([[4, 2, -1]]), np.array([[2, 4, -1]])).tolist()
    [0.9]
    """
    found = np.ones(len(before))
    changed = np.flatnonzero((before != after).any(axis=1))
    first, second = before[changed], after[changed]
    lengths = (first != NOBODY).sum(axis=1)
    depth = np.maximum.outer(np.arange(before.shape[1]), np.arange(before.shape[1]))
    common = (first[:, :, np.newaxis] == second[:, np.newaxis, :]) & (first != NOBODY)[..., None]
    worth = _worth(before.shape[1])[lengths[:, np.newaxis, np.newaxis], depth]
    found[changed] = np.where(common, worth, 0.0).sum(axis=(1, 2))
    return np.minimum(found, 1.0)


def _worth(k: int) -> Floats:
    """What an item adds that both lists have, by their length (k + 1,) and its deeper rank (k,).

    It counts at each depth from that rank on by p^(d-1) (1 - p) / d; beyond the end of the lists
    their last agreement goes on.
    """
    ranks = np.arange(1, k + 1)
    each = (1 - _PERSISTENCE) * _PERSISTENCE ** (ranks - 1) / ranks
    worth = np.zeros((k + 1, k))
    for length in range(1, k + 1):
        below = np.cumsum(each[:length][::-1])[::-1]
        worth[length, :length] = below + _PERSISTENCE**length / length
    return worth

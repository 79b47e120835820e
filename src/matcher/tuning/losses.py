"""The losses of judgments that scores put so far ahead, and their slopes.

That of k rows one was judged best has the probability (1 - λ) P + λ / k: λ is the share of slips of
the hand, without which a single one could outweigh all other judgments (lapse rate: Wichmann and
Hill, Perception & Psychophysics 63, 2001).

* *pairwise*: two rows at a time; P is logistic in the difference of their scores.
* *listwise*: each row against all that were judged worse in its list; P is the share of its
  exponential. For lists without ties it is the likelihood of the order by Plackett and Luce (Xia et
  al., ICML 2008: ListMLE); of two rows with one grade nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from matcher.tuning.comparisons import Comparisons

__all__ = ["LOSSES", "LossName"]

Floats = npt.NDArray[np.float64]
Losses = Callable[[Floats, Comparisons], tuple[Floats, Floats]]

LossName = Literal["pairwise", "listwise"]

_SLIPS = 0.02
#: Beyond this an exponential leaves the range of numbers; the loss is that of a slip long before.
_FARTHEST = 600.0


def pairwise(ahead: Floats, pairs: Comparisons) -> tuple[Floats, Floats]:  # noqa: ARG001 - as below
    """-log of the probability (m,) of comparisons won by so much, and its slope (m,)."""
    right = np.exp(-np.logaddexp(0, -ahead))
    chance = _SLIPS / 2 + (1 - _SLIPS) * right
    return -np.log(chance), -(1 - _SLIPS) * right * (1 - right) / chance


def listwise(ahead: Floats, pairs: Comparisons) -> tuple[Floats, Floats]:
    """-log of the probability (b,) of each row that was judged better than some.

    The slope (m,) is that of their sum over how far each comparison was won.
    """
    _, place, sizes = np.unique(pairs.better, return_inverse=True, return_counts=True)
    others = np.exp(np.minimum(-ahead, _FARTHEST))
    share = 1 / (1 + np.bincount(place, others, sizes.size))
    chance = _SLIPS / (sizes + 1) + (1 - _SLIPS) * share
    slope = -((1 - _SLIPS) * share**2 / chance)[place] * others
    return -np.log(chance), slope


LOSSES: Mapping[LossName, Losses] = {"pairwise": pairwise, "listwise": listwise}

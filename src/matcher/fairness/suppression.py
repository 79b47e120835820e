"""Which groups are too small to be told, and which others must be hidden with them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["MINIMUM", "hidden"]

#: The least group that is told, unless it is said: below it a figure can be a person's own.
MINIMUM = 10


def hidden(sizes: npt.NDArray[np.int64], minimum: int) -> npt.NDArray[np.bool_]:
    """Which groups (g,) of people are not told, given how many people each has.

    Those with fewer than `minimum` people are not; and as everybody's figures are told, what is
    hidden could be had by subtraction: so the smallest of the others are hidden too, until at least
    two groups with `minimum` people together are.

    >>> hidden(np.array([60, 30, 4]), 10).tolist()
    [False, True, True]
    """
    order = np.argsort(sizes, kind="stable")
    count = int(np.count_nonzero(sizes < minimum))
    if not count:
        return np.zeros(sizes.size, dtype=np.bool_)
    while count < sizes.size and (count < 2 or sizes[order[:count]].sum() < minimum):  # noqa: PLR2004 - one alone is the difference
        count += 1
    found = np.zeros(sizes.size, dtype=np.bool_)
    found[order[:count]] = True
    return found

"""How a market's attention is spread: exposure, coverage, congestion and the Gini index."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnknownName

__all__ = ["congestion", "coverage", "exposure", "gini"]

Floats = npt.NDArray[np.float64]
Amounts = Sequence[float] | Sequence[int] | npt.NDArray[np.generic]


def exposure(
    lists: Iterable[Sequence[Hashable]],
    items: Sequence[Hashable],
    k: int | None = None,
    *,
    discounted: bool = False,
) -> Floats:
    """How much each item is shown by the first k of the lists, (items,), in the order of `items`.

    An item counts 1 in each list that has it, or with `discounted` 1 / log2(rank + 1): lower ranks
    are looked at less (Singh & Joachims 2018). `items` are all that could have been listed.

    >>> exposure([["a", "b"], ["a", "c"], ["a"]], ["a", "b", "c", "d"], k=2)
    array([3., 1., 1., 0.])
    """
    if k is not None and k < 1:
        raise InputError(f"k is {k}.", repair="Give a whole number from 1 on.")
    places = {item: place for place, item in enumerate(items)}
    if len(places) < len(items):
        raise InputError("`items` names an item twice.", repair="Name each item once.")
    shown = np.zeros(len(items))
    for one in lists:
        for rank, item in enumerate(one[:k], 1):
            if item not in places:
                raise UnknownName("item", str(item), repair="Name every item in `items`.")
            shown[places[item]] += 1 / np.log2(rank + 1) if discounted else 1.0
    return shown


def coverage(shown: Amounts) -> float:
    """The share of items that are shown at all, in [0, 1]; 0 without items.

    `shown` is the exposure of each item, as `exposure` gives it.

    >>> coverage([3, 1, 1, 0])
    0.75
    """
    amounts = _amounts(shown, "Exposure")
    return float(np.mean(amounts > 0)) if amounts.size else 0.0


def congestion(shown: Amounts, seats: Amounts | None = None) -> float:
    """How far attention crowds on few items: 0 where it is spread evenly, 1 where one has it all.

    1 minus the entropy of the shares of attention by the highest there could be, the log of the
    number of items (Bied et al. 2021 count the same from -1 to 0). With `seats` of each item,
    evenly means in proportion to its seats: the Kullback–Leibler divergence of attention from
    seats, by the greatest that these seats allow. 0 where nothing is shown.

    >>> congestion([5, 5, 5, 5]), congestion([20, 0, 0, 0])
    (0.0, 1.0)
    >>> congestion([30, 10], seats=[3, 1])
    0.0
    """
    amounts = _amounts(shown, "Exposure")
    room = np.ones(amounts.size) if seats is None else _amounts(seats, "Seats")
    if room.size != amounts.size or (room == 0).any():
        problem = f"There are seats of {np.count_nonzero(room)} items, exposure of {amounts.size}."
        raise InputError(problem, repair="Give the seats, at least 1, of each item.")
    if not amounts.sum() > 0 or amounts.size == 1:
        return 0.0
    share, fair = amounts / amounts.sum(), room / room.sum()
    there = share > 0
    divergence = float((share[there] * np.log(share[there] / fair[there])).sum())
    return min(max(divergence / -float(np.log(fair.min())), 0.0), 1.0)


def gini(shown: Amounts) -> float:
    """The Gini index of exposure: 0 where all have the same, (n - 1) / n where one of n has it all.

    It is half the mean difference between two items by the mean. 0 where nothing is shown.

    >>> gini([1, 1, 1, 1]), gini([4, 0, 0, 0])
    (0.0, 0.75)
    """
    amounts = np.sort(_amounts(shown, "Exposure"))
    if not amounts.sum() > 0:
        return 0.0
    places = np.arange(1, amounts.size + 1)
    spread = float(((2 * places - amounts.size - 1) * amounts).sum())
    return max(spread / (amounts.size * float(amounts.sum())), 0.0)


def _amounts(values: Amounts, what: str) -> Floats:
    amounts = np.asarray(values, dtype=np.float64)
    if amounts.ndim != 1 or not (np.isfinite(amounts) & (amounts >= 0)).all():
        problem = f"{what} is not one row of finite numbers from 0 on."
        raise InputError(problem, repair="Give one number, 0 or more, for each item.")
    return amounts

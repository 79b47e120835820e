"""Sums by group, as they are and as they would be had other people come: for every interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from matcher.fairness.groups import Split
from matcher.metrics import Interval, wilson

__all__ = ["CONFIDENCE", "Tally", "difference_of_shares", "ends_of", "share_interval"]

Floats = npt.NDArray[np.float64]

CONFIDENCE = 0.95
#: Cells drawn at once; as it is fixed, a seed gives the same draws everywhere.
_AT_ONCE = 1 << 21
_NORMAL = NormalDist()


@dataclass(frozen=True, repr=False, eq=False)
class Tally:
    """Sums of what is measured (m,) over the groups (g,) of one attribute.

    `sizes` (g,) and `sums` (g, m) are as they are, `drawn_sizes` (r, g) and `drawn_sums` (r, g, m)
    those of r cohorts drawn from the people with replacement. `spread` (m,) is the variance over
    all people.
    """

    split: Split
    sizes: Floats
    sums: Floats
    drawn_sizes: Floats
    drawn_sums: Floats
    spread: Floats

    @classmethod
    def of(cls, split: Split, values: Floats, *, repeats: int, seed: int) -> Tally:
        """The sums of `values` (n, m) over people, by their groups."""
        order = np.argsort(split.codes, kind="stable")
        own = np.column_stack([np.ones(len(values)), values])[order]
        starts = np.searchsorted(split.codes[order], np.arange(len(split.names)))
        sums = np.add.reduceat(own, starts, axis=0)
        drawn = np.concatenate(list(_drawn(own, starts, repeats, seed)))
        return cls(
            split, sums[:, 0], sums[:, 1:], drawn[:, :, 0], drawn[:, :, 1:],
            values.var(axis=0, ddof=1) if len(values) > 1 else np.zeros(values.shape[1]),
        )  # fmt: skip

    def place(self, group: str) -> int:
        """The place of a group by name."""
        return self.split.names.index(group)

    def means(self, group: int, column: int, *, by: int | None = None) -> tuple[float, Floats]:
        """The mean of a column over a group, per person or per unit of column `by`; and drawn."""
        per, drawn_per = self.sizes[group], self.drawn_sizes[:, group]
        if by is not None:
            per, drawn_per = self.sums[group, by], self.drawn_sums[:, group, by]
        drawn = self.drawn_sums[:, group, column]
        return (
            float(self.sums[group, column] / per) if per > 0 else float("nan"),
            np.divide(drawn, drawn_per, out=np.full(drawn.size, np.nan), where=drawn_per > 0),
        )

    def differences(self, group: int, other: int | None) -> tuple[Floats, Floats]:
        """A group's means less those of another group, or of everybody else: (m,) and (r, m)."""
        return (
            _difference(self.sums, self.sizes, group, other),
            _difference(self.drawn_sums, self.drawn_sizes, group, other),
        )

    def size_of(self, group: int, other: int | None) -> tuple[float, float]:
        """How many people stand on the two sides of a comparison."""
        rest = self.sizes.sum() - self.sizes[group]
        return float(self.sizes[group]), float(rest if other is None else self.sizes[other])

    def chance(self, group: int, other: int | None, column: int) -> float:
        """How often a difference as great came about if groups were dealt out by chance (p-value).

        Of dealt-out groups the variance of the difference is known; its shape is taken as normal.
        """
        first, second = self.size_of(group, other)
        width = sqrt(float(self.spread[column]) * (1 / first + 1 / second))
        away = abs(float(self.differences(group, other)[0][column]))
        if width <= 0:
            return 1.0
        return 2 * _NORMAL.cdf(-away / width)


def _difference(sums: Floats, sizes: Floats, group: int, other: int | None) -> Floats:
    own, count = sums[..., group, :], sizes[..., group, None]
    if other is None:
        against, among = sums.sum(axis=-2) - own, sizes.sum(axis=-1)[..., None] - count
    else:
        against, among = sums[..., other, :], sizes[..., other, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = own / count - against / among
    return found


def _drawn(own: Floats, starts: npt.NDArray[np.intp], repeats: int, seed: int) -> Iterator[Floats]:
    """The sums (b, g, m) of people drawn with replacement, some draws at a time."""
    stream, size = np.random.default_rng(seed), len(own)
    block = max(1, _AT_ONCE // size)
    for done in range(0, repeats, block):
        draws = min(block, repeats - done)
        chosen = stream.integers(size, size=(draws, size))
        chosen += np.arange(draws)[:, np.newaxis] * size
        times = np.bincount(chosen.ravel(), minlength=draws * size).reshape(draws, size)
        columns = [np.add.reduceat(times * column, starts, axis=1) for column in own.T]
        yield np.stack(columns, axis=-1)


def ends_of(drawn: Floats, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The ends of an interval: quantiles of what was drawn."""
    if np.isnan(drawn).all():
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(drawn, [tail, 1 - tail]).tolist()
    return low, high


def share_interval(share: float, size: float, confidence: float = CONFIDENCE) -> Interval:
    """A share with Wilson's interval, which is honest where nobody or everybody is counted.

    >>> print(share_interval(0.0, 12))
    0.000 (0.000 to 0.242)
    """
    low, high = wilson(share, size, confidence)
    return Interval(share, float(low), float(high))


def difference_of_shares(first: Interval, second: Interval) -> Interval:
    """The difference of two shares from their Wilson intervals (Newcombe 1998, method 10).

    >>> print(difference_of_shares(share_interval(0.5, 100), share_interval(0.3, 100)))
    0.200 (0.064 to 0.326)
    """
    difference = first.mean - second.mean
    below = sqrt((first.mean - first.low) ** 2 + (second.high - second.mean) ** 2)
    above = sqrt((first.high - first.mean) ** 2 + (second.mean - second.low) ** 2)
    return Interval(difference, difference - below, difference + above)

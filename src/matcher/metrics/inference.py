"""What a difference is worth: bootstrap intervals, randomisation tests, many comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError

__all__ = [
    "Interval",
    "PairedTest",
    "benjamini_hochberg",
    "bootstrap",
    "holm",
    "randomisation_test",
    "wilson",
]

Floats = npt.NDArray[np.float64]
Numbers = Sequence[float] | Sequence[int] | npt.NDArray[np.generic]

#: Cells drawn at once. It bounds memory; as it is fixed, a seed gives the same draws everywhere.
_AT_ONCE = 1 << 20
_NORMAL = NormalDist()
#: Below this share of what there is, sums in another order may differ by rounding alone.
_ROUNDING = 1e-12


class Interval(NamedTuple):
    """A mean and its interval; the ends are NaN where one value alone says nothing about them.

    >>> print(Interval(0.5, 0.4321, 0.61))
    0.500 (0.432 to 0.610)
    """

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f} to {self.high:.3f})"


def wilson(
    shares: npt.ArrayLike, size: npt.ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """The ends of the intervals of shares (any shape) of `size` cases each (Wilson 1927).

    They hold the share and stay in [0, 1], and are honest where nothing or all is counted.

    >>> [float(end.round(3)) for end in wilson(0.0, 12)]
    [0.0, 0.242]
    """
    share = np.asarray(shares, dtype=np.float64)
    square = _NORMAL.inv_cdf(0.5 + confidence / 2) ** 2 / np.asarray(size, dtype=np.float64)
    middle = (share + square / 2) / (1 + square)
    reach = np.sqrt(share * (1 - share) * square + square**2 / 4) / (1 + square)
    # Where nothing or all is counted, an end is the share itself, but for rounding.
    low, high = np.minimum(middle - reach, share), np.maximum(middle + reach, share)
    return np.maximum(low, 0.0), np.minimum(high, 1.0)


class PairedTest(NamedTuple):
    """The mean difference (second minus first) and how often chance alone gives one as great."""

    difference: float
    p_value: float
    #: True where every assignment was counted, so that no chance is in the p-value itself.
    is_exact: bool


def bootstrap(
    values: Numbers, *, seed: int = 0, repeats: int = 10_000, confidence: float = 0.95
) -> Interval:
    """The mean of values with its bootstrap interval, by drawing the values anew `repeats` times.

    The interval is bias-corrected and accelerated (Efron 1987). Values are the units that were
    drawn independently: one per query, not one per listed item. The same seed gives the same bytes.

    >>> print(bootstrap([0.2, 0.4, 0.9, 0.5, 0.6], seed=1))
    0.520 (0.340 to 0.740)
    """
    drawn = _checked(values)
    if not 0 < confidence < 1 or repeats < 1:
        problem = f"confidence is {confidence:g}, repeats is {repeats}."
        raise InputError(problem, repair="Give a confidence in (0, 1) and repeats from 1 on.")
    mean = float(drawn.mean())
    if drawn.size == 1:
        return Interval(mean, float("nan"), float("nan"))
    away = drawn - mean
    if not np.abs(away).max() > _ROUNDING * np.abs(drawn).max():
        return Interval(mean, mean, mean)
    means = np.concatenate(list(_resampled(drawn, seed, repeats)))
    tail = (1 - confidence) / 2
    ends = [_level(means, away, mean, at) for at in (tail, 1 - tail)]
    low, high = np.quantile(means, ends).tolist()
    return Interval(mean, low, high)


def _resampled(values: Floats, seed: int, repeats: int) -> Iterator[Floats]:
    stream = np.random.default_rng(seed)
    block = max(1, _AT_ONCE // values.size)
    for done in range(0, repeats, block):
        chosen = stream.integers(values.size, size=(min(block, repeats - done), values.size))
        yield values[chosen].mean(axis=1)


def _level(means: Floats, away: Floats, mean: float, tail: float) -> float:
    """Where among the drawn means an end of the interval lies, corrected for bias and skew."""
    near = np.isclose(means, mean, rtol=0, atol=_ROUNDING * float(np.abs(away).max()))
    below = (np.count_nonzero((means < mean) & ~near) + np.count_nonzero(near) / 2) / means.size
    least = 0.5 / means.size
    bias = _NORMAL.inv_cdf(min(max(below, least), 1 - least))
    skew = float((away**3).sum()) / (6 * float((away**2).sum()) ** 1.5)
    shifted = bias + _NORMAL.inv_cdf(tail)
    return _NORMAL.cdf(bias + shifted / (1 - skew * shifted))


def randomisation_test(
    first: Numbers, second: Numbers, *, seed: int = 0, repeats: int = 10_000
) -> PairedTest:
    """Whether two runs differ on the same queries: the two-sided paired randomisation test.

    If they do not, each query's two values could as well be exchanged. All exchanges are counted
    where there are no more than `repeats` of them, else so many are drawn (and the observed one is
    counted along, so that p is never 0). Fisher 1935; Smucker, Allan & Carterette 2007.

    >>> randomisation_test([0.1, 0.2, 0.3, 0.4, 0.5], [0.2, 0.4, 0.6, 0.8, 1.0])
    PairedTest(difference=0.3, p_value=0.0625, is_exact=True)
    """
    before, after = _checked(first), _checked(second)
    if before.size != after.size:
        problem = f"There are {before.size} and {after.size} values."
        raise InputError(problem, repair="Give the values of the same queries in the same order.")
    if repeats < 1:
        raise InputError(f"repeats is {repeats}.", repair="Give a whole number from 1 on.")
    difference = after - before
    observed = float(difference.sum())
    least = abs(observed) - _ROUNDING * float(np.abs(difference).sum())
    is_exact = difference.size < repeats.bit_length()
    signs = (
        _all_signs(difference.size) if is_exact else _drawn_signs(difference.size, seed, repeats)
    )
    extreme = sum(np.count_nonzero(np.abs(block @ difference) >= least) for block in signs)
    p = extreme / 2**difference.size if is_exact else (extreme + 1) / (repeats + 1)
    return PairedTest(float(difference.mean()), float(p), is_exact)


def _all_signs(size: int) -> Iterator[Floats]:
    block = max(1, _AT_ONCE // size)
    for start in range(0, 2**size, block):
        codes = np.arange(start, min(start + block, 2**size))
        yield 1 - 2 * (codes[:, None] >> np.arange(size) & 1).astype(np.float64)


def _drawn_signs(size: int, seed: int, repeats: int) -> Iterator[Floats]:
    stream = np.random.default_rng(seed)
    block = max(1, _AT_ONCE // size)
    for done in range(0, repeats, block):
        drawn = stream.integers(2, size=(min(block, repeats - done), size))
        yield 1 - 2 * drawn.astype(np.float64)


def holm(p_values: Numbers) -> Floats:
    """Adjusted p-values in the order given: the chance of any false alarm among all (Holm 1979).

    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    chances = _checked_chances(p_values)
    order = np.argsort(chances, kind="stable")
    raised = chances[order] * np.arange(chances.size, 0, -1)
    return _back(np.minimum(np.maximum.accumulate(raised), 1.0), order)


def benjamini_hochberg(p_values: Numbers) -> Floats:
    """Adjusted p-values in the order given: the share of false alarms among those called.

    Benjamini & Hochberg 1995, for tests that are independent or positively dependent.

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.04, 0.04]
    """
    chances = _checked_chances(p_values)
    order = np.argsort(chances, kind="stable")
    raised = chances[order] * chances.size / np.arange(1, chances.size + 1)
    return _back(np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0), order)


def _back(ordered: Floats, order: npt.NDArray[np.intp]) -> Floats:
    adjusted = np.empty_like(ordered)
    adjusted[order] = ordered
    return adjusted


def _checked(values: Numbers) -> Floats:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1 or not numbers.size or not np.isfinite(numbers).all():
        problem = "The values are not one row of finite numbers, or there are none."
        raise InputError(problem, repair="Give one number per query, 0 for an empty list.")
    return numbers


def _checked_chances(p_values: Numbers) -> Floats:
    chances = np.asarray(p_values, dtype=np.float64)
    if chances.ndim != 1 or not ((chances >= 0) & (chances <= 1)).all():
        raise InputError("A p-value is not in [0, 1].", repair="Give one row of p-values.")
    return chances

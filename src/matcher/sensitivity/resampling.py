"""Intervals of many means over the same candidates, from one set of resamples."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Means", "means_of"]

Floats = npt.NDArray[np.float64]

_REPEATS = 1000
_CONFIDENCE = 0.95
#: Counts held at once: some tens of megabytes.
_AT_ONCE = 1 << 22


class Means(NamedTuple):
    """Means (c,) with their 95 % intervals; the ends are NaN where fewer than two were averaged."""

    mean: Floats
    low: Floats
    high: Floats


def means_of(values: Floats, *, seed: int = 0) -> Means:
    """The means of columns (n, c) over candidates (n,), by drawing the candidates anew.

    All columns share the draws, so that thousands of figures cost one product of matrices. The
    ends are percentiles; the same seed gives the same bytes.

    >>> found = means_of(np.array([[0.0], [1.0], [1.0], [1.0]]), seed=1)
    >>> found.mean.tolist(), found.low.tolist(), found.high.tolist()
    ([0.75], [0.25], [1.0])
    """
    size, columns = values.shape
    if size < 2:  # noqa: PLR2004 - one value alone says nothing about its spread
        mean = values.mean(axis=0) if size else np.full(columns, np.nan)
        return Means(mean, np.full(columns, np.nan), np.full(columns, np.nan))
    stream, parts = np.random.default_rng(seed), []
    block = max(1, _AT_ONCE // size)
    for done in range(0, _REPEATS, block):
        repeats = min(block, _REPEATS - done)
        drawn = (
            stream.integers(size, size=(repeats, size)) + np.arange(repeats)[:, np.newaxis] * size
        )
        counts = np.bincount(drawn.ravel(), minlength=repeats * size).reshape(repeats, size)
        parts.append(counts @ values / size)
    tail = (1 - _CONFIDENCE) / 2
    low, high = np.quantile(np.concatenate(parts), [tail, 1 - tail], axis=0)
    return Means(values.mean(axis=0), low, high)

"""Shares over several candidates, with intervals that draw the candidates anew."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.evaluation.choices import Choices
from matcher.metrics.inference import Interval
from matcher.tuning.percentiles import percentiles

__all__ = ["shares"]

Floats = npt.NDArray[np.float64]
#: Candidates drawn at once, for bounded memory.
_AT_ONCE = 1 << 22


def shares(part: npt.ArrayLike, whole: npt.ArrayLike, choices: Choices) -> list[Interval]:
    """For each column of `part` and `whole` (candidates, columns) the ratio of their sums.

    The interval draws candidates anew, as what is said of one candidate hangs together. The ratio
    is NaN where there is nothing; the ends are NaN with fewer than two candidates that have any.

    >>> shares([[1], [0], [2]], [[2], [1], [2]], Choices(repeats=500))[0].mean
    0.6
    """
    parts, wholes = (np.atleast_2d(np.asarray(one, dtype=np.float64)) for one in (part, whole))
    totals = wholes.sum(axis=0)
    values = np.where(totals > 0, parts.sum(axis=0) / np.maximum(totals, 1), np.nan)
    drawn = _drawn(parts, wholes, choices)
    return [
        Interval(value, *_ends(column, own, choices.confidence))
        for value, column, own in zip(
            values.tolist(), drawn.T, (wholes > 0).sum(axis=0), strict=True
        )
    ]


def _drawn(parts: Floats, wholes: Floats, choices: Choices) -> Floats:
    """The ratios (repeats, columns) of candidates drawn anew; NaN where a draw has nothing."""
    size, stream = len(parts), np.random.default_rng(choices.seed)
    if not size:
        return np.empty((0, parts.shape[1]))
    block, found = max(1, _AT_ONCE // size), []
    for done in range(0, choices.repeats, block):
        times = stream.multinomial(
            size, np.full(size, 1 / size), min(block, choices.repeats - done)
        )
        there = times @ wholes
        found.append(np.where(there > 0, times @ parts / np.maximum(there, 1), np.nan))
    return np.concatenate(found)


def _ends(drawn: Floats, candidates: int, confidence: float) -> tuple[float, float]:
    told = drawn[~np.isnan(drawn)]
    if candidates < 2 or not told.size:  # noqa: PLR2004 - of one candidate nothing can be drawn
        return float("nan"), float("nan")
    low, high = np.clip(percentiles(told, candidates, confidence), 0, 1).tolist()
    return low, high

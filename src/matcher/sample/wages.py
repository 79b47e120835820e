"""Draws the wages that adverts state, within the band of the pattern that they follow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from matcher.sample.coded import Coded, pairs
from matcher.sample.drawing import Ints
from matcher.sample.order_assumptions import drawn, happens
from matcher.sample.patterns import Job, Pattern, patterns

__all__ = ["wages"]

_WAGE = ("wage_min", "wage_max", "currency", "wage_period", "wage_year")
_Cell = int | float | str | None


def wages(jobs: Sequence[Job], job: Ints, rng: np.random.Generator) -> Iterator[tuple[str, Coded]]:
    """The wage columns of adverts whose jobs are given by place, each with a cell per advert.

    A wage lies within the band of the pattern; it is unknown where that is of another country.
    """
    parts, part = drawn("wage_part", len(job), rng)
    unknown = len(parts)
    stated = happens("wage_stated", len(job), rng)
    chosen, places = pairs(job, np.where(stated, part, unknown))
    wages = [
        _wage(patterns()[jobs[at].pattern], parts[code])
        if code < unknown and not jobs[at].is_borrowed
        else dict.fromkeys(_WAGE)
        for at, code in chosen
    ]
    for name in _WAGE:
        yield name, Coded([wage[name] for wage in wages], places)


def _wage(pattern: Pattern, part: str) -> dict[str, _Cell]:
    """The wage cells for a part, such as `0.25-1`, of the pattern's band."""
    cells = {name: pattern.cells[name] for name in _WAGE}
    low, high = cells["wage_min"], cells["wage_max"]
    if low is None or high is None:
        return cells
    start, _, end = part.partition("-")
    cells["wage_min"] = _within(low, high, float(start))
    cells["wage_max"] = _within(low, high, float(end)) if float(end) else None
    return cells


def _within(low: float, high: float, part: float) -> float:
    """A round amount at a part of the way from low to high; the ends stay as they are."""
    if part in {0, 1}:
        return float(high if part else low)
    step = 10.0 ** (math.floor(math.log10(high)) - 2)
    amount = round(round((low + part * (high - low)) / step) * step, 2)
    return float(min(max(amount, low), high))

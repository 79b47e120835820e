"""How far judges agree: Krippendorff's alpha and Kendall's tau-b."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from matcher.errors import UnknownName

__all__ = ["Measure", "alpha_of", "coincidences", "kendall_tau_b", "krippendorff_alpha"]

Floats = npt.NDArray[np.float64]

#: How far apart two values are: not at all or wholly, by their ranks, by their difference.
Measure = Literal["nominal", "ordinal", "interval"]


def krippendorff_alpha(ratings: npt.ArrayLike, measure: Measure = "ordinal") -> float:
    """Krippendorff's alpha of `ratings` (units, judges), NaN where a judge gave none.

    1 is full agreement, 0 what chance gives, below 0 is against each other; NaN where no unit was
    rated twice, or all ratings are equal. Krippendorff, Content Analysis (2004), chapter 11.

    >>> round(krippendorff_alpha([[1, 1], [2, 2], [3, 4], [4, 4]]), 3)
    0.91
    """
    table = np.asarray(ratings, dtype=np.float64)
    values = np.unique(table[~np.isnan(table)])
    counts = (table[:, :, None] == values).sum(axis=1)
    return alpha_of(coincidences(counts).sum(axis=0), values, measure)


def coincidences(counts: npt.NDArray[np.int64]) -> Floats:
    """The pairs of ratings (units, v, v) within each unit, from its `counts` (units, v) of values.

    A unit with m ratings weighs m in all; one with fewer than two has no pairs.
    """
    sizes = counts.astype(np.float64)
    pairs: Floats = sizes[:, :, None] * sizes[:, None, :]
    places = np.arange(counts.shape[1])
    pairs[:, places, places] -= sizes
    pairs /= np.maximum(sizes.sum(axis=1) - 1, 1)[:, None, None]
    return pairs


def alpha_of(found: Floats, values: Floats, measure: Measure) -> float:
    """Alpha from the coincidences (v, v) of ascending `values` (v,)."""
    if measure not in _DISTANCES:
        raise UnknownName("measure", measure, known=_DISTANCES)
    totals = found.sum(axis=1)
    apart = _DISTANCES[measure](values, totals)
    expected = float(totals @ apart @ totals)
    if expected <= 0:
        return float("nan")
    return 1 - float((totals.sum() - 1) * (found * apart).sum() / expected)


def _nominal(values: Floats, totals: Floats) -> Floats:  # noqa: ARG001 - all have one signature
    return 1.0 - np.eye(values.size)


def _ordinal(values: Floats, totals: Floats) -> Floats:  # noqa: ARG001 - the same
    middle = np.cumsum(totals) - totals / 2
    return np.asarray((middle[:, None] - middle) ** 2)


def _interval(values: Floats, totals: Floats) -> Floats:  # noqa: ARG001 - the same
    return np.asarray((values[:, None] - values) ** 2)


_DISTANCES: Mapping[Measure, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
}


def kendall_tau_b(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Kendall's tau-b of two rows of grades (n,): 1 in the same order, -1 in the opposite one.

    Ties are allowed for (Kendall 1945); NaN where a row has no two different grades.

    >>> kendall_tau_b([1, 2, 3], [1, 3, 2])
    0.3333333333333333
    """
    one, other = (np.asarray(row, dtype=np.float64) for row in (first, second))
    upper = np.triu_indices(one.size, k=1)
    a, b = (np.sign(row[:, None] - row)[upper] for row in (one, other))
    size = float(np.sqrt(np.abs(a).sum() * np.abs(b).sum()))
    return float(a @ b) / size if size else float("nan")

"""Whether probabilities keep their promise: reliability, calibration error, Brier score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError

__all__ = ["Reliability", "brier", "expected_calibration_error", "reliability"]

Floats = npt.NDArray[np.float64]
Numbers = Sequence[float] | Sequence[int] | Sequence[bool] | npt.NDArray[np.generic]


class Reliability(NamedTuple):
    """Bins of equal width over [0, 1], empty ones left out, lowest first; each array is (bins,)."""

    #: The lower and the upper end of each bin; the upper one belongs to it.
    low: Floats
    high: Floats
    #: How many probabilities fall into it, their mean, and the share of them that came true.
    answers: npt.NDArray[np.int64]
    promised: Floats
    kept: Floats


def reliability(probability: Numbers, outcome: Numbers, bins: int = 10) -> Reliability:
    """What was promised and what came true, bin by bin.

    `outcome` is 1 (or True) where it came true, else 0.

    >>> found = reliability([0.9, 0.8, 0.1], [1, 0, 0], bins=2)
    >>> found.promised.round(2).tolist(), found.kept.tolist()
    ([0.1, 0.85], [0.0, 0.5])
    """
    if bins < 1:
        raise InputError(f"bins is {bins}.", repair="Give a whole number from 1 on.")
    chances, came = _checked(probability, outcome)
    edges = np.arange(bins + 1) / bins
    place = np.maximum(np.searchsorted(edges, chances, side="left"), 1) - 1
    count = np.bincount(place, minlength=bins)
    there = np.flatnonzero(count)
    promised = np.bincount(place, chances, minlength=bins)[there] / count[there]
    kept = np.bincount(place, came, minlength=bins)[there] / count[there]
    return Reliability(edges[there], edges[there + 1], count[there], promised, kept)


def expected_calibration_error(probability: Numbers, outcome: Numbers, bins: int = 10) -> float:
    """The distance of promised and kept, averaged over bins by how much is in them, in [0, 1].

    Bins have equal width (Naeini et al. 2015; Guo et al. 2017). 0 without answers.

    >>> round(expected_calibration_error([0.9, 0.8, 0.1], [1, 0, 0], bins=2), 4)
    0.2667
    """
    found = reliability(probability, outcome, bins)
    total = int(found.answers.sum())
    if not total:
        return 0.0
    return float((found.answers * np.abs(found.promised - found.kept)).sum() / total)


def brier(probability: Numbers, outcome: Numbers) -> float:
    """The mean squared distance of probability and outcome, in [0, 1] (Brier 1950); 0 without any.

    >>> round(brier([0.9, 0.2], [1, 0]), 3)
    0.025
    """
    chances, came = _checked(probability, outcome)
    return float(np.mean((chances - came) ** 2)) if chances.size else 0.0


def _checked(probability: Numbers, outcome: Numbers) -> tuple[Floats, Floats]:
    chances = np.asarray(probability, dtype=np.float64)
    came = np.asarray(outcome, dtype=np.float64)
    if chances.ndim != 1 or chances.shape != came.shape:
        problem = f"There are {chances.size} probabilities and {came.size} outcomes."
        raise InputError(problem, repair="Give one outcome for each probability.")
    if not ((chances >= 0) & (chances <= 1)).all():
        raise InputError("A probability is not in [0, 1].", repair="Give chances, not scores.")
    if not np.isin(came, (0, 1)).all():
        raise InputError("An outcome is neither 0 nor 1.", repair="Give True or False for each.")
    return chances, came

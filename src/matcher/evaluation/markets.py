"""How runs spread attention over the vacancies, and how alike they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.evaluation.choices import Choices
from matcher.evaluation.listing import Lists
from matcher.index import Index
from matcher.metrics.concentration import congestion, coverage, gini
from matcher.metrics.inference import Interval, bootstrap
from matcher.metrics.overlap import rank_biased_overlap

__all__ = ["Market", "Overlap", "market_of", "overlaps_of"]

Floats = npt.NDArray[np.float64]

#: Into how many parts a cohort is cut at most, to see what leaving one out changes.
_PARTS = 50


class Market(NamedTuple):
    """How the first k of a run's lists, for the whole cohort, spread over all vacancies.

    `coverage` is the share of vacancies that are shown, `congestion` 0 where attention follows the
    seats, `gini` 0 where every vacancy is shown as often. The intervals are those of cohorts of
    this size, by the jackknife: a measure of a whole cohort is not a mean over candidates, and of
    candidates drawn with replacement fewer are different and fewer vacancies shown.
    """

    run: str
    people: int
    shown: int
    coverage: Interval
    congestion: Interval
    gini: Interval


class Overlap(NamedTuple):
    """The rank-biased overlap of two runs, averaged over judged candidates listed by either."""

    first: str
    second: str
    candidates: int
    overlap: Interval


def market_of(run: str, lists: Lists, index: Index, choices: Choices) -> Market:
    """The market of the first k of lists; a vacancy whose seats are not known has one."""
    known, k = index.place, choices.k
    unknown = {job for jobs in lists.values() for job in jobs[:k] if job not in known}
    if unknown:
        raise InputError(
            f"The run '{run}' lists {len(unknown):,} vacancies that are not among the "
            f"{len(index):,} given, such as '{min(unknown)}'.",
            repair="Give the vacancies that were ranked.",
        )
    parts = min(len(lists), _PARTS)
    shown = np.zeros((max(parts, 1), len(index)))
    for number, who in enumerate(sorted(lists)):
        np.add.at(shown[number % parts], [known[job] for job in lists[who][:k]], 1)
    seats = np.maximum(index.openings, 1)
    whole = shown.sum(axis=0)
    figures = _figures(whole, seats)
    left_out = np.array([_figures(whole - part, seats) for part in shown])
    reach = _reach(left_out, choices.confidence) if parts > 1 else np.full(len(figures), np.nan)
    intervals = (
        Interval(value, *np.clip([value - far, value + far], 0, 1).tolist())
        for value, far in zip(figures, reach.tolist(), strict=True)
    )
    return Market(run, len(lists), int(whole.sum()), *intervals)


def _figures(shown: Floats, seats: Floats) -> tuple[float, float, float]:
    """Coverage, congestion and Gini of how often each vacancy is shown (v,)."""
    return coverage(shown), congestion(shown, seats), gini(shown)


def _reach(left_out: Floats, confidence: float) -> Floats:
    """How far intervals reach (f,), from the figures (parts, f) without one part of the cohort.

    It is the jackknife by parts (Efron & Stein 1981) with a normal interval.
    """
    parts = len(left_out)
    spread: Floats = np.sqrt((parts - 1) * left_out.var(axis=0))
    return spread * NormalDist().inv_cdf(0.5 + confidence / 2)


def overlaps_of(runs: Mapping[str, Lists], who: Sequence[str], choices: Choices) -> list[Overlap]:
    """The overlap of every two runs over candidates; one whom neither lists is left out.

    Ranks weigh .9 from one to the next, so that the first ten have 86 % of the weight.
    """
    found = []
    for (first, one), (second, other) in combinations(runs.items(), 2):
        pairs = [(one.get(name, ()), other.get(name, ())) for name in who]
        values = [rank_biased_overlap(*pair) for pair in pairs if any(pair)]
        if values:
            interval = bootstrap(
                values, seed=choices.seed, repeats=choices.repeats, confidence=choices.confidence
            )
            found.append(Overlap(first, second, len(values), interval))
    return found

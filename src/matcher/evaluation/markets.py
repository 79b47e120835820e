"""How runs spread attention over the vacancies, and how alike they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from matcher.errors import InputError
from matcher.evaluation.choices import Choices
from matcher.evaluation.listing import Lists
from matcher.index import Index
from matcher.metrics.concentration import congestion, coverage, exposure, gini
from matcher.metrics.inference import Interval, bootstrap
from matcher.metrics.overlap import rank_biased_overlap

__all__ = ["Market", "Overlap", "market_of", "overlaps_of"]


class Market(NamedTuple):
    """How the first k of a run's lists, for the whole cohort, spread over all vacancies.

    `coverage` is the share of vacancies that are shown, `congestion` 0 where attention follows the
    seats, `gini` 0 where every vacancy is shown as often. All are of the cohort as it is, not of a
    sample, and have no interval.
    """

    run: str
    people: int
    shown: int
    coverage: float
    congestion: float
    gini: float


class Overlap(NamedTuple):
    """The rank-biased overlap of two runs, averaged over judged candidates listed by either."""

    first: str
    second: str
    candidates: int
    overlap: Interval


def market_of(run: str, lists: Lists, index: Index, k: int) -> Market:
    """The market of the first k of lists; a vacancy whose seats are not known has one."""
    known = index.place
    unknown = {job for jobs in lists.values() for job in jobs[:k] if job not in known}
    if unknown:
        raise InputError(
            f"The run '{run}' lists {len(unknown):,} vacancies that are not among the "
            f"{len(index):,} given, such as '{min(unknown)}'.",
            repair="Give the vacancies that were ranked.",
        )
    shown = exposure(lists.values(), index.ids.tolist(), k)
    return Market(
        run=run,
        people=len(lists),
        shown=int(shown.sum()),
        coverage=coverage(shown),
        congestion=congestion(shown, np.maximum(index.openings, 1)),
        gini=gini(shown),
    )


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

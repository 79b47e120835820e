"""How good ranked lists of concepts are: reciprocal rank, hits, average precision, intervals.

Lists hold distinct concepts, best first. Of a query with several relevant concepts the first in
the list gives its reciprocal rank; its average precision is over all of them, those that the list
lacks counting 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["MEASURES", "Interval", "bootstrap", "distinct", "judge", "judged"]

Floats = npt.NDArray[np.float64]

MEASURES = ("MRR", "hits@1", "hits@5", "hits@10", "MAP")

_SEED = 20251201
_RESAMPLES = 1000
_AT_ONCE = 2_000_000


class Interval(NamedTuple):
    """A mean with its 95 % bootstrap interval.

    >>> print(Interval(0.5, 0.4321, 0.61))
    .500 (.432-.610)
    """

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        mean, low, high = (f"{one:.3f}".replace("0.", ".", 1) for one in self)
        return f"{mean} ({low}-{high})"


def distinct(concepts: Iterable[str]) -> list[str]:
    """A list of surface forms' concepts as one of distinct concepts: each at its best rank.

    >>> distinct(["b", "a", "b", "c"])
    ['b', 'a', 'c']
    """
    return list(dict.fromkeys(concepts))


def judge(ranked: Sequence[str], relevant: frozenset[str]) -> tuple[float, ...]:
    """The measures, in the order of `MEASURES`, of one list of distinct concepts.

    >>> judge(["b", "a", "c"], frozenset({"a", "c"}))
    (0.5, 0.0, 1.0, 1.0, 0.58...)
    """
    ranks = [rank for rank, concept in enumerate(ranked, 1) if concept in relevant]
    precisions = [place / rank for place, rank in enumerate(ranks, 1)]
    first = ranks[0] if ranks else float("inf")
    hits = (float(first <= depth) for depth in (1, 5, 10))
    return (1 / first, *hits, sum(precisions) / len(relevant))


def judged(lists: Sequence[Sequence[str]], relevant: Sequence[frozenset[str]]) -> Floats:
    """The measures of several lists, a row each (lists × measures)."""
    rows = [judge(*pair) for pair in zip(lists, relevant, strict=True)]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(MEASURES))


def bootstrap(values: Floats) -> list[Interval]:
    """The mean of each column with its interval, from drawing rows anew; nan without rows."""
    if not len(values):
        return [Interval(*[float("nan")] * 3)] * values.shape[1]
    stream = np.random.default_rng(_SEED)
    least = max(1, _AT_ONCE // values.size)
    parts = [
        values[stream.integers(len(values), size=(min(least, _RESAMPLES - done), len(values)))]
        .mean(axis=1)
        for done in range(0, _RESAMPLES, least)
    ]  # fmt: skip
    low, high = np.quantile(np.concatenate(parts), [0.025, 0.975], axis=0)
    return [Interval(*map(float, one)) for one in zip(values.mean(axis=0), low, high, strict=True)]

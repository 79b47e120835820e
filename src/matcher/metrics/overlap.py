"""How alike two rankings are: rank-biased overlap."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.metrics.ranked import checked_persistence

__all__ = ["rank_biased_overlap"]

Floats = npt.NDArray[np.float64]
#: Hashable items, best first; items that are tied stand together in a set.
Order = Sequence[object]


def rank_biased_overlap(first: Order, second: Order, p: float = 0.9) -> float:
    """Rank-biased overlap of two rankings, extrapolated beyond their ends, in [0, 1].

    At each depth the agreement is the share of items that both rankings have; deeper ones weigh
    less, p times from depth to depth. Beyond the end of the shorter ranking its agreement is taken
    to go on, beyond both that of the longer one (Webber, Moffat & Zobel 2010, equation 32).

    Items that are tied stand in a set and all take the first of the ranks that they fill; the
    agreement is then twice what is common by all that both have, as the same paper has it. An
    empty ranking overlaps with nothing: 0.

    >>> rank_biased_overlap("abc", "abc")
    1.0
    >>> round(rank_biased_overlap(["a", "b", "c"], ["b", "a", "d", "e"], p=0.8), 4)
    0.5867
    >>> round(rank_biased_overlap(["a", {"b", "c"}], ["a", "c", "b"], p=0.8), 4)
    0.968
    """
    checked_persistence(p)
    short, long = sorted((_ranks(first), _ranks(second)), key=len)
    if not short:
        return 0.0
    size, depth = len(short), len(long)
    common = [max(rank, long[item]) for item, rank in short.items() if item in long]
    overlap = _up_to(common, depth)
    have = _up_to(list(long.values()), depth)
    depths = np.arange(1, depth + 1)
    own = np.concatenate([_up_to(list(short.values()), size), depths[size:]])
    at_end = 2 * overlap[size - 1] / (own[size - 1] + have[size - 1])
    overlap = overlap + at_end * np.maximum(depths - size, 0)
    agreement = 2 * overlap / (own + have)
    seen = (1 - p) * (agreement * p ** (depths - 1)).sum()
    return float(min(seen + agreement[-1] * p**depth, 1.0))


def _ranks(order: Order) -> dict[object, int]:
    """Each item with its rank from 1; those that are tied with the first of theirs."""
    ranks: dict[object, int] = {}
    for group in map(_group, order):
        start = len(ranks) + 1
        for item in group:
            if item in ranks:
                problem = f"The item {item!r} stands twice in one ranking."
                raise InputError(problem, repair="Keep each item at its best rank only.")
            ranks[item] = start
    return ranks


def _group(entry: object) -> Collection[object]:
    return entry if isinstance(entry, AbstractSet) else (entry,)


def _up_to(ranks: Sequence[int], depth: int) -> Floats:
    """How many ranks lie within each depth, (depth,)."""
    counts = np.bincount(np.asarray(ranks, dtype=np.int64), minlength=depth + 1)[1 : depth + 1]
    return np.cumsum(counts).astype(np.float64)

"""Drawn ranked lists and the definitions of their measures, spelled out rank by rank."""

from collections.abc import Callable, Sequence
from math import log2, nan

from hypothesis import strategies as st

__all__ = ["DEFINITIONS", "grades", "judged_lists"]

#: Grades of a scale, NaN where nobody judged.
grades = st.sampled_from([0.0, 0.0, 1.0, 2.0, 3.0, nan])


@st.composite
def judged_lists(draw: st.DrawFn) -> tuple[list[float], list[float]]:
    """Relevance in ranked order, and the grades of everything judged, in any order."""
    relevance = draw(st.lists(grades, max_size=12))
    unlisted = draw(st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0]), max_size=6))
    everything = [one for one in relevance if one == one] + unlisted  # noqa: PLR0124
    return relevance, draw(st.permutations(everything))


def _hits(relevance: Sequence[float]) -> list[bool]:
    return [one > 0 for one in relevance]


def _gain(relevance: Sequence[float]) -> float:
    return sum(one / log2(rank + 1) for rank, one in enumerate(relevance, 1) if one > 0)


def _ndcg(relevance: Sequence[float], ideal: Sequence[float], k: int) -> float:
    best = _gain(sorted(ideal, reverse=True)[:k])
    return _gain(relevance[:k]) / best if best else 0.0


def _average_precision(relevance: Sequence[float], ideal: Sequence[float], _k: int) -> float:
    hits, wanted = _hits(relevance), sum(_hits(ideal))
    parts = [sum(hits[:rank]) / rank for rank, hit in enumerate(hits, 1) if hit]
    return sum(parts) / wanted if wanted else 0.0


def _reciprocal_rank(relevance: Sequence[float], _ideal: Sequence[float], _k: int) -> float:
    return next((1 / rank for rank, hit in enumerate(_hits(relevance), 1) if hit), 0.0)


def _precision(relevance: Sequence[float], _ideal: Sequence[float], k: int) -> float:
    return sum(_hits(relevance[:k])) / k


def _recall(relevance: Sequence[float], ideal: Sequence[float], k: int) -> float:
    wanted = sum(_hits(ideal))
    return sum(_hits(relevance[:k])) / wanted if wanted else 0.0


def _success(relevance: Sequence[float], _ideal: Sequence[float], k: int) -> float:
    return float(any(_hits(relevance[:k])))


def _r_precision(relevance: Sequence[float], ideal: Sequence[float], _k: int) -> float:
    wanted = sum(_hits(ideal))
    return sum(_hits(relevance[:wanted])) / wanted if wanted else 0.0


def _bpref(relevance: Sequence[float], ideal: Sequence[float], _k: int) -> float:
    wanted, others = sum(_hits(ideal)), sum(one == 0 for one in ideal)
    total, before = 0.0, 0
    for one in relevance:
        before += one == 0
        if one > 0:
            total += 1 - min(before, wanted) / min(wanted, others) if before else 1.0
    return total / wanted if wanted else 0.0


def _judged(relevance: Sequence[float], _ideal: Sequence[float], k: int) -> float:
    first = relevance[:k]
    return sum(one >= 0 for one in first) / len(first) if first else 0.0


#: By the name of the measure, its value from the relevance, the grades of all judged, and k.
DEFINITIONS: dict[str, Callable[[Sequence[float], Sequence[float], int], float]] = {
    "ndcg": _ndcg,
    "map": _average_precision,
    "mrr": _reciprocal_rank,
    "precision": _precision,
    "recall": _recall,
    "success": _success,
    "r_precision": _r_precision,
    "bpref": _bpref,
    "judged": _judged,
}

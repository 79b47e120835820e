"""What judges said of two vacancies of a candidate, and whether a run has them in that order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from matcher.evaluation.listing import Lists
from matcher.metrics.runs import JudgedRun
from matcher.tuning.judgments import Judgments, Order

__all__ = ["Orders", "in_order", "orders_of"]

#: The two vacancies of each order that was said of a candidate, the better one first.
Orders = Mapping[str, tuple[tuple[str, str], ...]]


def orders_of(judgments: Judgments) -> Orders:
    """Every order of two vacancies that a judge said, by grades or by preference, by candidate.

    Only grades of one judge are compared; what several judges said counts once for each.
    """
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in judgments.orders():
        if one.sign:
            found[one.candidate_id].append(_better_first(one))
    return {who: tuple(sorted(found[who])) for who in sorted(found)}


def _better_first(one: Order) -> tuple[str, str]:
    return (one.first, one.second) if one.sign > 0 else (one.second, one.first)


def in_order(lists: Lists, orders: Orders) -> JudgedRun:
    """For each candidate the share of orders that a run keeps, as a list of that one number.

    What is listed is ahead of what is not; of two that are not listed the order is open: a half.

    >>> in_order({"C1": ["V1", "V2"]}, {"C1": (("V2", "V1"), ("V1", "V9"))})["C1"].relevance
    array([0.5])
    """
    kept = {who: _share(lists.get(who, ()), said) for who, said in orders.items()}
    return JudgedRun.of([[one] for one in kept.values()], queries=tuple(kept))


def _share(jobs: Sequence[str], said: Sequence[tuple[str, str]]) -> float:
    place = {job: rank for rank, job in enumerate(jobs)}
    last = len(place)
    ahead = 0.0
    for better, worse in said:
        one, other = place.get(better, last), place.get(worse, last)
        ahead += 1.0 if one < other else 0.5 if one == other else 0.0
    return ahead / len(said)

"""Lists of people put in an order in which groups are shown as much as a target says.

Exposure follows Singh & Joachims (2018): a place is worth 1 / log2(rank + 1), nothing below rank k.
It is evened out over all lists together, as attention is amortised in Biega, Gummadi & Weikum
(2018), or in each list, as FA*IR (Zehlike et al. 2017) and DetConstSort (Geyik, Ambler &
Kenthapadi 2019) do. Neighbours change places, cheapest first; for two groups this is the order by
score plus one number for the group with too little, which no other order beats in nDCG at the same
exposure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnknownName
from matcher.fairness.rerank_pools import Pools, Target, ndcg_of, pools_of
from matcher.fairness.rerank_result import Cost, GroupExposure, Reranked, TradeOff
from matcher.fairness.rerank_swaps import Path, path_of
from matcher.fairness.suppression import MINIMUM
from matcher.metrics import Interval, bootstrap
from matcher.results import Ranking

__all__ = ["Scope", "rerank"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Drawn = Callable[[Floats], Interval]
#: Where exposure is evened out: over all lists together, or within each.
Scope = Literal["all", "each"]

_STRENGTHS = tuple(step / 10 for step in range(11))
_CHOICES = {"target": ("eligible", "merit"), "scope": ("all", "each")}


def rerank(  # noqa: PLR0913 - each is a choice that a report has to state
    ranking: Ranking,
    groups: Mapping[str, str],
    *,
    k: int = 10,
    strength: float = 1.0,
    target: Target = "eligible",
    scope: Scope = "all",
    keep_verdicts: bool = False,
    minimum: int = MINIMUM,
    repeats: int = 10_000,
    seed: int = 0,
) -> Reranked:
    """Lists of people in an order that shows groups more evenly, and what that costs.

    `ranking` has longer lists than the k places that are shown, such as
    `engine.rank_candidates(people, 50)`; who is not in a list never enters it. `groups` has the
    group of each person by id, beside the records. `strength` in [0, 1] is the share of the gap
    that is to be taken away: 0 changes nothing. Exposure is to be proportional to how many of the
    listed a group has ("eligible") or to the sum of their scores ("merit"). `scope` "all" evens it
    out over all lists together, "each" within every list, which costs more. With `keep_verdicts`
    nobody passes someone with a better verdict. People of unknown groups, and of those with fewer
    than `minimum` people, keep their ranks and are not reported. Within a group nobody passes
    anybody. `repeats` and `seed` are those of the intervals (`metrics.bootstrap`).

    >>> from matcher import Candidate, Matcher, Vacancy
    >>> people = [Candidate(id=f"{n:02}", skills="welding" if n < 10 else "") for n in range(20)]
    >>> engine = Matcher(as_of="2025-12-01").fit(
    ...     [Vacancy(id="V1", title="welder", nice_skills="welding")])
    >>> groups = {one.id: "first ten" if int(one.id) < 10 else "others" for one in people}
    >>> found = rerank(engine.rank_candidates(people, 20), groups, k=4)
    >>> [(one.group, round(one.before.mean, 2), round(one.after.mean, 2)) for one in found.groups]
    [('first ten', 1.0, 0.44), ('others', 0.0, 0.56)]
    """
    _check(k, strength, target=target, scope=scope)
    listing = ranking.listing
    pools = pools_of(listing, groups, k=k, minimum=minimum)
    wanted = pools.targets(target)
    found = _paths(pools, wanted, scope, keep_verdicts=keep_verdicts)

    def ordered(share: float) -> Places:
        return _order(pools, found, share, keep_verdicts=keep_verdicts)

    def told(share: float) -> TradeOff:
        return _trade_off(ranking, pools, wanted, share, ordered(share))

    def drawn(values: Floats) -> Interval:
        return bootstrap(values, seed=seed, repeats=repeats)

    order = ordered(strength)
    rows = _rows(ranking, pools, order)
    return Reranked(
        ranking=ranking,
        rows=rows,
        groups=_exposures(pools, wanted, order, drawn),
        cost=_cost(ranking, rows, k, drawn),
        before=told(0.0),
        after=told(strength),
        curve=tuple(map(told, _STRENGTHS)),
        apart=pools.apart,
        k=k,
        strength=strength,
        target=target,
        scope=scope,
    )


def _check(k: int, strength: float, **chosen: str) -> None:
    if k < 1:
        raise InputError(f"k is {k}.", repair="Give a whole number from 1 on.")
    if not 0 <= strength <= 1:
        raise InputError(f"strength is {strength:g}.", repair="Give a number in [0, 1].")
    for what, name in chosen.items():
        if name not in _CHOICES[what]:
            raise UnknownName(what, name, known=_CHOICES[what])


def _paths(pools: Pools, wanted: Floats, scope: Scope, *, keep_verdicts: bool) -> list[Path]:
    """The exchanges of all lists together, or of each."""
    excess = pools.exposures() - wanted
    if scope == "all":
        whole = slice(0, pools.rows.size)
        return [path_of(pools, excess.mean(axis=0), whole, keep_verdicts=keep_verdicts)]
    ends = np.searchsorted(pools.lists, np.arange(pools.count + 1)).tolist()
    return [
        path_of(pools, excess[one], slice(ends[one], ends[one + 1]), keep_verdicts=keep_verdicts)
        for one in range(pools.count)
    ]


def _order(pools: Pools, paths: Sequence[Path], strength: float, *, keep_verdicts: bool) -> Places:
    """The place from which the person of each place comes, (m,)."""
    order = list(range(pools.rows.size))
    for path in paths:
        for place in path.places[: path.until(strength)]:
            order[place], order[place + 1] = order[place + 1], order[place]
    found = np.array(order, dtype=np.int64)
    # Where nothing is shown, nothing need change: those who are left stand as they stood. With
    # verdicts kept they do not, as they could then pass someone who keeps the rank.
    if not keep_verdicts:
        unseen = pools.share == 0
        found[unseen] = np.sort(found[unseen])
    return found


def _rows(ranking: Ranking, pools: Pools, order: Places) -> Places:
    """The rows of the ranking in the new order."""
    rows = np.arange(len(ranking))
    rows[pools.rows] = pools.rows[order]
    return rows


def _trade_off(
    ranking: Ranking, pools: Pools, wanted: Floats, strength: float, order: Places
) -> TradeOff:
    excess = pools.exposures(order) - wanted
    ndcg = ndcg_of(ranking.listing, _rows(ranking, pools, order), pools.k)
    return TradeOff(
        strength=strength,
        gap=float(np.abs(excess.mean(axis=0)).sum() / 2),
        gap_within=float(np.abs(excess).sum(axis=1).mean() / 2),
        ndcg=float(ndcg.mean()),
        worst=float(ndcg.min()),
    )


def _exposures(
    pools: Pools, wanted: Floats, order: Places, drawn: Drawn
) -> tuple[GroupExposure, ...]:
    before, after = pools.exposures(), pools.exposures(order)
    return tuple(
        GroupExposure(
            group=name,
            people=int(pools.people[place]),
            target=float(wanted[:, place].mean()),
            before=drawn(before[:, place]),
            after=drawn(after[:, place]),
        )
        for place, name in enumerate(pools.names)
    )


def _cost(ranking: Ranking, rows: Places, k: int, drawn: Drawn) -> Cost:
    listing = ranking.listing
    ndcg = ndcg_of(listing, rows, k)
    first = np.flatnonzero(listing.rank == 1)
    moved = np.flatnonzero(rows != np.arange(rows.size))
    changed = np.unique(np.searchsorted(first, moved, side="right")).size
    worst = int(np.argmin(ndcg))
    return Cost(
        ndcg=drawn(ndcg),
        worst=float(ndcg[worst]),
        worst_vacancy=listing.vacancy_ids[int(first[worst])],
        lists=int(first.size),
        changed=int(changed),
    )

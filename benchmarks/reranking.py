"""What does showing groups as evenly as a target says cost in nDCG, and how long does it take?

    python -m benchmarks.reranking [--lists 1000] [--pool 100] [--k 10] [--people 3000]

*Planted*: lists of people of two groups, a third of them in the one whose scores lie so many
standard deviations lower. What is left of the gap and what it costs, at half and at full strength,
over all lists together and within each. Beside them DetConstSort (Geyik, Ambler & Kenthapadi 2019),
which asks in every prefix of every list for as many of a group as its share makes; and one bonus on
the scores of the lower group, the same everywhere, as a plain check: at the exposure that it gives,
no exchange of neighbours may cost less.

*Sample*: lists of the package's synthetic graduates by sex, and by home on Java or elsewhere.

A gap is the share of attention that would have to go to the other group; *within* it is counted
list by list. nDCG@k is of the new order, with the scores as graded gain: mean (95 % interval) and
the worst list.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.figures import machine
from matcher import Matcher, Vacancy
from matcher.fairness.groups import Groups
from matcher.fairness.rerank_pools import Pools, ndcg_of, pools_of
from matcher.fairness.reranking import Reranked, rerank
from matcher.ranking import Listing
from matcher.results import Ranking
from matcher.sample import generate
from matcher.settings import COMPONENTS

__all__ = ["main"]

Places = npt.NDArray[np.int64]

GAPS = (0.25, 0.5, 1.0)
LOWER = 1 / 3
JAVA = frozenset(
    ("Banten", "DKI Jakarta", "Jawa Barat", "Jawa Tengah", "DI Yogyakarta", "Jawa Timur")
)
SEED = 20251201


class Sizes(NamedTuple):
    """How much is drawn."""

    lists: int
    pool: int
    k: int
    people: int


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name, size in (("lists", 1000), ("pool", 100), ("k", 10), ("people", 3000)):
        parser.add_argument(f"--{name}", type=int, default=size)
    sizes = Sizes(**vars(parser.parse_args()))
    print(machine(), sizes, sep="\n")
    engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V", title="welder")])
    for deviations in GAPS:
        planted(engine, deviations, sizes)
    sample(sizes)


def planted(engine: Matcher, deviations: float, sizes: Sizes) -> None:
    """The table of one planted gap."""
    print(f"\nscores of a third {deviations:g} standard deviations lower")
    ranking, groups = drawn(engine, deviations, sizes)
    for target in ("eligible", "merit"):
        for scope in ("all", "each"):
            for strength in (0.5, 1.0):
                start = time.process_time()
                found = rerank(
                    ranking, groups, k=sizes.k, strength=strength, target=target, scope=scope
                )  # type: ignore[arg-type]
                seconds = time.process_time() - start
                told(f"{target}, {scope}, strength {strength:g}", found, seconds)
    pools = pools_of(ranking.listing, groups, k=sizes.k, minimum=10)
    for name, order in (("prefixes (DetConstSort)", prefixes(pools)), *bonuses(pools)):
        plain(name, ranking.listing, pools, order)


def told(name: str, found: Reranked, seconds: float) -> None:
    """A line about a re-ranking."""
    ends = f"{found.before.gap:.3f} > {found.after.gap:.3f}"
    within = f"{found.before.gap_within:.3f} > {found.after.gap_within:.3f}"
    print(
        f"  {name:30} gap {ends}  within {within}  nDCG {found.cost.ndcg} "
        f"worst {found.cost.worst:.3f}  {seconds:.1f} s"
    )


def plain(name: str, listing: Listing, pools: Pools, order: Places) -> None:
    """A line about an order of the places that was made in another way."""
    excess = pools.exposures(order) - pools.targets("eligible")
    rows = np.arange(listing.rank.size)
    rows[pools.rows] = pools.rows[order]
    ndcg = ndcg_of(listing, rows, pools.k)
    gap = np.abs(excess.mean(axis=0)).sum() / 2
    within = np.abs(excess).sum(axis=1).mean() / 2
    print(
        f"  {name:30} gap         {gap:.3f}  within         {within:.3f}  "
        f"nDCG {ndcg.mean():.3f}{' ' * 19}worst {ndcg.min():.3f}"
    )


def drawn(engine: Matcher, deviations: float, sizes: Sizes) -> tuple[Ranking, dict[str, str]]:
    """Lists of drawn people, every list its own, with their groups."""
    stream = np.random.default_rng(SEED)
    shape = (sizes.lists, sizes.pool)
    lower = stream.random(shape) < LOWER
    scores = 0.6 + 0.1 * (stream.standard_normal(shape) - deviations * lower)
    scores = np.clip(scores, 0, 1).astype(np.float32)
    order = np.argsort(-scores, axis=1, kind="stable")
    who = [f"{one:04}-{place:03}" for one in range(sizes.lists) for place in range(sizes.pool)]
    groups = {name: "lower" if one else "higher" for name, one in zip(who, lower.flat, strict=True)}
    flat = (order + np.arange(sizes.lists)[:, None] * sizes.pool).ravel()
    score = scores.ravel()[flat]
    empty = engine.rank_candidates([])
    listing = Listing(
        candidate_ids=[who[place] for place in flat],
        vacancy_ids=[f"V{one:04}" for one in range(sizes.lists) for _ in range(sizes.pool)],
        rank=np.tile(np.arange(1, sizes.pool + 1, dtype=np.int32), sizes.lists),
        score=score,
        possible=score,
        verdict=np.zeros(score.size, dtype=np.int8),
        components=dict.fromkeys(COMPONENTS, score),
        unlisted=(),
        verdicts=empty.verdicts,
        gaps=None,
        candidates=len(who),
        vacancies=sizes.lists,
        as_of=empty.as_of,
    )
    return Ranking.of(listing, empty.context, ()), groups


def prefixes(pools: Pools) -> Places:
    """DetConstSort of every list, from the shares of its pool."""
    order = np.arange(pools.rows.size)
    ends = np.searchsorted(pools.lists, np.arange(pools.count + 1))
    for start, stop in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        own = pools.groups[start:stop]
        order[start:stop] = start + constrained(own, pools.score[start:stop], len(pools.names))
    return order


def constrained(groups: Places, scores: npt.NDArray[np.float64], count: int) -> Places:
    """The places of one list in the order of DetConstSort (Geyik et al. 2019, algorithm 3)."""
    waiting = [list(np.flatnonzero(groups == one)) for one in range(count)]
    share = np.bincount(groups, minlength=count) / groups.size
    taken, placed, latest = [0] * count, [], []
    for length in range(1, groups.size + 1):
        due = [
            one for one in range(count) if taken[one] < int(share[one] * length) and waiting[one]
        ]
        due.sort(key=lambda one: -scores[waiting[one][0]])
        for one in due:
            placed.append(waiting[one].pop(0))
            latest.append(length)
            taken[one] += 1
            place = len(placed) - 1
            # Up, while who stands before may stand one lower and has the lower score.
            while (
                place
                and latest[place - 1] > place
                and scores[placed[place - 1]] < scores[placed[place]]
            ):
                for two in (placed, latest):
                    two[place - 1], two[place] = two[place], two[place - 1]
                place -= 1
    rest = sorted(place for own in waiting for place in own)
    return np.array(placed + rest, dtype=np.int64)


def bonuses(pools: Pools) -> Iterator[tuple[str, Places]]:
    """The order by score and one bonus for the lower group, for some bonuses."""
    lower = pools.groups == pools.names.index("lower")
    for bonus in (0.02, 0.05, 0.1):
        keys = -(pools.score + bonus * lower)
        yield f"bonus of {bonus:g}", np.lexsort((keys, pools.lists))


def sample(sizes: Sizes) -> None:
    """The table of the synthetic graduates."""
    made = generate(candidates=sizes.people, vacancies=sizes.lists, seed=SEED)
    ranking = Matcher(as_of=made.as_of).fit(made.vacancies).rank_candidates(
        made.candidates, sizes.pool
    )  # fmt: skip
    print(f"\n{ranking}")
    by = Groups.of(made.candidates, ["sex", "province"]).by_attribute
    home = {who: "Java" if one in JAVA else "elsewhere" for who, one in by["province"].items()}
    for attribute, own in (("sex", by["sex"]), ("home", home)):
        for scope in ("all", "each"):
            start = time.process_time()
            found = rerank(ranking, own, k=sizes.k, scope=scope)  # type: ignore[arg-type]
            told(f"{attribute}, {scope}", found, time.process_time() - start)
            print("    " + found.text().replace("\n", "\n    "))


if __name__ == "__main__":
    main()

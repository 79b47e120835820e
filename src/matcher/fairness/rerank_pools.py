"""Lists of people as arrays: the places whose people may change, and the attention each gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.fairness.groups import UNKNOWN_GROUP
from matcher.metrics import rows
from matcher.ranking import Listing

__all__ = ["Pools", "Target", "ndcg_of", "pools_of"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
#: What exposure is to be proportional to: how many of the listed a group has, or their scores.
Target = Literal["eligible", "merit"]


@dataclass(frozen=True)
class Pools:
    """The places (m,) of people of compared groups, list by list, in ranked order.

    `rows` are the rows of the ranking, `lists` the number of each row's list among those in which a
    compared person is shown, `groups` the place of its group in `names`. `share` is the part of
    its list's attention that a place gets: 1 / log2(rank + 1) for the first k ranks, 0 below, by
    the sum over the places of the list. `price` is what a difference of scores costs in nDCG@k for
    a share of attention. `between` are the best and the worst verdict of those who keep their ranks
    between a place and the next one. `people` (groups,) counts persons; `apart` are groups not
    compared.
    """

    rows: Places
    lists: Places
    groups: Places
    names: tuple[str, ...]
    share: Floats
    score: Floats
    price: Floats
    verdict: npt.NDArray[np.int8]
    between: tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]
    people: Places
    apart: tuple[str, ...]
    k: int

    @property
    def count(self) -> int:
        """How many lists there are."""
        return int(self.lists[-1]) + 1 if self.lists.size else 0

    def exposures(self, order: Places | None = None) -> Floats:
        """The share of attention of each group in each list (lists, groups), rows adding up to 1.

        `order` (m,) has the place from which the person of each place comes.
        """
        shown = self.groups if order is None else self.groups[order]
        return self._by_group(shown, self.share)

    def targets(self, target: Target) -> Floats:
        """The share that each group should have in each list (lists, groups), rows adding to 1.

        In a list without any score the shares of merit are those of the listed.
        """
        worth = np.ones(self.rows.size) if target == "eligible" else self.score
        total = np.bincount(self.lists, worth, self.count)
        worth = np.where(total[self.lists] > 0, worth, 1.0)
        return self._by_group(
            self.groups, worth / np.bincount(self.lists, worth, self.count)[self.lists]
        )

    def _by_group(self, groups: Places, amounts: Floats) -> Floats:
        width = len(self.names)
        sums = np.bincount(self.lists * width + groups, amounts, self.count * width)
        shares: Floats = sums.reshape(self.count, width).astype(np.float64)
        return shares


def pools_of(listing: Listing, groups: Mapping[str, str], *, k: int, minimum: int) -> Pools:
    """The pools of lists of people; a group with fewer people than `minimum` is set apart.

    InputError where the lists are not of people, fewer than two groups are left, or none is shown.
    """
    lists = _lists(listing)
    who = list(listing.candidate_ids)
    known = {name: groups.get(name) or UNKNOWN_GROUP for name in dict.fromkeys(who)}
    sizes = dict.fromkeys(sorted(set(known.values())), 0)
    for name in known.values():
        sizes[name] += 1
    names = tuple(n for n, size in sizes.items() if size >= minimum and n != UNKNOWN_GROUP)
    if len(names) < 2:  # noqa: PLR2004 - a comparison has two sides
        problem = f"{len(names)} groups have {minimum} people or more in the lists."
        raise InputError(problem, repair="Give coarser groups, or longer lists.")
    code = {name: place for place, name in enumerate(names)}
    coded = np.array([code.get(known[name], -1) for name in who], dtype=np.int64)
    attention = np.where(listing.rank <= k, 1 / np.log2(listing.rank + 1.0), 0.0)
    shown = np.bincount(lists, attention * (coded >= 0))
    own = np.flatnonzero((coded >= 0) & (shown[lists] > 0))
    if not own.size:
        problem = f"Nobody of the {len(names)} compared groups is among the first {k} of a list."
        raise InputError(problem, repair="Show more places, or give coarser groups.")
    score = listing.score.astype(np.float64)
    best = np.bincount(lists, attention * score)
    price = np.where(best > 0, shown / np.where(best > 0, best, 1.0), 0.0)
    return Pools(
        rows=own,
        lists=np.unique(lists[own], return_inverse=True)[1].astype(np.int64),
        groups=coded[own],
        names=names,
        share=attention[own] / shown[lists[own]],
        score=score[own],
        price=price[lists[own]],
        verdict=listing.verdict[own],
        between=_between(listing.verdict, own),
        people=np.array([sizes[name] for name in names], dtype=np.int64),
        apart=tuple(name for name in sizes if name not in code),
        k=k,
    )


def _between(
    verdict: npt.NDArray[np.int8], own: Places
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]:
    """The least and the greatest verdict (m,) after each own row and before the next one.

    Where there is none, they are such that they forbid nothing.
    """
    ends = np.iinfo(np.int8)
    best, worst = np.full(own.size, ends.max, np.int8), np.full(own.size, ends.min, np.int8)
    others = np.setdiff1d(np.arange(own[0], verdict.size), own)
    place = np.searchsorted(own, others) - 1
    np.minimum.at(best, place, verdict[others])
    np.maximum.at(worst, place, verdict[others])
    return best, worst


def ndcg_of(listing: Listing, order: Places, k: int) -> Floats:
    """nDCG@k of each list in a new order of the rows, the scores being the graded gain (lists,).

    A list in which nobody has a score above 0 has nothing to lose: 1.
    """
    starts = np.flatnonzero(listing.rank == 1)[1:]
    score = listing.score.astype(np.float64)
    ideal = rows.padded(np.split(score, starts))
    found = rows.ndcg(rows.padded(np.split(score[order], starts)), k, ideal)
    values: Floats = np.where(np.nansum(ideal, axis=1) > 0, found, 1.0)
    return values


def _lists(listing: Listing) -> Places:
    """The number of each row's list."""
    lists: Places = np.cumsum(listing.rank == 1) - 1
    owners: Sequence[str] = list(listing.vacancy_ids)
    is_next = np.diff(lists) == 0
    if any(
        same and one != other
        for same, one, other in zip(is_next, owners[:-1], owners[1:], strict=True)
    ):
        problem = "These are lists of vacancies for people."
        raise InputError(problem, repair="Give the ranking that rank_candidates makes.")
    return lists

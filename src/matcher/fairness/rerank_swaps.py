"""The cheapest exchanges of neighbours that bring the exposure of groups to its target."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.fairness.rerank_pools import Pools

__all__ = ["Path", "path_of"]

Floats = npt.NDArray[np.float64]

#: A gap smaller than this is rounding.
_ROUNDING = 1e-12


class Path(NamedTuple):
    """Exchanges one after the other: of each place with the next one, and the gap after it.

    `gaps` begins with the gap before any, so it is one longer, and never grows.
    """

    places: list[int]
    gaps: list[float]

    def until(self, strength: float) -> int:
        """How many exchanges take away that share of the gap, or come as near as can be."""
        wanted = (1 - strength) * self.gaps[0] + _ROUNDING
        return next((n for n, gap in enumerate(self.gaps) if gap <= wanted), len(self.places))


class _Pair(NamedTuple):
    """Neighbours of two groups, at the price of their exchange."""

    price: float
    place: int
    upper: int
    lower: int


def path_of(pools: Pools, excess: Floats, part: slice, *, keep_verdicts: bool) -> Path:
    """The exchanges among a part of the places, cheapest first, until none makes the gap smaller.

    `part` has whole lists; `excess` (groups,) is what each group has beyond its target, in the mean
    over these lists, and the gap half the sum of its absolute values. Two neighbours change places
    where the gap shrinks by it; below rank k, where nothing is shown, where the upper one's group
    has too much and the lower one's too little, so that it can come up. With `keep_verdicts` nobody
    passes someone with a better verdict.
    """
    return _Walk(pools, excess, part, keep_verdicts=keep_verdicts).path()


class _Walk:
    """Who stands where, which group has too much, and which exchanges are next."""

    def __init__(self, pools: Pools, excess: Floats, part: slice, *, keep_verdicts: bool) -> None:
        lists = pools.lists[part]
        self._start, self._size = part.start, lists.size
        self._excess: list[float] = excess.tolist()
        self._at = list(range(lists.size))
        self._share: list[float] = (pools.share[part] / np.unique(lists).size).tolist()
        self._lists: list[int] = lists.tolist()
        self._groups: list[int] = pools.groups[part].tolist()
        self._score, self._price = pools.score[part].tolist(), pools.price[part].tolist()
        self._verdict: list[int] | None = pools.verdict[part].tolist() if keep_verdicts else None
        between = (own[part].tolist() for own in pools.between)
        self._between: list[tuple[int, int]] = list(zip(*between, strict=True))
        self._waiting = [pair for place in self._at for pair in self._pairs(place)]

    def path(self) -> Path:
        """Walk until nothing makes the gap smaller."""
        found = Path([], [self._gap()])
        while True:
            before = len(found.places)
            for place in self._round():
                found.places.append(self._start + place)
                found.gaps.append(min(self._gap(), found.gaps[-1]))
            if len(found.places) == before:
                return found

    def _round(self) -> Iterator[int]:
        """The exchanges in the order of their price; what does not help now waits."""
        heap, self._waiting = self._waiting, []
        heapify(heap)
        while heap:
            pair = heappop(heap)
            if self._at[pair.place] != pair.upper or self._at[pair.place + 1] != pair.lower:
                continue
            if not self._helps(pair):
                self._waiting.append(pair)
                continue
            self._exchange(pair)
            yield pair.place
            for place in (pair.place - 1, pair.place + 1):
                for one in self._pairs(place):
                    heappush(heap, one)

    def _pairs(self, place: int) -> Iterator[_Pair]:
        """The pair at a place and the next one, if they may ever be exchanged."""
        if not 0 <= place < self._size - 1:
            return
        upper, lower = self._at[place], self._at[place + 1]
        if self._lists[upper] != self._lists[lower] or self._groups[upper] == self._groups[lower]:
            return
        if self._may_pass(place, upper, lower):
            price = (self._score[upper] - self._score[lower]) * self._price[upper]
            yield _Pair(price, place, upper, lower)

    def _may_pass(self, place: int, upper: int, lower: int) -> bool:
        """Whether nobody passes a better verdict, those included who stand between the two."""
        if self._verdict is None:
            return True
        (best, worst), up, down = self._between[place], self._verdict[lower], self._verdict[upper]
        return up <= min(down, best) and down >= worst

    def _helps(self, pair: _Pair) -> bool:
        """Whether the gap shrinks; where nothing is shown, whether one gives to the other."""
        step = self._step(pair.place)
        much, little = (self._excess[self._groups[one]] for one in (pair.upper, pair.lower))
        if step <= 0:
            return much > _ROUNDING and little < -_ROUNDING
        gained = abs(much) + abs(little) - abs(much - step) - abs(little + step)
        return gained > _ROUNDING

    def _exchange(self, pair: _Pair) -> None:
        step = self._step(pair.place)
        self._excess[self._groups[pair.upper]] -= step
        self._excess[self._groups[pair.lower]] += step
        self._at[pair.place], self._at[pair.place + 1] = pair.lower, pair.upper

    def _step(self, place: int) -> float:
        """The attention that goes from the upper one's group to the lower one's."""
        return self._share[place] - self._share[place + 1]

    def _gap(self) -> float:
        return sum(map(abs, self._excess)) / 2

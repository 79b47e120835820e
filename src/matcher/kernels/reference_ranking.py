"""The plain NumPy definition of ranking: every pair is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from matcher.kernels.ranking_arrays import NOBODY, Lists, People, Places, Posts, is_open
from matcher.kernels.reference import score, top_k

__all__ = ["Applicants", "Ranker"]

Singles = npt.NDArray[np.float32]
Truths = npt.NDArray[np.bool_]
Progress = Callable[[int, int], object]

#: Pairs held at once: some tens of megabytes.
_PAIRS = 1_000_000


class Ranker:
    """Ranks vacancies for candidates, exactly.

    The score of a pair is, in float64 and in this order, the sum over the criteria of the vacancy's
    template of weight * attainment, plus preference * (granted parts / stated parts), cast once to
    float32. Ties go to the lower `order`.
    """

    def __init__(self, posts: Posts) -> None:
        self.posts = posts

    def best(
        self,
        people: People,
        k: int,
        *,
        threads: int = 1,
        prune: bool = True,
        progress: Progress | None = None,
    ) -> Lists:
        """The k best vacancies of each candidate among those whose gates are all open.

        `threads` and `prune` are for speed and change nothing.
        """
        del threads, prune
        size = people.stated.size
        lists = _empty(size, k)
        for rows, scores, listed in _blocks(self.posts, people):
            chosen = top_k(scores, self.posts.order.astype(np.int64), listed, k)
            for row, own in zip(rows.tolist(), chosen, strict=True):
                lists.items[row, : own.size] = own
                lists.scores[row, : own.size] = scores[row - rows[0], own]
            if progress is not None:
                progress(int(rows[-1]) + 1, size)
        return lists

    def applicants(self, k: int) -> Applicants:
        """The k best candidates of each vacancy, to be added batch by batch."""
        return Applicants(self, k)


class Applicants:
    """The k best candidates of each vacancy among those added so far."""

    def __init__(self, ranker: Ranker, k: int) -> None:
        self._posts = ranker.posts
        self._lists = _empty(self._posts.template.size, k)
        self._order = np.full(
            (self._posts.template.size, k), np.iinfo(np.int32).max, dtype=np.int32
        )

    def add(
        self,
        people: People,
        order: Places,
        *,
        first: int = 0,
        threads: int = 1,
        progress: Progress | None = None,
    ) -> None:
        """Add candidates; they are numbered from `first`, and ties go to the lower `order` (n,)."""
        del threads
        k = self._lists.items.shape[1]
        for rows, scores, listed in _blocks(self._posts, people):
            places = rows - rows[0]
            for vacancy, own in enumerate(
                top_k(scores.T, order[rows].astype(np.int64), listed.T, k)
            ):
                self._merge(
                    vacancy,
                    (first + rows[own]).astype(np.int32),
                    scores[places[own], vacancy],
                    order[rows[own]],
                )
            if progress is not None:
                progress(int(rows[-1]) + 1, people.stated.size)

    def best(self) -> Lists:
        """The lists (v, k), items being the numbers of candidates."""
        return Lists(self._lists.items.copy(), self._lists.scores.copy())

    def _merge(self, vacancy: int, items: Places, scores: Singles, order: Places) -> None:
        known = self._lists.items[vacancy] != NOBODY
        every = [
            np.concatenate([old[vacancy][known], new])
            for old, new in (
                (self._lists.items, items),
                (self._lists.scores, scores),
                (self._order, order),
            )
        ]
        best = np.lexsort((every[2], -every[1]))[: known.size]
        for kept, new in zip(
            (self._lists.items, self._lists.scores, self._order), every, strict=True
        ):
            kept[vacancy, : best.size] = new[best]


def _empty(size: int, k: int) -> Lists:
    return Lists(np.full((size, k), NOBODY, dtype=np.int32), np.zeros((size, k), dtype=np.float32))


def _blocks(
    posts: Posts, people: People
) -> Iterator[tuple[npt.NDArray[np.int64], Singles, Truths]]:
    """Some candidates at a time: their rows, their scores (n, v), and which pairs are open."""
    step = max(1, _PAIRS // max(posts.template.size, 1))
    for start in range(0, people.stated.size, step):
        rows = np.arange(start, min(start + step, people.stated.size))
        yield rows, _scores(posts, people, rows), _open(posts, people, rows)


def _scores(posts: Posts, people: People, rows: npt.NDArray[np.int64]) -> Singles:
    attained = people.attained
    criteria = posts.criteria
    dense = np.zeros((rows.size, criteria))
    for place, row in enumerate(rows.tolist()):
        own = slice(attained.starts[row], attained.starts[row + 1])
        is_asked = attained.columns[own] < criteria
        dense[place, attained.columns[own][is_asked]] = attained.values[own][is_asked]
    granted = np.zeros((rows.size, posts.template.size))
    for classes in posts.offers.T:
        asked = np.flatnonzero(classes >= 0)
        granted[:, asked] += is_open(people.granted, rows[:, np.newaxis], classes[asked])
    stated = people.stated[rows].astype(np.float64)[:, np.newaxis]
    share = np.divide(granted, stated, out=np.zeros_like(granted), where=stated > 0)
    sums = score(dense, posts.weights)[:, posts.template]
    return (sums + posts.preference[posts.template] * share).astype(np.float32)


def _open(posts: Posts, people: People, rows: npt.NDArray[np.int64]) -> Truths:
    found = np.ones((rows.size, posts.template.size), dtype=np.bool_)
    lengths = np.diff(posts.gate_starts)
    for place in range(int(lengths.max(initial=0))):
        asking = np.flatnonzero(lengths > place)
        gates = posts.gates[posts.gate_starts[asking] + place]
        found[:, asking] &= is_open(people.open, rows[:, np.newaxis], gates)
    return found

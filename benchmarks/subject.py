"""What is measured: the ranking kernel of the package, given the same work as its peers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import NOBODY, TopK
from matcher.kernels import People, Posts, Ranker, SparseRows, lanes

__all__ = ["Reverse", "Subject", "people_of", "posts_of", "similar_first"]

Ints = npt.NDArray[np.int64]


def posts_of(case: Case) -> Posts:
    """Vacancies as the kernel takes them; of equal scores the vacancy of lower number is first."""
    return Posts(
        weights=SparseRows(case.weights.values, case.weights.columns, case.weights.starts),
        preference=case.preference,
        template=case.template.astype(np.int32),
        order=np.arange(len(case), dtype=np.int32),
        gate_starts=case.gates.starts,
        gates=case.gates.members.astype(np.int32),
        offers=case.offers.astype(np.int32)[case.offer],
    )


def people_of(group: Group) -> People:
    """Candidates as the kernel takes them, in their order."""
    rows = group.attained
    return People(
        attained=SparseRows(rows.values, rows.columns, rows.starts),
        open=lanes(group.is_open),
        granted=lanes(group.is_granted),
        stated=group.stated,
    )


def similar_first(group: Group) -> Ints:
    """An order of candidates in which neighbours resemble each other."""
    return np.lexsort((group.profile, group.programme))


@dataclass(frozen=True)
class Subject:
    """Ranks with the kernel. Ordering candidates, packing them and ordering answers are part of it.

    `batch` candidates at a time are handed to the kernel, all of a group where it is None; without
    `orders` they go in the order they come in. Candidates that the product packed are not packed
    again.
    """

    ranker: Ranker
    threads: int = 1
    prune: bool = True
    batch: int | None = None
    orders: bool = True

    @classmethod
    def of(cls, case: Case, *, threads: int = 1, prune: bool = True) -> Subject:
        """With an index of its own."""
        return cls(Ranker(posts_of(case)), threads=threads, prune=prune)

    def best(self, group: Group, k: int) -> TopK:
        """The k best vacancies of each candidate."""
        answer = TopK(
            np.full((len(group), k), NOBODY, dtype=np.int64),
            np.zeros((len(group), k), dtype=np.float32),
        )
        if group.people is not None:
            found = self.ranker.best(group.people, k, threads=self.threads, prune=self.prune)
            return TopK(found.items.astype(np.int64), found.scores)
        order = similar_first(group) if self.orders else np.arange(len(group))
        size = len(group) if self.batch is None else self.batch
        for start in range(0, len(group), size):
            some = order[start : start + size]
            vacancies, scores = self.ranker.best(
                people_of(group.take(some)), k, threads=self.threads, prune=self.prune
            )
            answer.vacancies[some], answer.scores[some] = vacancies, scores
        return answer


class Reverse:
    """The k best candidates of each vacancy, added group by group; of equal scores the first."""

    def __init__(self, ranker: Ranker, k: int, *, threads: int = 1) -> None:
        self._applicants, self._threads = ranker.applicants(k), threads
        self._numbers: list[Ints] = []
        self._size = 0

    def add(self, group: Group, order: Ints | None = None) -> None:
        """Add candidates, who are numbered on from those before; similar ones first by default."""
        order = similar_first(group) if order is None else order
        numbers = self._size + order
        self._applicants.add(
            people_of(group.take(order)),
            numbers.astype(np.int32),
            first=self._size,
            threads=self._threads,
        )
        self._numbers.append(numbers)
        self._size += len(group)

    def best(self) -> TopK:
        """The numbers of the k best of each vacancy (v, k), and their scores."""
        found, scores = self._applicants.best()
        numbers = np.concatenate([*self._numbers, np.array([NOBODY])])
        return TopK(numbers[found], scores)

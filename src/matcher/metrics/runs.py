"""Runs with their judgments: for each query the relevance of what was listed, and the ideal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnknownName
from matcher.metrics.measures import named_measure
from matcher.metrics.ranked import Grades, checked_grades
from matcher.metrics.rows import padded

__all__ = ["JudgedList", "JudgedRun", "Measure"]

Floats = npt.NDArray[np.float64]


class JudgedList(NamedTuple):
    """The list of one query: what its items were judged, and what there was to find."""

    query: str
    #: Grades in ranked order, (items,); NaN where nobody judged.
    relevance: Floats
    #: The grades of everything judged for the query, highest first, (judged,).
    ideal: Floats

    @property
    def n_relevant(self) -> int:
        """How many judged items have a grade above 0."""
        return int(np.count_nonzero(self.ideal > 0))


#: A measure by its name ("ndcg@10"), or a function of one list.
Measure = str | Callable[[JudgedList], float]


@dataclass(frozen=True)
class JudgedRun:
    """The judged lists of one run, one per query.

    >>> run = JudgedRun.of([[3, 0, 1], []], ideals=[[3, 2, 1], [1]])
    >>> run.values("ndcg@10").round(3).tolist()
    [0.735, 0.0]
    """

    lists: tuple[JudgedList, ...]

    @classmethod
    def of(
        cls,
        lists: Iterable[Grades],
        *,
        ideals: Iterable[Grades] | None = None,
        queries: Sequence[str] | None = None,
    ) -> JudgedRun:
        """A run of plain relevance lists.

        `ideals` are the grades of everything judged, per list; without them each list is compared
        with its own best order. `queries` name the lists; without them they are numbered from 1.
        """
        graded = [checked_grades(one) for one in lists]
        best = graded if ideals is None else [checked_grades(one) for one in ideals]
        names = [str(place) for place in range(1, len(graded) + 1)] if queries is None else queries
        if not len(graded) == len(best) == len(names) == len(set(names)):
            problem = (
                f"There are {len(graded)} lists, {len(best)} ideals and {len(set(names))} queries."
            )
            raise InputError(problem, repair="Give one ideal and one name of its own per list.")
        return cls(
            tuple(
                JudgedList(name, relevance, -np.sort(-ideal[ideal >= 0]))
                for name, relevance, ideal in zip(names, graded, best, strict=True)
            )
        )

    def __repr__(self) -> str:
        return f"<JudgedRun: {len(self):,} lists>"

    def __len__(self) -> int:
        return len(self.lists)

    def __iter__(self) -> Iterator[JudgedList]:
        return iter(self.lists)

    def __getitem__(self, query: str) -> JudgedList:
        """The list of a query."""
        for one in self.lists:
            if one.query == query:
                return one
        raise UnknownName("query", query, known=self.queries)

    @property
    def queries(self) -> tuple[str, ...]:
        """The queries, in the order of the lists."""
        return tuple(one.query for one in self.lists)

    @cached_property
    def relevance(self) -> Floats:
        """The grades in ranked order, (lists, depth), filled up with NaN."""
        return padded(one.relevance for one in self.lists)

    @cached_property
    def ideal(self) -> Floats:
        """The grades of everything judged, (lists, judged), filled up with NaN."""
        return padded(one.ideal for one in self.lists)

    def values(self, measure: Measure, *, level: float | None = None) -> Floats:
        """The value of a measure for each list, (lists,).

        `level` is the least grade that counts as relevant, by default every grade above 0; a
        measure that is a function of a list has its own.
        """
        if isinstance(measure, str):
            sizes = np.array([one.relevance.size for one in self.lists], dtype=np.int64)
            return named_measure(measure, self.relevance, self.ideal, sizes, level)
        return np.array([measure(one) for one in self.lists], dtype=np.float64)

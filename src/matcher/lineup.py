"""Vacancies and candidates lined up for ranking: arrays for the kernels, batch by batch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.eligibility.planes import PlaneJudge, Planes
from matcher.errors import InputError
from matcher.features.wish_table import WishAnswers, WishTable
from matcher.index import Index
from matcher.kernels import LANES
from matcher.normalizing.cohort import Cohort

__all__ = ["MEMORY_LIMIT", "Batch", "Effort", "Lineup", "similar_first"]

Places = npt.NDArray[np.int64]

#: What a ranking may take beside the index and the results, in bytes, unless it is said.
MEMORY_LIMIT = 1_000_000_000
#: Candidates in a batch, at most: more are no faster.
_MOST_AT_ONCE = 4096
#: What a batch needs for each candidate and each template, due leaf or set of gates, in bytes; and
#: for each candidate beside that.
_BYTES_PER_COLUMN, _BYTES_PER_CANDIDATE = 1.0, 40_000


@dataclass(frozen=True, slots=True)
class Effort:
    """What a ranking may take, and who is told how many candidates are done, of how many.

    There is a thread for each processor unless it is said how many. `memory_limit` is in bytes,
    beside the index and the results.
    """

    threads: int | None = None
    memory_limit: int = MEMORY_LIMIT
    progress: Callable[[int, int], object] | None = None

    @property
    def workers(self) -> int:
        """How many threads work."""
        if self.threads is not None:
            return max(self.threads, 1)
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity is not None else os.cpu_count() or 1

    def tell(self, done: int, total: int) -> None:
        """Tell the progress."""
        if self.progress is not None:
            self.progress(done, total)


@dataclass(frozen=True, eq=False)
class Batch:
    """Some candidates lined up: `rows` (n,) are their places in the cohort."""

    rows: Places
    cohort: Cohort
    planes: Planes
    people: kernels.People
    wishes: WishAnswers
    wish_of: Places


class Lineup:
    """What ranking needs of an index, made once, and the batches of a cohort."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def template_of(self) -> npt.NDArray[np.int32]:
        """The gate template (v,) of each vacancy: its one gate in the eyes of the kernel."""
        return self.index.gates.templates.of.astype(np.int32)

    @cached_property
    def judge(self) -> PlaneJudge:
        """What judges candidates on all templates."""
        return PlaneJudge(self.index.gates)

    @cached_property
    def wishes(self) -> WishTable:
        """What wishes can speak of."""
        return WishTable(self.index.offers)

    @cached_property
    def ranker(self) -> kernels.Ranker:
        """What ranks: the vacancies by their scores and their templates."""
        scorer = self.index.scorer
        size = self.template_of.size
        posts = kernels.Posts(
            weights=scorer.coefficients,
            preference=scorer.preference,
            template=scorer.row_of.astype(np.int32),
            order=self.index.order.astype(np.int32),
            gate_starts=np.arange(size + 1, dtype=np.int64),
            gates=self.template_of,
            offers=self.wishes.classes_of,
        )
        return kernels.Ranker(posts)

    def reweighted(self, index: Index) -> Lineup:
        """The lineup of the same vacancies with other weights: verdicts and wishes stay."""
        other = Lineup(index)
        vars(other).update(template_of=self.template_of, judge=self.judge, wishes=self.wishes)
        return other

    def batch_size(self, memory_limit: int) -> int:
        """How many candidates a batch may have within a limit of memory in bytes."""
        gates = self.index.gates
        columns = len(gates.layout.leaves) + len(gates.templates)
        needed = columns * _BYTES_PER_COLUMN + _BYTES_PER_CANDIDATE
        size = int(memory_limit / needed) // LANES * LANES
        if size < LANES:
            raise InputError(
                f"A memory limit of {memory_limit:,} bytes is too small for {len(self.index):,} "
                "vacancies.",
                repair=f"Allow at least {int(needed * LANES):,} bytes.",
            )
        return min(size, _MOST_AT_ONCE)

    def batches(self, cohort: Cohort, verdicts: Sequence[int], effort: Effort) -> Iterator[Batch]:
        """The candidates, those who resemble each other together, open for some verdicts."""
        kernels.note_pairs(len(cohort) * len(self.index))
        size = self.batch_size(effort.memory_limit)
        if len(cohort) <= LANES:
            # One block, in whatever order.
            if len(cohort):
                rows = np.arange(len(cohort))
                yield self.batch(cohort, rows, verdicts, threads=1)
            return
        order = similar_first(cohort)
        for start in range(0, order.size, size):
            rows = order[start : start + size]
            yield self.batch(cohort.take(rows), rows, verdicts, threads=effort.workers)

    def batch(
        self, cohort: Cohort, rows: Places, verdicts: Sequence[int], *, threads: int
    ) -> Batch:
        """Candidates as the kernels read them, in their order."""
        planes = self.judge.judge(cohort, threads=threads)
        used, wish_of = np.unique(cohort.wish_codes, return_inverse=True)
        wishes = self.wishes.answers([cohort.wishes[code] for code in used.tolist()])
        people = kernels.People(
            attained=self.index.encoder.rows(cohort),
            open=planes.listed(verdicts),
            granted=kernels.lanes(wishes.granted[wish_of]),
            stated=wishes.stated[wish_of],
        )
        return Batch(rows, cohort, planes, people, wishes, wish_of)


def similar_first(cohort: Cohort) -> Places:
    """An order of candidates in which neighbours resemble each other: by schooling, then skills."""
    sections = cohort.sections
    keys = (
        cohort.wish_codes,
        sections["languages"].of_row,
        sections["experience"].of_row,
        sections["skills"].of_row,
        sections["education"].of_row,
        cohort.programme,
    )
    return np.lexsort(keys)

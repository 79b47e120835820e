"""The verdicts of many people as bits: for each block of 32 and each template two words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.eligibility.claim_answers import ClaimReader
from matcher.eligibility.judging import GateIndex
from matcher.eligibility.personal_days import PersonalDays
from matcher.eligibility.personal_facts import People
from matcher.eligibility.personal_worlds import PersonalWorlds
from matcher.eligibility.templates import Templates
from matcher.eligibility.timeless import Timeless
from matcher.kernels import LANES, Verdicts, verdict_arrays
from matcher.kernels.reference_verdicts import Progress
from matcher.kernels.verdict_arrays import Board, Merged, TemplateList
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["PlaneJudge", "Planes"]

Words = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]
Rows = npt.NDArray[np.integer]

_ALL = ~np.uint32(0)


@dataclass(frozen=True)
class Planes:
    """The verdict codes of candidates (n,) for templates (t,), in lanes.

    Bit l of word [b, j] of `low` and `high` (blocks, t) is the low or the high bit of the code of
    candidate 32 b + l for template j; the bits of nobody are 0. `counts` (n, 4) has the number of
    vacancies by verdict code.
    """

    low: Words
    high: Words
    counts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)

    def listed(self, codes: Collection[int]) -> Words:
        """The pairs whose verdict is among the codes, as words (blocks, t).

        >>> low, high = np.array([[2]], dtype=np.uint32), np.array([[1]], dtype=np.uint32)
        >>> planes = Planes(low, high, counts=np.zeros((2, 4), dtype=np.int64))
        >>> planes.listed([1]).tolist(), planes.verdicts(np.arange(2), np.zeros(2, int)).tolist()
        ([[2]], [2, 1])
        """
        found = np.zeros_like(self.low)
        for code in set(codes):
            low = self.low if code & 1 else ~self.low
            found |= low & (self.high if code & 2 else ~self.high)
        return found & self._present()[:, np.newaxis]

    def verdicts(self, rows: Rows, templates: Rows) -> npt.NDArray[np.int8]:
        """The verdict codes of some pairs of candidate and template (p,)."""
        block, lane = np.divmod(rows, LANES)
        lane = lane.astype(np.uint32)
        low, high = (plane[block, templates] >> lane & 1 for plane in (self.low, self.high))
        return (low + 2 * high).astype(np.int8)

    def _present(self) -> Words:
        """The lanes of each block (blocks,) that are somebody's."""
        present = np.full(self.low.shape[0], _ALL, dtype=np.uint32)
        if spare := -len(self) % LANES:
            present[-1] >>= np.uint32(spare)
        return present


class PlaneJudge:
    """Judges candidates as `GateIndex.judge` does, many at once: the same verdicts as bits."""

    def __init__(self, gates: GateIndex) -> None:
        own = gates.templates
        timeless = Timeless.of(gates.layout, own)
        literals = dict(enumerate(timeless.literal_of.tolist()))
        days = PersonalDays.of(gates.merged, literals)
        judge = gates.judge_leaves
        self._claims = ClaimReader(
            timeless.literals, days.due, taxonomy=judge.taxonomy, as_of=judge.as_of
        )
        self._worlds = PersonalWorlds(days.forms)
        merged_of = days.merged_of[own.merged_of]
        self._verdicts = Verdicts(
            Board(
                literals=self._claims.literals,
                sets=timeless.sets,
                moments=days.moments,
                bodies=days.bodies,
                merged=days.merged,
                templates=_sorted(own, timeless, merged_of, days.merged),
            )
        )

    def judge(
        self,
        candidates: Sequence[NormalCandidate],
        *,
        threads: int = 1,
        progress: Progress | None = None,
    ) -> Planes:
        """The verdicts of candidates, who are best given as a `Cohort`, for every template."""
        cohort = Cohort.of(candidates)
        people = verdict_arrays.People(
            self._claims.claims(cohort), self._worlds.facts(People.of(cohort))
        )
        (low, high), counts = self._verdicts.planes(people, threads=threads, progress=progress)
        return Planes(low, high, counts)


def _sorted(own: Templates, timeless: Timeless, merged_of: Places, merged: Merged) -> TemplateList:
    """The templates by their merged gate, and those that have the same sets near each other."""
    order = np.lexsort((timeless.depart, timeless.select, merged_of))
    counts = np.bincount(own.of, minlength=order.size)
    return TemplateList(
        starts=np.searchsorted(merged_of[order], np.arange(merged.opens.size + 1)),
        place=order.astype(np.int32),
        select=timeless.select[order].astype(np.int32),
        depart=timeless.depart[order].astype(np.int32),
        vacancies=counts[order].astype(np.int32),
    )

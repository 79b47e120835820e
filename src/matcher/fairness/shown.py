"""Who is shown by the lists of vacancies, how much, and who could be listed for how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.index import places
from matcher.kernels import NOBODY, Lists
from matcher.lineup import Effort, Lineup
from matcher.normalizing.cohort import Cohort

__all__ = ["Shown", "shown_by"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Shown:
    """What the first k of every vacancy's list show of people (n,).

    `times` in how many lists they stand, `attention` the sum of 1 / log2(rank + 1) over these,
    `score` the mean of their scores there (NaN where they stand in none); and for how many
    vacancies they have a verdict that is listed (`vacancies`).
    """

    times: Places
    attention: Floats
    score: Floats
    vacancies: Places

    @property
    def exposure(self) -> Floats:
        """1 for whom some list shows, else 0: (n,)."""
        return (self.times > 0).astype(np.float64)

    @property
    def eligible(self) -> Floats:
        """1 for whom some vacancy could list, else 0: (n,)."""
        return (self.vacancies > 0).astype(np.float64)


def shown_by(
    lineups: Sequence[Lineup], cohort: Cohort, *, k: int, codes: Sequence[int], effort: Effort
) -> list[Shown]:
    """Whom the lists of several lineups show that differ in their weights alone.

    The people are judged and encoded once. The lists are those of `best_candidates`.
    """
    order = places(cohort.ids.to_pylist()).astype(np.int32)
    applicants = [one.ranker.applicants(k) for one in lineups]
    vacancies = np.zeros(len(cohort), dtype=np.int64)
    seen, done = [np.zeros(0, dtype=np.int64)], 0
    for batch in lineups[0].batches(cohort, codes, effort):
        for one in applicants:
            one.add(batch.people, order[batch.rows], first=done, threads=effort.workers)
        vacancies[batch.rows] = batch.planes.counts[:, list(codes)].sum(axis=1)
        seen.append(batch.rows)
        done += batch.rows.size
    rows = np.concatenate(seen)
    return [_shown(one.best(), rows, vacancies) for one in applicants]


def _shown(lists: Lists, rows: Places, vacancies: Places) -> Shown:
    """What lists (v, k) of places in `rows` show of each person."""
    where, rank = np.nonzero(lists.items != NOBODY)
    people, size = rows[lists.items[where, rank]], vacancies.size
    times = np.bincount(people, minlength=size)
    attention = np.bincount(people, weights=1 / np.log2(rank + 2), minlength=size)
    scores = np.bincount(people, weights=lists.scores[where, rank], minlength=size)
    mean = np.divide(scores, times, out=np.full(size, np.nan), where=times > 0)
    return Shown(times, attention.astype(np.float64), mean, vacancies)

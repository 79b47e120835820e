"""Asks of each candidate's list how far weights may move, and what moved and drawn weights do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.kernels import NOBODY
from matcher.lineup import Batch, Effort, Lineup
from matcher.normalizing.cohort import Cohort
from matcher.ranking import Wanted, verdict_codes
from matcher.sensitivity.acceptability import Acceptability, Kept
from matcher.sensitivity.classes import Classes, Standing
from matcher.sensitivity.drawing import Draws
from matcher.sensitivity.intervals import Intervals, intervals_of
from matcher.sensitivity.lists import overlaps
from matcher.sensitivity.movements import SIDES, Movements
from matcher.sensitivity.result import Sensitivity
from matcher.sensitivity.weighing import WEIGHTS, as_row, as_weights, moved
from matcher.settings import Weights

__all__ = ["MOVEMENTS", "sensitivity_of"]

Items = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

#: How far weights are moved, as shares of themselves, unless it is said.
MOVEMENTS = (0.05, 0.1, 0.2, 0.5)
#: Pairs below which threads cost more than they save.
_FEW_PAIRS = 1_000_000
#: Candidates after whom the progress is told.
_TOLD_EVERY = 64


def sensitivity_of(  # noqa: PLR0913 - what is ranked, what is moved, and what it may take
    lineup: Lineup,
    cohort: Cohort,
    wanted: Wanted,
    *,
    movements: Sequence[float] = MOVEMENTS,
    draws: Draws | None = None,
    effort: Effort | None = None,
) -> Sensitivity:
    """How firmly the lists of the k best stand: see `Sensitivity`.

    `movements` are shares in (0, 1) by which single weights are moved both ways. The lists after a
    movement and under drawn weights are those that the engine would give.
    """
    effort = Effort() if effort is None else effort
    survey = _Survey(lineup, len(cohort), wanted.k, _checked(movements), draws or Draws())
    codes, done = verdict_codes(wanted.verdicts).tolist(), 0
    for batch in lineup.batches(cohort, codes, effort):
        survey.add(batch, effort, done)
        done += batch.rows.size
    return survey.result(cohort)


def _checked(movements: Sequence[float]) -> tuple[float, ...]:
    if not movements or not all(0 < one < 1 for one in movements):
        problem = f"The movements are {', '.join(f'{one:g}' for one in movements) or 'none'}."
        raise InputError(problem, repair="Give shares between 0 and 1, such as 0.1 and 0.5.")
    return tuple(sorted(set(movements)))


@dataclass(frozen=True, eq=False)
class _Trial:
    """Other weights: with which one weight is moved, how far and to which side; or drawn."""

    weights: Weights
    #: The places of the weight, the movement and the side; nothing where all weights are drawn.
    cell: tuple[int, int, int] | None


class _Survey:
    """What is found of a cohort, grown batch by batch."""

    def __init__(
        self, lineup: Lineup, size: int, k: int, movements: tuple[float, ...], draws: Draws
    ) -> None:
        self.lineup, self.draws, self.movements = lineup, draws, movements
        self.weights = lineup.index.context.weights
        self.classes = Classes.of_lineup(lineup)
        self.trials = [*_moved(self.weights, movements), *_drawn(self.weights, draws)]
        self.items: Items = np.full((size, k), NOBODY, dtype=np.int32)
        self.intervals = Intervals.unbounded(size)
        self.overlap: Floats = np.ones((size, len(WEIGHTS), len(movements), len(SIDES)))
        self.kept = Kept.none(size, k)

    def add(self, batch: Batch, effort: Effort, done: int) -> None:
        """Look at the candidates of a batch; `done` of the cohort were looked at before."""
        k = self.items.shape[1]
        is_small = batch.rows.size * len(self.lineup.index) < _FEW_PAIRS
        threads = 1 if is_small else effort.workers
        present = self.lineup.ranker.best(batch.people, k, threads=threads).items
        self.items[batch.rows] = present
        for trial in self.trials:
            other = self.lineup.reweighted(self.lineup.index.reweighted(trial.weights))
            lists = other.ranker.best(batch.people, k, threads=threads).items
            alike = overlaps(present, lists)
            if trial.cell is not None:
                self.overlap[batch.rows, *trial.cell] = alike
            else:
                self.kept.add(batch.rows, present, lists, alike)
        for place in self._stand(batch, present):
            if (place + 1) % _TOLD_EVERY == 0 or place + 1 == batch.rows.size:
                effort.tell(done + place + 1, len(self.items))

    def _stand(self, batch: Batch, present: Items) -> Iterator[int]:
        """Find the intervals of the candidates of a batch, one after the other."""
        weights = as_row(self.weights)
        for rows in Standing.blocks(batch):
            standing = Standing.of(self.classes, batch, rows)
            for row in range(rows.start, rows.stop):
                vacancies = present[row][present[row] != NOBODY].astype(np.int64)
                if vacancies.size:
                    kinds = standing.kinds(row)
                    own = intervals_of(self.classes, kinds, vacancies, weights)
                    self.intervals.put(int(batch.rows[row]), own)
                yield row

    def result(self, cohort: Cohort) -> Sensitivity:
        """What was found of those who have a list."""
        listed = np.flatnonzero(self.items[:, 0] != NOBODY)
        names = [str(name) for name in cohort.ids.take(listed).to_pylist()]
        intervals = self.intervals.take(listed)
        index, items = self.lineup.index, self.items[listed]
        return Sensitivity(
            candidate_ids=names,
            items=items,
            ids=index.ids,
            intervals=intervals,
            movements=Movements.of(
                self.movements, as_row(self.weights), intervals, self.overlap[listed],
                seed=self.draws.seed,
            ),
            acceptability=Acceptability(
                names, items, index.ids, self.draws, self.kept.take(listed)
            ),
            weights=self.weights,
            unlisted=len(self.items) - listed.size,
            vacancies=len(index),
            as_of=index.context.as_of,
        )  # fmt: skip


def _moved(weights: Weights, movements: Sequence[float]) -> Iterator[_Trial]:
    for place, name in enumerate(WEIGHTS):
        for at, movement in enumerate(movements):
            for side, sign in enumerate((-1, 1)):
                yield _Trial(moved(weights, name, sign * movement), (place, at, side))


def _drawn(weights: Weights, draws: Draws) -> Iterator[_Trial]:
    return (_Trial(as_weights(row), None) for row in draws.rows(weights))

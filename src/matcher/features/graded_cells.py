"""What people attain of criteria, kept apart by the grade of evidence that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.features.attainment import Encoder
from matcher.features.criteria import Criteria
from matcher.features.layout import Layout
from matcher.normalizing.coding import alike
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.expressions import Leaf
from matcher.records.evidence import Evidence, evidence_grades
from matcher.settings import Settings

__all__ = ["GRADES", "GradedCells", "graded_cells"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: The grades of evidence, the weakest first.
GRADES: tuple[Evidence, ...] = tuple(sorted(Evidence, key=lambda one: evidence_grades()[one].rank))


@dataclass(frozen=True, eq=False)
class GradedCells:
    """What is attained of literals, then of criteria of several literals.

    A cell (c,), a person and a literal, has the `best` similarity times credit (e,) of what is
    claimed with each of some `grades` of evidence, at the places from `starts[c]`. Behind the cells
    comes one of nothing, then the criteria: each is the best of its clauses, a clause the worst of
    its `terms`, which are cells.
    """

    best: Floats
    grades: Places
    starts: Places
    terms: Places
    clauses: Places
    criteria: Places

    def attained(self, factors: Floats) -> Floats:
        """What is attained (c + 1 + criteria,) with factors (8,) of the `GRADES`."""
        found = np.zeros(self.starts.size + 1)
        if self.starts.size:
            graded = self.best * factors[self.grades]
            found[:-1] = np.maximum.reduceat(graded, self.starts)
        if not self.criteria.size:
            return found
        clauses = np.minimum.reduceat(found[self.terms], self.clauses)
        return np.append(found, np.maximum.reduceat(clauses, self.criteria))


def graded_cells(
    encoder: Encoder, criteria: Criteria, cohort: Cohort, rows: Places, columns: Places
) -> tuple[GradedCells, Places]:
    """The cells of pairs (p,) of a row of the cohort and one of the criteria; the place of each.

    What the encoder knows of the day and of the taxonomy counts, not its factors.
    """
    claimed = _claimed(encoder, criteria, cohort)
    pairs = alike([rows, columns], rows.size)
    row, column = rows[pairs.examples], columns[pairs.examples]
    terms, _, _, own = criteria.layout.take(column)
    is_several = np.bincount(own, minlength=column.size) > 1
    place = np.empty(column.size, dtype=np.int64)
    is_alone = ~is_several[own]
    place[own[is_alone]] = claimed.places(row[own[is_alone]], terms[is_alone])
    several = np.flatnonzero(is_several)
    place[several] = claimed.keys.size + 1 + np.arange(several.size)
    terms, clauses, starts, own = criteria.layout.take(column[several])
    cells = GradedCells(
        best=claimed.best,
        grades=claimed.grades,
        starts=claimed.starts,
        terms=claimed.places(row[several][own], terms),
        clauses=clauses,
        criteria=starts,
    )
    return cells, place[pairs.of]


class _Claimed(NamedTuple):
    """What people claim of literals: ascending `keys` (c,) of the cells, and what each has."""

    keys: Places
    literals: int
    best: Floats
    grades: Places
    starts: Places

    def places(self, rows: Places, literals: Places) -> Places:
        """The cells of some people and literals; c where nothing is claimed."""
        keys = rows * self.literals + literals
        found = np.searchsorted(self.keys, keys)
        known = np.append(self.keys, -1)[found] == keys
        return np.where(known, found, self.keys.size)


def _claimed(encoder: Encoder, criteria: Criteria, cohort: Cohort) -> _Claimed:
    """What is claimed with each grade; of grades that make nothing better, only the strongest."""
    size = len(criteria.layout.leaves)
    stronger = {}
    for grade, counted in _with_grade_or_better(encoder, criteria):
        rows = counted.rows(cohort)
        row = np.repeat(np.arange(len(cohort)), np.diff(rows.starts))
        stronger[grade] = row * size + rows.columns, rows.values
    keys = np.unique(np.concatenate([own for own, _ in stronger.values()]))
    table = np.zeros((len(GRADES) + 1, keys.size))
    for grade, (own, values) in stronger.items():
        table[grade, np.searchsorted(keys, own)] = values
    cell, grades = np.nonzero((table[:-1] > table[1:]).T)
    starts = np.searchsorted(cell, np.arange(keys.size))
    return _Claimed(keys, size, table[grades, cell], grades, starts)


def _with_grade_or_better(encoder: Encoder, criteria: Criteria) -> Iterator[tuple[int, Encoder]]:
    """For each grade an encoder of single literals for which it and stronger ones count fully.

    As stronger evidence has no smaller factor, the best of these, each times the factor of its
    grade, is the best of all claims, each times its own.
    """
    leaves = criteria.layout.leaves
    places = np.arange(len(leaves))
    alone = replace(criteria, layout=Layout[Leaf](leaves, places, places, places))
    for place in range(len(GRADES)):
        factors = {grade: float(rank >= place) for rank, grade in enumerate(GRADES)}
        settings = Settings(evidence=factors)
        yield (
            place,
            Encoder(alone, taxonomy=encoder.taxonomy, settings=settings, as_of=encoder.as_of),
        )

"""A small table in place of all criteria: one slot for each that anybody can be known to meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.features.layout import Layout
from matcher.normalizing.expressions import Leaf, Literal

__all__ = ["Slots"]

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Slots:
    """Where the literals and criteria of a layout stand in a table of `size` columns.

    First come the `criteria` (m,), ascending, of which something can be proven; a literal that is a
    criterion by itself shares its slot. Other literals follow. In the last slot stand all which did
    not resolve, and the criteria of such alone: nothing is ever proven of them, and everything
    possible. Criteria of several literals stand in the slots `combined`, laid out by `terms`,
    `clauses` and `starts`.
    """

    criteria: Indices
    of_criterion: Indices
    of_literal: Indices
    size: int
    combined: Indices
    terms: Indices
    clauses: Indices
    starts: Indices

    @classmethod
    def of(cls, layout: Layout[Leaf]) -> Self:
        """The slots for a layout of graded criteria."""
        is_known = np.array(
            [isinstance(leaf, Literal) and leaf.is_resolved for leaf in layout.leaves],
            dtype=np.bool_,
        )
        terms, _, _, criterion = layout.take(np.arange(len(layout)))
        criteria = np.unique(criterion[is_known[terms]])
        is_alone = np.bincount(criterion, minlength=len(layout))[criterion] == 1
        others = np.setdiff1d(np.flatnonzero(is_known), terms[is_alone])
        size = criteria.size + others.size + 1
        of_criterion = np.full(len(layout), size - 1, dtype=np.int64)
        of_criterion[criteria] = np.arange(criteria.size)
        of_literal = np.full(len(layout.leaves), size - 1, dtype=np.int64)
        of_literal[terms[is_alone]] = of_criterion[criterion[is_alone]]
        of_literal[others] = criteria.size + np.arange(others.size)
        several = np.setdiff1d(criteria, criterion[is_alone])
        own, clauses, starts, _ = layout.take(several)
        return cls(
            criteria,
            of_criterion,
            of_literal,
            size,
            combined=of_criterion[several],
            terms=of_literal[own],
            clauses=clauses,
            starts=starts,
        )

    def nothing(self, size: int) -> Floats:
        """A table (size, slots) of people of whom nothing is proven."""
        return np.zeros((size, self.size), dtype=np.float64)

    def fill(self, table: Floats, rows: Indices, places: Indices, values: Floats) -> None:
        """Raise the cells (row, literal) of a table to values, then combine them to criteria."""
        np.maximum.at(table.reshape(-1), rows * self.size + self.of_literal[places], values)
        if self.combined.size:
            table[:, self.combined] = kernels.any_of_all(
                table, self.terms, self.clauses, self.starts, best_is_least=False
            )

    def spread(self, reach: Floats) -> Floats:
        """Values (l,) of literals by slot; whatever did not resolve is possible."""
        found = np.zeros(self.size, dtype=np.float64)
        found[self.of_literal] = reach
        found[-1] = 1.0
        return found

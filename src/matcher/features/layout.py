"""Lays out expressions as the kernels read them: clauses of distinct leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from matcher.normalizing.coding import Members

__all__ = ["Layout", "lay_out"]

L = TypeVar("L")
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Layout(Generic[L]):
    """Expressions over distinct leaves.

    `terms` holds the leaf of each term, `clauses` where each clause starts in `terms`, `starts`
    where each expression starts in `clauses`.
    """

    leaves: tuple[L, ...]
    terms: Indices
    clauses: Indices
    starts: Indices

    def __len__(self) -> int:
        return int(self.starts.size)

    def take(self, expressions: Indices) -> tuple[Indices, Indices, Indices, Indices]:
        """Some of the expressions: `terms`, `clauses`, `starts`, and the expression of each term.

        The last are places in `expressions`.
        """
        own = Members(np.append(self.starts, self.clauses.size), np.arange(self.clauses.size))
        chosen = own.take(expressions)
        terms = Members(np.append(self.clauses, self.terms.size), self.terms).take(chosen.members)
        return terms.members, terms.starts[:-1], chosen.starts[:-1], chosen.rows[terms.rows]


def lay_out(
    expressions: Sequence[tuple[tuple[L, ...], ...]], *, key: Callable[[L], object]
) -> Layout[L]:
    """Intern the leaves of expressions given as alternatives of leaves that are all needed.

    Leaves with one key are one. No expression and no clause may be empty.
    """
    places: dict[object, int] = {}
    leaves: list[L] = []
    terms: list[int] = []
    clauses: list[int] = []
    starts: list[int] = []
    for alternatives in expressions:
        starts.append(len(clauses))
        for clause in alternatives:
            clauses.append(len(terms))
            for leaf in clause:
                place = places.setdefault(key(leaf), len(leaves))
                if place == len(leaves):
                    leaves.append(leaf)
                terms.append(place)
    arrays = (np.array(part, dtype=np.int64) for part in (terms, clauses, starts))
    return Layout(tuple(leaves), *arrays)

"""Measures by name, such as "ndcg@10": one value per list of a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnknownName
from matcher.metrics import rows
from matcher.metrics.ranked import checked_depth

__all__ = ["MEASURES", "named_measure"]

Floats = npt.NDArray[np.float64]


class _Asked(NamedTuple):
    """The lists that are measured, as matrices, and how."""

    relevance: Floats
    ideal: Floats
    sizes: npt.NDArray[np.int64]
    k: int | None
    level: float | None

    @property
    def depth(self) -> int:
        """The k of a measure that has none without one."""
        if self.k is None:
            problem = "The measure needs a depth."
            raise InputError(problem, repair="Write it behind the name, as in precision@10.")
        return self.k

    @property
    def cut(self) -> Floats:
        """The relevance of the first k."""
        return self.relevance[:, : self.k]

    @property
    def n_relevant(self) -> npt.NDArray[np.int64]:
        """How many items are relevant at all, for each list."""
        return rows.count_relevant(self.ideal, self.level)

    @property
    def n_nonrelevant(self) -> npt.NDArray[np.int64]:
        """How many are judged and not relevant, for each list."""
        return rows.count_nonrelevant(self.ideal, self.level)


_NAMED: dict[str, Callable[[_Asked], Floats]] = {
    "bpref": lambda one: rows.bpref(one.cut, one.n_relevant, one.n_nonrelevant, one.level),
    "judged": lambda one: rows.judged(one.relevance, one.k, one.sizes),
    "map": lambda one: rows.average_precision(one.cut, one.n_relevant, one.level),
    "mrr": lambda one: rows.reciprocal_rank(one.cut, one.level),
    "ndcg": lambda one: rows.ndcg(one.relevance, one.k, one.ideal),
    "precision": lambda one: rows.precision(one.relevance, one.depth, one.level),
    "r_precision": lambda one: rows.r_precision(one.cut, one.n_relevant, one.level),
    "recall": lambda one: rows.recall(one.relevance, one.k, one.n_relevant, one.level),
    "success": lambda one: rows.success(one.relevance, one.depth, one.level),
}

#: The names of measures; a depth may follow, as in "ndcg@10". Without one the whole list counts.
MEASURES = tuple(_NAMED)


def named_measure(
    name: str,
    relevance: Floats,
    ideal: Floats,
    sizes: npt.NDArray[np.int64],
    level: float | None = None,
) -> Floats:
    """The values of a measure, such as "map" or "ndcg@10", one per row of the matrices.

    `relevance` and `ideal` are as in `matcher.metrics.rows`, `sizes` (lists,) the lengths of lists.
    """
    stem, at, depth = name.partition("@")
    if stem not in _NAMED:
        raise UnknownName("measure", stem, known=_NAMED)
    if at and not depth.isdecimal():
        problem = f"The depth of the measure '{name}' is no number."
        raise InputError(problem, repair="Write it as in ndcg@10.")
    k = checked_depth(int(depth)) if at else None
    return _NAMED[stem](_Asked(relevance, ideal, sizes, k, level))

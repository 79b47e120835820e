"""The compiled kernels, with the names, the signatures and the results of `reference`.

Arrays are brought to the type and the layout that C++ reads, without a copy where they have them.
Offsets and indices are checked there: those that point outside are a ValueError, never a crash.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

import matcher.kernels._native as _native  # noqa: PLR0402 - the package is half imported here
from matcher.kernels.reference import (
    Codes,
    Days,
    Floats,
    Indices,
    SparseRows,
    Stretches,
    # NumPy selects with vector instructions of its own: compiled code is no faster.
    top_k,
)

__all__ = [
    "any_of_all",
    "judge",
    "open_days",
    "scatter_best",
    "score",
    "score_pairs",
    "top_k",
    "worst",
]


def laid_out(array: npt.NDArray[Any], dtype: type[np.generic]) -> npt.NDArray[Any]:
    """The array row by row and of one type: itself where it is so, else a copy.

    TypeError where values could be lost on the way.
    """
    flags = array.flags
    if array.dtype == dtype and flags.c_contiguous and flags.aligned:
        return array
    return np.require(array.astype(dtype, casting="safe", copy=False), requirements=["C", "A"])


def scatter_best(rows: Indices, columns: Indices, values: Floats, shape: tuple[int, int]) -> Floats:
    """As in `reference`."""
    return _native.scatter_best(
        laid_out(rows, np.int64), laid_out(columns, np.int64), laid_out(values, np.float64), *shape
    )


def any_of_all(
    literals: npt.NDArray[np.generic],
    terms: Indices,
    clauses: Indices,
    expressions: Indices,
    *,
    best_is_least: bool,
) -> npt.NDArray[np.generic]:
    """As in `reference`, for literals that are float64, int16 or bool."""
    is_truth = literals.dtype == np.bool_
    values = laid_out(literals, literals.dtype.type)
    found = _native.any_of_all(
        values.view(np.uint8) if is_truth else values,
        laid_out(terms, np.int64),
        laid_out(clauses, np.int64),
        laid_out(expressions, np.int64),
        best_is_least=best_is_least,
    )
    return found.view(np.bool_) if is_truth else found


def worst(gates: Codes, starts: Indices, members: Indices) -> Codes:
    """As in `reference`."""
    return _native.worst(
        laid_out(gates, np.int16), laid_out(starts, np.int64), laid_out(members, np.int64)
    )


def open_days(
    holds: npt.NDArray[np.bool_], stretches: Stretches, gates: Indices, opens: Days, closes: Days
) -> tuple[Days, Days]:
    """As in `reference`."""
    return _native.open_days(
        laid_out(holds, np.bool_).view(np.uint8),
        laid_out(stretches.first, np.int32),
        laid_out(stretches.last, np.int32),
        laid_out(stretches.starts, np.int64),
        laid_out(gates, np.int64),
        laid_out(opens, np.int32),
        laid_out(closes, np.int32),
    )


def judge(
    select: Codes, depart: Codes, *, ready: Codes, hopeful: Codes, slack: Codes
) -> npt.NDArray[np.int8]:
    """As in `reference`."""
    stages = np.broadcast_arrays(select, depart, ready, hopeful, slack)
    return _native.judge(*(laid_out(each, np.int16) for each in stages))


def score(attainment: Floats, weights: SparseRows) -> Floats:
    """As in `reference`."""
    return _native.score(laid_out(attainment, np.float64), *_weights(weights))


def score_pairs(attainment: Floats, weights: SparseRows, rows: Indices, columns: Indices) -> Floats:
    """As in `reference`."""
    return _native.score_pairs(
        laid_out(attainment, np.float64),
        *_weights(weights),
        people=laid_out(rows, np.int64),
        jobs=laid_out(columns, np.int64),
    )


def _weights(weights: SparseRows) -> tuple[Floats, Indices, Indices]:
    return (
        laid_out(weights.values, np.float64),
        laid_out(weights.columns, np.int64),
        laid_out(weights.starts, np.int64),
    )

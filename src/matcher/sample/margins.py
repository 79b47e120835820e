"""Fits a whole-number table to two margins: proportional fitting, then rounding that keeps both.

The prior says which cells can hold anything and how they relate; fitting scales its rows and
columns until their sums are the margins, which changes none of the odds between cells. Rounding
then moves every cell to one of its two neighbouring whole numbers, by a flow from rows to columns.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InputError
from matcher.sample.flows import Wholes, greatest_flow, rivals

__all__ = ["fitted_table", "joint_table", "shared_out"]

Reals = NDArray[np.float64]
#: Where the support leaves a margin no room to spare, fitting closes in ever more slowly.
_MOST_ROUNDS = 2_000
_CLOSE = 1e-9


def joint_table(prior: Reals, rows: Mapping[str, int], columns: Mapping[str, int]) -> Wholes:
    """The whole-number table with these row and column sums that is nearest in kind to the prior.

    Cells with a prior of 0 stay 0; each other cell is within 1 of the fitted value, unless the
    margins leave the fitting no room. InputError where no table on the support has both margins.

    >>> joint_table(np.array([[1.0, 1.0], [0.0, 1.0]]), {"a": 5, "b": 2}, {"x": 3, "y": 4})
    array([[3, 2],
           [0, 2]])
    """
    wanted_rows, wanted_columns = _wholes(rows), _wholes(columns)
    _check(prior, rows, columns)
    fitted = fitted_table(prior, wanted_rows, wanted_columns)
    base = _within_margins(np.floor(fitted + _CLOSE).astype(np.int64), rows, columns)
    best_first = np.argsort(-(fitted - base), axis=None, kind="stable")
    support = (prior > 0).astype(np.int64)
    left = wanted_rows - base.sum(axis=1), wanted_columns - base.sum(axis=0)
    added = greatest_flow(support, *left, best_first)
    if added.sum() == left[0].sum():
        return base + added
    # Where the fitting did not arrive, what it put in place must move as well.
    return greatest_flow(support * int(wanted_rows.sum()), *left, best_first, start=base)


def fitted_table(prior: Reals, rows: Wholes, columns: Wholes) -> Reals:
    """The prior with its rows and columns scaled in turn until their sums are the margins."""
    fitted = np.array(prior, dtype=np.float64)
    tolerance = _CLOSE * max(1, int(rows.sum()))
    for _ in range(_MOST_ROUNDS):
        fitted *= _ratio(rows, fitted.sum(axis=1))[:, None]
        fitted *= _ratio(columns, fitted.sum(axis=0))
        if np.abs(fitted.sum(axis=1) - rows).max(initial=0.0) < tolerance:
            break
    return fitted


def shared_out(total: int, weights: Reals, *, least: int = 0) -> Wholes:
    """Whole numbers in proportion to the weights that add up to the total, by largest remainders.

    Each is `least` or more; of equal remainders the first goes first.

    >>> shared_out(10, np.array([1.0, 1.0, 2.0]), least=1)
    array([3, 3, 4])
    """
    spare = total - least * len(weights)
    if spare < 0 or (spare and not weights.sum() > 0):
        raise InputError(
            f"{total:,} cannot be shared out among {len(weights):,} with {least} or more each.",
            repair="Share out more, or among fewer with weights above 0.",
        )
    exact = weights * (spare / weights.sum()) if spare else np.zeros(len(weights))
    shares = np.floor(exact + _CLOSE).astype(np.int64)
    first = np.argsort(-(exact - shares), kind="stable")
    shares[first[: spare - int(shares.sum())]] += 1
    return shares + least


# --- steps -------------------------------------------------------------------------------


def _wholes(margin: Mapping[str, int]) -> Wholes:
    return np.array(list(margin.values()), dtype=np.int64)


def _ratio(wanted: Wholes, found: Reals) -> Reals:
    return np.divide(wanted, found, out=np.zeros(len(found)), where=found > 0)


def _check(prior: Reals, rows: Mapping[str, int], columns: Mapping[str, int]) -> None:
    """Say what stands in the way of both margins, if anything does."""
    if prior.shape != (len(rows), len(columns)) or not (np.isfinite(prior) & (prior >= 0)).all():
        problem = f"The prior is no table of weights for {len(rows)} rows, {len(columns)} columns."
        raise InputError(problem, repair="Give one finite weight of 0 or more per cell.")
    wanted_rows, wanted_columns = _wholes(rows), _wholes(columns)
    if wanted_rows.sum() != wanted_columns.sum():
        sums = f"The rows add up to {wanted_rows.sum():,}, the columns to {wanted_columns.sum():,}."
        raise InputError(sums, repair="Correct one of the margins.")
    support = (prior > 0).astype(np.int64)
    capacity = support * int(wanted_rows.sum())
    flow = greatest_flow(capacity, wanted_rows, wanted_columns, np.arange(prior.size))
    if flow.sum() == wanted_rows.sum():
        return
    full = np.flatnonzero(wanted_rows - flow.sum(axis=1) > 0)
    tight, open_columns = rivals(support > 0, flow, full)
    names = [list(rows)[row] for row in tight]
    held = [list(columns)[column] for column in open_columns]
    raise InputError(
        f"The rows {', '.join(names)} need {wanted_rows[tight].sum():,}, but the columns open to "
        f"them ({', '.join(held) or 'none'}) hold {wanted_columns[open_columns].sum():,}.",
        repair="Give one of these rows a weight above 0 in another column.",
    )


def _within_margins(base: Wholes, rows: Mapping[str, int], columns: Mapping[str, int]) -> Wholes:
    """The table with its largest cells lowered where a row or column holds more than its sum."""
    base = base.copy()
    for table, wanted in ((base, _wholes(rows)), (base.T, _wholes(columns))):
        for place in np.flatnonzero(table.sum(axis=1) > wanted):
            surplus = int(table[place].sum() - wanted[place])
            while surplus > 0:
                largest = int(table[place].argmax())
                taken = min(surplus, int(table[place, largest]))
                table[place, largest] -= taken
                surplus -= taken
    return base

"""The plain NumPy definition of every kernel: arrays in, arrays out, nothing checked.

`n` candidates of a block, `v` vacancies, `f` criteria, `l` literals, `g` gates. An expression is a
list of clauses, a clause a list of literals; `terms` holds the literals of all clauses one after
the other, `clauses` where each clause starts in `terms`, `expressions` where each expression
starts in `clauses`. No clause and no expression is empty.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "BARRED",
    "MET",
    "MISSING",
    "NEEDS_PROOF",
    "NEVER",
    "NO_DAY",
    "READY",
    "TRAINABLE",
    "UNKNOWN",
    "SparseRows",
    "Stretches",
    "any_of_all",
    "judge",
    "open_days",
    "scatter_best",
    "score",
    "score_pairs",
    "top_k",
    "worst",
]

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int16]
Indices = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]

#: Gate codes, better first: met, unknown, then MISSING + months to obtain it, or never.
MET = 0
UNKNOWN = 1
MISSING = 2
NEVER = int(np.iinfo(np.int16).max)

#: Verdict codes, better first.
READY, NEEDS_PROOF, TRAINABLE, BARRED = range(4)


#: No day: later than any.
NO_DAY = int(np.iinfo(np.int32).max)


class SparseRows(NamedTuple):
    """A sparse matrix by rows: row i holds values[starts[i]:starts[i + 1]] at those `columns`.

    The order inside a row is kept: it is the order of the sums.
    """

    values: Floats
    columns: Indices
    starts: Indices


class Stretches(NamedTuple):
    """The time of people, cut where something that is asked of them changes.

    Stretch i lasts from `first[i]` to `last[i]` (days as ordinals, both included). Those of person
    p are `starts[p]:starts[p + 1]`, none is empty, and everyone has one.
    """

    first: Days
    last: Days
    starts: Indices


def scatter_best(rows: Indices, columns: Indices, values: Floats, shape: tuple[int, int]) -> Floats:
    """The greatest value per cell, 0 where there is none: values (h,) >= 0 -> (n, l) float64."""
    best = np.zeros(shape, dtype=np.float64)
    np.maximum.at(best, (rows, columns), values)
    return best


def any_of_all(
    literals: npt.NDArray[np.generic],
    terms: Indices,
    clauses: Indices,
    expressions: Indices,
    *,
    best_is_least: bool,
) -> npt.NDArray[np.generic]:
    """The best clause of each expression, a clause being worth its worst literal: (n, l) -> (n, e).

    `best_is_least` is False for attainments (more is better), True for gate codes (less is better).
    """
    if not expressions.size:
        return np.zeros((literals.shape[0], 0), dtype=literals.dtype)
    better, worse = (np.minimum, np.maximum) if best_is_least else (np.maximum, np.minimum)
    clause = worse.reduceat(literals[:, terms], clauses, axis=1)
    expression: npt.NDArray[np.generic] = better.reduceat(clause, expressions, axis=1)
    return expression


def worst(gates: Codes, starts: Indices, members: Indices) -> Codes:
    """The worst gate of each vacancy, MET where it has none: (n, g) -> (n, v) int16.

    The gates of vacancy `j` are `members[starts[j]:starts[j + 1]]`.
    """
    found = np.full((gates.shape[0], starts.size - 1), MET, dtype=np.int16)
    asked = np.flatnonzero(np.diff(starts))
    if asked.size:
        found[:, asked] = np.maximum.reduceat(gates[:, members], starts[asked], axis=1)
    return found


def open_days(
    holds: npt.NDArray[np.bool_], stretches: Stretches, gates: Indices, opens: Days, closes: Days
) -> tuple[Days, Days]:
    """The first and the last day of each window on which its gate is met: two (p, w) int32.

    `holds` (s, g) tells in which stretches a gate is met; window `j` is one of gate `gates[j]` and
    lasts from `opens[j]` to `closes[j]`, both included. Where there is no such day the first is
    `NO_DAY` and the last 0.
    """
    begin = np.maximum(stretches.first[:, np.newaxis], opens)
    end = np.minimum(stretches.last[:, np.newaxis], closes)
    met = holds[:, gates] & (begin <= end)
    own = stretches.starts[:-1]
    first = np.minimum.reduceat(np.where(met, begin, np.int32(NO_DAY)), own, axis=0)
    last = np.maximum.reduceat(np.where(met, end, np.int32(0)), own, axis=0)
    return first, last


def judge(
    select: Codes, depart: Codes, *, ready: Codes, hopeful: Codes, slack: Codes
) -> npt.NDArray[np.int8]:
    """The verdict of each pair (n, v): READY, NEEDS_PROOF, TRAINABLE or BARRED.

    `select` and `depart` are the worst gates of each stage. The others come from the gate over
    personal facts, each a number of months that may go by for other things, or -1: `ready` with
    the gate met in every completion of what is unknown, `hopeful` with it met in some, `slack` in
    any completion at all.
    """
    to_leave = np.maximum(depart.astype(np.int32) - MISSING, 0)
    months = np.maximum(select.astype(np.int32) - MISSING, to_leave)
    verdict = np.full(select.shape, BARRED, dtype=np.int8)
    verdict[months <= slack] = TRAINABLE
    verdict[(select <= UNKNOWN) & (to_leave <= hopeful)] = NEEDS_PROOF
    verdict[(select == MET) & (to_leave <= ready)] = READY
    return verdict


def score(attainment: Floats, weights: SparseRows) -> Floats:
    """The weighted sum of each pair: attainment (n, f) and weights (v, f) -> (n, v) float64.

    One term after the other, in the order in which each row stores them: the sum of a pair depends
    on nothing but the pair.
    """
    lengths = np.diff(weights.starts)
    sums = np.zeros((attainment.shape[0], lengths.size), dtype=np.float64)
    for term in range(int(lengths.max(initial=0))):
        rows = np.flatnonzero(lengths > term)
        place = weights.starts[rows] + term
        sums[:, rows] += weights.values[place] * attainment[:, weights.columns[place]]
    return sums


def score_pairs(attainment: Floats, weights: SparseRows, rows: Indices, columns: Indices) -> Floats:
    """The same sums as `score`, for some pairs (candidate, vacancy) only: (p,) float64."""
    starts = weights.starts[columns]
    lengths = weights.starts[columns + 1] - starts
    sums = np.zeros(rows.size, dtype=np.float64)
    for term in range(int(lengths.max(initial=0))):
        pairs = np.flatnonzero(lengths > term)
        place = starts[pairs] + term
        sums[pairs] += weights.values[place] * attainment[rows[pairs], weights.columns[place]]
    return sums


def top_k(scores: Singles, order: Indices, listed: npt.NDArray[np.bool_], k: int) -> list[Indices]:
    """Per row the columns of the k greatest listed scores, ties by ascending `order`.

    `order` (v,) is each column's place among the ids; scores (n, v) and listed (n, v).
    """
    chosen: list[Indices] = []
    for row, mask in zip(scores, listed, strict=True):
        columns = np.flatnonzero(mask)
        if columns.size > k:
            # The k-th greatest score bounds the candidates; all of its ties stay in.
            bound = np.partition(row[columns], columns.size - k)[columns.size - k]
            columns = columns[row[columns] >= bound]
        ranked = np.lexsort((order[columns], -row[columns]))
        chosen.append(columns[ranked[:k]])
    return chosen

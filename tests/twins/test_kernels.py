"""Each kernel, plain or compiled, equals nested loops on drawn arrays, ties and unknowns too."""

from __future__ import annotations

from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel_modules import MODULES
from matcher.kernels import (
    BARRED,
    MET,
    MISSING,
    NEEDS_PROOF,
    NEVER,
    NO_DAY,
    READY,
    TRAINABLE,
    UNKNOWN,
    SparseRows,
    Stretches,
)

#: Few values, so that ties are common.
SHARES = (0.0, 0.1, 0.25, 0.5, 0.7, 1.0)
CODES = (MET, UNKNOWN, MISSING, MISSING + 1, MISSING + 12, NEVER)

sizes = st.integers(1, 5)

of_each_kind = pytest.mark.parametrize("kernels", MODULES)


def tables(
    rows: int, columns: int, values: tuple[float, ...]
) -> st.SearchStrategy[list[list[Any]]]:
    row = st.lists(st.sampled_from(values), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


def expressions(leaves: int) -> st.SearchStrategy[list[list[list[int]]]]:
    """Expressions as alternatives of leaves that are all needed."""
    clause = st.lists(st.integers(0, leaves - 1), min_size=1, max_size=3)
    return st.lists(st.lists(clause, min_size=1, max_size=3), max_size=4)


def laid_out(found: list[list[list[int]]]) -> tuple[npt.NDArray[np.int64], ...]:
    terms: list[int] = []
    clauses: list[int] = []
    starts: list[int] = []
    for expression in found:
        starts.append(len(clauses))
        for clause in expression:
            clauses.append(len(terms))
            terms.extend(clause)
    return tuple(np.array(part, dtype=np.int64) for part in (terms, clauses, starts))


@st.composite
def weights_and_attainments(draw: st.DrawFn) -> tuple[list[list[float]], SparseRows]:
    people, jobs, criteria = draw(sizes), draw(sizes), draw(sizes)
    attained = draw(tables(people, criteria, SHARES))
    asked = [
        sorted(draw(st.sets(st.integers(0, criteria - 1), max_size=criteria))) for _ in range(jobs)
    ]
    columns = [column for row in asked for column in row]
    data = [draw(st.sampled_from((0.0, 0.1, 0.3, 1 / 3, 2.0))) for _ in columns]
    return attained, SparseRows(
        values=np.array(data, dtype=np.float64),
        columns=np.array(columns, dtype=np.int64),
        starts=np.cumsum([0, *map(len, asked)]),
    )


def summed(row: list[float], weights: SparseRows, job: int) -> float:
    """The weighted sum of a pair, one term after the other."""
    total = 0.0
    for place in range(weights.starts[job], weights.starts[job + 1]):
        total += float(weights.values[place]) * row[weights.columns[place]]
    return total


@of_each_kind
@given(st.data())
def test_scatter_best_keeps_the_greatest_value_of_each_cell(
    kernels: ModuleType, data: st.DataObject
) -> None:
    rows, columns = data.draw(sizes), data.draw(sizes)
    cell = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1), st.sampled_from(SHARES))
    cells = data.draw(st.lists(cell, max_size=12))
    found = kernels.scatter_best(
        np.array([cell[0] for cell in cells], dtype=np.int64),
        np.array([cell[1] for cell in cells], dtype=np.int64),
        np.array([cell[2] for cell in cells], dtype=np.float64),
        (rows, columns),
    )
    expected = [
        [max((v for r, c, v in cells if (r, c) == (row, column)), default=0.0)
         for column in range(columns)]
        for row in range(rows)
    ]  # fmt: skip
    assert found.tolist() == expected
    assert found.dtype == np.float64


@of_each_kind
@given(st.data(), st.booleans())
def test_any_of_all_takes_the_best_clause_by_its_worst_literal(
    kernels: ModuleType,
    data: st.DataObject,
    best_is_least: bool,  # noqa: FBT001
) -> None:
    people, literals = data.draw(sizes), data.draw(sizes)
    values = CODES if best_is_least else SHARES
    table = data.draw(tables(people, literals, values))
    asked = data.draw(expressions(literals))
    array = np.array(table, dtype=np.int16 if best_is_least else np.float64)
    found = kernels.any_of_all(array, *laid_out(asked), best_is_least=best_is_least)
    best, worst = (min, max) if best_is_least else (max, min)
    expected = [
        [best(worst(row[leaf] for leaf in clause) for clause in one) for one in asked]
        for row in table
    ]
    assert found.shape == (people, len(asked))
    assert found.tolist() == expected
    assert found.dtype == array.dtype


@of_each_kind
@given(st.data())
def test_worst_is_the_greatest_gate_of_each_vacancy_and_met_where_it_has_none(
    kernels: ModuleType,
    data: st.DataObject,
) -> None:
    people, gates = data.draw(sizes), data.draw(sizes)
    table = data.draw(tables(people, gates, CODES))
    members = data.draw(st.lists(st.lists(st.integers(0, gates - 1), max_size=3), max_size=5))
    found = kernels.worst(
        np.array(table, dtype=np.int16),
        np.cumsum([0, *map(len, members)]),
        np.array([gate for own in members for gate in own], dtype=np.int64),
    )
    expected = [[max((row[g] for g in own), default=MET) for own in members] for row in table]
    assert found.tolist() == expected
    assert found.dtype == np.int16


@of_each_kind
@given(st.data())
def test_open_days_are_the_first_and_the_last_day_on_which_a_gate_is_met(
    kernels: ModuleType,
    data: st.DataObject,
) -> None:
    people, gates, day = data.draw(sizes), data.draw(sizes), st.integers(1, 9)
    # The stretches of a person follow one another; a gate may be met in one and not in the next.
    cuts = [sorted(data.draw(st.sets(day, min_size=2, max_size=5))) for _ in range(people)]
    stretches = [(who, *pair) for who, own in enumerate(cuts) for pair in pairwise(own)]
    table = data.draw(tables(len(stretches), gates, (True, False)))
    windows = data.draw(st.lists(st.tuples(st.integers(0, gates - 1), day, day), max_size=4))
    first, last = kernels.open_days(
        np.array(table, dtype=np.bool_),
        Stretches(
            first=np.array([start for _, start, _ in stretches], dtype=np.int32),
            last=np.array([end - 1 for _, _, end in stretches], dtype=np.int32),
            starts=np.cumsum([0, *(len(own) - 1 for own in cuts)]),
        ),
        np.array([gate for gate, _, _ in windows], dtype=np.int64),
        np.array([opens for _, opens, _ in windows], dtype=np.int32),
        np.array([closes for _, _, closes in windows], dtype=np.int32),
    )
    met = {
        (who, gate, day)
        for (who, start, end), row in zip(stretches, table, strict=True)
        for gate in range(gates)
        for day in range(start, end)
        if row[gate]
    }
    days = [
        [[day for day in range(opens, closes + 1) if (who, gate, day) in met]
         for gate, opens, closes in windows]
        for who in range(people)
    ]  # fmt: skip
    assert first.tolist() == [[min(own, default=NO_DAY) for own in row] for row in days]
    assert last.tolist() == [[max(own, default=0) for own in row] for row in days]
    assert first.dtype == last.dtype == np.int32


def judged(select: int, depart: int, ready: int, hopeful: int, slack: int) -> int:
    """The verdict of one pair by its definition."""
    to_leave = depart - MISSING if depart >= MISSING else 0
    to_be_chosen = select - MISSING if select >= MISSING else 0
    if select == MET and to_leave <= ready:
        return READY
    if select in (MET, UNKNOWN) and to_leave <= hopeful:
        return NEEDS_PROOF
    return TRAINABLE if max(to_leave, to_be_chosen) <= slack else BARRED


@of_each_kind
@given(st.data())
def test_judge_equals_the_definition_of_each_pair(kernels: ModuleType, data: st.DataObject) -> None:
    people, jobs = data.draw(sizes), data.draw(sizes)
    select, depart = (data.draw(tables(people, jobs, CODES)) for _ in range(2))
    # More is possible in some completion than in every one.
    months = [
        [sorted(data.draw(st.tuples(*[st.sampled_from((-1, 0, 1, 12))] * 3))) for _ in range(jobs)]
        for _ in range(people)
    ]
    ready, hopeful, slack = (
        np.array([[pair[n] for pair in row] for row in months], dtype=np.int16) for n in range(3)
    )
    found = kernels.judge(
        np.array(select, dtype=np.int16),
        np.array(depart, dtype=np.int16),
        ready=ready,
        hopeful=hopeful,
        slack=slack,
    )
    expected = [
        [judged(select[n][v], depart[n][v], *months[n][v]) for v in range(jobs)]
        for n in range(people)
    ]
    assert found.tolist() == expected


@of_each_kind
@given(weights_and_attainments())
def test_score_is_the_weighted_sum_term_after_term(
    kernels: ModuleType,
    drawn: tuple[list[list[float]], SparseRows],
) -> None:
    attained, weights = drawn
    found = kernels.score(np.array(attained, dtype=np.float64), weights)
    expected = [
        [summed(row, weights, job) for job in range(weights.starts.size - 1)] for row in attained
    ]
    # Bit for bit: the order of the sum is part of the definition.
    assert found.tolist() == expected


@of_each_kind
@given(weights_and_attainments(), st.data())
def test_score_pairs_equals_score_bit_for_bit(
    kernels: ModuleType, drawn: tuple[list[list[float]], SparseRows], data: st.DataObject
) -> None:
    attained, weights = np.array(drawn[0], dtype=np.float64), drawn[1]
    jobs = weights.starts.size - 1
    pair = st.tuples(st.integers(0, len(attained) - 1), st.integers(0, jobs - 1))
    pairs = data.draw(st.lists(pair, max_size=8))
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    columns = np.array([column for _, column in pairs], dtype=np.int64)
    found = kernels.score_pairs(attained, weights, rows, columns)
    assert found.tobytes() == kernels.score(attained, weights)[rows, columns].tobytes()


@of_each_kind
@given(st.data(), st.integers(1, 4))
def test_top_k_is_the_beginning_of_the_sorted_list(
    kernels: ModuleType, data: st.DataObject, k: int
) -> None:
    people, jobs = data.draw(sizes), data.draw(st.integers(1, 8))
    # The second value differs from the first only beyond float32: a tie of the reported scores.
    scores = data.draw(tables(people, jobs, (0.3, 0.3 + 1e-12, 0.1, 0.9, 0.0)))
    listed = data.draw(tables(people, jobs, (True, True, False)))
    order = data.draw(st.permutations(range(jobs)))
    singles = np.array(scores, dtype=np.float32)
    found = kernels.top_k(
        singles, np.array(order, dtype=np.int64), np.array(listed, dtype=np.bool_), k
    )
    expected = [
        [job for _, _, job in sorted((-row[v], order[v], v) for v in range(jobs) if mask[v])][:k]
        for row, mask in zip(singles.tolist(), listed, strict=True)
    ]
    assert [one.tolist() for one in found] == expected


@of_each_kind
def test_top_k_keeps_all_ties_of_the_last_place_in_the_order_of_the_ids(
    kernels: ModuleType,
) -> None:
    scores = np.array([[0.5, 0.5, 0.9, 0.5]], dtype=np.float32)
    order = np.array([3, 2, 1, 0], dtype=np.int64)
    [found] = kernels.top_k(scores, order, np.ones((1, 4), dtype=np.bool_), 2)
    assert found.tolist() == [2, 3]


@of_each_kind
def test_what_is_ready_must_stay_ready_until_the_papers_are_there(kernels: ModuleType) -> None:
    def verdict(ready: int, hopeful: int, slack: int) -> int:
        month = np.array([[MISSING + 2]], dtype=np.int16)
        months = (np.array([[n]], dtype=np.int16) for n in (ready, hopeful, slack))
        named = dict(zip(("ready", "hopeful", "slack"), months, strict=True))
        return int(kernels.judge(np.array([[MET]], dtype=np.int16), month, **named)[0, 0])

    assert verdict(2, 2, 2) == READY
    assert verdict(1, 2, 2) == NEEDS_PROOF
    assert verdict(1, 1, 2) == TRAINABLE
    assert verdict(1, 1, 1) == BARRED

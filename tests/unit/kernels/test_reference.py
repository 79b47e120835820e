"""The kernels on arrays small enough to be worked out by hand."""

import numpy as np
import numpy.typing as npt
import pytest

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
from matcher.kernels.reference import (
    any_of_all,
    judge,
    open_days,
    scatter_best,
    score,
    score_pairs,
    top_k,
    worst,
)


def places(*values: int) -> npt.NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def singles(*rows: list[float]) -> npt.NDArray[np.float32]:
    return np.array(rows, dtype=np.float32)


def codes(*rows: list[int]) -> npt.NDArray[np.int16]:
    return np.array(rows, dtype=np.int16)


WEIGHTS = SparseRows(
    values=np.array([0.5, 0.25, 1.0, 0.125]), columns=places(0, 2, 1, 2), starts=places(0, 2, 2, 4)
)
ATTAINED = np.array([[1.0, 0.5, 0.0], [0.25, 1.0, 1.0]])
SUMS = [[0.5, 0.0, 0.5], [0.375, 0.0, 1.125]]


# --- codes -------------------------------------------------------------------------------


def test_codes_and_verdicts_are_ordered_better_first() -> None:
    assert MET < UNKNOWN < MISSING < NEVER == np.iinfo(np.int16).max
    assert (READY, NEEDS_PROOF, TRAINABLE, BARRED) == (0, 1, 2, 3)
    assert (MET, UNKNOWN, MISSING) == (0, 1, 2)


# --- scatter_best ------------------------------------------------------------------------


def test_of_several_values_of_a_cell_the_greatest_stays() -> None:
    best = scatter_best(
        places(0, 1, 0, 0), places(1, 0, 1, 1), np.array([0.2, 0.4, 0.9, 0.3]), (2, 3)
    )
    assert best.tolist() == [[0, 0.9, 0], [0.4, 0, 0]]
    assert best.dtype == np.float64


def test_cells_without_a_value_are_zero() -> None:
    assert scatter_best(places(), places(), np.zeros(0), (1, 2)).tolist() == [[0, 0]]


# --- any_of_all --------------------------------------------------------------------------


def test_an_expression_is_its_best_clause_and_a_clause_its_worst_literal() -> None:
    literals = np.array([[0.9, 0.4, 0.7], [0.1, 0.8, 0.3]])
    # (first and second) or third; third alone
    terms, clauses, starts = places(0, 1, 2, 2), places(0, 2, 3), places(0, 2)
    found = any_of_all(literals, terms, clauses, starts, best_is_least=False)
    assert found.tolist() == [[0.7, 0.7], [0.3, 0.3]]
    found = any_of_all(literals, terms, clauses, starts, best_is_least=True)
    assert found.tolist() == [[0.7, 0.7], [0.3, 0.3]]


def test_more_is_better_of_attainments_and_less_of_codes() -> None:
    literals = np.array([[0.9, 0.4]])
    either = (places(0, 1), places(0, 1), places(0))
    every = (places(0, 1), places(0), places(0))
    assert any_of_all(literals, *either, best_is_least=False).tolist() == [[0.9]]
    assert any_of_all(literals, *either, best_is_least=True).tolist() == [[0.4]]
    assert any_of_all(literals, *every, best_is_least=False).tolist() == [[0.4]]
    assert any_of_all(literals, *every, best_is_least=True).tolist() == [[0.9]]


def test_no_expression_is_a_table_without_columns_of_the_same_type() -> None:
    nothing = places()
    found = any_of_all(codes([1, 2], [3, 4]), nothing, nothing, nothing, best_is_least=True)
    assert found.shape == (2, 0)
    assert found.dtype == np.int16


# --- worst -------------------------------------------------------------------------------


def test_the_worst_gate_of_each_vacancy_counts() -> None:
    gates = codes([MET, UNKNOWN, 5], [7, MET, MET])
    # gates 0 and 1; none; gate 2; gates 2 and 0
    found = worst(gates, places(0, 2, 2, 3, 5), places(0, 1, 2, 2, 0))
    assert found.tolist() == [[1, MET, 5, 5], [7, MET, MET, 7]]
    assert found.dtype == np.int16


def test_a_vacancy_at_the_end_may_have_no_gate() -> None:
    found = worst(codes([4]), places(0, 1, 1), places(0))
    assert found.tolist() == [[4, MET]]


def test_without_any_gate_everything_is_met() -> None:
    found = worst(np.zeros((2, 0), dtype=np.int16), places(0, 0, 0), places())
    assert found.tolist() == [[MET, MET], [MET, MET]]


# --- open_days ---------------------------------------------------------------------------


def days(*values: int) -> npt.NDArray[np.int32]:
    return np.array(values, dtype=np.int32)


#: One person from day 1 to 9, cut on day 4 and day 7; another without a cut.
STRETCHES = Stretches(days(1, 4, 7, 1), days(3, 6, 9, 9), places(0, 3, 4))
HOLDS = np.array([[True, False], [False, False], [True, False], [False, True]])


def test_a_window_is_open_from_the_first_to_the_last_day_on_which_its_gate_is_met() -> None:
    first, last = open_days(HOLDS, STRETCHES, places(0, 0, 1), days(2, 3, 2), days(8, 5, 8))
    assert first.tolist() == [[2, 3, NO_DAY], [NO_DAY, NO_DAY, 2]]
    assert last.tolist() == [[8, 3, 0], [0, 0, 8]]


def test_both_ends_of_a_window_and_of_a_stretch_belong_to_it() -> None:
    opens, closes = days(3, 4, 4, 7), days(3, 6, 7, 7)
    first, last = open_days(HOLDS, STRETCHES, places(0, 0, 0, 0), opens, closes)
    assert first.tolist()[0] == [3, NO_DAY, 7, 7]
    assert last.tolist()[0] == [3, 0, 7, 7]


# --- judge -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("select", "depart", "months", "verdict"),
    [
        # months: ready, hopeful, slack
        (MET, MET, (12, 12, 12), READY),
        (MET, UNKNOWN, (12, 12, 12), READY),
        (MET, MISSING + 12, (12, 12, 12), READY),
        (MET, MISSING + 13, (12, 12, 12), BARRED),
        (MET, NEVER, (12, 12, 12), BARRED),
        (UNKNOWN, MET, (12, 12, 12), NEEDS_PROOF),
        (UNKNOWN, MISSING + 12, (12, 12, 12), NEEDS_PROOF),
        (UNKNOWN, MISSING + 13, (12, 12, 12), BARRED),
        (MISSING, MET, (12, 12, 12), TRAINABLE),
        (MISSING + 12, MET, (12, 12, 12), TRAINABLE),
        (MISSING + 13, MET, (12, 12, 12), BARRED),
        (MISSING + 3, MISSING + 13, (12, 12, 12), BARRED),
        (NEVER, MET, (12, 12, 12), BARRED),
        (MET, MET, (0, 0, 0), READY),
        (MET, MISSING, (0, 0, 0), READY),
        (MET, MISSING + 1, (0, 0, 0), BARRED),
        (MET, MET, (-1, 12, 12), NEEDS_PROOF),
        (MET, MISSING + 3, (2, 12, 12), NEEDS_PROOF),
        (MET, MISSING + 3, (3, 12, 12), READY),
        (MET, MET, (-1, -1, 12), TRAINABLE),
        (UNKNOWN, MET, (-1, -1, 12), TRAINABLE),
        (UNKNOWN, MISSING + 3, (-1, 2, 12), TRAINABLE),
        (UNKNOWN, MISSING + 3, (-1, 3, 12), NEEDS_PROOF),
        (MET, MET, (-1, -1, -1), BARRED),
        (UNKNOWN, UNKNOWN, (-1, -1, -1), BARRED),
        (MISSING, MET, (-1, -1, -1), BARRED),
        (MISSING, MET, (0, 0, 0), TRAINABLE),
        (MISSING + 1, MET, (0, 0, 0), BARRED),
    ],
)
def test_the_verdict_follows_from_gates_and_months(
    select: int, depart: int, months: tuple[int, int, int], verdict: int
) -> None:
    ready, hopeful, slack = (codes([count]) for count in months)
    found = judge(codes([select]), codes([depart]), ready=ready, hopeful=hopeful, slack=slack)
    assert found.tolist() == [[verdict]]
    assert found.dtype == np.int8


def test_each_pair_has_its_own_verdict() -> None:
    months = codes([12, 12], [12, -1])
    found = judge(
        codes([MET, UNKNOWN], [MISSING, MET]),
        codes([MET, MET], [MET, MET]),
        ready=months,
        hopeful=months,
        slack=months,
    )
    assert found.tolist() == [[READY, NEEDS_PROOF], [TRAINABLE, BARRED]]


# --- score -------------------------------------------------------------------------------


def test_a_score_is_the_weighted_sum_of_the_pair() -> None:
    sums = score(ATTAINED, WEIGHTS)
    assert sums.tolist() == SUMS
    assert sums.dtype == np.float64


def test_the_scores_of_some_pairs_are_those_of_the_whole() -> None:
    rows, columns = places(1, 0, 1, 0), places(2, 0, 1, 2)
    sums = score_pairs(ATTAINED, WEIGHTS, rows, columns)
    assert sums.tolist() == [SUMS[row][column] for row, column in zip(rows, columns, strict=True)]
    assert sums.dtype == np.float64


def test_no_pair_has_no_score() -> None:
    assert score_pairs(ATTAINED, WEIGHTS, places(), places()).tolist() == []


def test_without_a_weight_every_score_is_zero() -> None:
    nothing = SparseRows(np.zeros(0), places(), places(0, 0))
    assert score(ATTAINED, nothing).tolist() == [[0.0], [0.0]]
    assert score_pairs(ATTAINED, nothing, places(0), places(0)).tolist() == [0.0]


def test_a_column_that_stands_twice_in_a_row_counts_twice() -> None:
    twice = SparseRows(np.array([0.5, 0.25]), places(0, 0), places(0, 2))
    assert score(ATTAINED, twice).tolist() == [[0.75], [0.1875]]
    assert score_pairs(ATTAINED, twice, places(1), places(0)).tolist() == [0.1875]


def test_terms_are_added_in_the_order_in_which_they_stand() -> None:
    # In another order the small terms would not be lost beside the great one.
    row = np.array([[1.0, 1.0, 1.0]])
    small_last = SparseRows(np.array([2.0**53, 1.0, 1.0]), places(0, 1, 2), places(0, 3))
    small_first = SparseRows(np.array([1.0, 1.0, 2.0**53]), places(1, 2, 0), places(0, 3))
    assert score(row, small_last).tolist() == [[2.0**53]]
    assert score(row, small_first).tolist() == [[2.0**53 + 2]]
    assert score_pairs(row, small_last, places(0), places(0)).tolist() == [2.0**53]
    assert score_pairs(row, small_first, places(0), places(0)).tolist() == [2.0**53 + 2]


# --- top_k -------------------------------------------------------------------------------

ALL = np.ones((1, 5), dtype=np.bool_)
IN_ORDER = places(0, 1, 2, 3, 4)


def chosen(
    scores: npt.NDArray[np.float32],
    k: int,
    order: npt.NDArray[np.int64] = IN_ORDER,
    listed: npt.NDArray[np.bool_] = ALL,
) -> list[list[int]]:
    return [found.tolist() for found in top_k(scores, order, listed, k)]


def test_the_greatest_scores_come_first() -> None:
    scores = singles([0.1, 0.5, 0.3, 0.4, 0.2])
    assert chosen(scores, 3) == [[1, 3, 2]]


def test_fewer_than_k_are_all_listed() -> None:
    scores = singles([0.1, 0.5, 0.3, 0.4, 0.2])
    assert chosen(scores, 9) == [[1, 3, 2, 4, 0]]
    assert chosen(scores, 5) == [[1, 3, 2, 4, 0]]


def test_ties_go_by_the_order_of_the_ids() -> None:
    scores = singles([0.5, 0.5, 0.5, 0.9, 0.5])
    assert chosen(scores, 3, order=places(4, 3, 2, 0, 1)) == [[3, 4, 2]]
    assert chosen(scores, 5, order=places(4, 3, 2, 0, 1)) == [[3, 4, 2, 1, 0]]


def test_a_tie_at_the_end_of_the_list_is_cut_by_the_order_of_the_ids() -> None:
    scores = singles([0.5, 0.9, 0.5, 0.5, 0.1])
    assert chosen(scores, 2, order=places(3, 0, 1, 2, 4)) == [[1, 2]]


def test_only_what_is_listed_is_chosen() -> None:
    scores = singles([0.1, 0.5, 0.3, 0.4, 0.2], [0.1, 0.5, 0.3, 0.4, 0.2])
    listed = np.array([[True, False, True, False, True], [False] * 5])
    assert chosen(scores, 2, listed=listed) == [[2, 4], []]
    assert chosen(scores, 9, listed=listed) == [[2, 4, 0], []]


def test_each_longer_list_begins_with_the_shorter_one() -> None:
    scores = singles([0.5, 0.5, 0.25, 0.5, 0.25])
    longest = chosen(scores, 5)[0]
    assert [chosen(scores, k)[0] for k in range(1, 6)] == [longest[:k] for k in range(1, 6)]

"""Many lists in one matrix: what fills it up changes nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import metrics
from matcher.metrics import rows
from ranked_lists import grades

lists = st.lists(st.lists(grades, max_size=8), max_size=6)


@given(lists)
def test_a_padded_list_is_the_list_and_then_nothing(drawn: list[list[float]]) -> None:
    matrix = rows.padded(drawn)
    assert matrix.shape == (len(drawn), max(map(len, drawn), default=0))
    for row, one in zip(matrix, drawn, strict=True):
        np.testing.assert_array_equal(row[: len(one)], one)
        assert np.isnan(row[len(one) :]).all()


@given(lists, st.floats(0.1, 0.9))
def test_rank_biased_values_over_rows_are_those_of_each_list(
    drawn: list[list[float]], p: float
) -> None:
    matrix = rows.padded(drawn)
    gained = [metrics.rank_biased_precision(one, p, top=3) for one in drawn]
    left = [metrics.rank_biased_residual(one, p) for one in drawn]
    np.testing.assert_allclose(rows.rank_biased_precision(matrix, p, 3), gained, atol=1e-12)
    np.testing.assert_allclose(rows.rank_biased_residual(matrix, p), left, atol=1e-12)


@given(lists)
def test_judged_items_are_relevant_or_not(drawn: list[list[float]]) -> None:
    matrix = rows.padded(drawn)
    both = rows.count_relevant(matrix) + rows.count_nonrelevant(matrix)
    assert both.tolist() == [sum(value >= 0 for value in one) for one in drawn]


def test_filling_up_changes_no_bit_of_a_sum() -> None:
    stream = np.random.default_rng(3)
    matrix = stream.integers(-1, 4, size=(20, 60)).astype(np.float64)
    filled = np.hstack([matrix, np.full((20, 400), np.nan)])
    counts = rows.count_relevant(matrix)
    for before, after in (
        (rows.ndcg(matrix, None, matrix), rows.ndcg(filled, None, filled)),
        (rows.average_precision(matrix, counts), rows.average_precision(filled, counts)),
        (rows.rank_biased_precision(matrix, 0.9), rows.rank_biased_precision(filled, 0.9)),
        (rows.rank_biased_residual(matrix, 0.9), rows.rank_biased_residual(filled, 0.9)),
    ):
        assert before.tolist() == after.tolist()


def test_the_ideal_may_come_in_any_order() -> None:
    relevance = np.array([[1.0, 3.0]])
    shuffled = rows.ndcg(relevance, 2, np.array([[1.0, np.nan, 3.0]]))
    assert shuffled.tolist() == rows.ndcg(relevance, 2, np.array([[3.0, 1.0, np.nan]])).tolist()


def test_no_lists_have_no_values() -> None:
    nothing = rows.padded([])
    assert rows.ndcg(nothing, 10, nothing).shape == (0,)
    assert rows.precision(nothing, 10).shape == (0,)
    assert rows.reciprocal_rank(nothing).shape == (0,)


def test_lists_without_items_score_0() -> None:
    empty = rows.padded([[], []])
    ideal = rows.padded([[1.0], []])
    assert rows.ndcg(empty, 10, ideal).tolist() == [0, 0]
    assert rows.average_precision(empty, rows.count_relevant(ideal)).tolist() == [0, 0]
    assert rows.rank_biased_residual(empty, 0.5).tolist() == pytest.approx([1, 1])

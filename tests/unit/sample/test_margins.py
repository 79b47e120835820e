"""A fitted and rounded table keeps both margins exactly, its zeros, and the prior's proportions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from matcher.errors import InputError
from matcher.sample.flows import Wholes, greatest_flow
from matcher.sample.margins import Reals, fitted_table, joint_table, shared_out

SHAPES = array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=5)
TABLES = SHAPES.flatmap(
    lambda shape: st.tuples(
        arrays(np.int64, shape, elements=st.integers(0, 40)),
        arrays(np.float64, shape, elements=st.sampled_from([0.0, 0.2, 1.0, 3.0])),
    )
)
WEIGHTS = st.lists(st.sampled_from([0.0, 0.1, 1.0, 2.5]), min_size=1, max_size=8)


def named(sums: Wholes) -> dict[str, int]:
    return {f"{place}": int(number) for place, number in enumerate(sums)}


def possible(drawn: tuple[Wholes, Reals]) -> tuple[Reals, dict[str, int], dict[str, int]]:
    """A prior and margins that at least one table on its support has."""
    table, weights = drawn
    prior = np.where((table > 0) & (weights == 0), 1.0, weights)
    return prior, named(table.sum(axis=1)), named(table.sum(axis=0))


@given(TABLES)
def test_both_margins_are_kept_exactly(drawn: tuple[Wholes, Reals]) -> None:
    prior, rows, columns = possible(drawn)
    table = joint_table(prior, rows, columns)
    assert table.sum(axis=1).tolist() == list(rows.values())
    assert table.sum(axis=0).tolist() == list(columns.values())


@given(TABLES)
def test_what_the_prior_excludes_stays_empty_and_nothing_is_negative(
    drawn: tuple[Wholes, Reals],
) -> None:
    prior, rows, columns = possible(drawn)
    table = joint_table(prior, rows, columns)
    assert not table[prior == 0].any()
    assert (table >= 0).all()


@given(TABLES)
def test_rounding_moves_no_cell_by_one_or_more_where_the_fitting_reached_the_margins(
    drawn: tuple[Wholes, Reals],
) -> None:
    prior, rows, columns = possible(drawn)
    fitted = fitted_table(prior, *(np.array(list(sums.values())) for sums in (rows, columns)))
    if np.allclose(fitted.sum(axis=1), list(rows.values()), rtol=0, atol=1e-9):
        assert (abs(joint_table(prior, rows, columns) - fitted) < 1 + 1e-6).all()


@given(TABLES)
def test_fitting_keeps_the_odds_of_the_prior(drawn: tuple[Wholes, Reals]) -> None:
    prior, rows, columns = possible(drawn)
    fitted = fitted_table(prior, *(np.array(list(sums.values())) for sums in (rows, columns)))
    block, own = fitted[:2, :2], prior[:2, :2]
    if block.shape == (2, 2) and (block > 1e-3).all():
        odds = block[0, 0] * block[1, 1] / (block[0, 1] * block[1, 0])
        assert odds == pytest.approx(own[0, 0] * own[1, 1] / (own[0, 1] * own[1, 0]), rel=1e-4)


def test_a_cell_that_the_margins_force_to_zero_does_not_spoil_the_sums() -> None:
    prior = np.array([[1.0, 1.0], [0.0, 1.0]])
    assert joint_table(prior, {"a": 3, "b": 4}, {"x": 3, "y": 4}).tolist() == [[3, 0], [0, 4]]


def test_the_sums_are_exact_even_where_the_fitting_would_take_for_ever() -> None:
    prior = np.array([[1.0, 1.0], [0.0, 1.0]])
    rows, columns = {"a": 3_000_000, "b": 4_000_000}, {"x": 3_000_000, "y": 4_000_000}
    assert joint_table(prior, rows, columns).tolist() == [[3_000_000, 0], [0, 4_000_000]]


def test_the_largest_remainders_are_rounded_up() -> None:
    prior = np.array([[1.0, 3.0], [3.0, 1.0]])
    assert joint_table(prior, {"a": 1, "b": 1}, {"x": 1, "y": 1}).tolist() == [[0, 1], [1, 0]]


def test_equal_cells_are_not_rounded_up_by_more_than_one() -> None:
    sums = {"a": 2, "b": 2, "c": 2, "d": 2}
    assert joint_table(np.ones((4, 4)), sums, sums).max() == 1


def test_rerouting_takes_no_more_from_a_cell_than_it_holds() -> None:
    capacity = np.array([[9, 0], [9, 9]])
    flow = greatest_flow(capacity, np.array([5, 1]), np.array([1, 9]), np.array([2, 0, 1, 3]))
    assert flow.tolist() == [[1, 0], [0, 1]]


def test_margins_that_the_support_cannot_hold_are_refused_with_what_is_missing() -> None:
    prior = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    with pytest.raises(InputError, match=r"rows a, b need 7, .* columns open to them \(x\) hold 5"):
        joint_table(prior, {"a": 3, "b": 4, "c": 2}, {"x": 5, "y": 4})


def test_a_row_without_any_column_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"rows a need 1, .* \(none\) hold 0"):
        joint_table(np.array([[0.0], [1.0]]), {"a": 1, "b": 1}, {"x": 2})


def test_margins_with_different_totals_are_refused_with_both_totals() -> None:
    with pytest.raises(InputError, match="rows add up to 1,500, the columns to 7"):
        joint_table(np.ones((1, 1)), {"a": 1500}, {"x": 7})


@pytest.mark.parametrize("prior", [np.ones((1, 2)), np.array([[-1.0]]), np.array([[np.nan]])])
def test_a_prior_that_is_no_table_of_weights_is_refused(prior: Reals) -> None:
    with pytest.raises(InputError, match="no table of weights for 1 rows, 1 columns"):
        joint_table(prior, {"a": 1}, {"x": 1})


@given(TABLES)
def test_a_flow_exceeds_no_cell_no_row_and_no_column(drawn: tuple[Wholes, Reals]) -> None:
    capacity, weights = drawn
    rows, columns = (weights * 10).sum(axis=1), (weights * 7).sum(axis=0)
    wanted = rows.astype(np.int64), columns.astype(np.int64)
    flow = greatest_flow(capacity, *wanted, np.arange(capacity.size))
    assert ((flow >= 0) & (flow <= capacity)).all()
    assert (flow.sum(axis=1) <= wanted[0]).all()
    assert (flow.sum(axis=0) <= wanted[1]).all()


@given(WEIGHTS, st.integers(0, 200), st.integers(0, 3))
def test_shares_add_up_and_stay_within_one_of_their_proportion(
    weights: list[float], spare: int, least: int
) -> None:
    given_weights = np.array([*weights, 1.0])
    shares = shared_out(spare + least * len(given_weights), given_weights, least=least)
    exact = least + spare * given_weights / given_weights.sum()
    assert shares.sum() == spare + least * len(given_weights)
    assert (abs(shares - exact) < 1 + 1e-6).all()
    assert (shares >= least).all()


def test_of_equal_remainders_the_first_goes_first() -> None:
    assert shared_out(2, np.ones(3)).tolist() == [1, 1, 0]


@pytest.mark.parametrize(("total", "weights"), [(1, [1.0, 1.0]), (5, [0.0, 0.0])])
def test_too_little_or_no_weight_cannot_be_shared_out(total: int, weights: list[float]) -> None:
    with pytest.raises(InputError, match="cannot be shared out among 2"):
        shared_out(total, np.array(weights), least=1)

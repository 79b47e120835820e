"""Sums by group and what their intervals are worth: against loops, and against chance itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fairness.groups import Split
from matcher.fairness.tally import Tally, difference_of_shares, ends_of, share_interval

RANDOM = np.random.default_rng(5)
CODES = np.array([0, 1, 2, 1] * 25)
VALUES = np.column_stack([RANDOM.random(100), RANDOM.random(100) < 0.3])


def tally(seed: int = 1, repeats: int = 400) -> Tally:
    split = Split("side", ("A", "B", "C"), CODES)
    return Tally.of(split, VALUES, repeats=repeats, seed=seed)


@pytest.mark.parametrize("group", [0, 1, 2])
def test_means_and_differences_are_those_of_the_people(group: int) -> None:
    own, others = VALUES[group == CODES], VALUES[group != CODES]
    found = tally()
    assert found.means(group, 0)[0] == pytest.approx(own[:, 0].mean())
    assert found.means(group, 0, by=1)[0] == pytest.approx(own[:, 0].sum() / own[:, 1].sum())
    expected = own.mean(axis=0) - others.mean(axis=0)
    np.testing.assert_allclose(found.differences(group, None)[0], expected)
    against = VALUES[(group + 1) % 3 == CODES].mean(axis=0)
    expected = own.mean(axis=0) - against
    np.testing.assert_allclose(found.differences(group, (group + 1) % 3)[0], expected)


def test_drawn_means_scatter_as_means_of_samples_do() -> None:
    _, drawn = tally(repeats=4000).means(1, 0)
    own = VALUES[CODES == 1, 0]
    assert drawn.mean() == pytest.approx(own.mean(), abs=0.01)
    assert drawn.std() == pytest.approx(own.std() / len(own) ** 0.5, rel=0.1)


def test_the_same_seed_draws_the_same_and_another_others() -> None:
    assert (tally(1).drawn_sums == tally(1).drawn_sums).all()
    assert (tally(1).drawn_sums != tally(2).drawn_sums).any()


def test_the_p_value_is_that_of_groups_dealt_out_by_chance() -> None:
    found, dealt = tally().chance(0, None, 0), np.random.default_rng(9)
    observed = abs(float(tally().differences(0, None)[0][0]))
    count = 0
    for _ in range(4000):
        codes = dealt.permutation(CODES)
        apart = VALUES[codes == 0, 0].mean() - VALUES[codes != 0, 0].mean()
        count += abs(apart) >= observed
    assert found == pytest.approx(count / 4000, abs=0.03)


def test_alike_values_differ_by_nothing_for_certain() -> None:
    split = Split("side", ("A", "B"), np.array([0, 1]))
    assert Tally.of(split, np.ones((2, 1)), repeats=5, seed=0).chance(0, 1, 0) == 1
    alone = Tally.of(Split("side", ("A",), np.array([0])), np.ones((1, 1)), repeats=5, seed=0)
    assert alone.spread.tolist() == [0]


@given(st.integers(0, 40), st.integers(1, 40))
def test_an_interval_of_a_share_holds_it_and_stays_within_all_and_nothing(
    count: int, beside: int
) -> None:
    size = count + beside
    told = share_interval(count / size, size)
    assert 0 <= told.low <= told.mean <= told.high <= 1
    assert told.high > told.low


def test_a_difference_of_shares_turns_its_sign_with_the_sides() -> None:
    first, second = share_interval(0.5, 40), share_interval(0.2, 60)
    one, other = difference_of_shares(first, second), difference_of_shares(second, first)
    assert one.mean == -other.mean
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


def test_nothing_drawn_has_no_ends() -> None:
    assert np.isnan(ends_of(np.full(3, np.nan))).all()
    assert ends_of(np.arange(101.0), 0.9) == pytest.approx((5, 95))

"""Exposure, coverage, congestion, Gini: even is 0, one alone is the most."""

from itertools import product
from math import log, log2

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.metrics import congestion, coverage, exposure, gini

amounts = st.lists(st.integers(0, 50), min_size=1, max_size=12)
lists_of_items = st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=8)


@given(lists_of_items, st.integers(1, 7))
def test_exposure_counts_the_lists_that_show_an_item(lists: list[list[str]], k: int) -> None:
    wanted = [sum(item in one[:k] for one in lists) for item in "abcdef"]
    assert exposure(lists, "abcdef", k).tolist() == wanted


@given(lists_of_items)
def test_discounted_exposure_falls_with_the_rank(lists: list[list[str]]) -> None:
    wanted = [
        sum(1 / log2(one.index(item) + 2) for one in lists if item in one) for item in "abcdef"
    ]
    assert exposure(lists, "abcdef", discounted=True) == pytest.approx(np.array(wanted))


@given(amounts)
def test_coverage_is_the_share_of_what_is_shown(shown: list[int]) -> None:
    assert coverage(shown) == sum(one > 0 for one in shown) / len(shown)


@given(amounts)
def test_gini_is_half_the_mean_difference_by_the_mean(shown: list[int]) -> None:
    assume(sum(shown))
    differences = sum(abs(one - other) for one, other in product(shown, shown))
    assert gini(shown) == pytest.approx(differences / (2 * len(shown) * sum(shown)), abs=1e-12)


@given(amounts)
def test_congestion_is_what_the_entropy_lacks(shown: list[int]) -> None:
    assume(sum(shown) and len(shown) > 1)
    shares = [one / sum(shown) for one in shown if one]
    entropy = -sum(share * log(share) for share in shares)
    assert congestion(shown) == pytest.approx(1 - entropy / log(len(shown)), abs=1e-12)


@given(amounts, st.floats(0.1, 9))
def test_the_order_and_the_unit_of_exposure_change_nothing(shown: list[int], unit: float) -> None:
    other = [unit * one for one in reversed(shown)]
    assert gini(shown) == pytest.approx(gini(other), abs=1e-12)
    assert congestion(shown) == pytest.approx(congestion(other), abs=1e-12)


@given(amounts, st.data())
def test_giving_to_the_one_who_has_less_lowers_both(shown: list[int], data: st.DataObject) -> None:
    assume(max(shown) - min(shown) > 1)
    poor, rich = shown.index(min(shown)), shown.index(max(shown))
    given_away = data.draw(st.integers(1, (max(shown) - min(shown)) // 2))
    fairer = list(shown)
    fairer[poor] += given_away
    fairer[rich] -= given_away
    assert gini(fairer) < gini(shown)
    assert congestion(fairer) < congestion(shown)


@given(st.lists(st.integers(1, 20), min_size=2, max_size=8), st.integers(1, 9))
def test_attention_in_proportion_to_seats_is_no_congestion(seats: list[int], times: int) -> None:
    assert congestion([times * one for one in seats], seats) == pytest.approx(0, abs=1e-12)


@given(st.lists(st.integers(1, 20), min_size=2, max_size=8))
def test_all_attention_on_the_fewest_seats_is_the_most_congestion(seats: list[int]) -> None:
    crowded = [0] * len(seats)
    crowded[seats.index(min(seats))] = 5
    assert congestion(crowded, seats) == pytest.approx(1)


def test_all_attention_on_more_seats_is_less_congestion() -> None:
    assert congestion([0, 9], [1, 3]) == pytest.approx(log(4 / 3) / log(4))
    assert congestion([9, 0], [1, 3]) == pytest.approx(1)


def test_equal_seats_are_as_good_as_none() -> None:
    assert congestion([5, 1, 0], [4, 4, 4]) == pytest.approx(congestion([5, 1, 0]))


@pytest.mark.parametrize("shown", [[], [0, 0]])
def test_nothing_shown_scores_0(shown: list[int]) -> None:
    assert coverage(shown) == gini(shown) == congestion(shown) == 0


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(UnknownName, match="No item 'x'"):
        exposure([["x"]], ["a"])
    with pytest.raises(InputError, match="names an item twice"):
        exposure([], ["a", "a"])
    with pytest.raises(InputError, match="k is 0"):
        exposure([], ["a"], 0)
    with pytest.raises(InputError, match="finite numbers from 0 on"):
        gini([-1])
    with pytest.raises(InputError, match="Give the seats"):
        congestion([1, 2], [1])
    with pytest.raises(InputError, match="Give the seats"):
        congestion([1, 2], [1, 0])

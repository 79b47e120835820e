"""Rank-biased overlap: the definition depth by depth, ties and uneven ends included."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.metrics import rank_biased_overlap

Order = list[frozenset[int]]
persistences = st.floats(0.1, 0.95)
orders = st.lists(st.integers(0, 12), max_size=10, unique=True)


@st.composite
def tied_orders(draw: st.DrawFn) -> Order:
    items = draw(orders)
    groups: Order = []
    while items:
        size = draw(st.integers(1, min(3, len(items))))
        groups.append(frozenset(items[:size]))
        items = items[size:]
    return groups


def within(order: Order, depth: int) -> set[int]:
    """The items whose group begins within the depth."""
    found: set[int] = set()
    for group in order:
        if len(found) < depth:
            found |= group
    return found


def by_definition(first: Order, second: Order, p: float, depths: int) -> float:
    """The weighted agreement of depth after depth, taken to go on where a ranking has ended."""
    short, long = sorted((first, second), key=lambda one: len(within(one, 99)))
    size, most = len(within(short, 99)), len(within(long, 99))

    def agreement(depth: int) -> float:
        if depth > most:
            return agreement(most)
        mine, other = within(short, depth), within(long, depth)
        if depth <= size:
            return 2 * len(mine & other) / (len(mine) + len(other))
        common = len(within(short, size) & other) + agreement(size) * (depth - size)
        return 2 * common / (depth + len(other))

    return (1 - p) * sum(agreement(depth) * p ** (depth - 1) for depth in range(1, depths))


@given(tied_orders(), tied_orders(), st.floats(0.1, 0.8))
def test_it_is_the_sum_over_all_depths(first: Order, second: Order, p: float) -> None:
    assume(first and second)
    wanted = by_definition(first, second, p, 150)
    assert rank_biased_overlap(first, second, p) == pytest.approx(wanted, abs=1e-10)


@given(tied_orders(), tied_orders(), persistences)
def test_it_is_symmetric_and_in_0_to_1(first: Order, second: Order, p: float) -> None:
    value = rank_biased_overlap(first, second, p)
    assert 0 <= value <= 1
    assert value == rank_biased_overlap(second, first, p)


@given(tied_orders(), persistences)
def test_a_ranking_overlaps_wholly_with_itself(order: Order, p: float) -> None:
    assert rank_biased_overlap(order, order, p) == pytest.approx(float(bool(order)))


@given(orders, orders, persistences)
def test_other_names_change_nothing(first: list[int], second: list[int], p: float) -> None:
    def renamed(order: Sequence[int]) -> list[object]:
        return [f"item {7 * one}" for one in order]

    value = rank_biased_overlap(first, second, p)
    assert value == rank_biased_overlap(renamed(first), renamed(second), p)


@given(orders, orders, persistences)
def test_rankings_without_a_common_item_do_not_overlap(
    first: list[int], second: list[int], p: float
) -> None:
    assert rank_biased_overlap(first, [-1 - one for one in second], p) == 0


@given(orders, orders, persistences)
def test_a_group_of_one_is_no_tie(first: list[int], second: list[int], p: float) -> None:
    alone = rank_biased_overlap([{one} for one in first], second, p)
    assert alone == rank_biased_overlap(first, second, p)


@given(st.permutations(range(6)), st.integers(0, 4), persistences)
def test_exchanging_two_neighbours_away_from_the_other_ranking_lowers_it(
    order: list[int], place: int, p: float
) -> None:
    other = list(order)
    other[place], other[place + 1] = order[place + 1], order[place]
    assert rank_biased_overlap(order, other, p) < rank_biased_overlap(order, order, p)


def test_hand_computed_values() -> None:
    # Agreements 0, 1, 2/3 and, the shorter one's going on, 2/3 from there.
    agreed = 0.2 * (0.8 + 0.64 * 2 / 3 + 0.512 * 2 / 3) + 0.8**4 * 2 / 3
    assert rank_biased_overlap("abc", "bade", 0.8) == pytest.approx(agreed)
    # The tied ones both stand at rank 2: agreements 1, 2 * 2 / (3 + 2), 1.
    tied = 0.2 * (1 + 0.8 * 0.8 + 0.64) + 0.8**3
    assert rank_biased_overlap(["a", {"b", "c"}], "acb", 0.8) == pytest.approx(tied)


@pytest.mark.parametrize("order", [["a", "b", "a"], [{"a", "b"}, "a"]])
def test_an_item_that_stands_twice_is_refused(order: list[object]) -> None:
    with pytest.raises(InputError, match="stands twice"):
        rank_biased_overlap(order, "xy")


@pytest.mark.parametrize("p", [0.0, 1.0, -0.1, 2.0])
def test_a_persistence_outside_0_and_1_is_refused(p: float) -> None:
    with pytest.raises(InputError, match="p is"):
        rank_biased_overlap("a", "a", p)

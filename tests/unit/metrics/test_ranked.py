"""Measures of one list: bounds, order, what is best, what is unjudged, what is refused."""

from collections.abc import Callable
from math import inf, nan
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import metrics
from matcher.errors import InputError
from ranked_lists import DEFINITIONS, grades, judged_lists

Judged = tuple[list[float], list[float]]
Measure = Callable[[list[float], list[float]], float]


def relevant(ideal: list[float]) -> int:
    return sum(one > 0 for one in ideal)


def nonrelevant(ideal: list[float]) -> int:
    return sum(one == 0 for one in ideal)


ONE_LIST: dict[str, Measure] = {
    "ndcg": lambda one, ideal: metrics.ndcg(one, 5, ideal),
    "map": lambda one, ideal: metrics.average_precision(one, relevant(ideal)),
    "mrr": lambda one, _: metrics.reciprocal_rank(one),
    "precision": lambda one, _: metrics.precision(one, 5),
    "recall": lambda one, ideal: metrics.recall(one, 5, relevant(ideal)),
    "success": lambda one, _: metrics.success(one, 5),
    "r_precision": lambda one, ideal: metrics.r_precision(one, relevant(ideal)),
    "bpref": lambda one, ideal: metrics.bpref(one, relevant(ideal), nonrelevant(ideal)),
    "judged": lambda one, _: metrics.judged(one, 5),
}
OTHERS: dict[str, Measure] = {
    "rank_biased_precision": lambda one, _: metrics.rank_biased_precision(one, 0.8, top=3),
    "compatibility": lambda one, ideal: metrics.compatibility(one, 0.8, ideal),
}
ALL = ONE_LIST | OTHERS
ORDERED = sorted(set(ALL) - {"judged"})


@pytest.mark.parametrize("name", ONE_LIST)
@given(judged_lists())
def test_a_measure_is_its_definition(name: str, drawn: Judged) -> None:
    relevance, ideal = drawn
    wanted = DEFINITIONS[name](relevance, ideal, 5)
    assert ONE_LIST[name](relevance, ideal) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("name", ALL)
@given(judged_lists())
def test_values_are_in_0_to_1(name: str, drawn: Judged) -> None:
    assert 0 <= ALL[name](*drawn) <= 1


@pytest.mark.parametrize("name", ALL)
@given(judged_lists())
def test_an_empty_list_scores_0(name: str, drawn: Judged) -> None:
    assert ALL[name]([], drawn[1]) == 0


@pytest.mark.parametrize("name", ORDERED)
@given(st.tuples(*[st.lists(grades)] * 3), judged_lists(), st.data())
def test_exchanging_a_better_item_upwards_never_lowers_a_measure(
    name: str,
    around: tuple[list[float], list[float], list[float]],
    others: Judged,
    data: st.DataObject,
) -> None:
    before, between, after = around
    worse = data.draw(st.sampled_from([0.0, 1.0, 2.0]))
    better = data.draw(st.sampled_from([1.0, 2.0, 3.0]).filter(lambda one: one > worse))
    found = [*before, worse, *between, better, *after]
    swapped = [*before, better, *between, worse, *after]
    everything = [one for one in found if not np.isnan(one)] + others[1]
    lower, higher = (ALL[name](one, everything) for one in (found, swapped))
    assert lower <= higher + 1e-12


@pytest.mark.parametrize("name", sorted(set(ORDERED) - {"precision", "recall"}))
@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0]), min_size=1, max_size=12))
def test_the_best_order_of_everything_scores_the_most(name: str, everything: list[float]) -> None:
    best = sorted(everything, reverse=True)
    value = ALL[name](best, everything)
    if name != "rank_biased_precision":
        assert value == pytest.approx(float(any(everything)), abs=1e-12)
    else:
        assert value <= 1 - metrics.rank_biased_residual(best, 0.8) + 1e-12


@pytest.mark.parametrize("name", sorted(set(ORDERED) - {"bpref"}))
@given(judged_lists())
def test_an_unjudged_item_counts_as_not_relevant(name: str, drawn: Judged) -> None:
    relevance, ideal = drawn
    filled = [0.0 if np.isnan(one) else one for one in relevance]
    assert ALL[name](relevance, ideal) == ALL[name](filled, ideal)


@pytest.mark.parametrize("name", ALL)
@given(judged_lists())
def test_negative_and_missing_grades_are_both_unjudged(name: str, drawn: Judged) -> None:
    relevance, ideal = drawn
    negative = [-1.0 if np.isnan(one) else one for one in relevance]
    missing = [None if np.isnan(one) else one for one in relevance]
    values = {ALL[name](one, ideal) for one in (relevance, negative, missing)}  # type: ignore[arg-type]
    assert len(values) == 1


@given(st.lists(grades, max_size=12), st.floats(0.05, 0.95))
def test_precision_and_residual_are_what_the_unjudged_could_make_of_it(
    relevance: list[float], p: float
) -> None:
    binary = [min(one, 1.0) for one in relevance]
    full = [1.0 if np.isnan(one) else one for one in binary] + [1.0] * 2000
    least = metrics.rank_biased_precision(binary, p)
    most = metrics.rank_biased_precision(full, p)
    assert least + metrics.rank_biased_residual(binary, p) == pytest.approx(most, abs=1e-9)


@given(judged_lists(), st.floats(0.1, 0.95))
def test_compatibility_is_the_overlap_with_the_ideal_order_by_the_best_overlap(
    drawn: Judged, p: float
) -> None:
    relevance, ideal = drawn
    listed = [(f"r{place}", one) for place, one in enumerate(relevance)]
    left = list(ideal)
    for _, grade in listed:
        if grade in left:
            left.remove(grade)
    known = [*listed, *((f"u{place}", one) for place, one in enumerate(left))]
    order = [name for name, grade in sorted(known, key=lambda one: -one[1]) if grade > 0]
    if any(np.isnan(relevance)):
        wanted = [one for one in known if one[1] > 0]
        order = [name for name, _ in sorted(wanted, key=lambda one: -one[1])]
    names = [name for name, _ in listed]
    depth = max(len(names), len(order))

    def overlap(first: list[str]) -> float:
        return sum(
            p**d * len(set(first[: d + 1]) & set(order[: d + 1])) / (d + 1) for d in range(depth)
        )

    value = overlap(names) / overlap(order) if order and names else 0.0
    assert metrics.compatibility(relevance, p, ideal) == pytest.approx(value, abs=1e-12)


def test_hand_computed_values() -> None:
    # Gains 3, 0, 2 at discounts 1, log2(3), 2; the best order has 3, 2, 1.
    assert metrics.ndcg([3, 0, 2], ideal=[1, 2, 3]) == pytest.approx(4 / (3 + 2 / 1.5849625 + 0.5))
    assert metrics.ndcg([0, 3], k=1) == 0
    assert metrics.ndcg([0, 1], k=None) == pytest.approx(0.6309297535714574)
    assert metrics.average_precision([0, 1, 1], n_relevant=3) == pytest.approx((1 / 2 + 2 / 3) / 3)
    assert metrics.average_precision([0, 2, 1], level=2) == 0.5
    assert metrics.reciprocal_rank([1, 2], level=2) == 0.5
    assert metrics.bpref([0, 1], 1, 1) == 0
    assert metrics.judged([1, None, None], 2) == 0.5
    assert metrics.recall([1, 1]) == 1
    assert metrics.rank_biased_precision([1, 0, 2], 0.5, top=2) == 0.375


REFUSED: dict[str, Callable[[], float]] = {
    "more than its ideal": lambda: metrics.ndcg([3, 3], ideal=[3, 1]),
    "more of a grade than its ideal": lambda: metrics.compatibility([3, 3], ideal=[3, 1]),
    "two dimensions": lambda: metrics.ndcg(np.ones((1, 2))),
    "no numbers": lambda: metrics.ndcg(np.array(["good"])),
    "an infinite grade": lambda: metrics.ndcg([inf]),
    "no depth": lambda: metrics.ndcg([1], k=0),
    "half a rank": lambda: metrics.precision([1], cast("int", 1.5)),
    "fewer relevant than listed": lambda: metrics.average_precision([1, 1], n_relevant=1),
    "fewer nonrelevant than listed": lambda: metrics.bpref([0, 0], 1, 1),
    "above the scale": lambda: metrics.rank_biased_precision([2]),
    "no scale": lambda: metrics.rank_biased_precision([], top=0),
    "endless patience": lambda: metrics.rank_biased_precision([1], p=1),
    "no patience": lambda: metrics.rank_biased_residual([nan], p=0),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_measured_is_refused(what: str) -> None:
    with pytest.raises(InputError):
        REFUSED[what]()

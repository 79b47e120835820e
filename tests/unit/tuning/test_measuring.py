"""What scores are judged by, against the measures of single lists."""

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import metrics
from matcher.errors import UnknownName
from matcher.tuning.comparisons import compare
from matcher.tuning.measuring import GroupMeasure, MeasureName, group_means, measure_of

Floats = npt.NDArray[np.float64]
SEEDS = st.integers(0, 10_000)


def drawn(seed: int, ties: int) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    """Scores and grades of 24 rows in lists of several lengths; two lists are of one group."""
    random = np.random.default_rng(seed)
    scores = random.integers(ties, size=24) / ties
    return scores, random.integers(-1, 4, 24).astype(np.float64), random.integers(6, size=24)


def measured(
    name: MeasureName, grades: Floats, lists: npt.NDArray[np.int64], k: int = 3
) -> GroupMeasure:
    return measure_of(name, compare(grades, lists), grades, lists, lists // 2, k)


@given(SEEDS, st.integers(1, 5))
def test_lists_have_the_mean_gain_of_all_orders_of_what_ties(seed: int, k: int) -> None:
    scores, grades, lists = drawn(seed, 4)
    measure = measured("ndcg", grades, lists, k)
    expected: dict[int, list[float]] = {}
    for one in np.unique(lists):
        rows = np.flatnonzero(lists == one)
        gains = grades[rows] - grades.min()
        if np.ptp(grades[rows]) == 0:
            continue
        if rows.size > 6:
            return
        values = [
            metrics.ndcg(gains[list(order)], k, ideal=gains)
            for order in permutations(range(rows.size))
            if (np.diff(scores[rows][list(order)]) <= 0).all()
        ]
        expected.setdefault(one // 2, []).append(float(np.mean(values)))
    assert measure.groups.tolist() == sorted(expected)
    found = measure.of(scores.astype(np.float32))
    assert found == pytest.approx([np.mean(expected[group]) for group in sorted(expected)])


@given(SEEDS)
def test_pairs_have_the_share_in_order_of_each_group(seed: int) -> None:
    scores, grades, lists = drawn(seed, 6)
    measure = measured("pairs", grades, lists)
    shares: dict[int, list[float]] = {}
    for one in range(24):
        for other in range(24):
            if lists[one] == lists[other] and grades[one] > grades[other]:
                ahead = np.sign(scores[one] - scores[other])
                shares.setdefault(int(lists[one]) // 2, []).append((ahead + 1) / 2)
    assert measure.groups.tolist() == sorted(shares)
    found = measure.of(scores.astype(np.float32))
    assert found == pytest.approx([np.mean(shares[group]) for group in sorted(shares)])


@given(SEEDS, st.sampled_from(["pairs", "ndcg"]))
def test_the_order_of_the_judgments_measures_most_and_it_reversed_least(
    seed: int, name: MeasureName
) -> None:
    scores, grades, lists = drawn(seed, 24)
    measure = measured(name, grades, lists, 24)
    assert measure.of(grades.astype(np.float32)) == pytest.approx(1)
    worst = measure.of(-grades.astype(np.float32))
    assert (measure.of(scores.astype(np.float32)) >= worst - 1e-12).all()


def test_ties_are_those_of_float32() -> None:
    grades, lists = np.array([1.0, 0.0]), np.zeros(2, dtype=np.int64)
    scores = np.array([0.3, 0.3 + 1e-12]).astype(np.float32)
    assert measured("pairs", grades, lists).of(scores).tolist() == [0.5]


def test_another_measure_is_refused() -> None:
    with pytest.raises(UnknownName, match="No measure 'map'"):
        measured("map", np.zeros(2), np.zeros(2, dtype=np.int64))  # type: ignore[arg-type]


def test_a_mean_is_taken_in_each_group() -> None:
    found = group_means(np.array([1.0, 0.0, 0.5]), np.array([7, 7, 2]))
    assert found.tolist() == [0.5, 0.5]
    assert group_means(np.array([1.0, 0.0, 0.0]), np.array([7, 7, 2])).tolist() == [0, 0.5]

"""The losses of judgments: their slopes, what they have in common, what slips are worth."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from matcher.tuning.comparisons import Comparisons, compare
from matcher.tuning.losses import LOSSES, LossName

Floats = npt.NDArray[np.float64]
SEEDS = st.integers(0, 10_000)
names = st.sampled_from(sorted(LOSSES))


def judged(seed: int, grades: int = 4) -> tuple[Floats, Comparisons]:
    """Scores of 15 rows in three lists, and what was judged of them."""
    random = np.random.default_rng(seed)
    said = random.integers(grades, size=15).astype(np.float64)
    said[:2] = 0, 1
    return random.normal(0, 2, 15), compare(said, np.arange(15) // 5)


def cost(name: LossName, scores: Floats, pairs: Comparisons) -> float:
    return float(LOSSES[name](scores[pairs.better] - scores[pairs.worse], pairs)[0].sum())


@given(SEEDS, names)
def test_the_slope_is_that_of_differences(seed: int, name: LossName) -> None:
    scores, pairs = judged(seed)
    ahead = scores[pairs.better] - scores[pairs.worse]
    near = approx_fprime(ahead, lambda moved: LOSSES[name](moved, pairs)[0].sum(), 1e-7)
    assert LOSSES[name](ahead, pairs)[1] == pytest.approx(near, abs=1e-5)


@given(SEEDS)
def test_of_two_rows_both_losses_are_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    ahead, rows = random.normal(0, 3, 6), np.arange(12)
    pairs = Comparisons(rows[::2], rows[1::2])
    for one, other in zip(LOSSES["pairwise"](ahead, pairs), LOSSES["listwise"](ahead, pairs),
                          strict=True):  # fmt: skip
        assert one == pytest.approx(other)


@given(SEEDS)
def test_orders_without_ties_have_the_chances_of_plackett_and_luce(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores, grades = random.normal(0, 1, 5), random.permutation(5).astype(np.float64)
    pairs = compare(grades, np.zeros(5, dtype=np.int64))
    left, chances = list(np.argsort(-grades)), []
    while len(left) > 1:
        share = np.exp(scores[left[0]]) / np.exp(scores[left]).sum()
        chances.append(0.98 * share + 0.02 / len(left))
        left.pop(0)
    found = LOSSES["listwise"](scores[pairs.better] - scores[pairs.worse], pairs)[0]
    assert sorted(found) == pytest.approx(sorted(-np.log(chances)))


@given(SEEDS, names)
def test_all_that_may_be_chosen_have_chances_that_add_up_to_one(seed: int, name: LossName) -> None:
    scores = np.random.default_rng(seed).normal(0, 3, 4)
    size = 4 if name == "listwise" else 2
    first = (compare(np.eye(size)[best], np.zeros(size, dtype=np.int64)) for best in range(size))
    chances = [np.exp(-cost(name, scores, pairs)) for pairs in first]
    assert sum(chances) == pytest.approx(1)


@pytest.mark.parametrize("name", sorted(LOSSES))
def test_one_slip_costs_no_more_than_a_slip_does_however_far_behind(name: LossName) -> None:
    pairs = Comparisons(np.array([0]), np.array([1]))
    cost, slope = LOSSES[name](np.array([-1e5]), pairs)
    assert cost[0] == pytest.approx(-np.log(0.01))
    assert slope[0] == pytest.approx(0, abs=1e-9)


@given(SEEDS, names)
def test_what_was_judged_alike_is_not_compared(seed: int, name: LossName) -> None:
    scores, _ = judged(seed)
    pairs = compare(np.array([2.0, 1.0, 1.0, 0.0, 0.0]), np.zeros(5, dtype=np.int64))
    turned = scores.copy()
    turned[[3, 4]] = scores[[4, 3]]
    assert cost(name, scores, pairs) == pytest.approx(cost(name, turned, pairs))

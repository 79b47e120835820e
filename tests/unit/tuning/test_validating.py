"""What is learned is judged on others: nothing of a held-out fold may be seen in learning."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from matcher.tuning.comparisons import Comparisons, compare, in_folds
from matcher.tuning.logistic import Problem
from matcher.tuning.losses import LossName
from matcher.tuning.measuring import measure_of
from matcher.tuning.validating import Gain, Manner, as_good_as_best, choose, gain_of

Floats = npt.NDArray[np.float64]
GROUPS = np.arange(120) // 4
MANNER = Manner((0.001,), folds=5, outer_folds=5, confidence=0.95, resamples=200)


def drawn(seed: int, features: int = 6) -> tuple[Problem, Floats]:
    """Values of 30 groups of four, and grades that follow nothing."""
    random = np.random.default_rng(seed)
    problem = Problem(
        values=random.random((GROUPS.size, features)),
        asked=np.ones((GROUPS.size, features)),
        defaults=np.append(np.full(features, 1 / features), 0),
        lower=np.zeros(features + 1),
        upper=np.append(np.full(features, np.inf), 0),
    )
    return problem, random.random(GROUPS.size)


def judged(problem: Problem, grades: Floats, manner: Manner = MANNER) -> Gain:
    pairs = compare(grades, GROUPS)
    measure = measure_of("pairs", pairs, grades, GROUPS, GROUPS)
    found = gain_of(problem, pairs, GROUPS, manner, measure, np.random.RandomState(0))
    assert found is not None
    return found


def test_learning_noise_gains_nothing_on_others() -> None:
    gains = [judged(*drawn(seed)).interval.mean for seed in range(16)]
    assert np.mean(gains) == pytest.approx(0, abs=0.02)


def test_a_gain_is_judged_on_every_comparison_once() -> None:
    problem, _ = drawn(0)
    found = judged(problem, problem.values[:, 0])
    assert (found.groups, found.comparisons) == (30, 30 * 6)
    assert found.learned > 0.95
    assert found.default < 0.8
    assert found.is_certain
    assert judged(problem, problem.values[:, 0], MANNER._replace(strengths=(np.inf,))).interval == (
        pytest.approx((0, 0, 0))
    )


def test_the_strength_is_the_weakest_that_is_as_good_as_the_best_but_for_chance() -> None:
    problem, noise = drawn(1)
    fold = in_folds(GROUPS, 5, np.random.RandomState(0))
    strengths = (0.001, 0.1, 10.0, np.inf)
    planted = compare(problem.values[:, 0], GROUPS)
    found = choose(problem, planted, fold, strengths)
    assert found.strength == min(found.losses, key=found.losses.__getitem__) == 0.001
    # Where nothing can be learned, what was learned from is clearly worse on others.
    blind = choose(problem, compare(noise, GROUPS), fold, strengths)
    assert blind.losses[np.inf] < blind.losses[0.001]
    assert blind.strength >= 10
    nothing = Comparisons(*np.zeros((2, 0), dtype=np.int64))
    assert choose(problem, nothing, fold, strengths).strength == np.inf
    assert choose(problem, planted, fold, (0.3,)).losses == {}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # One fold says nothing of chance, no fold nothing at all.
        ([[3.0, 2.0, 2.1]], 1),
        (np.zeros((0, 3)), 0),
        # Of equal ones the first is the strongest.
        ([[2.0, 2.0, 2.0], [3.0, 3.0, 3.0]], 0),
        # The last is worse by .1, give or take .3; then by .1, give or take nothing.
        ([[3.0, 2.0, 2.4], [3.0, 2.0, 1.8]], 2),
        ([[3.0, 2.0, 2.1], [3.0, 2.0, 2.1]], 1),
        # What is stronger than the best is no choice, however near.
        ([[2.4, 2.0, 3.0], [1.8, 2.0, 3.0]], 1),
    ],
)
def test_what_is_worse_by_less_than_its_error_is_as_good(table: object, expected: int) -> None:
    assert as_good_as_best(np.asarray(table, dtype=np.float64)) == expected


@pytest.mark.parametrize("loss", ["pairwise", "listwise"])
def test_a_choice_is_by_the_loss_of_the_problem(loss: LossName) -> None:
    problem, _ = drawn(2)
    pairs = compare(problem.values[:, 0], GROUPS)
    fold = in_folds(GROUPS, 5, np.random.RandomState(0))
    found = choose(replace(problem, loss=loss), pairs, fold, (0.1, np.inf))
    # Without learning chance is the better guess: one of two, or one of four, three and two.
    guess = {"pairwise": np.log(2), "listwise": np.log(24) / 3}[loss]
    assert found.losses[np.inf] == pytest.approx(guess, abs=0.25)
    assert found.losses[0.1] < found.losses[np.inf] < guess

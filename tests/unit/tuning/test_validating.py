"""What is learned is judged on others: nothing of a held-out fold may be seen in learning."""

import numpy as np
import numpy.typing as npt
import pytest

from matcher.tuning.comparisons import Comparisons, compare, in_folds
from matcher.tuning.logistic import Problem
from matcher.tuning.validating import Gain, Manner, choose, gain_of, group_means

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
    found = gain_of(problem, pairs, GROUPS, manner, np.random.RandomState(0))
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


def test_the_strength_with_the_least_loss_is_chosen_and_of_equal_ones_the_strongest() -> None:
    problem, noise = drawn(1)
    fold = in_folds(GROUPS, 5, np.random.RandomState(0))
    strengths = (0.001, 0.1, np.inf)
    planted = compare(problem.values[:, 0], GROUPS)
    found = choose(problem, planted, fold, strengths)
    assert found.strength == min(found.losses, key=found.losses.__getitem__) == 0.001
    assert choose(problem, compare(noise, GROUPS), fold, strengths).strength == np.inf
    nothing = Comparisons(*np.zeros((2, 0), dtype=np.int64))
    assert choose(problem, nothing, fold, strengths).strength == np.inf
    assert choose(problem, planted, fold, (0.3,)).losses == {}


def test_a_mean_is_taken_in_each_group() -> None:
    found = group_means(np.array([1.0, 0.0, 0.5]), np.array([7, 7, 2]))
    assert found.tolist() == [0.5, 0.5]
    assert group_means(np.array([1.0, 0.0, 0.0]), np.array([7, 7, 2])).tolist() == [0, 0.5]

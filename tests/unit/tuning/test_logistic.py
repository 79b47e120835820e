"""The likelihood of comparisons: its scores, its gradient, its optimum, and what is kept fixed."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from matcher.tuning.comparisons import Comparisons, compare
from matcher.tuning.logistic import Fitted, Problem, fit_weights, losses, margins

Floats = npt.NDArray[np.float64]
SEEDS = st.integers(0, 10_000)


def problem(seed: int, features: int = 3, rows: int = 30) -> Problem:
    random = np.random.default_rng(seed)
    asked = (random.random((rows, features)) < 0.7).astype(np.float64)
    asked[:, 0] = 1
    defaults = random.random(features + 1) + 0.3
    return Problem(
        values=random.random((rows, features)) * asked,
        asked=asked,
        defaults=defaults / defaults.sum(),
        # Without a prior, a row that asks only for what has no weight has no score at all.
        lower=np.append(np.zeros(features), 0.05),
        upper=np.full(features + 1, np.inf),
    )


def judged(given: Problem, seed: int) -> Comparisons:
    """Grades that follow the defaults, with as much noise again, so that no weights are perfect."""
    random = np.random.default_rng(seed)
    scores = given.scores(given.defaults)
    grades = np.round(3 * (scores + random.normal(0, scores.std(), scores.size)))
    grades[:2] = 0, 1
    return compare(grades, np.zeros(scores.size, dtype=np.int64))


def objective(given: Problem, pairs: Comparisons, fitted: Fitted, strength: float) -> float:
    away = fitted.weights - given.defaults
    return float(losses(given, pairs, fitted).mean() + strength * away @ away)


@given(SEEDS)
def test_a_score_is_the_weighted_mean_of_what_is_asked_with_the_prior(seed: int) -> None:
    drawn = problem(seed)
    weights = drawn.defaults
    for row, score in enumerate(drawn.scores(weights)):
        asked = [place for place in range(3) if drawn.asked[row, place]]
        total = sum(weights[place] * drawn.values[row, place] for place in asked)
        assert score == pytest.approx(total / (weights[3] + sum(weights[p] for p in asked)))


@given(SEEDS)
def test_the_gradient_over_the_weights_is_that_of_differences(seed: int) -> None:
    drawn = problem(seed)
    slopes = np.random.default_rng(seed + 1).normal(size=len(drawn.values))
    found = drawn.pulled_back(drawn.defaults, drawn.scores(drawn.defaults), slopes)
    near = approx_fprime(drawn.defaults, lambda weights: slopes @ drawn.scores(weights))
    assert found == pytest.approx(near, abs=1e-5)


@given(SEEDS, st.sampled_from([0.03, 0.3]))
def test_no_small_step_from_the_weights_makes_them_better(seed: int, strength: float) -> None:
    drawn = problem(seed)
    pairs = judged(drawn, seed)
    fitted = fit_weights(drawn, pairs, strength)
    assert (fitted.weights >= 0).all()
    found = objective(drawn, pairs, fitted, strength)
    size = np.sqrt(np.mean(margins(drawn, pairs, drawn.defaults) ** 2))
    random = np.random.default_rng(seed)
    for reach in (0.01, 0.001):
        for step in random.normal(0, reach, (20, 5)):
            steepness = min(fitted.steepness * np.exp(3 * step[4]), 50 / size)
            other = Fitted(np.maximum(fitted.weights + step[:4], drawn.lower), steepness)
            assert objective(drawn, pairs, other, strength) >= found - 3e-4


@given(SEEDS)
def test_where_all_is_asked_another_start_leads_to_the_same_weights(seed: int) -> None:
    drawn = problem(seed)
    upper = np.append(drawn.upper[:-1], 0.0)
    lower = np.append(drawn.lower[:-1], 0.0)
    whole = Problem(
        np.random.default_rng(seed).random(drawn.values.shape),
        np.ones_like(drawn.asked),
        np.append(drawn.defaults[:-1] / drawn.defaults[:-1].sum(), 0),
        lower,
        upper,
    )
    pairs = judged(whole, seed)
    fitted = fit_weights(whole, pairs, 0.3)
    start = Fitted(np.append(np.random.default_rng(seed).dirichlet(np.ones(3)), 0), 5.0)
    other = fit_weights(whole, pairs, 0.3, start)
    assert other.weights == pytest.approx(fitted.weights, abs=0.01)


@given(SEEDS)
def test_an_infinite_strength_keeps_the_defaults_to_the_bit(seed: int) -> None:
    drawn = problem(seed)
    fitted = fit_weights(drawn, judged(drawn, seed), np.inf)
    assert fitted.weights.tolist() == drawn.defaults.tolist()


@given(SEEDS)
def test_a_stronger_pull_leaves_the_weights_nearer_to_the_defaults(seed: int) -> None:
    drawn = problem(seed)
    pairs = judged(drawn, seed)
    away = [
        np.linalg.norm(fit_weights(drawn, pairs, strength).weights - drawn.defaults)
        for strength in (0.1, 1.0, 10.0)
    ]
    assert away[0] >= away[1] - 1e-3
    assert away[1] >= away[2] - 1e-3


@given(SEEDS)
def test_weights_stay_within_their_bounds_and_locked_ones_as_they_are(seed: int) -> None:
    drawn = problem(seed)
    lower, upper = drawn.lower.copy(), drawn.upper.copy()
    lower[0] = upper[0] = drawn.defaults[0]
    lower[1], upper[1] = 0.4, 0.5
    bound = Problem(drawn.values, drawn.asked, drawn.defaults, lower, upper)
    found = fit_weights(bound, judged(drawn, seed), 0.001).weights
    assert found[0] == drawn.defaults[0]
    assert 0.4 <= found[1] <= 0.5


@given(SEEDS)
def test_judgments_the_other_way_round_are_as_unlikely_as_these_are_likely(seed: int) -> None:
    drawn = problem(seed)
    pairs = judged(drawn, seed)
    fitted = Fitted(drawn.defaults, 2.0)
    turned = losses(drawn, Comparisons(pairs.worse, pairs.better), fitted)
    assert np.exp(-losses(drawn, pairs, fitted)) + np.exp(-turned) == pytest.approx(1.0)
    assert (margins(drawn, pairs, drawn.defaults) > 0).tolist() == (
        losses(drawn, pairs, fitted) < np.log(2)
    ).tolist()


def test_rows_that_ask_for_nothing_score_nothing() -> None:
    nothing = Problem(np.zeros((2, 1)), np.zeros((2, 1)), np.ones(2), np.zeros(2), np.ones(2))
    assert nothing.scores(np.array([1.0, 0.0])).tolist() == [0, 0]
    fitted = fit_weights(nothing, Comparisons(np.array([0]), np.array([1])), 1.0)
    assert fitted.weights.tolist() == [1, 1]

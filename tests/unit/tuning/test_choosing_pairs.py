"""What is chosen to be judged tells most: against finite differences and trying all pairs."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Weights
from matcher.settings import COMPONENTS
from matcher.tuning.choosing_pairs import Chooser, drawn_weights, field_of

Floats = npt.NDArray[np.float64]
seeds = st.integers(0, 2**32 - 1)


def components(random: np.random.Generator, size: int) -> Floats:
    """Components of vacancies, some of them not asked."""
    values = random.random((size, len(COMPONENTS)))
    values[:, 1:][random.random((size, len(COMPONENTS) - 1)) < 0.4] = np.nan
    return values


def score(values: Floats, weights: Floats) -> Floats:
    """The score of the design, written out."""
    asked = ~np.isnan(values)
    return np.asarray(
        np.nansum(values * weights[:-1], axis=1) / (weights[-1] + asked @ weights[:-1])
    )


def chooser(random: np.random.Generator, *sizes: int) -> Chooser:
    drawn = drawn_weights(Weights(), random)
    return Chooser([field_of(components(random, size), drawn) for size in sizes], random)


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_gradients_are_those_of_the_score(seed: int) -> None:
    random = np.random.default_rng(seed)
    drawn, values = drawn_weights(Weights(), random), components(random, 5)
    field = field_of(values, drawn)
    for weights, scores, gradients in zip(drawn, *field, strict=True):
        np.testing.assert_allclose(scores, score(values, weights), atol=1e-12)
        for place in range(weights.size):
            step = np.zeros_like(weights)
            step[place] = 1e-6
            slope = (score(values, weights + step) - score(values, weights - step)) / 2e-6
            np.testing.assert_allclose(gradients[:, place], slope, atol=1e-4, rtol=1e-4)


def test_weights_are_drawn_around_the_defaults() -> None:
    random, weights = np.random.default_rng(0), Weights()
    drawn = np.concatenate([drawn_weights(weights, random) for _ in range(2000)])
    shares = np.array([*(weights.of(name) for name in COMPONENTS), weights.prior])
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    np.testing.assert_allclose(drawn.mean(axis=0), shares / shares.sum(), atol=0.01)


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_the_best_two_are_those_of_all_pairs(seed: int) -> None:
    found = chooser(np.random.default_rng(seed), 9)
    chosen = found.best_list(0, 2)
    gains = [found.gain(0, pair) for pair in combinations(range(9), 2)]
    assert found.gain(0, chosen) == pytest.approx(max(gains))


@given(seeds, st.integers(3, 6))
@settings(max_examples=10, deadline=None)
def test_each_further_vacancy_is_the_one_that_tells_most(seed: int, size: int) -> None:
    found = chooser(np.random.default_rng(seed), 8)
    chosen = found.best_list(0, size)
    assert len(set(chosen)) == size
    for length in range(2, size):
        rest = set(range(8)) - set(chosen[:length])
        gains = [found.gain(0, [*chosen[:length], one]) for one in rest]
        assert found.gain(0, chosen[: length + 1]) == pytest.approx(max(gains))


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_what_is_known_already_tells_less(seed: int) -> None:
    found = chooser(np.random.default_rng(seed), 8)
    places = found.best_list(0, 4)
    before = found.gain(0, places)
    found.add(0, places)
    once = found.gain(0, places)
    found.add(0, places, times=3)
    assert before > once > found.gain(0, places) > 0


def test_vacancies_that_are_alike_tell_nothing() -> None:
    random = np.random.default_rng(1)
    drawn, values = drawn_weights(Weights(), random), components(random, 4)
    values[1:] = values[0]
    found = Chooser([field_of(values, drawn)], random)
    assert found.gain(0, [0, 1, 2, 3]) == pytest.approx(0)
    assert len(set(found.best_list(0, 3))) == 3


def test_the_candidate_whose_list_tells_most_is_chosen() -> None:
    found = chooser(np.random.default_rng(3), 3, 12, 12, 3)
    gains = [found.gain(one, found.best_list(one, 3)) for one in range(4)]
    best, places = found.choose([0, 2, 3], 3)
    assert best == max((0, 2, 3), key=lambda one: gains[one])
    assert len(places) == 3
    assert found.choose([best, 1], 3)[0] == 1


def test_chosen_lists_tell_more_than_drawn_ones() -> None:
    random = np.random.default_rng(5)
    found = chooser(random, *[20] * 12)
    one, places = found.choose(range(12), 6)
    other = chooser(np.random.default_rng(5), *[20] * 12)
    drawn = [other.gain(place, random.permutation(20)[:6].tolist()) for place in range(12)]
    assert other.gain(one, places) > 1.3 * float(np.mean(drawn))

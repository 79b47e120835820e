"""Draws by columns: the edges, what is left of 1, spans and whole numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.sample.drawing import NONE, Chances, generator, whole_normal

weights = st.dictionaries(st.text(max_size=3), st.floats(0.01, 100), min_size=1, max_size=6)
uniforms = st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20)


@given(st.lists(weights, min_size=1, max_size=4), uniforms, st.data())
def test_of_weights_an_own_outcome_of_the_case_comes_true(
    cases: list[dict[str, float]], numbers: list[float], data: st.DataObject
) -> None:
    chosen = [data.draw(st.integers(0, len(cases) - 1)) for _ in numbers]
    chances = Chances.of_weights(cases)
    drawn = chances.draw(np.array(numbers), np.array(chosen))
    for place, case in zip(drawn, chosen, strict=True):
        assert chances.outcomes[place] in cases[case]


@given(weights, uniforms)
def test_an_outcome_is_drawn_where_the_number_lies_between_its_edges(
    case: dict[str, float], numbers: list[float]
) -> None:
    total = 2 * sum(case.values())
    chances = Chances.of_shares([{name: weight / total for name, weight in case.items()}])
    edges = np.concatenate([[0], np.cumsum(list(case.values())) / total])
    for number, place in zip(numbers, chances.draw(np.array(numbers)), strict=True):
        if place == NONE:
            assert number >= edges[-1] - 1e-12
        else:
            assert edges[place] - 1e-12 <= number <= edges[place + 1] + 1e-12


def test_a_case_without_outcomes_draws_none_beside_one_with_some() -> None:
    chances = Chances.of_shares([{}, {"a": 0.5, "b": 0.5}])
    drawn = chances.draw(np.array([0.0, 0.0, 0.99]), np.array([0, 1, 1]))
    assert drawn.tolist() == [NONE, 0, 1]


def test_cases_without_any_outcome_draw_none() -> None:
    assert Chances.of_shares([{}]).draw(np.array([0.3])).tolist() == [NONE]


def test_shares_over_one_are_refused() -> None:
    with pytest.raises(InputError, match=r"1\.2000"):
        Chances.of_shares([{"a": 0.6, "b": 0.6}])


def test_spans_reach_both_ends_and_nothing_beyond() -> None:
    chances = Chances.of_weights([{"3-5": 1, "9-9": 1}])
    drawn = chances.draw_spans(np.random.default_rng(1), np.zeros(500, np.int64))
    assert set(drawn.tolist()) == {3, 4, 5, 9}


@given(st.floats(50, 200), st.floats(1, 10))
def test_whole_numbers_lie_around_the_mean(mean: float, sd: float) -> None:
    shares = {int(name): share for name, share in whole_normal(mean, sd).items()}
    assert sum(shares.values()) == pytest.approx(1, abs=0.001)
    assert sum(n * share for n, share in shares.items()) == pytest.approx(mean, rel=0.01)


def test_two_places_of_a_seed_do_not_share_their_numbers() -> None:
    draws = {generator(1, place).random() for place in range(20)}
    assert len(draws) == 20
    assert generator(1, 3).random() == generator(1, 3).random()


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(InputError, match="seed is -1"):
        generator(-1)

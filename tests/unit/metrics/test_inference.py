"""Intervals, tests and corrections: against other tellings of the same definitions."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from matcher.errors import InputError
from matcher.metrics import (
    benjamini_hochberg,
    bootstrap,
    holm,
    inference,
    randomisation_test,
    wilson,
)

values = st.lists(st.integers(0, 20).map(lambda one: one / 20), min_size=2, max_size=12)
chances = st.lists(st.floats(0, 1), max_size=12)


@given(values, st.integers(0, 3))
def test_an_interval_holds_only_what_resampling_can_reach(drawn: list[float], seed: int) -> None:
    found = bootstrap(drawn, seed=seed, repeats=300)
    assert found.mean == pytest.approx(np.mean(drawn))
    assert min(drawn) - 1e-12 <= found.low <= found.high <= max(drawn) + 1e-12


@given(values)
def test_less_confidence_has_an_interval_within(drawn: list[float]) -> None:
    wide = bootstrap(drawn, repeats=300)
    narrow = bootstrap(drawn, repeats=300, confidence=0.5)
    assert wide.low <= narrow.low <= narrow.high <= wide.high


@given(values, st.floats(-5, 5), st.sampled_from([0.5, 2, 100]))
def test_another_origin_and_unit_move_the_interval_with_them(
    drawn: list[float], origin: float, unit: float
) -> None:
    found = bootstrap(drawn, repeats=300)
    moved = bootstrap([origin + unit * one for one in drawn], repeats=300)
    assert moved == pytest.approx([origin + unit * one for one in found], abs=1e-6)


@pytest.mark.parametrize("skew", [1, 4])
def test_the_interval_is_the_one_scipy_has(skew: int) -> None:
    drawn = np.random.default_rng(5).random(40) ** skew
    ours = bootstrap(drawn, seed=1, repeats=20_000)
    theirs = stats.bootstrap(
        (drawn,), np.mean, n_resamples=20_000, method="BCa", rng=7
    ).confidence_interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.003)


def test_the_interval_holds_the_mean_as_often_as_it_says() -> None:
    stream = np.random.default_rng(11)
    held = 0
    for seed in range(300):
        found = bootstrap(stream.random(40) ** 2, seed=seed, repeats=400)
        held += found.low <= 1 / 3 <= found.high
    assert held / 300 == pytest.approx(0.95, abs=0.04)


def test_the_same_seed_gives_the_same_bytes_whatever_is_drawn_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = np.random.default_rng(1).random(37)
    once = bootstrap(drawn, seed=4), randomisation_test(drawn, drawn[::-1], seed=4)
    assert once == (bootstrap(drawn, seed=4), randomisation_test(drawn, drawn[::-1], seed=4))
    assert once[0] != bootstrap(drawn, seed=5)
    monkeypatch.setattr(inference, "_AT_ONCE", 37 * 100)
    assert once == (bootstrap(drawn, seed=4), randomisation_test(drawn, drawn[::-1], seed=4))


def test_one_value_has_no_interval_and_equal_values_have_none_but_themselves() -> None:
    alone = bootstrap([0.4])
    assert alone.mean == 0.4
    assert np.isnan([alone.low, alone.high]).all()
    assert bootstrap([0.1] * 7) == pytest.approx((0.1, 0.1, 0.1))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8))
def test_a_small_test_counts_every_exchange(pairs: list[tuple[int, int]]) -> None:
    before, after = ([pair[side] / 10 for pair in pairs] for side in (0, 1))
    gains = [pair[1] - pair[0] for pair in pairs]
    sums = [
        abs(sum(sign * gain for sign, gain in zip(signs, gains, strict=True)))
        for signs in product((1, -1), repeat=len(gains))
    ]
    found = randomisation_test(before, after)
    assert found.is_exact
    assert found.difference == pytest.approx(np.mean(gains) / 10)
    assert found.p_value == np.mean([one >= abs(sum(gains)) for one in sums])


def test_drawn_exchanges_come_near_to_all_of_them() -> None:
    stream = np.random.default_rng(2)
    before, after = stream.random(12), stream.random(12) + 0.2
    exact = randomisation_test(before, after, repeats=5000)
    drawn = randomisation_test(before, after, repeats=4000)
    assert exact.is_exact
    assert not drawn.is_exact
    assert drawn.p_value == pytest.approx(exact.p_value, abs=0.02)
    assert randomisation_test(np.zeros(30), np.ones(30), repeats=99).p_value == 0.01


@given(values)
def test_a_run_does_not_differ_from_itself(drawn: list[float]) -> None:
    assert randomisation_test(drawn, drawn)[:2] == (0, 1)


@given(chances)
def test_holm_is_the_step_down_rule(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    for limit in (0.01, 0.05, 0.3):
        called: set[int] = set()
        for step, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
            if p_values[place] * (len(p_values) - step) > limit:
                break
            called.add(place)
        assert called == {place for place, one in enumerate(adjusted) if one <= limit}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_benjamini_hochberg_is_the_one_scipy_has(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values) == pytest.approx(stats.false_discovery_control(p_values))


@given(chances)
def test_corrections_raise_and_keep_the_order(p_values: list[float]) -> None:
    for adjusted in (holm(p_values), benjamini_hochberg(p_values)):
        assert (adjusted >= np.array(p_values) - 1e-12).all()
        assert (adjusted <= 1).all()
        assert (np.diff(adjusted[np.argsort(p_values, kind="stable")]) >= 0).all()
    assert (holm(p_values) >= benjamini_hochberg(p_values) - 1e-12).all()


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.5, 0.99))
def test_an_interval_of_a_share_is_the_one_scipy_has(
    count: int, beside: int, confidence: float
) -> None:
    size = count + beside
    low, high = (float(end) for end in wilson(count / size, size, confidence))
    expected = stats.binomtest(count, size).proportion_ci(confidence, method="wilson")
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= low <= count / size <= high <= 1


REFUSED: dict[str, Callable[[], object]] = {
    "no values": lambda: bootstrap([]),
    "an unknown value": lambda: bootstrap([1, float("nan")]),
    "certainty": lambda: bootstrap([1, 2], confidence=1),
    "nothing drawn": lambda: bootstrap([1, 2], repeats=0),
    "other queries": lambda: randomisation_test([1], [1, 2]),
    "nothing exchanged": lambda: randomisation_test([1], [2], repeats=0),
    "a chance above 1": lambda: holm([1.5]),
    "an unknown chance": lambda: benjamini_hochberg([float("nan")]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_tested_is_refused(what: str) -> None:
    with pytest.raises(InputError):
        REFUSED[what]()

"""Roots in closed form: up to them a gap is no less than 0, beyond them it is."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.sensitivity.crossings import Fractions, Gaps, reaches

numbers = st.sampled_from([-1.0, -0.6, -0.25, -0.01, 0.0, 0.01, 0.3, 0.7, 1.0])
gaps = st.sampled_from([0.0, 0.001, 0.1, 0.5])
shares = st.floats(0, 1)


def ends(gap: float, slope: float, bend: float) -> tuple[float, float]:
    falls, rises = reaches(Gaps(np.array([gap]), np.array([slope]), np.array([bend])))
    return float(falls[0]), float(rises[0])


@given(gaps, numbers, numbers)
def test_up_to_an_end_the_gap_is_there_and_beyond_it_is_not(
    gap: float, slope: float, bend: float
) -> None:
    def at(t: float) -> float:
        return gap + slope * t + bend * t * t

    # Where the gap only touches 0, rounding decides whether that is an end.
    if abs(slope**2 - 4 * gap * bend) < 1e-9 < abs(bend):
        return
    for sign, end in zip((-1, 1), ends(gap, slope, bend), strict=True):
        assert all(at(sign * t) >= -1e-9 for t in np.linspace(0, min(end, 50), 101))
        if math.isfinite(end):
            assert at(sign * end) == pytest.approx(0, abs=1e-9)
            assert at(sign * (end + 1e-4)) < 0


@given(gaps, numbers, numbers)
def test_falling_is_rising_seen_from_the_other_side(gap: float, slope: float, bend: float) -> None:
    assert ends(gap, slope, bend) == ends(gap, -slope, bend)[::-1]


def test_what_is_level_for_ever_never_swaps() -> None:
    assert ends(0, 0, 0) == (math.inf, math.inf)
    assert ends(0.2, 0, 0) == (math.inf, math.inf)
    assert ends(0, 0, 1) == (math.inf, math.inf)


def test_what_is_level_now_swaps_at_the_first_step_to_one_side() -> None:
    assert ends(0, 1, 0) == (0, math.inf)
    assert ends(0, -1, 0) == (math.inf, 0)
    assert ends(0, 0, -1) == (0, 0)
    assert ends(0, 1, -2) == (0, 0.5)


@given(st.tuples(*[shares] * 3), st.tuples(*[shares] * 3), st.floats(0, 3))
def test_gaps_have_the_sign_of_the_difference_of_the_scores(
    one: tuple[float, ...], other: tuple[float, ...], t: float
) -> None:
    # The one whose present score is no less is ahead.
    here, there = (
        Fractions(*(np.array([part]) for part in parts))
        for parts in sorted((one, other), key=lambda parts: -parts[0])
    )
    found = Gaps.between(here, there)
    polynomial = float((found.gap + found.slope * t + found.bend * t * t)[0])
    ahead, behind = (
        float(((own.score + own.rise * t) / (1 + own.growth * t))[0]) for own in (here, there)
    )
    common = float(((1 + here.growth * t) * (1 + there.growth * t))[0])
    assert polynomial == pytest.approx((ahead - behind) * common, abs=1e-9)


def test_rounding_and_order_against_the_score_are_no_gap() -> None:
    score = np.array([0.5, 0.5, 0.5])
    other = np.array([0.5 - 1e-15, 0.5 + 1e-8, 0.4])
    nothing = np.full(3, 1e-14)
    found = Gaps.between(Fractions(score, nothing, nothing), Fractions(other, nothing * 2, nothing))
    assert found.gap[:2].tolist() == [0, 0]
    assert found.gap[2] == pytest.approx(0.1)
    assert found.slope.tolist() == found.bend.tolist() == [0, 0, 0]

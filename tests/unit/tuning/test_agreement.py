"""Agreement of judges: published figures, and what the definitions say of drawn ratings."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from matcher.errors import UnknownName
from matcher.tuning.agreement import Measure, kendall_tau_b, krippendorff_alpha

X = np.nan
#: The ratings of four observers in Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
]
RATINGS = st.lists(
    st.lists(st.sampled_from([1.0, 2.0, 5.0, X]), min_size=3, max_size=3), min_size=1, max_size=6
)
GRADES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=9)


@pytest.mark.parametrize(
    ("measure", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_is_the_published_one(measure: Measure, expected: float) -> None:
    assert krippendorff_alpha(np.array(PUBLISHED).T, measure) == pytest.approx(expected, abs=5e-4)


@given(RATINGS)
def test_nominal_and_interval_alpha_are_those_of_the_pairs_of_ratings(
    ratings: list[list[float]],
) -> None:
    units = [[one for one in unit if not np.isnan(one)] for unit in ratings]
    units = [unit for unit in units if len(unit) > 1]
    everything = [one for unit in units for one in unit]
    for measure in ("nominal", "interval"):
        power = 0 if measure == "nominal" else 2

        def apart(one: float, other: float, power: int = power) -> float:
            return float(one != other) * abs(one - other) ** power

        expected = sum(apart(*pair) for pair in permutations(everything, 2))
        found = krippendorff_alpha(ratings, measure)
        if expected == 0:
            assert np.isnan(found)
            continue
        seen = sum(
            sum(apart(*pair) for pair in permutations(unit, 2)) / (len(unit) - 1) for unit in units
        )
        assert found == pytest.approx(1 - (len(everything) - 1) * seen / expected)


@given(RATINGS)
def test_ordinal_alpha_knows_only_the_order_of_the_values(ratings: list[list[float]]) -> None:
    stretched = np.where(np.array(ratings) == 5, 2.5, ratings)
    one, other = krippendorff_alpha(ratings), krippendorff_alpha(stretched)
    assert one == pytest.approx(other, nan_ok=True)


@given(GRADES)
def test_tau_b_is_that_of_scipy(grades: list[tuple[int, int]]) -> None:
    first, second = zip(*grades, strict=True)
    expected = kendalltau(first, second).statistic
    assert kendall_tau_b(first, second) == pytest.approx(float(expected), nan_ok=True)


def test_another_measure_is_refused() -> None:
    with pytest.raises(UnknownName, match="No measure 'ratio'"):
        krippendorff_alpha([[1, 2]], "ratio")  # type: ignore[arg-type]

"""Calibration: what was promised, bin by bin, and what came true."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.metrics import brier, expected_calibration_error, reliability

answers = st.lists(st.tuples(st.integers(0, 20).map(lambda one: one / 20), st.booleans()))
Answers = list[tuple[float, bool]]


def apart(drawn: Answers) -> tuple[list[float], list[bool]]:
    return [chance for chance, _ in drawn], [came for _, came in drawn]


@given(answers, st.integers(1, 12))
def test_the_error_is_the_mean_distance_of_promised_and_kept(drawn: Answers, bins: int) -> None:
    total = 0.0
    for place in range(bins):
        low, high = place / bins, (place + 1) / bins
        inside = [
            (chance, came)
            for chance, came in drawn
            if low < chance <= high or (place == 0 and chance == 0)
        ]
        total += abs(sum(chance - came for chance, came in inside))
    wanted = total / len(drawn) if drawn else 0.0
    assert expected_calibration_error(*apart(drawn), bins) == pytest.approx(wanted, abs=1e-12)


@given(answers, st.integers(1, 12))
def test_every_answer_is_in_the_bin_that_holds_its_probability(drawn: Answers, bins: int) -> None:
    found = reliability(*apart(drawn), bins)
    assert found.answers.sum() == len(drawn)
    assert (found.low - 1e-12 <= found.promised).all()
    assert (found.promised <= found.high + 1e-12).all()


@given(answers)
def test_the_brier_score_is_the_mean_square(drawn: Answers) -> None:
    wanted = np.mean([(chance - came) ** 2 for chance, came in drawn]) if drawn else 0.0
    assert brier(*apart(drawn)) == pytest.approx(wanted)


@given(st.lists(st.booleans(), min_size=1))
def test_certainty_that_is_right_has_no_error(came: list[bool]) -> None:
    assert expected_calibration_error(came, came) == brier(came, came) == 0


REFUSED: dict[str, Callable[[], float]] = {
    "no outcome": lambda: brier([0.5], []),
    "a probability above 1": lambda: brier([1.5], [1]),
    "no probability": lambda: brier([float("nan")], [1]),
    "half an outcome": lambda: brier([0.5], [0.5]),
    "no bins": lambda: expected_calibration_error([0.5], [1], bins=0),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_probability_or_outcome_is_refused(what: str) -> None:
    with pytest.raises(InputError):
        REFUSED[what]()

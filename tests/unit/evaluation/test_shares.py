"""Ratios over candidates: their intervals draw candidates, and hold what was planted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation import Choices
from matcher.evaluation.shares import shares

FEW = Choices(repeats=300)
COUNTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12)


@given(COUNTS)
def test_a_share_is_the_ratio_of_sums_within_its_interval(counts: list[tuple[int, int]]) -> None:
    part = [[min(pair)] for pair in counts]
    whole = [[max(pair)] for pair in counts]
    (found,) = shares(part, whole, FEW)
    total = sum(one[0] for one in whole)
    if not total:
        assert np.isnan(found.mean)
        return
    assert found.mean == pytest.approx(sum(one[0] for one in part) / total)
    with_any = sum(one[0] > 0 for one in whole)
    if with_any < 2:
        assert np.isnan(found.low)
        assert np.isnan(found.high)
    else:
        assert 0 <= found.low <= found.high <= 1


def test_equal_candidates_leave_no_doubt() -> None:
    (found,) = shares([[1]] * 5, [[2]] * 5, FEW)
    assert tuple(found) == (0.5, 0.5, 0.5)


def test_columns_do_not_know_each_other() -> None:
    both = shares([[1, 0], [0, 3]], [[2, 1], [2, 3]], FEW)
    assert both[0] == shares([[1], [0]], [[2], [2]], FEW)[0]
    assert both[1] == shares([[0], [3]], [[1], [3]], FEW)[0]


def test_the_seed_decides_the_draws() -> None:
    part, whole = [[n % 3] for n in range(9)], [[3]] * 9
    assert shares(part, whole, FEW) == shares(part, whole, FEW)
    assert shares(part, whole, FEW) != shares(part, whole, Choices(repeats=300, seed=1))


def test_planted_shares_lie_within_their_intervals() -> None:
    stream, held = np.random.default_rng(5), 0
    for seed in range(100):
        chance = stream.beta(6, 4, size=(40, 1))
        hits = stream.binomial(5, chance)
        (found,) = shares(hits, np.full((40, 1), 5), Choices(repeats=400, seed=seed))
        held += found.low <= 0.6 <= found.high
    assert 90 <= held <= 99

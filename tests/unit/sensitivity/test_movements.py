"""Movements of weights, counted from intervals that are drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.sensitivity.intervals import Ends, Intervals
from matcher.sensitivity.movements import Movements
from matcher.sensitivity.weighing import WEIGHTS

_BY = (0.1, 0.5)


def drawn(seed: int) -> tuple[Intervals, np.ndarray]:
    """Intervals of six candidates around weights of 1, those of the order within the others."""
    random = np.random.default_rng(seed)
    reach = random.choice([0.05, 0.3, 0.9], size=(2, 6, len(WEIGHTS), 2))
    signs = np.array([-1, 1])
    members, order = Ends.unbounded((6, len(WEIGHTS))), Ends.unbounded((6, len(WEIGHTS)))
    members.at[:] = 1 + signs * reach.max(axis=0)
    order.at[:] = 1 + signs * reach.min(axis=0)
    return Intervals(members, order), random.random((6, len(WEIGHTS), len(_BY), 2))


@given(st.integers(0, 10_000))
def test_either_way_a_list_stays_where_it_stays_both_ways(seed: int) -> None:
    intervals, overlap = drawn(seed)
    found = Movements.of(_BY, np.ones(len(WEIGHTS)), intervals, overlap, seed=0)
    assert len(found) == len(WEIGHTS) * len(_BY) * 3
    for row in found:
        place, at = WEIGHTS.index(row.weight), _BY.index(row.movement)
        for name, ends in (("kept", intervals.members), ("in_order", intervals.order)):
            down = ends.at[:, place, 0] <= 1 - row.movement
            up = ends.at[:, place, 1] >= 1 + row.movement
            expected = {"down": down, "up": up, "both": down & up}[row.direction].mean()
            assert getattr(row, name).mean == pytest.approx(expected)
        sides = {"down": [0], "up": [1], "both": [0, 1]}[row.direction]
        assert row.overlap.mean == pytest.approx(overlap[:, place, at, sides].mean())

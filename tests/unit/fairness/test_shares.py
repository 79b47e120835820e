"""What causes have in an outcome: parts that add up, alike for alike, nothing for nothing."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.fairness.shares import CAUSES, PARTS, World, shares, worlds

Floats = npt.NDArray[np.float64]

outcomes = arrays(np.float64, (16, 3), elements=st.floats(-5, 5, width=32))


def by_orders(found: Floats) -> Floats:
    """The definition: causes lifted one after the other, in the mean over all orders."""
    place = {world: number for number, world in enumerate(worlds())}
    parts = np.zeros((found.shape[1], len(PARTS)))
    orders = list(permutations(CAUSES))
    for order in orders:
        world = World()
        for cause in order:
            lifted = world._replace(**{cause: True})
            parts[:, CAUSES.index(cause)] += found[place[world]] - found[place[lifted]]
            world = lifted
    parts /= len(orders)
    parts[:, -1] = found[place[World(*[True] * 4)]]
    return parts


@given(outcomes)
def test_they_are_what_lifting_takes_away_in_the_mean_over_all_orders(found: Floats) -> None:
    np.testing.assert_allclose(shares(found), by_orders(found), atol=1e-12)


@given(outcomes)
def test_they_add_up_to_the_present_outcome(found: Floats) -> None:
    np.testing.assert_allclose(shares(found).sum(axis=1), found[0], atol=1e-9)


@given(outcomes, st.sampled_from(CAUSES))
def test_a_cause_that_changes_nothing_has_nothing(found: Floats, idle: str) -> None:
    place = {world: number for number, world in enumerate(worlds())}
    for world, number in place.items():
        found[number] = found[place[world._replace(**{idle: False})]]
    assert (shares(found)[:, CAUSES.index(idle)] == 0).all()


@given(outcomes)
def test_causes_that_do_alike_have_alike(found: Floats) -> None:
    place = {world: number for number, world in enumerate(worlds())}
    for world, number in place.items():
        swapped = world._replace(rule=world.taxonomy, taxonomy=world.rule)
        found[number] = found[place[min(world, swapped)]]
    parts = shares(found)
    np.testing.assert_allclose(parts[:, 0], parts[:, 3], atol=1e-12)


def test_every_world_is_there_once_the_present_one_first() -> None:
    assert len(set(worlds())) == len(worlds()) == 16
    assert worlds()[0] == World()
    with pytest.raises(ValueError, match="unexpected field"):
        World()._replace(other=True)  # type: ignore[call-arg]

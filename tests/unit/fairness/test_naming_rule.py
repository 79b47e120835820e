"""When a cause is named: the gap certain, the part certain, large, and of the gap's sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fairness.naming_rule import LEAST_PART, LEAST_SHARE, named_cause
from matcher.fairness.shares import CAUSES
from matcher.metrics import Interval

NOTHING = Interval(0.0, 0.0, 0.0)


def parts(**sizes: float) -> dict[str, Interval]:
    """Parts with intervals of a hundredth to both sides."""
    return {
        name: Interval(size, size - 0.01, size + 0.01)
        if (size := sizes.get(name, 0.0))
        else NOTHING
        for name in CAUSES
    }


def test_the_greatest_certain_part_is_named() -> None:
    assert named_cause(-0.10, 0.01, parts(rule=-0.04, weight=-0.06)) == "weight"
    assert named_cause(0.10, 0.01, parts(rule=0.04, weight=-0.06)) == "rule"


@pytest.mark.parametrize(
    ("gap", "p", "own"),
    [
        (-0.10, 0.05, parts(rule=-0.10)),
        (-0.10, float("nan"), parts(rule=-0.10)),
        (-0.10, 0.01, {**parts(), "rule": Interval(-0.1, -0.2, 0.001)}),
        (-0.10, 0.01, parts(rule=0.10)),
        (-0.04, 0.01, parts(rule=-(LEAST_PART - 0.001))),
        (-0.30, 0.01, parts(rule=-(0.30 * LEAST_SHARE - 0.001))),
        (-0.10, 0.01, parts()),
    ],
)
def test_else_none_is(gap: float, p: float, own: dict[str, Interval]) -> None:
    assert named_cause(gap, p, own) is None


def test_what_is_no_share_of_people_need_not_be_points_of_them() -> None:
    assert named_cause(-0.03, 0.01, parts(rule=-0.02), is_share=False) == "rule"


@given(st.floats(-0.5, 0.5), st.lists(st.floats(-0.5, 0.5), min_size=4, max_size=4))
def test_groups_exchanged_name_the_same(gap: float, sizes: list[float]) -> None:
    own: dict[str, Interval] = {name: Interval(size, size - 0.01, size + 0.01)
           for name, size in zip(CAUSES, sizes, strict=True)}  # fmt: skip
    turned = {name: Interval(-part.mean, -part.high, -part.low) for name, part in own.items()}
    if gap and len(set(sizes)) == 4:
        assert named_cause(gap, 0.01, own) == named_cause(-gap, 0.01, turned)

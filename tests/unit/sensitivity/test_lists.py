"""Lists before and after: the rows of arrays are the lists of the definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.metrics import rank_biased_overlap
from matcher.sensitivity.lists import overlaps, stayed

WIDTH = 6


@st.composite
def pairs(draw: st.DrawFn) -> list[tuple[list[int], list[int]]]:
    """Lists without repetition, each with another of the same length."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        size = draw(st.integers(0, WIDTH))
        items = st.lists(st.integers(0, 9), min_size=size, max_size=size, unique=True)
        found.append((draw(items), draw(items)))
    return found


def as_rows(lists: list[list[int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    return np.array([[*one, *[-1] * (WIDTH - len(one))] for one in lists], dtype=np.int32)


@given(pairs())
def test_overlaps_are_those_of_the_metric(lists: list[tuple[list[int], list[int]]]) -> None:
    first, second = ([one[side] for one in lists] for side in (0, 1))
    found = overlaps(as_rows(first), as_rows(second))
    # Two empty lists are the same list.
    expected = [rank_biased_overlap(a, b) if a else 1.0 for a, b in lists]
    assert found == pytest.approx(expected, abs=1e-12)
    assert overlaps(as_rows(first), as_rows(first)).tolist() == [1.0] * len(lists)


@given(pairs())
def test_what_stays_is_in_both(lists: list[tuple[list[int], list[int]]]) -> None:
    first, second = ([one[side] for one in lists] for side in (0, 1))
    found = stayed(as_rows(first), as_rows(second))
    for row, (before, after) in zip(found, lists, strict=True):
        assert row.tolist() == [item in after for item in before] + [False] * (WIDTH - len(before))

"""Small groups: never told, and never to be had by subtraction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fairness.suppression import hidden

sizes = st.lists(st.integers(1, 60), min_size=1, max_size=8)


@given(sizes, st.integers(2, 30))
def test_what_is_hidden_cannot_be_had_by_subtraction(counts: list[int], minimum: int) -> None:
    found = hidden(np.array(counts), minimum)
    small = [count for count, is_hidden in zip(counts, found, strict=True) if is_hidden]
    assert all(count >= minimum for count, is_hidden in zip(counts, found, strict=True)
               if not is_hidden)  # fmt: skip
    if small and not found.all():
        assert len(small) >= 2
        assert sum(small) >= minimum


@given(sizes, st.integers(2, 30))
def test_no_more_is_hidden_than_must_be(counts: list[int], minimum: int) -> None:
    found = hidden(np.array(counts), minimum)
    told = [count for count, is_hidden in zip(counts, found, strict=True) if not is_hidden]
    beside = [count for count, is_hidden in zip(counts, found, strict=True) if is_hidden]
    if all(count >= minimum for count in counts):
        assert not beside
    elif told:
        # The greatest of those hidden beside the small ones is needed: without it one could count.
        rest = sorted(beside)[:-1]
        assert max(beside) < minimum or len(rest) < 2 or sum(rest) < minimum


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([60, 30], [False, False]),
        ([60, 30, 4], [False, True, True]),
        ([60, 3, 3], [True, True, True]),
        ([60, 6, 6], [False, True, True]),
        ([4], [True]),
    ],
)
def test_the_smallest_of_the_others_go_with_it(counts: list[int], expected: list[bool]) -> None:
    assert hidden(np.array(counts), 10).tolist() == expected

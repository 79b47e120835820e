"""Comparisons: every two rows of a list that were judged differently, and folds of groups."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.tuning import comparisons as module
from matcher.tuning.comparisons import Comparisons, compare, in_folds

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 2)), max_size=12)


@given(ROWS)
def test_every_two_rows_of_a_list_with_different_grades_are_compared(
    rows: list[tuple[int, int]],
) -> None:
    grades = np.array([grade for grade, _ in rows], dtype=np.float64)
    found = compare(grades, np.array([name for _, name in rows], dtype=np.int64))
    expected = {
        (one, other) if rows[one][0] > rows[other][0] else (other, one)
        for one, other in combinations(range(len(rows)), 2)
        if rows[one][1] == rows[other][1] and rows[one][0] != rows[other][0]
    }
    pairs = list(zip(found.better.tolist(), found.worse.tolist(), strict=True))
    assert len(pairs) == found.size == len(expected)
    assert set(pairs) == expected


def test_too_many_comparisons_are_refused_before_they_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_MOST", 6)
    lists = np.zeros(4, dtype=np.int64)
    assert compare(np.arange(4.0), lists).size == 6
    with pytest.raises(InputError, match="more than 6 pairs of rows"):
        compare(np.arange(5.0), np.zeros(5, dtype=np.int64))


def test_a_mask_chooses_comparisons() -> None:
    pairs = Comparisons(np.array([3, 1]), np.array([0, 2]))
    assert [side.tolist() for side in pairs.where(np.array([False, True]))] == [[1], [2]]


@given(st.lists(st.integers(0, 9), min_size=1), st.integers(2, 6), st.integers(0, 9))
def test_a_unit_is_in_one_fold_and_folds_have_like_numbers_of_units(
    units: list[int], count: int, seed: int
) -> None:
    fold = in_folds(np.array(units), count, np.random.RandomState(seed))
    of_unit = {(unit, one) for unit, one in zip(units, fold.tolist(), strict=True)}
    distinct = len(set(units))
    assert len(of_unit) == distinct
    sizes = np.bincount([one for _, one in of_unit], minlength=min(count, distinct))
    assert sizes.size == min(count, distinct)
    assert sizes.max() - sizes.min() <= 1

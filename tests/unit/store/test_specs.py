"""An array passes if, and only if, it is what its spec says."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from matcher.errors import UnusableIndex
from matcher.store.specs import ArraySpec, Flags, Indices, Offsets, Values, check_array

Array = npt.NDArray[Any]
#: Longer than the pieces in which arrays are looked at.
LONG = 2**17 + 5


def passes(array: Array, spec: ArraySpec, **sizes: int) -> bool:
    try:
        check_array(array, spec, sizes, "x.npy")
    except UnusableIndex:
        return False
    return True


@given(array=hnp.arrays(np.int64, st.integers(1, 6), elements=st.integers(-1, 4)))
def test_offsets_start_at_0_never_fall_and_end_at_the_size(array: Array) -> None:
    fits = array[0] == 0 and array[-1] == 3 and array.tolist() == sorted(array.tolist())
    assert passes(array, Offsets("rows", "whole"), rows=len(array) - 1, whole=3) == fits
    rising = fits and len(set(array.tolist())) == len(array)
    spec = Offsets(len(array) - 1, 3, may_be_empty=False)
    assert passes(array, spec) == rising


@given(array=hnp.arrays(np.int32, (2, 3), elements=st.integers(-2, 5)), lowest=st.integers(-1, 0))
def test_indices_lie_between_their_bounds(array: Array, lowest: int) -> None:
    fits = all(lowest <= one < 5 for one in array.ravel())
    assert passes(array, Indices("<i4", (2, "n"), "n", lowest), n=3) == all(
        lowest <= one < 3 for one in array.ravel()
    )
    assert passes(array, Indices("<i4", (2, 3), 5, lowest)) == fits


@given(array=hnp.arrays(np.float64, 3, elements=st.floats(-2, 2) | st.just(np.nan)))
def test_values_lie_between_their_bounds_and_nan_does_not(array: Array) -> None:
    assert passes(array, Values("<f8", (3,)))
    assert passes(array, Values("<f8", (3,), 0, 1)) == all(0 <= one <= 1 for one in array)
    assert passes(array, Values("<f8", (3,), lowest=0)) == all(one >= 0 for one in array)
    assert passes(array, Values("<f8", (3,), highest=0)) == all(one <= 0 for one in array)


@given(array=hnp.arrays(np.uint8, (2, 2), elements=st.integers(0, 3)))
def test_flags_are_the_bytes_0_and_1(array: Array) -> None:
    assert passes(array.view(np.bool_), Flags((2, 2))) == bool((array <= 1).all())


@pytest.mark.parametrize(
    ("array", "spec"),
    [
        (np.zeros(3, np.int32), Indices("<i8", (3,), 1)),
        (np.zeros(3, np.int64), Indices("<i8", (4,), 1)),
        (np.zeros((3, 1), np.int64), Indices("<i8", (3,), 1)),
        (np.zeros(3, np.int32), Offsets(2, 0)),
        (np.zeros(2, np.int64), Offsets(2, 0)),
        (np.zeros(0, np.int64), Offsets(0, 0)),
        (np.zeros(3, np.float32), Values("<f8", (3,))),
        (np.zeros(3, np.uint8), Flags((3,))),
    ],
)
def test_another_type_or_shape_is_told(array: Array, spec: ArraySpec) -> None:
    assert not passes(array, spec)


def test_no_rows_have_one_offset() -> None:
    assert passes(np.zeros(1, np.int32), Offsets(0, 0, "<i4"))


def test_empty_arrays_pass() -> None:
    assert passes(np.zeros((0, 2), np.int32), Indices("<i4", (0, 2), 0))


@pytest.mark.parametrize("place", [0, 2**15 - 1, 2**15, 2**15 + 1, 2**16, LONG - 1])
def test_every_piece_of_a_long_array_is_looked_at(place: int) -> None:
    indices = np.zeros(LONG, np.int16)
    offsets = np.arange(LONG + 1)
    assert passes(indices, Indices("<i2", (LONG,), 7))
    assert passes(offsets, Offsets(LONG, LONG))
    indices[place], offsets[place + 1] = 7, offsets[place] - 1
    assert not passes(indices, Indices("<i2", (LONG,), 7))
    assert not passes(offsets, Offsets(LONG, LONG))


def test_the_error_tells_what_was_expected_and_what_found() -> None:
    with pytest.raises(UnusableIndex) as told:
        check_array(np.array([1, 9]), Indices("<i8", (2,), "jobs"), {"jobs": 4}, "of.npy")
    error = told.value
    assert (error.path, error.expected, error.found) == (
        "of.npy",
        "numbers from 0 to 3",
        "some from 1 to 9",
    )
    assert error.repair == "Save it again."

"""What arrays must be before a kernel may trust them, declared by their owner beside their names.

Kernels do not look whether a number is a place that exists: a byte altered in a file must be
found here, not by a crash. Each check is one pass over the array, piece by piece through the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.errors import UnusableIndex

__all__ = ["ArraySpec", "Flags", "Indices", "Offsets", "Size", "Values", "check_array"]

#: A length, or the name of one that is known when the array is there.
Size = int | str
_Array = npt.NDArray[Any]
#: Numbers looked at together: few enough to stay in the cache for a second look.
_PIECE = 2**15


@dataclass(frozen=True)
class Values:
    """Numbers of a type and a shape, each from `lowest` to `highest` where these are given.

    NaN lies between no two numbers; without bounds it may stand anywhere.
    """

    dtype: str
    shape: tuple[Size, ...]
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Indices:
    """Places in something of the size `below`: each from `lowest` to below - 1."""

    dtype: str
    shape: tuple[Size, ...]
    below: Size
    #: Less than 0 where such numbers stand for no place.
    lowest: int = 0


@dataclass(frozen=True)
class Offsets:
    """Where each of `rows` parts of something starts: rows + 1 numbers from 0 on, never falling.

    The last one is the size of the whole, `into`. Where no part `may_be_empty`, they rise.
    """

    rows: Size
    into: Size
    dtype: str = "<i8"
    may_be_empty: bool = True


@dataclass(frozen=True)
class Flags:
    """Truth values of a shape, each the byte 0 or 1."""

    shape: tuple[Size, ...]


ArraySpec = Values | Indices | Offsets | Flags


def check_array(array: _Array, spec: ArraySpec, sizes: Mapping[str, int], path: str) -> None:
    """UnusableIndex, naming `path`, unless an array is what its spec says.

    >>> starts = np.array([0, 2, 1, 3])
    >>> check_array(starts, Offsets(rows="jobs", into=3), {"jobs": 3}, "starts.npy")
    Traceback (most recent call last):
    ...
    matcher.errors.UnusableIndex: starts.npy: expected offsets from 0 to 3 that never fall, found
    others. Save it again.
    """
    dtype, shape = _form(spec)
    expected = tuple(_length(size, sizes) for size in shape)
    if isinstance(spec, Offsets):
        expected = (expected[0] + 1,)
    if (array.dtype.str, array.shape) != (dtype, expected):
        found = f"{array.dtype.str} {array.shape}"
        raise UnusableIndex(path, expected=f"{dtype} {expected}", found=found)
    match spec:
        case Offsets(into=into):
            least = 0 if spec.may_be_empty else 1
            _check_offsets(array, _length(into, sizes), least, path)
        case Indices(below=below, lowest=lowest):
            _check_range(array, lowest, _length(below, sizes) - 1, path)
        case Values(lowest=low, highest=high):
            if low is not None or high is not None:
                _check_range(array, low, high, path)
        case Flags():
            _check_range(array.view(np.uint8), 0, 1, path)


def _form(spec: ArraySpec) -> tuple[str, tuple[Size, ...]]:
    if isinstance(spec, Offsets):
        return spec.dtype, (spec.rows,)
    return ("|b1" if isinstance(spec, Flags) else spec.dtype), spec.shape


def _length(size: Size, sizes: Mapping[str, int]) -> int:
    return sizes[size] if isinstance(size, str) else size


def _check_range(array: _Array, lowest: float | None, highest: float | None, path: str) -> None:
    for piece in _pieces(array):
        # Written so that NaN, which compares as false, is refused.
        fits = (lowest is None or piece.min() >= lowest) and (
            highest is None or piece.max() <= highest
        )
        if not fits:
            raise UnusableIndex(
                path,
                expected=f"numbers from {lowest} to {highest}",
                found=f"some from {piece.min()} to {piece.max()}",
            )


def _check_offsets(offsets: _Array, end: int, least: int, path: str) -> None:
    """Refuse offsets other than from 0 to the end, each part of at least that size."""
    fits = offsets[0] == 0 and offsets[-1] == end
    for piece in _pieces(offsets, overlap=1):
        before, after = piece[:-1], piece[1:]
        fits = fits and bool((after > before if least else after >= before).all())
    if not fits:
        rule = "rise" if least else "never fall"
        expected = f"offsets from 0 to {end:,} that {rule}"
        raise UnusableIndex(path, expected=expected, found="others")


def _pieces(array: _Array, overlap: int = 0) -> Iterator[_Array]:
    flat = array.reshape(-1)
    for start in range(0, flat.size, _PIECE):
        yield flat[start : start + _PIECE + overlap]

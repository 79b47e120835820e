"""The headers of `.npy` files: written so that equal arrays are equal bytes, read without trust.

NumPy reads a header by evaluating a Python literal, and writes one whose padding differs between
its versions. Here it is one regular expression and one line of text; `numpy.load` reads the files.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

import numpy as np

from matcher.errors import UnusableIndex

__all__ = ["DTYPES", "HEADER_BYTES", "MOST_AXES", "Header", "header_of", "read_header"]

#: What an array may hold: truth values and numbers, little-endian.
DTYPES = (
    "|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8",
)  # fmt: skip
#: No header takes more bytes of its file.
HEADER_BYTES = 1024
MOST_AXES = 8
#: More bytes than any machine can address.
_MOST_BYTES = 2**62
#: Where data start, so that every number is aligned in a memory map.
_ALIGNMENT = 64
_VERSION_1 = b"\x93NUMPY\x01\x00"
_HEADER = re.compile(
    rb"\x93NUMPY(?:\x01\x00(?P<two>..)|\x02\x00(?P<four>....))"
    rb"\{'descr': '(?P<dtype>[^']{1,9})', 'fortran_order': (?P<fortran>True|False), "
    rb"'shape': (?P<shape>\([0-9, ]{0,200}\)), \} *\n",
    re.DOTALL,
)


class Header(NamedTuple):
    """What a header says of its array, and where the data start."""

    dtype: str
    shape: tuple[int, ...]
    start: int

    @property
    def size(self) -> int:
        """The size of the whole file in bytes."""
        return self.start + math.prod(self.shape) * np.dtype(self.dtype).itemsize


def header_of(dtype: str, shape: tuple[int, ...]) -> bytes:
    r"""The header of an array, padded with blanks up to where the data may start.

    >>> header_of("<f4", (2, 3)).split(b"{")[1].rstrip()
    b"'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    """
    text = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}".encode("ascii")
    before = len(_VERSION_1) + 2
    length = -(before + len(text) + 1) % _ALIGNMENT + len(text) + 1
    return _VERSION_1 + length.to_bytes(2, "little") + text.ljust(length - 1) + b"\n"


def read_header(start: bytes, path: str) -> Header:
    """The header at the start of a file; UnusableIndex, naming `path`, where it is none of ours."""
    match = _HEADER.match(start)
    if match is None:
        raise _unusable(path, "the header of a .npy file", f"bytes that begin {start[:8]!r}")
    length = int.from_bytes(match["two"] or match["four"], "little")
    data_start = match.end("two" if match["two"] else "four") + length
    if data_start != match.end():
        raise _unusable(path, f"a header of {match.end()} bytes", f"one said to be {data_start}")
    dtype = match["dtype"].decode("ascii", "backslashreplace")
    if dtype not in DTYPES:
        raise _unusable(path, "little-endian numbers or truth values", f"dtype '{dtype}'")
    if match["fortran"] == b"True":
        raise _unusable(path, "an array in C order", "one in Fortran order")
    shape = tuple(int(size) for size in re.findall(rb"\d+", match["shape"])[: MOST_AXES + 1])
    if str(shape).encode() != match["shape"] or len(shape) > MOST_AXES:
        raise _unusable(path, "the shape of an array", f"'{match['shape'][:60].decode()}'")
    # Axes of length 0 count as 1: NumPy refuses a shape that is too large without them.
    if math.prod(max(size, 1) for size in shape) * np.dtype(dtype).itemsize > _MOST_BYTES:
        raise _unusable(path, "an array that fits its file", f"the shape {shape}")
    return Header(dtype, shape, data_start)


def _unusable(path: str, expected: str, found: str) -> UnusableIndex:
    return UnusableIndex(path, expected=expected, found=found)

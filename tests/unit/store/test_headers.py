"""Headers are written in one way, and read without trusting what they say."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import UnusableIndex
from matcher.store.headers import DTYPES, header_of, read_header

shapes = (
    st.lists(st.integers(0, 2**20), max_size=8)
    .map(tuple)
    .filter(lambda shape: np.prod([max(size, 1) for size in shape], dtype=object) < 2**58)
)


def with_text(text: bytes, version: bytes = b"\x01\x00", *, more: int = 0) -> bytes:
    """A header of any text."""
    width = 2 if version[0] == 1 else 4
    return b"\x93NUMPY" + version + (len(text) + more).to_bytes(width, "little") + text


@given(dtype=st.sampled_from(DTYPES), shape=shapes)
def test_what_is_written_is_read(dtype: str, shape: tuple[int, ...]) -> None:
    written = header_of(dtype, shape)
    assert len(written) % 64 == 0
    assert read_header(written + b"data", "x.npy") == (dtype, shape, len(written))


@given(dtype=st.sampled_from(DTYPES), shape=shapes)
def test_numpy_reads_the_same(dtype: str, shape: tuple[int, ...]) -> None:
    stream = io.BytesIO(header_of(dtype, shape))
    assert np.lib.format.read_magic(stream) == (1, 0)
    assert np.lib.format.read_array_header_1_0(stream) == (shape, False, np.dtype(dtype))
    assert stream.read() == b""


@pytest.mark.parametrize("version", [(1, 0), (2, 0)])
def test_what_numpy_writes_is_read(version: tuple[int, int]) -> None:
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.zeros((3, 4), np.int32), version=version)
    header = read_header(stream.getvalue(), "x.npy")
    assert (header.dtype, header.shape, header.size) == ("<i4", (3, 4), len(stream.getvalue()))


def test_the_size_counts_header_and_data() -> None:
    header = read_header(header_of("<f8", (3, 0, 2)), "x.npy")
    assert header.size == header.start == 128
    assert read_header(header_of("<f8", ()), "x.npy").size == 136


OBJECT = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"", "the header of a .npy file"),
        (b"\x80\x04\x95pickled", "the header of a .npy file"),
        (b"PK\x03\x04zipped", "the header of a .npy file"),
        (with_text(OBJECT, b"\x03\x00"), "the header of a .npy file"),
        (with_text(b"__import__('os').getcwd()\n"), "the header of a .npy file"),
        (with_text(OBJECT[:-1]), "the header of a .npy file"),
        (with_text(OBJECT, more=1), "a header of 67 bytes"),
        (with_text(OBJECT), "little-endian numbers or truth values"),
        (with_text(OBJECT.replace(b"|O", b">i8")), "little-endian numbers or truth values"),
        (with_text(OBJECT.replace(b"|O", b"<U8")), "little-endian numbers or truth values"),
        (with_text(OBJECT.replace(b"|O", b"\xff")), "little-endian numbers or truth values"),
        (
            with_text(OBJECT.replace(b"|O", b"<i8").replace(b"False", b"True")),
            "an array in C order",
        ),
        (
            with_text(OBJECT.replace(b"|O", b"<i8").replace(b"(1,)", b"(1)")),
            "the shape of an array",
        ),
        (
            with_text(OBJECT.replace(b"|O", b"<i8").replace(b"(1,)", b"(01,)")),
            "the shape of an array",
        ),
        (
            with_text(OBJECT.replace(b"|O", b"<i8").replace(b"1,", b", ".join([b"1"] * 9))),
            "the shape of an array",
        ),
        (
            with_text(OBJECT.replace(b"|O", b"<i8").replace(b"1", b"9" * 30)),
            "an array that fits its file",
        ),
        (
            with_text(OBJECT.replace(b"|O", b"<i8").replace(b"1,", b"0, " + b"9" * 30)),
            "an array that fits its file",
        ),
    ],
)
def test_any_other_header_is_told(start: bytes, expected: str) -> None:
    with pytest.raises(UnusableIndex) as told:
        read_header(start, "x.npy")
    assert (told.value.path, told.value.expected) == ("x.npy", expected)


@given(start=st.binary(max_size=200).map(with_text))
def test_any_bytes_are_a_header_or_told(start: bytes) -> None:
    with pytest.raises(UnusableIndex):
        read_header(start, "x.npy")

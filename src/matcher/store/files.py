"""The single files of a store: written with their checksum, opened without trust."""

from __future__ import annotations

import mmap
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnusableIndex
from matcher.store.headers import DTYPES, HEADER_BYTES, Header, header_of, read_header
from matcher.store.manifests import ArrayFile, TableFile
from matcher.store.plain_json import json_bytes, parse_json

__all__ = [
    "Array",
    "check_bytes",
    "map_array",
    "opened",
    "read_table",
    "write_array",
    "write_bytes",
    "write_table",
]

Array = npt.NDArray[Any]
#: Smaller files are read at once: a map takes a page and a file descriptor of its own.
_MAPPED_FROM = 2**16
_KINDS = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe"}


def write_array(path: Path, array: Array) -> ArrayFile:
    """Write an array as `.npy`: C order, little-endian, the same bytes for equal arrays."""
    plain = np.asarray(array, dtype=array.dtype.newbyteorder("<"))
    if plain.dtype.str not in DTYPES:
        raise InputError(
            f"The array '{path.stem}' holds {array.dtype}, which is no plain number.",
            repair="Store numbers and truth values, texts as their bytes and offsets.",
        )
    header = header_of(plain.dtype.str, plain.shape)
    written = write_bytes(path, header, plain.reshape(-1).view(np.uint8).data)
    return ArrayFile(**written.model_dump(), dtype=plain.dtype.str, shape=plain.shape)


def write_table(path: Path, value: object) -> TableFile:
    """Write a small table as JSON."""
    return write_bytes(path, json_bytes(value))


def write_bytes(path: Path, *parts: bytes | memoryview) -> TableFile:
    """Write a new file, down to the disk."""
    digest, size = sha256(), 0
    with path.open("xb") as stream:
        for part in parts:
            digest.update(part)
            stream.write(part)
            size += len(part)
        stream.flush()
        os.fsync(stream.fileno())
    return TableFile(size=size, checksum=digest.hexdigest())


@contextmanager
def opened(path: Path) -> Iterator[tuple[BufferedReader, int]]:
    """A file and its size; UnusableIndex where there is no plain file that can be read."""
    try:
        # A link could lead anywhere, and to open a pipe could last forever.
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            found = _KINDS.get(stat.S_IFMT(mode), "something else")
            raise UnusableIndex(str(path), expected="a plain file", found=found)
        with path.open("rb") as stream:
            yield stream, os.fstat(stream.fileno()).st_size
    except FileNotFoundError:
        raise UnusableIndex(str(path), expected="a file", found="none") from None
    except OSError as error:
        found = error.strerror or str(error)
        raise UnusableIndex(str(path), expected="a file to read", found=found) from None


def map_array(path: Path, wanted: ArrayFile) -> Array:
    """The array of a file, read-only and memory-mapped; its data are not looked at."""
    with opened(path) as (stream, size):
        _check_size(path, wanted, size)
        header = read_header(stream.read(HEADER_BYTES), str(path))
        if (header.dtype, header.shape) != (wanted.dtype, wanted.shape):
            raise UnusableIndex(
                str(path),
                expected=f"{wanted.dtype} {wanted.shape}",
                found=f"{header.dtype} {header.shape}",
            )
        _check_size(path, header, size)
        buffer = _buffer(stream, size)
        return np.ndarray(header.shape, header.dtype, buffer=buffer, offset=header.start)


def _buffer(stream: BufferedReader, size: int) -> bytes | mmap.mmap:
    if size < _MAPPED_FROM:
        stream.seek(0)
        return stream.read(size)
    return mmap.mmap(stream.fileno(), size, access=mmap.ACCESS_READ)


def read_table(path: Path, wanted: TableFile) -> Any:  # noqa: ANN401 - what its owner makes of it
    """The value of a JSON file whose bytes are those that were written."""
    with opened(path) as (stream, size):
        _check_size(path, wanted, size)
        text = stream.read(size)
    _check_sum(path, wanted, sha256(text).hexdigest())
    return parse_json(text, str(path))


def check_bytes(path: Path, wanted: TableFile) -> None:
    """UnusableIndex unless every byte of a file is the one that was written."""
    with opened(path) as (stream, size):
        _check_size(path, wanted, size)
        _check_sum(path, wanted, file_digest(stream, "sha256").hexdigest())


def _check_size(path: Path, wanted: TableFile | Header, size: int) -> None:
    if size != wanted.size:
        raise UnusableIndex(str(path), expected=f"{wanted.size:,} bytes", found=f"{size:,} bytes")


def _check_sum(path: Path, wanted: TableFile, found: str) -> None:
    if found != wanted.checksum:
        raise UnusableIndex(
            str(path), expected=f"SHA-256 {wanted.checksum[:12]}...", found=f"{found[:12]}..."
        )

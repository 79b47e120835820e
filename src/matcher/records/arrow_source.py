"""Opens Arrow data and Parquet files, a batch of rows after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from matcher.errors import InputError
from matcher.records.batches import Batch, Coded, Source, checked_header
from matcher.records.text_files import open_bytes

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["coded_array", "columns_source", "parquet_source", "stream_source"]

#: Pages are fetched in pieces of this size, not a whole column of a row group at once.
_READ_AHEAD = 2**20


def parquet_source(path: Path) -> Source:
    """The rows of a Parquet file; columns that nothing asks for are not read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    open_bytes(path).close()
    try:
        with pq.ParquetFile(path) as file:
            header = checked_header(file.schema_arrow.names)
    except (pa.ArrowException, OSError) as error:
        raise _broken_parquet(path, error) from None

    def batches(wanted: Collection[str], most: int) -> Iterator[Batch]:
        try:
            with pq.ParquetFile(path, buffer_size=_READ_AHEAD) as file:
                parts = file.iter_batches(batch_size=most, columns=[*wanted], use_threads=False)
                yield from _numbered(parts, wanted, most)
        except (pa.ArrowException, OSError) as error:
            raise _broken_parquet(path, error) from None

    return Source(header, batches)


def stream_source(stream: Any) -> Source:  # noqa: ANN401
    """The rows of anything that exports a stream or an array of Arrow data."""
    import pyarrow as pa

    if isinstance(stream, pa.Table):
        return columns_source(stream.column_names, stream.columns, len(stream))
    if not hasattr(stream, "__arrow_c_stream__"):
        table = pa.Table.from_batches([pa.record_batch(stream)])
        return columns_source(table.column_names, table.columns, len(table))
    reader = pa.RecordBatchReader.from_stream(stream)
    return Source(
        checked_header(reader.schema.names),
        lambda wanted, most: _numbered(reader, wanted, most),
    )


def columns_source(
    names: Sequence[str], columns: Sequence[pa.ChunkedArray | Sequence[object]], rows: int
) -> Source:
    """The rows of columns of the same length: Arrow arrays, or lists where no type fits all."""
    header = checked_header(names)
    by_name = dict(zip(header, columns, strict=True))

    def batches(wanted: Collection[str], most: int) -> Iterator[Batch]:
        for start in range(0, rows, most):
            part = slice(start, min(start + most, rows))
            coded = {name: _coded_part(by_name[name], part) for name in wanted}
            yield Batch(coded, range(start + 1, part.stop + 1))

    return Source(header, batches)


def _broken_parquet(path: Path, error: Exception) -> InputError:
    return InputError(f"{path} is no Parquet file: {error}.", repair="Write it again.")


def _numbered(
    parts: Iterator[pa.RecordBatch], wanted: Collection[str], most: int
) -> Iterator[Batch]:
    first = 1
    for whole in parts:
        for start in range(0, len(whole), most):
            part = whole.slice(start, most)
            arrays = dict(zip(part.schema.names, part.columns, strict=True))
            coded = {name: coded_array(arrays[name]) for name in wanted}
            yield Batch(coded, range(first, first + len(part)))
            first += len(part)


def _coded_part(column: pa.ChunkedArray | Sequence[object], part: slice) -> Coded:
    import pyarrow as pa

    if not isinstance(column, pa.ChunkedArray):
        return Coded.of(column[part])
    return coded_array(column.slice(part.start, part.stop - part.start).combine_chunks())


def coded_array(array: pa.Array | pa.ChunkedArray) -> Coded:
    """An Arrow array by its distinct values."""
    import pyarrow as pa

    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks)
    if isinstance(array, pa.DictionaryArray):
        array = array.dictionary_decode()
    try:
        encoded = array.dictionary_encode(null_encoding="encode")
    except pa.ArrowException:  # lists, structures and other types that cannot be compared
        return Coded.of(_values(array))
    return Coded(
        _values(encoded.dictionary),
        encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False),
    )


def _values(array: pa.Array) -> list[object]:
    """The Python values; one that Python cannot hold is given as what it is in Arrow."""
    import pyarrow as pa

    if pa.types.is_timestamp(array.type) and array.type.unit == "ns":
        array = array.cast(pa.timestamp("us", array.type.tz), safe=False)
    try:
        values: list[object] = array.to_pylist()
        return values
    except (ValueError, OverflowError, pa.ArrowException):
        return [_value(scalar) for scalar in array]


def _value(scalar: pa.Scalar) -> object:
    import pyarrow as pa

    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return bytes(scalar.as_buffer())
    except (ValueError, OverflowError, pa.ArrowException):
        return str(scalar.cast(pa.string()))

"""Opens what a table of records can come from: files, Arrow tables and lists, as raw columns."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.errors import CellError, InputError
from matcher.records.base import Record
from matcher.records.delimited import parse_delimited
from matcher.records.rejected import Rejected, shortened
from matcher.records.writing import restored

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Raw", "raw_from"]

_DELIMITED = {".csv": None, ".tsv": "\t"}
_LINES = frozenset({".jsonl", ".ndjson"})
_KNOWN = (*_DELIMITED, *sorted(_LINES), ".parquet")
_WISHES = "wishes"


@dataclass(frozen=True, slots=True)
class Raw:
    """Raw columns by header; `numbers` tells which data row of the source each position was."""

    columns: Mapping[str, Sequence[object]]
    numbers: Sequence[int]
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows_read(self) -> int:
        """How many data rows the source had."""
        return len(self.numbers) + len(self.rejected)


def raw_from(
    source: object,
    *,
    row_of: Callable[[Any], Mapping[str, object]],
    encoding: str | None,
    delimiter: str | None,
) -> Raw:
    """The raw columns of a path, of Arrow data, or of a list of mappings or records.

    `row_of` gives the row of a record.
    """
    if isinstance(source, str | PathLike):
        return _raw_file(Path(source), encoding, delimiter)
    for name, value in (("encoding", encoding), ("delimiter", delimiter)):
        if value is not None:
            problem = f"'{name}' is given for a source that is no file."
            raise InputError(problem, repair="Leave it out.")
    if hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__"):
        return _raw_arrow(_as_arrow(source))
    if hasattr(source, "to_arrow"):
        return _raw_arrow(source.to_arrow())
    if isinstance(source, Iterable) and not isinstance(source, Mapping | bytes):
        return _raw_mappings(row_of(item) if isinstance(item, Record) else item for item in source)
    raise InputError(
        f"A {type(source).__name__} cannot be read as a table.",
        repair="Give the path of a file, an Arrow table, a data frame or a list of records.",
    )


# --- files -------------------------------------------------------------------------------


def _raw_file(path: Path, encoding: str | None, delimiter: str | None) -> Raw:
    suffix = path.suffix.casefold()
    if suffix not in _KNOWN:
        problem = f"The suffix '{path.suffix}' of {path} is unknown."
        raise InputError(problem, repair=f"Known: {', '.join(_KNOWN)}.")
    if delimiter is not None and suffix not in _DELIMITED:
        problem = f"A delimiter is given for a {suffix} file."
        raise InputError(problem, repair="Leave it out.")
    if encoding is not None and suffix == ".parquet":
        raise InputError("An encoding is given for a .parquet file.", repair="Leave it out.")
    data = _bytes_of(path)
    if suffix == ".parquet":
        return _raw_arrow(_read_parquet(data, path))
    text, notes = _decoded(data, encoding, path)
    if not text.strip():
        raise InputError(f"{path} is empty.", repair="Check that it was exported fully.")
    if suffix in _LINES:
        return _raw_lines(text, notes)
    usual = _DELIMITED[suffix]
    header, rows, rejected = parse_delimited(text, usual if delimiter is None else delimiter)
    columns = [[restored(row[place]) for _, row in rows] for place in range(len(header))]
    numbers = [number for number, _ in rows]
    return Raw(_by_header(list(map(restored, header)), columns), numbers, tuple(rejected), notes)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.", repair="Check its name.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path} cannot be read: {reason}.", repair="Check the file.") from None


def _decoded(data: bytes, encoding: str | None, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text, in the encoding asked for, else by its mark, else UTF-8, else Windows-1252."""
    if encoding is not None:
        return _strictly_decoded(data, encoding, path), ()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly_decoded(data, "utf-16", path), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = "The file is not UTF-8; it was read as Windows-1252. If letters look wrong, pass"
        return _strictly_decoded(data, "cp1252", path), (f"{note} encoding=.",)


def _strictly_decoded(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        problem = f"There is no encoding '{encoding}'."
        raise InputError(problem, repair="Use a name such as utf-8 or cp1252.") from None
    except UnicodeDecodeError as error:
        problem = f"{path} is not in the encoding {encoding}: byte {error.start} does not fit."
        raise InputError(problem, repair="Pass the encoding it was saved in.") from None


def _by_header(header: Sequence[str], columns: Sequence[Sequence[object]]) -> dict[str, Any]:
    """Columns by header; of equal headers, which the header check refuses by name, say so here."""
    by_header: dict[str, Any] = {}
    for name, column in zip(header, columns, strict=True):
        if name.strip() and name in by_header:
            problem = f"Two columns have the same header: '{name}'."
            raise InputError(problem, repair="Rename or delete one of them.")
        by_header[name] = column
    return by_header


def _raw_lines(text: str, notes: tuple[str, ...]) -> Raw:
    """One JSON object a line; lines that hold none are rejected, blank ones do not count."""
    rows: list[tuple[int, Mapping[str, object]]] = []
    rejected: list[Rejected] = []
    lines = (line.strip() for line in text.split("\n") if line.strip())
    for number, line in enumerate(lines, start=1):
        try:
            rows.append((number, _json_object(line)))
        except CellError as error:
            value = shortened(line)
            rejected.append(Rejected(number, "", value, error.reason, error.repair))
    return _raw_rows(rows, tuple(rejected), notes)


def _json_object(line: str) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = f"The line is no JSON: {error}."
        raise CellError(line, reason, repair="Write one JSON object per line.") from None
    if not isinstance(value, dict):
        reason = "The line is no JSON object."
        raise CellError(line, reason, repair="Write one JSON object per line.")
    return value


# --- rows and Arrow ----------------------------------------------------------------------


def _raw_mappings(source: Iterable[object]) -> Raw:
    rows: list[tuple[int, Mapping[str, object]]] = []
    for number, row in enumerate(source, start=1):
        if not isinstance(row, Mapping):
            problem = f"Item {number} is a {type(row).__name__}, not a record or a mapping."
            raise InputError(problem, repair="Give records, or mappings of columns to values.")
        rows.append((number, row))
    return _raw_rows(rows)


def _raw_rows(
    rows: Sequence[tuple[int, Mapping[str, object]]],
    rejected: tuple[Rejected, ...] = (),
    notes: tuple[str, ...] = (),
) -> Raw:
    """The columns of rows that may each have other keys; wishes may be nested as in the record."""
    flat = [_without_nested_wishes(row) for _, row in rows]
    header = dict.fromkeys(key for row in flat for key in row)
    columns = {str(name): [row.get(name) for row in flat] for name in header}
    return Raw(columns, [number for number, _ in rows], rejected, notes)


def _without_nested_wishes(row: Mapping[str, object]) -> Mapping[str, object]:
    wishes = row.get(_WISHES)
    if not isinstance(wishes, Mapping):
        return row
    flat = {key: value for key, value in row.items() if key != _WISHES}
    return {**flat, **{f"wish_{name}": value for name, value in wishes.items()}}


def _as_arrow(source: Any) -> pa.Table:  # noqa: ANN401
    import pyarrow as pa

    if isinstance(source, pa.RecordBatch):
        return pa.Table.from_batches([source])
    return pa.table(source)


def _read_parquet(data: bytes, path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(pa.BufferReader(data))
    except (pa.ArrowException, OSError) as error:
        problem = f"{path} is no Parquet file: {error}."
        raise InputError(problem, repair="Write it again.") from None


def _raw_arrow(table: pa.Table) -> Raw:
    columns = [column.to_pylist() for column in table.columns]
    return Raw(_by_header(table.column_names, columns), range(1, len(table) + 1))

"""Records as plain arrays: each column is codes of its distinct cells, code 0 an empty one.

Most columns of a third of a million vacancies have few distinct cells, so codes take a tenth of the
memory of the cells; and arrays need no reader of a foreign format between a damaged file and a
crash. Codes of one width lie in one array, a column a row; the cells of one type in one list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np

from matcher.errors import InputError
from matcher.records import Vacancies, Vacancy
from matcher.store import Array, ArraySpec, Indices, Offsets, Store, Texts, Values, check_array

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CodedRecords", "ColumnForm", "SavedVacancies", "coded", "open_records"]

_WIDTHS = {8: "|u1", 16: "<u2", 32: "<u4"}
_KINDS = ("text", "number", "whole")
_EPOCH = date(1970, 1, 1)


class ColumnForm(NamedTuple):
    """How a column is stored: the width of its codes, and the number and kind of its cells."""

    name: str
    width: int
    kind: str
    cells: int


class CodedRecords(NamedTuple):
    """A table of vacancies as arrays, and the forms of its columns."""

    arrays: dict[str, Array]
    columns: tuple[ColumnForm, ...]


def coded(vacancies: Vacancies | SavedVacancies) -> CodedRecords:
    """The records of a table; of a saved one the arrays that it has."""
    if isinstance(vacancies, SavedVacancies):
        return vacancies.coded
    codes: dict[int, list[Array]] = {width: [] for width in _WIDTHS}
    cells: dict[str, list[Any]] = {kind: [] for kind in _KINDS}
    columns: list[ColumnForm] = []
    table = vacancies.to_arrow()
    for field in table.schema:
        encoded = table[field.name].dictionary_encode()
        distinct = _plain(encoded)
        width = next(one for one in _WIDTHS if len(distinct) < 2**one)
        codes[width].append(_codes(encoded, width))
        kind = _kind(field.type)
        cells[kind] += distinct
        columns.append(ColumnForm(field.name, width, kind, len(distinct)))
    texts = Texts.of(cells["text"])
    arrays: dict[str, Array] = {
        f"records.codes{width}": np.array(rows, _WIDTHS[width]).reshape(-1, len(table))
        for width, rows in codes.items()
    }
    arrays["records.texts.bytes"] = texts.bytes
    arrays["records.texts.offsets"] = texts.offsets
    arrays["records.numbers"] = np.array(cells["number"], dtype="<f8")
    arrays["records.wholes"] = np.array(cells["whole"], dtype="<i8")
    return CodedRecords(arrays, tuple(columns))


def _plain(encoded: pa.ChunkedArray) -> list[Any]:
    """The distinct cells of a column as texts or numbers, days as their distance from 1970."""
    import pyarrow as pa

    distinct = encoded.chunk(0).dictionary
    if pa.types.is_date(distinct.type):
        distinct = distinct.cast(pa.int32())
    return list(distinct.to_pylist())


def _codes(encoded: pa.ChunkedArray, width: int) -> Array:
    """The codes (v,) of a column, one more than the place of the cell, 0 where it is empty."""
    import pyarrow as pa

    indices = pa.chunked_array([chunk.indices for chunk in encoded.chunks])
    places: Array = indices.fill_null(-1).to_numpy()
    return (places + 1).astype(_WIDTHS[width])


def _kind(of: pa.DataType) -> str:
    import pyarrow as pa

    if pa.types.is_string(of):
        return "text"
    return "number" if pa.types.is_floating(of) else "whole"


# --- reading -----------------------------------------------------------------------------


class _Column(NamedTuple):
    """A column of a saved table: the codes (v,), and the distinct cells as they are stored."""

    codes: Array
    cells: Texts | Array

    def arrow(self, of: pa.DataType) -> pa.Array:
        """The column as an Arrow array."""
        import pyarrow as pa

        places = pa.array(self.codes.astype(np.int64) - 1, mask=self.codes == 0)
        if isinstance(self.cells, Texts):
            buffers = [None, pa.py_buffer(self.cells.offsets), pa.py_buffer(self.cells.bytes)]
            texts = pa.Array.from_buffers(pa.large_string(), len(self.cells), buffers)
            return texts.cast(of).take(places)
        cells = pa.array(self.cells)
        return (cells.cast(pa.int32()) if pa.types.is_date(of) else cells).cast(of).take(places)


@dataclass(frozen=True, eq=False, repr=False)
class SavedVacancies(Sequence[Vacancy]):
    """The records of a saved index; one is made when it is looked at."""

    coded: CodedRecords
    columns: Mapping[str, _Column]

    def __len__(self) -> int:
        return len(self.columns["id"].codes)

    @overload
    def __getitem__(self, index: int) -> Vacancy: ...
    @overload
    def __getitem__(self, index: slice) -> list[Vacancy]: ...
    def __getitem__(self, index: int | slice) -> Vacancy | list[Vacancy]:
        if isinstance(index, slice):
            return [self[place] for place in range(len(self))[index]]
        place = range(len(self))[index]
        try:
            record: Vacancy = Vacancies.layout.record(dict(self._row(place)))
        except ValueError:
            # A byte altered in a cell: files are read here for the first time.
            found = f"The stored vacancy {place + 1:,} cannot be read."
            raise InputError(found, repair="Save the index again.") from None
        return record

    def _row(self, place: int) -> Iterator[tuple[str, Any]]:
        """The cells of a record by column."""
        for name, column in self.columns.items():
            code = int(column.codes[place])
            cell = None if code == 0 else column.cells[code - 1]
            if isinstance(cell, np.generic):
                is_day = name in self._days
                cell = _EPOCH + timedelta(int(cell)) if is_day else cell.item()
            yield name, cell

    @cached_property
    def _days(self) -> frozenset[str]:
        """The columns that hold days."""
        import pyarrow as pa

        return frozenset(f.name for f in Vacancies.schema() if pa.types.is_date(f.type))

    def __repr__(self) -> str:
        return f"SavedVacancies({len(self):,})"

    def ids(self) -> Array:
        """The ids (v,) as Python texts."""
        codes, cells = self.columns["id"]
        # Not through Arrow, which would import pandas where it is.
        known = np.array(list(cells), dtype=np.object_)
        ids: Array = known[codes.astype(np.int64) - 1]
        return ids

    def table(self) -> Vacancies:
        """All records as a table of its own, in memory."""
        import pyarrow as pa

        schema = Vacancies.schema()
        columns = [self.columns[field.name].arrow(field.type) for field in schema]
        return Vacancies.from_arrow(pa.Table.from_arrays(columns, schema=schema))


def open_records(store: Store) -> SavedVacancies:
    """The records of a store, every code checked to be that of a cell."""
    size, columns = store.parsed("records", _described)
    sizes = {"vacancies": size, "bytes": store.length("records.texts.bytes")}
    sizes |= {f"codes{width}": sum(one.width == width for one in columns) for width in _WIDTHS}
    sizes |= {kind: sum(one.cells for one in columns if one.kind == kind) for kind in _KINDS}
    arrays = store.checked(_SPECS, sizes)
    cells: dict[str, Texts | Array] = {
        "text": Texts(arrays["records.texts.bytes"], arrays["records.texts.offsets"]),
        "number": arrays["records.numbers"],
        "whole": arrays["records.wholes"],
    }
    codes = {width: iter(arrays[f"records.codes{width}"]) for width in _WIDTHS}
    first = dict.fromkeys(_KINDS, 0)
    found: dict[str, _Column] = {}
    for one in columns:
        start, whole = first[one.kind], cells[one.kind]
        first[one.kind] = stop = start + one.cells
        part = whole.part(start, stop) if isinstance(whole, Texts) else whole[start:stop]
        found[one.name] = _Column(next(codes[one.width]), part)
        # The ids are read at once, and none is empty.
        lowest = int(one.name == "id")
        spec = Indices(_WIDTHS[one.width], ("vacancies",), one.cells + 1, lowest)
        check_array(found[one.name].codes, spec, sizes, store.path(f"records.codes{one.width}"))
    return SavedVacancies(CodedRecords(arrays, columns), found)


def _described(table: Mapping[str, Any]) -> tuple[int, tuple[ColumnForm, ...]]:
    """The number of records, and the forms of exactly the columns that records have."""
    size, columns = table["vacancies"], tuple(ColumnForm(*row) for row in table["columns"])
    asked = {field.name: _kind(field.type) for field in Vacancies.schema()}
    for one in columns:
        if one.kind != asked.pop(one.name) or one.width not in _WIDTHS or one.cells < 0:
            raise ValueError(one)
    if asked or size < 1:
        raise ValueError(asked)
    return size, columns


_SPECS: dict[str, ArraySpec] = {
    **{
        f"records.codes{width}": Values(dtype, (f"codes{width}", "vacancies"))
        for width, dtype in _WIDTHS.items()
    },
    "records.texts.bytes": Values("|u1", ("bytes",)),
    "records.texts.offsets": Offsets("text", "bytes"),
    "records.numbers": Values("<f8", ("number",)),
    "records.wholes": Values("<i8", ("whole",)),
}

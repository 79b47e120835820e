"""Writes an Arrow table as an Excel workbook in which no text is run as a formula."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.errors import InputError, MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["write_xlsx"]

#: What a sheet can hold, the header included.
_MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767
#: Larger whole numbers lose their last digits in a spreadsheet, which counts in float64.
_LARGEST_WHOLE = 2**53
#: Column widths, in characters; the first rows show what a column needs.
_NARROWEST, _WIDEST, _MARGIN, _ROWS_SEEN = 8, 60, 2, 1_000
#: A fixed day of making: the same table gives the same bytes.
_MADE = datetime(2025, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones
#: Before it spreadsheets count a day that never was.
_FIRST_DAY = date(1900, 3, 1)
_ELSEWHERE = "Write it as .parquet or .csv."
Cell = bool | int | float | str | date | None


def write_xlsx(table: pa.Table, path: str | PathLike[str]) -> None:
    """Write one sheet with a bold, frozen header; numbers and days keep their type.

    Texts stay texts whatever they begin with. What a spreadsheet cannot hold is refused: more than
    1,048,575 rows, or texts of more than 32,767 characters.
    """
    _check(table)
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("Writing .xlsx", "excel") from None
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Path(path).open("wb") as stream, xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"created": _MADE})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = workbook.add_format({"bold": True})
        for place, name in enumerate(table.column_names):
            sheet.set_column(place, place, _width(name, table.column(place)))
            sheet.write_string(0, place, name, bold)
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(_rows(table), start=1):
            for place, cell in enumerate(row):
                _write(sheet, (number, place), cell, day)


def _check(table: pa.Table) -> None:
    """InputError where a spreadsheet cannot hold the table; nothing is cut off in silence."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(table) >= _MOST_ROWS:
        problem = f"A sheet holds {_MOST_ROWS - 1:,} rows, the table has {len(table):,}."
        raise InputError(problem, repair=_ELSEWHERE)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            longest = pc.max(pc.utf8_length(column)).as_py() or 0
            if longest > _LONGEST_TEXT:
                problem = f"A cell holds {_LONGEST_TEXT:,} characters, one of '{name}' {longest:,}."
                raise InputError(problem, repair=_ELSEWHERE)


def _width(name: str, column: pa.ChunkedArray) -> int:
    """The width that shows the header and most of the first cells."""
    cells = (_text(cell) for cell in _cells(column.slice(0, _ROWS_SEEN)))
    longest = max(map(len, (name, *cells))) + _MARGIN
    return min(max(longest, _NARROWEST), _WIDEST)


def _rows(table: pa.Table) -> Iterator[tuple[Cell, ...]]:
    for batch in table.to_batches(max_chunksize=_ROWS_SEEN):
        yield from zip(*map(_cells, batch.columns), strict=True)


def _cells(column: pa.Array | pa.ChunkedArray) -> list[Cell]:
    """The cells of a column; floats as they read, not with the digits of a wider type."""
    import pyarrow as pa

    if pa.types.is_floating(column.type):
        texts = column.cast(pa.string()).to_pylist()
        return [None if text is None else float(text) for text in texts]
    return [_cell(value) for value in column.to_pylist()]


def _cell(value: object) -> Cell:
    """The value where a spreadsheet has its type, else its text."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int) and abs(value) <= _LARGEST_WHOLE:
        return value
    if isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
        return value
    return json.dumps(value, default=str) if isinstance(value, list | dict) else str(value)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, day: object) -> None:  # noqa: ANN401
    if isinstance(cell, bool):
        sheet.write_boolean(*place, cell)
    elif isinstance(cell, int | float) and math.isfinite(cell):
        sheet.write_number(*place, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, day)
    elif text := _text(cell):
        sheet.write_string(*place, text)

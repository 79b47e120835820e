"""Reads the sheet of an Excel workbook, every cell as the text that a CSV of it would hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from matcher.errors import InputError, MissingExtra
from matcher.records.arrow_source import coded_array
from matcher.records.batches import Batch, Coded, Source, checked_header
from matcher.records.rejected import Rejected
from matcher.records.workbook_checks import check_workbook

if TYPE_CHECKING:
    import fastexcel
    import pyarrow as pa

__all__ = ["spreadsheet_source"]

_MIDNIGHT = re.compile(r"^(\d{4}-\d{2}-\d{2}) 00:00:00$")
#: Numbers that as texts could be grouped thousands, such as 165.125.
_AMBIGUOUS = r"^-?[1-9]\d{0,2}\.\d{3}$"
_ERROR_NAME = re.compile(r"Error\((\w+)\)")
_ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!",
    "Ref": "#REF!", "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip
#: The error in each cell that holds one, by row and column from 0.
Errors = Mapping[tuple[int, int], str]


def spreadsheet_source(path: Path, sheet: str | int | None) -> Source:
    """The rows of a sheet, by its name or its number from 1; otherwise of the first.

    The header is the first row that is not empty. Empty rows are skipped; the others are counted
    as the spreadsheet counts them. A row with an error value such as #N/A is rejected.
    """
    check_workbook(path)
    cells, errors = _loaded(path, sheet)
    filled = _filled_rows(cells)
    if not filled:
        raise InputError(f"The sheet of {path} is empty.", repair="Choose another with sheet=.")
    top, *rows = filled
    header = checked_header(column[top].as_py() or "" for column in cells.columns)

    def batches(wanted: Collection[str], most: int) -> Iterator[Batch]:
        places = {name: place for place, name in enumerate(header) if name in wanted}
        for start in range(0, len(rows), most):
            yield _batch(cells, rows[start : start + most], places, errors)

    return Source(header, batches)


def _loaded(path: Path, sheet: str | int | None) -> tuple[pa.RecordBatch, Errors]:
    """The cells as texts from the first row on, and which of them are errors."""
    try:
        import fastexcel
    except ImportError:
        raise MissingExtra("Reading .xlsx", "excel") from None
    try:
        workbook = fastexcel.read_excel(path)
        place = _sheet_place(workbook.sheet_names, path, sheet)
        texts = workbook.load_sheet(place, header_row=None, skip_rows=0, dtypes="string")
        if not texts.width:
            raise InputError(f"The sheet of {path} is empty.", repair="Choose another with sheet=.")
        cells, found = texts.to_arrow_with_errors()
        return _with_plain_numbers(cells, workbook, place), _errors(found)
    except fastexcel.FastExcelError as error:
        reason = str(error).partition("\n")[0]
        problem = f"{path} is no readable workbook: {reason}."
        raise InputError(problem, repair="Save it as .xlsx again, or as .csv.") from None


def _sheet_place(names: Sequence[str], path: Path, sheet: str | int | None) -> int:
    if sheet is None:
        return 0
    if isinstance(sheet, int) and 1 <= sheet <= len(names):
        return sheet - 1
    if sheet in names:
        return names.index(str(sheet))
    known = ", ".join(f"{number} '{name}'" for number, name in enumerate(names, start=1))
    raise InputError(f"{path} has no sheet {sheet!r}.", repair=f"Its sheets are: {known}.")


def _errors(found: fastexcel.CellErrors | None) -> Errors:
    if found is None:
        return {}
    places = ((one.position, _ERROR_NAME.search(one.detail)) for one in found.errors)
    return {place: _ERRORS.get(name[1] if name else "", "#ERROR") for place, name in places}


def _with_plain_numbers(
    cells: pa.RecordBatch, workbook: fastexcel.ExcelReader, place: int
) -> pa.RecordBatch:
    """The cells, numbers told from texts where only the text would be read in two ways.

    As truth values only the numbers can be loaded.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = list(cells.columns)
    for at, column in enumerate(columns):
        is_ambiguous = pc.match_substring_regex(column, _AMBIGUOUS)
        if not pc.any(is_ambiguous).as_py():
            continue
        loaded = workbook.load_sheet(
            place, header_row=None, skip_rows=0, use_columns=[at], dtypes="boolean"
        )
        numbers, _ = loaded.to_arrow_with_errors()
        is_number = pc.and_(is_ambiguous, pc.is_valid(numbers.column(0)))
        exact = pc.binary_join_element_wise(column, "0", "")
        columns[at] = pc.if_else(is_number, exact, column)
    return pa.RecordBatch.from_arrays(columns, cells.schema.names)


def _filled_rows(cells: pa.RecordBatch) -> list[int]:
    """The rows that hold more than blanks."""
    import pyarrow.compute as pc

    is_filled = np.zeros(len(cells), bool)
    for column in cells.columns:
        filled = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column), ""), False)
        is_filled |= filled.to_numpy(zero_copy_only=False)
    return [int(row) for row in np.flatnonzero(is_filled)]


def _batch(
    cells: pa.RecordBatch, rows: Sequence[int], places: Mapping[str, int], errors: Errors
) -> Batch:
    """The rows of a sheet that are given by their place from 0."""
    rejected: dict[int, Rejected] = {}
    for row in rows if errors else ():
        for name, place in places.items():
            if error := errors.get((row, place)):
                reason = f"The cell holds the error {error}."
                repair = "Correct its formula, or empty the cell."
                rejected.setdefault(row, Rejected(row + 1, name, error, reason, repair))
    good = [row for row in rows if row not in rejected]
    columns = {name: _texts(cells.column(place).take(good)) for name, place in places.items()}
    return Batch(columns, [row + 1 for row in good], [*rejected.values()])


def _texts(column: pa.Array) -> Coded:
    """The column with days as CSV has them, without the midnight that the reader adds."""
    raw = coded_array(column)
    values = [_MIDNIGHT.sub(r"\1", text) if isinstance(text, str) else text for text in raw.values]
    return Coded(values, raw.codes)

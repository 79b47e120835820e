"""Reads the package's own reviewable data tables: CSV files in which every row has its source."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from matcher.errors import DataTableError

__all__ = ["CONFIDENCES", "Row", "read_data_table", "read_table_of"]

CONFIDENCES = frozenset({"quoted", "derived", "recalled", "assumed"})


class Row(NamedTuple):
    """One row of a data table, which knows where it stands so that errors can say it."""

    table: str
    number: int
    cells: Mapping[str, str]
    #: True where it has more cells than the header.
    is_ragged: bool = False

    def text(self, column: str) -> str:
        """The stripped text of a column; an absent column is an error of the table."""
        if column not in self.cells:
            raise self.error(f"there is no column '{column}'.", repair="Add it to the header.")
        return self.cells[column].strip()

    def number_or_none(self, column: str) -> float | None:
        """The number of a column, or None where the cell is empty."""
        text = self.text(column)
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            problem = f"'{text}' in '{column}' is not a number."
            raise self.error(problem, repair="Write a plain number.") from None

    def required(self, column: str) -> str:
        """The text of a column that may not be empty."""
        text = self.text(column)
        if not text:
            raise self.error(f"'{column}' is empty.", repair="Fill it or delete the row.")
        return text

    def items(self, column: str) -> tuple[str, ...]:
        """The `;`-separated items of a column, empty ones dropped."""
        return tuple(item.strip() for item in self.text(column).split(";") if item.strip())

    def check(self) -> None:
        """Raise unless the row fits its header, names its source, and says how sure it is."""
        if self.is_ragged:
            raise self.error("it has more cells than the header.", repair="Quote the commas.")
        self.required("source")
        if self.text("confidence") not in CONFIDENCES:
            known = ", ".join(sorted(CONFIDENCES))
            problem = f"confidence '{self.text('confidence')}' is unknown."
            raise self.error(problem, repair=f"Use one of: {known}.")

    def error(self, reason: str, *, repair: str) -> DataTableError:
        """An error that names this row."""
        return DataTableError(self.table, self.number, reason, repair=repair)


def read_data_table(path: str | Path, *, package: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table, each checked for `source` and `confidence`.

    `path` is a file, or with `package` the path of a file inside that package.
    """
    origin = files(package).joinpath(str(path)) if package else Path(path)
    for row in _rows_of(origin, str(path)):
        row.check()
        yield row


def read_table_of(folder: Traversable, table: str) -> Iterator[Row]:
    """Yield the rows of a table that is one file, `table.csv`, or a folder of files, in name order.

    Whether a row is whole and names its source is left to whoever takes it (`Row.check`).
    """
    parts = folder.joinpath(table)
    if not parts.is_dir():
        yield from _rows_of(folder.joinpath(f"{table}.csv"), f"{table}.csv")
        return
    names = sorted(part.name for part in parts.iterdir() if part.name.endswith(".csv"))
    for name in names:
        yield from _rows_of(parts.joinpath(name), f"{table}/{name}")


def _rows_of(origin: Traversable, name: str) -> Iterator[Row]:
    if not origin.is_file():
        raise DataTableError(name, 0, "there is no such table.", repair="Add the file.")
    try:
        with origin.open("r", encoding="utf-8-sig") as stream:
            lines = csv.reader(stream, strict=True)
            header = next(lines, [])
            for number, cells in enumerate(filter(None, lines), start=2):
                missing = [""] * (len(header) - len(cells))
                named = dict(zip(header, cells + missing, strict=False))
                yield Row(name, number, named, is_ragged=len(cells) > len(header))
    except (csv.Error, UnicodeDecodeError) as error:
        problem = f"it is no CSV file in UTF-8: {error}."
        raise DataTableError(name, 0, problem, repair="Save it as CSV, UTF-8.") from None

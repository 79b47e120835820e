"""Goes through the rows of the taxonomy's tables, telling each one that breaks a promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from matcher.errors import DataTableError
from matcher.tables import Row, read_table_of

__all__ = ["Report", "Rows", "TableRows", "refuse", "rows_in"]

Rows = Callable[[str], Iterator[Row]]
Report = Callable[[DataTableError], None]

#: Tables that a folder may lack: it then says nothing of what they would tell.
_OPTIONAL = frozenset({"validity"})


def rows_in(folder: Traversable) -> Rows:
    """A reader of the tables in a folder by name; a table may be a file or a folder of files."""

    def rows(table: str) -> Iterator[Row]:
        if table in _OPTIONAL and not _is_there(folder, table):
            return iter(())
        return read_table_of(folder, table)

    return rows


def _is_there(folder: Traversable, table: str) -> bool:
    return folder.joinpath(table).is_dir() or folder.joinpath(f"{table}.csv").is_file()


def refuse(problem: DataTableError) -> None:
    """The report of those who cannot go on with a broken table: raise."""
    raise problem


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of tables by name; what is wrong with one goes to `report`."""

    rows: Rows
    report: Report = refuse

    def each(self, table: str, take: Callable[[Row], None]) -> None:
        """Give every row of a table to `take`; a row with an error has no effect but its report."""
        try:
            for row in self.rows(table):
                try:
                    row.check()
                    take(row)
                except DataTableError as problem:
                    self.report(problem)
        except DataTableError as problem:
            self.report(problem)

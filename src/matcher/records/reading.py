"""Reads candidates and vacancies from files, Arrow data and lists; every bad row is set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from matcher.errors import CellError, InputError
from matcher.records.candidates import Candidates
from matcher.records.columns import Column, columns_of, match_headers
from matcher.records.layout import Cell, Layout
from matcher.records.rejected import Rejected, shortened
from matcher.records.sources import Raw, raw_from
from matcher.records.table import RecordTable
from matcher.records.vacancies import QUOTA_COLUMNS, Vacancies, split_by_sex

__all__ = ["read_candidates", "read_vacancies"]

T = TypeVar("T", bound=RecordTable[Any])


def read_candidates(
    source: object,
    *,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Candidates:
    """Read candidates from a file, Arrow data, a data frame or a list; bad rows are set aside.

    Args:
        source: The path of a .csv, .tsv, .jsonl or .parquet file, anything that gives Arrow data,
            or a list of records or mappings.
        columns: Names of the source's columns with the names they stand for; English and
            Indonesian headers are known without it.
        encoding: Of a text file; otherwise UTF-8 is tried, then Windows-1252.
        delimiter: Of a .csv or .tsv file; otherwise `,`, `;` or tab, as the header shows.

    Returns:
        The candidates; `.rejected` tells for each bad row its column, value, reason and repair.

    >>> cohort = read_candidates([{"id": "C1", "tgl_lahir": "1/3/2006"},
    ...                           {"id": "C2", "tgl_lahir": "31/2/2006"}])
    >>> cohort
    Candidates(1; 1 of 2 rows rejected)
    >>> print(cohort.rejected[0])
    Row 2, column 'tgl_lahir': '31/2/2006' is a date that does not exist. Correct the day, ...
    """
    return _read(Candidates, source, columns, encoding, delimiter)


def read_vacancies(
    source: object,
    *,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Vacancies:
    """Read vacancies from a file, Arrow data, a data frame or a list; bad rows are set aside.

    The arguments are those of `read_candidates`. A row with `openings_male` or `openings_female`
    becomes the vacancies `ID/L` and `ID/P`; it still counts as one row.

    >>> jobs = read_vacancies([{"id": "X", "jabatan": "operator", "kuota_pria": 16,
    ...                         "kuota_wanita": "25 orang"}])
    >>> jobs.ids, [job.openings for job in jobs], jobs.rows_accepted
    (('X/L', 'X/P'), [16, 25], 1)
    """
    return _read(Vacancies, source, columns, encoding, delimiter)


def _read(
    kind: type[T],
    source: object,
    columns: Mapping[str, str] | None,
    encoding: str | None,
    delimiter: str | None,
) -> T:
    if isinstance(source, kind):
        return source
    if isinstance(source, RecordTable):
        wanted, found = kind.layout.table, source.layout.table
        raise InputError(f"These are {found}, not {wanted}.", repair=f"Give {wanted}.")
    raw = raw_from(source, row_of=kind.row_of, encoding=encoding, delimiter=delimiter)
    if not raw.columns and not raw.numbers:
        return kind(kind.from_records(()).to_arrow(), raw.rejected, raw.rows_read, raw.notes)
    headers = match_headers(tuple(raw.columns), kind.layout.table, columns)
    sieve = _Sieve(kind.layout, raw, headers.by_column)
    table = kind.build(sieve.good_cells())
    rejected = sorted((*raw.rejected, *sieve.rejected.values()), key=lambda one: one.row)
    notes = (*raw.notes, *headers.notes)
    return kind(table, rejected=tuple(rejected), rows_read=raw.rows_read, notes=notes)


class _Sieve:
    """Separates the good rows from the bad ones; a bad row is remembered for its first problem."""

    def __init__(self, layout: Layout[Any], raw: Raw, by_column: Mapping[str, str]) -> None:
        self.layout = layout
        self.raw = raw
        self.by_column = by_column
        self.rejected: dict[int, Rejected] = {}
        self.cells: dict[str, list[Cell]] = {}
        #: The row that has each id so far.
        self.owners: dict[str, int] = {}

    def good_cells(self) -> dict[str, list[Cell]]:
        """The stored cells of the good rows by column, rows with quotas by sex split.

        1. Each column is converted; 2. fields that belong together are compared; 3. quotas are
        split and ids must differ; 4. what is left empty gets its default.
        """
        for column in columns_of(self.layout.table):
            if column.name in self.by_column:
                self._convert(column, self.raw.columns[self.by_column[column.name]])
        self._compare()
        parts = list(self._parts())
        return {
            column.name: [self._filled(position, column, own) for position, own in parts]
            for column in self.layout.columns
        }

    def _convert(self, column: Column, values: Sequence[object]) -> None:
        """Convert a column; each distinct value is read once."""
        outcomes: dict[object, Cell] = {}
        cells: list[Cell] = []
        for position, value in enumerate(values):
            key = value if isinstance(value, str) else (type(value), repr(value))
            if key not in outcomes:
                outcomes[key] = self._outcome(value, column)
            cells.append(outcomes[key])
            if isinstance(outcomes[key], CellError):
                self._reject(position, column.name, outcomes[key])
        self.cells[column.name] = cells

    def _outcome(self, value: object, column: Column) -> Cell:
        """The stored cell for a value, or the error that says why there is none."""
        try:
            cell = self.layout.read_cell(value, column)
        except CellError as error:
            return error
        if cell is None and column.is_mandatory:
            reason = f"'{column.name}' is empty."
            return CellError("", reason, repair="Fill it, or delete the row.")
        return cell

    def _compare(self) -> None:
        names = [name for name in self.layout.compared if name in self.cells]
        outcomes: dict[tuple[Cell, ...], tuple[str, CellError] | None] = {}
        for position in self._positions():
            key = tuple(self.cells[name][position] for name in names)
            if key not in outcomes:
                outcomes[key] = self.layout.contradiction(dict(zip(names, key, strict=True)))
            if found := outcomes[key]:
                self._reject(position, *found)

    def _parts(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """For each good row its position and what is changed in it, once per record it becomes."""
        quotas = [name for name in QUOTA_COLUMNS if name in self.cells]
        for position in self._positions():
            column = quotas[0] if quotas else "id"
            try:
                row = {name: cells[position] for name, cells in self.cells.items()}
                parts = split_by_sex(row) if quotas else [{}]
                column = "id"
                self._claim(position, row["id"], parts)
            except CellError as error:
                self._reject(position, column, error)
            else:
                yield from ((position, part) for part in parts)

    def _claim(self, position: int, own: str, parts: Sequence[Mapping[str, Cell]]) -> None:
        """Take the ids of a row and of its parts; the first good row that has an id keeps it."""
        id_column = self.layout.columns[0]
        split = [self.layout.read_cell(part["id"], id_column) for part in parts if "id" in part]
        for name in (own, *split):
            if name in self.owners:
                reason = f"The id '{name}' already stands in row {self.owners[name]}."
                raise CellError(name, reason, repair="Give each row its own id, or delete one.")
        self.owners.update(dict.fromkeys((own, *split), self.raw.numbers[position]))

    def _positions(self) -> Iterator[int]:
        """The rows without a problem so far."""
        return (at for at in range(len(self.raw.numbers)) if at not in self.rejected)

    def _filled(self, position: int, column: Column, own: Mapping[str, Cell]) -> Cell:
        """The cell of a record: its own after a split, else the row's, else the default."""
        cell = own.get(column.name)
        if cell is None and column.name in self.cells:
            cell = self.cells[column.name][position]
        return self.layout.defaults.get(column.name) if cell is None else cell

    def _reject(self, position: int, column: str, error: CellError) -> None:
        header = self.by_column[column]
        value = shortened(self.raw.columns[header][position])
        rejected = Rejected(self.raw.numbers[position], header, value, error.reason, error.repair)
        self.rejected.setdefault(position, rejected)

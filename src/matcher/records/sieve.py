"""Separates the good rows of a source from the bad ones, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from matcher.errors import CellError
from matcher.records.batches import Batch, Coded, alike
from matcher.records.columns import Headers, columns_of
from matcher.records.converting import Converter
from matcher.records.layout import Cell, Layout
from matcher.records.rejected import Rejected, shortened
from matcher.records.spread_batches import Spreader
from matcher.records.vacancies import QUOTA_COLUMNS, split_by_sex

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Sieve"]


class Sieve:
    """Takes batches of raw cells, gives batches of stored cells, and keeps every bad row.

    A bad row is kept with its first problem: that of a column in their order, else that of a cell
    that fills several. What comes out does not depend on where one batch ends and the next begins.
    """

    def __init__(self, layout: Layout[Any], schema: pa.Schema, headers: Headers) -> None:
        self.layout = layout
        self.schema = schema
        self.rejected: list[Rejected] = []
        self.rows_read = 0
        self._spreader = Spreader(layout.table, headers.by_spread, headers.by_column)
        self._converter = Converter(layout)
        #: The row that has each id so far.
        self._owners: dict[str, int] = {}

    def sift(self, batch: Batch) -> pa.RecordBatch:
        """The stored cells of the good rows of a batch, rows with quotas by sex split.

        1. Cells that speak of several columns are spread; 2. each column is converted; 3. fields
        that belong together are compared; 4. quotas are split and ids must differ; 5. what is left
        empty gets its default.
        """
        rows = _Rows(batch, self._spreader.origin)
        columns, faults = self._spreader.spread(batch)
        for column in columns_of(self.layout.table):
            if column.name in columns:
                rows.add(column.name, self._converter.converted(column, columns[column.name]))
        for fault in faults:
            rows.reject_at(fault.position, fault.header, fault.error)
        for fields in self.layout.compared:
            self._compare(rows, fields)
        stored = self._stored(rows, list(self._parts(rows)))
        self.rows_read += len(batch.numbers) + len(batch.rejected)
        self.rejected += (*batch.rejected, *rows.rejected)
        return stored

    def _compare(self, rows: _Rows, fields: Sequence[str]) -> None:
        """Set rows aside whose cells contradict; rows with the same cells are judged together."""
        names = [name for name in fields if name in rows.columns]
        positions = rows.good()
        if len(names) < 2 or not len(positions):  # noqa: PLR2004
            return
        columns = [rows.columns[name] for name in names]
        distinct, members = alike([column.codes[positions] for column in columns])
        for kind, places in enumerate(distinct):
            cells = tuple(column.values[at] for column, at in zip(columns, places, strict=True))
            if sum(cell is not None for cell in cells) < 2:  # noqa: PLR2004
                continue
            if found := self._converter.contradiction(names, cells):
                for position in positions[members == kind]:
                    rows.reject(position, *found)

    def _parts(self, rows: _Rows) -> Iterator[tuple[int, dict[str, Cell]]]:
        """For each good row its position and what is changed in it, once per record it becomes."""
        good, quotas = rows.good(), [name for name in QUOTA_COLUMNS if name in rows.columns]
        if self._claims_all(rows, good, quotas):
            yield from ((position, {}) for position in good.tolist())
            return
        for position in good.tolist():
            filled = [name for name in quotas if rows.columns[name].at(position) is not None]
            column = filled[0] if filled else "id"
            try:
                parts = split_by_sex(rows.row(position)) if filled else [{}]
                column = "id"
                self._claim(rows.columns["id"].at(position), rows.batch.numbers[position], parts)
            except CellError as error:
                rows.reject(position, column, error)
            else:
                yield from ((position, part) for part in parts)

    def _claims_all(self, rows: _Rows, good: NDArray[np.intp], quotas: Sequence[str]) -> bool:
        """Take the ids of all good rows, if no quota splits one and each has an id of its own."""
        if any(rows.columns[name].has_value(good) for name in quotas):
            return False
        # Where no row is good there may be no column either.
        ids = rows.columns.get("id", rows.nothing)
        own = dict.fromkeys(ids.values[code] for code in ids.codes[good].tolist())
        if len(own) < good.size or not self._owners.keys().isdisjoint(own):
            return False
        self._owners.update(zip(own, (rows.batch.numbers[at] for at in good.tolist()), strict=True))
        return True

    def _claim(self, own: Any, number: int, parts: Sequence[Mapping[str, Cell]]) -> None:  # noqa: ANN401
        """Take the ids of a row and of its parts; the first good row that has an id keeps it."""
        id_column = self.layout.columns[0]
        split = [self.layout.read_cell(part["id"], id_column) for part in parts if "id" in part]
        for name in (own, *split):
            if name in self._owners:
                reason = f"The id '{name}' already stands in row {self._owners[name]}."
                raise CellError(name, reason, repair="Give each row its own id, or delete one.")
        self._owners.update(dict.fromkeys((own, *split), number))

    def _stored(
        self, rows: _Rows, parts: Sequence[tuple[int, Mapping[str, Cell]]]
    ) -> pa.RecordBatch:
        """The records: a cell is its own after a split, else the row's, else the default."""
        import pyarrow as pa

        positions = np.fromiter((position for position, _ in parts), np.int64, len(parts))
        changes = [(place, own) for place, (_, own) in enumerate(parts) if own]
        arrays = []
        for column in self.schema:
            cells = rows.columns.get(column.name, rows.nothing)
            default = self.layout.defaults.get(column.name)
            filled = [_cell_or(default, cell) for cell in cells.values]
            codes = cells.codes[positions]
            for place, own in changes:
                if own.get(column.name) is not None:
                    codes[place] = len(filled)
                    filled.append(own[column.name])
            arrays.append(pa.array(filled, column.type).take(pa.array(codes)))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)


class _Rows:
    """The rows of a batch as their columns are converted, and which of them are still good."""

    def __init__(self, batch: Batch, origin: Callable[[Batch, int, str], str]) -> None:
        self.batch = batch
        self.origin = origin
        self.columns: dict[str, Coded] = {}
        self.nothing = Coded([None], np.zeros(len(batch.numbers), np.int32))
        self.rejected: list[Rejected] = []
        self._is_good = np.ones(len(batch.numbers), bool)

    def good(self) -> NDArray[np.intp]:
        """The positions of the rows without a problem so far."""
        return np.flatnonzero(self._is_good)

    def add(self, name: str, cells: Coded) -> None:
        """Add a converted column; the good rows that it spoils are set aside."""
        self.columns[name] = cells
        is_error = np.array([isinstance(cell, CellError) for cell in cells.values], bool)
        if is_error.any():
            for position in np.flatnonzero(is_error[cells.codes] & self._is_good).tolist():
                self.reject(position, name, cast("CellError", cells.at(position)))

    def row(self, position: int) -> dict[str, Cell]:
        """The cells of a row by column."""
        return {name: cells.at(position) for name, cells in self.columns.items()}

    def reject(self, position: int, column: str, error: CellError) -> None:
        """Set a row aside for a problem in one of its columns."""
        self.reject_at(position, self.origin(self.batch, position, column), error)

    def reject_at(self, position: int, header: str, error: CellError) -> None:
        """Set a row aside, if it is not yet, for a problem in the cell under a header."""
        if not self._is_good[position]:
            return
        number = self.batch.numbers[position]
        value = shortened(self.batch.columns[header].at(position))
        self.rejected.append(Rejected(number, header, value, error.reason, error.repair))
        self._is_good[position] = False


def _cell_or(default: Cell, cell: Cell | CellError) -> Cell:
    return default if cell is None or isinstance(cell, CellError) else cell

"""Spreads the cells of a batch: one column of a file fills several columns of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import CellError
from matcher.records.base import UNKNOWN
from matcher.records.batches import Batch, Coded
from matcher.records.columns import TableName, columns_of
from matcher.records.converting import remembered
from matcher.records.interpreting import check_text, interpreted
from matcher.records.rejected import shortened
from matcher.records.spread_readers import BESIDE, SPREAD_READERS, Beside, number_cell
from matcher.records.spreading import Spread, spreads_of

__all__ = ["Fault", "Spreader"]

#: What one cell fills, by column; the error where it cannot be read.
_Cells = Mapping[str, str] | CellError
_Codes = NDArray[np.int32]
#: A group of thousands or three decimals: what the currency decides.
_GROUP = re.compile(r"\s*[0-9]{1,3}[.,][0-9]{3}\s*")
_NOTE = "note"
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be spread: the position of its row, its header, and what is wrong."""

    position: int
    header: str
    error: CellError


class Spreader:
    """Gives the raw columns of a batch after its spread cells have filled the empty ones.

    A cell that stands in a column of its own goes before one that was spread. Only `note` keeps
    both. `headers` names the header of each spread column that the source has, `by_column` that of
    each other column.
    """

    def __init__(
        self, table: TableName, headers: Mapping[str, str], by_column: Mapping[str, str]
    ) -> None:
        self.table = table
        self.by_column = by_column
        self._columns = {column.name: column for column in columns_of(table)}
        #: The spreads that the source has, with the header of each; the first fills first.
        self._sources = [
            (spread, header)
            for spread in spreads_of(table)
            if (header := headers.get(spread.name) or by_column.get(spread.name)) is not None
        ]
        self._known: dict[tuple[str, str, Beside], _Cells] = {}

    def spread(self, batch: Batch) -> tuple[dict[str, Coded], list[Fault]]:
        """The raw columns by name, and the cells that could not be spread."""
        columns = {name: batch.columns[header] for name, header in self.by_column.items()}
        faults: list[Fault] = []
        for spread, header in self._sources:
            raw = batch.columns[header]
            if all(self._is_left(spread, value) for value in raw.values):
                continue
            cells, codes = self._spread_column(spread, header, batch)
            faults += _faults(header, cells, codes)
            if spread.name in columns:
                kept = [value if self._is_left(spread, value) else None for value in raw.values]
                columns[spread.name] = Coded(kept, raw.codes)
            for column in spread.columns:
                texts = [None if isinstance(one, CellError) else one.get(column) for one in cells]
                if any(text is not None for text in texts):
                    own = columns.get(column)
                    columns[column] = _merged(own, texts, codes, joins=column == _NOTE)
        return columns, faults

    def origin(self, batch: Batch, position: int, column: str) -> str:
        """The header of the cell of a row that filled a column."""
        own = self.by_column.get(column)
        if own is not None and not _is_empty(batch.columns[own].at(position)):
            return own
        for spread, header in self._sources:
            beside = [batch.columns[one].at(position) for _, one in self._beside(spread)]
            cells = self._cells(spread, (batch.columns[header].at(position), *beside))
            if not isinstance(cells, CellError) and column in cells:
                return header
        return own or column

    def _beside(self, spread: Spread) -> list[tuple[str, str]]:
        """The other columns of the source that a cell is read with, with their headers."""
        names = BESIDE.get(spread.reads, ())
        return [(name, self.by_column[name]) for name in names if name in self.by_column]

    def _spread_column(
        self, spread: Spread, header: str, batch: Batch
    ) -> tuple[list[_Cells], _Codes]:
        """What the distinct cells fill, each with what stands beside it, and who has which."""
        columns = [batch.columns[header], *(batch.columns[one] for _, one in self._beside(spread))]
        codes = np.stack([column.codes for column in columns])
        distinct, members = np.unique(codes, axis=1, return_inverse=True)
        cells = [
            self._cells(
                spread, [column.values[at] for column, at in zip(columns, places, strict=True)]
            )
            for places in distinct.T.tolist()
        ]
        return cells, members.ravel().astype(np.int32)

    def _cells(self, spread: Spread, values: Sequence[object]) -> _Cells:
        """What a cell fills; `values` are its own and those beside it."""
        value, *others = values
        if self._is_left(spread, value):
            return {}
        try:
            text = _as_text(value)
        except CellError as error:
            return error
        names = [name for name, _ in self._beside(spread)]
        said: dict[str, Any] = dict(zip(names, map(self._fact, names, others), strict=True))
        beside = Beside(**said)
        key = (spread.name, text, beside)
        if key not in self._known:
            return remembered(self._known, key, _read(spread, text, beside), text)
        return self._known[key]

    def _is_left(self, spread: Spread, value: object) -> bool:
        """True where nothing is to be spread; a column of its own reads plain values by itself.

        In a column of dates a number can be a year.
        """
        if _is_empty(value):
            return True
        if spread.name not in self.by_column:
            return False
        if self._columns[spread.name].type == "date":
            return not (_is_year(value) or isinstance(value, str))
        return not (isinstance(value, str) and not _is_number(value))

    def _fact(self, name: str, value: object) -> object:
        """What a cell beside says; one that cannot be read is the trouble of its own column."""
        try:
            return interpreted(value, self._columns[name], self.table)
        except CellError:
            return None


def _read(spread: Spread, text: str, beside: Beside) -> _Cells:
    try:
        check_text(text)
        return dict(SPREAD_READERS[spread.reads](text, beside))
    except CellError as error:
        return error


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in UNKNOWN)


def _is_year(value: object) -> bool:
    """True for a number that a column of dates cannot read, and that can be a year."""
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return is_number and value in _YEARS


def _is_number(text: str) -> bool:
    """True for a number that a column of its own reads, or refuses, by itself."""
    try:
        float(text.replace(",", ".", 1))
    except ValueError:
        return False
    return not _GROUP.fullmatch(text)


def _as_text(value: object) -> str:
    """The text of a cell; frames and spreadsheets hold numbers and days as such."""
    if isinstance(value, str):
        return value
    if isinstance(value, float | Decimal) and isfinite(value):
        return number_cell(float(value))
    if isinstance(value, int | date) and not isinstance(value, bool):
        return str(value)
    problem = f"'{shortened(value)}' is no text or number."
    raise CellError(str(value), problem, repair="Give a text, or leave the cell empty.")


def _faults(header: str, cells: Sequence[_Cells], codes: _Codes) -> Iterator[Fault]:
    for kind, error in enumerate(cells):
        if isinstance(error, CellError):
            for position in np.flatnonzero(codes == kind).tolist():
                yield Fault(position, header, error)


def _merged(own: Coded | None, texts: Sequence[str | None], codes: _Codes, *, joins: bool) -> Coded:
    """The cells of a column, the empty ones filled; with `joins` filled ones are added to."""
    if own is None:
        return Coded(texts, codes)
    pairs = own.codes.astype(np.int64) * len(texts) + codes
    distinct, members = np.unique(pairs, return_inverse=True)
    values: list[object] = []
    for pair in distinct.tolist():
        place, kind = divmod(pair, len(texts))
        value, text = own.values[place], texts[kind]
        if _is_empty(value):
            value = text
        elif text is not None and joins:
            value = f"{value}; {text}"
        values.append(value)
    return Coded(values, members.astype(np.int32))

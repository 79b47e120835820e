"""Spreads the cells of a batch: one column of a file fills several columns of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.errors import CellError
from matcher.records.batches import Batch, Coded
from matcher.records.columns import TableName
from matcher.records.dates import parse_date
from matcher.records.spreading import spread_cell, spreads_of

__all__ = ["Fault", "Spreader"]

Key = tuple[object, ...]
#: A group of thousands or three decimals: what the currency of the country decides.
_GROUP = re.compile(r"\s*[0-9]{1,3}\.[0-9]{3}\s*")
_NOTE = "note"


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
        self.sources = {
            spread.name: header
            for spread in spreads_of(table)
            if (header := headers.get(spread.name) or by_column.get(spread.name)) is not None
        }
        self._known: dict[tuple[str, Key], dict[str, str] | CellError] = {}

    def origin(self, column: str) -> str:
        """The header that is to be named for a problem in a column."""
        if column in self.by_column:
            return self.by_column[column]
        own = (s.name for s in spreads_of(self.table) if column in s.columns)
        return next(self.sources[name] for name in own if name in self.sources)

    def spread(self, batch: Batch) -> tuple[dict[str, Coded], list[Fault]]:
        """The raw columns by name, and the cells that could not be spread."""
        columns = {name: batch.columns[header] for name, header in self.by_column.items()}
        faults: list[Fault] = []
        for name, header in self.sources.items():
            if not any(self._text(name, value) for value in batch.columns[header].values):
                continue
            keys, codes = self._keys(batch, header)
            cells = [self._cells(name, key) for key in keys]
            faults += _faults(header, cells, codes)
            filled = {column for one in cells if isinstance(one, dict) for column in one}
            if name in columns:
                kept = [None if self._text(name, key[0]) else key[0] for key in keys]
                columns[name] = Coded(kept, codes.astype(np.int32))
            for column in sorted(filled):
                texts = [one.get(column) if isinstance(one, dict) else None for one in cells]
                columns[column] = _merged(columns.get(column), texts, codes, joins=column == _NOTE)
        return columns, faults

    def _keys(self, batch: Batch, header: str) -> tuple[list[Key], NDArray[np.int64]]:
        """The distinct (cell, country, departure) of the rows, and who has which."""
        beside = (self.by_column.get("country"), self.by_column.get("departure"))
        columns = [batch.columns[one] for one in (header, *beside) if one is not None]
        codes = np.stack([column.codes for column in columns])
        distinct, members = np.unique(codes, axis=1, return_inverse=True)
        found: dict[str | None, list[object]] = {
            one: [column.values[code] for code in row]
            for one, column, row in zip(
                (one for one in (header, *beside) if one is not None),
                columns,
                distinct.tolist(),
                strict=True,
            )
        }
        nothing = [None] * distinct.shape[1]
        keys = zip(found[header], *(found.get(one, nothing) for one in beside), strict=True)
        return list(keys), members.ravel()

    def _text(self, name: str, value: object) -> str | None:
        """The text to be spread; a column of its own reads plain numbers by itself."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if name in self.by_column:
            return value if isinstance(value, str) and not _is_number(value) else None
        if isinstance(value, float):
            return f"{value:g}"
        return str(value)

    def _cells(self, name: str, key: Key) -> dict[str, str] | CellError:
        if (name, key) not in self._known:
            self._known[name, key] = self._read(name, key)
        return self._known[name, key]

    def _read(self, name: str, key: Key) -> dict[str, str] | CellError:
        value, country, departure = key
        text = self._text(name, value)
        if text is None:
            return {}
        try:
            return spread_cell(
                name,
                text,
                table=self.table,
                country=country if isinstance(country, str) else None,
                on=_day(departure),
            )
        except CellError as error:
            return error


def _is_number(text: str) -> bool:
    """True for a number that a column of its own reads, or refuses, by itself."""
    try:
        float(text.replace(",", ".", 1))
    except ValueError:
        return False
    return not _GROUP.fullmatch(text)


def _day(value: object) -> date | None:
    """The day of departure; one that cannot be read is the trouble of its own column."""
    if isinstance(value, date):
        return value
    try:
        return parse_date(value) if isinstance(value, str) and value.strip() else None
    except CellError:
        return None


def _faults(
    header: str, cells: Sequence[Mapping[str, str] | CellError], codes: NDArray[np.int64]
) -> Iterator[Fault]:
    for kind, error in enumerate(cells):
        if isinstance(error, CellError):
            for position in np.flatnonzero(codes == kind).tolist():
                yield Fault(position, header, error)


def _merged(
    own: Coded | None, texts: Sequence[str | None], codes: NDArray[np.int64], *, joins: bool
) -> Coded:
    """The cells of a column, the empty ones filled; with `joins` filled ones are added to."""
    if own is None:
        return Coded(texts, codes.astype(np.int32))
    pairs = own.codes.astype(np.int64) * len(texts) + codes
    distinct, members = np.unique(pairs, return_inverse=True)
    values: list[object] = []
    for pair in distinct.tolist():
        place, kind = divmod(pair, len(texts))
        value, text = own.values[place], texts[kind]
        if value is None or (isinstance(value, str) and not value.strip()):
            value = text
        elif joins and text is not None:
            value = f"{value}; {text}"
        values.append(value)
    return Coded(values, members.astype(np.int32))

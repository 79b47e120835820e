"""Interprets the raw values of a source, text or not, as values that a record's field accepts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, SupportsFloat

from pydantic import TypeAdapter

from matcher.errors import CellError
from matcher.records.amounts import parse_number, parse_whole_number
from matcher.records.base import UNKNOWN
from matcher.records.cells import parse_texts
from matcher.records.columns import Column, ColumnType, TableName
from matcher.records.dates import parse_date
from matcher.records.rejected import shortened
from matcher.records.requirements import Requirement
from matcher.records.words import parse_currency, parse_word

__all__ = ["LONGEST_CELL", "check_text", "interpreted"]

#: A longer cell is a broken export, such as a quote that never closes.
LONGEST_CELL = 100_000
_LIST_TYPES = frozenset({"section", "requirements", "texts", "json"})
#: In lists `-` means "none", an id can be anything, and of texts the record itself decides.
_LITERAL_TYPES = _LIST_TYPES | {"id", "text", "long_text"}
_NUMBER_TYPES = frozenset({"number", "integer"})
_REQUIREMENTS = TypeAdapter(tuple[Requirement, ...])


def interpreted(raw: object, column: Column, table: TableName) -> object:
    """The value that a raw one means in a column, None where it says "unknown".

    Raises CellError, or pydantic's ValidationError for a broken list of requirements.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        return _from_text(raw, column, table)
    if column.type in _LIST_TYPES and not isinstance(raw, int | float):
        return _from_list(raw, column, table)
    if column.type in _NUMBER_TYPES:
        return _from_number(raw, column)
    if column.type == "date":
        return _from_date(raw)
    return _from_text(_as_text(raw), column, table)


def check_text(text: str) -> None:
    """Refuse the texts that only broken files hold."""
    if "\0" in text:
        raise CellError(text, "The cell holds a NUL byte.", repair="Export the file again.")
    if len(text) > LONGEST_CELL:
        problem = f"The cell has {len(text):,} characters; {LONGEST_CELL:,} are the most."
        raise CellError(text, problem, repair="Shorten it, or look for a quote that never closes.")


def _from_text(raw: str, column: Column, table: TableName) -> object:
    check_text(raw)
    text = raw.strip()
    if not text or (text in UNKNOWN and column.type not in _LITERAL_TYPES):
        return None
    return _PARSERS[column.type](text, column, table)


#: Which day a month without one means: the first where something begins, the last where it ends.
_MONTHS: Mapping[str, Literal["first", "last"]] = {
    "permit_from": "first",
    "permit_until": "last",
    "posted": "first",
    "birth_from": "first",
    "birth_to": "last",
}
_PARSERS: Mapping[ColumnType, Callable[[str, Column, TableName], object]] = {
    "id": lambda text, _column, _table: text,
    "text": lambda text, _column, _table: text,
    "long_text": lambda text, _column, _table: text,
    "word": lambda text, column, table: parse_word(text, column.name, table),
    "currency": lambda text, _column, table: parse_currency(text, table),
    "date": lambda text, column, _table: parse_date(text, month=_MONTHS.get(column.name)),
    "number": lambda text, column, _table: parse_number(text, column.units),
    "integer": lambda text, column, _table: parse_whole_number(text, column.units),
    "section": lambda text, _column, _table: text,
    "requirements": lambda text, _column, _table: text,
    "texts": lambda text, _column, _table: parse_texts(text),
    "json": lambda text, _column, _table: _REQUIREMENTS.validate_json(text),
}


def _from_list(raw: object, column: Column, table: TableName) -> object:
    """Lists of texts are read like the cell that holds them; other lists go to the record as is."""
    if isinstance(raw, list | tuple) and raw and all(isinstance(item, str) for item in raw):
        return _from_text("; ".join(raw), column, table)
    return raw


def _from_number(raw: object, column: Column) -> float | int:
    if isinstance(raw, bool) or not isinstance(raw, SupportsFloat):
        problem = f"'{shortened(raw)}' is no number."
        raise CellError(str(raw), problem, repair="Write a plain number.")
    value = _as_float(raw)
    if not math.isfinite(value):
        problem = f"'{value}' is no number that a fact can have."
        raise CellError(str(value), problem, repair="Leave the cell empty where it is unknown.")
    if column.type == "number":
        return value
    if not value.is_integer():
        problem = f"'{value}' is no whole number."
        raise CellError(str(raw), problem, repair="Write a whole number, such as 16.")
    return int(value)


def _as_float(raw: SupportsFloat) -> float:
    try:
        return float(raw)
    except OverflowError:
        return math.inf


def _from_date(raw: object) -> date:
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date()
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    problem = f"'{raw}' is no date."
    raise CellError(str(raw), problem, repair="Give a date without a time of day.")


def _as_text(raw: object) -> str:
    """Numbers and dates that a source has guessed from a text, back as the text."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, int | date | Decimal) and not isinstance(raw, bool):
        return str(raw)
    problem = f"'{raw}' is no text."
    raise CellError(str(raw), problem, repair="Give a text.")

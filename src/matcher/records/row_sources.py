"""Opens sources whose rows may each have other fields: JSON lines, lists of mappings or records."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from matcher.errors import CellError, InputError
from matcher.records.base import Record
from matcher.records.batches import Batch, Coded, Source, checked_header
from matcher.records.rejected import Rejected, shortened
from matcher.records.text_files import TextFile

__all__ = ["item_source", "json_lines_source"]

Row = Mapping[str, object]
_WISHES = "wishes"
_REPAIR = "Write one JSON object per line."


def json_lines_source(text: TextFile) -> Source:
    """One JSON object a line; lines that hold none are rejected, blank ones do not count.

    The lines are read twice, since the last one may still bring a new field.
    """
    if not any(line.strip() for line in text.lines("\n")):
        raise InputError(f"{text.path} is empty.", repair="Check that it was exported fully.")
    return _source(lambda: _json_rows(text), text.notes)


def item_source(items: Iterable[object], row_of: Callable[[Any], Row]) -> Source:
    """The rows of mappings and records; `row_of` gives that of a record."""
    kept = items if isinstance(items, Sequence) else list(items)
    for number, item in enumerate(kept, start=1):
        if not isinstance(item, Record | Mapping):
            problem = f"Item {number} is a {type(item).__name__}, not a record or a mapping."
            raise InputError(problem, repair="Give records, or mappings of columns to values.")

    def rows() -> Iterator[tuple[int, Row]]:
        for number, item in enumerate(kept, start=1):
            yield number, row_of(item) if isinstance(item, Record) else item

    return _source(rows)


def _source(
    rows: Callable[[], Iterable[tuple[int, Row | CellError]]], notes: tuple[str, ...] = ()
) -> Source:
    """The source of rows that can be gone through twice: for their fields, then for their cells."""
    fields: dict[str, None] = {}
    has_rows = False
    for _, row in rows():
        if not isinstance(row, CellError):
            has_rows = True
            fields.update(dict.fromkeys(map(str, _flat(row))))

    def batches(wanted: Collection[str], most: int) -> Iterator[Batch]:
        numbered = iter(rows())
        while part := list(islice(numbered, most)):
            yield _batch(part, wanted)

    return Source(checked_header(fields) if has_rows else None, batches, notes)


def _batch(part: Sequence[tuple[int, Row | CellError]], wanted: Collection[str]) -> Batch:
    good: list[Row] = []
    numbers: list[int] = []
    rejected: list[Rejected] = []
    for number, row in part:
        if isinstance(row, CellError):
            value = shortened(row.value)
            rejected.append(Rejected(number, "", value, row.reason, row.repair))
        else:
            good.append({str(name): value for name, value in _flat(row).items()})
            numbers.append(number)
    columns = {name: Coded.of([row.get(name) for row in good]) for name in wanted}
    return Batch(columns, numbers, rejected)


def _flat(row: Row) -> Row:
    """The row with wishes that are nested, as in the record, as fields of their own."""
    wishes = row.get(_WISHES)
    if not isinstance(wishes, Mapping):
        return row
    flat = {key: value for key, value in row.items() if key != _WISHES}
    return {**flat, **{f"wish_{name}": value for name, value in wishes.items()}}


def _json_rows(text: TextFile) -> Iterator[tuple[int, Row | CellError]]:
    lines = (line.strip() for line in text.lines("\n"))
    for number, line in enumerate(filter(None, lines), start=1):
        yield number, _json_object(line)


def _json_object(line: str) -> Row | CellError:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return CellError(line, f"The line is no JSON: {error}.", repair=_REPAIR)
    if not isinstance(value, dict):
        return CellError(line, "The line is no JSON object.", repair=_REPAIR)
    return value

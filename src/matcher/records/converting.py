"""Reads the distinct cells of columns, and remembers what each of them means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from matcher.errors import CellError
from matcher.records.batches import Coded
from matcher.records.columns import Column
from matcher.records.layout import Cell, Layout

__all__ = ["Contradiction", "Converter", "remembered"]

K = TypeVar("K")
V = TypeVar("V")
#: The column and the problem where cells that are good by themselves do not agree.
Contradiction = tuple[str, CellError] | None
#: Tables repeat their values, so what was read is remembered; a full memory starts anew. Longer
#: texts, such as adverts, would fill it and seldom come again.
_MOST_REMEMBERED = 2**16
_LONGEST_REMEMBERED = 2_000
#: Columns whose values seldom come again, or are long and soon read: of sections the items are
#: remembered.
_READ_AGAIN = frozenset({"id", "section"})


class Converter:
    """Converts cells as its layout says; a value that comes again is not read again."""

    def __init__(self, layout: Layout[Any]) -> None:
        self.layout = layout
        self._cells: dict[str, dict[object, Cell | CellError]] = {}
        self._contradictions: dict[tuple[tuple[str, ...], tuple[Cell, ...]], Contradiction] = {}

    def converted(self, column: Column, raw: Coded) -> Coded:
        """The stored cells of a raw column; where there is none, the error that says why."""
        known = self._cells.setdefault(column.name, {})
        values = [self._recalled(known, value, column) for value in raw.values]
        return Coded(values, raw.codes)

    def contradiction(self, names: Sequence[str], cells: tuple[Cell, ...]) -> Contradiction:
        """What is wrong with cells of the named columns that are compared with each other."""
        key = (tuple(names), cells)
        if key in self._contradictions:
            return self._contradictions[key]
        found = self.layout.contradiction(dict(zip(names, cells, strict=True)))
        return remembered(self._contradictions, key, found)

    def _recalled(
        self, known: dict[object, Cell | CellError], value: object, column: Column
    ) -> Cell | CellError:
        key = value if isinstance(value, str) else (type(value), repr(value))
        if key in known:
            return known[key]
        cell = self._read(value, column)
        return cell if column.type in _READ_AGAIN else remembered(known, key, cell, value)

    def _read(self, value: object, column: Column) -> Cell | CellError:
        try:
            cell = self.layout.read_cell(value, column)
        except CellError as error:
            return error
        if cell is None and column.is_mandatory:
            reason = f"'{column.name}' is empty."
            return CellError("", reason, repair="Fill it, or delete the row.")
        return cell


def remembered(memory: dict[K, V], key: K, value: V, raw: object = None) -> V:
    """The value, after a memory of bounded size has taken it; `raw` is the cell it comes from."""
    if isinstance(raw, str) and len(raw) > _LONGEST_REMEMBERED:
        return value
    if len(memory) >= _MOST_REMEMBERED:
        memory.clear()
    memory[key] = value
    return value

"""Compares the tables of two taxonomies row by row: what was added, removed and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from matcher.taxonomy.table_rows import Rows, TableRows, rows_in

__all__ = ["Change", "compare_taxonomies"]

#: The columns that tell a table's rows apart.
_KEYS = {
    "concepts": ("id",),
    "aliases": ("alias", "language", "concept"),
    "relations": ("subject", "relation", "object"),
    "codes": ("concept", "classification", "code"),
    "validity": ("subject",),
    "scales": ("scale", "level"),
    "credit": ("scale", "threshold"),
    "kinds": ("kind", "scale"),
    "countries": ("country",),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs: its table, its key, and the changed cells as (column, old, new)."""

    table: str
    what: Literal["added", "removed", "changed"]
    key: tuple[str, ...]
    cells: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        """As `changed concepts skill:smaw: label_en 'SMAW' > 'Stick welding'`."""
        cells = "; ".join(f"{column} '{old}' > '{new}'" for column, old, new in self.cells)
        return f"{self.what} {self.table} {' | '.join(self.key)}" + (f": {cells}" if cells else "")


def compare_taxonomies(
    old: str | Path | Traversable, new: str | Path | Traversable
) -> tuple[Change, ...]:
    """Every row by which the tables in two folders differ, table by table, in the order of keys.

    The order of rows and the division of a table into files make no difference.

    >>> from matcher.taxonomy.loading import packaged_tables
    >>> compare_taxonomies(packaged_tables(), packaged_tables())
    ()
    """
    before, after = _rows(old), _rows(new)
    return tuple(change for table in _KEYS for change in _changes(table, before, after))


def _rows(folder: str | Path | Traversable) -> Rows:
    return rows_in(Path(folder) if isinstance(folder, str) else folder)


def _by_key(rows: Rows, table: str) -> dict[tuple[str, ...], Mapping[str, str]]:
    found: dict[tuple[str, ...], Mapping[str, str]] = {}
    TableRows(rows).each(
        table, lambda row: found.update({tuple(map(row.text, _KEYS[table])): row.cells})
    )
    return found


def _changes(table: str, before: Rows, after: Rows) -> Iterator[Change]:
    old, new = _by_key(before, table), _by_key(after, table)
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield Change(table, "added", key)
        elif key not in new:
            yield Change(table, "removed", key)
        elif cells := _cells(old[key], new[key]):
            yield Change(table, "changed", key, cells)


def _cells(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    pairs = ((name, old.get(name, ""), new.get(name, "")) for name in {**old, **new})
    return tuple((name, was, now) for name, was, now in pairs if was != now)

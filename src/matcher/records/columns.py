"""The columns of candidate and vacancy tables, and which header of a file stands for which."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal, get_args

from matcher.errors import InputError, UnknownName
from matcher.tables import Row, read_data_table

__all__ = [
    "Column",
    "ColumnType",
    "Headers",
    "TableName",
    "columns_of",
    "fold_name",
    "match_headers",
]

TableName = Literal["candidates", "vacancies"]
ColumnType = Literal[
    "id", "text", "long_text", "word", "currency", "date", "number", "integer",
    "section", "requirements", "texts", "json",
]  # fmt: skip
_ROLES = frozenset({"mandatory", "stored", "read"})
_TABLES: tuple[TableName, ...] = get_args(TableName)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it holds, and where in the record it goes.

    `is_stored` is false for the few columns that only readers know, such as `openings_male`.
    `units` gives for each unit that may follow a number the factor to the column's own unit.
    """

    name: str
    path: tuple[str, ...]
    type: ColumnType
    is_mandatory: bool
    is_stored: bool
    units: Mapping[str, float]
    indonesian: tuple[str, ...]
    synonyms: tuple[str, ...]
    meaning: str
    example: str

    def names(self) -> Iterator[str]:
        """Every accepted header, the best first."""
        yield from (self.name, *self.indonesian, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Headers:
    """Which header of a source stands for which column, and what is said about the others.

    `by_spread` are the headers of columns whose cells fill several columns, by the name of these.
    """

    by_column: Mapping[str, str]
    by_spread: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def used(self) -> frozenset[str]:
        """The headers that stand for something."""
        return frozenset((*self.by_column.values(), *self.by_spread.values()))


@cache
def columns_of(table: TableName) -> tuple[Column, ...]:
    """The columns of a table in their order.

    >>> [column.name for column in columns_of("candidates")][:3]
    ['id', 'sex', 'birth_date']
    """
    columns: list[Column] = []
    seen: dict[str, str] = {}
    for row in read_data_table("data/columns.csv", package="matcher.records"):
        if row.required("table") not in _TABLES:
            known = " or ".join(_TABLES)
            raise row.error(f"there is no table '{row.text('table')}'.", repair=f"Use {known}.")
        if row.text("table") != table:
            continue
        column = _column(row)
        for name in map(fold_name, column.names()):
            if seen.setdefault(name, column.name) != column.name:
                problem = f"'{name}' names '{seen[name]}' and '{column.name}'."
                raise row.error(problem, repair="Remove it from one of them.")
        columns.append(column)
    return tuple(columns)


def _column(row: Row) -> Column:
    name, role, kind = row.required("name"), row.required("role"), row.required("type")
    types: tuple[ColumnType, ...] = get_args(ColumnType)
    found = next((known for known in types if known == kind), None)
    if found is None:
        raise row.error(f"type '{kind}' is unknown.", repair=f"Use one of: {', '.join(types)}.")
    if role not in _ROLES:
        known_roles = ", ".join(sorted(_ROLES))
        raise row.error(f"role '{role}' is unknown.", repair=f"Use one of: {known_roles}.")
    units = (unit.partition("=") for unit in row.items("units"))
    return Column(
        name=name,
        path=tuple(row.required("field").split(".")),
        type=found,
        is_mandatory=role == "mandatory",
        is_stored=role != "read",
        units={word: float(factor or 1) for word, _, factor in units},
        indonesian=row.items("indonesian"),
        synonyms=row.items("synonyms"),
        meaning=row.required("meaning"),
        example=row.required("example"),
    )


def fold_name(text: str) -> str:
    """A header without case, accents of width, blanks and punctuation.

    >>> fold_name(" Tgl. Lahir ") == fold_name("TGL_LAHIR")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def match_headers(
    headers: Sequence[str],
    table: TableName,
    chosen: Mapping[str, str] | None = None,
    spreads: Mapping[str, str] | None = None,
) -> Headers:
    """Find the header of each column; `chosen` maps headers of the source to names of columns.

    `spreads` are the folded headers of columns whose cells fill several, with the names of these.

    The caller's choice goes first, then the column's own name, then its other names in the order of
    the tables of columns. A header that nothing chose is ignored, and a note says so.
    """
    by_fold = _without_doubles(headers)
    spreads = spreads or {}
    by_column = _caller_choice(by_fold, table, chosen or {}, spreads.values())
    taken = set(by_column.values())
    free = {folded: header for folded, header in by_fold.items() if header not in taken}
    for column in columns_of(table):
        names = (fold_name(name) for name in column.names())
        found = next((name for name in names if name in free), None)
        if column.name not in by_column and found is not None:
            by_column[column.name] = free.pop(found)
    by_spread = {name: by_column.pop(name) for name in set(spreads.values()) & by_column.keys()}
    for folded, name in spreads.items():
        if folded in free and name not in by_spread:
            by_spread[name] = free.pop(folded)
    _check_mandatory(by_column, headers, table)
    meant = {fold_name(name): c.name for c in columns_of(table) for name in c.names()}
    notes = _notes(free, {**spreads, **meant}, {**by_spread, **by_column})
    return Headers(by_column, by_spread, tuple(notes))


def _without_doubles(headers: Sequence[str]) -> dict[str, str]:
    by_fold: dict[str, str] = {}
    for header in headers:
        folded = fold_name(header)
        if folded in by_fold:
            raise InputError(
                f"Two columns have the same header: '{by_fold[folded]}' and '{header}'.",
                repair="Rename or delete one of them.",
            )
        if folded:
            by_fold[folded] = header
    return by_fold


def _caller_choice(
    by_fold: Mapping[str, str],
    table: TableName,
    chosen: Mapping[str, str],
    spreads: Iterable[str],
) -> dict[str, str]:
    by_column: dict[str, str] = {}
    known = {*(column.name for column in columns_of(table)), *spreads}
    for theirs, name in chosen.items():
        if name not in known:
            raise UnknownName("column", name, known=known)
        header = by_fold.get(fold_name(theirs))
        if header is None:
            raise UnknownName("header", theirs, known=by_fold.values())
        if name in by_column or header in by_column.values():
            raise InputError(
                f"'{header}' or '{name}' is mapped twice.",
                repair="Map each header to one column, and each column to one header.",
            )
        by_column[name] = header
    return by_column


def _check_mandatory(
    by_column: Mapping[str, str], headers: Sequence[str], table: TableName
) -> None:
    free = {fold_name(header): header for header in headers if header not in by_column.values()}
    for column in columns_of(table):
        if not column.is_mandatory or column.name in by_column:
            continue
        found = ", ".join(f"'{header}'" for header in headers if header.strip()) or "nothing"
        names = [fold_name(name) for name in column.names()]
        near = next((close for name in names for close in get_close_matches(name, free, n=1)), None)
        theirs = free[near] if near else "YOUR HEADER"
        raise InputError(
            f"There is no column '{column.name}'; the headers are {found}.",
            repair=f'Rename a header, or pass columns={{"{theirs}": "{column.name}"}}.',
        )


def _notes(
    free: Mapping[str, str], meant: Mapping[str, str], taken: Mapping[str, str]
) -> Iterator[str]:
    """What is said of the headers that are left; `meant` has the column that each could stand for.

    `taken` has the header from which each column is read.
    """
    for folded, header in free.items():
        if folded in meant:
            name = meant[folded]
            yield f"'{header}' was ignored: the column '{name}' is read from '{taken[name]}'."
        else:
            yield f"'{header}' was ignored: it names no known column."

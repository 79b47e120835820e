"""Spreads one cell over several columns: "19 s/d 28" is a lowest and a highest age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from matcher.errors import UnknownName
from matcher.records.columns import TableName, fold_name
from matcher.records.spread_readers import SPREAD_READERS, Beside
from matcher.tables import Row, read_data_table

__all__ = ["Spread", "headers_of_spreads", "spread_cell", "spreads_of"]


@dataclass(frozen=True, slots=True)
class Spread:
    """A column of files whose cell fills several columns of a table; `columns` are these."""

    table: TableName
    name: str
    reads: str
    columns: tuple[str, ...]
    headers: tuple[str, ...]
    meaning: str
    example: str


@cache
def spreads_of(table: TableName) -> tuple[Spread, ...]:
    """The columns of a table's files that are spread, in the order of the data table.

    >>> [spread.name for spread in spreads_of("candidates")]
    ['birth_date', 'height_cm', 'weight_kg', 'measures', 'birth', 'birth_year']
    """
    rows = read_data_table("data/spreads.csv", package="matcher.records")
    return tuple(_spread(row, table) for row in rows if row.required("table") == table)


def _spread(row: Row, table: TableName) -> Spread:
    name, reads = row.required("name"), row.required("reads")
    if reads not in SPREAD_READERS:
        known = ", ".join(sorted(SPREAD_READERS))
        raise row.error(f"'{reads}' reads no cell.", repair=f"Use one of: {known}.")
    return Spread(
        table=table,
        name=name,
        reads=reads,
        columns=row.items("columns"),
        headers=(*row.items("indonesian"), *row.items("synonyms")),
        meaning=row.required("meaning"),
        example=row.required("example"),
    )


@cache
def headers_of_spreads(table: TableName) -> dict[str, str]:
    """The spread column that each folded header of a table's files stands for.

    >>> headers_of_spreads("vacancies")["batasusia"]
    'age'
    """
    return {fold_name(header): one.name for one in spreads_of(table) for header in one.headers}


def spread_cell(
    name: str,
    text: str,
    *,
    table: TableName = "vacancies",
    country: str | None = None,
    on: date | None = None,
) -> dict[str, str]:
    """The cells, by column, that one cell of a spread fills; none where it asks nothing.

    `country` tells the currency where none is written, `on` the day at which days of birth become
    ages. What no column can hold ("UMR Taiwan", a commission, a contradiction) goes to `note`.
    CellError where the text cannot be read as what its column is for.

    >>> spread_cell("age", "L 18-30, P 20-35")["age_max_female"]
    '35'
    >>> spread_cell("wage_min", "28.590-29.000", country="Taiwan")
    {'wage_min': '28590', 'wage_max': '29000', 'currency': 'TWD'}
    """
    known = {spread.name: spread for spread in spreads_of(table)}
    if name not in known:
        raise UnknownName("spread column", name, known=known)
    read = SPREAD_READERS[known[name].reads]
    return dict(read(text, Beside(departure=on, country=country)))

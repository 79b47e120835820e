"""Reads dates as they stand in tables: year first, or day first with a number or a month's name."""

from __future__ import annotations

import re
from datetime import date

from matcher.errors import CellError

__all__ = ["parse_date"]

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NAMED_MONTH = re.compile(r"(\d{1,2})[-/.\s]+([a-z]+)[-/.\s]+(\d{4})")
#: Indonesian and English names; every shorter form of three letters or more counts as well.
_MONTHS = (
    ("januari", "january"),
    ("februari", "february", "pebruari"),
    ("maret", "march"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("agustus", "august", "agt", "ags"),
    ("september",),
    ("oktober", "october"),
    ("november", "nopember"),
    ("desember", "december"),
)
_SHORTEST_NAME = 3


def parse_date(text: str) -> date:
    """The date that a cell names; day first is the Indonesian order.

    >>> parse_date("17/8/2025") == parse_date("17 Agustus 2025") == parse_date("2025-08-17")
    True
    """
    stripped = text.strip()
    if found := _YEAR_FIRST.fullmatch(stripped):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(stripped):
        day, month, year = map(int, found.groups())
    elif (found := _NAMED_MONTH.fullmatch(stripped.casefold())) and (named := _month(found[2])):
        day, month, year = int(found[1]), named, int(found[3])
    else:
        problem = f"'{stripped}' is no date."
        raise CellError(text, problem, repair="Write it as 2025-08-17 or 17/08/2025.")
    try:
        return date(year, month, day)
    except ValueError:
        problem = f"'{stripped}' is a date that does not exist."
        raise CellError(text, problem, repair="Correct the day, month or year.") from None


def _month(name: str) -> int | None:
    """The number of a month whose name, or the beginning of it, is given."""
    if len(name) < _SHORTEST_NAME:
        return None
    for number, names in enumerate(_MONTHS, start=1):
        if any(full.startswith(name) for full in names):
            return number
    return None

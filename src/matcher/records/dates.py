"""Reads dates as they stand in tables: year first, or day first with a number or a month's name."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import Literal, NamedTuple

from matcher.errors import CellError

__all__ = ["Days", "find_days", "parse_date"]

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
_MOST_MONTHS = 12
#: The year before the first of each Japanese era.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
#: Years of two digits up to this one are of this century: papers end and people are born by then.
_LAST_SHORT_YEAR, _FIRST_SHORT_YEAR = 40, 60
_REPAIR = "Write it as 2025-08-17 or 17/08/2025."

_NAME = (
    r"(?P<name>(?:jan|feb|peb|mar|apr|mei|may|jun|jul|agu|ags|agt|aug|sep|okt|oct|nov|nop|des|dec)"
    r"[a-z]{0,6})"
)
_MIDNIGHT = r"(?:[t ]00:00(?::00(?:\.0+)?)?)?"
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_MIDNIGHT}"
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_NAMED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})[-/.\s]{{1,3}}{_NAME}[-/.,\s]{{1,3}}'?(?P<year>\d{{4}}|\d{{2}})(?!\d)"
)
_NAME_FIRST = re.compile(rf"{_NAME}\.? (?P<day>\d{{1,2}}), ?(?P<year>\d{{4}})(?!\d)")
_EAST_ASIAN = re.compile(
    r"(?P<era>令和|平成|昭和)?\s?(?P<year>\d{1,4}|元)\s?[年년]\s?"
    r"(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일])?"
)
_KOREAN = re.compile(r"(?P<year>\d{4})\. (?P<month>\d{1,2})\. (?P<day>\d{1,2})\.?")
_NAMED_MONTH = re.compile(rf"(?<![a-z\d]){_NAME}[-/.\s]{{1,2}}(?P<year>\d{{4}})(?!\d)")
_NUMBER_MONTH = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?![-/\d])")
#: Every notation, the longest first, so that "3 Juni 1985" is not taken for its month.
_NOTATIONS = (
    _YEAR_FIRST, _DAY_FIRST, _KOREAN, _EAST_ASIAN, _NAMED, _NAME_FIRST, _NAMED_MONTH, _NUMBER_MONTH,
)  # fmt: skip
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")


class Days(NamedTuple):
    """The days that a date in a text can be: one, or all of a month; and where it stands."""

    first: date
    last: date
    start: int
    end: int


def parse_date(text: str, *, month: Literal["first", "last"] | None = None) -> date:
    """The date that a cell names; day first is the Indonesian order.

    What can only be month first is refused and said to be so, as is a year of two digits beside
    numbers alone (25/08/17 has two readings). A month without a day ("Mei 2026") is refused unless
    `month` tells which of its days is meant: the first where something begins, the last where it
    ends. Japanese and Korean notations and Japanese eras are read.

    >>> parse_date("17/8/2025") == parse_date("17 Agustus 2025") == parse_date("2025-08-17")
    True
    >>> parse_date("令和8年3月31日"), parse_date("Mei 2026", month="last")
    (datetime.date(2026, 3, 31), datetime.date(2026, 5, 31))
    """
    stripped = text.strip()
    prepared = unicodedata.normalize("NFKC", stripped).casefold()
    for notation in _NOTATIONS:
        if (found := notation.fullmatch(prepared)) and (parts := _parts(found)):
            return _date(parts, text, month)
    if _SHORT_YEAR.fullmatch(prepared):
        problem = f"'{stripped}' has a year of two digits."
        repair = "Write the year in full, such as 2025-08-17 or 17/08/2025."
        raise CellError(text, problem, repair=repair)
    raise CellError(text, f"'{stripped}' is no date.", repair=_REPAIR)


def find_days(text: str) -> list[Days]:
    """The dates within a text, in order; what is no day of the calendar is passed over.

    >>> [found.first.isoformat() for found in find_days("lahir 3 Juni 1985 – 4 Juni 2007")]
    ['1985-06-03', '2007-06-04']
    """
    folded = text.lower() if len(text.lower()) == len(text) else text
    taken: list[Days] = []
    covered = bytearray(len(folded))
    for notation in _NOTATIONS:
        for found in notation.finditer(folded):
            days = None if any(covered[found.start() : found.end()]) else _days(found)
            if days is not None:
                covered[found.start() : found.end()] = b"\1" * (found.end() - found.start())
                taken.append(days)
    return sorted(taken, key=lambda days: days.start)


class _Parts(NamedTuple):
    year: int
    month: int
    day: int | None


def _parts(found: re.Match[str]) -> _Parts | None:
    """The numbers of a date; None where a word in it is no month, or its year is none."""
    groups = found.groupdict()
    year = _year(groups["year"], groups.get("era"))
    month = int(groups["month"]) if "month" in groups else _month(groups["name"])
    if year is None or month is None:
        return None
    return _Parts(year, month, int(groups["day"]) if groups.get("day") else None)


def _year(digits: str, era: str | None) -> int | None:
    if era is not None:
        return _ERAS[era] + (1 if digits == "元" else int(digits))
    if digits == "元" or len(digits) not in {2, 4}:
        return None
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004
        return year
    if year <= _LAST_SHORT_YEAR:
        return 2000 + year
    return 1900 + year if year >= _FIRST_SHORT_YEAR else None


def _date(parts: _Parts, text: str, month: Literal["first", "last"] | None) -> date:
    year, number, day = parts
    try:
        if day is not None:
            return date(year, number, day)
        first, last = _month_days(year, number)
    except ValueError:
        raise _impossible(parts, text) from None
    if month is None:
        problem = f"'{text.strip()}' is a month without a day."
        raise CellError(text, problem, repair=f"Write the day too: {first} or {last}.")
    return first if month == "first" else last


def _impossible(parts: _Parts, text: str) -> CellError:
    year, month, day = parts
    stripped = text.strip()
    if day is not None and 1 <= day <= _MOST_MONTHS < month and year >= 1:
        try:
            meant = date(year, day, month)
        except ValueError:
            pass
        else:
            problem = f"'{stripped}' has no month {month}: it seems to be written month first."
            return CellError(text, problem, repair=f"Write the day first: {meant:%d/%m/%Y}.")
    problem = f"'{stripped}' is a date that does not exist."
    return CellError(text, problem, repair="Correct the day, month or year.")


def _month_days(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, first.replace(day=monthrange(year, month)[1])


def _days(found: re.Match[str]) -> Days | None:
    parts = _parts(found)
    if parts is None:
        return None
    year, month, day = parts
    try:
        if day is None:
            return Days(*_month_days(year, month), *found.span())
        return Days(date(year, month, day), date(year, month, day), *found.span())
    except ValueError:
        return None


def _month(name: str) -> int | None:
    """The number of a month whose name, or the beginning of it, is given."""
    if len(name) < _SHORTEST_NAME:
        return None
    for number, names in enumerate(_MONTHS, start=1):
        if any(full.startswith(name) for full in names):
            return number
    return None

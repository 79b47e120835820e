"""Reads days of birth: those that announcements ask in place of ages, and that of one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from matcher.errors import CellError
from matcher.records.bounds import Found, pair, quantities
from matcher.records.dates import find_days, parse_date
from matcher.records.phrases import Token, lexer, plain

__all__ = ["Births", "birth_range", "parse_birth", "parse_births", "speaks_of_birth"]

_KINDS = ("birth", "bound", "sex", "filler", "years")
_FIRST_YEAR, _LAST_YEAR = 1930, 2029
#: Words that change nothing beside a year or month.
_SILENT = frozenset({"in", "on", "pada", "bulan"})
#: No longer text is the birth of one person.
_LONGEST = 80
_MONTH = re.compile(r"(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>\d{4})")
_EITHER = re.compile(r"(?<!\d)(\d{4}) ?(?:/|\batau\b|\bor\b) ?(\d{4})(?!\d)", re.IGNORECASE)


class Births(NamedTuple):
    """The first and the last day of birth that are possible; None where that side is open."""

    first: date | None
    last: date | None


class _Span(NamedTuple):
    """The days that a date, month or year in a text can be."""

    first: date
    last: date


class _Read(NamedTuple):
    """The pieces of a text, what its dates and years can be by piece, and the ranges they make."""

    tokens: list[Token]
    spans: dict[int, _Span]
    found: list[Found]

    @property
    def is_understood(self) -> bool:
        """True where every word is known, and every number is a year or part of a date."""
        return all(
            token.kind not in {"word", "number"} or place in self.spans or token.meaning in _SILENT
            for place, token in enumerate(self.tokens)
        )

    def births(self) -> Births:
        """The days of birth of the first range."""
        low, high = self.found[0].range.low, self.found[0].range.high
        first = None if low is None else date.fromordinal(int(low))
        if high is None:
            return Births(first, None)
        end = next(span for span in self.spans.values() if span.first.toordinal() == high)
        is_before = self.found[0].is_below
        return Births(first, end.first - timedelta(days=1) if is_before else end.last)


def speaks_of_birth(text: str) -> bool:
    """True where a text has a word for being born.

    >>> speaks_of_birth("kelahiran 1990-2005"), speaks_of_birth("usia 20-35")
    (True, False)
    """
    tokens = lexer(*_KINDS).tokens(plain(text))
    return any((token.kind, token.meaning) == ("birth", "born") for token in tokens)


def parse_births(text: str) -> Births | None:
    """The first and the last day of birth that a text names, or None where it names none.

    A year or month alone is its first day or its last.

    >>> parse_births("kelahiran 3 Juni 1985 – 2007")
    Births(first=datetime.date(1985, 6, 3), last=datetime.date(2007, 12, 31))
    """
    read = _read(text)
    if not read.found:
        return None
    if len(read.found) > 1 or read.found[0].is_bare:
        problem = f"'{text.strip()}' names no first and last day of birth."
        repair = "Write it as: lahir 1985-06-03 s/d 2007-06-04."
        raise CellError(text, problem, repair=repair)
    return read.births()


def parse_birth(text: str) -> Births:
    """The days on which one person can be born: a day, a month, a year, or from one to another.

    >>> parse_birth("Mei 2007")
    Births(first=datetime.date(2007, 5, 1), last=datetime.date(2007, 5, 31))
    >>> parse_birth("2006/2007").last, parse_birth("3 Juni 2006").last
    (datetime.date(2007, 12, 31), datetime.date(2006, 6, 3))
    """
    found = birth_range(text)
    if found is not None:
        return found
    day = parse_date(text)
    return Births(day, day)


def birth_range(text: str) -> Births | None:
    """The days of birth that a text leaves open; None where it names a single day, or none.

    >>> birth_range("sejak 2006")
    Births(first=datetime.date(2006, 1, 1), last=None)
    >>> birth_range("2006-03-01") is None
    True
    """
    prepared = plain(text)
    if len(prepared) > _LONGEST or _is_day(prepared):
        return None
    if month := _MONTH.fullmatch(prepared):
        prepared = f"{month['year']}-{month['month']}"
    prepared = _EITHER.sub(r"\1 - \2", prepared)
    if days := _two_days(prepared):
        return _in_order(*days, text)
    try:
        read = _read(prepared)
    except CellError:
        raise _out_of_order(text) from None
    if len(read.found) != 1 or not read.is_understood:
        return None
    only = read.found[0]
    return Births(*read.spans[only.index]) if only.is_bare else read.births()


def _is_day(text: str) -> bool:
    return _day(text) is not None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except CellError:
        return None


def _two_days(text: str) -> tuple[date, date] | None:
    """Two days with a dash between them, where their own dashes could be taken for it."""
    for dash in re.finditer("-", text):
        first, last = _day(text[: dash.start()]), _day(text[dash.end() :])
        if first is not None and last is not None:
            return first, last
    return None


def _in_order(first: date, last: date, text: str) -> Births:
    if first > last:
        raise _out_of_order(text)
    return Births(first, last)


def _out_of_order(text: str) -> CellError:
    problem = f"'{text.strip()}' ends before it begins."
    return CellError(text, problem, repair="Write the earlier day first.")


def _read(text: str) -> _Read:
    prepared = plain(text)
    days = find_days(prepared)
    tokens = _with_days(
        list(lexer(*_KINDS).tokens(prepared)), [(day.start, day.end) for day in days]
    )
    dates = {(day.start, day.end): _Span(day.first, day.last) for day in days}
    spans: dict[int, _Span] = {}
    for index, token in enumerate(tokens):
        if token.kind == "day":
            spans[index] = dates[token.start, token.end]
        elif token.kind == "number" and _is_year(token.meaning):
            year = int(token.meaning)
            spans[index] = _Span(date(year, 1, 1), date(year, 12, 31))
    values = {index: float(span.first.toordinal()) for index, span in spans.items()}
    return _Read(tokens, spans, pair(quantities(tokens, values), tokens, text))


def _is_year(digits: str) -> bool:
    return digits.isdigit() and _FIRST_YEAR <= int(digits) <= _LAST_YEAR


def _with_days(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> list[Token]:
    """The pieces with one piece for each date, and words such as "setelah" as bounds."""
    kept = [
        Token("bound", token.meaning, token.start, token.end)
        if token.kind == "birth" and token.meaning != "born"
        else token
        for token in tokens
        if not any(start < token.end and token.start < end for start, end in spans)
    ]
    dates = [Token("day", "", start, end) for start, end in spans]
    return sorted([*kept, *dates], key=lambda token: token.start)

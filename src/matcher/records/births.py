"""Reads the days of birth that announcements ask in place of ages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from matcher.errors import CellError
from matcher.records.bounds import pair, quantities
from matcher.records.dates import find_days
from matcher.records.phrases import Token, lexer, plain

__all__ = ["Births", "parse_births", "speaks_of_birth"]

_KINDS = ("birth", "bound", "sex", "filler", "years")
_FIRST_YEAR, _LAST_YEAR = 1930, 2029


class Births(NamedTuple):
    """The first and the last day of birth that are allowed; None where that side is open."""

    first: date | None
    last: date | None


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
    prepared = plain(text)
    days = find_days(prepared)
    tokens = _with_days(
        list(lexer(*_KINDS).tokens(prepared)), [(day.start, day.end) for day in days]
    )
    spans = {(day.start, day.end): (day.first, day.last) for day in days}
    firsts: dict[int, tuple[date, date]] = {}
    for index, token in enumerate(tokens):
        if token.kind == "day":
            firsts[index] = spans[token.start, token.end]
        elif token.kind == "number" and _is_year(token.meaning):
            year = int(token.meaning)
            firsts[index] = date(year, 1, 1), date(year, 12, 31)
    values = {index: float(first.toordinal()) for index, (first, _) in firsts.items()}
    found = pair(quantities(tokens, values), tokens, text)
    if not found:
        return None
    if len(found) > 1 or found[0].is_bare:
        problem = f"'{text.strip()}' names no first and last day of birth."
        repair = "Write it as: lahir 1985-06-03 s/d 2007-06-04."
        raise CellError(text, problem, repair=repair)
    low, high = found[0].range.low, found[0].range.high
    if high is None:
        return Births(None if low is None else date.fromordinal(int(low)), None)
    first, last = next(pair for pair in firsts.values() if pair[0].toordinal() == high)
    return Births(
        None if low is None else date.fromordinal(int(low)),
        first - timedelta(days=1) if found[0].is_below else last,
    )


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

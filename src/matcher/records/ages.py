"""Reads ages as adverts ask them: ranges, bounds, by sex, or as days of birth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from matcher.calendar import add_months
from matcher.errors import CellError
from matcher.records.births import parse_births, speaks_of_birth
from matcher.records.bounds import Found, Range, pair, quantities
from matcher.records.phrases import Token, lexer, plain
from matcher.records.sexes import BoundsBySex, by_sex

__all__ = ["AgeBounds", "parse_ages"]

_KINDS = ("sex", "bound", "age", "years", "filler")
_YOUNGEST, _OLDEST = 10, 99
_REPAIR = "Write it as 20-35, min 20 or max 35."


@dataclass(frozen=True, slots=True)
class AgeBounds:
    """Ages in whole years, both ends included, or the days of birth that stand in their place.

    Someone of the highest age may apply until the day before the next birthday.
    """

    ages: BoundsBySex = field(default_factory=BoundsBySex)
    born_from: date | None = None
    born_until: date | None = None

    def on(self, day: date) -> AgeBounds:
        """The ages that the days of birth have become on a day; nobody within them is left out.

        >>> parse_ages("kelahiran 3 Juni 1985 – 4 Juni 2007").on(date(2025, 6, 4)).ages.both
        Range(low=18, high=40)
        """
        if self.born_from is None and self.born_until is None:
            return self
        low, high = (
            None if born is None else _age(born, day) for born in (self.born_until, self.born_from)
        )
        return AgeBounds(BoundsBySex(Range(low, high)))


def parse_ages(text: str) -> AgeBounds | None:
    """The ages that a text asks, or None where it speaks of something else.

    A text with other words than those for ages needs a word such as "usia" or 歳, and what stands
    behind another word ("usia 20-35, pengalaman 1 tahun") is left alone. Adverts of placement
    companies (P3MI), 2019-2025, write all of these; "18 s.d 38" is that of nurses for Germany.

    >>> parse_ages("Laki - laki usia 19 s/d 28 tahun").ages.male
    Range(low=19, high=28)
    >>> parse_ages("18歳以上35歳未満").ages.both
    Range(low=18, high=34)
    >>> parse_ages("kontrak 3 tahun") is None
    True
    """
    if speaks_of_birth(text):
        births = parse_births(text)
        return births and AgeBounds(born_from=births.first, born_until=births.last)
    prepared = plain(text)
    tokens = _relevant(list(lexer(*_KINDS).tokens(prepared)))
    values = {
        index: _age_value(token.meaning, text)
        for index, token in enumerate(tokens)
        if token.kind == "number"
    }
    found = pair(quantities(tokens, values), tokens, text)
    if not found:
        return None
    return AgeBounds(by_sex([_whole(one, text) for one in found], tokens, text))


def _whole(one: Found, text: str) -> Found:
    """The range in whole years: below 35 is 34 at most; a lone number can be either end."""
    if one.is_bare and one.range.low is not None:
        age = f"{one.range.low:g}"
        problem = f"'{text.strip()}' does not say whether {age} is the lowest or the highest age."
        raise CellError(text, problem, repair=f"Write min {age} or max {age}.")
    low, high = one.range.low, one.range.high
    if high is not None:
        high = math.ceil(high) - 1 if one.is_below else math.floor(high)
    return Found(one.index, Range(None if low is None else math.ceil(low), high))


def _age_value(digits: str, text: str) -> float:
    value = float(digits.replace(",", ".")) if digits.count(".") + digits.count(",") < 2 else 0  # noqa: PLR2004
    if not _YOUNGEST <= value <= _OLDEST:
        raise CellError(text, f"'{digits}' is no age of a worker.", repair=_REPAIR)
    return value


def _relevant(tokens: Sequence[Token]) -> list[Token]:
    """The pieces that speak of ages: all if every word is known, else those around the cues.

    Words for a sex count wherever they stand ("Pria sehat, usia 20-35"), single letters do not.
    """
    if all(token.kind != "word" for token in tokens):
        return list(tokens)
    kept: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "age":
            kept.update(_around(tokens, index))
    if kept:
        kept.update(
            index
            for index, token in enumerate(tokens)
            if token.kind == "sex" and token.end - token.start > 1
        )
    return [tokens[index] for index in sorted(kept)]


def _around(tokens: Sequence[Token], cue: int) -> range:
    """The run of known pieces around a cue that stands before, or behind, its numbers."""
    end = cue + 1
    seen = False
    while end < len(tokens) and not (seen and tokens[end].kind == "word"):
        if tokens[end].kind == "age":
            break
        seen |= tokens[end].kind == "number"
        end += 1
    takes_numbers = tokens[cue].meaning == "counted" or not seen
    start = cue
    while start and _goes_on(tokens[start - 1], takes_numbers=takes_numbers):
        start -= 1
    return range(start, end if seen else cue + 1)


def _goes_on(token: Token, *, takes_numbers: bool) -> bool:
    return token.kind not in {"word", "age"} and (takes_numbers or token.kind != "number")


def _age(born: date, day: date) -> int:
    """The full years of a life on a day."""
    years = day.year - born.year
    return years if add_months(born, 12 * years) <= day else years - 1

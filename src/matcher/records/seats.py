"""Reads the posts of an order as they stand in lists: for everybody, or for men and for women."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.errors import CellError
from matcher.records.amounts import parse_whole_number
from matcher.records.bounds import Found, Range, quantities
from matcher.records.phrases import Token, lexer, plain
from matcher.records.sexes import by_sex

__all__ = ["Openings", "parse_openings"]

_KINDS = ("sex", "seats", "bound", "filler")
_MOST_WORDS = 12
_REPAIR = "Write one number, such as 25, or one for each sex, such as 16 L / 25 P."


@dataclass(frozen=True, slots=True)
class Openings:
    """The seats for everybody, or for each sex; `is_least` where there may be more ("100+")."""

    both: int | None = None
    male: int | None = None
    female: int | None = None
    is_least: bool = False


def parse_openings(text: str) -> Openings | None:
    """The seats that a text offers, or None where it has no number.

    Orders split their quota by sex (record of a vacancy at placement companies, P3MI). A negative
    number and a range are refused.

    >>> parse_openings("2 (L) 3 (P)")
    Openings(both=None, male=2, female=3, is_least=False)
    >>> parse_openings("100+").is_least
    True
    """
    prepared = plain(text)
    tokens = list(lexer(*_KINDS).tokens(prepared))
    values = {
        i: _count(tokens, i, text) for i, token in enumerate(tokens) if token.kind == "number"
    }
    if not values or sum(token.kind == "word" for token in tokens) > _MOST_WORDS:
        return None
    numbers = quantities(tokens, values)
    seats = [Found(one.index, Range(one.value, None)) for one in numbers]
    if any(one.is_joined and not _has_sex(tokens, one.index) for one in numbers[:-1]):
        raise CellError(text, f"'{text.strip()}' names no number of seats.", repair=_REPAIR)
    sexes = by_sex(seats, tokens, text)
    both, male, female = (
        None if one.low is None else int(one.low) for one in (sexes.both, sexes.male, sexes.female)
    )
    if sum(one is not None for one in (both, male, female)) < len(seats):
        raise CellError(text, f"'{text.strip()}' holds several numbers.", repair=_REPAIR)
    return Openings(both, male, female, any(one.role == "from" for one in numbers))


def _has_sex(tokens: list[Token], index: int) -> bool:
    """True where a sex stands between a number and the next."""
    for token in tokens[index + 1 :]:
        if token.kind == "number":
            return False
        if token.kind == "sex":
            return True
    return False


def _count(tokens: list[Token], index: int, text: str) -> int:
    token = tokens[index]
    before = tokens[index - 1] if index else None
    opens = index < 2 or tokens[index - 2].kind not in {"number", "sex", "seats"}  # noqa: PLR2004
    touches = before is not None and before.end == token.start
    if before is not None and touches and opens and before.meaning == "joined":
        problem = f"'-{token.meaning}' is no number of seats."
        raise CellError(text, problem, repair="Write 0 where no seat is left.")
    try:
        return parse_whole_number(token.meaning)
    except CellError as error:
        raise CellError(text, error.reason, repair=_REPAIR) from None

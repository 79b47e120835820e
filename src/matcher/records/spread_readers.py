"""Reads the cells that fill several columns: ages, heights and weights, wages, seats, births."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from matcher.errors import CellError
from matcher.records.ages import parse_ages
from matcher.records.births import Births, birth_range, parse_birth
from matcher.records.bodies import BodyBounds, Fact, parse_body, parse_measures
from matcher.records.bounds import Range
from matcher.records.currencies import currency_in
from matcher.records.dates import find_days
from matcher.records.measures import measure_range
from matcher.records.seats import parse_openings
from matcher.records.sexes import BoundsBySex
from matcher.records.wages import parse_wage

__all__ = ["BESIDE", "SPREAD_READERS", "Beside", "Cells", "number_cell"]

Cells = Iterator[tuple[str, str]]
_AMBIGUOUS_DECIMALS = 3
_MEASURES: Mapping[Fact, str] = {"height": "height_cm", "weight": "weight_kg"}
_STORED_PERIODS = frozenset({"hour", "month", "year"})


@dataclass(frozen=True, slots=True)
class Beside:
    """What the other columns of its row say of a cell, as far as it is known.

    Ages are those at the departure; the country tells a currency that is not written.
    """

    departure: date | None = None
    country: str | None = None
    currency: str | None = None
    wage_period: str | None = None


def _ages(text: str, beside: Beside) -> Cells:
    found = parse_ages(text)
    if found is None:
        raise _unread(text, "age", "Write it as 20-35, min 20 or max 35.")
    if (found.born_from or found.born_until) and beside.departure is None:
        problem = f"'{text.strip()}' gives days of birth, which are ages only on a certain day."
        raise CellError(text, problem, repair="Write the ages at departure, such as 18-39.")
    ages = found if beside.departure is None else found.on(beside.departure)
    yield from _bounds(ages.ages, "age")


def _of_fact(fact: Fact) -> Callable[[str, Beside], Cells]:
    def read(text: str, _beside: Beside) -> Cells:
        yield from _body_cells(parse_body(text, default=fact))

    return read


def _body(text: str, _beside: Beside) -> Cells:
    yield from _body_cells(parse_body(_as_pair(text)))


def _body_cells(found: BodyBounds | None) -> Cells:
    """The bounds of both facts; a text without a figure ("proporsional") asks nothing."""
    if found is None:
        return
    yield from _bounds(found.height, "height")
    yield from _bounds(found.weight, "weight")
    if found.contradictions:
        yield "note", " ".join(found.contradictions)


def _as_pair(text: str) -> str:
    """The text with the names of its two figures, where it has none: 165/55 is TB/BB 165/55."""
    return text if any(letter.isalpha() for letter in text) else f"TB/BB {text}"


def _measures(text: str, _beside: Beside) -> Cells:
    found = parse_measures(_as_pair(text))
    if not found:
        raise _unread(text, "height or weight", "Write it as 165 cm / 55 kg.")
    for fact, measured in found.items():
        yield from _measure_cells(_MEASURES[fact], measured)


def _measure(fact: Fact) -> Callable[[str, Beside], Cells]:
    """Reads the cell of a measure's own column; what is no range stays there."""
    column = _MEASURES[fact]

    def read(text: str, _beside: Beside) -> Cells:
        found = measure_range(text, fact)
        yield from [(column, text)] if found is None else _measure_cells(column, found)

    return read


def _measure_cells(column: str, found: Range) -> Cells:
    if found.low is not None and found.low == found.high:
        yield column, number_cell(found.low)
        return
    for end, value in (("from", found.low), ("to", found.high)):
        if value is not None:
            yield f"{column}_{end}", number_cell(value)


def _birth(text: str, _beside: Beside) -> Cells:
    """Reads the place and the day of birth; a comma may stand between them."""
    days = find_days(text)
    try:
        found = parse_birth(text.partition(",")[2] or text)
    except CellError:
        if len(days) != 1:
            raise _unread(text, "day of birth", "Write it as Sragen, 3 Juni 2006.") from None
        found = Births(days[0].first, days[0].last)
    yield from _birth_cells(found)


def _birth_date(text: str, _beside: Beside) -> Cells:
    """Reads the cell of the column of birth dates; what is no range stays there."""
    found = birth_range(text)
    yield from [("birth_date", text)] if found is None else _birth_cells(found)


def _birth_year(text: str, _beside: Beside) -> Cells:
    try:
        found = parse_birth(text)
    except CellError:
        raise _unread(text, "year of birth", "Write it as 2006 or 2006/2007.") from None
    yield from _birth_cells(found)


def _birth_cells(found: Births) -> Cells:
    if found.first is not None and found.first == found.last:
        yield "birth_date", found.first.isoformat()
        return
    for end, day in (("from", found.first), ("to", found.last)):
        if day is not None:
            yield f"birth_{end}", day.isoformat()


def _wage(text: str, beside: Beside) -> Cells:
    found = parse_wage(text, country=beside.country)
    if found is None:
        return
    if found.period is not None and found.period not in _STORED_PERIODS:
        problem = f"'{text.strip()}' is a wage per {found.period}."
        raise CellError(text, problem, repair="Write the wage per hour, month or year.")
    _check_agreement(text, currency_in(text, beside.country), beside.currency)
    _check_agreement(text, found.period, beside.wage_period)
    low, high = found.range.low, found.range.high
    if low is not None:
        yield "wage_min", number_cell(low)
    if high is not None and high != low:
        yield "wage_max", number_cell(high)
    if found.currency is not None and not found.range.is_open:
        yield "currency", found.currency
    if found.period is not None and not found.range.is_open:
        yield "wage_period", found.period
    if found.remainder:
        yield "note", found.remainder


def _check_agreement(text: str, said: str | None, own: str | None) -> None:
    """Refuse a wage whose currency or period is another than that in the column beside it."""
    if said is not None and own is not None and said != own:
        problem = f"'{text.strip()}' is in another unit ({said}) than the column beside it ({own})."
        raise CellError(text, problem, repair="Correct one of the two, or leave it empty.")


def _openings(text: str, _beside: Beside) -> Cells:
    found = parse_openings(text)
    if found is None:
        raise _unread(text, "number of seats", "Write a whole number, such as 16.")
    parts = {
        "openings": found.both,
        "openings_male": found.male,
        "openings_female": found.female,
    }
    filled = {column: str(seats) for column, seats in parts.items() if seats is not None}
    if len(filled) > 1 and "openings" in filled:
        problem = f"'{text.strip()}' holds seats by sex and seats for both."
        raise CellError(text, problem, repair="Give seats open to both a row of their own.")
    yield from filled.items()


def _bounds(found: BoundsBySex, fact: str) -> Cells:
    for suffix, bounds in (("", found.both), ("_male", found.male), ("_female", found.female)):
        yield from _range(bounds, fact, suffix)


def _range(bounds: Range, fact: str, suffix: str) -> Cells:
    for end, value in (("min", bounds.low), ("max", bounds.high)):
        if value is not None:
            yield f"{fact}_{end}{suffix}", number_cell(value)


def number_cell(value: float) -> str:
    """A number as cells write it; three decimals would look like a group of thousands."""
    if float(value).is_integer():
        return str(int(value))
    text = repr(value)
    return f"{text}0" if len(text.partition(".")[2]) == _AMBIGUOUS_DECIMALS else text


def _unread(text: str, what: str, repair: str) -> CellError:
    return CellError(text, f"'{text.strip()}' is no {what}.", repair=repair)


#: What reads a cell of each kind.
SPREAD_READERS: Mapping[str, Callable[[str, Beside], Cells]] = {
    "ages": _ages,
    "height": _of_fact("height"),
    "weight": _of_fact("weight"),
    "body": _body,
    "wage": _wage,
    "openings": _openings,
    "measures": _measures,
    "height_cm": _measure("height"),
    "weight_kg": _measure("weight"),
    "birth": _birth,
    "birth_date": _birth_date,
    "birth_year": _birth_year,
}
#: The other columns that a cell of each kind is read with.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "ages": ("departure",),
    "wage": ("country", "currency", "wage_period"),
}

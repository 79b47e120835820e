"""Reads what one person measures: a height or weight, or the range in which it lies."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.errors import CellError
from matcher.records.amounts import parse_number
from matcher.records.bodies import Fact, parse_measures
from matcher.records.bounds import Range

__all__ = ["measure_range", "parse_measure"]

_UNITS: Mapping[Fact, Mapping[str, float]] = {"height": {"cm": 1, "m": 100}, "weight": {"kg": 1}}


def parse_measure(text: str, fact: Fact) -> Range:
    """What a text says of a height in cm or weight in kg: a value (from it to itself) or a range.

    >>> parse_measure("1,65 m", "height"), parse_measure("min 50 kg", "weight")
    (Range(low=165.0, high=165.0), Range(low=50.0, high=None))
    """
    found = measure_range(text, fact)
    if found is not None:
        return found
    value = parse_number(text, _UNITS[fact])
    return Range(value, value)


def measure_range(text: str, fact: Fact) -> Range | None:
    """The range that a text leaves open; None where it is a single number, or none.

    >>> measure_range("155-160", "height")
    Range(low=155.0, high=160.0)
    >>> measure_range("165 cm", "height") is None
    True
    """
    if _is_number(text, fact):
        return None
    found = parse_measures(text, default=fact)
    own = found.get(fact)
    return own if own is not None and len(found) == 1 and own.low != own.high else None


def _is_number(text: str, fact: Fact) -> bool:
    try:
        parse_number(text, _UNITS[fact])
    except CellError:
        return False
    return True

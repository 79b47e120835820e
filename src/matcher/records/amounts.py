"""Reads amounts as they stand in tables: Indonesian or English separators, and units."""

from __future__ import annotations

import re
from collections.abc import Mapping

from matcher.errors import CellError

__all__ = ["parse_number", "parse_whole_number"]

_PLAIN = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,40})?")
_SCIENTIFIC = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?e[+-]?\d{1,3}")
_GROUPED = re.compile(
    r"[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){1,12}(?:,\d{1,40})?|(?:,\d{3}){1,12}(?:\.\d{1,40})?)"
)
_NO_UNITS: Mapping[str, float] = {}
#: Factors of units leave a rest in the last binary digits: 1.57 m would become 157.00000000000003.
_DECIMALS = 9


def parse_number(text: str, units: Mapping[str, float] = _NO_UNITS) -> float:
    """The number that a cell holds; `units` maps the units that may follow it to their factors.

    A single separator before exactly three digits can be either kind, so it is refused.

    >>> parse_number("1.234,5"), parse_number("1,234.5"), parse_number("165 cm", {"cm": 1})
    (1234.5, 1234.5, 165.0)
    """
    digits, factor = _without_unit(text, units)
    plain, grouped = _PLAIN.fullmatch(digits), _GROUPED.fullmatch(digits)
    if plain and grouped:
        thousands = re.sub(r"[.,]", "", digits)
        decimal = digits.replace(",", ".") + "0"
        raise CellError(
            text,
            f"'{text.strip()}' can be read in two ways.",
            repair=f"Write {thousands} or {decimal}.",
        )
    if grouped:
        return _scaled(_ungrouped(digits), factor)
    if plain or _SCIENTIFIC.fullmatch(digits):
        return _scaled(float(digits.replace(",", ".")), factor)
    problem = f"'{text.strip()}' is no number."
    raise CellError(text, problem, repair="Write a plain number, such as 165 or 165.5.")


def parse_whole_number(text: str, units: Mapping[str, float] = _NO_UNITS) -> int:
    """The whole number that a cell holds; separators can only group thousands.

    >>> parse_whole_number("1.500 orang", {"orang": 1})
    1500
    """
    digits, factor = _without_unit(text, units)
    value = (
        _scaled(_ungrouped(digits), factor)
        if _GROUPED.fullmatch(digits)
        else parse_number(text, units)
    )
    if not value.is_integer():
        problem = f"'{text.strip()}' is no whole number."
        raise CellError(text, problem, repair="Write a whole number, such as 16.")
    return int(value)


def _without_unit(text: str, units: Mapping[str, float]) -> tuple[str, float]:
    """The digits in front of the longest unit that fits, and the factor of that unit."""
    folded = text.strip().casefold().removesuffix(".")
    for unit in sorted(units, key=len, reverse=True):
        if folded.endswith(unit):
            return folded.removesuffix(unit).rstrip(), units[unit]
    return text.strip().casefold(), 1.0


def _ungrouped(digits: str) -> float:
    """The value of a grouped number: of two kinds of separator the last one is the decimal."""
    kinds = list(dict.fromkeys(re.findall(r"[.,]", digits)))
    whole, _, decimals = digits.partition(kinds[1]) if len(kinds) > 1 else (digits, "", "0")
    return float(f"{whole.replace(kinds[0], '')}.{decimals}")


def _scaled(value: float, factor: float) -> float:
    return value if factor == 1 else round(value * factor, _DECIMALS)

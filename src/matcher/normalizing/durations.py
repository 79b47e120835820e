"""Reads durations of experience: "1,5 tahun", "18 bln" and "2 years" as months."""

from __future__ import annotations

import math
import re
import unicodedata

__all__ = ["parse_months"]

_DAYS_PER_MONTH = 365.2425 / 12
_LONGEST = 100 * 12
#: Months per unit, by the spellings of the unit.
_UNITS = {
    12.0: "tahun|thn|th|years?|yrs?|y|jahren?|jahre|年間|年|년",
    1.0: "bulan|bln|bl|months?|mos?|monaten?|monate|か月|ヶ月|カ月|ヵ月|ケ月|个月|個月|月|개월",
    7 / _DAYS_PER_MONTH: "minggu|mgg|weeks?|wks?|wochen?|週間|週|周|주",
    1 / _DAYS_PER_MONTH: "hari|days?|tagen?|tage|日間|日|일",
}
_WORDS = {
    "setengah": 0.5, "half a": 0.5, "half": 0.5, "satu": 1, "a": 1, "one": 1, "an": 1, "dua": 2,
    "two": 2, "tiga": 3, "three": 3, "empat": 4, "four": 4, "lima": 5, "five": 5, "enam": 6,
    "six": 6, "tujuh": 7, "seven": 7, "delapan": 8, "eight": 8, "sembilan": 9, "nine": 9,
    "sepuluh": 10, "ten": 10, "se": 1,
}  # fmt: skip
_FRACTIONS = str.maketrans({"½": " 1/2", "¼": " 1/4", "¾": " 3/4"})

#: Of bounded length and from its first digit on, so that a long row of digits is read once.
_NUMBER = r"(?<!\d)(?:\d{1,6} \d{1,6}/\d{1,6}|\d{1,6}/\d{1,6}|\d{1,9}(?:[.,]\d{1,9})?)(?!\d)"
_AMOUNT = rf"(?:{_NUMBER}|(?<![a-z])(?:{'|'.join(sorted(_WORDS, key=lambda w: -len(w)))}))"
_UNIT = "|".join(f"(?:{spellings})" for spellings in _UNITS.values())
_PART = rf"(?P<amount>{_AMOUNT})\s*\+?\s*(?:[-–~]\s*(?:{_NUMBER})\s*)?(?P<unit>{_UNIT})(?![a-z])"
_PARTS = re.compile(_PART)
_BARE = re.compile(
    rf"(?:(?:min(?:imal|imum)?|at least|setidaknya|lebih dari|more than|>=|[>≥])[\s.:]*)*"
    rf"(?P<amount>{_NUMBER})\s*\+?"
)
_JOINER = re.compile(r"[\s,]*(?:dan|and|&|\+|und)?[\s,]*")


def parse_months(text: str) -> float | None:
    """The months that a text names, or None where it names no duration.

    Years and months that follow each other add up; of a range the lower end is meant; a bare
    number is months.

    >>> parse_months("min. 1,5 tahun"), parse_months("1 tahun 6 bulan"), parse_months("18")
    (18.0, 18.0, 18.0)
    >>> parse_months("berpengalaman") is None
    True
    """
    plain = unicodedata.normalize("NFKC", text.translate(_FRACTIONS)).casefold()
    plain = " ".join(plain.replace("\N{FRACTION SLASH}", "/").split())
    found = _PARTS.search(plain)
    if found is None:
        bare = _BARE.fullmatch(plain)
        return _plausible(_amount(bare["amount"])) if bare else None
    total, longer = 0.0, math.inf
    while found is not None and _months_per(found["unit"]) < longer:
        longer = _months_per(found["unit"])
        total += _amount(found["amount"]) * longer
        joiner = _JOINER.match(plain, found.end())
        found = _PARTS.match(plain, joiner.end() if joiner else found.end())
    return _plausible(total)


def _months_per(unit: str) -> float:
    return next(months for months, names in _UNITS.items() if re.fullmatch(names, unit))


def _amount(text: str) -> float:
    """The value of a number, a fraction, a mixed number or a number word."""
    if text in _WORDS:
        return _WORDS[text]
    whole, _, fraction = text.rpartition(" ")
    upper, _, lower = fraction.partition("/")
    if not lower:
        return float(fraction.replace(",", "."))
    part = float(upper) / float(lower) if float(lower) else math.inf
    return part + (float(whole) if whole else 0.0)


def _plausible(months: float) -> float | None:
    """The months, unless they are no working life: "2019年" is a year, not a duration."""
    return months if months <= _LONGEST else None

"""Knows the currencies: which one a text names, and which one a country pays in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matcher.tables import read_data_table

__all__ = ["currency_in", "currency_of_country", "decimals_of"]

_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_DOLLAR = "$"
_USUAL_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class _Currency:
    code: str
    decimals: int
    is_dollar: bool
    countries: tuple[str, ...]


def currency_of_country(country: str | None) -> str | None:
    """The currency of a country by any of its names, or None where it is not known.

    >>> currency_of_country("Jepang"), currency_of_country("Atlantis")
    ('JPY', None)
    """
    return _by_country().get((country or "").strip().casefold())


def decimals_of(currency: str | None) -> int:
    """How many decimals amounts of a currency have in use; two where it is not known."""
    known = _table().get(currency or "")
    return _USUAL_DECIMALS if known is None else known.decimals


def currency_in(text: str, country: str | None = None) -> str | None:
    """The currency whose sign, name or code stands in a text; a bare `$` is the country's dollar.

    >>> currency_in("NT$ 28,590"), currency_in("$ 28,590", "Taiwan"), currency_in("$ 300", "Japan")
    ('TWD', 'TWD', 'USD')
    """
    found = _pattern().search(text)
    if found is not None:
        return _names()[re.sub(r" ", "", found[0]).casefold()]
    code = next((code for code in _CODE.findall(text) if code in _table()), None)
    if code is None and _DOLLAR in text:
        own = _table().get(currency_of_country(country) or "")
        return own.code if own is not None and own.is_dollar else "USD"
    return code


@cache
def _table() -> Mapping[str, _Currency]:
    return {
        row.required("currency"): _Currency(
            row.required("currency"),
            int(row.number_or_none("decimals") or 0),
            row.text("dollar") == "yes",
            row.items("countries"),
        )
        for row in read_data_table("data/currencies.csv", package="matcher.records")
    }


@cache
def _by_country() -> Mapping[str, str]:
    return {
        name.casefold(): currency.code
        for currency in _table().values()
        for name in currency.countries
    }


@cache
def _names() -> Mapping[str, str]:
    """The code by each sign or name in the table of words, and by its own letters."""
    names = {code.casefold(): code for code in _table()}
    for row in read_data_table("data/words.csv", package="matcher.records"):
        if row.required("column") == "currency":
            names[row.required("value").casefold()] = row.required("value")
            for word in row.items("words"):
                names[word.replace(" ", "").casefold()] = row.required("value")
    return names


@cache
def _pattern() -> re.Pattern[str]:
    """Every sign and name, the longest first; names are whole words, signs need no blanks."""
    words = {
        word
        for row in read_data_table("data/words.csv", package="matcher.records")
        if row.required("column") == "currency"
        for word in (row.required("value"), *row.items("words"))
    } | set(_table())
    return re.compile(
        "|".join(map(_as_pattern, sorted(words, key=lambda word: (-len(word), word)))),
        re.IGNORECASE,
    )


def _as_pattern(word: str) -> str:
    before = r"(?<![a-z])" if word[0].isascii() and word[0].isalpha() else ""
    after = r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return before + re.escape(word).replace(r"\ ", " ?") + after

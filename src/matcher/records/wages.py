"""Reads wages as adverts write them: amount, currency, period, and what is paid beside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

from matcher.errors import CellError
from matcher.records.bounds import Quantity, Range, pair, quantities
from matcher.records.currencies import currency_in, currency_of_country, decimals_of
from matcher.records.phrases import Token, lexer, plain

__all__ = ["Period", "Wage", "parse_wage", "read_amount"]

Period = Literal["hour", "day", "week", "month", "year"]
_KINDS = ("extra", "times", "period", "bound")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+(?:,[0-9]+)?|(?:,[0-9]{3})+(?:\.[0-9]+)?)")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_THOUSANDTHS = 3
_HIGHEST = 1e12
_EDGES = " +:;,.-–()="


@dataclass(frozen=True, slots=True)
class Wage:
    """The base wage: lowest and highest amount, currency and period, as far as they are said.

    `remainder` keeps the words of what is paid or deducted beside it, and of a wage without a
    number ("UMR Taiwan"). An amount alone is both the lowest and the highest.
    """

    range: Range
    currency: str | None = None
    period: Period | None = None
    remainder: str = ""


def parse_wage(text: str, *, country: str | None = None) -> Wage | None:
    """The wage that a text offers, or None for an empty text.

    Without a currency that of the country is meant, and a bare dollar is the country's own.
    Commissions, overtime and allowances are not added to the base wage but kept apart in
    `remainder`. Adverts of placement companies (P3MI), 2019-2025, write `NT 21.009`,
    `US$ 300,00 /bln` and `RM 1,800 + Komisi RM 15 / jam`.

    >>> wage = parse_wage("RM 1,800 + Komisi RM 15 / jam")
    >>> wage.range, wage.currency, wage.remainder
    (Range(low=1800.0, high=1800.0), 'MYR', 'Komisi RM 15 / jam')
    >>> parse_wage("21.009", country="Taiwan").currency
    'TWD'
    >>> parse_wage("UMR Taiwan").range.is_open
    True
    """
    prepared = plain(text)
    if not prepared:
        return None
    tokens = list(lexer(*_KINDS).tokens(prepared))
    end = _end_of_base(tokens, len(prepared))
    base, tokens = prepared[:end], [token for token in tokens if token.end <= end]
    currency = currency_in(base, country) or currency_of_country(country)
    numbers = _amounts(tokens, currency, text)
    period = next((_period(token.meaning) for token in tokens if token.kind == "period"), None)
    found = pair(numbers, tokens, text)
    if not found:
        return Wage(Range(), currency, period, prepared)
    if len(found) > 1:
        problem = f"'{text.strip()}' holds {len(found)} wages."
        raise CellError(text, problem, repair="Write one amount or one range, such as 1800-2000.")
    wage, one = found[0].range, found[0]
    bounds = Range(wage.low, wage.low) if one.is_bare else wage
    return Wage(bounds, currency, period, prepared[end:].strip(_EDGES))


def read_amount(digits: str, currency: str | None = None) -> float:
    """The amount that digits with separators say, by the habit of the currency.

    One separator before three digits groups thousands, since hardly a currency has thousandths;
    for those that do (dinars) it is refused, as both readings are usual.

    >>> read_amount("21.009", "TWD"), read_amount("300,00"), read_amount("1.234,5")
    (21009.0, 300.0, 1234.5)
    """
    if _GROUPED.fullmatch(digits):
        marks = re.findall(r"[.,]", digits)
        is_single = len(marks) == 1
        if is_single and decimals_of(currency) == _THOUSANDTHS:
            problem = f"'{digits} {currency}' can be read in two ways."
            plain_digits = re.sub(r"[.,]", "", digits)
            repair = f"Write {plain_digits} or {digits.replace(',', '.')}0."
            raise CellError(digits, problem, repair=repair)
        whole, mark, cents = digits.rpartition(marks[-1])
        if is_single or marks[-1] == marks[0]:
            return float(re.sub(r"[.,]", "", digits))
        return float(whole.replace(marks[0], "") + "." + cents if mark else digits)
    if _PLAIN.fullmatch(digits):
        return float(digits.replace(",", "."))
    problem = f"'{digits}' is no amount of money."
    raise CellError(digits, problem, repair="Write a plain number, such as 21009.")


def _end_of_base(tokens: Sequence[Token], end: int) -> int:
    """Where the base wage ends: at the first word for something beside it, after an amount.

    A wage that opens with such a word has no base.
    """
    for token in tokens:
        if token.kind == "extra":
            return token.start
    return end


def _amounts(tokens: Sequence[Token], currency: str | None, text: str) -> list[Quantity]:
    """The amounts with their words for thousands and millions; those of a range share them."""
    values: dict[int, float] = {}
    times: dict[int, float] = {}
    for index, token in enumerate(tokens):
        if token.kind == "number":
            values[index] = read_amount(token.meaning, currency)
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if following is not None and following.kind == "times":
                times[index] = float(following.meaning)
    scaled: list[Quantity] = []
    numbers = quantities(tokens, values)
    for place, one in enumerate(numbers):
        factor = times.get(one.index, 1.0)
        if one.is_joined and one.index not in times and place + 1 < len(numbers):
            shared = times.get(numbers[place + 1].index, 1.0)
            # "5-7 juta": a number as large as the unit is written out already.
            factor = shared if one.value < shared else 1.0
        scaled.append(replace(one, value=_plausible(round(one.value * factor, 6), text)))
    return scaled


def _plausible(amount: float, text: str) -> float:
    if amount > _HIGHEST:
        problem = f"'{text.strip()}' holds an amount that nobody earns."
        raise CellError(text, problem, repair="Write the wage alone, such as 21009.")
    return amount


@cache
def _periods() -> Mapping[str, Period]:
    return {period: period for period in get_args(Period)}


def _period(meaning: str) -> Period:
    return _periods()[meaning]

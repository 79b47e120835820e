"""The exact bounds of a gate: birth dates that fit, measures, levels in their scale's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from matcher.calendar import add_months
from matcher.explaining.gate_facts import BoundFact, PersonalBound, ThingAsked
from matcher.features.wording import Language, word_expression
from matcher.normalizing.expressions import (
    Bound,
    Either,
    Every,
    Literal,
    NormalExpression,
    merged_bounds,
)
from matcher.taxonomy import Taxonomy

__all__ = ["bounds_of", "first_birth", "last_birth"]

#: Months have 28 to 31 days, so that counting back and forth differs by at most three.
_MOST_SHIFT = 3


def bounds_of(
    expression: NormalExpression, taxonomy: Taxonomy, departure: date
) -> tuple[BoundFact, ...]:
    """The bound of each leaf, in the order of the leaves; facts of the vacancy have none."""
    found = dict.fromkeys(_distinct(expression))
    return tuple(
        _thing(one, taxonomy) if isinstance(one, Literal) else _personal(one, departure)
        for one in found
    )


def _distinct(expression: NormalExpression) -> Iterator[Bound | Literal]:
    """The bounds and literals; the two ends of a fact that are asked together are one bound."""
    if isinstance(expression, Every):
        yield from merged_bounds(one for one in expression.parts if isinstance(one, Bound))
    if isinstance(expression, Either | Every):
        for part in expression.parts:
            if not (isinstance(expression, Every) and isinstance(part, Bound)):
                yield from _distinct(part)
    elif isinstance(expression, Bound | Literal):
        yield expression


def _personal(bound: Bound, departure: date) -> PersonalBound:
    low, high = bound.low, bound.high
    born_from = born_until = None
    if bound.fact == "age":
        born_until = last_birth(departure, int(low)) if low is not None else None
        born_from = first_birth(departure, int(high)) if high is not None else None
        # Inside, the upper bound of an age is the first month too old.
        high = high - 1 if high is not None else None
    return PersonalBound(bound.fact, low, high, bound.value, born_from, born_until)


def last_birth(day: date, months: int) -> date:
    """The last birth date of whoever has completed so many months on a day.

    >>> last_birth(date(2026, 6, 1), 18 * 12)
    datetime.date(2008, 6, 1)
    """
    return _last(lambda birth: add_months(birth, months) <= day, add_months(day, -months))


def first_birth(day: date, months: int) -> date:
    """The first birth date of whoever has not yet completed so many months on a day.

    >>> first_birth(date(2026, 6, 1), 36 * 12)
    datetime.date(1990, 6, 2)
    """
    return last_birth(day, months) + timedelta(days=1)


def _last(fits: Callable[[date], bool], near: date) -> date:
    """The last day near another that fits, where all days before it do."""
    days = (near + timedelta(days=shift) for shift in range(_MOST_SHIFT, -_MOST_SHIFT - 1, -1))
    return next(day for day in days if fits(day))


def _thing(literal: Literal, taxonomy: Taxonomy) -> ThingAsked:
    is_work = literal.kind == "experience"
    scale = taxonomy.scale_of(literal.concept) if literal.level is not None else None
    labels: dict[Language, str] = {
        "en": _label(literal, taxonomy, "en"),
        "id": _label(literal, taxonomy, "id"),
    }
    return ThingAsked(
        concept=literal.concept,
        label=labels,
        level=scale.label(literal.level) if scale and literal.level is not None else None,
        scale=scale.name if scale else None,
        order=tuple(level.label for level in scale.levels) if scale else (),
        months=(literal.level or 0) if is_work else None,
        evidence=literal.evidence.value,
        lead_months=None if is_work else _lead(literal, taxonomy),
    )


def _label(literal: Literal, taxonomy: Taxonomy, language: Language) -> str:
    if literal.is_resolved:
        return taxonomy[literal.concept].label(language)
    return word_expression(literal, taxonomy, language)


def _lead(literal: Literal, taxonomy: Taxonomy) -> int | None:
    return taxonomy.lead_months(literal.kind, literal.concept) if literal.is_resolved else None

"""Says what an expression asks, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal as OneOf

from matcher.normalizing.expressions import (
    Bound,
    Either,
    Every,
    Given,
    Literal,
    NormalExpression,
    merged_bounds,
)
from matcher.taxonomy import Taxonomy

__all__ = ["Language", "word_expression"]

Language = OneOf["id", "en"]

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "or": "or",
        "and": "and",
        "at once": "and at the same time",
        "months of": "{months:g} months as {label}",
        "month of": "{months:g} month as {label}",
        "M": "men",
        "F": "women",
        "age": "age",
        "height": "height",
        "weight": "weight",
        "from": "at least {low:g}{unit}",
        "to": "at most {high:g}{unit}",
        "both": "{low:g} to {high:g}{unit}",
        "unread": "“{text}” (not understood)",
        "permit_valid": "a valid permit to recruit (SIP2MI)",
        "verified": "a verified order",
        "placement_open": "a destination open for placement",
        "outside_rule": "an order outside this rule",
        "nothing": "nothing",
    },
    "id": {
        "or": "atau",
        "and": "dan",
        "at once": "sekaligus",
        "months of": "{months:g} bulan sebagai {label}",
        "month of": "{months:g} bulan sebagai {label}",
        "M": "laki-laki",
        "F": "perempuan",
        "age": "usia",
        "height": "tinggi badan",
        "weight": "berat badan",
        "from": "minimal {low:g}{unit}",
        "to": "maksimal {high:g}{unit}",
        "both": "{low:g} sampai {high:g}{unit}",
        "unread": "“{text}” (tidak dipahami)",
        "permit_valid": "izin perekrutan (SIP2MI) yang berlaku",
        "verified": "permintaan yang terverifikasi",
        "placement_open": "tujuan yang terbuka untuk penempatan",
        "outside_rule": "lowongan di luar aturan ini",
        "nothing": "tidak ada",
    },
}
_UNITS = {"age": "", "height": " cm", "weight": " kg"}


def word_expression(expression: NormalExpression, taxonomy: Taxonomy, language: Language) -> str:
    """What the expression asks, as a phrase without a full stop."""
    words = _WORDS[language]
    match expression:
        case Literal():
            return _word_literal(expression, taxonomy, language)
        case Bound():
            return _word_bound(expression, words)
        case Given():
            return words[expression.fact]
        case Either():
            parts = [_inside(part, taxonomy, language) for part in expression.parts]
            return f" {words['or']} ".join(parts) or words["nothing"]
        case Every():
            bounds = [part for part in expression.parts if isinstance(part, Bound)]
            if len(bounds) == len(expression.parts) and bounds:
                return _word_person(bounds, words)
            parts = [_inside(part, taxonomy, language) for part in expression.parts]
            return f" {words['and']} ".join(parts) or words["nothing"]


def _inside(expression: NormalExpression, taxonomy: Taxonomy, language: Language) -> str:
    """A part of a larger phrase, in brackets where it has parts of its own."""
    phrase = word_expression(expression, taxonomy, language)
    return f"({phrase})" if isinstance(expression, Either | Every) else phrase


def _word_literal(literal: Literal, taxonomy: Taxonomy, language: Language) -> str:
    words = _WORDS[language]
    if not literal.is_resolved:
        return words["unread"].format(text=literal.concept[1:])
    label = taxonomy[literal.concept].label(language)
    if literal.kind == "experience":
        form = words["month of" if literal.level == 1 else "months of"]
        return form.format(months=literal.level or 0, label=label)
    scale = taxonomy.scale_of(literal.concept)
    if scale is None or literal.level is None:
        return label
    level = scale.label(literal.level)
    return f"{label} ({level})" if literal.kind == "education" else f"{label} {level}"


def _word_person(bounds: Sequence[Bound], words: Mapping[str, str]) -> str:
    """The facts of one person as a list, sex first; both sexes at once are said to be just that."""
    merged = merged_bounds(sorted(bounds, key=lambda bound: (bound.fact != "sex", bound.fact)))
    phrases = [_word_bound(bound, words) for bound in merged if bound.fact != "sex"]
    sexes = [_word_bound(bound, words) for bound in merged if bound.fact == "sex"]
    return ", ".join([f" {words['at once']} ".join(sexes), *phrases] if sexes else phrases)


def _word_bound(bound: Bound, words: Mapping[str, str]) -> str:
    if bound.value is not None:
        return words[bound.value]
    low, high = bound.low, bound.high
    if bound.fact == "age":
        # Inside, ages are months and the upper bound is the first age too old.
        low = None if low is None else low / 12
        high = None if high is None else high / 12 - 1
    unit = _UNITS[bound.fact]
    if low is not None and high is not None:
        phrase = words["both"].format(low=low, high=high, unit=unit)
    elif low is not None:
        phrase = words["from"].format(low=low, unit=unit)
    else:
        phrase = words["to"].format(high=high, unit=unit)
    return f"{words[bound.fact]} {phrase}"

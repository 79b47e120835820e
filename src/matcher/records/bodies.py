"""Reads heights and weights as adverts ask them, and tells a height (TB) from the disease."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from matcher.errors import CellError
from matcher.records.bounds import Found, Quantity, Range, pair, quantities
from matcher.records.phrases import Token, lexer, plain
from matcher.records.sexes import BoundsBySex, by_sex

__all__ = ["BodyBounds", "Fact", "meaning_of_tb", "parse_body", "parse_measures"]

Fact = Literal["height", "weight"]
_FACTS: tuple[Fact, ...] = ("height", "weight")
_KINDS = ("unit", "fact", "sex", "bound", "medical", "filler")
_UNITS: dict[str, tuple[Fact, float]] = {
    "cm": ("height", 1), "m": ("height", 100), "kg": ("weight", 1),
}  # fmt: skip
#: What a person can measure, in cm and kg; a number below the heights can be one in metres.
_SHORTEST, _TALLEST = 100, 230
_LIGHTEST, _HEAVIEST = 25, 200
_METRES = 2.3
#: So many pieces may stand between TB and the figure that shows it to be a height.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class BodyBounds:
    """Heights in cm and weights in kg, and what in the text contradicts itself."""

    height: BoundsBySex = field(default_factory=BoundsBySex)
    weight: BoundsBySex = field(default_factory=BoundsBySex)
    contradictions: tuple[str, ...] = ()


def parse_body(text: str, *, default: Fact | None = None) -> BodyBounds | None:
    """The heights and weights that a text asks, or None where it asks no figure of either.

    `default` is what numbers mean that neither a unit nor a name explains, such as the column's
    fact. A unit wins against a name beside it, and the contradiction is kept: the advert "Berat
    badan: Ideal (minimal 155 cm)" asks a height. Words such as "ideal" ask nothing. A lone number
    is the lowest one, as adverts of placement companies (P3MI), 2019-2025, mean it.

    >>> parse_body("P 155, L 165", default="height").height.female
    Range(low=155.0, high=None)
    >>> found = parse_body("TB/BB 160/50")
    >>> found.height.both.low, found.weight.both.low
    (160.0, 50.0)
    >>> parse_body("bebas TB, hepatitis, HIV") is None
    True
    """
    read = _read(text, default)
    if not read.found:
        return None
    height, weight = (
        by_sex(read.found, read.tokens, text, topic=fact) for fact in ("height", "weight")
    )
    return BodyBounds(height, weight, _contradictions(read.named, read.cues, text))


def parse_measures(text: str, *, default: Fact | None = None) -> dict[Fact, Range]:
    """What one person measures: a value (from it to itself), or from which to which it lies.

    A text with words that are no part of a measure has none.

    >>> parse_measures("155-160 cm / 50")["height"]
    Range(low=155.0, high=160.0)
    >>> parse_measures("160+", default="height")["height"]
    Range(low=160.0, high=None)
    """
    read = _read(text, default)
    measures: dict[Fact, Range] = {}
    for fact in _FACTS:
        own = [one for one in read.found if one.topic == fact]
        if len(own) > 1:
            problem = f"'{text.strip()}' holds {len(own)} figures of one {fact}."
            raise CellError(text, problem, repair="Write one, or a range such as 155-160.")
        for one in own:
            measures[fact] = replace(one.range, high=one.range.low) if one.is_bare else one.range
    is_understood = all(token.kind not in {"word", "sex"} for token in read.tokens)
    return measures if is_understood else {}


@dataclass(frozen=True, slots=True)
class _Read:
    """The pieces of a text, its numbers, the names before these, and the ranges they make."""

    tokens: list[Token]
    named: list[Quantity]
    cues: dict[int, tuple[str, ...]]
    found: list[Found]


def _read(text: str, default: Fact | None) -> _Read:
    tokens = _without_disease(list(lexer(*_KINDS).tokens(plain(text))))
    values = {i: _value(token) for i, token in enumerate(tokens) if token.kind == "number"}
    named = [_named(tokens, one) for one in quantities(tokens, values)]
    cues = _cues(tokens)
    known = all(token.kind != "word" for token in tokens)
    spoken = _topics(named, cues, (default or "") if known else "")
    kept = [_measured(one, tokens, text) for one in spoken if one.topic]
    return _Read(tokens, named, cues, pair(kept, tokens, text))


def meaning_of_tb(text: str) -> Literal["height", "tuberculosis"] | None:
    """What the letters TB mean in a text: tinggi badan or tuberculosis; None where nothing tells.

    Adverts of placement companies (P3MI), 2019, use them for both. A figure of a height, or BB or
    a unit in the text, shows the height; a word of medical lists the disease.

    >>> meaning_of_tb("TB min 148 cm dengan berat badan ideal"), meaning_of_tb("TB, hepatitis, HIV")
    ('height', 'tuberculosis')
    """
    tokens = list(lexer(*_KINDS).tokens(plain(text)))
    kinds = {(token.kind, token.meaning) for token in tokens}
    place = next((index for index, token in enumerate(tokens) if _is_tb(token)), None)
    if place is None:
        return "tuberculosis" if ("medical", "named") in kinds else None
    if _is_height_at(tokens, place):
        return "height"
    if any(kind == "medical" for kind, _ in kinds):
        return "tuberculosis"
    has_figure = any(kind == "unit" for kind, _ in kinds)
    return "height" if has_figure or ("fact", "weight") in kinds else None


def _is_tb(token: Token) -> bool:
    """True for the short name of the height, the only one as short as that of the disease."""
    is_short = token.end - token.start <= len("t.b.")
    return (token.kind, token.meaning) == ("fact", "height") and is_short


def _is_height_at(tokens: Sequence[Token], index: int) -> bool:
    """True where a figure that is a height stands near behind a TB."""
    near = tokens[index + 1 : index + 1 + _NEAR]
    number = next((token for token in near if token.kind == "number"), None)
    return number is not None and _is_height(_value(number))


def _without_disease(tokens: list[Token]) -> list[Token]:
    """The pieces without the cues that mean the disease."""
    if not any(token.kind == "medical" for token in tokens):
        return tokens
    return [
        token
        for index, token in enumerate(tokens)
        if not _is_tb(token) or _is_height_at(tokens, index)
    ]


# --- which number speaks of what -----------------------------------------------------------


def _named(tokens: Sequence[Token], one: Quantity) -> Quantity:
    """The number with the fact whose unit stands behind it."""
    behind = takewhile(lambda token: token.kind in {"unit", "bound"}, tokens[one.index + 1 :])
    unit = next((token.meaning for token in behind if token.kind == "unit"), None)
    return replace(one, topic=_UNITS[unit][0]) if unit else one


def _topics(
    named: Sequence[Quantity],
    cues: Mapping[int, tuple[str, ...]],
    default: Fact | Literal[""],
) -> list[Quantity]:
    """The numbers with what they speak of: by unit, by name, or by default; "" for others.

    A unit behind a range is that of both its ends. Two names before their figures ("TB/BB
    160/50") are given to them in turn.
    """
    topics: list[Quantity] = []
    for place, one in enumerate(named):
        following = named[place + 1] if one.is_joined and place + 1 < len(named) else None
        topic = one.topic or (following.topic if following else "")
        topic = topic or _cue(cues[one.index], topics) or default
        topics.append(replace(one, topic=topic))
    return topics


def _cue(cues: tuple[str, ...], before: Sequence[Quantity]) -> str:
    """The fact named before a number without a unit, the second of two for the second figure."""
    if len(cues) < 2 or not before:  # noqa: PLR2004
        return cues[0] if cues else ""
    last = before[-1]
    return last.topic if last.is_joined else next((cue for cue in cues if cue != last.topic), "")


def _cues(tokens: Sequence[Token]) -> dict[int, tuple[str, ...]]:
    """For each number the last one or two names before it; a word that is unknown ends them.

    Two names belong together where only marks stand between: "TB/BB", "tinggi & berat".
    """
    cues: dict[int, tuple[str, ...]] = {}
    latest: tuple[str, ...] = ()
    goes_on = False
    for index, token in enumerate(tokens):
        if token.kind == "fact":
            latest = (*latest[-1:], token.meaning) if goes_on else (token.meaning,)
            goes_on = True
        elif token.kind == "word":
            latest, goes_on = (), False
        elif token.kind not in {"mark", "bound"}:
            goes_on = False
        cues[index] = latest
    return cues


def _contradictions(
    named: Sequence[Quantity], cues: Mapping[int, tuple[str, ...]], text: str
) -> tuple[str, ...]:
    """What to say of numbers whose unit is not that of the name before them."""
    wrong = [(cues[one.index][0], one.topic) for one in named if _contradicts(one, cues)]
    return tuple(
        f"'{text.strip()}' names the {fact} with a unit of {topic}."
        for fact, topic in dict.fromkeys(wrong)
    )


def _contradicts(one: Quantity, cues: Mapping[int, tuple[str, ...]]) -> bool:
    return bool(one.topic and cues[one.index] and one.topic not in cues[one.index])


# --- figures -------------------------------------------------------------------------------


def _value(token: Token) -> float:
    digits = token.meaning.replace(",", ".")
    return float(digits) if digits.count(".") < 2 else 0.0  # noqa: PLR2004


def _is_height(value: float) -> bool:
    return _SHORTEST <= value <= _TALLEST or _is_in_metres(value)


def _is_in_metres(value: float) -> bool:
    return 1 < value <= _METRES and not value.is_integer()


def _measured(one: Quantity, tokens: Sequence[Token], text: str) -> Quantity:
    """The number in cm or kg; CellError where no grown person measures it."""
    value = one.value
    if one.topic == "height" and _is_in_metres(value):
        value = round(value * 100, 2)
    least, most = (_SHORTEST, _TALLEST) if one.topic == "height" else (_LIGHTEST, _HEAVIEST)
    if not least <= value <= most:
        digits = tokens[one.index].meaning
        problem = f"'{digits}' is no {one.topic} of a grown person."
        unit = "cm" if one.topic == "height" else "kg"
        raise CellError(text, problem, repair=f"Write it in {unit}, from {least} to {most}.")
    return replace(one, value=value)

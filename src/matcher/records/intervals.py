"""Personal facts of which only the ends are known: how records take them, and what contradicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matcher.errors import CellError
from matcher.records.base import UNKNOWN
from matcher.records.births import Births, parse_birth
from matcher.records.bodies import Fact
from matcher.records.measures import parse_measure

__all__ = ["INTERVALS", "check_interval", "read_intervals"]

Names = tuple[str, str, str]

_BIRTH: Names = ("birth_date", "birth_from", "birth_to")
_YEAR = "birth_year"
_MEASURES: Mapping[Fact, Names] = {
    "height": ("height_cm", "height_cm_from", "height_cm_to"),
    "weight": ("weight_kg", "weight_kg_from", "weight_kg_to"),
}
#: For each fact the fields of its value and of the ends between which it lies, both included.
INTERVALS: tuple[Names, ...] = (_BIRTH, *_MEASURES.values())


def read_intervals(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a person, those that leave a fact open in the form of its ends.

    >>> read_intervals({"id": "C", "height_cm": "155-160"})
    {'id': 'C', 'height_cm_from': 155.0, 'height_cm_to': 160.0}
    """
    found = {name: value for name, value in fields.items() if name != _YEAR}
    said = {name: fields[name] for name in (_BIRTH[0], _YEAR) if _is_said(fields.get(name))}
    if said:
        if _BIRTH[0] in said:
            del found[_BIRTH[0]]
        _fill(found, _BIRTH, *_birth(said))
    for fact, names in _MEASURES.items():
        text = found.get(names[0])
        if isinstance(text, str) and text.strip() not in UNKNOWN:
            del found[names[0]]
            _fill(found, names, *_ends(text, fact))
    return found


def check_interval(names: Names, known: Any, low: Any, high: Any) -> None:  # noqa: ANN401
    """Refuse ends in the wrong order, and a known value that is not between them.

    >>> check_interval(("height_cm", "height_cm_from", "height_cm_to"), 170.0, None, 160.0)
    Traceback (most recent call last):
    ...
    matcher.errors.CellError: height_cm 170.0 is above height_cm_to 160.0. Correct one of ...
    """
    pairs = ((names[1], low, names[2], high), (names[1], low, names[0], known))
    for lower, first, upper, last in (*pairs, (names[0], known, names[2], high)):
        if first is not None and last is not None and first > last:
            problem = f"{lower} {first} is above {upper} {last}."
            repair = "Correct one of the two, or leave it empty."
            raise CellError(str(first), problem, repair=repair)


def _is_said(value: object) -> bool:
    """True for what is no date yet: a text, or the number of a year."""
    if isinstance(value, str):
        return value.strip() not in UNKNOWN
    return isinstance(value, int | float) and not isinstance(value, bool)


def _birth(said: Mapping[str, Any]) -> Births:
    """The days of birth on which a birth date and a birth year agree."""
    spans = [
        parse_birth(f"{value:g}" if isinstance(value, float) else str(value))
        for value in said.values()
    ]
    firsts = [span.first for span in spans if span.first is not None]
    lasts = [span.last for span in spans if span.last is not None]
    found = Births(max(firsts, default=None), min(lasts, default=None))
    if found.first is not None and found.last is not None and found.first > found.last:
        texts = " and ".join(f"{name} '{value}'" for name, value in said.items())
        problem = f"{texts} contradict each other."
        raise CellError(texts, problem, repair="Correct one of the two, or leave it empty.")
    return found


def _ends(text: str, fact: Fact) -> tuple[float | None, float | None]:
    found = parse_measure(text, fact)
    return found.low, found.high


def _fill(fields: dict[str, Any], names: Names, low: object, high: object) -> None:
    """Put what a text says into the fields of a fact, in place of the text."""
    value, *ends = names
    if low == high and fields.get(value) is None:
        fields[value] = low
        return
    for name, end in zip(ends, (low, high), strict=True):
        if end is None:
            continue
        if fields.get(name) is not None:
            problem = f"{name} is given beside a text that says it too."
            raise CellError(str(fields[name]), problem, repair="Give one of the two.")
        fields[name] = end

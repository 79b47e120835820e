"""Reads the figures of an advert: ages, heights, weights, sex, wage, contract and posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from matcher.errors import CellError
from matcher.normalizing.extracting.extraction import Figures
from matcher.normalizing.extracting.figure_readers import (
    ages_in,
    body_in,
    contract_in,
    openings_in,
    says_pay,
    sex_in,
    wage_in,
)
from matcher.normalizing.extracting.segments import Segment
from matcher.records.phrases import lexer, plain
from matcher.records.requirements import Sex
from matcher.records.seats import Openings
from matcher.records.sexes import BoundsBySex

__all__ = ["Read", "figures_of"]

T = TypeVar("T")

#: What is longer tells a story, in which numbers speak of anything.
_LONGEST = 200
#: The posts are told at the beginning, before what the work is.
_FIRST_SEGMENTS = 14


class Read(NamedTuple):
    """The figures, and the places of the segments that hold them by what they are."""

    figures: Figures
    bounds: frozenset[int]
    wages: frozenset[int]


def figures_of(segments: Sequence[Segment], country: str | None) -> Read:
    """The figures of an advert and where they stand; the first one of each fact counts.

    Ages and measures are read from whole sentences, since "P 20-38, L 20-35" is one statement.
    """
    bounds: set[int] = set()
    sentences = _sentences(segments)
    singles = [(segment.body, (place,)) for place, segment in enumerate(segments)]
    ages = _first([*sentences, *singles], ages_in, bounds, segments)
    body = _first([*sentences, *singles], body_in, bounds, segments)
    sex: Sex | None = _first(singles, sex_in, bounds, segments)
    openings = _first(singles[:_FIRST_SEGMENTS], openings_in, bounds, segments)
    contract = _first(singles, contract_in, set(), segments)
    wages: set[int] = set()
    wage = _first(
        [one for one in singles if says_pay(one[0])] + singles,
        lambda text: wage_in(text, country),
        wages,
        segments,
    )
    height, weight = body or (BoundsBySex(), BoundsBySex())
    found = Figures(ages, height, weight, sex, wage, contract, openings)
    return Read(_of_one_sex(found), frozenset(bounds), frozenset(wages))


def _of_one_sex(found: Figures) -> Figures:
    """The figures of an advert for one sex alone: what is asked of it is asked of everybody.

    An advert is for the only sex whose seats or bounds it names, and for both where it names both.
    """
    ages = found.ages.ages if found.ages is not None else BoundsBySex()
    bounds = (ages, found.height, found.weight)
    seats = found.openings or Openings()
    male = bool(seats.male) or any(not one.male.is_open for one in bounds)
    female = bool(seats.female) or any(not one.female.is_open for one in bounds)
    if male and female:
        return replace(found, sex=None)
    sex: Sex | None = "M" if male else "F" if female else found.sex
    if sex is None:
        return found
    return replace(
        found,
        sex=sex,
        ages=None if found.ages is None else replace(found.ages, ages=_for_all(ages)),
        height=_for_all(found.height),
        weight=_for_all(found.weight),
    )


def _for_all(bounds: BoundsBySex) -> BoundsBySex:
    """The bounds of the only sex that is wanted, as bounds of everybody."""
    own = next((one for one in (bounds.male, bounds.female) if not one.is_open), bounds.both)
    return BoundsBySex(both=own)


def _sentences(segments: Sequence[Segment]) -> list[tuple[str, tuple[int, ...]]]:
    """Each sentence with the places of its segments; long ones part by part."""
    grouped: dict[int, list[int]] = {}
    for place, segment in enumerate(segments):
        grouped.setdefault(segment.sentence, []).append(place)
    whole: list[tuple[str, tuple[int, ...]]] = []
    for places in grouped.values():
        text = ", ".join(segments[place].body for place in places)
        if len(text) <= _LONGEST:
            whole.append((text, tuple(places)))
        else:
            whole += [(segments[place].body, (place,)) for place in places]
    return whole


def _first(
    texts: Iterable[tuple[str, tuple[int, ...]]],
    read: Callable[[str], T | None],
    places: set[int],
    segments: Sequence[Segment],
) -> T | None:
    """What the first text says that can be read; the segments that say it are added to `places`.

    What contradicts itself says nothing.
    """
    for text, parts in texts:
        if len(text) > _LONGEST or not any(map(str.isalnum, text)):
            continue
        found = _tried(read, text)
        if found is not None:
            own = [
                at
                for at in parts
                if _tried(read, segments[at].body) is not None or _is_for_a_sex(segments[at].body)
            ]
            places.update(own or parts)
            return found
    return None


def _is_for_a_sex(text: str) -> bool:
    """True for a part that goes on with the figure of a sex: "L 165 up"."""
    kinds = {token.kind for token in lexer("sex").tokens(plain(text))}
    return {"sex", "number"} <= kinds


def _tried(read: Callable[[str], T | None], text: str) -> T | None:
    try:
        return read(text)
    except CellError:
        return None

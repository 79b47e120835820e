"""Reads what stands beside a name: months, how much it is asked, the place, what is denied."""

from __future__ import annotations

from typing import NamedTuple

from matcher.normalizing.durations import parse_months
from matcher.normalizing.folding import fold
from matcher.normalizing.modality import Modality, read_modality
from matcher.normalizing.negation import split_negated
from matcher.normalizing.readings import pieces, runs, strip_edges
from matcher.normalizing.words import ASIDES, count_negations

__all__ = ["Conditions", "conditions_of", "place_beside"]

#: A longer text tells a story, whose conditions are those of many names.
_LONGEST_TEXT = 120


class Conditions(NamedTuple):
    """The months of experience, how much is asked, and the words that a text denies."""

    months: float | None = None
    modality: Modality | None = None
    negated: tuple[str, ...] = ()


def conditions_of(text: str) -> Conditions:
    """The conditions that stand in a text beside what it names.

    >>> conditions_of("Diutamakan welder min. 2 tahun, bukan helper")
    Conditions(months=24.0, modality='nice', negated=('helper',))
    """
    if len(text) > _LONGEST_TEXT:
        return Conditions()
    months = None
    if any(map(str.isdigit, text)):
        asides = map(parse_months, (match[0] for match in ASIDES.finditer(text)))
        months = next((found for found in asides if found is not None), None)
    negated = split_negated(text).negated if count_negations(fold(text)) else ()
    return Conditions(months, read_modality(text).modality, negated)


def place_beside(text: str, countries: frozenset[str]) -> str | None:
    """The folded name of the first country that stands beside what a text names.

    >>> place_beside("Welder (Korea)", frozenset({"korea"}))
    'korea'
    """
    if countries.isdisjoint(runs(fold(text))):
        return None
    for piece in pieces(text):
        folded = fold(piece)
        place = folded if folded in countries else strip_edges(folded, countries).place
        if place is not None:
            return place
    return None

"""How a part of an advert asks: as a must or a wish, when it is due, and what it denies."""

from __future__ import annotations

import re
from typing import NamedTuple

from matcher.normalizing.extracting.cues import cues_in, first_cue, outside_brackets
from matcher.normalizing.extracting.extraction import Stage
from matcher.normalizing.modality import Modality, read_modality
from matcher.normalizing.negation import split_negated

__all__ = ["Manner", "asserted_part", "denies", "manner_of", "stage_of"]

_ORDER: tuple[Modality, ...] = ("not_asked", "negotiable", "nice", "must")
#: A word that speaks for the whole sentence is one of its first words, and not its last.
_FRONT = 2
#: Said in brackets these are of the whole; a wish there is of what the brackets hold.
_OF_THE_WHOLE = frozenset({"negotiable", "not_asked"})
_NATIVE_DENIAL = re.compile(
    r"ではありません|ではない|じゃない|必要ありません|不要|不問|問いません|(?:では|じゃ)なく"
)


class Manner(NamedTuple):
    """How much is asked (None: no word says it), and whether the word opens the text."""

    modality: Modality | None
    is_leading: bool


def manner_of(text: str) -> Manner:
    """How much a part of a sentence asks.

    >>> manner_of("Diutamakan tamatan SMK"), manner_of("boleh menyusul").modality
    (Manner(modality='nice', is_leading=True), 'negotiable')
    """
    outside = outside_brackets(text)
    known = {_modality(cue) for cue in cues_in("modal", outside)}
    known |= {read_modality(outside).modality}
    known |= {_modality(cue) for cue in cues_in("modal", text)} & _OF_THE_WHOLE
    found = next((one for one in _ORDER if one in known), None)
    if found is None:
        return Manner(None, is_leading=False)
    words = text.split()
    opening = " ".join(words[: min(_FRONT, len(words) - 1)])
    leads = found in {read_modality(opening).modality, _modality(first_cue("modal", opening))}
    return Manner(found, is_leading=leads)


def _modality(cue: str | None) -> Modality | None:
    return next((one for one in _ORDER if one == cue), None)


def stage_of(text: str, kind: str | None) -> Stage:
    """When it is due: papers to leave are due at the departure, all else to be chosen.

    >>> stage_of("SKCK", "document"), stage_of("bisa renang", "condition")
    ('depart', 'select')
    """
    return "depart" if kind == "document" or first_cue("stage", text) else "select"


def denies(text: str, asserted_has_concept: bool) -> bool:  # noqa: FBT001 - read as a sentence
    """True where a text denies what it names: "bukan sopir truk".

    `asserted_has_concept` tells that the concept stands in the part that is not denied.
    """
    if _NATIVE_DENIAL.search(text):
        return True
    return bool(split_negated(text).negated) and not asserted_has_concept


def asserted_part(text: str) -> str:
    """The part of a text that it asserts, "" where all of it is denied."""
    return ", ".join(split_negated(text).asserted)

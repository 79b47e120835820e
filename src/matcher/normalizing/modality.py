"""Tells how much a phrase asks: a must, a wish, something negotiable, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from matcher.records.phrases import Lexer, lexer_of, plain
from matcher.tables import read_data_table

__all__ = ["Modal", "Modality", "read_modality"]

Modality = Literal["must", "nice", "negotiable", "not_asked"]
#: Of several words the first of these counts: what softens goes before what demands.
_ORDER: tuple[Modality, ...] = ("negotiable", "nice", "not_asked", "must")
_EMPTY_BRACKETS = re.compile(r"[(\[] ?[)\]]")
#: Vacancies repeat their phrases: so many are remembered.
_MOST_TEXTS = 2**14
_EDGES = " ,;:.-–—/"


class Modal(NamedTuple):
    """How much is asked (None: no word says it), and the text without the words that say so."""

    modality: Modality | None
    text: str


@lru_cache(maxsize=_MOST_TEXTS)
def read_modality(text: str) -> Modal:
    """How much a phrase asks, and the phrase without the words for it.

    Adverts of placement companies (P3MI), 2019-2025, mix conditions and wishes in one list:
    "diutamakan", "bisa diusahakan", "tergantung kebijakan panti". A word such as "minimal" stays,
    since it also says that a number is the lowest.

    >>> read_modality("Diutamakan berpengalaman pertanian")
    Modal(modality='nice', text='berpengalaman pertanian')
    >>> read_modality("non pengalaman diterima setelah pelatihan")
    Modal(modality='not_asked', text='pengalaman')
    >>> read_modality("las SMAW 3G").modality is None
    True
    """
    prepared = plain(text)
    found: set[str] = set()
    kept: list[str] = []
    end = 0
    for token in _lexer().tokens(prepared):
        if token.kind == "modality":
            modality, _, stays = token.meaning.partition("=")
            found.add(modality)
            kept += [prepared[end : token.start], stays]
            end = token.end
    if not found:
        return Modal(None, text.strip())
    rest = "".join([*kept, prepared[end:]])
    return Modal(next(one for one in _ORDER if one in found), _tidy(rest))


def _tidy(text: str) -> str:
    """A text from which words were cut, without the blanks and marks that they leave."""
    joined = " ".join(_EMPTY_BRACKETS.sub(" ", text).split())
    return joined.replace(" ,", ",").strip(_EDGES)


@cache
def _lexer() -> Lexer:
    return lexer_of(_phrases())


def _phrases() -> Iterator[tuple[str, str, str]]:
    known: Mapping[str, Modality] = {one: one for one in get_args(Modality)}
    for row in read_data_table("data/modality.csv", package="matcher.normalizing"):
        modality = row.required("modality")
        if modality not in known:
            raise row.error(f"'{modality}' is unknown.", repair=f"Use one of: {', '.join(known)}.")
        for item in row.items("phrases"):
            phrase, _, stays = item.partition("=")
            yield "modality", f"{modality}={stays}", phrase

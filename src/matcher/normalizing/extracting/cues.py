"""The words by which an advert says what a part of it is about (`advert_cues.csv`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from matcher.normalizing.folding import fold
from matcher.records.phrases import Lexer, lexer_of, plain
from matcher.tables import read_data_table

__all__ = ["cues_in", "first_cue", "heading_at", "opening_of", "outside_brackets"]

#: A heading is short, and a mark or the end of the line closes it.
_LONGEST_HEADING = 60
_MOST_WORDS = 6
_MOST_WORDS_UNKNOWN = 3
_OPEN, _CLOSE = r"\u3010<\uff1c\u3008\u300a\[\u3014", r"\u3011>\uff1e\u3009\u300b\]\u3015"
_CLOSED = re.compile(
    rf"\s*(?:[{_OPEN}][^{_CLOSE}\n]{{1,40}}[{_CLOSE}]"
    r"|[■◆◇●▼★☆□]\s*\S{1,12}(?=\s|$)"
    r"|[^:\uff1a\n]{1,60}[:\uff1a](?!\d|//)\s?)"
)
#: A heading whose brackets tell more, with a colon at the end of all.
_BEFORE_BRACKET = re.compile(
    r"[^(:\uff08\n]{1,40}(?=[(\uff08][^\n]{0,120}[)\uff09]\s*[:\uff1a]\s*$)"
)
_BRACKETS = re.compile(r"[(\uff08][^()\uff08\uff09]{0,120}[)\uff09]")


@cache
def _phrases(kind: str) -> tuple[tuple[str, str], ...]:
    rows = read_data_table("data/advert_cues.csv", package="matcher.normalizing")
    return tuple(
        (row.required("meaning"), phrase)
        for row in rows
        if row.required("kind") == kind
        for phrase in row.items("phrases")
    )


@cache
def _lexer(kind: str) -> Lexer:
    """The lexer of one kind of cue; of two meanings of a phrase the first row has it."""
    known: dict[str, str] = {}
    for meaning, phrase in _phrases(kind):
        known.setdefault(phrase.lower().replace("-", "").replace(" ", ""), meaning)
    spelled = {phrase for _, phrase in _phrases(kind)}
    return lexer_of(
        (kind, known[phrase.lower().replace("-", "").replace(" ", "")], phrase)
        for phrase in sorted(spelled)
    )


@lru_cache(maxsize=2**14)
def cues_in(kind: str, text: str) -> tuple[str, ...]:
    """The meanings of the cues of one kind in a text, in their order.

    >>> cues_in("bucket", "Gaji 20.000, hubungi kantor kami")
    ('offer', 'process', 'process')
    """
    tokens = _lexer(kind).tokens(plain(text))
    return tuple(token.meaning for token in tokens if token.kind == kind)


def first_cue(kind: str, text: str) -> str | None:
    """The meaning of the first cue of a kind in a text, or None."""
    return next(iter(cues_in(kind, text)), None)


@cache
def _headings() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for meaning, phrase in _phrases("heading"):
        known.setdefault(fold(phrase), meaning)
    return known


def outside_brackets(text: str) -> str:
    """A text without its brackets and what they hold.

    >>> outside_brackets("bisa nyetir (manual) mobil")
    'bisa nyetir mobil'
    """
    return " ".join(_BRACKETS.sub(" ", text).split())


def heading_at(piece: str) -> tuple[int, str] | None:
    """The length of the heading that a piece begins with, and what it opens ("" if not known).

    >>> heading_at("Syarat teknis: bisa las"), heading_at("【歓迎】経験者")
    ((15, 'requirement'), (4, 'wish'))
    >>> heading_at("Pengalaman 2 tahun") is None
    True
    """
    opening = _BEFORE_BRACKET.match(piece)
    if opening is not None and (meaning := _headings().get(fold(opening[0]))):
        return opening.end(), meaning
    found = _CLOSED.match(piece[: _LONGEST_HEADING + 2])
    if found is not None:
        meaning = _meaning(found[0])
        if meaning is not None:
            return found.end(), meaning
    if len(piece) <= _LONGEST_HEADING and (whole := _headings().get(fold(piece))):
        return len(piece), whole
    return None


def _meaning(name: str) -> str | None:
    """What a heading opens, by its first words or its last.

    "" for a short one that is not known, None for what is no heading.
    """
    is_marked = not name.rstrip().endswith((":", "\uff1a"))
    words = fold(outside_brackets(name)).split()
    if not words or len(words) > _MOST_WORDS:
        return None
    for size in range(len(words), 0, -1):
        for start in {0, len(words) - size}:
            if meaning := _headings().get(" ".join(words[start : start + size])):
                return meaning
    return None if is_marked or len(words) > _MOST_WORDS_UNKNOWN else ""


@cache
def _openings() -> tuple[tuple[str, str], ...]:
    return tuple((fold(phrase), meaning) for meaning, phrase in _phrases("opening"))


def opening_of(folded: str) -> str | None:
    """What the first words of a folded sentence open, as a heading without a mark does."""
    for phrase, meaning in _openings():
        if folded.startswith(f"{phrase} "):
            return meaning
    return None

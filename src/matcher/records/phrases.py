"""Splits a text into numbers and the phrases that a table knows: "min.", "s/d", "tahun", "cm"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from matcher.errors import DataTableError
from matcher.tables import Row, read_data_table

__all__ = ["Lexer", "Token", "lexer", "lexer_of", "phrases_of", "plain"]

#: More digits are no figure of a person, a wage or a quota, and would be slow to convert.
_NUMBER = r"(?P<number>[0-9]+(?:[.,][0-9]+)*)"
#: Scripts without blanks between words: each letter is a piece, so that phrases within are found.
_NATIVE = r"\u3005-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3"
_REST = rf"(?P<word>[^\W\d_{_NATIVE}]+|[{_NATIVE}])|(?P<mark>\S)"
_MOST_DIGITS = 20
#: A unit stands behind a number, so that the "m" of "1,65 m" is not any other "m".
_LATIN = r"a-z\u00df-\u024f"
_NOT_WITHIN = f"(?<![{_LATIN}])"
_BEHIND_NUMBER = r"(?:(?<=[0-9])|(?<=[0-9] )|(?<=\+)|(?<=\+ ))"


class Token(NamedTuple):
    """A piece of a text: its kind ("number", "word", "mark" or a kind of phrase) and its place.

    `meaning` is what the table says of a phrase, else the text itself.
    """

    kind: str
    meaning: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, repr=False)
class Lexer:
    """Finds the phrases of some kinds; where two kinds share a phrase the first kind has it."""

    pattern: re.Pattern[str]
    meanings: dict[str, tuple[str, str]]

    def __repr__(self) -> str:
        return f"<Lexer: {len(self.meanings)} phrases>"

    def tokens(self, text: str) -> Iterator[Token]:
        """The pieces of a text that `plain` has given, in their order and without the blanks."""
        for found in self.pattern.finditer("".join(map(_lower, text))):
            kind = found.lastgroup or "word"
            meaning = found[0]
            if kind.startswith("phrase"):
                kind, meaning = self.meanings[_key(found[0])]
            elif kind == "number" and len(meaning) > _MOST_DIGITS:
                kind = "word"
            yield Token(kind, meaning, found.start(), found.end())


def plain(text: str) -> str:
    """A text with one width of letters and single blanks.

    >>> plain("20  \uff5e 35")
    '20 ~ 35'
    """
    return " ".join(unicodedata.normalize("NFKC", text).split())


@cache
def lexer(*kinds: str) -> Lexer:
    """The lexer for some kinds of phrases; the kind "sex" is that of the table of words.

    >>> [token.meaning for token in lexer("bound", "years").tokens("19 s/d 28 tahun")]
    ['19', 'joined', '28', 'year']
    """
    return lexer_of((kind, *said) for kind in kinds for said in _phrases(kind))


def lexer_of(phrases: Iterable[tuple[str, str, str]]) -> Lexer:
    """The lexer for phrases given as (kind, meaning, phrase); the first kind has a shared one.

    >>> [token.kind for token in lexer_of([("care", "yes", "panti jompo")]).tokens("Panti Jompo 2")]
    ['care', 'number']
    """
    meanings: dict[str, tuple[str, str]] = {}
    kinds: dict[str, str] = {}
    for kind, meaning, phrase in phrases:
        known = meanings.setdefault(_key(phrase), (kind, meaning))
        if known[0] == kind and known[1] != meaning:
            problem = f"'{phrase}' means '{known[1]}' and '{meaning}'."
            raise DataTableError("phrases.csv", 0, problem, repair="Remove one of them.")
        kinds.setdefault(phrase.lower(), kind)
    pattern = re.compile("|".join([*_grouped(kinds), _NUMBER, _REST]))
    return Lexer(pattern, meanings)


def phrases_of(kind: str) -> tuple[str, ...]:
    """Every phrase of a kind.

    >>> "lulus" in phrases_of("status")
    True
    """
    return tuple(phrase for _, phrase in _phrases(kind))


def _phrases(kind: str) -> Iterator[tuple[str, str]]:
    if kind == "sex":
        yield from _sexes()
    for row in _table():
        if row.required("kind") == kind:
            for phrase in row.items("phrases"):
                yield row.required("meaning"), phrase


def _sexes() -> Iterator[tuple[str, str]]:
    """The words for one sex; of the single letters only those of identity cards."""
    for row in read_data_table("data/words.csv", package="matcher.records"):
        if row.required("column") == "sex" and row.required("value") in {"M", "F"}:
            for word in row.items("words"):
                if word != "W":
                    yield row.required("value"), word


@cache
def _table() -> tuple[Row, ...]:
    return tuple(read_data_table("data/phrases.csv", package="matcher.records"))


def _grouped(kinds: Mapping[str, str]) -> Iterator[str]:
    """The patterns of the phrases, the longest first, in groups that begin in the same way.

    Within a group each phrase begins with a plain letter, which is what makes a search fast.
    """
    ordered = sorted(kinds, key=lambda phrase: (-len(phrase), phrase))
    units = [phrase for phrase in ordered if kinds[phrase] == "unit"]
    words = [phrase for phrase in ordered if kinds[phrase] != "unit" and _is_latin(phrase[0])]
    others = [phrase for phrase in ordered if kinds[phrase] != "unit" and not _is_latin(phrase[0])]
    for before, phrases in ((_BEHIND_NUMBER, units), (_NOT_WITHIN, words), ("", others)):
        if phrases:
            yield f"{before}(?P<phrase{len(before)}>{'|'.join(map(_pattern, phrases))})"


def _pattern(phrase: str) -> str:
    """A phrase as a pattern: its hyphens are free, and no Latin letter follows one at its end."""
    escaped = re.escape(phrase)
    if phrase.strip("-"):
        escaped = escaped.replace(r"\-", " ?-? ?")
    return escaped + (f"(?![{_LATIN}])" if _is_latin(phrase[-1]) else "")


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and letter < "\u0250"


def _lower(letter: str) -> str:
    """A small letter, one for one, so that places in the text stay what they are."""
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def _key(phrase: str) -> str:
    """A phrase as its meaning is listed: without case, blanks and inner hyphens."""
    squeezed = phrase.lower().replace(" ", "")
    return squeezed.replace("-", "") or squeezed

"""What words mean, whatever their language: 溶接, Schweißen and las all mean "weld"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.frames import bare_parts
from matcher.normalizing.stemming import arabic_cores, stem_in
from matcher.normalizing.uncollected import uncollected
from matcher.tables import Row, read_data_table

__all__ = ["LANGUAGES", "Cut", "Meanings", "default_meanings"]

#: The columns of the table; those of the second kind have their own endings.
LANGUAGES = ("en", "id", "ja", "zh", "ko", "de", "ar")
_STEMMED = ("en", "id", "de", "ar")
#: The row of words that mean nothing of their own.
_SILENT = "silent"
_MOST_WORDS = 3
_LONGEST = 40
#: A native word of the table has at most so many signs.
_LONGEST_NATIVE = 16
#: A part of a German compound has so many letters, the whole so many, and so many parts.
_SHORTEST_PART, _MOST_PARTS = 3, 4
_SHORTEST_COMPOUND, _LONGEST_COMPOUND = 7, 60
#: Where a part is not known, what is known has so many letters, and what is left so many.
_LEAST_KNOWN, _LEAST_LEFT = 5, 4
#: What joins parts.
_JOINERS = ("", "s", "n", "en", "es", "er", "e")

_ARABIC = re.compile("[\u0621-\u064a]")
#: The meanings that a word may have.
Several = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a text: its words, and what they may mean; None where that is not known."""

    words: str
    meanings: Several | None


@dataclass(frozen=True, repr=False, eq=False)
class Meanings:
    """Cuts folded texts into parts that have a meaning each.

    `words` are what folded words and expressions may mean, `stems` the same by their stems in each
    language that has endings, `openers` the first words of expressions, as stems, too. A word in
    the table as it is written goes before its stem, an expression before its words. A word in
    Chinese, Japanese or Korean letters is cut so that the fewest letters are left over and the
    parts are fewest, the first as long as can be; a German compound where all of it is known, or
    one end.
    """

    words: Mapping[str, Several]
    stems: Mapping[str, Mapping[str, Several]]
    openers: frozenset[str]
    compounding: frozenset[str]

    def __repr__(self) -> str:
        return f"<Meanings: {len(self.words)} words>"

    @classmethod
    @uncollected
    def of(cls, rows: Iterable[Row]) -> Meanings:
        """The meanings in the rows of a table."""
        words: defaultdict[str, dict[str, None]] = defaultdict(dict)
        stems: dict[str, defaultdict[str, dict[str, None]]] = {
            language: defaultdict(dict) for language in _STEMMED
        }
        openers: set[str] = set()
        compounding: set[str] = set()
        for row in rows:
            meaning = row.required("meaning")
            for language in LANGUAGES:
                for word in map(fold, row.items(language)):
                    words[word][meaning] = None
                    if language in stems:
                        stem = _stem(language, word)
                        stems[language][stem][meaning] = None
                        openers.update(stem.split()[:1] if " " in stem else ())
                    openers.update(word.split()[:1] if " " in word else ())
                    if language == "de" and " " not in word and len(word) >= _SHORTEST_PART:
                        compounding.add(word)
        by_stem = {language: _settled(known) for language, known in stems.items()}
        return cls(_settled(words), by_stem, frozenset(openers), frozenset(compounding))

    def cut(self, folded: str) -> list[Cut]:
        """The parts of a folded text in order, silent ones left out.

        >>> [part.meanings for part in default_meanings().cut("台所の窓")]
        [('kitchen',), ('window',)]
        """
        words = folded.split()
        cuts: list[Cut] = []
        place = 0
        while place < len(words):
            opens, own = self._entry(words[place])
            count, several = (
                self._expression(words[place : place + _MOST_WORDS]) if opens else (0, ())
            )
            if count:
                cuts.append(Cut(" ".join(words[place : place + count]), several))
            else:
                cuts += own
            place += count or 1
        return [one for one in cuts if one.meanings != ()]

    def _entry(self, word: str) -> tuple[bool, tuple[Cut, ...]]:
        """Whether a word opens an expression, and its own parts."""
        return _remembered(self, word) if len(word) <= _LONGEST else self.entry(word)

    def entry(self, word: str) -> tuple[bool, tuple[Cut, ...]]:
        """Whether a folded word opens an expression, and its own parts."""
        forms = (word, *_cores(word))
        stems = (stem_in(language, form) for language in _STEMMED for form in forms)
        opens = not self.openers.isdisjoint((*forms, *stems))
        return opens, tuple(self._cut_word(word))

    def _expression(self, words: Sequence[str]) -> tuple[int, Several]:
        """How many of the first words are an expression, and what it may mean."""
        for count in range(len(words), 1, -1):
            several = self._known(" ".join(words[:count]))
            if several is not None:
                return count, several
        return 0, ()

    def _known(self, text: str) -> Several | None:
        """What a word or an expression may mean; None where it is not in the table."""
        forms = (text, *_cores(text))
        for form in forms:
            if (several := self.words.get(form)) is not None:
                return several
        for form in forms:
            if (several := self._by_stem(form)) is not None:
                return several
        return None

    def _by_stem(self, text: str) -> Several | None:
        """What words with these stems may mean, in any of the languages that have endings."""
        found = [
            several
            for language, known in self.stems.items()
            if (several := known.get(_stem(language, text))) is not None
        ]
        return tuple(dict.fromkeys(one for several in found for one in several)) if found else None

    def _cut_word(self, word: str) -> Iterator[Cut]:
        """The parts of a folded word."""
        if is_native(word):
            for part in bare_parts(word):
                yield from self._cut_native(part)
            return
        several = self._known(word)
        parts: tuple[str, ...] = ()
        if several is None and _may_be_compound(word):
            parts = self._parts(word) or self._known_part(word)
        if parts:
            yield from (Cut(part, self._known(part)) for part in parts)
        else:
            yield Cut(word, several)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The parts of a German compound, as few as can be; none where it is not known whole."""
        parts = self._fewest(word, {})
        return parts if len(parts) <= _MOST_PARTS else ()

    def _fewest(self, rest: str, found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The fewest parts of the rest of a compound; `found` keeps those of each rest."""
        if self._is_german(rest):
            return (rest,)
        if rest not in found:
            several = (
                (rest[:end], *parts)
                for end in range(len(rest) - _SHORTEST_PART, _SHORTEST_PART - 1, -1)
                if rest[:end] in self.compounding
                for following in _after_joiner(rest, end)
                if (parts := self._fewest(following, found))
            )
            found[rest] = min(several, key=len, default=())
        return found[rest]

    def _known_part(self, word: str) -> tuple[str, ...]:
        """The longest known end or beginning of a German compound, and what is left of it."""
        for size in range(len(word) - _LEAST_LEFT, _LEAST_KNOWN - 1, -1):
            if self._is_german(word[-size:]):
                return word[:-size], word[-size:]
            if word[:size] in self.compounding:
                return word[:size], word[size:]
        return ()

    def _is_german(self, word: str) -> bool:
        return word in self.compounding or stem_in("de", word) in self.stems["de"]

    def _cut_native(self, word: str) -> Iterator[Cut]:
        """The parts of a word without blanks; letters beside each other that are left over."""
        size = len(word)
        # From each place on: letters left over, parts, less the letters of the first part, which
        # is long rather than short, and whether that is known.
        best = [(0, 0, 0, False)] * (size + 1)
        for start in range(size - 1, -1, -1):
            left, parts, *_ = best[start + 1]
            best[start] = (left + 1, parts, -1, False)
            for end in range(start + 1, min(size, start + _LONGEST_NATIVE) + 1):
                if word[start:end] in self.words:
                    left, parts, *_ = best[end]
                    best[start] = min(best[start], (left, parts + 1, start - end, True))
        pieces: list[tuple[bool, str]] = []
        place = 0
        while place < size:
            *_, less, is_known = best[place]
            pieces.append((is_known, word[place : place - less]))
            place -= less
        for is_known, several in groupby(pieces, key=lambda piece: piece[0]):
            if is_known:
                yield from (Cut(piece, self.words[piece]) for _, piece in several)
            else:
                yield Cut("".join(piece for _, piece in several), None)


def _may_be_compound(word: str) -> bool:
    return _SHORTEST_COMPOUND <= len(word) <= _LONGEST_COMPOUND and word.isalpha()


def _after_joiner(word: str, end: int) -> Iterator[str]:
    """What follows the first letters of a compound, with and without letters that join."""
    for joiner in _JOINERS:
        if word.startswith(joiner, end) and len(word) - end - len(joiner) >= _SHORTEST_PART:
            yield word[end + len(joiner) :]


def default_meanings() -> Meanings:
    """The meanings of the package's table.

    >>> default_meanings().words["schweissen"], default_meanings().words["las"]
    (('weld',), ('weld',))
    """
    return _default()


@cache
def _default() -> Meanings:
    return Meanings.of(read_data_table("data/meanings.csv", package="matcher.normalizing"))


@lru_cache(maxsize=1 << 16)
def _remembered(meanings: Meanings, word: str) -> tuple[bool, tuple[Cut, ...]]:
    return meanings.entry(word)


def _cores(text: str) -> Iterator[str]:
    """A text in Arabic letters without what is written with its first word."""
    if _ARABIC.match(text):
        first, blank, rest = text.partition(" ")
        yield from (f"{core}{blank}{rest}" for core in arabic_cores(first))


def _stem(language: str, text: str) -> str:
    """The stems of the words of a text."""
    return " ".join(stem_in(language, word) for word in text.split())


def _settled(known: Mapping[str, Mapping[str, None]]) -> dict[str, Several]:
    """What each word may mean, in order; nothing where it is silent alone."""
    return {
        word: tuple(one for one in sorted(several) if one != _SILENT)
        for word, several in known.items()
    }

"""Finds what a text may be a misspelling of: one slip in a word, or a blank that is missing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product
from typing import NamedTuple

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.similarity import stem
from matcher.normalizing.uncollected import uncollected

__all__ = ["REPLACED", "Neighbours", "Reading", "Slip", "Spelling", "slip_between"]

_TOKEN = re.compile(r"[^\W_]+")
#: What is longer tells a story, in which many words are unknown.
_LONGEST_TEXT = 120
#: So many readings of a text are given, with so many words changed at once.
_MOST_READINGS = 24
_MOST_CHANGED = 3
_MOST_MEANT = 12
_SHORTEST = 2
#: In native scripts one letter is a word: fewer leave open what was meant.
_SHORTEST_NATIVE = 4
_SHORTEST_PART = 3
_SHORTEST_WITH_DIGIT = 6
#: What a slip costs that puts one letter in the place of another, or adds one.
REPLACED = 1.5
#: What a missing or added blank costs, in slips.
_BLANK = 0.5


class Slip(NamedTuple):
    """A word as it is written and as it is meant, and how many slips' worth lie between."""

    written: str
    meant: str
    cost: float


class Reading(NamedTuple):
    """A text with some of its words as they may be meant."""

    text: str
    slips: tuple[Slip, ...]


class Neighbours:
    """The words of a collection that are one slip away from a word.

    A slip swaps two letters, leaves one out, adds one or puts another in its place, behind the
    first letter. Every word is filed under its first and under its last half: one slip leaves one
    of the two as it was, so few words are compared.

    >>> Neighbours(["welder", "wender"]).near("wedler")
    ['welder']
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._filed: defaultdict[tuple[int, bool, str], list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            half = len(word) // 2
            self._filed[len(word), True, word[:half]].append(word)
            self._filed[len(word), False, word[half + 1 :]].append(word)

    def near(self, word: str) -> list[str]:
        """The words one slip away, sorted."""
        from rapidfuzz.distance import OSA

        first = word[:1]
        return sorted(
            other
            for other in set(self._sharing_a_half(word))
            if other[0] == first and OSA.distance(word, other, score_cutoff=1) == 1
        )

    def _sharing_a_half(self, word: str) -> Iterator[str]:
        for length in range(max(_SHORTEST, len(word) - 1), len(word) + 2):
            half = length // 2
            yield from self._filed.get((length, True, word[:half]), ())
            behind = length - half - 1
            yield from self._filed.get((length, False, word[len(word) - behind :]), ())


def slip_between(written: str, meant: str) -> Slip:
    """The slip between two words that are one apart, and what it costs.

    Two letters swapped or one doubled make another word seldom, one in the place of another
    often, and at the end of a word either is an ending as well (welder, welded).

    >>> [slip_between(word, "welder").cost for word in ("wedler", "wellder", "weldre", "welded")]
    [0.75, 1.0, 0.75, 2.0]
    """
    if len(written) == len(meant):
        apart = [place for place, letter in enumerate(written) if letter != meant[place]]
        cost, last = (0.75, False) if len(apart) > 1 else (REPLACED, apart[0] == len(meant) - 1)
    else:
        shorter, longer = sorted((written, meant), key=len)
        at = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
        is_double = longer[at] == longer[at - 1]
        cost = 1.0 if is_double or written is shorter else REPLACED
        last = at == len(shorter) and not is_double
    return Slip(written, meant, cost + (0.5 if last else 0.0))


@dataclass(frozen=True, repr=False, eq=False)
class Spelling:
    """Reads a text as what it may be meant to say.

    `words` are known and never taken for another: printer is not painter. Nor is a digit changed,
    or a short word with one: 3G is not 4G. `by_letters` are the texts by what they are without
    blanks.
    """

    words: frozenset[str]
    stems: frozenset[str]
    neighbours: Neighbours
    by_letters: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<Spelling: {len(self.words)} words>"

    @classmethod
    @uncollected
    def of(cls, names: Iterable[str], beside: Iterable[str] = ()) -> Spelling:
        """The spelling that folded names show, and the texts that stand beside them.

        >>> spelling = Spelling.of(["teknik pengelasan", "juru las"])
        >>> [reading.text for reading in spelling.readings("Teknik Pengelsan")]
        ['Teknik pengelasan']
        """
        names = list(names)
        words = frozenset(word for text in chain(names, beside) for word in text.split())
        whole = filter(is_native, names)
        changeable = (word for word in chain(words, whole) if _may_change(word))
        by_letters = {name.replace(" ", ""): name for name in names}
        return cls(words, frozenset(map(stem, words)), Neighbours(changeable), by_letters)

    def readings(self, text: str) -> list[Reading]:
        """The text as it may be meant: as a whole, or with one to three unknown words changed."""
        if len(text) > _LONGEST_TEXT:
            return []
        unknown = [
            (match.start(), match.end(), meant)
            for match in _TOKEN.finditer(text)
            if (meant := self._meant(match[0]))
        ]
        one = ((place,) for place in unknown)
        several = (tuple(unknown),) if 1 < len(unknown) <= _MOST_CHANGED else ()
        changes = chain.from_iterable(
            product(*([(start, end, slip) for slip in slips] for start, end, slips in places))
            for places in chain(one, several)
        )
        changed = (_changed(text, change) for change in changes)
        return list(islice(chain(self._whole(fold(text)), changed), _MOST_READINGS))

    def _whole(self, folded: str) -> Iterator[Reading]:
        """The names that a folded text is but for its blanks, or for one native letter."""
        name = self.by_letters.get(folded.replace(" ", ""))
        if name is not None and name != folded:
            yield Reading(name, (Slip(folded, name, _BLANK),))
        if is_native(folded) and folded not in self.words:
            yield from (Reading(slip.meant, (slip,)) for slip in self._slips(folded))

    def _meant(self, token: str) -> list[Slip]:
        """What an unknown word may be meant to be, the likeliest first."""
        written = fold(token)
        if len(written) < _SHORTEST or " " in written or self._knows(written):
            return []
        slips = [*self._slips(written), *self._joined(written)]
        return sorted(slips, key=lambda slip: (slip.cost, slip.meant))[:_MOST_MEANT]

    def _knows(self, word: str) -> bool:
        return word in self.words or stem(word) in self.stems

    def _slips(self, written: str) -> Iterator[Slip]:
        if not _may_change(written):
            return
        native, digits = is_native(written), _digits(written)
        for meant in self.neighbours.near(written):
            slip = slip_between(written, meant)
            is_open = not native or (slip.cost <= 1 and len(meant) >= _SHORTEST_NATIVE)
            if is_open and digits == _digits(meant):
                yield slip

    def _joined(self, written: str) -> Iterator[Slip]:
        """Two known words between which the blank is missing."""
        for at in range(_SHORTEST_PART, len(written) - _SHORTEST_PART + 1):
            if written[:at] in self.words and written[at:] in self.words:
                yield Slip(written, f"{written[:at]} {written[at:]}", _BLANK)


def _changed(text: str, change: Sequence[tuple[int, int, Slip]]) -> Reading:
    parts, end = [], 0
    for start, stop, slip in change:
        parts += [text[end:start], slip.meant]
        end = stop
    return Reading("".join([*parts, text[end:]]), tuple(slip for _, _, slip in change))


def _may_change(word: str) -> bool:
    """False for a word so short that it names a level or a position if it has a digit."""
    return len(word) >= (_SHORTEST_WITH_DIGIT if _digits(word) else _SHORTEST)


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(filter(str.isdigit, word))

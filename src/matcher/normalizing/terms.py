"""Terms of folded texts: groups of three letters, stems, and words as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.normalizing.folding import is_native
from matcher.normalizing.stemming import stem_in

__all__ = ["GRAMS", "STEMS", "STREAMS", "WRITTEN", "Counted", "Terms"]

#: The streams of terms: each is weighed for itself.
GRAMS, STEMS, WRITTEN = range(3)
STREAMS = 3

_GRAM = 3
#: So many words are kept with their terms; then the memory starts anew.
_REMEMBERED = 1 << 16

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]


class Counted(NamedTuple):
    """How often terms stand in texts: row i has `times[starts[i]:starts[i + 1]]` of `terms`.

    `unknown` (n, 3) counts the terms of each stream that are not in the vocabulary.
    """

    times: Floats
    terms: Places
    starts: Offsets
    unknown: Floats

    @property
    def rows(self) -> npt.NDArray[np.intp]:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.unknown)), np.diff(self.starts))


@dataclass(frozen=True, repr=False, eq=False)
class Terms:
    """The terms of some texts of one language, in the order in which they were met.

    A word gives its letters by threes, with a blank at either end, its stem, and itself as it is
    written; one in Chinese, Japanese or Korean letters, which has no blanks inside, gives its
    letters and pairs of letters instead. A word repeated at once counts once (anak-anak). Words as
    they are written are left out where nothing is asked of them.

    >>> terms = Terms.of("en", ["ward nurse"])
    >>> terms.count(["nurses"]).times.tolist(), terms.count(["nurses"]).unknown.tolist()
    ([1.0, 1.0, 1.0, 1.0, 1.0], [[2.0, 0.0, 1.0]])
    """

    language: str
    places: dict[str, int]
    streams: npt.NDArray[np.int8]
    has_written: bool
    _words: dict[str, tuple[list[int], tuple[int, ...]]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Terms: {len(self)} terms, {self.language}>"

    def __len__(self) -> int:
        return len(self.places)

    @classmethod
    def of(
        cls,
        language: str,
        texts: Iterable[str],
        described: Iterable[str] = (),
        *,
        has_written: bool = True,
    ) -> Terms:
        """The terms of folded texts, and the stems of folded descriptions."""
        places: dict[str, int] = {}
        streams: list[int] = []

        def add(stream: int, term: str) -> None:
            if term not in places:
                places[term] = len(places)
                streams.append(stream)

        for word in dict.fromkeys(word for text in texts for word in text.split()):
            for stream, several in enumerate(_terms(language, word, has_written=has_written)):
                for term in several:
                    add(stream, term)
        for word in dict.fromkeys(word for text in described for word in text.split()):
            add(STEMS, _stem(language, word))
        return cls(language, places, np.array(streams, dtype=np.int8), has_written)

    def count(self, texts: Sequence[str]) -> Counted:
        """How often each term stands in each folded text, terms in order."""
        placed: list[int] = []
        sizes: list[int] = []
        unknown = np.zeros((len(texts), STREAMS), dtype=np.float32)
        for row, text in enumerate(texts):
            before = len(placed)
            missing = [0] * STREAMS
            for word in _distinct_neighbours(text):
                places, lacking = self._terms_of(word)
                placed += places
                if lacking:
                    missing = [a + b for a, b in zip(missing, lacking, strict=True)]
            unknown[row] = missing
            sizes.append(len(placed) - before)
        width = max(len(self), 1)
        keys = np.repeat(np.arange(len(texts), dtype=np.int64), sizes) * width
        keys, times = np.unique(keys + np.array(placed, dtype=np.int64), return_counts=True)
        starts = np.searchsorted(keys, np.arange(len(texts) + 1, dtype=np.int64) * width)
        terms = (keys % width).astype(np.int32)
        return Counted(times.astype(np.float32), terms, starts.astype(np.int64), unknown)

    def _terms_of(self, word: str) -> tuple[list[int], tuple[int, ...]]:
        """The places of a word's known terms, and how many of each stream are not known, if any."""
        known = self._words.get(word)
        if known is None:
            get = self.places.get
            found = [[get(term) for term in terms] for terms in self._split(word)]
            places = [place for several in found for place in several if place is not None]
            lacking = tuple(several.count(None) for several in found)
            known = places, lacking if any(lacking) else ()
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            self._words[word] = known
        return known

    def _split(self, word: str) -> tuple[list[str], list[str], list[str]]:
        return _terms(self.language, word, has_written=self.has_written)


def _distinct_neighbours(text: str) -> list[str]:
    words = text.split()
    return [word for place, word in enumerate(words) if not place or word != words[place - 1]]


def _terms(
    language: str, word: str, *, has_written: bool
) -> tuple[list[str], list[str], list[str]]:
    """The terms of a word by stream."""
    if is_native(word):
        grams = [*word, *(word[start : start + 2] for start in range(len(word) - 1))]
    else:
        padded = f" {word} "
        grams = [padded[start : start + _GRAM] for start in range(max(1, len(word)))]
    # No folded word begins with these signs: terms of several streams never meet.
    return grams, [_stem(language, word)], [f'"{word}'] if has_written else []


def _stem(language: str, word: str) -> str:
    return f"={stem_in(language, word)}"

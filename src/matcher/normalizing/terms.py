"""Terms of folded texts: groups of three letters, stems, and words as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.kernels import Counted, TermCounter, gram_keys
from matcher.normalizing.folding import is_native
from matcher.normalizing.stemming import stem_in
from matcher.normalizing.worded import Remembered, Worded

__all__ = ["GRAMS", "STEMS", "STREAMS", "WRITTEN", "Terms"]

#: The streams of terms: each is weighed for itself.
GRAMS, STEMS, WRITTEN = range(3)
STREAMS = 3

_GRAM = 3


@dataclass(frozen=True, repr=False, eq=False)
class Terms:
    """The terms of some texts of one language, in the order in which they were met.

    A word gives its letters by threes, with a blank at either end, its stem, and itself as it is
    written; one in Chinese, Japanese or Korean letters, which has no blanks inside, gives its
    letters and pairs of letters instead. Words as they are written are left out where nothing is
    asked of them.

    >>> terms = Terms.of("en", ["ward nurse"])
    >>> terms.count(["nurses"]).times.tolist(), terms.count(["nurses"]).unknown.tolist()
    ([1.0, 1.0, 1.0, 1.0, 1.0], [[2.0, 0.0, 1.0]])
    """

    language: str
    places: dict[str, int]
    streams: npt.NDArray[np.int8]
    has_written: bool

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

        def add(stream: int, several: Iterable[str]) -> None:
            for term in several:
                if term not in places:
                    places[term] = len(places)
                    streams.append(stream)

        for word in dict.fromkeys(word for text in texts for word in text.split()):
            for stream, several in enumerate(_terms(language, word, has_written=has_written)):
                add(stream, several)
        for word in dict.fromkeys(word for text in described for word in text.split()):
            add(STEMS, (_stem(language, word),))
        return cls(language, places, np.array(streams, dtype=np.int8), has_written)

    def count(self, texts: Sequence[str] | Worded) -> Counted:
        """How often each term stands in each folded text, terms in order."""
        worded = texts if isinstance(texts, Worded) else Worded.of(texts)
        streams = [self._stems, self._written] if self.has_written else [self._stems]
        named = [list(map(known.__getitem__, worded.flat)) for known in streams]
        return self._counter.count(worded.words, np.array(named, dtype=np.int32).T)

    @cached_property
    def _counter(self) -> TermCounter:
        grams = [
            (np.frombuffer(term.rjust(_GRAM, "\0").encode("utf-32-le"), np.uint32), place)
            for (term, place), stream in zip(
                self.places.items(), self.streams.tolist(), strict=True
            )
            if stream == GRAMS
        ]
        letters = np.array([one for one, _ in grams], dtype=np.uint32).reshape(-1, _GRAM)
        places = np.array([place for _, place in grams], dtype=np.int32)
        return TermCounter(gram_keys(letters), places)

    @cached_property
    def _stems(self) -> Remembered[int]:
        return Remembered(lambda word: self.places.get(_stem(self.language, word), -1))

    @cached_property
    def _written(self) -> Remembered[int]:
        return Remembered(lambda word: self.places.get(f'"{word}', -1))


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

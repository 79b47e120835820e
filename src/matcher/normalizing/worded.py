"""Texts as words and letters, laid out for the kernels that count and compare them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from matcher.kernels import WordRows, Words
from matcher.normalizing.folding import is_native

__all__ = ["Remembered", "Worded", "word_rows"]

#: So many words are kept with what was found for them; then the memory starts anew.
_REMEMBERED = 1 << 16
_LONGEST = 40

_Found = TypeVar("_Found")


class Worded(NamedTuple):
    """Folded texts and their words, one after the other, as all shelves read them.

    A word repeated at once stands once (anak-anak).

    >>> Worded.of(["ward nurse", "anak anak"]).flat
    ['ward', 'nurse', 'anak']
    """

    texts: Sequence[str]
    flat: list[str]
    words: Words

    @classmethod
    def of(cls, texts: Sequence[str]) -> Worded:
        """The words of folded texts."""
        flat: list[str] = []
        joined: list[str] = []
        sizes = [0]
        for text in texts:
            words = _distinct_neighbours(text)
            flat += words
            joined.append(" ".join(words))
            sizes.append(len(words))
        ends = np.cumsum([0, *(len(one) + 1 for one in joined)])
        laid_out = Words(
            # Without a text there is one blank.
            _letters(f" {' '.join(joined)} ")[: int(ends[-1]) + 1],
            ends.astype(np.int64),
            np.fromiter(map(is_native, flat), dtype=np.bool_, count=len(flat)),
            np.cumsum(sizes).astype(np.int64),
        )
        return cls(texts, flat, laid_out)


class Remembered(dict[str, _Found]):
    """What is found for a word, kept for the next time unless the word is long.

    >>> Remembered(str.upper)["nurse"]
    'NURSE'
    """

    def __init__(self, find: Callable[[str], _Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> _Found:
        """Find it, and keep it."""
        found = self._find(word)
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = found
        return found


def word_rows(
    words: Sequence[str], numbers: Sequence[int], row_starts: npt.NDArray[np.int64]
) -> WordRows:
    """Words by their letters and rows of numbers, row i from `row_starts[i]` on."""
    return WordRows(
        _letters("".join(words)),
        np.cumsum([0, *map(len, words)]).astype(np.int64),
        np.array(numbers, dtype=np.int32),
        row_starts.astype(np.int64),
    )


def _distinct_neighbours(text: str) -> list[str]:
    words = text.split()
    if len(words) == len(set(words)):
        return words
    return [word for place, word in enumerate(words) if not place or word != words[place - 1]]


def _letters(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

"""Types a text with one realistic slip of the fingers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

__all__ = ["misspell"]

_SHORTEST = 5
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def misspell(text: str, rng: np.random.Generator) -> str:
    """The text with one slip; each kind that fits is as likely as any other.

    Two neighbours are swapped, a letter is dropped, doubled or replaced by its neighbour on the
    keyboard, or a blank is missing. A text of fewer than 5 letters, the first letter of a word and
    anything but letters and blanks stay as they are.

    >>> rng = np.random.default_rng(3)
    >>> [misspell("las listrik", rng) for _ in range(4)]
    ['laslistrik', 'las lsitrik', 'la listrik', 'laslistrik']
    """
    if sum(letter.isalpha() for letter in text) < _SHORTEST:
        return text
    fitting = [places for slip in _SLIPS if (places := list(slip(text)))]
    if not fitting:
        return text
    places = fitting[rng.integers(len(fitting))]
    return places[rng.integers(len(places))]


def _inner(text: str) -> Iterator[int]:
    """The places of letters that a letter stands before."""
    for place in range(1, len(text)):
        if text[place].isalpha() and text[place - 1].isalpha():
            yield place


def _swapped(text: str) -> Iterator[str]:
    inner = set(_inner(text))
    for place in sorted(inner):
        if place + 1 in inner and text[place] != text[place + 1]:
            yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _dropped(text: str) -> Iterator[str]:
    for place in _inner(text):
        yield text[:place] + text[place + 1 :]


def _doubled(text: str) -> Iterator[str]:
    for place in _inner(text):
        yield text[: place + 1] + text[place:]


def _neighbouring(text: str) -> Iterator[str]:
    for place in _inner(text):
        for key in _NEIGHBOURS.get(text[place].casefold(), ""):
            written = key.upper() if text[place].isupper() else key
            yield text[:place] + written + text[place + 1 :]


def _unspaced(text: str) -> Iterator[str]:
    for place in range(1, len(text) - 1):
        if text[place] == " " and not (text[place - 1].isspace() or text[place + 1].isspace()):
            yield text[:place] + text[place + 1 :]


def _neighbours() -> dict[str, str]:
    """The keys to the left and right of each letter."""
    return {
        key: row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
        for row in _ROWS
        for place, key in enumerate(row)
    }


_NEIGHBOURS = _neighbours()
_SLIPS: tuple[Callable[[str], Iterator[str]], ...] = (
    _swapped,
    _dropped,
    _doubled,
    _neighbouring,
    _unspaced,
)

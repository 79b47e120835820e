"""The plain NumPy definition of counting: which terms stand in texts, and how often.

The terms of a word are its letters by threes, with a blank at either end, or, if it is native, its
letters and pairs of letters; and what it is named in each further stream.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.kernels.search_arrays import Counted, Offsets, Places, Words

__all__ = ["TermCounter", "gram_keys"]

_STREAMS = 3
_LETTER_BITS = 21
_BLANK = ord(" ")
_UNKNOWN = -1

Keys = npt.NDArray[np.int64]


def gram_keys(letters: npt.NDArray[np.integer]) -> Keys:
    """One number for each group of three letters (n, 3), 0 standing for none."""
    wide = letters.astype(np.int64)
    keys: Keys = wide[:, 0] << 2 * _LETTER_BITS | wide[:, 1] << _LETTER_BITS | wide[:, 2]
    return keys


class TermCounter:
    """Counts terms: the groups of letters with these `keys` have these places, from 0."""

    def __init__(self, keys: Keys, places: Places) -> None:
        order = np.argsort(keys)
        self._keys, self._places = keys[order], places[order]

    def count(self, words: Words, named: Places) -> Counted:
        """The terms of texts; `named` (words, 0 to 2) are those of further streams, or -1."""
        letter_words = np.cumsum(_begins(words.letters)) - 1
        keys, owners = _grams(words, letter_words)
        places = np.concatenate([self._found(keys), named.ravel()])
        streams = np.zeros(len(places), dtype=np.int64)
        streams[len(keys) :] = np.tile(np.arange(1, named.shape[1] + 1), len(named))
        of_word = np.concatenate([owners, np.repeat(np.arange(len(named)), named.shape[1])])
        text_of = np.repeat(np.arange(len(words.word_starts) - 1), np.diff(words.word_starts))
        return _tallied(text_of[of_word], streams, places, len(words.word_starts) - 1)

    def _found(self, keys: Keys) -> Places:
        if not len(self._keys):
            return np.full(len(keys), _UNKNOWN, dtype=np.int32)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, self._places[at], np.int32(_UNKNOWN))


def _begins(letters: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which letters are the first of a word."""
    begins: npt.NDArray[np.bool_] = letters != _BLANK
    begins[1:] &= letters[:-1] == _BLANK
    return begins


def _grams(words: Words, letter_words: npt.NDArray[np.intp]) -> tuple[Keys, Offsets]:
    """The keys of all groups of letters, and the word of each."""
    letters = words.letters
    inside = np.flatnonzero(letters != _BLANK)
    is_native = words.native[letter_words[inside]]
    plain, native = inside[~is_native], inside[is_native]
    pairs = native[letters[native + 1] != _BLANK]
    none = np.zeros(len(native), dtype=np.uint32)
    groups = [
        np.stack([letters[plain - 1], letters[plain], letters[plain + 1]], axis=1),
        np.stack([none, none, letters[native]], axis=1),
        np.stack([none[: len(pairs)], letters[pairs], letters[pairs + 1]], axis=1),
    ]
    owners = letter_words[np.concatenate([plain, native, pairs])]
    return gram_keys(np.concatenate(groups)), owners.astype(np.int64)


def _tallied(rows: Offsets, streams: Offsets, places: Places, texts: int) -> Counted:
    is_known = places >= 0
    cells = (rows * _STREAMS + streams)[~is_known]
    unknown = np.bincount(cells, minlength=texts * _STREAMS).reshape(texts, _STREAMS)
    width = int(places.max(initial=0)) + 1
    keys, times = np.unique(rows[is_known] * width + places[is_known], return_counts=True)
    starts = np.searchsorted(keys, np.arange(texts + 1) * width)
    return Counted(
        times.astype(np.float32),
        (keys % width).astype(np.int32),
        starts.astype(np.int64),
        unknown.astype(np.float32),
    )

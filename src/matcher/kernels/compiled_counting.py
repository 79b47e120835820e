"""Counting in C++, with the name, the signature and the results of `reference_counting`.

Offsets that point outside, and letters that are other words than the offsets say, are a ValueError.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import matcher.kernels._native as _native  # noqa: PLR0402 - the package is half imported here
from matcher.kernels.compiled import laid_out
from matcher.kernels.search_arrays import Counted, Places, Words

__all__ = ["TermCounter"]


class TermCounter:
    """As in `reference_counting`."""

    def __init__(self, keys: npt.NDArray[np.int64], places: Places) -> None:
        self._native = _native.TermCounter(laid_out(keys, np.int64), laid_out(places, np.int32))

    def count(self, words: Words, named: Places) -> Counted:
        """As in `reference_counting`."""
        counted = self._native.count(
            laid_out(words.letters, np.uint32),
            laid_out(words.letter_starts, np.int64),
            laid_out(words.native, np.bool_).view(np.uint8),
            laid_out(named, np.int32),
            laid_out(words.word_starts, np.int64),
        )
        return Counted(*counted)

"""The plain definition of the token-set ratio of texts and forms: that of rapidfuzz.

Of both sets of words, sorted, what both have and what each has besides are compared letter by
letter; 100 where one has all words of the other.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matcher.kernels.search_arrays import Places, Singles, WordRows

__all__ = ["TokenSets"]

_Item = TypeVar("_Item", int, str)


class TokenSets:
    """Compares texts with forms: rows of words, whose numbers rise as the words do."""

    def __init__(self, forms: WordRows) -> None:
        words = _words(forms)
        self._forms = [
            " ".join([words[one] for one in row]) for row in _rows(forms, forms.words.tolist())
        ]

    def ratios(self, texts: WordRows, forms: Places) -> Singles:
        """The token-set ratio of each text (n) and each of its forms (n, k): within [0, 100].

        The words of texts stand one after the other, each with its number among those of the forms
        or, if no form has it, -1. A form of -1 has the ratio 0.
        """
        from rapidfuzz import fuzz, process

        words = _words(texts)
        own = [" ".join(row) for row in _rows(texts, words)]
        asked = [text for text in own for _ in range(forms.shape[1])]
        named = [self._forms[form] if form >= 0 else "" for form in forms.ravel().tolist()]
        found: npt.NDArray[np.float32] = process.cpdist(
            asked, named, scorer=fuzz.token_set_ratio, dtype=np.float32
        )
        return found.reshape(forms.shape)


def _words(rows: WordRows) -> list[str]:
    starts = rows.letter_starts.tolist()
    letters = [chr(letter) for letter in rows.letters.tolist()]
    return ["".join(letters[start:end]) for start, end in pairwise(starts)]


def _rows(rows: WordRows, items: list[_Item]) -> list[list[_Item]]:
    starts = rows.row_starts.tolist()
    return [items[start:end] for start, end in pairwise(starts)]

"""Counting, plain or compiled, gives the same terms as dictionaries of letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel_modules import compiled
from matcher.kernels import Words, gram_keys, reference_counting

LETTERS = "abé溶\U0001f527"
WORDS = st.tuples(st.text(LETTERS, min_size=1, max_size=4), st.booleans())
TEXTS = st.lists(st.lists(WORDS, max_size=4), max_size=5)
GRAMS = [" ab", "ab ", "aba", " é ", "é溶é", "\0\0溶", "\0溶溶", "\0\0a", "\0ab", " \U0001f527 "]


def modules() -> list[Any]:
    try:
        return [reference_counting, compiled("compiled_counting")]
    except pytest.skip.Exception:
        return [reference_counting]


of_each_kind = pytest.mark.parametrize("kernels", modules())


def points(text: str) -> np.ndarray[Any, np.dtype[np.uint32]]:
    return np.array([ord(letter) for letter in text], dtype=np.uint32)


def laid_out(texts: Sequence[Sequence[tuple[str, bool]]]) -> Words:
    joined = [" ".join(word for word, _ in words) for words in texts]
    letters = " " + "".join(f"{one} " for one in joined)
    return Words(
        points(letters),
        np.cumsum([0, *(len(one) + 1 for one in joined)]),
        np.array([is_native for words in texts for _, is_native in words], dtype=np.bool_),
        np.cumsum([0, *map(len, texts)]),
    )


def counter(kernels: Any) -> Any:  # noqa: ANN401 - a module, and what it makes
    keys = gram_keys(np.stack([points(gram) for gram in GRAMS]))
    return kernels.TermCounter(keys, np.arange(len(GRAMS), dtype=np.int32))


def grams(word: str, *, is_native: bool) -> list[str]:
    if is_native:
        pairs = [f"\0{word[at : at + 2]}" for at in range(len(word) - 1)]
        return [*(f"\0\0{letter}" for letter in word), *pairs]
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(word))]


@of_each_kind
@given(TEXTS, st.integers(0, 2), st.integers(-1, 12))
def test_terms_are_counted_as_by_hand(
    kernels: Any,  # noqa: ANN401
    texts: list[list[tuple[str, bool]]],
    streams: int,
    place: int,
) -> None:
    size = sum(map(len, texts))
    named = np.full((size, streams), place, dtype=np.int32)
    found = counter(kernels).count(laid_out(texts), named)
    assert [one.dtype for one in found] == [np.float32, np.int32, np.int64, np.float32]
    for row, words in enumerate(texts):
        every = [gram for word, native in words for gram in grams(word, is_native=native)]
        known = Counter(GRAMS.index(gram) for gram in every if gram in GRAMS)
        unknown = [len(every) - known.total(), 0, 0]
        for stream in range(streams):
            if place >= 0:
                known[place] += len(words)
            else:
                unknown[stream + 1] = len(words)
        part = slice(found.starts[row], found.starts[row + 1])
        pairs = zip(found.terms[part].tolist(), found.times[part].tolist(), strict=True)
        assert list(pairs) == sorted((term, n) for term, n in known.items() if n)
        assert found.unknown[row].tolist() == unknown


def test_letters_that_are_other_words_are_refused() -> None:
    own = counter(compiled("compiled_counting"))
    right, named = laid_out([[("ab", False)], [("aba", False)]]), np.zeros((2, 1), np.int32)
    assert len(own.count(right, named).terms) == 4
    for wrong in (
        right._replace(letters=points(" abbaba ")),
        right._replace(letters=points(" ab abaa")),
        right._replace(letters=points("")),
        right._replace(letter_starts=np.array([0, 4, 7])),
        right._replace(letter_starts=np.array([0, 7])),
        right._replace(word_starts=np.array([0, 2, 2])),
        right._replace(native=np.zeros(1, dtype=np.bool_)),
    ):
        with pytest.raises(ValueError, match=r"letter|word|native|named"):
            own.count(wrong, named)
    with pytest.raises(ValueError, match="named"):
        own.count(right, np.zeros((2, 3), np.int32))
    with pytest.raises(ValueError, match="places"):
        compiled("compiled_counting").TermCounter(np.array([1]), np.array([-1], np.int32))

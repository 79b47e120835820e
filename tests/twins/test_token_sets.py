"""The token-set ratio, plain or compiled, is that of rapidfuzz to the last bit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from kernel_modules import compiled
from matcher.kernels import WordRows, reference_token_sets

WORDS = st.text("abcé溶", min_size=1, max_size=4) | st.sampled_from(
    ["weld" * 20, "wled" * 33, "sold", "solder", "\U0001f527" * 70]
)
TEXTS = st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=4)


def modules() -> list[Any]:
    try:
        return [reference_token_sets, compiled("compiled_token_sets")]
    except pytest.skip.Exception:
        return [reference_token_sets]


of_each_kind = pytest.mark.parametrize("kernels", modules())


def rows(words: Sequence[str], several: Sequence[Sequence[int]]) -> WordRows:
    return WordRows(
        np.array([ord(letter) for word in words for letter in word], dtype=np.uint32),
        np.cumsum([0, *map(len, words)]),
        np.array([one for row in several for one in row], dtype=np.int32),
        np.cumsum([0, *map(len, several)]),
    )


def ratios(kernels: Any, texts: list[list[str]], forms: list[list[str]]) -> Any:  # noqa: ANN401
    known = sorted({word for form in forms for word in form})
    sets = [sorted({known.index(word) for word in form}) for form in forms]
    numbers = [[known.index(word) if word in known else -1 for word in text] for text in texts]
    asked = np.tile(np.arange(-1, len(forms), dtype=np.int32), (len(texts), 1))
    flat = [word for text in texts for word in text]
    return kernels.TokenSets(rows(known, sets)).ratios(rows(flat, numbers), asked)


@of_each_kind
@given(TEXTS, TEXTS)
@example([["a" * 64 + "b" * 64 + "a" * 64]], [["a" * 70], ["a" * 130 + "b"], ["b" * 9 + "a" * 99]])
@example([["weld" * 40, "b"]], [["wled" * 40, "b"], ["wled" * 16], ["b"]])
def test_ratios_are_those_of_rapidfuzz(
    kernels: Any,  # noqa: ANN401
    texts: list[list[str]],
    forms: list[list[str]],
) -> None:
    found = ratios(kernels, texts, forms)
    assert found.dtype == np.float32
    for row, text in enumerate(texts):
        expected = [fuzz.token_set_ratio(" ".join(text), " ".join(form)) for form in forms]
        assert found[row].tolist() == [0.0, *(float(np.float32(one)) for one in expected)]


def test_numbers_that_point_outside_are_refused() -> None:
    fast = compiled("compiled_token_sets")
    right = rows(["a", "b"], [[0], [1]])
    with pytest.raises(ValueError, match="words"):
        fast.TokenSets(right._replace(words=np.array([0, 2], dtype=np.int32)))
    with pytest.raises(ValueError, match="letter_starts"):
        fast.TokenSets(right._replace(letter_starts=np.array([0, 1, 3])))
    own = fast.TokenSets(right)
    with pytest.raises(ValueError, match="forms"):
        own.ratios(right, np.array([[0], [2]], dtype=np.int32))
    with pytest.raises(ValueError, match="forms"):
        own.ratios(right, np.array([[0]], dtype=np.int32))
    with pytest.raises(ValueError, match="row_starts"):
        own.ratios(right._replace(row_starts=np.array([0, 1])), np.array([[0]], dtype=np.int32))

"""Texts in two arrays are the texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.store import Texts

texts = st.lists(st.text(st.characters(codec="utf-8"), max_size=5), max_size=8)


@given(texts=texts)
def test_texts_are_kept(texts: list[str]) -> None:
    kept = Texts.of(texts)
    assert (len(kept), list(kept), kept[:], kept == texts) == (len(texts), texts, texts, True)
    assert [kept[place] for place in range(-len(texts), 0)] == texts
    assert (kept.bytes.dtype.str, kept.offsets.dtype.str) == ("|u1", "<i8")


@given(texts=texts, places=st.slices(8))
def test_a_slice_is_that_of_a_list(texts: list[str], places: slice) -> None:
    assert Texts.of(texts)[places] == texts[places]


@given(texts=texts, ends=st.tuples(st.integers(0, 8), st.integers(0, 8)))
def test_a_part_shares_the_bytes(texts: list[str], ends: tuple[int, int]) -> None:
    start, stop = sorted(min(end, len(texts)) for end in ends)
    whole = Texts.of(texts)
    part = whole.part(start, stop)
    assert (list(part), part[:]) == (texts[start:stop], texts[start:stop])
    assert part.offsets[0] == 0
    assert np.shares_memory(part.bytes, whole.bytes) == (part.bytes.size > 0)


@given(texts=texts, others=texts)
def test_only_equal_texts_are_equal(texts: list[str], others: list[str]) -> None:
    assert (Texts.of(texts) == Texts.of(others)) == (texts == others)
    assert Texts.of(texts) == Texts.of(texts)
    assert Texts.of(["a"]) != "a"


def test_a_place_outside_is_an_index_error() -> None:
    with pytest.raises(IndexError):
        Texts.of(["a"])[1]


def test_bytes_that_are_no_text_are_told() -> None:
    broken = Texts(np.array([0xFF], np.uint8), np.array([0, 1]))
    with pytest.raises(InputError, match=r"not UTF-8: b'\\xff'. Save the index again"):
        broken[0]
    with pytest.raises(InputError, match="not UTF-8"):
        list(broken)


def test_its_words_tell_how_many() -> None:
    assert repr(Texts.of(["las", "a"])) == "<Texts: 2 of 4 bytes>"

"""Spelling: every single slip is read back, and nothing that is known is changed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from matcher.normalizing.spelling import Neighbours, Spelling, slip_between
from matcher.sample.misspelling import misspell

WORDS = ["teknik", "pengelasan", "pengelas", "juru", "las", "welder", "wender", "smaw", "gmaw"]
NAMES = ["teknik pengelasan", "juru las", "las smaw 3g", "welder", "外籍看護工", "akun siskop2mi"]
SPELLING = Spelling.of(NAMES, ["min", "dan & wajib"])
letters = st.text(alphabet="abcd", min_size=2, max_size=7)


@given(st.lists(letters, max_size=30), letters)
def test_the_neighbours_are_those_of_a_comparison_with_every_word(
    words: list[str], word: str
) -> None:
    close = {one for one in words if OSA.distance(word, one) == 1 and one[0] == word[0]}
    assert Neighbours(words).near(word) == sorted(close)


@given(st.sampled_from(WORDS), st.integers(0, 2**32))
def test_a_slip_costs_between_a_half_and_two(word: str, seed: int) -> None:
    written = misspell(word, np.random.default_rng(seed))
    if written != word:
        slip = slip_between(written, word)
        assert (slip.written, slip.meant) == (written, word)
        assert 0.5 < slip.cost <= 2


@given(st.sampled_from(["teknik pengelasan", "juru las", "welder"]), st.integers(0, 2**32))
def test_one_slip_is_read_back(name: str, seed: int) -> None:
    written = misspell(name, np.random.default_rng(seed))
    if written != name and not set(written.split()) <= SPELLING.words:
        assert name in [reading.text for reading in SPELLING.readings(written)]


@given(st.lists(st.sampled_from(sorted(SPELLING.words)), max_size=6).map(" ".join))
def test_known_words_are_what_they_are(text: str) -> None:
    changed = [reading for reading in SPELLING.readings(text) if reading.text != text]
    assert all(reading.text in NAMES for reading in changed)
    assert all(reading.text.replace(" ", "") == text.replace(" ", "") for reading in changed)


@given(st.text(max_size=40))
def test_the_digits_of_a_text_stay(text: str) -> None:
    digits = [letter for letter in text if letter in "0123456789"]
    for reading in SPELLING.readings(text):
        assert [letter for letter in reading.text if letter in "0123456789"] == digits


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Teknik Pengelsan", "Teknik pengelasan"),
        ("las SMWA 3G", "las smaw 3G"),
        ("(jruu) las!", "(juru) las!"),
        ("jurulas", "juru las"),
        ("外籍籍看護工", "外籍看護工"),
        ("akun SIKSOP2MI", "akun siskop2mi"),
        ("tekink pengelsan", "teknik pengelasan"),
    ],
)
def test_a_text_is_read_as_it_is_meant(text: str, meant: str) -> None:
    assert meant in [reading.text for reading in SPELLING.readings(text)]


@pytest.mark.parametrize(
    "text", ["las smaw 4g", "akun siskop3mi", "las 3gg", "外籍看護士", "elas", "x", "", "las 9g"]
)
def test_a_code_a_native_letter_and_a_first_letter_are_never_changed(text: str) -> None:
    assert SPELLING.readings(text) == []


def test_the_slips_of_a_reading_are_told() -> None:
    (reading,) = SPELLING.readings("min wleder")
    assert [(slip.written, slip.meant) for slip in reading.slips] == [("wleder", "welder")]


def test_a_story_is_not_respelled() -> None:
    assert SPELLING.readings("wleder " * 20) == []


def test_readings_are_few() -> None:
    crowded = Spelling.of([f"ab{last}" for last in "cdefghijklmn"])
    readings = crowded.readings("abx aby abz")
    assert len(readings) == 24
    assert [len(reading.slips) for reading in readings] == [1] * 24

"""Openings: one number, or one for each sex."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS, advert_texts
from matcher.errors import CellError
from matcher.records.seats import Openings, parse_openings


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("25 orang", Openings(25)), ("1.500 orang", Openings(1500)), ("L/P 10", Openings(10)),
        ("10 (L/P)", Openings(10)), ("100+", Openings(100, is_least=True)), ("0", Openings(0)),
        ("kuota 75 orang", Openings(75)), ("25 wanita", Openings(female=25)), ("- 5", Openings(5)),
        ("3 pria dan 4 wanita", Openings(male=3, female=4)),
        ("min 100", Openings(100, is_least=True)),
        ("16L-25P", Openings(male=16, female=25)), ("L: 16, P: 25", Openings(male=16, female=25)),
    ],
)  # fmt: skip
def test_seats_are_read(text: str, openings: Openings) -> None:
    assert parse_openings(text) == openings


@pytest.mark.parametrize("text", ["", "banyak", "orang", "-"])
def test_a_text_without_a_number_offers_no_known_seats(text: str) -> None:
    assert parse_openings(text) is None


@pytest.mark.parametrize(
    "text", ["-5", "(-5)", "2,5", "5-10", "5-10 pria", "10 10", "L 5 L 6", "1.23.4"]
)
def test_what_is_no_number_of_seats_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_openings(text)
    assert caught.value.repair.startswith("Write ")


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.sampled_from(["{} (L) {} (P)", "{} L / {} P", "{} pria, {} wanita", "{}L-{}P"]),
)
def test_seats_by_sex_survive_every_writing(male: int, female: int, writing: str) -> None:
    assert parse_openings(writing.format(male, female)) == Openings(male=male, female=female)


@given(advert_texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(CellError):
        found = parse_openings(text)
        seats = () if found is None else (found.both, found.male, found.female)
        assert all(one is None or one >= 0 for one in seats)


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str) -> None:
    with suppress(CellError):
        parse_openings(text)

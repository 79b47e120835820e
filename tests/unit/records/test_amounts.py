"""Amounts: both conventions are read, what fits both is refused."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.errors import CellError
from matcher.records.amounts import parse_number, parse_whole_number


@given(st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_every_float_survives_being_written(number: float, comma: bool) -> None:  # noqa: FBT001
    text = repr(number)
    assume("e" not in text or not comma)
    decimals = text.partition(".")[2]
    if len(decimals) == 3 and "e" not in text:
        text += "0"
    assert parse_number(text.replace(".", ",") if comma else text) == number


@given(st.integers(-(10**12), 10**12), st.integers(0, 99), st.sampled_from([".,", ",."]))
def test_grouped_numbers_are_read_in_both_conventions(whole: int, cents: int, marks: str) -> None:
    thousands, decimal = marks[0], marks[1]
    text = f"{whole:,}".replace(",", thousands)
    assert parse_whole_number(text) == whole
    expected = math.copysign(abs(whole) + cents / 100, whole)
    if abs(whole) >= 1000:
        assert parse_number(f"{text}{decimal}{cents:02}") == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("text", ["1.234", "12,345", "-999.000", "+1,000"])
def test_one_mark_before_three_digits_is_ambiguous(text: str) -> None:
    with pytest.raises(CellError, match="can be read in two ways") as caught:
        parse_number(f" {text} ")
    first, second = caught.value.repair.removeprefix("Write ").removesuffix(".").split(" or ")
    digits = text.replace(".", "").replace(",", "")
    assert (first, parse_number(first), parse_whole_number(text)) == (
        digits, int(digits), int(digits)
    )  # fmt: skip
    assert parse_number(second) == int(digits) / 1000
    assert caught.value.value == f" {text} "


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.125", 0.125), ("0,125", 0.125), ("1234.567", 1234.567), ("1.234.567", 1234567),
        ("1.234,567", 1234.567), ("1,234.5", 1234.5), ("-5", -5), ("007", 7), ("1e3", 1000),
        ("2.5E-3", 0.0025), ("1.2345", 1.2345), ("1.23", 1.23),
    ],
)  # fmt: skip
def test_what_fits_one_convention_is_read(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "abc", "1 234", "1.23.456", "1,234,56", "1.234.567,8,9", "12.34,5", ".5", "5.",
        "1.234.5678", "0.123.456", "nan", "inf", "1e", "0x10", "1_000", "1e9999", "5 5", "1" * 41,
    ],
)  # fmt: skip
def test_what_fits_none_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_number(text)
    assert caught.value.reason == f"'{text}' is no number."
    assert caught.value.repair == "Write a plain number, such as 165 or 165.5."
    with pytest.raises(CellError):
        parse_whole_number(text)


def test_units_scale_the_number_before_them() -> None:
    units = {"m": 100.0, "cm": 1.0, "tahun": 12.0}
    assert parse_number("165 cm", units) == 165
    assert parse_number("1,57M", units) == 157
    assert parse_number("2 Tahun.", units) == 24
    assert parse_whole_number("1.500 cm", units) == 1500
    assert parse_whole_number("1.5 m", units) == 150
    for text in ("cm", "165 kg", "165 cm cm"):
        with pytest.raises(CellError, match=f"'{text}' is no number"):
            parse_number(text, units)


def test_a_whole_number_has_no_fraction() -> None:
    assert (parse_whole_number("16.0"), parse_whole_number("16,00")) == (16, 16)
    with pytest.raises(CellError) as caught:
        parse_whole_number("16,5")
    assert caught.value.reason == "'16,5' is no whole number."
    assert caught.value.repair == "Write a whole number, such as 16."

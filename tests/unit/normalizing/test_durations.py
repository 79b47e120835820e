"""Durations: months, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS
from matcher.normalizing.durations import parse_months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("6 months", 6),
        ("6 bulan", 6),
        ("18 bln", 18),
        ("18", 18),
        ("6+", 6),
        ("1 tahun", 12),
        ("1,5 tahun", 18),
        ("1.5 years", 18),
        ("2 years", 24),
        ("min 1 tahun", 12),
        ("Minimal: 2 thn", 24),
        (">= 24", 24),
        ("pengalaman 2 tahun di bidang las", 24),
        ("setahun", 12),
        ("setengah tahun", 6),
        ("half a year", 6),
        ("dua tahun", 24),
        ("1/2 tahun", 6),
        ("½ tahun", 6),
        ("1½ tahun", 18),
        ("1 tahun 6 bulan", 18),
        ("2 years and 3 months", 27),
        ("2-3 tahun", 24),
        ("1 tahun, 2 tahun", 12),
        ("3年以上", 36),
        ("6か月", 6),
        ("1년 6개월", 18),
        ("１２ヶ月", 12),
        ("0", 0),
    ],
)
def test_a_duration_is_read_in_months(text: str, months: float) -> None:
    assert parse_months(text) == pytest.approx(months)


def test_weeks_and_days_are_parts_of_a_month() -> None:
    assert parse_months("52 weeks") == pytest.approx(11.96, abs=0.01)
    assert parse_months("365 hari") == pytest.approx(11.99, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "berpengalaman",
        "3 orang",
        "2019-2021",
        "2019年",
        "karena hari",
        "bahasa",
        "-3",
        "1/0 tahun",
        "9" * 400,
    ],
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert parse_months(text) is None


@given(st.integers(0, 99), st.sampled_from(["bulan", "months", "か月", " mo", "BLN"]))
def test_a_number_of_months_is_itself(months: int, unit: str) -> None:
    assert parse_months(f"{months} {unit}") == months


@given(st.integers(0, 40), st.integers(0, 11))
def test_years_and_months_add_up(years: int, months: int) -> None:
    assert parse_months(f"{years} tahun {months} bulan") == 12 * years + months


@given(st.text())
def test_any_text_is_a_plausible_duration_or_none(text: str) -> None:
    months = parse_months(text)
    assert months is None or 0 <= months <= 1200


def test_a_hundred_years_is_the_longest_span_that_is_read() -> None:
    assert parse_months("100 years") == 1200
    assert parse_months("101 years") is None


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str) -> None:
    months = parse_months(text + " tahun")
    assert months is None or 0 <= months <= 1200

"""Wages: amounts by the habit of their currency, periods, and what is paid beside."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS, advert_texts
from matcher.errors import CellError
from matcher.records.bounds import Range
from matcher.records.wages import Wage, parse_wage, read_amount


@pytest.mark.parametrize(
    ("text", "country", "low", "high", "currency", "period"),
    [
        ("NT 21.009", None, 21009, 21009, "TWD", None),
        ("NT$ 28,590-29,000", None, 28590, 29000, "TWD", None),
        ("RM 1800", None, 1800, 1800, "MYR", None),
        ("US$ 300,00 /bln", None, 300, 300, "USD", "month"),
        ("Rp 5.000.000", None, 5e6, 5e6, "IDR", None),
        ("Rp5.000.000,-", None, 5e6, 5e6, "IDR", None),
        ("1.234,5", None, 1234.5, 1234.5, None, None),
        ("257,000 yen", None, 257000, 257000, "JPY", None),
        ("20.000-26.000 NTD", None, 20000, 26000, "TWD", None),
        ("€2.300", None, 2300, 2300, "EUR", None),
        ("10 juta", "Indonesia", 1e7, 1e7, "IDR", None),
        ("5jt", None, 5e6, 5e6, None, None),
        ("5-7 juta", None, 5e6, 7e6, None, None),
        ("900 ribu - 2 juta", None, 9e5, 2e6, None, None),
        ("Rp. 4,5 juta per bulan", None, 4.5e6, 4.5e6, "IDR", "month"),
        ("¥180,000\u301c", None, 180000, None, "JPY", None),
        ("25万円", None, 250000, 250000, "JPY", None),
        ("月給 257,000円", None, 257000, 257000, "JPY", "month"),
        ("28,590", "Taiwan", 28590, 28590, "TWD", None),
        ("$ 28.590", "Taiwan", 28590, 28590, "TWD", None),
        ("$ 300", "Japan", 300, 300, "USD", None),
        ("1.500 - 2.000", "Malaysia", 1500, 2000, "MYR", None),
        ("US$650-1,500", None, 650, 1500, "USD", None),
        ("RM 8.50/jam", None, 8.5, 8.5, "MYR", "hour"),
        ("up to USD 1,500", None, None, 1500, "USD", None),
        ("gaji mulai dari RM 1.700", None, 1700, None, "MYR", None),
        ("PHP 20,000", "Taiwan", 20000, 20000, "PHP", None),
        ("EUR 2800 brutto/Monat", None, 2800, 2800, "EUR", "month"),
        ("120 ribu per hari", None, 120000, 120000, None, "day"),
        ("Rp 60.000.000 / tahun", None, 6e7, 6e7, "IDR", "year"),
    ],
)
def test_wages_of_adverts_are_read(  # noqa: PLR0913, PLR0917
    text: str, country: str | None, low: float | None, high: float | None, currency: str | None,
    period: str | None,
) -> None:  # fmt: skip
    found = parse_wage(text, country=country)
    assert found is not None
    assert (found.range, found.currency, found.period) == (Range(low, high), currency, period)
    assert not found.remainder


@pytest.mark.parametrize(
    ("text", "low", "remainder"),
    [
        ("RM 1,800 + Komisi RM 15 / jam", 1800, "Komisi RM 15 / jam"),
        ("Gaji pokok NT$ 28,590 + lembur", 28590, "lembur"),
        ("NT$ 28.590, potongan 2500", 28590, "potongan 2500"),
        ("夜勤手当 10,000円/回", None, "夜勤手当 10,000円/回"),
        ("UMR Taiwan", None, "UMR Taiwan"),
        ("kompetitif", None, "kompetitif"),
    ],
)
def test_what_is_no_base_wage_is_kept_as_words(
    text: str, low: float | None, remainder: str
) -> None:
    found = parse_wage(text)
    assert found is not None
    assert (found.range.low, found.remainder) == (low, remainder)


def test_a_commission_by_the_hour_is_not_the_period_of_the_wage() -> None:
    assert parse_wage("RM 1,800 + Komisi RM 15 / jam") == Wage(
        Range(1800, 1800), "MYR", None, "Komisi RM 15 / jam"
    )


def test_no_text_is_no_wage() -> None:
    assert parse_wage("  ") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2000-1500", "The lowest value 2000 is above the highest 1500."),
        ("KWD 120.000", "'120.000 KWD' can be read in two ways."),
        ("RM 1800 RM 2000", "'RM 1800 RM 2000' holds 2 wages."),
        ("1.23.4", "'1.23.4' is no amount of money."),
        ("Rp 99999999999999", "'Rp 99999999999999' holds an amount that nobody earns."),
    ],
)
def test_what_is_wrong_is_said(text: str, reason: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_wage(text)
    assert caught.value.reason == reason
    assert caught.value.repair.startswith("Write ")


def test_both_readings_of_an_amount_in_dinars_are_offered() -> None:
    with pytest.raises(CellError) as caught:
        read_amount("1,200", "KWD")
    assert caught.value.repair == "Write 1200 or 1.2000."
    assert (read_amount("1.2000", "KWD"), read_amount("1,200", "TWD")) == (1.2, 1200)


@given(st.integers(1, 10**9), st.sampled_from(",."), st.sampled_from(["NT$ {}", "{} yen", "RM{}"]))
def test_grouped_amounts_are_read_with_either_mark(amount: int, mark: str, writing: str) -> None:
    found = parse_wage(writing.format(f"{amount:,}".replace(",", mark)))
    assert found is not None
    assert found.range == Range(amount, amount)


@given(st.integers(1000, 10**8), st.integers(0, 99), st.sampled_from([".,", ",."]))
def test_cents_stand_behind_the_other_mark(whole: int, cents: int, marks: str) -> None:
    text = f"{whole:,}".replace(",", marks[0]) + f"{marks[1]}{cents:02}"
    assert read_amount(text) == pytest.approx(whole + cents / 100, rel=1e-12)


@given(advert_texts, st.sampled_from([None, "Taiwan", "Kuwait", "nowhere"]))
def test_any_text_is_read_or_refused(text: str, country: str | None) -> None:
    with suppress(CellError):
        found = parse_wage(text, country=country)
        assert (found is None) == (not text.strip())
        assert found is None or found.currency is None or len(found.currency) == 3


@pytest.mark.parametrize("prefix", ["", "RM "])
@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str, prefix: str) -> None:
    with suppress(CellError):
        parse_wage(prefix + text)

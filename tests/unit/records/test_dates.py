"""Dates in cells: the usual notations are read, impossible days are refused."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS, advert_texts
from matcher.errors import CellError
from matcher.records.dates import find_days, parse_date

INDONESIAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@given(st.dates(date(1000, 1, 1)), st.sampled_from("-/."))
def test_a_date_is_read_from_either_end(day: date, separator: str) -> None:
    year_first = day.strftime(f"%Y{separator}%m{separator}%d")
    day_first = f"{day.day}{separator}{day.month}{separator}{day.year}"
    assert parse_date(year_first) == parse_date(f" {day_first}\t") == day


@given(st.dates(date(1000, 1, 1)), st.sampled_from([INDONESIAN, ENGLISH]), st.integers(3, 9))
def test_months_may_be_named_or_shortened(day: date, names: tuple[str, ...], length: int) -> None:
    name = names[day.month - 1][:length]
    assert parse_date(f"{day.day} {name} {day.year}") == day
    assert parse_date(f"{day.day}-{name.upper()}-{day.year}") == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-08-17", date(2025, 8, 17)),
        ("2025-8-7", date(2025, 8, 7)),
        ("2025-08-17T00:00:00", date(2025, 8, 17)),
        ("2025-08-17 00:00", date(2025, 8, 17)),
        ("2025-08-17 00:00:00.000", date(2025, 8, 17)),
        ("05/06/2025", date(2025, 6, 5)),
        ("29.2.2024", date(2024, 2, 29)),
        ("17 Agt. 2025", date(2025, 8, 17)),
        ("1 Ags 2025", date(2025, 8, 1)),
        ("2 Nopember 2025", date(2025, 11, 2)),
        ("3 Pebruari 2025", date(2025, 2, 3)),
        ("4 sept 2025", date(2025, 9, 4)),
        ("令和8年3月31日", date(2026, 3, 31)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("2026年3月31日", date(2026, 3, 31)),
        ("2026년 3월 31일", date(2026, 3, 31)),
        ("2026. 3. 31.", date(2026, 3, 31)),
        ("June 3, 1985", date(1985, 6, 3)),
        ("3 Juni '85", date(1985, 6, 3)),
        ("3-Jun-07", date(2007, 6, 3)),
    ],
)
def test_usual_notations_are_read(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "2025", "20250817", "3 Juni 50", "38777", "2025-08-17T07:00:00",
        "x2025-08-17", "2025-08-17x", "17 Ju 2025", "17 Foo 2025", "Foo 2025", "17/8/2025 x",
        "025年3月1日",
        "2025-08-17T00", "17 8 2025",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_date(f" {text}")
    assert caught.value.value == f" {text}"
    assert caught.value.reason == f"'{text}' is no date."
    assert caught.value.repair == "Write it as 2025-08-17 or 17/08/2025."


@pytest.mark.parametrize("text", ["31/2/2025", "2025-02-29", "31/31/2025", "0/1/2025", "0000-1-1"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_date(text + " ")
    assert caught.value.value == text + " "
    assert caught.value.reason == f"'{text}' is a date that does not exist."
    assert caught.value.repair == "Correct the day, month or year."


@given(st.dates(date(1000, 1, 1)).filter(lambda day: day.day > 12))
def test_a_date_that_can_only_be_month_first_is_refused_and_turned(day: date) -> None:
    text = f"{day.month}/{day.day}/{day.year}"
    with pytest.raises(CellError) as caught:
        parse_date(text)
    assert caught.value.reason.endswith("it seems to be written month first.")
    meant = caught.value.repair.removeprefix("Write the day first: ").removesuffix(".")
    assert parse_date(meant) == day


@pytest.mark.parametrize("text", ["1/31/2025", "12/13/2025"])
def test_the_first_and_the_last_month_may_stand_first_too(text: str) -> None:
    with pytest.raises(CellError, match="it seems to be written month first"):
        parse_date(text)


@pytest.mark.parametrize("text", ["Agustus 2025", "2025-08", "2025/8", "2025年8月", "Aug 2025"])
def test_a_month_is_a_date_only_where_its_first_or_last_day_is_meant(text: str) -> None:
    assert parse_date(text, month="first") == date(2025, 8, 1)
    assert parse_date(text, month="last") == date(2025, 8, 31)
    with pytest.raises(CellError) as caught:
        parse_date(text)
    assert caught.value.reason == f"'{text}' is a month without a day."
    assert caught.value.repair == "Write the day too: 2025-08-01 or 2025-08-31."


def test_a_month_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CellError, match="does not exist"):
        parse_date("2025-13", month="first")


@pytest.mark.parametrize("text", ["17/8/25", "25-08-17", "1.2.03"])
def test_a_short_year_beside_numbers_has_two_readings(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_date(text)
    assert caught.value.reason == f"'{text}' has a year of two digits."


@given(st.lists(st.dates(date(1000, 1, 1)), max_size=4), st.sampled_from([INDONESIAN, ENGLISH]))
def test_dates_are_found_within_a_text(days: list[date], names: tuple[str, ...]) -> None:
    said = [
        f"{day.day} {names[day.month - 1]} {day.year}" if day.day % 2 else day.isoformat()
        for day in days
    ]
    found = find_days("lahir " + " sampai ".join(said))
    assert [(one.first, one.last) for one in found] == [(day, day) for day in days]


def test_a_month_within_a_text_is_all_of_its_days() -> None:
    text = "sejak Februari 2024, bukan 31/2/2024"
    found = find_days(text)
    assert [(one.first, one.last) for one in found] == [(date(2024, 2, 1), date(2024, 2, 29))]
    assert text[found[0].start : found[0].end] == "Februari 2024"


@given(advert_texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(one.first <= one.last and one.start < one.end for one in find_days(text))
    with suppress(CellError):
        assert isinstance(parse_date(text, month="last"), date)


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str) -> None:
    find_days(text)
    with suppress(CellError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("25/08/17", "Write the year in full, such as 2025-08-17 or 17/08/2025."),
        ("Mei 2026", "Write the day too: 2026-05-01 or 2026-05-31."),
        ("12/31/2026", "Write the day first: 31/12/2026."),
        ("31/2/2026", "Correct the day, month or year."),
    ],
)
def test_a_refused_date_keeps_its_text_and_says_what_to_write(text: str, repair: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_date(text)
    assert (caught.value.value, caught.value.repair) == (text, repair)


@pytest.mark.parametrize(
    ("text", "year"),
    [("3 Juni 00", 2000), ("3 Juni 40", 2040), ("3 Juni 60", 1960), ("3 Juni 99", 1999),
     ("令和元年6月3日", 2019), ("令和2年6月3日", 2020)],
)  # fmt: skip
def test_years_are_written_short_long_or_by_the_era(text: str, year: int) -> None:
    assert parse_date(text) == date(year, 6, 3)


@pytest.mark.parametrize("text", ["3 Juni 41", "3 Juni 59", "3 Juni 199", "元年6月3日"])
def test_a_short_year_that_may_be_of_either_century_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        parse_date(text)

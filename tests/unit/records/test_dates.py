"""Dates in cells: the usual notations are read, impossible days are refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import CellError
from matcher.records.dates import parse_date

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
    ],
)
def test_usual_notations_are_read(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "17/8/25", "2025", "2025-08", "20250817", "38777", "2025-08-17T07:00:00",
        "x2025-08-17", "2025-08-17x", "17 Ju 2025", "17 Foo 2025", "Agustus 2025", "17/8/2025 x",
        "2025-08-17T00", "17 8 2025",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_date(f" {text}")
    assert caught.value.value == f" {text}"
    assert caught.value.reason == f"'{text}' is no date."
    assert caught.value.repair == "Write it as 2025-08-17 or 17/08/2025."


@pytest.mark.parametrize("text", ["31/2/2025", "2025-02-29", "12/31/2025", "0/1/2025", "0000-1-1"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_date(text + " ")
    assert caught.value.value == text + " "
    assert caught.value.reason == f"'{text}' is a date that does not exist."
    assert caught.value.repair == "Correct the day, month or year."

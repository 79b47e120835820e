"""Days of birth of one person: a day, or the month, the year or the range in which it lies."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import advert_texts
from matcher.errors import CellError
from matcher.records.births import Births, birth_range, parse_birth

days = st.dates(date(1930, 1, 1), date(2029, 12, 31))
WRITTEN = ("{:%Y-%m-%d}", "{:%d/%m/%Y}", "{:%d-%m-%Y}", "{:%d %b %Y}")
JOINED = (" - ", "-", " s/d ", " sampai ", " to ")


@given(days, st.sampled_from(WRITTEN))
def test_a_day_is_the_only_one(day: date, form: str) -> None:
    assert parse_birth(form.format(day)) == Births(day, day)
    assert birth_range(form.format(day)) is None


@given(days, st.integers(1, 900), st.sampled_from(WRITTEN), st.sampled_from(JOINED))
def test_two_days_are_the_ends(day: date, length: int, form: str, joined: str) -> None:
    last = day + timedelta(length)
    written = f"{form.format(day)}{joined}{form.format(last)}"
    assert parse_birth(written) == Births(day, last)
    with pytest.raises(CellError, match="ends before it begins"):
        parse_birth(f"{form.format(last)}{joined}{form.format(day)}")


@given(days, st.sampled_from(["{:%Y-%m}", "{:%m/%Y}", "{:%b %Y}", "{:%B %Y}", "lahir {:%B %Y}"]))
def test_a_month_is_all_its_days(day: date, form: str) -> None:
    found = birth_range(form.format(day))
    assert found is not None
    assert found.first == day.replace(day=1)
    assert found.last is not None
    assert (found.last + timedelta(1)).day == 1
    assert found.first <= day <= found.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2007", "2007-01-01", "2007-12-31"),
        ("tahun 2007", "2007-01-01", "2007-12-31"),
        ("born in 2007", "2007-01-01", "2007-12-31"),
        ("2006 atau 2007", "2006-01-01", "2007-12-31"),
        ("antara 2006 dan 2007", "2006-01-01", "2007-12-31"),
        ("Mei 2007 - Juli 2007", "2007-05-01", "2007-07-31"),
        ("2007年5月", "2007-05-01", "2007-05-31"),
    ],
)
def test_words_around_years_and_months_are_read(text: str, first: str, last: str) -> None:
    assert parse_birth(text) == Births(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["Sambas", "1850", "07", "39000", "2006-13", "20062007", "2006, 2007", "2006-2007-2008",
     "sekitar 2007", "NIK 2007", "2007 max 5", "", "2007 " + "x" * 90],
)  # fmt: skip
def test_other_texts_are_no_birth(text: str) -> None:
    assert birth_range(text) is None
    with pytest.raises(CellError):
        parse_birth(text)


@given(advert_texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(CellError):
        found = parse_birth(text)
        assert found.first is None or found.last is None or found.first <= found.last

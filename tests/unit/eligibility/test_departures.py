"""Departure: the vacancy's own day, else the most specific lead time of the table."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.calendar import add_months
from matcher.eligibility import departures
from matcher.eligibility.departures import Departure, departure_of
from matcher.tables import Row, read_data_table
from small_world import AS_OF, vacancy

DAY = timedelta(days=1)


@pytest.fixture
def _four_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """One lead of each specificity, in place of those of the package."""
    leads = [("*", "*", "6"), ("*", "ssw", "7"), ("Japan", "*", "8"), ("Japan", "ssw", "9")]

    def rows(*_: object, **__: object) -> Iterator[Row]:
        for number, (country, scheme, months) in enumerate(leads, start=2):
            cells = {"country": country, "scheme": scheme, "months": months}
            cells |= {"source": f"row {number}", "confidence": "assumed"}
            yield Row("departures.csv", number, cells)

    monkeypatch.setattr(departures, "read_data_table", rows)
    # Read afresh from these rows, and beside the memory of the package's own.
    monkeypatch.setattr(departures, "_leads", departures._leads.__wrapped__)  # noqa: SLF001


@pytest.mark.parametrize("days", [1, 0])
def test_a_departure_of_the_vacancy_is_its_own_day(days: int) -> None:
    day = AS_OF + days * DAY
    found = departure_of(replace(vacancy(), departure=day), AS_OF)
    assert found == Departure(day, None, "the vacancy")


def test_a_departure_that_has_passed_is_today() -> None:
    found = departure_of(replace(vacancy(), departure=AS_OF - DAY), AS_OF)
    assert (found.day, found.lead_months) == (AS_OF, None)


@pytest.mark.usefixtures("_four_leads")
@pytest.mark.parametrize(
    ("country", "scheme", "months", "row"),
    [
        ("Japan", "ssw", 9, 5),
        ("Japan", "intern", 8, 4),
        ("Japan", None, 8, 4),
        ("Taiwan", "ssw", 7, 3),
        (None, "ssw", 7, 3),
        ("Taiwan", "intern", 6, 2),
        (None, None, 6, 2),
    ],
)
def test_the_most_specific_lead_time_counts(
    country: str | None, scheme: str | None, months: int, row: int
) -> None:
    schemes = (scheme,) if scheme else ()
    found = departure_of(replace(vacancy(), country=country, schemes=schemes), AS_OF)
    assert found == Departure(add_months(AS_OF, months), months, f"row {row} (assumed)")


def test_without_a_lead_time_departure_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departures, "_leads", dict)
    assert departure_of(vacancy(), AS_OF) == Departure(AS_OF, 0, "no lead time is known")


def test_every_lead_time_of_the_package_is_found_by_its_country_and_scheme() -> None:
    for row in read_data_table("data/departures.csv", package="matcher.eligibility"):
        country, scheme = (
            None if row.text(c) == "*" else row.text(c) for c in ("country", "scheme")
        )
        schemes = (scheme,) if scheme else ()
        found = departure_of(replace(vacancy(), country=country, schemes=schemes), AS_OF)
        assert found.lead_months == int(row.text("months")), row.cells
        assert found.source == f"{row.text('source')} ({row.text('confidence')})"


def test_the_package_has_a_lead_time_for_every_vacancy() -> None:
    assert departure_of(vacancy(), AS_OF).day == date(2026, 6, 1)

"""Months later, days of work and months of days, at every edge of the calendar."""

from datetime import date

import pytest

from matcher.calendar import add_months, months_of_days, union_days


def between(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-12-01", 0, "2025-12-01"),
        ("2025-12-01", 1, "2026-01-01"),
        ("2025-12-01", 12, "2026-12-01"),
        ("2025-11-30", 1, "2025-12-30"),
        ("2025-01-31", 11, "2025-12-31"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-12-15", -11, "2025-01-15"),
        ("2025-12-15", -12, "2024-12-15"),
        ("2025-01-15", 240, "2045-01-15"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-01-29", 1, "2025-03-01"),
        ("2025-01-31", 1, "2025-03-01"),
        ("2025-10-31", 1, "2025-12-01"),
        ("2025-12-31", 2, "2026-03-01"),
        ("9999-11-30", 1, "9999-12-30"),
        ("9999-12-01", 1, "9999-12-31"),
        ("9990-01-01", 1200, "9999-12-31"),
        ("0001-02-28", -1, "0001-01-28"),
        ("0001-01-31", -1, "0001-01-01"),
    ],
)
def test_months_later_is_the_same_day_or_the_first_after_it_inside_the_calendar(
    day: str, months: int, expected: str
) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("periods", "days"),
    [
        ([], 0),
        ([between("2024-01-01", "2024-01-01")], 1),
        ([between("2024-01-01", "2024-01-10")], 10),
        ([between("2024-01-10", "2024-01-01")], 0),
        ([between("2024-01-01", "2024-01-10"), between("2024-01-12", "2024-01-13")], 12),
        ([between("2024-01-01", "2024-01-10"), between("2024-01-11", "2024-01-12")], 12),
        ([between("2024-01-01", "2024-01-10"), between("2024-01-10", "2024-01-12")], 12),
        ([between("2024-01-05", "2024-01-12"), between("2024-01-01", "2024-01-10")], 12),
        ([between("2024-01-01", "2024-01-10"), between("2024-01-02", "2024-01-05")], 10),
        ([between("2024-01-01", "2024-01-10"), between("2024-01-01", "2024-01-10")], 10),
        (
            [
                between("2024-01-01", "2024-01-10"),
                between("2024-01-02", "2024-01-05"),
                between("2024-01-09", "2024-01-11"),
            ],
            11,
        ),
        ([between("2024-01-05", "2024-01-04"), between("2024-01-05", "2024-01-06")], 2),
    ],
    ids=[
        "none",
        "one day",
        "one period",
        "backwards",
        "apart",
        "adjacent",
        "sharing a day",
        "not in order",
        "inside",
        "twice",
        "inside, then beyond",
        "backwards, then real",
    ],
)
def test_the_union_counts_each_day_once(periods: list[tuple[date, date]], days: int) -> None:
    assert union_days(periods) == days


@pytest.mark.parametrize(
    ("days", "months"),
    [
        (-40, 0),
        (0, 0),
        (1, 0),
        (27, 0),
        (28, 1),
        (31, 1),
        (57, 1),
        (58, 2),
        (362, 11),
        (363, 12),
        (366, 12),
        (727, 23),
        (728, 24),
        # Four hundred years are 146,097 days, whenever they begin.
        (146_093, 4799),
        (146_094, 4800),
    ],
)
def test_days_are_whole_mean_months_with_three_days_of_grace(days: int, months: int) -> None:
    assert months_of_days(days) == months


@pytest.mark.parametrize("year", [2023, 2024])
def test_every_span_of_whole_calendar_months_counts_fully(year: int) -> None:
    for first in range(1, 13):
        start = date(year, first, 1)
        for months in range(1, 25):
            days = (add_months(start, months) - start).days
            assert months_of_days(days) == months

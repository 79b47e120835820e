"""Calendar arithmetic that every date of the package goes through."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date

__all__ = ["add_months", "months_of_days", "union_days"]


def add_months(day: date, months: int) -> date:
    """The day that many months later; where it does not exist, the first of the next month.

    So a person born on 29 February comes of age on 1 March of a common year. Beyond the calendar
    it is the calendar's first or last day: tables write 9999-12-31 for "without end".

    >>> add_months(date(2024, 2, 29), 12)
    datetime.date(2025, 3, 1)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if months < 0 else date.max
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return add_months(date(year, month + 1, 1), 1)


def union_days(periods: list[tuple[date, date]]) -> int:
    """The days in the union of periods, both ends included; an empty period counts nothing.

    >>> union_days([(date(2024, 1, 1), date(2024, 1, 10)), (date(2024, 1, 5), date(2024, 1, 12))])
    12
    """
    total = covered_to = 0
    for start, end in sorted(periods):
        first, last = max(start.toordinal(), covered_to + 1), end.toordinal()
        if last >= first:
            total += last - first + 1
            covered_to = last
    return total


def months_of_days(days: int) -> int:
    """Whole months in a number of days: mean Gregorian months, with three days' grace.

    The grace lets any calendar month, quarter, half year or year count fully, whatever the number
    of its days. A count of days, unlike one of calendar months, never falls when a period grows.

    >>> months_of_days(365), months_of_days(28)
    (12, 1)
    """
    return (max(days, 0) + 3) * 4800 // 146_097

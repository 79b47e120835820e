"""Draws when papers were issued and run out, and when a job began and ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.sample.assumptions import EVERYBODY, Assumptions
from matcher.sample.classes import Course
from matcher.sample.drawing import Chances, Ints

__all__ = ["PaperDates", "Periods", "WorkPeriods", "first_days", "month_number"]

#: No month has fewer days, so that a paper can end on the day of the month on which it began.
_SHORTEST_MONTH = 28
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Periods:
    """First and last days since 1970-01-01, and which of them are known."""

    first: Ints
    last: Ints
    has_first: NDArray[np.bool_]
    has_last: NDArray[np.bool_]

    def only(self, kept: NDArray[np.bool_]) -> Periods:
        """Some of the periods."""
        return Periods(self.first[kept], self.last[kept], self.has_first[kept], self.has_last[kept])


def month_number(year: int, month: int) -> int:
    """The months between January 1970 and a month."""
    return (year - 1970) * _YEAR + month - 1


def first_days(months: Ints) -> Ints:
    """The first days of months, in days since 1970-01-01."""
    days = months.astype("datetime64[M]").astype("datetime64[D]")
    return np.asarray(days.astype(np.int64), np.int64)


class PaperDates:
    """The dates printed on papers: each was issued at most a year before graduation."""

    def __init__(self, table: Assumptions, entries: Sequence[tuple[str, str]]) -> None:
        concepts = [concept for concept, _ in entries]
        months = table.numbers("validity_months")
        #: Months of validity: 0 without end, negative where no date is printed.
        self.validity = np.array([int(months.get(one, -1)) for one in concepts], np.int64)
        self._ages = Chances.of_weights(
            [table.first("paper_age_months", (one, EVERYBODY)) for one in concepts]
        )
        self._last = month_number(table.as_of.year, table.as_of.month) - 1

    @property
    def are_printed(self) -> bool:
        """True where some paper of the section has a date."""
        return bool((self.validity >= 0).any())

    def draw(self, entry: Ints, graduated: Ints, rng: np.random.Generator) -> Periods:
        """The validity of each claim."""
        age = self._ages.draw_spans(rng, entry)
        month = np.maximum(self._last - age, np.minimum(graduated, self._last) - _YEAR)
        day = rng.integers(_SHORTEST_MONTH, size=len(entry))
        validity = self.validity[entry]
        return Periods(
            first=first_days(month) + day,
            last=first_days(month + validity) + day,
            has_first=validity >= 0,
            has_last=validity > 0,
        )


class WorkPeriods:
    """Periods of work, as far as graduation leaves room for them."""

    def __init__(
        self, table: Assumptions, courses: Sequence[Course], entries: Sequence[tuple[str, str]]
    ) -> None:
        self._dated = table.number("setting", "dated_experience")
        self._end = month_number(table.as_of.year, table.as_of.month)
        self._since = Chances.of_weights([table.numbers("months_since_work")])
        self._durations = Chances.of_weights([table.numbers("duration")])
        self._width = len(entries)
        self._months = Chances.of_weights(
            [
                table.first("experience_months", (course.track, occupation, EVERYBODY))
                for course in courses
                for occupation, _ in entries
            ]
        )

    def draw(
        self, entry: Ints, course: Ints, graduated: Ints, rng: np.random.Generator
    ) -> tuple[Periods, Ints]:
        """The period and the months of each claim; where these are 0, there was no room."""
        end = self._end - self._since.draw_spans(rng, np.zeros(len(entry), np.int64))
        wanted = self._months.draw_spans(rng, course * self._width + entry)
        months = np.clip(end - graduated, 0, wanted)
        is_dated = rng.random(len(entry)) < self._dated
        return Periods(first_days(end - months), first_days(end) - 1, is_dated, is_dated), months

    def durations(self, months: Ints, rng: np.random.Generator) -> list[str]:
        """Numbers of months as people write them."""
        drawn = self._durations.draw(rng.random(len(months)))
        names = self._durations.outcomes
        return [
            names[place].format(months=count)
            for place, count in zip(drawn.tolist(), months.tolist(), strict=True)
        ]

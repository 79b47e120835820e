"""When a vacancy would leave: its own date, else the usual lead of its destination and scheme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

from matcher.calendar import add_months
from matcher.normalizing.normalized import NormalVacancy
from matcher.normalizing.vacancy_block import Job
from matcher.tables import read_data_table

__all__ = ["Departure", "departure_of", "usual_departure"]


@dataclass(frozen=True, slots=True)
class Departure:
    """The day on which papers and ages are judged, and where that day comes from.

    `lead_months` is None where the vacancy names the day itself.
    """

    day: date
    lead_months: int | None
    source: str


@cache
def _leads() -> dict[tuple[str, str], tuple[int, str]]:
    """Months and source by (country, scheme); `*` stands for any."""
    return {
        (row.required("country"), row.required("scheme")): (
            int(row.required("months")),
            f"{row.text('source')} ({row.text('confidence')})",
        )
        for row in read_data_table("data/departures.csv", package="matcher.eligibility")
    }


def departure_of(vacancy: NormalVacancy, as_of: date) -> Departure:
    """The departure of a vacancy, as seen on `as_of`.

    A date that has passed cannot be left on any more: `as_of` takes its place.
    """
    if vacancy.departure is not None:
        return Departure(max(vacancy.departure, as_of), None, "the vacancy")
    return usual_departure(vacancy, as_of)


def usual_departure(job: NormalVacancy | Job, as_of: date) -> Departure:
    """The departure where none is stated: the usual lead of the destination and scheme."""
    leads = _leads()
    countries = dict.fromkeys((job.country or "*", "*"))
    schemes = dict.fromkeys((*job.schemes, "*"))
    for place in product(countries, schemes):
        if place in leads:
            months, source = leads[place]
            return Departure(add_months(as_of, months), months, source)
    return Departure(as_of, 0, "no lead time is known")

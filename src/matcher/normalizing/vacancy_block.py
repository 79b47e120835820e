"""Many normalized vacancies as arrays: what is distinct once, and rows of integers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.normalizing.coding import Members
from matcher.normalizing.employers import Employer
from matcher.normalizing.expressions import Literal
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy

__all__ = ["NOT_STATED", "NO_SEATS_STATED", "VERIFICATIONS", "Job", "Offer", "VacancyBlock", "Wage"]

Places = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]

#: Where a vacancy does not name a day (days are ordinals, from 1), or how many it seeks.
NOT_STATED, NO_SEATS_STATED = 0, -1
#: What is known of an order's verification, by its code.
VERIFICATIONS = (None, "verified", "unverified")


class Job(NamedTuple):
    """What a vacancy is: all that rules and usual departures ask of one."""

    occupation: Literal
    country: str | None
    schemes: tuple[str, ...]
    employer: Employer


class Wage(NamedTuple):
    """A wage as a vacancy states it."""

    wage_min: float | None
    wage_max: float | None
    currency: str | None
    wage_period: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What of a vacancy a wish can speak of; wages per month."""

    country: str | None
    sector: str | None
    wage_min: float | None
    wage_max: float | None
    currency: str | None


@dataclass(frozen=True, eq=False)
class VacancyBlock:
    """Vacancies (v,) as codes of what is distinct among them.

    `lists` are the distinct lists of what vacancies ask, as places in `requirements`, each in the
    order of the record; `list_of`, `job_of` and `offer_of` (v,) say which list, job and offer a
    vacancy has. Days (v,) are ordinals, `NOT_STATED` where the vacancy names none. `verification`
    (v,) has places in `VERIFICATIONS`, `openings` (v,) seats, or `NO_SEATS_STATED`.
    """

    ids: npt.NDArray[np.object_]
    requirements: tuple[NormalRequirement, ...]
    lists: Members
    list_of: Places
    jobs: tuple[Job, ...]
    job_of: Places
    offers: tuple[Offer, ...]
    offer_of: Places
    departure: Days
    permit_from: Days
    permit_until: Days
    verification: npt.NDArray[np.int8]
    openings: Places

    @classmethod
    def of(cls, vacancies: Sequence[NormalVacancy]) -> VacancyBlock:
        """The block of some vacancies, in their order: this defines what a block says."""
        requirements: dict[NormalRequirement, int] = {}
        lists: dict[tuple[int, ...], int] = {}
        jobs: dict[Job, int] = {}
        offers: dict[Offer, int] = {}
        for vacancy in vacancies:
            asked = (requirements.setdefault(r, len(requirements)) for r in vacancy.requirements)
            lists.setdefault(tuple(asked), len(lists))
            jobs.setdefault(job_of(vacancy), len(jobs))
            offers.setdefault(_offer_of(vacancy), len(offers))
        return cls(
            ids=np.array([vacancy.id for vacancy in vacancies], dtype=np.object_),
            requirements=tuple(requirements),
            lists=Members.of_lists(lists),
            list_of=_places(
                lists[tuple(requirements[r] for r in vacancy.requirements)] for vacancy in vacancies
            ),
            jobs=tuple(jobs),
            job_of=_places(jobs[job_of(vacancy)] for vacancy in vacancies),
            offers=tuple(offers),
            offer_of=_places(offers[_offer_of(vacancy)] for vacancy in vacancies),
            departure=_days(vacancy.departure for vacancy in vacancies),
            permit_from=_days(vacancy.permit_from for vacancy in vacancies),
            permit_until=_days(vacancy.permit_until for vacancy in vacancies),
            verification=_places(
                VERIFICATIONS.index(vacancy.verification) for vacancy in vacancies
            ).astype(np.int8),
            openings=_places(
                NO_SEATS_STATED if vacancy.openings is None else vacancy.openings
                for vacancy in vacancies
            ),
        )

    def __len__(self) -> int:
        return self.ids.size


def job_of(vacancy: NormalVacancy) -> Job:
    """The job of a vacancy."""
    return Job(vacancy.occupation, vacancy.country, vacancy.schemes, vacancy.employer)


def _offer_of(vacancy: NormalVacancy) -> Offer:
    return Offer(
        vacancy.country, vacancy.sector, vacancy.wage_min, vacancy.wage_max, vacancy.currency
    )


def _places(found: Iterable[int]) -> Places:
    return np.array(list(found), dtype=np.int64)


def _days(days: Iterable[date | None]) -> Days:
    ordinals = [NOT_STATED if day is None else day.toordinal() for day in days]
    return np.array(ordinals, dtype=np.int32)

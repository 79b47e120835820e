"""Many normalized vacancies as arrays: what is distinct once, and rows of integers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from matcher.normalizing.coding import Members
from matcher.normalizing.employers import Employer
from matcher.normalizing.expressions import Literal
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy

__all__ = ["NOT_STATED", "NO_SEATS_STATED", "VERIFICATIONS", "Job", "Offer", "VacancyBlock", "Wage"]

T = TypeVar("T")
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
        requirements = _Codes[NormalRequirement]()
        lists = _Codes[tuple[int, ...]]()
        jobs, offers = _Codes[Job](), _Codes[Offer]()
        codes = [
            (
                lists.of(tuple(map(requirements.of, vacancy.requirements))),
                jobs.of(_job_of(vacancy)),
                offers.of(_offer_of(vacancy)),
            )
            for vacancy in vacancies
        ]
        list_of, job_of, offer_of = np.array(codes, dtype=np.int64).reshape(-1, 3).T.copy()
        verification = [VERIFICATIONS.index(vacancy.verification) for vacancy in vacancies]
        openings = [NO_SEATS_STATED if v.openings is None else v.openings for v in vacancies]
        return cls(
            ids=np.array([vacancy.id for vacancy in vacancies], dtype=np.object_),
            requirements=tuple(requirements),
            lists=Members.of_lists(lists),
            list_of=list_of,
            jobs=tuple(jobs),
            job_of=job_of,
            offers=tuple(offers),
            offer_of=offer_of,
            departure=_days(vacancy.departure for vacancy in vacancies),
            permit_from=_days(vacancy.permit_from for vacancy in vacancies),
            permit_until=_days(vacancy.permit_until for vacancy in vacancies),
            verification=np.array(verification, dtype=np.int8),
            openings=np.array(openings, dtype=np.int64),
        )

    def __len__(self) -> int:
        return self.ids.size


class _Codes(dict[T, int]):
    """The codes of what is distinct, in order of appearance."""

    def of(self, value: T) -> int:
        """The code of a value, which may be new."""
        return self.setdefault(value, len(self))


def _job_of(vacancy: NormalVacancy) -> Job:
    return Job(vacancy.occupation, vacancy.country, vacancy.schemes, vacancy.employer)


def _offer_of(vacancy: NormalVacancy) -> Offer:
    return Offer(
        vacancy.country, vacancy.sector, vacancy.wage_min, vacancy.wage_max, vacancy.currency
    )


def _days(days: Iterable[date | None]) -> Days:
    ordinals = [NOT_STATED if day is None else day.toordinal() for day in days]
    return np.array(ordinals, dtype=np.int32)

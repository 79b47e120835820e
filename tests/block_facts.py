"""What a block says of one vacancy, and what the normalized record of one says."""

from __future__ import annotations

from datetime import date

from matcher.normalizing.normalized import NormalVacancy
from matcher.normalizing.vacancy_block import VERIFICATIONS, Job, Offer, VacancyBlock

__all__ = ["facts_of_block", "facts_of_vacancy"]


def facts_of_block(block: VacancyBlock, row: int) -> dict[str, object]:
    """All that the block says of the vacancy in a row."""
    days = {name: int(getattr(block, name)[row])
            for name in ("departure", "permit_from", "permit_until")}  # fmt: skip
    openings = int(block.openings[row])
    return {
        "id": block.ids[row],
        "asked": [block.requirements[one] for one in block.lists.of(int(block.list_of[row]))],
        "job": block.jobs[block.job_of[row]],
        "offer": block.offers[block.offer_of[row]],
        "verification": VERIFICATIONS[block.verification[row]],
        "openings": openings if openings >= 0 else None,
        **{name: date.fromordinal(day) if day else None for name, day in days.items()},
    }


def facts_of_vacancy(one: NormalVacancy) -> dict[str, object]:
    """The same of a normalized vacancy."""
    return {
        "id": one.id,
        "asked": list(one.requirements),
        "job": Job(one.occupation, one.country, one.schemes, one.employer),
        "offer": Offer(one.country, one.sector, one.wage_min, one.wage_max, one.currency),
        "verification": one.verification,
        "openings": one.openings,
        "departure": one.departure,
        "permit_from": one.permit_from,
        "permit_until": one.permit_until,
    }

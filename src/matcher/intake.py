"""What the verbs take from their callers: a day, tables or records of either kind, rule packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from matcher.adverts import read_vacancies
from matcher.eligibility.packs import read_packs
from matcher.eligibility.rules import RulePack
from matcher.errors import InputError
from matcher.records import Candidate, Candidates, Vacancies, Vacancy
from matcher.records.dates import parse_date
from matcher.records.reading import read_candidates

__all__ = [
    "CandidateSource",
    "PackSource",
    "VacancySource",
    "candidate_table",
    "day_of",
    "ids_of",
    "length_of",
    "packs_of",
    "vacancy_table",
]

#: A table, a sequence of records, or anything that the readers read.
CandidateSource = Candidates | Sequence[Candidate] | Any
VacancySource = Vacancies | Sequence[Vacancy] | Any
#: A rule pack, or the path of one or of a folder of them.
PackSource = RulePack | str | Path


def day_of(as_of: date | str) -> date:
    """The day that a date or its text names."""
    if isinstance(as_of, datetime):
        return as_of.date()
    return as_of if isinstance(as_of, date) else parse_date(as_of)


def packs_of(given: Sequence[PackSource]) -> Iterator[RulePack]:
    """The packs given, those named by a path read."""
    for one in given:
        if isinstance(one, RulePack):
            yield one
        else:
            yield from read_packs([one])


def length_of(k: int) -> int:
    """The length of a list, which is at least 1."""
    if k < 1:
        raise InputError(f"A list of {k} is no list.", repair="Give k of at least 1.")
    return k


def ids_of(given: Iterable[Vacancy | str]) -> Iterator[str]:
    """The ids of vacancies that are given as ids or as records."""
    for one in (given,) if isinstance(given, str) else given:
        yield one if isinstance(one, str) else one.id


def _is_records(source: object, kind: type) -> bool:
    return isinstance(source, list | tuple) and all(isinstance(one, kind) for one in source)


def candidate_table(source: CandidateSource) -> Candidates:
    """The candidates as a table."""
    if isinstance(source, Candidates):
        return source
    if _is_records(source, Candidate):
        return Candidates.from_records(source)
    return read_candidates(source)


def vacancy_table(source: VacancySource) -> Vacancies:
    """The vacancies as a table."""
    if isinstance(source, Vacancies):
        return source
    if _is_records(source, Vacancy):
        return Vacancies.from_records(source)
    return read_vacancies(source)

"""Vacancies under rules, drawn by numbers, as records, normalized, with their terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from chance import Chance
from matcher.eligibility.applying import RuleBook
from matcher.eligibility.rules import RulePack
from matcher.eligibility.terms import Terms, TermsOfVacancies
from matcher.index import Context
from matcher.normalizing.normalized import NormalVacancy
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.records import Candidate, Vacancies
from matcher.settings import Settings, Weights
from random_people import random_person
from random_vacancies import random_choice, random_vacancy
from small_field import FIELD
from strategies import Choice

__all__ = ["Market", "market", "people"]

_RECORDS = RecordNormalizer(Normalizer(FIELD))


@dataclass(frozen=True)
class Market:
    """Vacancies, and what is chosen beside them."""

    table: Vacancies
    context: Context

    @property
    def normal(self) -> list[NormalVacancy]:
        """The vacancies with concepts in place of texts."""
        return self.context.records.vacancies(list(self.table))

    @property
    def block(self) -> VacancyBlock:
        """The vacancies as arrays."""
        return VacancyBlock.of(self.normal)

    @property
    def rules(self) -> RuleBook:
        """The rules in force."""
        return self.context.rules

    @property
    def terms(self) -> list[Terms]:
        """The terms of each vacancy."""
        as_of, settings = self.context.as_of, self.context.settings
        return list(TermsOfVacancies(self.normal, self.rules, as_of=as_of, settings=settings))


@cache
def market(seed: int, size: int = 40) -> Market:
    """A market; every fifth vacancy asks what an earlier one asks, on other days."""
    chance = Chance.at(11, seed)
    choice = _choice(seed)
    jobs = [random_vacancy(chance, choice, f"V{number}") for number in range(size)]
    days = ("departure", "permit_from", "permit_until")
    for number in range(5, size, 5):
        other, own = chance.of(jobs[:number]), jobs[number]
        changed = {"id": own.id, **{day: getattr(own, day) for day in days}}
        jobs[number] = other.model_copy(update=changed)
    pack = RulePack(id="drawn", version="1", title_en="-", title_id="-", rules=choice.rules)
    settings = Settings(horizon_months=choice.horizon, report_only=choice.report_only)
    context = Context(choice.as_of, Weights(), settings, _RECORDS, (pack,))
    return Market(Vacancies.from_records(jobs), context)


def people(seed: int, size: int = 12) -> list[Candidate]:
    """People each of whom is near to what some vacancy of the market asks."""
    chance, jobs = Chance.at(12, seed), list(market(seed).table)
    return [
        random_person(chance, chance.of(jobs), _choice(seed), f"C{number}")
        for number in range(size)
    ]


@cache
def _choice(seed: int) -> Choice:
    return random_choice(Chance.at(13, seed))

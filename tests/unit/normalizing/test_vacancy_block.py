"""A block says of each vacancy what its record says, and what is alike once."""

from dataclasses import replace
from datetime import date

from block_facts import facts_of_block, facts_of_vacancy
from matcher.normalizing.employers import Employer
from matcher.normalizing.vacancy_block import (
    NO_SEATS_STATED,
    NOT_STATED,
    Job,
    Offer,
    VacancyBlock,
)
from small_world import ask, must, nice, vacancy

SMAW, COOKING = ask("skill:smaw"), ask("skill:cooking")
FULL = replace(
    vacancy(must(SMAW), nice(COOKING), must(SMAW), name="V2", occupation="occupation:cook"),
    country="Japan",
    sector="food",
    schemes=("ssw", "p-to-p"),
    employer=Employer("company", is_stated=True),
    openings=0,
    wage_min=900.0,
    wage_max=1200.0,
    currency="JPY",
    departure=date(2026, 4, 1),
    permit_from=date(2025, 6, 1),
    permit_until=date(2026, 5, 31),
    verification="unverified",
)
JOBS = [vacancy(must(SMAW)), FULL, replace(vacancy(must(SMAW), name="V3"), openings=None)]


def test_a_block_says_what_its_vacancies_say() -> None:
    block = VacancyBlock.of(JOBS)
    assert len(block) == len(JOBS)
    assert [facts_of_block(block, row) for row in range(3)] == list(map(facts_of_vacancy, JOBS))


def test_what_is_alike_is_there_once() -> None:
    block = VacancyBlock.of(JOBS)
    assert block.requirements == (must(SMAW), nice(COOKING))
    assert [block.lists.of(row).tolist() for row in range(len(block.lists))] == [[0], [0, 1, 0]]
    assert block.list_of.tolist() == [0, 1, 0]
    assert block.jobs == (
        Job(ask("occupation:welder"), None, (), Employer()),
        Job(ask("occupation:cook"), "Japan", FULL.schemes, FULL.employer),
    )
    assert block.job_of.tolist() == block.offer_of.tolist() == [0, 1, 0]
    assert block.offers[1] == Offer("Japan", "food", 900.0, 1200.0, "JPY")


def test_what_is_not_stated_has_a_value_of_its_own() -> None:
    block = VacancyBlock.of(JOBS)
    assert block.departure.tolist() == [NOT_STATED, date(2026, 4, 1).toordinal(), NOT_STATED]
    assert block.permit_from[0] == block.permit_until[0] == NOT_STATED
    assert block.openings.tolist() == [1, 0, NO_SEATS_STATED]
    assert block.verification.tolist() == [0, 2, 0]


def test_no_vacancies_are_an_empty_block() -> None:
    block = VacancyBlock.of([])
    assert len(block) == len(block.lists) == 0
    assert (block.requirements, block.jobs, block.offers) == ((), (), ())

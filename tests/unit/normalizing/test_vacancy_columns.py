"""The columns of a table make the block that its normalized records make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generated_vacancies
from block_facts import facts_of_block, facts_of_vacancy
from chance import Chance
from drawn_vacancies import offers
from matcher.normalizing.normalizer import Normalizer, default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.normalizing.vacancy_columns import NormalVacancies, block_of
from matcher.records import Vacancies, Vacancy
from random_vacancies import random_choice, random_vacancy
from small_field import FIELD
from small_world import CONTEXT

RECORDS = CONTEXT.records
OF_FIELD = RecordNormalizer(Normalizer(FIELD))
AS_OF = date(2025, 12, 1)
#: Cells that one record says and another says otherwise, or not at all.
CELLS: tuple[dict[str, Any], ...] = (
    {},
    {"skills": "SMAW; Cooking|4", "nice_skills": "SMAW"},
    {"skills": "diutamakan SMAW; none", "languages": "JLPT|N4 or IELTS|5", "asked_by": "agency"},
    {"skills": "diutamakan SMAW; none", "languages": "JLPT|N4 or IELTS|5"},
    {"documents": "Passport", "education": "SMK Teknik Pengelasan|D3", "asked_by": "host_country"},
    {"sex": "F", "age_min": 18.0, "age_max": 40.0},
    {"sex": "F", "age_min": 18.0, "age_max": 40.0, "asked_by": "agency"},
    {"age_min_male": 20.0, "age_max_female": 30.0, "age_min": 18.5},
    {"height_min": 150.0, "weight_max_male": 80.0, "weight_max": 70.0},
    {"requirements": '[{"expression": {"age_min": 21}, "weight": 2, "origin": "law"}]'},
    {
        "requirements": '[{"expression": {"all": [{"section": "skills", "what": "SMAW"},'
        ' {"sex": "M"}]}}, {"expression": {"section": "skills", "what": "Cooking"},'
        ' "importance": "nice", "weight": 3, "component": "language"}]'
    },
    {"title": "welder, BUKAN cook", "country": "Jepang", "scheme": "SSW", "sector": "Steel  Work"},
    {"title": "welder, BUKAN cook", "employer_type": "household", "country": "Atlantis"},
    {"title": "xqzt G to G", "country": "Japan", "scheme": "EPS"},
    {"wage_min": 1200.0, "wage_max": 2400.0, "wage_period": "year", "currency": "JPY"},
    {"wage_min": 12.0, "wage_period": "hour", "currency": "JPY", "openings": 0},
    {"wage_min": 900.0, "openings": 3, "verification": "unverified"},
    {"departure": date(2026, 4, 1), "permit_from": date(1960, 2, 29), "verification": "verified"},
    {"permit_until": date(9999, 12, 31), "departure": date(1, 1, 1)},
)


def check(table: Vacancies, records: RecordNormalizer) -> None:
    """The block says of every row what its record says."""
    block, normal = block_of(table, records), records.vacancies(list(table))
    assert len(block) == len(table)
    for row, one in enumerate(normal):
        assert facts_of_block(block, row) == facts_of_vacancy(one), one.id
    defined = VacancyBlock.of(normal)
    for name in ("ids", "departure", "permit_from", "permit_until", "verification", "openings"):
        own, theirs = getattr(block, name), getattr(defined, name)
        assert (own.dtype, own.tolist()) == (theirs.dtype, theirs.tolist())
    for name in ("requirements", "jobs", "offers"):
        assert sorted(map(repr, getattr(block, name))) == sorted(map(repr, getattr(defined, name)))
    assert len(block.lists) == len(defined.lists)


def table_of(cells: Sequence[dict[str, Any]]) -> Vacancies:
    rows = [{"id": f"V{row}", "title": "Welder", **own} for row, own in enumerate(cells)]
    columns = Vacancies.layout.columns
    built = Vacancies.build({c.name: [row.get(c.name) for row in rows] for c in columns})
    return Vacancies.from_arrow(built)


@given(st.lists(st.sampled_from(CELLS), max_size=9))
def test_every_cell_is_read_as_its_record_reads_it(cells: list[dict[str, Any]]) -> None:
    check(table_of(cells), RECORDS)


@given(st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS)), min_size=1, max_size=6))
def test_cells_beside_each_other_are_read_as_their_record_reads_them(
    cells: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    check(table_of([{**one, **other} for one, other in cells]), RECORDS)


@given(offers(AS_OF, most=5))
def test_a_drawn_market_is_read_as_its_records_are(jobs: list[Vacancy]) -> None:
    check(Vacancies.from_records(jobs), OF_FIELD)


@pytest.mark.parametrize("seed", range(3))
def test_random_vacancies_are_read_as_their_records_are(seed: int) -> None:
    chance = Chance.at(5, seed)
    choice = random_choice(chance)
    jobs = [random_vacancy(chance, choice, f"V{number}") for number in range(60)]
    check(Vacancies.from_records(jobs), OF_FIELD)


def test_generated_vacancies_are_read_as_their_records_are() -> None:
    check(
        Vacancies.from_arrow(generated_vacancies.table().slice(100, 250)),
        RecordNormalizer(default_normalizer()),
    )


def test_part_of_a_table_is_read_like_a_table() -> None:
    table = table_of(CELLS)
    check(table[3:11], RECORDS)
    check(table[::3], RECORDS)


def test_a_table_without_rows_is_an_empty_block() -> None:
    check(table_of([]), RECORDS)


# --- records made when they are looked at ------------------------------------------------


def test_records_are_normalized_when_they_are_looked_at() -> None:
    table = table_of(CELLS)
    normal, lazy = RECORDS.vacancies(list(table)), NormalVacancies(table, RECORDS)
    assert len(lazy) == len(normal)
    assert list(lazy) == normal
    assert [lazy[place] for place in range(len(lazy))] == normal
    assert lazy[-1] == normal[-1]
    assert lazy[2:5] == normal[2:5]
    with pytest.raises(IndexError):
        lazy[len(normal)]


def test_what_was_looked_at_is_remembered_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.normalizing.vacancy_columns._MOST_KEPT", 2)
    lazy = NormalVacancies(table_of(CELLS), RECORDS)
    first = lazy[0]
    assert lazy[0] is first
    assert (lazy[1], lazy[2]) == (lazy[1], lazy[2])
    assert lazy[0] == first
    assert lazy[0] is not first


def test_many_records_are_gone_through_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.normalizing.vacancy_columns._AT_ONCE", 4)
    table = table_of(CELLS)
    assert list(NormalVacancies(table, RECORDS)) == RECORDS.vacancies(list(table))

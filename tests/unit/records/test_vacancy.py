"""Vacancies: what their fields ask, with bounds by sex gathered into one requirement."""

from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from matcher.records import AnyOf, Asked, Personal, Requirement, Vacancy
from matcher.records.vacancy import EMPLOYER_TYPES, MUST_FIELDS, NICE_FIELDS
from record_strategies import asked, requirements


def vacancy(**fields: Any) -> Vacancy:  # noqa: ANN401
    return Vacancy.model_validate({"id": "V", "title": "welder", **fields})


@given(asked(), requirements)
def test_every_list_field_is_asked_once(leaf: Asked, extra: Requirement) -> None:
    fields = dict.fromkeys({**MUST_FIELDS, **NICE_FIELDS}, (leaf,))
    asks = list(vacancy(**fields, requirements=[extra]).asks())
    assert asks[-1] == extra
    assert [ask.expression for ask in asks[:-1]] == [leaf] * 12
    assert [ask.importance for ask in asks[:-1]] == ["must"] * 7 + ["nice"] * 5
    stages = {name: ask.stage for name, ask in zip(fields, asks, strict=False)}
    assert {name for name, stage in stages.items() if stage == "depart"} == {"documents"}


def test_cells_are_read_in_the_section_of_their_field() -> None:
    job = vacancy(nice_languages="JLPT|N4", experience="welder|24 months", documents="-")
    assert job.nice_languages == (Asked(section="languages", what="JLPT", level="N4"),)
    assert job.experience == (Asked(section="experience", what="welder", level="24 months"),)
    assert job.documents == ()
    assert vacancy(skills=None, requirements=None).skills == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"sex": "F"}, Personal(sex="F")),
        ({"age_min": 18, "age_max": 40}, Personal(age_min=18, age_max=40)),
        ({"sex": "M", "age_min": 18, "age_min_male": 20, "age_min_female": 25},
         Personal(sex="M", age_min=20)),
        ({"height_min": 150, "height_min_male": 165},
         AnyOf(any=(Personal(sex="M", height_min=165), Personal(sex="F", height_min=150)))),
        ({"weight_max_female": 60},
         AnyOf(any=(Personal(sex="M"), Personal(sex="F", weight_max=60)))),
        ({"age_max_male": 30, "age_max_female": 30}, Personal(age_max=30)),
    ],
)  # fmt: skip
def test_personal_bounds_become_one_requirement(
    fields: dict[str, Any], expected: Personal | AnyOf | None
) -> None:
    wanted = [] if expected is None else [Requirement(expression=expected)]
    assert list(vacancy(**fields).asks()) == wanted


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"wage_min": 3, "wage_max": 2}, r"wage_min 3\.0 is above wage_max 2\.0"),
        ({"permit_from": "2025-02-01", "permit_until": "2025-01-31"}, "permit_from 2025-02-01 is"),
        ({"age_min": 40, "age_max_female": 39}, "the minimum 40 is above the maximum 39"),
        ({"nice_skills": [Personal(age_min=18)]}, "personal facts never earn score"),
        ({"openings": -1}, "greater than or equal to 0"),
        ({"skills": "|3G"}, "names nothing"),
        ({"sex": "X"}, "'M' or 'F'"),
        ({"currency": "Rp"}, "pattern"),
        ({"contract_months": 0}, "greater than 0"),
        ({"description": "a\0"}, "pattern"),
    ],
)
def test_what_nobody_could_mean_is_refused(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        vacancy(**fields)


def test_equal_ends_of_a_range_are_fine() -> None:
    job = vacancy(wage_min=2, wage_max=2, permit_from="2025-01-31", permit_until="2025-01-31")
    assert job.wage_max == 2
    assert job.openings is None
    assert vacancy(description=" ", employer="-").employer is None


def test_there_are_four_kinds_of_employer() -> None:
    assert set(EMPLOYER_TYPES) == {"household", "company", "institution", "vessel"}


def test_personal_musts_with_endless_alternatives_are_refused() -> None:
    either = Requirement(expression=AnyOf(any=(Personal(sex="M"), Personal(age_max=30))))
    Vacancy(id="V", title="welder", requirements=(either,) * 9)
    with pytest.raises(ValueError, match="personal facts has more than"):
        Vacancy(id="V", title="welder", requirements=(either,) * 10)

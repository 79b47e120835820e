"""Cells of adverts: what was read as a must is one, wishes are wishes, denials ask nothing."""

import json

import pytest
from hypothesis import given, settings

from drawn_adverts import drawn_adverts
from matcher.normalizing.extracting.filling import FILLED, cells_of, unread_of
from matcher.normalizing.normalizer import default_normalizer
from matcher.records import Vacancy
from matcher.records.columns import columns_of

NAMES = [name for group in FILLED for name in group]


def cells(text: str, country: str | None = None) -> dict[str, str]:
    """The cells that an advert fills."""
    normalizer = default_normalizer()
    return cells_of(normalizer.extract(text, country=country), normalizer.taxonomy)


def test_the_columns_that_are_filled_are_columns_and_stand_in_one_group() -> None:
    known = {column.name for column in columns_of("vacancies")}
    assert set(NAMES) <= known
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize(
    ("clause", "column", "cell"),
    [
        ("- bisa las SMAW", "skills", "skill:smaw"),
        ("- JLPT N4", "languages", "language:jlpt|N4"),
        ("- pengalaman jadi juru las 2 tahun", "experience", "occupation:welder|24 months"),
        ("- tidak bertato", "conditions", "condition:no-tattoo"),
        ("- SKCK", "documents", "document:police-record"),
        ("- lulusan SMP", "education", "education:any|SMP"),
        ("- CCNA or MTCNA", "certificates", "certificate:ccna or certificate:mtcna"),
        ("- bahasa Mandarin diutamakan", "nice_languages", "language:mandarin"),
        ("- bahasa Korea dilatih", "nice_languages", "language:korean"),
        ("- pakai xqzw vbnk", "skills", "pakai xqzw vbnk"),
    ],
)  # fmt: skip
def test_what_is_asked_goes_to_the_column_of_its_section(
    clause: str, column: str, cell: str
) -> None:
    found = cells(f"WELDER\nSyarat:\n{clause}")
    parts = sorted(found[column].split(" or "))
    assert parts == sorted(cell.split(" or "))


@pytest.mark.parametrize(
    "clause", ["- SIM motor tidak wajib", "- bukan sopir truk", "- English is not needed"]
)
def test_what_is_not_asked_fills_nothing(clause: str) -> None:
    found = cells(f"WELDER\nSyarat:\n{clause}")
    assert set(found) <= {"title", "description"}


def test_what_the_work_consists_of_is_a_wish_unless_it_is_asked_as_well() -> None:
    found = cells("CAREGIVER\nTugas:\n- sedot dahak\n- jaga anak\nSyarat:\n- sedot dahak")
    assert found["skills"] == "skill:sputum-suction"
    assert found["nice_skills"] == "skill:child-care"


def test_a_must_that_is_due_before_leaving_is_a_requirement_of_its_own() -> None:
    found = cells("NURSE\nRequirements:\n- German at B1 before departure")
    (one,) = json.loads(found["requirements"])
    assert one["stage"] == "depart"
    assert one["expression"]["what"] == "language:german"


def test_posts_by_sex_stay_apart_and_those_of_one_sex_are_all() -> None:
    both = cells("WELDER\nButuh 12 P + 4 L")
    assert (both["openings_female"], both["openings_male"]) == ("12", "4")
    assert cells("WELDER\n8 L")["openings"] == "8"
    assert cells("WELDER\n8 L")["sex"] == "M"


def test_a_wage_per_day_fills_nothing() -> None:
    assert "wage_min" not in cells("WELDER\nUpah B$ 28/hari", "Brunei")
    assert cells("WELDER\nUpah B$ 280/bulan", "Brunei")["wage_period"] == "month"


def test_what_was_not_read_is_told_in_its_order() -> None:
    found = default_normalizer().extract("WELDER\nqwrty zxcv\nSyarat:\n- pakai xqzw vbnk")
    assert unread_of(found) == ("qwrty zxcv", "pakai xqzw vbnk")


@settings(max_examples=40, deadline=None)
@given(drawn_adverts)
def test_the_lists_that_an_advert_fills_are_lists_of_a_vacancy(text: str) -> None:
    lists = {name: cell for name, cell in cells(text).items() if "\x00" not in cell}
    kept = {name: lists[name] for name in ("skills", "languages", "documents") if name in lists}
    assert len(list(Vacancy.model_validate({"id": "V", "title": "x", **kept}).asks())) >= len(kept)

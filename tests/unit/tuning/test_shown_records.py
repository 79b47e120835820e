"""What a judge sees: what bears on the work, and nothing that must not matter."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Candidate, Vacancy
from matcher.records.requirements import AllOf, AnyOf, Asked, Personal, Requirement
from matcher.tuning.shown_records import offer_shown, qualities_shown
from small_world import TAXONOMY

WHO = Candidate.model_validate(
    {
        "id": "3201-secret",
        "skills": "skill:smaw||BNSP; menjahit||BNSP; memasak; ...",
        "education": "TKJ|SMK|document|2019-07-01",
        "languages": "JLPT|N4|test|2024-01-01|2026-01-01",
        "experience": "caregiver|6 months",
        "wishes": {
            "countries": ["Japan"], "sectors": ["health"], "wage_min": 1500000, "currency": "JPY"
        },
    }
)  # fmt: skip
sensitive = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["X1", "3201987654"]),
        "sex": st.sampled_from([None, "M", "F"]),
        "birth_date": st.none() | st.dates(date(1980, 1, 1), date(2008, 1, 1)),
        "height_cm": st.none() | st.floats(140, 190),
        "weight_kg": st.none() | st.floats(40, 90),
        "province": st.sampled_from([None, "Papua"]),
        "city": st.sampled_from([None, "Sorong"]),
        "school_type": st.sampled_from([None, "SMK", "Madrasah"]),
        "documents": st.sampled_from([None, "paspor; akta nikah"]),
        "conditions": st.sampled_from([None, "muslim; tidak bertato"]),
    }
)


@given(sensitive, st.sampled_from(["id", "en"]))
@settings(max_examples=40, deadline=None)
def test_nothing_sensitive_changes_what_is_shown(changes: dict[str, object], language: str) -> None:
    other = Candidate.model_validate({**WHO.model_dump(exclude_none=True), **changes})
    shown = qualities_shown(WHO, TAXONOMY, language)  # type: ignore[arg-type]
    assert qualities_shown(other, TAXONOMY, language) == shown  # type: ignore[arg-type]


def test_every_field_of_a_candidate_is_shown_or_known_to_be_left_out() -> None:
    shown = {"education", "skills", "certificates", "languages", "experience", "wishes"}
    left_out = {"id", "sex", "province", "city", "school_type", "documents", "conditions"}
    body = {
        name for name in Candidate.model_fields if name.startswith(("birth", "height", "weight"))
    }
    assert shown | left_out | body == set(Candidate.model_fields)


def test_a_candidate_is_shown_as_on_record() -> None:
    assert qualities_shown(WHO, TAXONOMY, "en").splitlines() == [
        "Education: TKJ SMK [document]",
        "Skills: SMAW, menjahit [BNSP certificate]; memasak (list not complete)",
        "Certificates: not on record",
        "Languages: JLPT N4 [official test or exam, 2024-01-01 to 2026-01-01]",
        "Experience: caregiver 6 months",
        "Wishes: Japan, health, a wage from 1,500,000 JPY",
    ]
    assert qualities_shown(WHO, TAXONOMY, "id").splitlines()[1:3] == [
        "Keahlian: Las SMAW, menjahit [sertifikat BNSP]; memasak (daftar belum lengkap)",
        "Sertifikat: belum tercatat",
    ]


def test_an_empty_list_that_is_complete_is_said_to_be_empty() -> None:
    who = Candidate.model_validate(
        {"id": "C", "skills": {"state": "complete"}, "languages": {"state": "partial"}}
    )
    lines = qualities_shown(who, TAXONOMY, "en").splitlines()
    assert lines[1] == "Skills: none"
    assert lines[3] == "Languages: not on record"


def test_a_vacancy_is_shown_without_what_is_asked_of_person_and_papers() -> None:
    job = Vacancy.model_validate(
        {
            "id": "V1", "title": "Welder", "country": "Japan", "sector": "manufacturing",
            "sex": "M", "age_max": 30, "height_min": 165, "employer": "PT Rahasia",
            "skills": "skill:smaw or skill:brazing; menjahit", "languages": "JLPT|N4",
            "nice_certificates": "K3", "conditions": "tidak bertato", "documents": "paspor",
            "wage_min": 170000, "wage_max": 220000, "currency": "JPY", "wage_period": "month",
        }
    )  # fmt: skip
    shown = offer_shown(job, TAXONOMY, "en")
    assert shown.title == "Welder"
    assert shown.place == "Japan\nmanufacturing"
    assert shown.asks.splitlines() == [
        "Skills: SMAW or Brazing; menjahit",
        "Languages: JLPT N4",
        "Nice to have: K3",
    ]
    assert shown.wage == "170,000–220,000 JPY a month"
    assert offer_shown(job, TAXONOMY, "id").wage == "170.000–220.000 JPY per bulan"


def asked(*texts: str) -> list[Asked]:
    return [Asked(section="skills", what=text) for text in texts]


AGE, SIGHT = Personal(age_max=30), Asked(section="conditions", what="no glasses")


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        (AnyOf(any=(*asked("a"), AllOf(all=tuple(asked("b", "c"))))), "a or (b and c)"),
        (AnyOf(any=(AllOf(all=(AGE, *asked("a and b"))), AGE)), "a and b or another condition"),
        (AllOf(all=(SIGHT, AnyOf(any=tuple(asked("a", "b"))))), "(a or b)"),
        (AnyOf(any=(SIGHT, AGE, *asked("a"))), "another condition or a"),
        (AllOf(all=(AGE, SIGHT)), None),
        (AGE, None),
    ],
)
def test_alternatives_and_parts(expression: AnyOf | AllOf | Personal, shown: str | None) -> None:
    job = Vacancy(id="V1", title="cook", requirements=(Requirement(expression=expression),))
    expected = "nothing stated" if shown is None else f"Skills: {shown}"
    assert offer_shown(job, TAXONOMY, "en").asks == expected


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (None, None, "nothing stated"),
        (1200.5, None, "from 1,200.5"),
        (None, 900, "up to 900"),
        (900, 900, "900"),
    ],
)
def test_wages(low: float | None, high: float | None, shown: str) -> None:
    job = Vacancy(id="V1", title="cook", wage_min=low, wage_max=high)
    assert offer_shown(job, TAXONOMY, "en").wage == shown

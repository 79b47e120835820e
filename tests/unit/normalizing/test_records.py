"""Records become concepts, ranks and months; what cannot be read stays visible as unresolved."""

from dataclasses import replace
from datetime import date

import pytest

from matcher.normalizing.employers import Employer
from matcher.normalizing.expressions import Bound, Literal, every
from matcher.normalizing.normalized import (
    NormalCandidate,
    NormalClaim,
    NormalRequirement,
    NormalSection,
    NormalVacancy,
)
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records import Candidate, Claim, Requirement, Section, Vacancy, Wishes
from matcher.records.evidence import Evidence
from matcher.records.requirements import Asked, Expression
from small_world import TAXONOMY

RECORDS = RecordNormalizer(Normalizer(TAXONOMY))
LEAST = Evidence.SUBJECT_MARK


def candidate(**sections: str | Section) -> NormalCandidate:
    return RECORDS.candidates([Candidate.model_validate({"id": "C1", **sections})])[0]


def section(name: str, value: str | Section) -> NormalSection:
    return candidate(**{name: value}).sections[name]


def only_claim(name: str, value: str | Section) -> NormalClaim:
    (found,) = section(name, value).claims
    return found


def vacancy(**facts: object) -> NormalVacancy:
    given = {"id": "V1", "title": "Welder", **facts}
    return RECORDS.vacancies([Vacancy.model_validate(given)])[0]


def requirement(expression: Expression, **facts: str) -> NormalRequirement:
    asked = Requirement.model_validate({"expression": expression, **facts})
    found = RECORDS.requirement(asked)
    assert found is not None
    return found


def asks_nothing(expression: Expression) -> bool:
    return RECORDS.requirement(Requirement(expression=expression)) is None


def asked(section: str, what: str, level: str | None = None) -> Asked:
    return Asked.model_validate({"section": section, "what": what, "level": level})


# --- candidates --------------------------------------------------------------------------


def test_the_facts_of_a_person_are_kept() -> None:
    record = Candidate(id="C7", sex="F", birth_date=date(2005, 3, 1), height_cm=160, weight_kg=55.5)
    (found,) = RECORDS.candidates([record])
    assert (found.id, found.sex, found.birth_date, found.height_cm, found.weight_kg) == (
        "C7",
        "F",
        date(2005, 3, 1),
        160,
        55.5,
    )


def test_candidates_keep_their_order() -> None:
    records = [Candidate(id=name) for name in ("b", "a")]
    assert [one.id for one in RECORDS.candidates(records)] == ["b", "a"]


def test_a_claim_becomes_its_concept_with_all_that_is_said_of_it() -> None:
    claims = (
        Claim(
            what="SMAW 3G",
            evidence=Evidence.UKK,
            valid_from=date(2024, 1, 1),
            valid_to=date(2026, 1, 1),
        ),
    )
    assert only_claim("skills", Section(state="complete", claims=claims)) == NormalClaim(
        "skill:smaw-3g", None, Evidence.UKK, date(2024, 1, 1), date(2026, 1, 1), "SMAW 3G"
    )


def test_a_claim_may_be_an_id() -> None:
    assert only_claim("skills", "skill:smaw-3g").concept == "skill:smaw-3g"


@pytest.mark.parametrize(
    ("name", "cell", "evidence"),
    [
        ("skills", "SMAW", Evidence.SELF_REPORT),
        ("certificates", "First aid", Evidence.DOCUMENT),
        ("languages", "JLPT|N4", Evidence.TEST),
        ("languages", "Japanese|A2", Evidence.SELF_REPORT),
        ("education", "Teknik Pengelasan|SMK", Evidence.DOCUMENT),
        ("experience", "Welder|6 months", Evidence.DOCUMENT),
        ("documents", "Passport", Evidence.DOCUMENT),
        ("conditions", "No tattoo", Evidence.SELF_REPORT),
    ],
)
def test_a_claim_without_evidence_has_that_of_its_kind(
    name: str, cell: str, evidence: Evidence
) -> None:
    assert only_claim(name, cell).evidence == evidence


def test_a_claim_with_a_level_says_it_in_its_text() -> None:
    claim = only_claim("languages", "JLPT|N4")
    assert (claim.level, claim.text) == (2, "JLPT N4")


def test_a_level_may_stand_beside_the_name() -> None:
    claim = only_claim("languages", "JLPT N4")
    assert (claim.concept, claim.level, claim.text) == ("language:jlpt", 2, "JLPT N4")


def test_the_level_of_its_own_part_goes_before_one_beside_the_name() -> None:
    assert only_claim("languages", "JLPT N4|N5").level == 1


def test_a_level_that_the_scale_does_not_know_is_unknown() -> None:
    assert only_claim("languages", "JLPT|N9").level is None


def test_a_level_of_what_has_no_scale_is_dropped() -> None:
    assert only_claim("skills", "SMAW|good").level is None


def test_points_are_their_own_rank() -> None:
    assert only_claim("languages", "IELTS|6.5").level == 6.5


def test_months_of_work_are_read_from_the_level() -> None:
    assert only_claim("experience", "Welder|2 years").level == 24


def test_work_without_a_duration_has_no_months() -> None:
    assert only_claim("experience", "Welder").level is None


@pytest.mark.parametrize(
    ("cell", "complete"), [("SMAW", True), ("SMAW; ...", False), ("-", True), ("", False)]
)
def test_only_a_complete_section_is_complete(cell: str, *, complete: bool) -> None:
    assert section("skills", cell).complete is complete


def test_what_cannot_be_read_leaves_a_section_incomplete() -> None:
    found = section("skills", "SMAW; xqzt")
    assert not found.complete
    assert [claim.concept for claim in found.claims] == ["skill:smaw"]
    assert found.unresolved == ("xqzt",)


def test_a_section_that_is_read_wholly_has_nothing_unresolved() -> None:
    assert section("skills", "SMAW").unresolved == ()


def test_wishes_are_folded_and_countries_named_alike() -> None:
    wishes = Wishes(countries=("JEPANG", "Atlantis"), sectors=("Care  Work",), wage_min=900.0)
    (found,) = RECORDS.candidates([Candidate(id="C1", wishes=wishes)])
    assert found.wish_countries == {"Japan", "Atlantis"}
    assert found.wish_sectors == {"care work"}
    assert (found.wish_wage_min, found.wish_currency) == (900.0, None)


def test_the_currency_of_a_wish_is_kept() -> None:
    record = Candidate(id="C1", wishes=Wishes(wage_min=900.0, currency="JPY"))
    assert RECORDS.candidates([record])[0].wish_currency == "JPY"


# --- education ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concept", "level"),
    [
        ("Teknik Pengelasan", "education:steel", 3),
        ("SMK Teknik Pengelasan", "education:steel", 3),
        ("D3 Teknik Pengelasan", "education:steel", 6),
        ("SMK", "education:any", 3),
        ("D3", "education:any", 6),
        ("Any field", "education:any", None),
        ("Vocational school", "education:smk", 3),
    ],
)
def test_education_is_a_field_and_a_level(text: str, concept: str, level: float | None) -> None:
    claim = only_claim("education", text)
    assert (claim.concept, claim.level) == (concept, level)


def test_education_that_cannot_be_read_is_unresolved() -> None:
    assert section("education", "xqzt").unresolved == ("xqzt",)


# --- vacancies ---------------------------------------------------------------------------


def test_the_facts_of_a_vacancy_are_kept() -> None:
    found = vacancy(
        country="jepang",
        sector="Care  Work",
        scheme="SSW",
        employer_type="company",
        openings=7,
        wage_min=200.0,
        wage_max=300.0,
        currency="JPY",
        departure=date(2026, 4, 1),
        permit_from=date(2025, 1, 1),
        permit_until=date(2026, 1, 1),
        verification="verified",
        source="advert",
    )
    assert replace(found, requirements=()) == NormalVacancy(
        id="V1",
        title="Welder",
        occupation=Literal("occupation", "occupation:welder", None, LEAST),
        country="Japan",
        sector="care work",
        schemes=("ssw",),
        employer=Employer("company", is_stated=True),
        openings=7,
        wage_min=200.0,
        wage_max=300.0,
        currency="JPY",
        departure=date(2026, 4, 1),
        permit_from=date(2025, 1, 1),
        permit_until=date(2026, 1, 1),
        verification="verified",
        requirements=(),
        unresolved=(),
        source="advert",
    )


def test_what_a_vacancy_does_not_say_is_none() -> None:
    found = vacancy()
    assert (found.country, found.sector, found.wage_min) == (None, None, None)
    assert (found.schemes, found.employer) == ((), Employer())


@pytest.mark.parametrize(
    ("period", "monthly"),
    [("month", (1200.0, 2400.0)), ("year", (100.0, 200.0)), ("hour", (None, None)), (None, None)],
)
def test_wages_are_per_month(period: str | None, monthly: tuple[float, float] | None) -> None:
    found = vacancy(wage_min=1200.0, wage_max=2400.0, wage_period=period)
    assert (found.wage_min, found.wage_max) == (monthly or (1200.0, 2400.0))


def test_a_title_that_cannot_be_read_is_an_occupation_that_nobody_has() -> None:
    found = vacancy(title="xqzt")
    assert found.occupation.concept == "?xqzt"
    assert found.unresolved == ("xqzt",)


def test_texts_that_cannot_be_read_are_listed_in_order() -> None:
    assert vacancy(skills="zzqx; SMAW", languages="aaqx").unresolved == ("aaqx", "zzqx")


def test_personal_bounds_are_one_requirement_without_score() -> None:
    (found,) = vacancy(sex="F", age_min=18, age_max=40).requirements
    assert found.expression == every(
        [Bound("sex", value="F"), Bound("age", low=216), Bound("age", high=492)]
    )
    assert found.component is None


def test_a_vacancy_drops_what_asks_nothing() -> None:
    assert vacancy(skills="none").requirements == ()


def test_the_taxonomy_is_that_of_the_normalizer() -> None:
    assert RECORDS.taxonomy is TAXONOMY


def test_a_country_that_is_not_known_is_said_not_to_be_understood() -> None:
    assert vacancy(country="Timur Tengah").unresolved == ("Timur Tengah",)
    assert vacancy(country="jepang").unresolved == ()


def test_a_scheme_of_another_country_is_said_not_to_be_understood() -> None:
    found = vacancy(country="Japan", scheme="EPS via P to P")
    assert (found.schemes, found.unresolved) == (("p-to-p",), ("eps",))
    assert vacancy(country="Japan", scheme="SSW").unresolved == ()


def test_a_country_that_is_not_known_rules_out_no_scheme() -> None:
    found = vacancy(country="Timur Tengah", scheme="EPS")
    assert (found.schemes, found.unresolved) == (("eps", "g-to-g"), ("Timur Tengah",))


def test_a_paper_named_by_its_id_is_understood_in_any_section() -> None:
    claim = only_claim("documents", "language:jlpt|N4")
    assert (claim.concept, claim.level) == ("language:jlpt", 2)
    (asked_for,) = vacancy(documents="language:jlpt|N4").requirements
    assert asked_for.expression == Literal("language", "language:jlpt", 2, LEAST)


def test_a_diploma_of_an_unknown_field_is_one_of_its_level() -> None:
    read = section("education", "xqzt|S1")
    assert [(claim.concept, claim.text) for claim in read.claims] == [("education:any", "xqzt S1")]
    assert (read.unresolved, read.complete) == (("xqzt",), False)

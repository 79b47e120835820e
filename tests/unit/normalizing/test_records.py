"""Records become concepts, ranks and months; what cannot be read stays visible as unresolved."""

from dataclasses import replace
from datetime import date

import pytest

from matcher.normalizing.employers import Employer
from matcher.normalizing.expressions import Bound, Given, Literal, either, every
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
from matcher.records.requirements import AllOf, AnyOf, Asked, Expression, OfVacancy, Personal
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


# --- requirements ------------------------------------------------------------------------


def test_a_requirement_keeps_its_terms() -> None:
    record = Requirement(
        expression=asked("skills", "SMAW"),
        importance="nice",
        weight=3,
        origin="agency",
        source="advert",
        rule="r1",
    )
    assert RECORDS.requirement(record) == NormalRequirement(
        expression=Literal("skill", "skill:smaw", None, LEAST),
        importance="nice",
        stage="select",
        weight=3,
        component="skills",
        origin="agency",
        source="advert",
        rule="r1",
    )


@pytest.mark.parametrize(
    ("ask", "literal"),
    [
        (asked("skills", "SMAW"), Literal("skill", "skill:smaw", None, LEAST)),
        (asked("languages", "JLPT", "N4"), Literal("language", "language:jlpt", 2, LEAST)),
        (asked("languages", "JLPT N4"), Literal("language", "language:jlpt", 2, LEAST)),
        (asked("languages", "JLPT"), Literal("language", "language:jlpt", None, LEAST)),
        (asked("languages", "IELTS", "5.5"), Literal("language", "language:ielts", 5.5, LEAST)),
        (asked("education", "SMK"), Literal("education", "education:any", 3, LEAST)),
        (
            asked("conditions", "No tattoo"),
            Literal("condition", "condition:no-tattoo", None, Evidence.SELF_REPORT),
        ),
        (asked("experience", "Welder"), Literal("experience", "occupation:welder", 1.0, LEAST)),
        (
            asked("experience", "Welder", "2 tahun"),
            Literal("experience", "occupation:welder", 24.0, LEAST),
        ),
        # A certificate is understood in the section of skills, and keeps its own kind.
        (
            asked("skills", "First aid"),
            Literal("certificate", "certificate:first-aid", None, LEAST),
        ),
    ],
    ids=lambda value: f"{value.what} {value.level}" if isinstance(value, Asked) else value.key,
)
def test_what_is_asked_becomes_a_literal(ask: Asked, literal: Literal) -> None:
    assert requirement(ask).expression == literal


def test_evidence_that_is_demanded_goes_before_that_of_the_kind() -> None:
    ask = Asked(section="skills", what="SMAW", evidence=Evidence.BNSP)
    assert requirement(ask).expression == Literal("skill", "skill:smaw", None, Evidence.BNSP)


@pytest.mark.parametrize(
    ("ask", "kind", "concept"),
    [
        (asked("skills", "xqzt"), "skill", "?xqzt"),
        (asked("languages", "xqzt", "N4"), "language", "?xqzt N4"),
        (asked("languages", "JLPT", "N9"), "language", "?jlpt N9"),
        (asked("experience", "Welder", "long"), "experience", "?welder long"),
        (asked("experience", "xqzt", "2 years"), "experience", "?xqzt 2 years"),
        (asked("education", "xqzt"), "education", "?xqzt"),
        (asked("certificates", "xqzt"), "certificate", "?xqzt"),
        (asked("documents", "xqzt"), "document", "?xqzt"),
        (asked("conditions", "xqzt"), "condition", "?xqzt"),
    ],
    ids=lambda value: f"{value.what} {value.level}" if isinstance(value, Asked) else value,
)
def test_what_cannot_be_read_is_a_literal_that_nobody_is_known_to_meet(
    ask: Asked, kind: str, concept: str
) -> None:
    found = requirement(ask).expression
    assert isinstance(found, Literal)
    assert (found.kind, found.concept, found.level) == (kind, concept, None)


@pytest.mark.parametrize(
    "ask",
    [
        asked("skills", "none"),
        asked("skills", "Tidak ada"),
        asked("languages", "JLPT", "none"),
        asked("languages", "IELTS", "0"),
        asked("experience", "Welder", "0"),
        asked("experience", "Welder", "0 bulan"),
    ],
    ids=lambda ask: f"{ask.what} {ask.level}",
)
def test_asking_for_nothing_is_no_requirement(ask: Asked) -> None:
    assert asks_nothing(ask)


def test_an_alternative_that_asks_nothing_makes_all_of_them_ask_nothing() -> None:
    assert asks_nothing(AnyOf(any=(asked("skills", "SMAW"), asked("skills", "none"))))


def test_a_part_that_asks_nothing_is_left_out() -> None:
    both = AllOf(all=(asked("skills", "SMAW"), asked("skills", "none")))
    assert requirement(both).expression == Literal("skill", "skill:smaw", None, LEAST)


def test_parts_that_all_ask_nothing_are_no_requirement() -> None:
    assert asks_nothing(AllOf(all=(asked("skills", "none"), asked("skills", "none"))))


def test_a_vacancy_drops_what_asks_nothing() -> None:
    assert vacancy(skills="none").requirements == ()


def test_alternatives_and_parts_become_canonical_expressions() -> None:
    smaw, cooking = asked("skills", "SMAW"), asked("skills", "Cooking")
    first, second = (Literal("skill", f"skill:{name}", None, LEAST) for name in ("smaw", "cooking"))
    assert requirement(AnyOf(any=(smaw, cooking))).expression == either([first, second])
    assert requirement(AllOf(all=(smaw, cooking))).expression == every([first, second])


def test_a_fact_of_the_vacancy_is_not_yet_known() -> None:
    found = requirement(OfVacancy(vacancy="verified"))
    assert found.expression == Given("verified", 1)
    assert found.component is None


@pytest.mark.parametrize(
    ("personal", "bounds"),
    [
        (Personal(sex="M"), [Bound("sex", value="M")]),
        (Personal(age_min=19.5), [Bound("age", low=234)]),
        (Personal(age_max=40), [Bound("age", high=492)]),
        (Personal(height_min=155.5), [Bound("height", low=155.5)]),
        (Personal(height_max=190), [Bound("height", high=190)]),
        (Personal(weight_min=45, weight_max=80), [Bound("weight", low=45, high=80)]),
    ],
    ids=["sex", "half years", "most", "height", "tallest", "weight"],
)
def test_personal_facts_become_bounds(personal: Personal, bounds: list[Bound]) -> None:
    assert requirement(personal).expression == every(bounds)


# --- components --------------------------------------------------------------------------


def test_alternatives_of_several_kinds_count_in_the_component_of_the_first() -> None:
    first_is_language = AnyOf(any=(asked("languages", "JLPT"), asked("certificates", "First aid")))
    first_is_paper = AnyOf(any=(asked("certificates", "First aid"), asked("languages", "JLPT")))
    assert requirement(first_is_language).component == "language"
    assert requirement(first_is_paper).component == "certificates"


def test_a_component_that_is_given_goes_before_that_of_the_kind() -> None:
    assert requirement(asked("skills", "SMAW"), component="certificates").component == (
        "certificates"
    )


def test_what_is_needed_only_to_leave_earns_no_score() -> None:
    assert requirement(asked("skills", "SMAW"), stage="depart").component is None


def test_a_personal_fact_earns_no_score_even_beside_a_skill() -> None:
    mixed = AnyOf(any=(asked("skills", "SMAW"), Personal(sex="M")))
    assert requirement(mixed, component="skills").component is None


def test_a_fact_of_the_vacancy_earns_no_score_even_beside_a_skill() -> None:
    mixed = AnyOf(any=(asked("skills", "SMAW"), OfVacancy(vacancy="verified")))
    assert requirement(mixed, component="skills").component is None


def test_a_first_alternative_that_asks_nothing_does_not_name_the_component() -> None:
    both = AllOf(all=(asked("languages", "none"), asked("certificates", "First aid")))
    assert requirement(both).component == "certificates"


def test_a_document_earns_no_score() -> None:
    assert requirement(asked("documents", "Passport")).component is None


def test_texts_may_be_learnt_beforehand() -> None:
    records = RecordNormalizer(Normalizer(TAXONOMY))
    ask = Requirement(expression=asked("skills", "SMAW"))
    records.learn_requirements([ask])
    assert records.requirement(ask) == RECORDS.requirement(ask)


def test_the_taxonomy_is_that_of_the_normalizer() -> None:
    assert RECORDS.taxonomy is TAXONOMY


# --- what the words of a must take back ---------------------------------------------------


def importances(**cells: str) -> list[tuple[str, str]]:
    """The importance and the key of each requirement of a vacancy."""
    job = Vacancy.model_validate({"id": "V", "title": "welder", **cells})
    return [
        (one.importance, one.expression.key) for one in RECORDS.vacancies([job])[0].requirements
    ]


@pytest.mark.parametrize(
    "text",
    ["{} diutamakan", "diutamakan {}", "{} (lebih disukai)", "{}, nilai plus", "{} preferred",
     "{} bisa diusahakan", "{} tergantung kebijakan panti"],
)  # fmt: skip
def test_a_must_that_its_words_call_a_wish_is_one(text: str) -> None:
    ((importance, softened),) = importances(skills=text.format("memasak"))
    ((demanded, plain),) = importances(skills="memasak")
    assert (importance, demanded) == ("nice", "must")
    assert softened == plain


@pytest.mark.parametrize("text", ["{} wajib", "harus bisa {}", "{}"])
def test_a_must_that_its_words_demand_stays_one(text: str) -> None:
    assert [one for one, _ in importances(skills=text.format("memasak"))] == ["must"]


@pytest.mark.parametrize("text", ["memasak tidak diwajibkan", "tidak harus bisa memasak"])
def test_what_is_said_not_to_be_needed_asks_nothing(text: str) -> None:
    assert importances(skills=text) == []


def test_the_last_alternative_softens_them_all() -> None:
    assert [one for one, _ in importances(skills="memasak atau las diutamakan")] == ["nice"]
    assert [one for one, _ in importances(skills="memasak diutamakan atau las")] == ["must"]


def test_of_parts_that_are_all_needed_each_must_be_softened() -> None:
    assert [one for one, _ in importances(skills="memasak + las diutamakan")] == ["must"]
    both = importances(skills="memasak diutamakan + las diutamakan")
    assert [one for one, _ in both] == ["nice"]


def test_a_paper_for_leaving_stays_on_the_checklist_however_it_is_worded() -> None:
    assert [one for one, _ in importances(documents="paspor bisa diusahakan")] == ["must"]


def test_a_wish_never_becomes_a_must() -> None:
    assert [one for one, _ in importances(nice_skills="memasak wajib")] == ["nice"]


def test_a_country_that_is_not_known_is_said_not_to_be_understood() -> None:
    assert vacancy(country="Timur Tengah").unresolved == ("Timur Tengah",)
    assert vacancy(country="jepang").unresolved == ()


def test_a_diploma_of_an_unknown_field_is_one_of_its_level() -> None:
    read = section("education", "xqzt|S1")
    assert [(claim.concept, claim.text) for claim in read.claims] == [("education:any", "xqzt S1")]
    assert (read.unresolved, read.complete) == (("xqzt",), False)

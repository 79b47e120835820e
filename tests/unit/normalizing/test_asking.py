"""What records ask becomes requirements over concepts; what is not asked makes none."""

import pytest

from matcher.normalizing.asking import RequirementNormalizer
from matcher.normalizing.expressions import Bound, Given, Literal, either, every
from matcher.normalizing.naming import Naming
from matcher.normalizing.normalized import NormalRequirement
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records import Requirement, Vacancy
from matcher.records.evidence import Evidence
from matcher.records.requirements import AllOf, AnyOf, Asked, Expression, OfVacancy, Personal
from small_world import TAXONOMY

RECORDS = RecordNormalizer(Normalizer(TAXONOMY))
ASKING = RequirementNormalizer(Naming(Normalizer(TAXONOMY)))
LEAST = Evidence.SUBJECT_MARK


def requirement(expression: Expression, **facts: str) -> NormalRequirement:
    asked = Requirement.model_validate({"expression": expression, **facts})
    found = ASKING.requirement(asked)
    assert found is not None
    return found


def asks_nothing(expression: Expression) -> bool:
    return ASKING.requirement(Requirement(expression=expression)) is None


def asked(section: str, what: str, level: str | None = None) -> Asked:
    return Asked.model_validate({"section": section, "what": what, "level": level})


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
    assert ASKING.requirement(record) == NormalRequirement(
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
    asking = RequirementNormalizer(Naming(Normalizer(TAXONOMY)))
    ask = Requirement(expression=asked("skills", "SMAW"))
    asking.learn([ask])
    assert asking.requirement(ask) == ASKING.requirement(ask)


def test_the_taxonomy_is_that_of_the_names() -> None:
    assert ASKING.taxonomy is TAXONOMY


def test_the_records_of_vacancies_are_read_alike() -> None:
    ask = Requirement(expression=asked("languages", "JLPT", "N4"))
    RECORDS.learn_requirements([ask])
    assert RECORDS.requirement(ask) == ASKING.requirement(ask)


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

"""What is on record about a gate, in both languages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.calendar import add_months
from matcher.eligibility.applying import RulesOfVacancy
from matcher.eligibility.terms import terms_of
from matcher.explaining.pair_record import PairRecord
from matcher.explaining.records_shown import on_record
from matcher.features.wording import Language
from matcher.normalizing.expressions import Bound, Given, NormalExpression, either, every
from matcher.normalizing.normalized import NormalCandidate, NormalSection, NormalVacancy
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from matcher.taxonomy import Taxonomy, Validity
from small_world import AS_OF, TAXONOMY, ask, ask_work, claim, person, vacancy, work

DAY = timedelta(days=1)
SMAW, COOKING = ask("skill:smaw"), ask("skill:cooking")


def shown(
    expression: NormalExpression,
    who: NormalCandidate | None = None,
    job: NormalVacancy | None = None,
    language: Language = "en",
    taxonomy: Taxonomy = TAXONOMY,
) -> str:
    terms = terms_of(job or vacancy(), RulesOfVacancy(), as_of=AS_OF, settings=Settings())
    return on_record(expression, PairRecord(who or person(), terms, taxonomy), language)


# --- personal facts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sex", "en", "id_"),
    [
        ("F", "woman", "perempuan"),
        ("M", "man", "laki-laki"),
        (None, "sex not on record", "jenis kelamin belum tercatat"),
    ],
)
def test_the_sex_is_shown(sex: str | None, en: str, id_: str) -> None:
    who = replace(person(), sex=sex)
    assert shown(Bound("sex", value="F"), who) == en
    assert shown(Bound("sex", value="F"), who, language="id") == id_


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        (date(2008, 6, 1), 18),
        (date(2008, 6, 2), 17),
        (date(2008, 5, 31), 18),
        (date(2008, 7, 1), 17),
        (date(2008, 12, 31), 17),
        (date(2007, 12, 31), 18),
    ],
)
def test_the_age_is_shown_in_completed_years_at_departure(birth: date, age: int) -> None:
    who = replace(person(), birth_date=birth)
    found = shown(Bound("age", low=216), who)
    assert found == f"born {birth}, {age} years old on 2026-06-01"
    assert str(age) in shown(Bound("age", low=216), who, language="id")


def test_the_age_is_shown_at_the_departure_of_the_vacancy() -> None:
    who, job = replace(person(), birth_date=date(2008, 6, 1)), replace(vacancy(), departure=AS_OF)
    assert "17 years old on 2025-12-01" in shown(Bound("age", low=216), who, job)


def test_measures_are_shown_with_their_unit() -> None:
    who = replace(person(), height_cm=165.5, weight_kg=60.0)
    assert shown(Bound("height", low=150), who) == "165.5 cm"
    assert shown(Bound("weight", low=50), who) == "60 kg"


@pytest.mark.parametrize("fact", ["age", "height", "weight"])
def test_what_is_not_known_of_a_person_is_said_by_name(fact: str) -> None:
    name = {"age": "birth date"}.get(fact, fact)
    assert shown(Bound(fact, low=1)) == f"{name} not on record"
    assert shown(Bound(fact, low=1), language="id").endswith("belum tercatat")


# --- facts of the vacancy ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("verification", "en"),
    [
        ("verified", "verified"),
        ("unverified", "not verified"),
        (None, "verification not on record"),
    ],
)
def test_whether_the_order_is_verified_is_shown(verification: str | None, en: str) -> None:
    job = replace(vacancy(), verification=verification)
    assert shown(Given("verified", 0), job=job) == en


@pytest.mark.parametrize(
    ("first", "last", "en"),
    [
        (None, AS_OF, "valid until 2025-12-01"),
        (None, AS_OF + DAY, "valid until 2025-12-02"),
        (None, AS_OF - DAY, "ended on 2025-11-30"),
        (AS_OF + DAY, AS_OF + 9 * DAY, "starts on 2025-12-02"),
        (AS_OF, AS_OF, "valid until 2025-12-01"),
        (None, None, "the end of the permit is not on record"),
        (AS_OF + DAY, None, "starts on 2025-12-02"),
    ],
)
def test_the_permit_is_shown_with_the_day_that_matters(
    first: date | None, last: date | None, en: str
) -> None:
    job = replace(vacancy(), permit_from=first, permit_until=last)
    assert shown(Given("permit_valid", 0), job=job) == en


def test_a_closed_destination_is_shown_as_such() -> None:
    assert shown(Given("placement_open", 2)) == "closed"
    assert shown(Given("placement_open", 2), language="id") == "ditutup"


# --- claims ------------------------------------------------------------------------------


def test_the_claims_that_cover_what_is_asked_are_shown_with_their_evidence() -> None:
    who = person(claim("skill:smaw-6g"), claim("skill:smaw", None, Evidence.SELF_REPORT))
    assert shown(SMAW, who) == "SMAW 6G (BNSP certificate), SMAW (self-reported)"
    assert shown(SMAW, who, language="id") == "SMAW 6G (sertifikat BNSP), SMAW (pengakuan sendiri)"


def test_the_last_day_of_a_paper_is_shown() -> None:
    who = person(claim("certificate:first-aid", None, Evidence.DOCUMENT, end=AS_OF))
    found = shown(ask("certificate:first-aid"), who)
    assert found == "First aid (document, valid until 2025-12-01)"


@pytest.mark.parametrize(
    ("months", "en", "id_"),
    [
        (1, "1 month", "1 bulan"),
        (18, "18 months", "18 bulan"),
        (12, "1 year", "1 tahun"),
        (120, "10 years", "10 tahun"),
    ],
)
def test_the_end_of_a_usual_period_is_shown_with_its_source(months: int, en: str, id_: str) -> None:
    rows = {"certificate:first-aid": Validity(True, months, "a law (quoted)")}
    taxonomy = replace(TAXONOMY, validity=rows)
    who = person(claim("certificate:first-aid", None, Evidence.DOCUMENT, start=AS_OF))
    end = add_months(AS_OF, months)
    asked = ask("certificate:first-aid")
    assert shown(asked, who, taxonomy=taxonomy) == (
        f"First aid (document, valid until {end} ({en} from issue, a law (quoted)))"
    )
    assert shown(asked, who, language="id", taxonomy=taxonomy) == (
        f"First aid (dokumen, berlaku sampai {end} ({id_} sejak terbit, a law (quoted)))"
    )


@pytest.mark.parametrize(
    ("months", "en", "id_"),
    [
        (None, "", ""),
        (24, " (2 years from issue, a law (quoted))", " (2 tahun sejak terbit, a law (quoted))"),
    ],
)
def test_an_end_that_nobody_knows_is_said_to_be_missing(
    months: int | None, en: str, id_: str
) -> None:
    rows = {"certificate:first-aid": Validity(True, months, "a law (quoted)")}
    taxonomy = replace(TAXONOMY, validity=rows)
    who = person(claim("certificate:first-aid", None, Evidence.DOCUMENT))
    asked = ask("certificate:first-aid")
    assert shown(asked, who, taxonomy=taxonomy) == (
        f"First aid (document, no end on the paper; it does expire{en})"
    )
    assert shown(asked, who, language="id", taxonomy=taxonomy) == (
        f"First aid (dokumen, tanpa tanggal berakhir; dokumen ini ada masa berlakunya{id_})"
    )


def test_a_paper_that_never_expires_is_shown_without_an_end() -> None:
    taxonomy = replace(
        TAXONOMY, validity={"certificate:first-aid": Validity(False, None, "a law (quoted)")}
    )
    who = person(claim("certificate:first-aid", None, Evidence.DOCUMENT, start=AS_OF))
    assert shown(ask("certificate:first-aid"), who, taxonomy=taxonomy) == "First aid (document)"


def test_a_test_is_shown_for_the_language_it_stands_for() -> None:
    who = person(claim("language:ielts", 5.0, Evidence.TEST))
    assert shown(ask("language:english", 3), who) == "IELTS (official test or exam)"


def test_a_programme_is_shown_for_the_skills_it_teaches() -> None:
    who = person(claim("education:steel", 3))
    assert shown(SMAW, who) == "Steel welding (implied by the programme)"


def test_work_is_shown_for_the_months_asked() -> None:
    who = person(work("occupation:pipe-welder", 6))
    assert shown(ask_work("occupation:welder", 12), who) == "Pipe welder (document)"


def test_what_is_in_a_complete_list_instead_is_shown() -> None:
    who = person(claim("skill:cooking"), claim("skill:brazing"))
    assert shown(SMAW, who) == "not in the complete list (Cooking, Brazing)"
    assert shown(SMAW, who, language="id") == "tidak ada dalam daftar lengkap (Cooking, Brazing)"


def test_a_complete_list_may_be_empty() -> None:
    assert shown(SMAW) == "the complete list is empty"


def test_what_is_in_an_incomplete_list_is_shown() -> None:
    who = person(claim("skill:cooking"), incomplete=["skills"])
    assert shown(SMAW, who) == "not in the list, which is not complete (Cooking)"
    assert shown(SMAW, person(incomplete=["skills"])) == "nothing on record"


def test_what_could_not_be_read_is_shown_as_it_was_written() -> None:
    sections = {**person().sections, "skills": NormalSection(False, (), ("juggling",))}
    who = replace(person(), sections=sections)
    assert shown(SMAW, who) == "not in the list, which is not complete (juggling)"


def test_no_more_than_six_texts_are_shown_and_each_once() -> None:
    names = [
        *("skill:smaw", "skill:smaw-3g", "skill:smaw-6g", "skill:brazing", "skill:welding"),
        *("skill:smaw", "skill:cooking"),
    ]
    who = person(*map(claim, names))
    certificate = person(*(claim(name) for name in names))
    listed = "SMAW, SMAW 3G, SMAW 6G, Brazing, Welding, Cooking"
    juggling = ask("skill:cooking")
    assert shown(juggling, who) == "Cooking (BNSP certificate)"
    sections = {
        **certificate.sections,
        "certificates": NormalSection(True, certificate.sections["skills"].claims),
    }
    who = replace(certificate, sections=sections)
    assert shown(ask("certificate:first-aid"), who) == f"not in the complete list ({listed})"
    more = (
        *certificate.sections["skills"].claims,
        claim("document:visa"),
        claim("document:passport"),
    )
    sections["certificates"] = NormalSection(True, more)
    who = replace(who, sections=sections)
    assert shown(ask("certificate:first-aid"), who) == f"not in the complete list ({listed}, +2)"


# --- expressions -------------------------------------------------------------------------


def test_alternatives_are_shown_by_the_claims_for_any_of_them() -> None:
    assert shown(either([SMAW, COOKING]), person(claim("skill:cooking"))) == (
        "Cooking (BNSP certificate)"
    )


def test_the_list_of_a_section_is_shown_once_for_all_that_it_lacks() -> None:
    assert shown(either([SMAW, COOKING]), person(claim("skill:brazing"))) == (
        "not in the complete list (Brazing)"
    )


def test_the_lists_of_several_sections_are_shown_one_after_the_other() -> None:
    who = person(claim("skill:brazing"), incomplete=["languages"])
    assert shown(either([SMAW, ask("language:jlpt", 2)]), who) == (
        "nothing on record; not in the complete list (Brazing)"
    )


def test_each_personal_fact_is_shown_once() -> None:
    by_sex = either(
        [
            every([Bound("sex", value="F"), Bound("height", low=150)]),
            every([Bound("sex", value="M"), Bound("height", low=160)]),
        ]
    )
    who = replace(person(), sex="F", height_cm=155.0)
    assert set(shown(by_sex, who).split("; ")) == {"woman", "155 cm"}


def test_facts_and_claims_are_shown_together() -> None:
    who = replace(person(claim("skill:smaw")), sex="F")
    assert shown(every([Bound("sex", value="F"), SMAW]), who) == "woman; SMAW (BNSP certificate)"

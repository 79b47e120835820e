"""Cases that each break a plausible design of the matching, as sentences about people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases import AS_OF, graduate, job, score, verdict
from matcher.eligibility.rules import Rule, RulePack
from matcher.engine import Matcher
from matcher.records import AnyOf, Asked, Claim, Personal, Requirement, Section, Wishes

# --- the unknown -------------------------------------------------------------------------


def test_a_diploma_that_is_withheld_leaves_something_to_prove() -> None:
    nurse = job(title="nurse", education="education:nursing|D3")
    school = Claim(what="Teknik Pengelasan", level="SMK")
    diploma = Claim(what="education:nursing", level="D3")
    both = graduate(education=[school, diploma])
    withheld = graduate(education=Section(state="partial", claims=(school,)))
    listed_without = graduate(education=[school])
    assert verdict(both, nurse) == "READY"
    assert verdict(withheld, nurse) == "NEEDS_PROOF"
    assert verdict(listed_without, nurse) == "BARRED"


@pytest.mark.parametrize("section", ["certificates", "languages", "skills"])
def test_one_claim_in_an_absent_section_makes_nobody_worse(section: str) -> None:
    asked = {"certificates": "BST", "languages": "JLPT|N4", "skills": "SMAW 3G"}
    other = {"certificates": "forklift", "languages": "TOPIK", "skills": "GTAW 6G"}
    vacancy = job(**{section: asked[section]})
    before = graduate()
    after = before.with_claim(section, Claim(what=other[section]))  # type: ignore[arg-type]
    assert verdict(before, vacancy) == "NEEDS_PROOF"
    assert verdict(after, vacancy) == "NEEDS_PROOF"


def test_a_claim_that_cannot_be_read_may_be_the_one_that_is_asked() -> None:
    vacancy = job(certificates="BST")
    assert verdict(graduate(certificates="zzqx 17"), vacancy) == "NEEDS_PROOF"
    assert verdict(graduate(certificates="-"), vacancy) == "TRAINABLE"


def test_a_test_without_its_result_may_stand_for_the_language_that_is_asked() -> None:
    vacancy = job(languages="language:japanese|A2")
    assert verdict(graduate(languages="JLPT|N4"), vacancy) == "READY"
    assert verdict(graduate(languages="JLPT"), vacancy) == "NEEDS_PROOF"


def test_work_without_dates_may_be_long_enough() -> None:
    vacancy = job(experience="welder|24 months")
    assert verdict(graduate(experience="welder"), vacancy) == "NEEDS_PROOF"


def test_learning_the_school_raises_no_possible_score() -> None:
    welder = job(nice_skills="SMAW 3G")
    knows_little = graduate(experience="-", skills="-")
    knows_school = graduate(experience="-", skills="-", education="Teknik Pengelasan|SMK")
    matcher = Matcher(AS_OF).fit([welder])
    before, after = (matcher.explain(who, welder) for who in (knows_little, knows_school))
    assert after.score >= before.score
    assert after.possible <= before.possible + 1e-6


# --- levels and tests --------------------------------------------------------------------


@pytest.mark.parametrize("level", ["N4", "N3", "N2", "N1"])
def test_a_higher_jlpt_level_satisfies_n4(level: str) -> None:
    vacancy = job(languages="JLPT|N4")
    assert verdict(graduate(languages=f"JLPT|{level}"), vacancy) == "READY"
    assert verdict(graduate(languages="JLPT|N5"), vacancy) == "TRAINABLE"


def test_tests_of_one_language_never_stand_for_each_other() -> None:
    jlpt, jft = job(languages="JLPT|N4"), job(languages="JFT-Basic|A2")
    assert verdict(graduate(languages="JFT-Basic|A2"), jlpt) == "TRAINABLE"
    assert verdict(graduate(languages="JLPT|N1"), jft) == "TRAINABLE"
    assert verdict(graduate(languages="JFT-Basic|A2"), jft) == "READY"
    either = job(languages="JFT-Basic|A2 or JLPT|N4")
    assert verdict(graduate(languages="JLPT|N4"), either) == "READY"
    plain = job(languages="language:japanese|A2")
    assert verdict(graduate(languages="JFT-Basic|A2"), plain) == "READY"
    assert verdict(graduate(languages="language:japanese|A2|test"), jft) == "TRAINABLE"


def test_a_test_proves_its_language_up_to_its_own_level_only() -> None:
    who = graduate(languages="JLPT|N4")
    assert verdict(who, job(languages="language:japanese|A2")) == "READY"
    assert verdict(who, job(languages="language:japanese|B1")) == "TRAINABLE"
    assert verdict(who, job(languages="language:english|A1")) == "TRAINABLE"


def test_what_is_near_to_the_asked_thing_earns_score_and_proves_nothing() -> None:
    vacancy = job(skills="SMAW")
    near = graduate(skills="FCAW||bnsp")
    assert 0 < score(near, vacancy) < score(graduate(skills="SMAW||bnsp"), vacancy)
    assert verdict(near, vacancy) == "TRAINABLE"


@pytest.mark.parametrize("process", ["smaw", "gtaw", "fcaw"])
def test_a_pipe_position_proves_the_plate_position_of_its_own_process_only(process: str) -> None:
    plate, pipe = f"skill:{process}-3g", f"skill:{process}-6g"
    other = "skill:gmaw-3g"
    assert verdict(graduate(skills=f"{plate}||bnsp"), job(skills=pipe)) == "TRAINABLE"
    assert verdict(graduate(skills=f"{pipe}||bnsp"), job(skills=plate)) == "READY"
    assert verdict(graduate(skills=f"{pipe}||bnsp"), job(skills=other)) == "TRAINABLE"


# --- proof -------------------------------------------------------------------------------


def test_an_expired_paper_proves_nothing() -> None:
    certificate, skill = job(certificates="BST"), job(skills="SMAW 3G")
    expired = "||bnsp|2020-01-01|2025-11-30"
    assert verdict(graduate(certificates="BST" + expired), certificate) == "TRAINABLE"
    assert verdict(graduate(skills="SMAW 3G" + expired), skill) == "NEEDS_PROOF"
    ends_before_departure = "||bnsp|2020-01-01|2026-01-14"
    assert verdict(graduate(certificates="BST" + ends_before_departure), certificate) == "TRAINABLE"
    until_departure = "||bnsp|2020-01-01|2026-01-15"
    assert verdict(graduate(certificates="BST" + until_departure), certificate) == "READY"


def test_a_skill_keeps_the_credit_of_a_self_report_when_its_paper_expires() -> None:
    vacancy = job(skills="SMAW 3G")
    expired, said, valid, none = (
        score(graduate(skills=cell), vacancy)
        for cell in ("SMAW 3G||bnsp||2025-11-30", "SMAW 3G||self_report", "SMAW 3G||bnsp", "-")
    )
    assert none < expired == said < valid
    paper = job(certificates="BST")
    assert score(graduate(certificates="BST||bnsp||2025-11-30"), paper) == score(
        graduate(certificates="-"), paper
    )


def test_a_persons_own_word_never_proves_a_must() -> None:
    for section, what in (
        ("skills", "SMAW 3G"),
        ("certificates", "BST"),
        ("languages", "JLPT|N4"),
        ("education", "education:nursing|D3"),
        ("experience", "welder|24"),
    ):
        said = what + ("|" if "|" in what else "||") + "self_report"
        assert verdict(graduate(**{section: said}), job(**{section: what})) == "NEEDS_PROOF"


def test_what_a_programme_implies_never_proves_a_must() -> None:
    welder = graduate(education="Teknik Pengelasan|SMK", skills="-")
    assert verdict(welder, job(skills="SMAW")) == "NEEDS_PROOF"


# --- months ------------------------------------------------------------------------------

TWO_YEARS = job(experience="welder|24 months")


def test_two_jobs_of_twelve_months_are_twenty_four() -> None:
    jobs = "welder|||2022-01-01|2022-12-31; welder|||2023-06-01|2024-05-31"
    assert verdict(graduate(experience=jobs), TWO_YEARS) == "READY"
    assert verdict(graduate(experience="welder|12; welder|1 year"), TWO_YEARS) == "READY"


def test_overlapping_jobs_do_not_count_twice() -> None:
    jobs = "welder|||2022-01-01|2022-12-31; welder|||2022-01-01|2022-12-31"
    why = Matcher(AS_OF).fit([TWO_YEARS]).explain(graduate(experience=jobs), TWO_YEARS)
    assert why.verdict == "TRAINABLE"
    assert [gate.months for gate in why.gates if gate.state == "obtainable"][:1] == [12]
    half = "welder|||2022-01-01|2022-12-31; welder|||2022-07-01|2023-06-30"
    why = Matcher(AS_OF).fit([TWO_YEARS]).explain(graduate(experience=half), TWO_YEARS)
    assert [gate.months for gate in why.gates if gate.state == "obtainable"][:1] == [6]


def test_work_that_is_still_to_come_does_not_count() -> None:
    jobs = "welder|||2024-12-01|2026-11-30"
    why = Matcher(AS_OF).fit([TWO_YEARS]).explain(graduate(experience=jobs), TWO_YEARS)
    assert why.verdict == "TRAINABLE"
    assert [gate.months for gate in why.gates if gate.state == "obtainable"][:1] == [12]


# --- vacancies ---------------------------------------------------------------------------


def test_a_vague_advert_does_not_outrank_a_welding_advert_for_a_welder() -> None:
    vague = job(id="A", title="production operator", education="SMA/SMK")
    welding = job(
        id="Z",
        skills="SMAW 3G; GTAW 6G",
        nice_experience="welder|24 months",
        education="Teknik Pengelasan|SMK",
    )
    welder = graduate(
        education="Teknik Pengelasan|SMK",
        skills="SMAW 3G||bnsp; GTAW 6G||bnsp",
        experience="welder|30",
    )
    ranking = Matcher(AS_OF).fit([vague, welding]).rank([welder])
    assert [(match.vacancy_id, match.verdict) for match in ranking] == [
        ("Z", "READY"),
        ("A", "READY"),
    ]
    assert ranking[0].score > ranking[1].score + 0.2


def test_a_permit_that_has_ended_bars_and_an_unknown_one_does_not() -> None:
    who = graduate()
    assert verdict(who, job(permit_until=date(2025, 11, 30))) == "BARRED"
    assert verdict(who, job(permit_from=date(2025, 12, 2))) == "BARRED"
    assert verdict(who, job(permit_until=AS_OF)) == "READY"
    assert verdict(who, job(permit_until=None)) == "READY"
    assert verdict(who, job(verification=None)) == "READY"
    assert verdict(who, job(verification="unverified")) == "BARRED"


def test_nothing_is_obtained_after_the_permit_has_ended() -> None:
    lacks_the_test = graduate(languages="-")
    assert verdict(lacks_the_test, job(languages="JLPT|N4")) == "TRAINABLE"
    ends_early = job(languages="JLPT|N4", permit_until=date(2026, 5, 31))
    assert verdict(lacks_the_test, ends_early) == "BARRED"


@pytest.mark.parametrize("country", ["Saudi Arabia", "Arab Saudi"])
def test_households_in_saudi_arabia_are_barred_by_a_rule(country: str) -> None:
    closed = job(title="caregiver", country=country, employer_type="household")
    why = Matcher(AS_OF).fit([closed]).explain(graduate(), closed)
    assert why.verdict == "BARRED"
    [gate] = [gate for gate in why.gates if gate.state == "impossible"]
    assert gate.rule == "kepmenaker260-2015-household"
    hospital = job(title="caregiver", country=country, employer_type="institution")
    assert verdict(graduate(), hospital) == "READY"


def test_a_rule_counts_only_while_it_is_in_force() -> None:
    def with_rule(**dates: date) -> str:
        rule = Rule(
            id="women",
            title_en="Women only",
            title_id="Hanya perempuan",
            source="a test",
            confidence="assumed",
            expression=Personal(sex="F"),
            **{"valid_from": date(2020, 1, 1), **dates},  # type: ignore[arg-type]
        )
        pack = RulePack(id="p", version="1", title_en="p", title_id="p", rules=(rule,))
        return Matcher(AS_OF, packs=[pack]).fit([job()]).explain(graduate(), job()).verdict

    assert with_rule() == "BARRED"
    assert with_rule(valid_to=date(2025, 11, 30)) == "READY"
    assert with_rule(valid_to=AS_OF) == "BARRED"
    assert with_rule(valid_from=date(2025, 12, 2)) == "READY"


def test_nobody_under_18_leaves_though_no_advert_says_so() -> None:
    turns_18_in_march = graduate(birth_date=date(2008, 3, 1))
    assert verdict(turns_18_in_march, job()) == "TRAINABLE"
    assert verdict(turns_18_in_march, job(), horizon_months=1) == "BARRED"
    assert verdict(graduate(birth_date=None), job()) == "NEEDS_PROOF"


def test_what_is_missing_for_departure_is_a_checklist() -> None:
    who, vacancy = graduate(documents="-"), job()
    why = Matcher(AS_OF).fit([vacancy]).explain(who, vacancy)
    assert why.verdict == "READY"
    assert {gate.state for gate in why.checklist} == {"obtainable"}
    assert verdict(who, vacancy, horizon_months=0) == "BARRED"


def test_what_is_missing_takes_its_own_time_where_the_table_says_so() -> None:
    lacks_both = graduate(skills="-")
    assert verdict(lacks_both, job(skills="skill:basic-nursing"), horizon_months=6) == "TRAINABLE"
    intensive = job(skills="skill:intensive-care-nursing")
    assert verdict(lacks_both, intensive, horizon_months=11) == "BARRED"
    assert verdict(lacks_both, intensive, horizon_months=12) == "TRAINABLE"


# --- scores ------------------------------------------------------------------------------


def test_an_alternative_counts_in_the_component_of_the_first_one_written() -> None:
    def component(cell: str) -> set[str]:
        vacancy = job(nice_languages=cell)
        why = Matcher(AS_OF).fit([vacancy]).explain(graduate(), vacancy)
        return {one.component for one in why.contributions} - {"occupation", "preference"}

    skill = Asked(section="skills", what="SMAW 3G")
    certificate = Asked(section="certificates", what="BST")
    for first, other, expected in (
        (skill, certificate, "skills"),
        (certificate, skill, "certificates"),
    ):
        wish = Requirement(expression=AnyOf(any=(first, other)), importance="nice")
        vacancy = job(requirements=(wish,))
        why = Matcher(AS_OF).fit([vacancy]).explain(graduate(), vacancy)
        named = {one.component for one in why.contributions} - {"occupation", "preference"}
        assert named == {expected}
    assert component("JFT-Basic|A2 or JLPT|N4") == {"language"}


def test_what_is_asked_twice_counts_once_with_the_greater_weight() -> None:
    who = graduate(skills="SMAW 3G||bnsp")
    once = job(skills="SMAW 3G", nice_skills="forklift operation")
    twice = job(skills="SMAW 3G", nice_skills="forklift operation; SMAW 3G")
    assert score(who, twice) == score(who, once)
    wished = job(nice_skills="SMAW 3G; forklift operation")
    assert score(who, wished) < score(who, once)


def test_asking_for_no_level_asks_nothing() -> None:
    plain, empty = job(), job(nice_languages="JLPT|none", languages="English|none or JLPT|N4")
    assert verdict(graduate(languages="-"), empty) == "READY"
    who = graduate(skills="SMAW 3G||bnsp")
    assert score(who, empty) == score(who, plain)


def test_what_is_needed_only_to_leave_earns_no_score() -> None:
    certificate = Asked(section="certificates", what="BST")
    to_leave = job(requirements=(Requirement(expression=certificate, stage="depart"),))
    who = graduate(certificates="BST||bnsp||2030-01-01", skills="SMAW 3G||bnsp")
    assert score(who, to_leave) == score(who, job())
    assert score(who, job(certificates="BST")) > score(who, job())


def test_what_is_possible_counts_a_claim_without_its_evidence_factor() -> None:
    vacancy = job(skills="SMAW 3G")
    known = {"experience": "-", "education": "-", "certificates": "-"}
    said, proved = (
        Matcher(AS_OF)
        .fit([vacancy])
        .explain(graduate(skills=f"SMAW 3G||{proof}", **known), vacancy)
        for proof in ("self_report", "bnsp")
    )
    assert said.score == pytest.approx(proved.score / 2)
    assert said.possible == proved.possible


def test_equal_scores_stand_in_the_order_of_the_ids_by_code_point() -> None:
    names = ["b", "V10", "a", "V9", "B"]
    vacancies = [job(id=name) for name in names]
    people = [graduate(id=name) for name in names]
    matcher = Matcher(AS_OF).fit(vacancies)
    assert [match.vacancy_id for match in matcher.rank(people[:1])] == sorted(names)
    ranking = matcher.rank_candidates(people, 3)
    assert [match.candidate_id for match in ranking][:3] == sorted(names)[:3]


def test_a_wage_that_may_or_may_not_reach_the_wish_counts_as_unknown() -> None:
    who = graduate(wishes=Wishes(wage_min=2000, currency="SGD"))

    def preference(**wage: Any) -> tuple[float, float]:  # noqa: ANN401
        vacancy = job(currency="SGD", **wage)
        wish = Matcher(AS_OF).fit([vacancy]).explain(who, vacancy).contributions[-1]
        return wish.proven, wish.possible

    assert preference(wage_min=2000) == (1, 1)
    assert preference(wage_min=1500, wage_max=2500) == (0, 1)
    assert preference(wage_min=1500, wage_max=1999) == (0, 0)
    assert preference(wage_min=24_000, wage_period="year") == (1, 1)
    assert preference(wage_min=12, wage_period="hour") == (0, 1)

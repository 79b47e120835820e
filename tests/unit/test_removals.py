"""Whom constraints and rules bar, counted by leaving each out of the vacancies themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from matcher import Candidate, Matcher, Vacancy
from matcher.eligibility.rules import Rule, RulePack
from matcher.records import Asked, Claim, Evidence, Personal, Requirement, Section
from matcher.removals import Removal, Removals, removals_of
from matcher.settings import Settings
from strategies import Drawn, engine, judged, markets

AS_OF = "2025-12-01"
WOMEN_AND_MEN = [
    Candidate.model_validate(
        {"id": f"C{number}", "sex": sex, "birth_date": birth, "height_cm": height,
         "conditions": look}
    )
    for number, (sex, birth, height, look) in enumerate(
        [
            ("F", "2003-05-01", 150, "condition:no-tattoo"),
            ("F", "1980-05-01", 165, None),
            ("M", "2003-05-01", 170, "condition:no-tattoo"),
            ("M", "2003-05-01", 170, "condition:no-piercing"),
            (None, "2003-05-01", 170, None),
        ]
    )
]  # fmt: skip
JOBS = [
    Vacancy(id="V1", title="welder", sex="F", age_max=35, openings=3),
    Vacancy(id="V2", title="welder", sex="F", height_min=160),
    Vacancy.model_validate(
        {"id": "V3", "title": "cook", "conditions": "condition:no-tattoo", "asked_by": "agency"}
    ),
    Vacancy(id="V4", title="cook", age_min_male=30, age_max_female=40),
]
ADULT = Rule(
    id="adult", title_en="adult", title_id="dewasa", source="a test", confidence="assumed",
    valid_from=date(2020, 1, 1), expression=Personal(age_min=18),
)  # fmt: skip
PACK = RulePack(id="p", version="1", title_en="p", title_id="p", rules=(ADULT,))


def removals(jobs: Sequence[Vacancy] = JOBS, **more: object) -> Removals:
    matcher = Matcher(AS_OF, packs=[PACK], settings=Settings.model_validate(more)).fit(list(jobs))
    return matcher.removals(WOMEN_AND_MEN)


def row(found: Removals, asked: str) -> Removal:
    (one,) = [one for one in found if found.asked(one) == asked]
    return one


def barred(jobs: Sequence[Vacancy]) -> set[tuple[str, str]]:
    matcher = Matcher(AS_OF, packs=[PACK]).fit(list(jobs))
    return {
        (person.id, job.id)
        for person in WOMEN_AND_MEN
        for job in jobs
        if matcher.explain(person, job).verdict == "BARRED"
    }


def test_a_constraint_is_counted_apart_from_the_age_asked_beside_it() -> None:
    women = row(removals(), "women")
    assert (women.kind, women.requirement.origin) == ("constraint", "employer")
    # Both vacancies ask it, both men fail it for each; one is barred from V2 by nothing else.
    assert (women.vacancies, women.openings, women.failing) == (2, 3, 4)
    without = [
        JOBS[0].model_copy(update={"sex": None}), JOBS[1].model_copy(update={"sex": None}),
        *JOBS[2:],
    ]  # fmt: skip
    alone = barred(JOBS) - barred(without)
    assert (women.alone, women.candidates) == (len(alone), len({who for who, _ in alone}))


def test_a_constraint_of_looks_keeps_whose_habit_it_is() -> None:
    tattoo = row(removals(), "No tattoo")
    # The complete list of one does not name it; of two people nothing is known.
    assert (tattoo.requirement.origin, tattoo.failing, tattoo.alone) == ("agency", 1, 1)


def test_bounds_that_differ_by_sex_are_one_constraint() -> None:
    found = removals()
    by_sex = [one for one in found if "or" in found.asked(one)]
    assert [one.vacancies for one in by_sex] == [1]
    without = [*JOBS[:3], JOBS[3].model_copy(update={"age_min_male": None, "age_max_female": None})]
    assert by_sex[0].alone == len(barred(JOBS) - barred(without))


def test_a_rule_is_counted_with_its_id() -> None:
    (adult,) = [one for one in removals() if one.kind == "rule"]
    assert (adult.requirement.rule, adult.vacancies, adult.failing) == ("adult", 4, 0)


def test_what_is_only_reported_says_whom_it_would_bar() -> None:
    counted, reported = removals(), removals(report_only=("employer",))
    women = row(reported, "women")
    assert not women.is_counted
    assert (women.failing, women.alone) == (
        row(counted, "women").failing,
        row(counted, "women").alone,
    )
    # The agency's constraint still counts.
    assert row(reported, "No tattoo").is_counted


def test_the_table_has_a_row_for_each_in_order() -> None:
    found = removals()
    table = found.to_arrow().to_pylist()
    assert [one["alone"] for one in table] == sorted((o["alone"] for o in table), reverse=True)
    assert len(table) == len(found)
    assert {"asked_en", "asked_id", "origin", "rule", "is_counted"} <= table[0].keys()
    assert repr(found).startswith("<Removals: 5 constraints and rules, 5 candidates, 4 vacancies")


# --- a cohort counted by hand ------------------------------------------------------------

MIXED = [
    Candidate.model_validate({"id": who, "sex": sex, "birth_date": birth, "height_cm": height})
    for who, sex, birth, height in [
        ("young man", "M", "2000-05-01", 150),
        ("old man", "M", "1970-05-01", 150),
        ("old woman", "F", "1970-05-01", 170),
        ("young woman", "F", "2000-05-01", 150),
        ("boy", "M", "2010-05-01", 170),
    ]
]
ASKING = [
    Vacancy(id="W1", title="welder", sex="F", age_max=35, openings=3),
    Vacancy(id="W2", title="cook", sex="F", height_min=160),
    Vacancy(id="W3", title="cook", age_min_male=30, age_max_female=20),
]
TWO_RULES = RulePack(
    id="t", version="1", title_en="t", title_id="t",
    rules=(
        ADULT,
        ADULT.model_copy(update={"id": "tall", "expression": Personal(height_min=160)}),
    ),
)  # fmt: skip
WOMEN, TALL = "women", "height at least 160 cm"
AGES_BY_SEX = "(women, age at most 20) or (men, age at least 30)"


def counted(packs: Sequence[RulePack], **more: object) -> Removals:
    matcher = Matcher(AS_OF, packs=list(packs), settings=Settings.model_validate(more))
    return matcher.fit(ASKING).removals(MIXED)


def numbers(found: Removals) -> list[tuple[str, str | None, int, int, int, int, int]]:
    return [
        (
            found.asked(one), one.requirement.rule, one.vacancies, one.openings,
            one.failing, one.alone, one.candidates,
        )
        for one in found
    ]  # fmt: skip


def test_who_fails_the_rest_as_well_is_not_barred_by_the_constraint_alone() -> None:
    found = counted([])
    assert numbers(found) == [
        # The old man is too old for W1 as well; of all men only the boy is tall enough for W2.
        (WOMEN, None, 2, 3, 6, 3, 2),
        # Whose age is neither that of the women nor that of the men fails without the sexes too.
        (AGES_BY_SEX, None, 1, 0, 4, 2, 2),
        (TALL, None, 1, 0, 3, 1, 1),
    ]
    assert all(type(one.failing) is type(one.alone) is int for one in found)
    assert (found.candidates, found.vacancies, found.as_of) == (5, 3, date(2025, 12, 1))


def test_rules_are_left_out_one_by_one() -> None:
    # Whom the rules bar is barred by no constraint alone.
    assert numbers(counted([TWO_RULES])) == [
        (TALL, "tall", 3, 3, 9, 2, 2),
        (AGES_BY_SEX, None, 1, 0, 4, 1, 1),
        (WOMEN, None, 2, 3, 6, 0, 0),
        ("age at least 18", "adult", 3, 3, 3, 0, 0),
        (TALL, None, 1, 0, 3, 0, 0),
    ]


def test_what_is_only_reported_is_left_out_whole() -> None:
    # Beside what only is reported no other constraint counts, but the age does.
    assert numbers(counted([], report_only=("employer",))) == [
        (WOMEN, None, 2, 3, 6, 5, 3),
        (TALL, None, 1, 0, 3, 3, 3),
        (AGES_BY_SEX, None, 1, 0, 4, 2, 2),
    ]


def test_the_table_says_what_the_rows_say() -> None:
    found = counted([TWO_RULES])
    assert found.to_arrow().to_pylist() == [
        {
            "kind": one.kind,
            "asked_en": found.asked(one, "en"),
            "asked_id": found.asked(one, "id"),
            "origin": one.requirement.origin,
            "rule": one.requirement.rule,
            "source": one.requirement.source,
            "is_counted": one.is_counted,
            "vacancies": one.vacancies,
            "openings": one.openings,
            "failing": one.failing,
            "alone": one.alone,
            "candidates": one.candidates,
        }
        for one in found
    ]


def test_work_that_goes_on_is_counted_to_the_day_of_judging() -> None:
    asked = Asked(section="experience", what="occupation:welder", level="60")
    rule = ADULT.model_copy(update={"id": "five-years", "expression": asked})
    pack = RulePack(id="a", version="1", title_en="a", title_id="a", rules=(rule,))
    # Who lacks more than the 12 months that are looked ahead is barred.
    matcher = Matcher(AS_OF, packs=[pack], settings=Settings(horizon_months=12))
    matcher = matcher.fit([Vacancy(id="V", title="welder")])
    for start, failing in ((date(2021, 12, 1), 0), (date(2022, 1, 1), 1)):
        work = Claim(what="occupation:welder", evidence=Evidence.DOCUMENT, valid_from=start)
        listed = Section(state="complete", claims=(work,))
        (one,) = matcher.removals([Candidate(id="C", experience=listed)])
        assert one.failing == failing


@given(markets())
def test_reporting_constraints_never_worsens_a_verdict_or_changes_a_score(drawn: Drawn) -> None:
    choice, listed, people = drawn
    counted, reported = (
        judged(engine(replace(choice, report_only=origins), listed), people)
        for origins in ((), ("employer", "agency", "host_country"))
    )
    order = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")
    for before, after in zip(counted, reported, strict=True):
        for (verdict, score), (freed, same) in zip(before, after, strict=True):
            assert order.index(freed) <= order.index(verdict)
            assert score == same


def test_indonesian_law_is_never_only_reported() -> None:
    with pytest.raises(ValueError, match="report_only"):
        Settings.model_validate({"report_only": ("law",)})


def test_looks_earn_no_score_whatever_they_are_joined_with() -> None:
    asked = Requirement.model_validate(
        {
            "expression": {
                "any": [
                    {"section": "skills", "what": "SMAW"},
                    {"section": "conditions", "what": "condition:no-tattoo"},
                ]
            },
            "component": "skills",
        }
    )
    job = Vacancy(id="V", title="welder", requirements=(asked,))
    why = Matcher(AS_OF, packs=[]).explain(WOMEN_AND_MEN[0], job)
    assert why.components["skills"] is None
    assert [gate.state for gate in why.gates] == ["met"]


def test_whoever_fails_the_age_beside_a_constraint_is_not_barred_by_the_constraint_alone() -> None:
    old_man = Candidate(id="old", sex="M", birth_date=date(1980, 5, 1), height_cm=170)
    young_man = Candidate(id="young", sex="M", birth_date=date(2003, 5, 1), height_cm=150)
    found = Matcher(AS_OF, packs=[]).fit(JOBS[:2]).removals([old_man, young_man])
    women = row(found, "women")
    # V1 asks an age that the old man passes, V2 a height that the young one lacks.
    assert (women.failing, women.alone, women.candidates) == (4, 2, 2)
    reported = Matcher(AS_OF, packs=[], settings=Settings(report_only=("employer",)))
    again = row(reported.fit(JOBS[:2]).removals([old_man, young_man]), "women")
    assert (again.failing, again.alone) == (4, 3)
    by_sex = Matcher(AS_OF, packs=[]).fit(
        [Vacancy(id="V", title="cook", age_max=40, height_min_male=160, height_min_female=150)]
    )
    (either,) = by_sex.removals([old_man, young_man])
    assert (either.failing, either.alone) == (2, 1)


def test_people_who_come_in_blocks_are_counted_together() -> None:
    matcher = Matcher(AS_OF, packs=[PACK]).fit(JOBS)
    whole = matcher.removals(WOMEN_AND_MEN)
    normal = matcher.index.context.records.candidates(WOMEN_AND_MEN)
    assert removals_of(matcher.index, [[one] for one in normal]) == whole
    assert (whole.candidates, whole.vacancies, str(whole.as_of)) == (5, 4, AS_OF)


def test_the_table_has_its_columns_and_types_with_and_without_rows(tmp_path: Path) -> None:
    found = removals()
    texts = dict.fromkeys(("kind", "asked_en", "asked_id", "origin", "rule", "source"), "string")
    numbers = dict.fromkeys(("vacancies", "openings", "failing", "alone", "candidates"), "int64")
    expected = {**texts, "is_counted": "bool", **numbers}
    for table in (found.to_arrow(), replace(found, rows=()).to_arrow()):
        assert {field.name: str(field.type) for field in table.schema} == expected
    women = next(one for one in found.to_arrow().to_pylist() if one["asked_en"] == "women")
    assert (women["kind"], women["asked_id"]) == ("constraint", "perempuan")
    found.write(tmp_path / "removals.csv")
    assert (tmp_path / "removals.csv").read_text("utf-8").count("\n") == len(found) + 1


def test_vacancies_that_ask_alike_are_counted_one_by_one() -> None:
    women = Vacancy(id="V3", title="welder", sex="F", age_max=35.0)
    jobs = [women.model_copy(update={"id": f"V{n}", "openings": n}) for n in range(3)]
    other = women.model_copy(update={"departure": date(2026, 9, 1)})
    found = row(removals([jobs[0], other, *jobs[1:]]), "women")
    assert (found.vacancies, found.openings) == (4, 3)
    assert (found.failing, found.alone, found.candidates) == (8, 8, 2)


@pytest.mark.parametrize("sources", [("one", "other"), ("other", "one")])
def test_what_several_ask_is_shown_as_the_first_asks_it(sources: tuple[str, str]) -> None:
    women = Personal(sex="F")
    jobs = [
        Vacancy(
            id=source, title="welder", requirements=(Requirement(expression=women, source=source),)
        )
        for source in sources
    ]
    found = row(removals(jobs), "women")
    assert (found.requirement.source, found.vacancies) == (sources[0], 2)

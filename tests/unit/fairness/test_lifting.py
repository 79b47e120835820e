"""Worlds without rules, missing papers or unread names: against records that are changed so."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from audited_market import AS_OF
from matcher import Candidate, Matcher, Vacancy
from matcher.eligibility.rules import Rule, RulePack
from matcher.fairness.documented import documented, stand_ins
from matcher.fairness.lifting import without_rules
from matcher.fairness.peers import Peers, is_absent
from matcher.fairness.shown import shown_by
from matcher.fairness.understood import understood, unread_texts
from matcher.index import build_index
from matcher.lineup import Effort, Lineup
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.cohort_columns import cohort_of
from matcher.records import Candidates, Claim, Evidence, Personal
from random_markets import market
from random_markets import people as people_near
from small_field import FIELD

ADULT = Rule(
    id="adult", title_en="adult", title_id="dewasa", source="a test", confidence="assumed",
    valid_from=date(2020, 1, 1), expression=Personal(age_min=25),
)  # fmt: skip
PACK = RulePack(id="p", version="1", title_en="p", title_id="p", rules=(ADULT,))
ASKED = {"title": "welder", "skills": "Pipe seams", "permit_until": "2027-01-01"}
PEOPLE = Candidates.from_records(
    [
        Candidate.model_validate(
            {
                "id": f"C{n}",
                "sex": "FM"[n % 2],
                "birth_date": f"{1995 + n}-03-01",
                "height_cm": 150 + 2 * n,
                "skills": None if n % 5 == 0 else f"Pipe seams||{('BNSP', 'PKL')[n % 2]}",
                "education": "Welding programme|SMK",
                "languages": "Proficiency test|N4" if n % 3 else None,
            }
        )
        for n in range(12)
    ]
)


def engine(*jobs: Vacancy, packs: tuple[RulePack, ...] = ()) -> Matcher:
    return Matcher(AS_OF, packs=packs, taxonomy=FIELD).fit(list(jobs))


def cohort(matcher: Matcher, people: Candidates = PEOPLE) -> Cohort:
    return cohort_of(people, matcher.index.context.records)


def test_without_rules_the_verdicts_are_those_of_jobs_that_ask_no_such_thing() -> None:
    strict = [
        Vacancy.model_validate(ASKED | {"id": "V1", "sex": "M", "age_max": 27}),
        Vacancy.model_validate(ASKED | {"id": "V2", "height_min": 160}),
        Vacancy.model_validate(ASKED | {"id": "V3", "conditions": "condition:no-tattoo"}),
        Vacancy.model_validate(ASKED | {"id": "V4", "sex": "M", "age_max": 27}),
    ]
    mild = [
        Vacancy.model_validate(ASKED | {"id": "V1", "age_max": 27}),
        *(Vacancy.model_validate(ASKED | {"id": f"V{n}"}) for n in (2, 3)),
        Vacancy.model_validate(ASKED | {"id": "V4", "age_max": 27}),
    ]
    matcher = engine(*strict, packs=(PACK,))
    lifted = Lineup(without_rules(matcher.index)).judge.judge(cohort(matcher))
    expected = Lineup(engine(*mild).index).judge.judge(cohort(matcher))
    assert lifted.counts.tolist() == expected.counts.tolist()
    assert (
        lifted.counts.tolist() != Lineup(matcher.index).judge.judge(cohort(matcher)).counts.tolist()
    )


def test_with_papers_claims_count_as_proven_and_empty_sections_as_in_their_programme() -> None:
    matcher = engine(Vacancy.model_validate(ASKED | {"id": "V1"}))
    before = cohort(matcher)
    after = documented(before, stand_ins(before, seed=3))
    for person, was in zip(after, before, strict=True):
        (claim,) = person.sections["skills"].claims
        assert (claim.evidence, claim.concept) == (Evidence.BNSP, "skill:pipe")
        assert person.sections["skills"].complete
        assert person.sections["conditions"] == was.sections["conditions"]
        assert person.sections["documents"] == was.sections["documents"]
        assert (person.id, person.sex, person.birth_date) == (was.id, was.sex, was.birth_date)


def test_where_nobody_filled_a_section_in_it_stays_empty() -> None:
    matcher = engine(Vacancy.model_validate(ASKED | {"id": "V1"}))
    found = stand_ins(cohort(matcher), seed=0)
    assert found["experience"].size == 0
    assert found["conditions"].size == 0
    assert sorted(found["skills"][:, 0].tolist()) == [0, 5, 10]


def test_unread_texts_become_what_their_names_are_near_to_or_peers_claim() -> None:
    skills = {f"C{n}": "Pipe seams||BNSP" for n in range(6)} | {"X": "KD 101||BNSP|2024-01-01"}
    people = [
        Candidate.model_validate({"id": name, "education": "Welding programme|SMK", "skills": cell})
        for name, cell in skills.items()
    ]
    table = Candidates.from_records(people)
    matcher = engine(Vacancy.model_validate(ASKED | {"id": "V1"}))
    records, before = matcher.index.context.records, cohort(matcher, table)
    assert [one.text for one in unread_texts(before)] == ["KD 101"]
    after = understood(before, table, records, aliases={}, seed=0)
    section = after[6].sections["skills"]
    assert [claim.concept for claim in section.claims] == ["skill:pipe"]
    assert (section.complete, section.unresolved) == (True, ())
    assert list(after)[:6] == list(before)[:6]
    named = understood(before, table, records, aliases={"kd 101": "skill:cook"}, seed=0)
    (claim,) = named[6].sections["skills"].claims
    assert (claim.concept, claim.evidence, claim.valid_from) == (
        "skill:cook", Evidence.BNSP, date(2024, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("usual", "meant"),
    [
        ("Plate seams||PKL; Cooking||PKL", "skill:plate"),
        ("Plate seams||PKL; Pipe seams||PKL", "skill:pipe"),
    ],
)
def test_an_unread_text_means_the_nearest_name_that_its_programme_claims(
    usual: str, meant: str
) -> None:
    skills = {f"C{n}": usual for n in range(6)} | {"X": "seams||BNSP|2024-01-01"}
    people = [
        Candidate.model_validate({"id": name, "education": "Welding programme|SMK", "skills": cell})
        for name, cell in skills.items()
    ]
    table = Candidates.from_records(people)
    matcher = engine(Vacancy.model_validate(ASKED | {"id": "V1"}))
    records, before = matcher.index.context.records, cohort(matcher, table)
    (claim,) = understood(before, table, records, aliases={}, seed=0)[6].sections["skills"].claims
    assert (claim.concept, claim.evidence, claim.valid_from) == (
        meant, Evidence.BNSP, date(2024, 1, 1),
    )  # fmt: skip


def test_where_all_is_understood_nothing_changes() -> None:
    matcher = engine(Vacancy.model_validate(ASKED | {"id": "V1"}))
    before = cohort(matcher)
    found = understood(before, PEOPLE, matcher.index.context.records, aliases={}, seed=0)
    assert found is before


@pytest.mark.parametrize("name", ["documented", "understood", "both"])
def test_changed_cohorts_are_shown_as_the_same_people_one_by_one_are(name: str) -> None:
    drawn = market(7)
    index, records = build_index(drawn.normal, drawn.context), drawn.context.records
    changed = [
        one.with_claim("skills", Claim(what="KD 101")) if n % 3 == 0 else one
        for n, one in enumerate(people_near(7, 40))
    ]
    table = Candidates.from_records(changed)
    own = cohort_of(table, records)
    stand_in = stand_ins(own, 1)
    if name != "documented":
        own = understood(own, table, records, aliases={}, seed=1)
    if name != "understood":
        own = documented(own, stand_in)
    lineup, effort = Lineup(index), Effort(1)
    one, other = (
        shown_by([lineup], people, k=5, codes=[0, 1], effort=effort)[0]
        for people in (own, Cohort.of(list(own)))
    )
    for field in ("times", "attention", "vacancies"):
        assert (getattr(one, field) == getattr(other, field)).all()
    assert np.array_equal(one.score, other.score, equal_nan=True)


def test_who_stands_in_does_not_hang_on_the_order_of_people() -> None:
    matcher = engine(Vacancy.model_validate(ASKED | {"id": "V1"}))
    turned = Candidates.from_records(list(PEOPLE)[::-1])
    found = [
        {
            people.ids[row]: people.ids[other]
            for row in range(len(people))
            if (other := Peers(own, lambda contents: ~is_absent(contents), 4).of(row, "skills"))
            is not None
        }
        for people, own in ((PEOPLE, cohort(matcher)), (turned, cohort(matcher, turned)))
    ]
    assert found[0] == found[1]
    assert set(found[0].values()) <= {f"C{n}" for n in range(12) if n % 5}

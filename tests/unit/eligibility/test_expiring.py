"""Papers that end before departure: which are named, what each costs, when to renew it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.calendar import add_months
from matcher.eligibility.applying import RulesOfVacancy
from matcher.eligibility.expiring import ExpiringPaper, PaperWatch
from matcher.eligibility.judging import build_gates
from matcher.eligibility.terms import terms_of
from matcher.normalizing.expressions import Bound, NormalExpression, either, every
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from matcher.taxonomy import Validity
from small_world import AS_OF, TAXONOMY, ask, claim, must, person, vacancy, work

DAY = timedelta(days=1)
DEPARTURE = date(2026, 6, 1)
LATER = date(2026, 9, 1)
JLPT, IELTS = ask("language:jlpt", 2), ask("language:ielts", 4)
FIRST_AID, HYGIENE = ask("certificate:first-aid"), ask("certificate:hygiene")
PASSPORT = ask("document:passport")
LAW = "a law (quoted)"
ENDING = replace(
    TAXONOMY,
    validity={
        "certificate:first-aid": Validity(True, 24, LAW),
        "certificate:hygiene": Validity(True, None, LAW),
        "language:jlpt": Validity(False, None, LAW),
    },
)


def job(*asked: NormalExpression, day: date = DEPARTURE, stage: str = "select") -> NormalVacancy:
    musts = [must(one, stage=stage) for one in asked]
    return replace(vacancy(*musts), departure=day)


def found(
    who: NormalCandidate | Sequence[NormalCandidate], *jobs: NormalVacancy
) -> list[ExpiringPaper]:
    known = [
        terms_of(one, RulesOfVacancy(), as_of=AS_OF, settings=Settings())
        for one in (replace(one, id=f"V{at}") for at, one in enumerate(jobs))
    ]
    people = [who] if isinstance(who, NormalCandidate) else list(who)
    return PaperWatch(build_gates(known, taxonomy=ENDING, as_of=AS_OF)).papers(people)


def costs(who: NormalCandidate, *jobs: NormalVacancy) -> list[tuple[str, int]]:
    return [(one.concept, one.vacancies) for one in found(who, *jobs)]


# --- which papers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "is_named"),
    [
        (AS_OF - DAY, False),
        (AS_OF, True),
        (AS_OF + DAY, True),
        (DEPARTURE - DAY, True),
        (DEPARTURE, False),
        (DEPARTURE + DAY, False),
    ],
)
def test_a_paper_is_named_if_it_holds_today_and_ends_before_departure(
    end: date, *, is_named: bool
) -> None:
    who = person(claim("language:jlpt", 2, Evidence.TEST, end=end))
    assert costs(who, job(JLPT)) == ([("language:jlpt", 1)] if is_named else [])


@pytest.mark.parametrize("shift", [-DAY, timedelta(0), DAY])
def test_the_departure_of_each_vacancy_counts(shift: timedelta) -> None:
    who = person(claim("language:jlpt", 2, Evidence.TEST, end=DEPARTURE))
    named = costs(who, job(JLPT, day=DEPARTURE + shift))
    assert bool(named) is (shift == DAY)


def test_a_paper_with_a_usual_period_says_where_it_comes_from() -> None:
    start = add_months(DEPARTURE, -24) - DAY
    (paper,) = found(person(claim(FIRST_AID.concept, start=start)), job(FIRST_AID))
    assert (paper.basis, paper.end, paper.source) == ("period", DEPARTURE - DAY, LAW)
    assert found(person(claim(FIRST_AID.concept, start=start + DAY)), job(FIRST_AID)) == []


def test_a_printed_end_goes_before_the_usual_period() -> None:
    who = person(claim(FIRST_AID.concept, start=AS_OF, end=AS_OF + DAY))
    (paper,) = found(who, job(FIRST_AID))
    assert (paper.basis, paper.end, paper.source) == ("printed", AS_OF + DAY, None)


@pytest.mark.parametrize(
    ("asked", "start"), [(HYGIENE, None), (HYGIENE, AS_OF), (FIRST_AID, None)], ids=str
)
def test_a_paper_whose_end_is_not_known_is_named(asked: object, start: date | None) -> None:
    literal = HYGIENE if asked is HYGIENE else FIRST_AID
    (paper,) = found(person(claim(literal.concept, start=start)), job(literal))
    assert (paper.basis, paper.end) == ("unknown", None)
    assert paper.source == (LAW if literal is FIRST_AID else None)


def test_a_paper_that_never_ends_is_not_named() -> None:
    assert found(person(claim("language:jlpt", 2, Evidence.TEST)), job(JLPT)) == []
    assert found(person(claim("language:ielts", 5, Evidence.TEST)), job(IELTS)) == []


def test_work_is_no_paper() -> None:
    who = person(work("occupation:welder", end=AS_OF))
    assert found(who, job(JLPT)) == []


def test_a_paper_that_nobody_asks_for_is_not_named() -> None:
    assert found(person(claim("language:jlpt", 2, Evidence.TEST, end=AS_OF)), job(IELTS)) == []


def test_a_wish_is_not_a_must() -> None:
    wished = replace(must(JLPT), importance="nice")
    who = person(claim("language:jlpt", 2, Evidence.TEST, end=AS_OF))
    assert found(who, replace(vacancy(wished), departure=DEPARTURE)) == []


# --- what it costs -----------------------------------------------------------------------


def test_every_vacancy_that_asks_is_counted_once_and_the_earliest_departure_told() -> None:
    who = person(claim("language:jlpt", 2, Evidence.TEST, end=AS_OF))
    jobs = (
        job(JLPT, day=LATER),
        job(JLPT, ask("language:japanese", 2)),
        job(JLPT, day=AS_OF),
        job(IELTS, day=AS_OF + DAY),
    )
    (paper,) = found(who, *jobs)
    assert (paper.vacancies, paper.departure) == (2, DEPARTURE)


def test_papers_needed_only_to_leave_are_counted_too() -> None:
    who = person(claim("document:passport", None, Evidence.DOCUMENT, end=AS_OF))
    assert costs(who, job(PASSPORT, stage="depart")) == [("document:passport", 1)]


def test_a_paper_beside_one_that_goes_on_holding_costs_nothing() -> None:
    ends = claim("language:jlpt", 2, Evidence.TEST, end=AS_OF)
    either_test = either([JLPT, IELTS])
    assert costs(person(ends, claim("language:ielts", 5, Evidence.TEST)), job(either_test)) == []
    assert costs(person(ends, claim("language:jlpt", 3, Evidence.TEST)), job(JLPT)) == []
    low = claim("language:ielts", 3, Evidence.TEST)
    assert costs(person(ends, low), job(either_test)) == [("language:jlpt", 1)]


def test_of_two_papers_that_end_each_is_named() -> None:
    both = [
        claim("language:jlpt", 2, Evidence.TEST, end=AS_OF),
        claim("language:ielts", 5, Evidence.TEST, end=AS_OF + DAY),
    ]
    named = costs(person(*both), job(either([JLPT, IELTS])))
    assert named == [("language:jlpt", 1), ("language:ielts", 1)]


def test_a_must_that_lacks_something_else_is_not_lost_by_the_paper() -> None:
    who = person(claim(FIRST_AID.concept, end=AS_OF))
    joined = either([every([FIRST_AID, HYGIENE]), JLPT])
    assert costs(who, job(joined)) == []
    assert costs(who, job(every([FIRST_AID, HYGIENE]))) == [(FIRST_AID.concept, 1)]


def test_a_vacancy_out_of_reach_costs_nothing() -> None:
    who = replace(person(claim("language:jlpt", 2, Evidence.TEST, end=AS_OF)), sex="M")
    assert costs(who, job(JLPT, Bound("sex", value="F")), job(JLPT)) == [("language:jlpt", 1)]
    assert costs(who, job(JLPT, Bound("sex", value="F"))) == []


def test_a_vacancy_that_something_else_still_bars_from_today_is_within_reach() -> None:
    who = person(claim("language:jlpt", 2, Evidence.TEST, end=AS_OF))
    assert costs(who, job(JLPT, FIRST_AID)) == [("language:jlpt", 1)]


@pytest.mark.parametrize(("age", "is_named"), [(18, True), (25, False)])
def test_a_paper_that_stands_for_a_personal_fact_is_counted(age: int, *, is_named: bool) -> None:
    who = replace(
        person(claim("document:passport", None, Evidence.DOCUMENT, end=AS_OF)),
        birth_date=add_months(AS_OF, -12 * age),
    )
    asked = either([Bound("age", low=240), PASSPORT])
    assert costs(who, job(asked)) == ([("document:passport", 1)] if is_named else [])


# --- when to renew it --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "renew_by"),
    [
        (date(2026, 8, 1), date(2026, 2, 1)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2026, 6, 1), AS_OF),
        (date(2026, 6, 2), AS_OF + DAY),
        (date(2026, 5, 31), AS_OF),
    ],
)
def test_a_renewal_begun_on_its_last_day_is_there_at_departure(day: date, renew_by: date) -> None:
    who = person(claim("language:jlpt", 2, Evidence.TEST, end=AS_OF))
    (paper,) = found(who, job(JLPT, day=day))
    assert (paper.departure, paper.renew_by) == (day, renew_by)
    if renew_by > AS_OF:
        assert add_months(renew_by, 6) <= day < add_months(renew_by + DAY, 6)


def test_what_cannot_be_obtained_cannot_be_renewed() -> None:
    who = person(claim("condition:no-tattoo", end=AS_OF))
    (paper,) = found(who, job(ask("condition:no-tattoo", None, Evidence.SELF_REPORT)))
    assert paper.renew_by is None


# --- whose -------------------------------------------------------------------------------


def test_papers_come_in_the_order_of_candidates_and_of_their_records() -> None:
    ends = claim("language:jlpt", 2, Evidence.TEST, end=AS_OF)
    cook = claim(HYGIENE.concept)
    people = [
        person(ends, name="B"),
        person(name="C"),
        person(cook, ends, name="A"),
    ]
    named = [(one.candidate, one.concept) for one in found(people, job(JLPT, HYGIENE))]
    assert named == [("B", "language:jlpt"), ("A", HYGIENE.concept), ("A", "language:jlpt")]


def test_the_claims_of_one_paper_are_one_paper() -> None:
    ends = claim("language:jlpt", 2, Evidence.TEST, end=AS_OF)
    (paper,) = found(person(ends), job(ask("language:japanese", 2)), job(JLPT))
    assert (paper.concept, paper.paper, paper.vacancies) == ("language:jlpt", "JLPT", 2)

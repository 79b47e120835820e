"""The gates of one pair: state, months and day, as they are shown."""

from dataclasses import replace
from datetime import date

import pytest

from matcher.eligibility.applying import RulesOfVacancy
from matcher.eligibility.judging import GateIndex, build_gates
from matcher.eligibility.pairs import (
    STATES,
    PairGate,
    open_gates,
    pair_gates,
    spare_months,
)
from matcher.eligibility.terms import Terms, terms_of
from matcher.normalizing.expressions import Bound, Given, either, every
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement, NormalVacancy
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from small_world import AS_OF, TAXONOMY, ask, claim, must, nice, person, vacancy

SMAW, COOKING, PASSPORT = ask("skill:smaw"), ask("skill:cooking"), ask("document:passport")
FEMALE, MALE = (Bound("sex", value=sex) for sex in "FM")
ADULT = Bound("age", low=216)
DEPARTURE = date(2026, 6, 1)


def index_of(*vacancies: NormalVacancy) -> GateIndex:
    terms: list[Terms] = [
        terms_of(one, RulesOfVacancy(), as_of=AS_OF, settings=Settings()) for one in vacancies
    ]
    return build_gates(terms, taxonomy=TAXONOMY, as_of=AS_OF)


def gates_of(
    who: NormalCandidate,
    *requirements: NormalRequirement,
    permit_until: date | None = None,
    departure: date | None = None,
) -> list[PairGate]:
    index = index_of(
        replace(vacancy(*requirements), permit_until=permit_until, departure=departure)
    )
    return pair_gates(index, index.judge([who]), who, row=0, vacancy=0)


def outcome(gate: PairGate) -> tuple[str, int | None, date | None]:
    return gate.state, gate.months, gate.by


def test_the_states_are_in_order_better_first() -> None:
    assert STATES == ("met", "unknown", "obtainable", "impossible")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person(claim("skill:smaw")), ("met", None, None)),
        (person(claim("skill:smaw", None, Evidence.SELF_REPORT)), ("unknown", None, None)),
        (person(), ("obtainable", 3, date(2026, 3, 1))),
    ],
    ids=["met", "unknown", "obtainable"],
)
def test_a_gate_has_its_state_and_what_obtaining_it_takes(
    who: NormalCandidate, expected: tuple[str, int | None, date | None]
) -> None:
    (gate,) = gates_of(who, must(SMAW))
    assert outcome(gate) == expected
    assert gate.expression == SMAW
    assert gate.requirement is not None
    assert gate.requirement.expression == SMAW


def test_what_no_time_can_bring_is_impossible_without_months() -> None:
    asked = ask("condition:no-tattoo")
    (gate,) = gates_of(person(), must(asked))
    assert outcome(gate) == ("impossible", None, None)
    assert gate.expression == asked


def test_what_takes_longer_than_one_may_wait_is_impossible_and_says_how_long() -> None:
    (gate,) = gates_of(person(), must(ask("education:smk", 3)))
    assert outcome(gate) == ("impossible", 36, None)


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2026, 3, 1), ("obtainable", 3, date(2026, 3, 1))),
        (date(2026, 2, 28), ("impossible", 3, None)),
    ],
)
def test_what_is_had_only_after_the_permit_has_ended_is_impossible(
    until: date, expected: tuple[str, int | None, date | None]
) -> None:
    (gate,) = gates_of(person(), must(SMAW), permit_until=until)
    assert outcome(gate) == expected


def test_what_comes_too_late_for_the_age_is_impossible_but_has_its_day() -> None:
    soon_too_old = replace(person(), birth_date=date(1985, 7, 2))
    age, test = gates_of(
        soon_too_old, must(Bound("age", high=492)), must(ask("language:jlpt", 2)), departure=AS_OF
    )
    assert outcome(age) == ("met", None, None)
    assert outcome(test) == ("obtainable", 6, DEPARTURE)
    older = replace(person(), birth_date=date(1985, 6, 1))
    _, test = gates_of(
        older, must(Bound("age", high=492)), must(ask("language:jlpt", 2)), departure=AS_OF
    )
    assert outcome(test) == ("impossible", 6, DEPARTURE)


def test_only_a_gate_that_is_not_met_is_open() -> None:
    for state in STATES:
        assert PairGate(SMAW, None, "select", state).is_open is (state != "met")


def test_gates_come_personal_first_then_to_be_chosen_then_to_leave() -> None:
    found = gates_of(
        replace(person(), sex="F"),
        must(PASSPORT, stage="depart"),
        must(SMAW),
        must(FEMALE),
        must(COOKING),
    )
    assert [(gate.expression, gate.stage) for gate in found] == [
        (FEMALE, "select"),
        (SMAW, "select"),
        (COOKING, "select"),
        (PASSPORT, "depart"),
    ]


def test_wishes_are_no_gates() -> None:
    assert gates_of(person(), nice(SMAW)) == []


def test_the_parts_of_a_conjunction_are_gates_of_their_own() -> None:
    found = gates_of(person(claim("skill:smaw")), must(every([SMAW, COOKING])))
    assert [(gate.expression, gate.state) for gate in found] == [
        (COOKING, "obtainable"),
        (SMAW, "met"),
    ]


def test_alternatives_are_one_gate_with_the_quickest_way() -> None:
    (gate,) = gates_of(person(), must(either([SMAW, COOKING])))
    assert outcome(gate) == ("obtainable", 1, date(2026, 1, 1))


# --- personal facts ----------------------------------------------------------------------


@pytest.mark.parametrize(("sex", "state"), [("F", "met"), (None, "unknown"), ("M", "impossible")])
def test_a_personal_gate_is_met_unknown_or_impossible(sex: str | None, state: str) -> None:
    (gate,) = gates_of(replace(person(), sex=sex), must(FEMALE))
    assert outcome(gate) == (state, None, None)


def test_who_comes_of_age_in_time_has_the_day_on_which_it_is() -> None:
    (gate,) = gates_of(replace(person(), birth_date=date(2008, 8, 17)), must(ADULT))
    assert outcome(gate) == ("obtainable", None, date(2026, 8, 17))


def test_who_comes_of_age_too_late_is_impossible_without_a_day() -> None:
    (gate,) = gates_of(replace(person(), birth_date=date(2010, 8, 17)), must(ADULT))
    assert outcome(gate) == ("impossible", None, None)


def test_who_comes_of_age_between_two_months_may_just_wait_for_that_day() -> None:
    who = replace(person(), birth_date=date(2007, 12, 15))
    (gate,) = gates_of(who, must(ADULT), departure=AS_OF, permit_until=date(2025, 12, 20))
    assert outcome(gate) == ("obtainable", None, date(2025, 12, 15))


@pytest.mark.parametrize("stage", ["select", "depart"])
@pytest.mark.parametrize(
    "birth", [date(2000, 1, 1), None, date(2010, 8, 17)], ids=["met", "unknown", "impossible"]
)
def test_a_personal_gate_keeps_its_requirement_and_stage(birth: date | None, stage: str) -> None:
    asked = must(ADULT, stage=stage)
    (gate,) = gates_of(replace(person(), birth_date=birth), asked)
    assert (gate.expression, gate.requirement, gate.stage) == (ADULT, asked, stage)


def test_each_personal_must_is_a_gate_of_its_own() -> None:
    who = replace(person(), sex="F", birth_date=date(2008, 8, 17))
    sex, age = gates_of(who, must(FEMALE), must(ADULT))
    assert (outcome(sex), outcome(age)) == (
        ("met", None, None),
        ("obtainable", None, date(2026, 8, 17)),
    )


def test_musts_that_only_together_cannot_be_met_are_shown_together() -> None:
    tall_men = either([MALE, Bound("height", low=150)])
    tall_women = either([FEMALE, Bound("height", low=150)])
    first, second, together = gates_of(
        replace(person(), height_cm=140.0), must(tall_men), must(tall_women)
    )
    assert (first.state, second.state) == ("unknown", "unknown")
    assert together == PairGate(every([tall_men, tall_women]), None, "select", "impossible")


def test_musts_that_are_no_worse_together_are_not_shown_together() -> None:
    assert len(gates_of(person(), must(FEMALE), must(ADULT))) == 2


def test_a_paper_beside_a_personal_fact_is_part_of_its_gate() -> None:
    mixed = either([FEMALE, SMAW])
    (gate,) = gates_of(replace(person(), sex="M"), must(mixed))
    assert gate.state == "obtainable"
    (gate,) = gates_of(replace(person(claim("skill:smaw")), sex="M"), must(mixed))
    assert gate.state == "met"


# --- facts of the vacancy ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "state"),
    [(AS_OF, "met"), (None, "unknown"), (date(2025, 11, 30), "impossible")],
)
def test_a_permit_is_judged_today(until: date | None, state: str) -> None:
    permit = must(Given("permit_valid", 1), stage="depart")
    index = index_of(replace(vacancy(permit), permit_until=until))
    (gate,) = pair_gates(index, index.judge([person()]), person(), row=0, vacancy=0)
    assert (gate.state, gate.stage) == (state, "depart")


# --- rows and columns --------------------------------------------------------------------


def test_the_gates_are_those_of_the_row_and_the_vacancy() -> None:
    index = index_of(vacancy(must(SMAW)), vacancy(must(COOKING), must(FEMALE), name="V2"))
    people = [
        replace(person(claim("skill:smaw")), sex="M"),
        replace(person(claim("skill:cooking")), sex="F"),
    ]
    judgement = index.judge(people)
    states = [
        [gate.state for gate in pair_gates(index, judgement, people[row], row=row, vacancy=column)]
        for row in (0, 1)
        for column in (0, 1)
    ]
    assert states == [["met"], ["impossible", "obtainable"], ["obtainable"], ["met", "met"]]


# --- what time is left -------------------------------------------------------------------


def test_one_may_take_the_months_that_the_age_leaves() -> None:
    index = index_of(replace(vacancy(must(Bound("age", high=492))), departure=AS_OF))
    judgement = index.judge([replace(person(), birth_date=date(1985, 7, 2))])
    assert spare_months(index, judgement, row=0, vacancy=0) == 7


def test_who_is_too_old_in_a_month_may_take_no_time_at_all() -> None:
    who = replace(person(), birth_date=date(1984, 12, 15))
    index = index_of(replace(vacancy(must(Bound("age", high=492))), departure=AS_OF))
    assert spare_months(index, index.judge([who]), row=0, vacancy=0) == 0
    _, skill = gates_of(who, must(Bound("age", high=492)), must(SMAW), departure=AS_OF)
    assert outcome(skill) == ("impossible", 3, date(2026, 3, 1))


def test_who_can_never_leave_is_measured_by_the_horizon_and_the_permit() -> None:
    male = replace(person(), sex="M")
    index = index_of(
        vacancy(must(FEMALE)),
        replace(vacancy(must(FEMALE), name="V2"), permit_until=date(2026, 3, 15)),
    )
    judgement = index.judge([male])
    assert spare_months(index, judgement, row=0, vacancy=0) == 12
    assert spare_months(index, judgement, row=0, vacancy=1) == 3


def test_who_can_never_leave_lacks_no_paper_for_that() -> None:
    male = replace(person(), sex="M")
    sex, passport = gates_of(male, must(FEMALE), must(PASSPORT, stage="depart"))
    assert outcome(sex) == ("impossible", None, None)
    assert outcome(passport) == ("obtainable", 2, date(2026, 2, 1))


def test_what_is_asked_twice_is_missing_once_and_an_alternative_of_a_gap_is_no_gap() -> None:
    by_law = replace(must(either([SMAW, COOKING])), rule="law")
    asked = (must(SMAW), replace(must(SMAW), rule="law"), by_law, must(PASSPORT, stage="depart"))
    missing = open_gates(gates_of(person(), *asked))
    assert [(one.expression, one.stage) for one in missing] == [
        (SMAW, "select"),
        (PASSPORT, "depart"),
    ]


def test_an_alternative_stays_where_no_gap_brings_it() -> None:
    one_of = must(either([SMAW, COOKING]))
    missing = open_gates(gates_of(person(), one_of, must(SMAW, stage="depart")))
    assert [one.stage for one in missing] == ["select", "depart"]

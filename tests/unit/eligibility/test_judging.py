"""Vacancies as gates and candidates against them: terms, windows, and the verdict of each pair."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given

import strategies
from matcher import kernels
from matcher.eligibility import merged
from matcher.eligibility.applying import Applied, RulesOfVacancy
from matcher.eligibility.judging import VERDICTS, GateIndex, build_gates
from matcher.eligibility.personal import Window
from matcher.eligibility.rules import Rule, RulePack
from matcher.eligibility.terms import Terms, terms_of
from matcher.kernels import BARRED, MET, MISSING, NEEDS_PROOF, NEVER, READY, TRAINABLE, UNKNOWN
from matcher.normalizing.expressions import Bound, Given, NormalExpression, either, every
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement, NormalVacancy
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from small_world import AS_OF, TAXONOMY, ask, claim, must, nice, person, vacancy

DAY = timedelta(days=1)
DEPARTURE = date(2026, 6, 1)
SMAW, COOKING = ask("skill:smaw"), ask("skill:cooking")
PASSPORT, VISA = ask("document:passport"), ask("document:visa")
FEMALE, MALE = (Bound("sex", value=sex) for sex in "FM")
ADULT = Bound("age", low=216)
UP_TO_40 = Bound("age", high=492)
RULE = Rule(
    id="rule",
    title_en="-",
    title_id="-",
    source="a test",
    confidence="assumed",
    valid_from=date(2020, 1, 1),
)
PACK = RulePack(id="pack", version="1", title_en="-", title_id="-", rules=(RULE,))


def terms(
    *requirements: NormalRequirement,
    settings: Settings | None = None,
    added: Sequence[NormalRequirement] = (),
    permit_until: date | None = None,
    departure: date | None = None,
) -> Terms:
    job = replace(vacancy(*requirements), permit_until=permit_until, departure=departure)
    applied = tuple(Applied(RULE, PACK, one) for one in added)
    rules = RulesOfVacancy(applied)
    return terms_of(job, rules, as_of=AS_OF, settings=settings or Settings())


def index_of(*vacancies: NormalVacancy, settings: Settings | None = None) -> GateIndex:
    found = [
        terms_of(one, RulesOfVacancy(), as_of=AS_OF, settings=settings or Settings())
        for one in vacancies
    ]
    return build_gates(found, taxonomy=TAXONOMY, as_of=AS_OF)


def verdict(
    who: NormalCandidate,
    *requirements: NormalRequirement,
    permit_until: date | None = None,
    departure: date | None = None,
) -> str:
    index = index_of(
        replace(vacancy(*requirements), permit_until=permit_until, departure=departure)
    )
    return VERDICTS[int(index.judge([who]).verdicts[0, 0])]


# --- terms -------------------------------------------------------------------------------


def test_the_window_runs_from_departure_to_the_horizon() -> None:
    assert terms().window == Window.of(
        DEPARTURE, as_of=AS_OF, last=date(2026, 12, 1), horizon_months=12
    )


def test_the_horizon_is_that_of_the_settings() -> None:
    found = terms(settings=Settings(horizon_months=3)).window
    assert found == Window.of(DEPARTURE, as_of=AS_OF, last=date(2026, 3, 1), horizon_months=3)


@pytest.mark.parametrize(
    ("until", "last"),
    [
        (date(2026, 12, 2), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (AS_OF, AS_OF),
        (AS_OF - DAY, AS_OF),
    ],
)
def test_one_may_wait_no_longer_than_the_permit_but_never_less_than_today(
    until: date, last: date
) -> None:
    assert terms(permit_until=until).window.last == last


def test_the_departure_of_the_vacancy_is_where_the_window_begins() -> None:
    found = terms(departure=date(2026, 2, 15))
    assert found.window.departure == found.departure.day == date(2026, 2, 15)


def test_the_terms_hold_what_the_law_adds_after_what_the_vacancy_asks() -> None:
    found = terms(must(SMAW), added=[must(PASSPORT, stage="depart")])
    assert [one.expression for one in found.requirements] == [SMAW, PASSPORT]


def test_the_facts_of_the_vacancy_are_filled_in() -> None:
    (found,) = terms(must(Given("permit_valid", UNKNOWN)), permit_until=AS_OF).requirements
    assert found.expression == Given("permit_valid", MET)


def test_the_parts_of_a_conjunction_are_musts_of_their_own() -> None:
    asked = replace(must(every([SMAW, COOKING]), stage="depart"), rule="r1")
    assert terms(asked).musts("depart") == (
        replace(asked, expression=COOKING),
        replace(asked, expression=SMAW),
    )


def test_the_bounds_of_one_requirement_stay_together() -> None:
    asked = every([FEMALE, ADULT])
    assert [one.expression for one in terms(must(asked)).personal_musts] == [asked]


def test_a_skill_beside_a_bound_stays_with_it() -> None:
    asked = every([SMAW, FEMALE])
    assert [one.expression for one in terms(must(asked)).personal_musts] == [asked]


def test_musts_are_sorted_by_stage_and_personal_ones_are_apart() -> None:
    found = terms(
        must(SMAW), must(PASSPORT, stage="depart"), must(FEMALE), nice(COOKING), must(ADULT)
    )
    assert [one.expression for one in found.musts("select")] == [SMAW]
    assert [one.expression for one in found.musts("depart")] == [PASSPORT]
    assert [one.expression for one in found.personal_musts] == [FEMALE, ADULT]


def test_everything_personal_is_one_expression() -> None:
    found = terms(must(FEMALE), must(ADULT, stage="depart"))
    assert found.personal() == every([FEMALE, ADULT])
    assert found.personal("select") == FEMALE
    assert found.personal("depart") == ADULT
    assert terms(must(SMAW)).personal() == every([])


# --- verdicts ----------------------------------------------------------------------------


def test_the_verdicts_are_in_the_order_of_their_codes() -> None:
    assert [VERDICTS[code] for code in (READY, NEEDS_PROOF, TRAINABLE, BARRED)] == [
        "READY",
        "NEEDS_PROOF",
        "TRAINABLE",
        "BARRED",
    ]


def test_who_is_asked_nothing_is_ready() -> None:
    assert verdict(person()) == "READY"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person(claim("skill:smaw")), "READY"),
        (person(claim("skill:smaw", None, Evidence.SELF_REPORT)), "NEEDS_PROOF"),
        (person(incomplete=["skills"]), "NEEDS_PROOF"),
        (person(), "TRAINABLE"),
    ],
    ids=["proven", "told", "unknown", "missing"],
)
def test_a_must_decides_the_verdict(who: NormalCandidate, expected: str) -> None:
    assert verdict(who, must(SMAW)) == expected


def test_what_no_time_can_bring_bars() -> None:
    assert verdict(person(), must(ask("condition:no-tattoo"))) == "BARRED"


def test_a_wish_decides_nothing() -> None:
    assert verdict(person(), nice(SMAW)) == "READY"


def test_the_worst_must_decides() -> None:
    who = person(claim("skill:smaw"), incomplete=["languages"])
    unknown, missing = must(ask("language:jlpt", 2)), must(COOKING)
    assert verdict(who, must(SMAW), unknown) == "NEEDS_PROOF"
    assert verdict(who, must(SMAW), unknown, missing) == "TRAINABLE"
    assert verdict(who, missing, must(ask("condition:no-tattoo"))) == "BARRED"


@pytest.mark.parametrize(("horizon", "expected"), [(3, "TRAINABLE"), (2, "BARRED")])
def test_what_is_had_by_the_horizon_can_be_trained(horizon: int, expected: str) -> None:
    index = index_of(
        replace(vacancy(must(SMAW)), departure=AS_OF), settings=Settings(horizon_months=horizon)
    )
    assert VERDICTS[int(index.judge([person()]).verdicts[0, 0])] == expected


@pytest.mark.parametrize(
    ("until", "expected"), [(date(2026, 3, 1), "TRAINABLE"), (date(2026, 2, 28), "BARRED")]
)
def test_what_is_had_by_the_end_of_the_permit_can_be_trained(until: date, expected: str) -> None:
    assert verdict(person(), must(SMAW), permit_until=until) == expected


@pytest.mark.parametrize(
    ("birthday", "expected"), [(date(2026, 3, 2), "TRAINABLE"), (date(2026, 3, 1), "BARRED")]
)
def test_what_is_had_before_one_is_too_old_can_be_trained(birthday: date, expected: str) -> None:
    who = replace(person(), birth_date=birthday.replace(year=birthday.year - 41))
    assert verdict(who, must(SMAW), must(UP_TO_40), departure=AS_OF) == expected


def test_what_is_only_needed_to_leave_decides_nothing_while_it_can_be_had() -> None:
    assert verdict(person(), must(PASSPORT, stage="depart")) == "READY"
    assert verdict(person(incomplete=["documents"]), must(PASSPORT, stage="depart")) == "READY"


@pytest.mark.parametrize(
    ("until", "expected"), [(date(2026, 4, 1), "READY"), (date(2026, 3, 31), "BARRED")]
)
def test_what_is_needed_to_leave_and_comes_too_late_bars(until: date, expected: str) -> None:
    assert verdict(person(), must(VISA, stage="depart"), permit_until=until) == expected


@pytest.mark.parametrize("stage", ["select", "depart"])
def test_a_closed_destination_bars_everyone(stage: str) -> None:
    closed = must(Given("placement_open", UNKNOWN), stage=stage)
    assert verdict(person(claim("skill:smaw")), must(SMAW), closed) == "BARRED"


@pytest.mark.parametrize(
    ("until", "expected"), [(AS_OF, "READY"), (None, "READY"), (AS_OF - DAY, "BARRED")]
)
def test_an_ended_permit_bars_everyone(until: date | None, expected: str) -> None:
    permit = must(Given("permit_valid", UNKNOWN), stage="depart")
    index = index_of(replace(vacancy(permit), permit_until=until))
    assert VERDICTS[int(index.judge([person()]).verdicts[0, 0])] == expected


def test_a_paper_must_be_valid_at_departure() -> None:
    first_aid = must(ask("certificate:first-aid"))
    assert verdict(person(claim("certificate:first-aid", end=DEPARTURE)), first_aid) == "READY"
    expired = person(claim("certificate:first-aid", end=DEPARTURE - DAY))
    assert verdict(expired, first_aid) == "TRAINABLE"


@pytest.mark.parametrize(
    ("sex", "expected"), [("F", "READY"), (None, "NEEDS_PROOF"), ("M", "BARRED")]
)
def test_a_personal_fact_decides_the_verdict(sex: str | None, expected: str) -> None:
    assert verdict(replace(person(), sex=sex), must(FEMALE)) == expected


def test_who_comes_of_age_in_time_can_be_placed_then() -> None:
    assert verdict(replace(person(), birth_date=date(2008, 12, 1)), must(ADULT)) == "TRAINABLE"
    assert verdict(replace(person(), birth_date=date(2008, 12, 2)), must(ADULT)) == "BARRED"


def test_personal_musts_that_each_may_be_met_but_never_together_bar() -> None:
    tall_men = must(either([MALE, Bound("height", low=150)]))
    tall_women = must(either([FEMALE, Bound("height", low=150)]))
    short = replace(person(), height_cm=140.0)
    assert verdict(short, tall_men) == "NEEDS_PROOF"
    assert verdict(short, tall_women) == "NEEDS_PROOF"
    assert verdict(short, tall_men, tall_women) == "BARRED"


def test_a_paper_beside_a_personal_fact_is_judged_at_departure() -> None:
    mixed = must(either([FEMALE, ask("certificate:first-aid")]))
    man = replace(person(claim("certificate:first-aid", end=DEPARTURE)), sex="M")
    assert verdict(man, mixed) == "READY"
    man = replace(person(claim("certificate:first-aid", end=DEPARTURE - DAY)), sex="M")
    assert verdict(man, mixed) == "TRAINABLE"


# --- interning ---------------------------------------------------------------------------


def test_equal_gates_of_one_day_are_one() -> None:
    index = index_of(
        vacancy(must(SMAW)),
        vacancy(must(SMAW), must(COOKING), name="V2"),
        replace(vacancy(must(SMAW), name="V3"), departure=AS_OF),
    )
    assert len(index.layout) == 3
    (smaw,) = index.select.of(0).tolist()
    assert index.select.of(1).tolist()[:1] == [smaw]
    gates = [*index.select.of(1).tolist(), *index.select.of(2).tolist()]
    asked = [(index.expressions[index.expression_of[g]], index.day_of[g]) for g in gates]
    later, sooner = DEPARTURE.toordinal(), AS_OF.toordinal()
    assert asked == [(SMAW, later), (COOKING, later), (SMAW, sooner)]
    assert index.depart.of(0).tolist() == []


def test_gates_that_demand_other_evidence_are_not_one() -> None:
    proven = ask("skill:smaw", None, Evidence.BNSP)
    assert len(index_of(vacancy(must(SMAW)), vacancy(must(proven), name="V2")).layout) == 2


def test_a_gate_of_both_stages_is_one() -> None:
    index = index_of(vacancy(must(SMAW), must(SMAW, stage="depart")))
    assert len(index.layout) == 1
    assert index.select.of(0).tolist() == index.depart.of(0).tolist() == [0]


def test_equal_personal_gates_of_one_window_are_one() -> None:
    index = index_of(
        vacancy(must(FEMALE)),
        vacancy(name="V2"),
        vacancy(must(FEMALE), must(SMAW), name="V3"),
        replace(vacancy(must(FEMALE), name="V4"), departure=AS_OF),
        replace(vacancy(must(FEMALE), name="V5"), permit_until=AS_OF),
    )
    first, *others = index.merged_of.tolist()
    assert others[1] == first
    assert sorted({first, *others}) == [0, 1, 2, 3]
    assert len(index.merged) == 4


def test_what_is_personal_to_be_chosen_and_to_leave_are_not_one() -> None:
    index = index_of(vacancy(must(FEMALE)), vacancy(must(FEMALE, stage="depart"), name="V2"))
    chosen, leaving = (index.merged.gate(place) for place in index.merged_of)
    assert chosen.select == leaving.depart == ((FEMALE,),)
    assert chosen.depart == leaving.select == ((),)


# --- templates ---------------------------------------------------------------------------


def test_vacancies_that_have_every_gate_in_common_are_one_template() -> None:
    papers = [must(one, stage="depart") for one in (PASSPORT, VISA)]
    index = index_of(
        vacancy(must(SMAW), must(FEMALE), *papers),
        vacancy(*reversed(papers), must(FEMALE), must(SMAW), must(SMAW), nice(COOKING), name="V2"),
        vacancy(must(SMAW), must(MALE), *papers, name="V3"),
        vacancy(must(SMAW), must(FEMALE), papers[0], name="V4"),
        vacancy(must(FEMALE), *papers, name="V5"),
    )
    first, *others = index.templates.of.tolist()
    assert others[0] == first
    assert sorted({first, *others}) == [0, 1, 2, 3]
    assert len(index.templates) == 4
    assert (len(index.templates.select), len(index.templates.depart)) == (2, 2)


def test_each_distinct_gate_is_evaluated_once_for_each_candidate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mixed = must(either([FEMALE, VISA]))
    asked = [(must(SMAW),), (must(SMAW), must(FEMALE)), (must(ADULT),), (mixed, must(UP_TO_40))]
    jobs = [
        replace(vacancy(*musts, name=f"V{number}{copy}"), departure=departure)
        for number, musts in enumerate(asked)
        for departure in (AS_OF, DEPARTURE)
        for copy in "ab"
    ]
    index = index_of(*jobs)
    births = [date(2007, 6 + number, 1) for number in range(6)]
    people = [replace(person(), birth_date=birth, sex="F") for birth in births]
    evaluated = Counter[str]()

    def counted(name: str, home: object, size: Callable[..., int]) -> None:
        work = getattr(home, name)

        def counting(*given: Any, **named: Any) -> object:  # noqa: ANN401
            evaluated[name] += size(*given)
            return work(*given, **named)

        monkeypatch.setattr(home, name, counting)

    def of_codes(codes: Any, *layout: Any) -> int:  # noqa: ANN401
        return len(codes) * len(layout[-1]) if codes.dtype == np.int16 else 0

    counted("any_of_all", kernels, of_codes)
    counted("worst", kernels, lambda gates, starts, _: len(gates) * (len(starts) - 1))
    counted("open_days", kernels, lambda _, own, gates, *__: (len(own.starts) - 1) * len(gates))
    counted("judge_personal", merged, lambda _, own, *__: own.size)
    counted("judge", kernels, lambda select, _: select.size)
    assert index.judge(people).verdicts.shape == (6, len(jobs))
    assert evaluated == {
        # Of four merged gates on two days each, one asks a paper beside a personal fact.
        "any_of_all": 6 * len(index.layout),
        "worst": 6 * (len(index.templates.select) + len(index.templates.depart)),
        "open_days": 6 * 6,
        "judge_personal": 6 * 2,
        "judge": 6 * 8,
    }
    assert (len(index.merged), len(index.templates)) == (8, 8)


@given(strategies.markets())
def test_the_verdicts_of_many_vacancies_are_those_of_each_alone(drawn: strategies.Drawn) -> None:
    choice, jobs, people = drawn
    index = strategies.engine(choice, jobs).index
    cohort, gates = index.context.records.candidates(people), index.gates
    judgement = gates.judge(cohort)
    for column, one in enumerate(gates.terms):
        alone = build_gates([one], taxonomy=index.context.records.taxonomy, as_of=choice.as_of)
        own = alone.judge(cohort)
        assert judgement.verdicts[:, column].tolist() == own.verdicts[:, 0].tolist()
        states = judgement.personal[int(gates.merged_of[column])], own.personal[0]
        for name in ("ready", "hopeful", "slack", "opens"):
            first, second = (getattr(state, name).tolist() for state in states)
            assert first == second, name


# --- blocks ------------------------------------------------------------------------------


def test_verdicts_are_those_of_the_row_and_the_vacancy() -> None:
    index = index_of(
        vacancy(must(SMAW)), vacancy(must(COOKING), must(FEMALE), name="V2"), vacancy(name="V3")
    )
    people = [
        replace(person(claim("skill:smaw")), sex="M"),
        replace(person(claim("skill:cooking")), sex="F"),
        person(incomplete=["skills"]),
    ]
    judgement = index.judge(people)
    assert judgement.verdicts.tolist() == [
        [READY, BARRED, READY],
        [TRAINABLE, READY, READY],
        [NEEDS_PROOF, NEEDS_PROOF, READY],
    ]
    assert judgement.verdicts.dtype == np.int8


def test_a_judgement_keeps_the_codes_of_every_gate() -> None:
    index = index_of(vacancy(must(either([SMAW, COOKING])), must(ask("condition:no-tattoo"))))
    judgement = index.judge([person(), person(incomplete=["skills"])])
    assert judgement.gates.tolist() == [[MISSING + 1, NEVER], [UNKNOWN, NEVER]]
    assert judgement.leaves.shape == judgement.failing.shape == (2, 3)


def test_each_row_is_the_same_alone_and_in_a_block() -> None:
    index = index_of(vacancy(must(SMAW), must(FEMALE)), vacancy(must(COOKING), name="V2"))
    people = [person(claim("skill:smaw")), replace(person(), sex="F"), person()]
    together = index.judge(people).verdicts
    alone = [index.judge([who]).verdicts[0].tolist() for who in people]
    assert together.tolist() == alone


def test_nobody_has_no_verdict() -> None:
    assert index_of(vacancy(must(SMAW), must(FEMALE))).judge([]).verdicts.shape == (0, 1)


def test_the_same_bound_in_another_stage_is_another_gate() -> None:
    young = Bound("age", high=20 * 12)
    to_be_chosen, to_leave = vacancy(must(young)), vacancy(must(young, stage="depart"), name="V2")
    index = index_of(to_be_chosen, to_leave)
    unborn_date = replace(person(), birth_date=None)
    verdicts = [VERDICTS[code] for code in index.judge([unborn_date]).verdicts[0]]
    assert len(set(index.merged_of.tolist())) == 2
    both = vacancy(must(young), must(young, stage="depart"), name="V3")
    four = index_of(vacancy(name="V4"), to_be_chosen, to_leave, both)
    assert len(set(four.merged_of.tolist())) == 4
    assert verdicts == [
        verdict(unborn_date, must(young)),
        verdict(unborn_date, must(young, stage="depart")),
    ]


def test_the_terms_keep_their_vacancy() -> None:
    assert terms(must(SMAW)).vacancy == vacancy(must(SMAW))


@pytest.mark.parametrize("join", [either, every])
def test_a_fact_of_the_vacancy_inside_an_expression_is_filled_in_as_of_the_day(
    join: Callable[[Sequence[NormalExpression]], NormalExpression],
) -> None:
    # A bound beside it keeps a conjunction in one piece.
    nested = must(join([ADULT, Given("permit_valid", UNKNOWN)]))
    for until, state in ((AS_OF, MET), (AS_OF - timedelta(days=1), NEVER)):
        (found,) = terms(nested, permit_until=until).requirements
        assert found.expression == join([ADULT, Given("permit_valid", state)])

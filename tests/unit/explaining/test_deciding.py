"""What decides a verdict stands in its way: without it the verdict is a better one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import add_months
from matcher.eligibility.judging import VERDICTS
from matcher.explaining import Explanation, explain_pair
from matcher.features.wording import word_expression
from matcher.index import build_index
from matcher.normalizing.expressions import Bound, NormalExpression, either
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement, NormalVacancy
from small_world import AS_OF, CONTEXT, TAXONOMY, ask, claim, must, person, vacancy

DAY = timedelta(days=1)
DEPARTURE = date(2026, 2, 1)
ADULT, YOUNG, WOMEN = Bound("age", low=216), Bound("age", high=300), Bound("sex", value="F")
asked = st.sampled_from([
    ask("skill:smaw"),
    ask("certificate:first-aid"),
    ask("condition:no-tattoo"),
    ask("document:passport"),
    ask("document:visa"),
    ADULT,
    YOUNG,
    WOMEN,
    either([YOUNG, ask("condition:no-tattoo")]),
])  # fmt: skip
musts = st.builds(lambda one, stage: must(one, stage=stage), asked,
                  st.sampled_from(["select", "depart"]))  # fmt: skip
jobs = st.lists(musts, max_size=4).map(
    lambda listed: replace(vacancy(*listed), departure=DEPARTURE)
)


@st.composite
def people(draw: st.DrawFn) -> NormalCandidate:
    held = draw(st.lists(st.sampled_from(["skill:smaw", "document:passport"]), unique=True))
    sections = ["skills", "certificates", "conditions", "documents"]
    incomplete = draw(st.lists(st.sampled_from(sections), unique=True))
    near = draw(st.sampled_from([0, 45, 62, 100, 400])) * DAY
    months = draw(st.sampled_from([216, 300]))
    return replace(
        person(*map(claim, held), incomplete=incomplete),
        sex=draw(st.sampled_from([None, "F", "M"])),
        birth_date=draw(st.sampled_from([None, add_months(AS_OF + near, -months)])),
    )


def explained(who: NormalCandidate, job: NormalVacancy) -> Explanation:
    return explain_pair(build_index([job], CONTEXT), who, 0)


def without_deciding(why: Explanation, job: NormalVacancy) -> NormalVacancy:
    """The vacancy as if nothing of what decides were asked."""
    together = {number for gate in why.deciding for number in gate.combines}
    named = {gate.number for gate in why.deciding} | together
    dropped = {(gate.asked["en"], gate.stage) for gate in why.gates if gate.number in named}

    def is_kept(one: NormalRequirement) -> bool:
        return (word_expression(one.expression, TAXONOMY, "en"), one.stage) not in dropped

    return replace(job, requirements=tuple(filter(is_kept, job.requirements)))


@given(people(), jobs)
def test_without_what_decides_the_verdict_is_better_or_a_matter_of_time(
    who: NormalCandidate, job: NormalVacancy
) -> None:
    why = explained(who, job)
    assert bool(why.deciding) is (why.verdict != "READY")
    if why.deciding:
        then = explained(who, without_deciding(why, job))
        is_better = VERDICTS.index(then.verdict) < VERDICTS.index(why.verdict)
        is_later = then.verdict == why.verdict and then.decision.kind == "too_late"
        assert is_better or (is_later and why.decision.kind in ("to_show", "to_obtain"))


@pytest.mark.parametrize("stage", ["select", "depart"])
def test_an_unknown_age_decides_even_where_it_is_asked_only_to_leave(stage: str) -> None:
    job = vacancy(must(ADULT, stage=stage))
    why = explained(person(), job)
    assert (why.verdict, why.decision.kind, why.decision.gates) == ("NEEDS_PROOF", "to_show", (1,))


def test_an_age_still_to_be_reached_decides_where_it_is_asked_to_be_chosen() -> None:
    who = replace(person(), birth_date=add_months(DEPARTURE, -216) + 30 * DAY)
    to_be_chosen, to_leave = (
        explained(who, replace(vacancy(must(ADULT, stage=stage)), departure=DEPARTURE))
        for stage in ("select", "depart")
    )
    assert (to_be_chosen.verdict, to_be_chosen.decision.gates) == ("TRAINABLE", (1,))
    # One who may leave only later is chosen all the same: the age stands on the checklist.
    assert (to_leave.verdict, to_leave.deciding) == ("READY", ())
    assert [gate.state for gate in to_leave.checklist] == ["obtainable"]


def test_of_the_papers_to_leave_those_decide_that_take_longer_than_the_age_surely_allows() -> None:
    # The visa takes four months, the passport two; at the end of the third an age is passed, which
    # only the unknown condition could make up for.
    young_or_plain = must(either([YOUNG, ask("condition:no-tattoo")]))
    papers = [must(ask(f"document:{name}"), stage="depart") for name in ("visa", "passport")]
    job = replace(vacancy(young_or_plain, *papers), departure=DEPARTURE)
    birth = add_months(AS_OF, 3 - 300) + 10 * DAY
    why = explained(replace(person(incomplete=["conditions"]), birth_date=birth), job)
    assert (why.verdict, why.decision.kind) == ("NEEDS_PROOF", "too_late")
    assert [gate.asked["en"] for gate in why.deciding] == ["Work visa"]


def test_a_paper_to_leave_that_is_not_known_decides_nothing() -> None:
    job = vacancy(must(ask("document:passport"), stage="depart"))
    why = explained(person(incomplete=["documents"]), job)
    assert (why.verdict, why.deciding) == ("READY", ())


def test_what_bars_is_everything_that_is_impossible() -> None:
    expressions: list[NormalExpression] = [WOMEN, ask("condition:no-tattoo"), ask("skill:smaw")]
    job = vacancy(*map(must, expressions))
    why = explained(replace(person(), sex="M"), job)
    assert (why.verdict, why.decision.kind) == ("BARRED", "impossible")
    assert sorted(gate.asked["en"] for gate in why.deciding) == ["No tattoo", "women"]

"""Completions of what is not known: every class once, and expressions worth what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import add_months
from matcher.eligibility.completions import Asked, Moments, laid_out
from matcher.eligibility.personal_facts import People
from matcher.eligibility.personal_gate import Alternatives, PersonalGate, Window
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate
from small_world import AS_OF, person

DAY = timedelta(days=1)
WINDOW = Window.of(AS_OF, as_of=AS_OF, last=AS_OF, horizon_months=0)
ANYTHING: Alternatives = ((),)
bounds = st.sampled_from([
    Bound("sex", value="F"),
    Bound("sex", value="M"),
    Bound("age", low=216),
    Bound("age", low=217, high=420),
    Bound("height", low=150),
    Bound("height", low=155, high=170),
    Bound("weight", high=60),
])  # fmt: skip
bodies = st.lists(st.lists(bounds, max_size=3).map(tuple), max_size=3).map(tuple)
known_people = st.builds(
    lambda sex, days, height, weight: replace(
        person(),
        sex=sex,
        birth_date=add_months(AS_OF, -216) + days * DAY,
        height_cm=height,
        weight_kg=weight,
    ),
    st.sampled_from("FM"),
    # Around 18 years, a month later, and around the first day of 35 years.
    st.sampled_from([-6210, -6209, -6208, -6207, -40, -1, 0, 1]),
    st.sampled_from([149.0, 150.0, 155.0, 162.0, 170.0, 171.0]),
    st.sampled_from([59.5, 60.0, 60.5]),
)


def gate(select: Alternatives, depart: Alternatives = ANYTHING) -> PersonalGate:
    return PersonalGate(select, depart, WINDOW)


def meets(body: Alternatives, who: NormalCandidate) -> bool:
    """Whether someone of whom everything is known meets alternatives on the day of judging."""

    def holds(bound: Bound | int) -> bool:
        assert isinstance(bound, Bound)
        if bound.fact == "sex":
            return who.sex == bound.value
        if bound.fact == "age":
            assert who.birth_date is not None
            reached = [
                end is None or add_months(who.birth_date, int(end)) <= AS_OF
                for end in (bound.low, bound.high)
            ]
            return reached[0] and (bound.high is None or not reached[1])
        value = who.height_cm if bound.fact == "height" else who.weight_kg
        assert value is not None
        return (bound.low is None or value >= bound.low) and (
            bound.high is None or value <= bound.high
        )

    return any(all(map(holds, clause)) for clause in body)


@given(bodies, bodies, known_people)
def test_an_expression_is_worth_what_it_says_of_someone_known(
    select: Alternatives, depart: Alternatives, who: NormalCandidate
) -> None:
    asked = Asked([gate(select, depart)])
    assert who.birth_date is not None
    rows = asked.complete(People.of([who]), [np.array([who.birth_date.toordinal()])])
    assert rows.owner.tolist() == [0]
    rank = (asked.reached(rows.births) <= AS_OF.toordinal()).sum(axis=1)
    truths = asked.truths(laid_out([(select, depart)]), rows, Moments(np.array([0]), rank))
    assert truths.tolist() == [[meets(select, who) and meets(depart, who)]]


@pytest.mark.parametrize("months", [215, 216, 217, 419, 420])
@pytest.mark.parametrize("bound", [Bound("age", low=216), Bound("age", low=217, high=420)])
def test_an_age_holds_from_the_day_of_its_lower_end_to_the_eve_of_its_upper(
    bound: Bound, months: int
) -> None:
    asked = Asked([gate(((Bound("age", low=216),), (bound,)))])
    rows = asked.complete(People.of([person()]), [np.array([1])])
    rank = np.array([sum(age <= months for age in asked.ages)])
    truths = asked.truths(laid_out([(((bound,),), ANYTHING)]), rows, Moments(np.array([0]), rank))
    assert truths.tolist() == [[(bound.low or 0) <= months < (bound.high or 1000)]]


@given(bodies, st.lists(st.integers(0, 3), max_size=3))
def test_completions_are_every_class_of_every_fact_on_every_day_once(
    body: Alternatives, births: list[int]
) -> None:
    asked = Asked([gate(body)])
    days = [np.arange(count) for count in births]
    rows = asked.complete(People.of([person()] * len(births)), days)
    sizes = dict.fromkeys(("sex", "height", "weight"), 1)
    sizes |= {fact: int(places.max(initial=0)) + 1 for fact, places in rows.facts.items()}
    found = list(zip(rows.owner, rows.births, *rows.facts.values(), strict=True))
    every_class = list(product(*(range(size) for size in sizes.values())))
    assert len(set(found)) == len(found) == sum(births) * len(every_class)
    assert rows.owner.tolist() == sorted(rows.owner.tolist())


def test_the_least_and_the_most_are_those_of_ones_own_completions() -> None:
    asked = Asked([gate(((Bound("sex", value="F"),),))])
    people = People.of([person(), replace(person(), sex="M"), person()])
    rows = asked.complete(people, [np.array([1])] * 3)
    values = np.array([3, 1, 7, 5, 9])
    assert rows.starts.tolist() == [0, 2, 3]
    assert rows.least(values).tolist() == [1, 7, 5]
    assert rows.most(values).tolist() == [3, 7, 9]


def test_ages_are_those_that_some_bound_asks_in_rising_order() -> None:
    asked = Asked([gate(((Bound("age", low=240, high=420), Bound("age", low=216)),))])
    assert asked.ages == [216, 240, 420]
    assert asked.facts == ("age",)
    born = np.array([date(2000, 1, 31).toordinal()])
    assert asked.reached(born).tolist() == [
        [add_months(date(2000, 1, 31), age).toordinal() for age in asked.ages]
    ]


def test_no_alternative_at_all_is_met_by_nobody() -> None:
    asked = Asked([gate(())])
    rows = asked.complete(People.of([person()]), [np.array([1])])
    moment = Moments(np.array([0]), np.array([0]))
    assert asked.truths(
        laid_out([((), ANYTHING), (ANYTHING, ANYTHING)]), rows, moment
    ).tolist() == [[False, True]]

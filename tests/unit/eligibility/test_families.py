"""A family settles its gates as they are alone, and leaves only what a day of birth decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from matcher.calendar import add_months
from matcher.eligibility.families import Family, some_of
from matcher.eligibility.merged import MergedGates
from matcher.eligibility.personal import judge_personal
from matcher.eligibility.personal_facts import People
from matcher.eligibility.personal_gate import Alternatives, PersonalGate, Window
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate
from small_world import AS_OF, person

DAY = timedelta(days=1)
WINDOWS = [
    Window.of(departure, as_of=AS_OF, last=last, horizon_months=6)
    for departure in (AS_OF, date(2026, 1, 31))
    for last in (date(2026, 2, 28), date(2026, 6, 1))
]
ENDS = np.array([end.toordinal() for end in max((w.ends for w in WINDOWS), key=len)])
ADULT, YOUNG = Bound("age", low=216), Bound("age", high=420)
NEAR = Bound("age", low=216, high=218)
WOMEN = Bound("sex", value="F")


def family(*bodies: Alternatives) -> tuple[Family, list[PersonalGate]]:
    gates = [PersonalGate(body, ((),), window) for body in bodies for window in WINDOWS]
    known = MergedGates.of(gates)
    gates = [known.gate(place) for place in range(len(known))]
    return Family(known.bodies, known.body_of, known.windows, known.window_of, ENDS), gates


def born(days: int) -> NormalCandidate:
    return replace(person(), sex="F", birth_date=add_months(AS_OF, -216) + days * DAY)


@pytest.mark.parametrize("days", [-7000, -1, 0, 1, 30, 60, 92, 182, 183])
def test_someone_whose_day_of_birth_is_known_leaves_nothing_open(days: int) -> None:
    judge, gates = family(((ADULT, YOUNG),), ((NEAR,), (YOUNG, WOMEN)), ((NEAR,),))
    people = People.of([born(days)])
    states, is_left = judge.judge(people)
    assert not is_left.any()
    nothing = np.zeros((1, 0), dtype=np.int16)
    for place, gate in enumerate(gates):
        alone = judge_personal(gate, people, nothing, nothing)
        for name in ("ready", "hopeful", "slack", "opens"):
            assert getattr(states[place], name).tolist() == getattr(alone, name).tolist()


def test_ages_that_follow_each_other_within_a_window_are_left_for_an_unknown_birth() -> None:
    wide, _ = family(((ADULT, YOUNG),))
    near, _ = family(((NEAR,),))
    people = People.of([person()])
    assert not wide.judge(people)[1].any()
    assert near.judge(people)[1].all()


def test_only_a_birth_of_which_something_is_known_too_widely_is_left() -> None:
    judge, _ = family(((ADULT, YOUNG),))
    year = replace(person(), birth_from=date(2007, 1, 1), birth_to=date(2007, 12, 31))
    decade = replace(person(), birth_from=date(2000, 1, 1), birth_to=date(2009, 12, 31))
    states, is_left = judge.judge(People.of([born(0), year, person(), decade]))
    assert is_left.any(axis=1).tolist() == [False, False, False, True]
    # Some of the year come of age by departure on the first of December, and some do not.
    assert (states.ready[1, 0], states.hopeful[1, 0] >= 0) == (-1, True)


def test_the_facts_that_a_family_asks_are_those_of_its_bounds() -> None:
    assert family(((ADULT, WOMEN),))[0].asked == ("age", "sex")
    assert family(((ADULT,),))[0].asked == ("age",)


def test_some_of_the_people_are_these_people() -> None:
    people = People.of([born(0), born(5), person()])
    chosen = some_of(people, np.array([2, 0]))
    assert chosen.size == 2
    assert chosen.extents["age"].low.tolist() == people.extents["age"].low[[2, 0]].tolist()


@pytest.mark.parametrize("first", [-2, -1, 0, 1, 90, 91, 92, 93, 181, 182, 183, 184])
@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_birth_known_within_days_is_judged_as_by_itself_at_every_boundary(
    first: int, width: int
) -> None:
    judge, gates = family(((ADULT, YOUNG),), ((NEAR,),), ((YOUNG,),))
    low = add_months(AS_OF, -216) + first * DAY
    known = replace(person(), sex="F", birth_from=low, birth_to=low + width * DAY)
    people, nothing = People.of([known]), np.zeros((1, 0), dtype=np.int16)
    states, is_left = judge.judge(people)
    for place, gate in enumerate(gates):
        alone = judge_personal(gate, people, nothing, nothing)
        if not is_left[0, place]:
            for name in ("ready", "hopeful", "slack", "opens"):
                assert getattr(states[place], name).tolist() == getattr(alone, name).tolist()

"""All merged gates at once: the state of each is the one that it has when it is judged alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import add_months
from matcher.eligibility.merged import MergedGates
from matcher.eligibility.personal import judge_personal
from matcher.eligibility.personal_gate import Alternatives, PersonalGate, Window
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate
from small_world import AS_OF, person

DAY = timedelta(days=1)
FEMALE, MALE = (Bound("sex", value=sex) for sex in "FM")
#: Ages that follow each other within a window, and ages that do not.
AGES = (216, 217, 222, 234, 420)
DAYS = (date(2025, 12, 1), date(2024, 1, 31), date(2024, 2, 29))
Codes = npt.NDArray[np.int16]


# --- draws -------------------------------------------------------------------------------

ages = st.builds(
    lambda low, high: Bound("age", low=low, high=high),
    st.sampled_from([None, *AGES]),
    st.sampled_from([None, *AGES]),
).filter(lambda bound: bound.low is not None or bound.high is not None)
bounds = st.one_of(
    ages,
    ages,
    st.sampled_from([FEMALE, MALE]),
    st.sampled_from([Bound("height", low=150), Bound("height", low=155, high=170)]),
    st.sampled_from([Bound("weight", high=60), Bound("weight", low=50, high=75)]),
)


def alternatives(leaves: st.SearchStrategy[Bound | int]) -> st.SearchStrategy[Alternatives]:
    clause = st.lists(leaves, max_size=3).map(tuple)
    return st.just(((),)) | st.lists(clause, max_size=2).map(tuple)


@st.composite
def some_window(draw: st.DrawFn, as_of: date) -> Window:
    departure = as_of + draw(st.sampled_from([-5, 0, 1, 30, 31, 59, 150, 182, 400])) * DAY
    last = as_of + draw(st.sampled_from([0, 1, 14, 30, 31, 45, 90, 91, 181])) * DAY
    return Window.of(departure, as_of=as_of, last=last, horizon_months=6)


@st.composite
def gates(draw: st.DrawFn, as_of: date) -> list[PersonalGate]:
    """A few bodies, each with a few windows."""
    leaves = bounds | bounds | bounds | st.integers(0, 1)
    found: list[PersonalGate] = []
    for _ in range(draw(st.integers(1, 4))):
        select, depart = draw(alternatives(leaves)), draw(alternatives(leaves))
        found += [
            PersonalGate(select, depart, window)
            for window in draw(st.lists(some_window(as_of), min_size=1, max_size=3))
        ]
    return found


@st.composite
def people(draw: st.DrawFn, as_of: date) -> NormalCandidate:
    near = draw(st.sampled_from([0, 1, 14, 29, 30, 31, 45, 90, 182, 400, -200])) * DAY
    born = add_months(as_of + near, -draw(st.sampled_from(AGES))) + draw(st.integers(-3, 3)) * DAY
    who = replace(
        person(),
        sex=draw(st.sampled_from([None, "F", "M"])),
        height_cm=draw(st.sampled_from([None, 149.0, 155.0, 180.0])),
        weight_kg=draw(st.sampled_from([None, 50.0, 60.0, 90.0])),
    )
    known = draw(st.sampled_from(["day", "day", "nothing", "month", "year", "ages", "since"]))
    if known == "day":
        return replace(who, birth_date=born)
    if known == "nothing":
        return who
    if known == "since":
        return replace(who, birth_from=born)
    length = {"month": 30, "year": 365, "ages": 2_000}[known]
    return replace(who, birth_from=born, birth_to=born + length * DAY)


# --- laws --------------------------------------------------------------------------------


@given(st.data())
def test_each_gate_has_the_state_that_it_has_alone(data: st.DataObject) -> None:
    as_of = data.draw(st.sampled_from(DAYS))
    given_gates = data.draw(gates(as_of))
    cohort = data.draw(st.lists(people(as_of), min_size=1, max_size=4))
    code = st.sampled_from((MET, UNKNOWN, MISSING + 1, NEVER))
    table = data.draw(st.lists(st.tuples(code, code), min_size=len(cohort), max_size=len(cohort)))
    codes = np.array(table, dtype=np.int16)
    failing = np.where(codes == UNKNOWN, np.int16(MISSING + 2), codes)
    compare(given_gates, cohort, codes, failing)


ADULT, OF_20, UNDER_20 = Bound("age", low=216), Bound("age", low=240), Bound("age", high=240)
#: Ages that are over before a window is.
BRIEF, AGAIN = Bound("age", low=216, high=219), Bound("age", low=240, high=244)
BEFORE, AFTER = Bound("age", high=216), Bound("age", low=219)
TALL, LIGHT = Bound("height", low=155), Bound("weight", high=60)
NOTHING: Alternatives = ((),)
BODIES: tuple[tuple[Alternatives, Alternatives], ...] = (
    (NOTHING, NOTHING),
    ((), NOTHING),
    (((ADULT,),), NOTHING),
    (NOTHING, ((ADULT,),)),
    (((ADULT, UNDER_20),), ((OF_20,), (FEMALE,))),
    (((BRIEF,),), NOTHING),
    (((BRIEF,), (OF_20, MALE)), NOTHING),
    (NOTHING, ((BRIEF,), (OF_20,))),
    (((BRIEF,), (AGAIN,)), NOTHING),
    (NOTHING, ((BEFORE,), (AFTER,))),
    (((ADULT, MALE), (FEMALE, OF_20)), NOTHING),
    (((MALE,), (TALL,)), ((FEMALE,), (TALL,))),
    (((TALL, ADULT), (LIGHT, UNDER_20)), ((UNDER_20,),)),
    (((0, FEMALE), (ADULT,)), ((1,),)),
    (((0,), (UNDER_20,)), NOTHING),
)


@pytest.mark.parametrize(
    "windows",
    [[(0, 0)], [(0, 0), (0, 181), (31, 45), (31, 20), (120, 90), (150, 170)]],
    ids=["one day", "half a year"],
)
def test_each_of_many_gates_has_the_state_that_it_has_alone(
    windows: list[tuple[int, int]],
) -> None:
    grid = [
        PersonalGate(select, depart, Window.of(AS_OF + first * DAY, as_of=AS_OF,
                                               last=AS_OF + last * DAY, horizon_months=6))
        for select, depart in BODIES
        for first, last in windows
    ]  # fmt: skip
    days = [
        add_months(AS_OF, -months) + shift * DAY
        for months in (216, 219, 240)
        for shift in (-2, 0, 1, 31, 46, 100)
    ]
    born = [replace(person(), birth_date=day, sex="M", height_cm=160.0) for day in days]
    roughly = [
        replace(person(), birth_from=day, birth_to=day + length * DAY, sex=sex)
        for day, length in [(days[0], 30), (days[6], 90), (days[12], 700), (days[2], 2_000)]
        for sex in ("F", None)
    ]
    unborn = [person(), replace(person(), sex="F"), replace(person(), birth_from=days[3])]
    cohort = [*born, *roughly, *unborn, replace(born[1], height_cm=None, sex=None)]
    codes = np.array([[UNKNOWN, MISSING + place % 3] for place in range(len(cohort))], np.int16)
    compare(grid, cohort, codes, np.where(codes == UNKNOWN, np.int16(NEVER), codes))


def compare(
    given_gates: list[PersonalGate], cohort: list[NormalCandidate], codes: Codes, failing: Codes
) -> None:
    """Every gate is judged with the others as it is alone."""
    together = MergedGates.of(given_gates)
    states = together.judge(cohort, codes, failing)
    for number, gate in enumerate(given_gates):
        assert together.gate(together.places[number]) == gate
        alone = judge_personal(gate, cohort, codes, failing)
        found = states[together.places[number]]
        for name in ("ready", "hopeful", "slack", "opens"):
            assert getattr(found, name).tolist() == getattr(alone, name).tolist(), (name, gate)

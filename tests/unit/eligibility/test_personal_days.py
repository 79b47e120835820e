"""Merged gates as days: the months that the kernel finds are those of the gates judged alone."""

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
from matcher.eligibility.personal_days import PersonalDays
from matcher.eligibility.personal_facts import People
from matcher.eligibility.personal_gate import Alternatives, PersonalGate, Window
from matcher.eligibility.personal_worlds import PersonalWorlds
from matcher.eligibility.planes import Planes
from matcher.kernels import (
    MET,
    MISSING,
    NEEDS_PROOF,
    NEVER,
    READY,
    TRAINABLE,
    UNKNOWN,
    Verdicts,
)
from matcher.kernels.verdict_arrays import (
    NO_LEAD,
    Board,
    Claims,
    Literals,
    Sets,
    TemplateList,
)
from matcher.kernels.verdict_arrays import People as Everyone
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate
from small_world import AS_OF, person

DAY = timedelta(days=1)
AGES = (216, 217, 222, 234, 420)
#: Days of judging: a plain one, the end of a long month, a leap day.
DAYS = (AS_OF, date(2024, 1, 31), date(2024, 2, 29))
LEADS = range(8)
#: The columns of codes that gates may read beside personal facts.
COLUMNS = 2
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
    st.sampled_from([Bound("sex", value="F"), Bound("sex", value="M")]),
    st.sampled_from([Bound("height", low=150), Bound("height", low=155, high=170)]),
    st.sampled_from([Bound("weight", high=60), Bound("weight", low=50, high=75)]),
)


def alternatives(leaves: st.SearchStrategy[Bound | int]) -> st.SearchStrategy[Alternatives]:
    clause = st.lists(leaves, max_size=3).map(tuple)
    return st.just(((),)) | st.lists(clause, max_size=3).map(tuple)


@st.composite
def windows(draw: st.DrawFn, as_of: date) -> Window:
    departure = as_of + draw(st.sampled_from([0, 1, 30, 31, 59, 150, 182, 400])) * DAY
    last = as_of + draw(st.sampled_from([0, 1, 14, 30, 31, 45, 90, 91, 181])) * DAY
    return Window.of(departure, as_of=as_of, last=last, horizon_months=6)


@st.composite
def gates(draw: st.DrawFn, as_of: date) -> list[PersonalGate]:
    """A few bodies, each with a few windows."""
    found: list[PersonalGate] = []
    for _ in range(draw(st.integers(1, 4))):
        leaves = draw(st.sampled_from([bounds, bounds | bounds | st.integers(0, 1)]))
        select, depart = draw(alternatives(leaves)), draw(alternatives(leaves))
        found += [
            PersonalGate(select, depart, window)
            for window in draw(st.lists(windows(as_of), min_size=1, max_size=3))
        ]
    return found


@st.composite
def people(draw: st.DrawFn, as_of: date) -> NormalCandidate:
    near = draw(st.sampled_from([0, 1, 14, 29, 30, 31, 45, 90, 182, 400, -200])) * DAY
    born = add_months(as_of + near, -draw(st.sampled_from(AGES))) + draw(st.integers(-3, 3)) * DAY
    height = draw(st.sampled_from([None, 149.0, 155.0, 180.0]))
    who = replace(
        person(),
        sex=draw(st.sampled_from([None, "F", "M"])),
        height_cm=height,
        height_cm_from=None if height else draw(st.sampled_from([None, 151.0, 156.0])),
        weight_kg=draw(st.sampled_from([None, 50.0, 60.0, 90.0])),
    )
    known = draw(st.sampled_from(["day", "day", "nothing", "month", "year", "ages", "since", "to"]))
    if known == "day":
        return replace(who, birth_date=born)
    if known == "since":
        return replace(who, birth_from=born)
    if known == "to":
        return replace(who, birth_to=born)
    if known == "nothing":
        return who
    length = {"month": 30, "year": 365, "ages": 2_000}[known]
    return replace(who, birth_from=born, birth_to=born + length * DAY)


# --- laws --------------------------------------------------------------------------------


def board_of(days: PersonalDays) -> Board:
    """A board with a template for each merged gate and lead, to leave with it at departure.

    Its first literals are the columns that gates may read; the others take one lead each.
    """
    gates = days.merged.opens.size
    leads = np.array(LEADS, dtype=np.uint8)
    return Board(
        literals=Literals(
            home=np.ones(COLUMNS + leads.size, np.uint8),
            missing=np.append(np.full(COLUMNS, NO_LEAD, np.uint8), MISSING + leads),
            failing=np.full(COLUMNS + leads.size, NO_LEAD, np.uint8),
        ),
        sets=Sets(
            terms=np.zeros(0, np.int32),
            term_starts=np.zeros(1, np.int64),
            clause_starts=np.zeros(1, np.int64),
            members=np.arange(COLUMNS, COLUMNS + leads.size, dtype=np.int32),
            member_starts=np.array([0, *range(leads.size + 1)]),
        ),
        moments=days.moments,
        bodies=days.bodies,
        merged=days.merged,
        templates=TemplateList(
            starts=np.arange(gates + 1) * leads.size,
            place=np.arange(gates * leads.size, dtype=np.int32),
            select=np.zeros(gates * leads.size, np.int32),
            depart=np.tile(1 + np.arange(leads.size, dtype=np.int32), gates),
            vacancies=np.ones(gates * leads.size, np.int32),
        ),
    )


def claims_of(codes: Codes, failing: Codes) -> Claims:
    """Claims of people (n, columns) that all work answers with these codes."""
    size, columns = codes.shape
    said = np.minimum(np.stack([codes, failing], axis=2), NO_LEAD).astype(np.uint8)
    nothing = np.zeros(0, np.int32)
    return Claims(
        complete=np.ones((size, 1), np.uint8),
        starts=np.zeros(size + 1, np.int64),
        kind=nothing,
        since=nothing,
        until=nothing,
        may_last=np.zeros(0, np.uint8),
        answer_starts=np.zeros(1, np.int64),
        answers=nothing,
        codes=np.zeros((0, 2, 3), np.uint8),
        work_starts=np.arange(size + 1) * columns,
        work=np.tile(np.arange(columns, dtype=np.int32), size),
        work_codes=said.reshape(-1, 2),
    )


def months_of(
    merged: MergedGates, cohort: list[NormalCandidate], codes: Codes, failing: Codes
) -> dict[str, Codes]:
    """The months (n, m) that the kernel finds: as many as there are leads that fit, less one."""
    days = PersonalDays.of(merged, {column: column for column in range(COLUMNS)})
    facts = PersonalWorlds(days.forms).facts(People.of(cohort))
    kernel = Verdicts(board_of(days))
    (low, high), counts = kernel.planes(Everyone(claims_of(codes, failing), facts))
    rows, templates = np.indices((len(cohort), low.shape[1]))
    verdicts = Planes(low, high, counts).verdicts(rows.ravel(), templates.ravel())
    by_lead = verdicts.reshape(len(cohort), -1, len(LEADS))[:, days.merged_of]
    named = {"ready": READY, "hopeful": NEEDS_PROOF, "slack": TRAINABLE}
    return {name: (by_lead <= worst).sum(axis=2) - 1 for name, worst in named.items()}


def compare(
    given_gates: list[PersonalGate], cohort: list[NormalCandidate], codes: Codes, failing: Codes
) -> None:
    """The kernel finds for everyone what the merged gates themselves say."""
    merged = MergedGates.of(given_gates)
    expected = merged.judge(cohort, codes, failing)
    for name, found in months_of(merged, cohort, codes, failing).items():
        assert found.tolist() == getattr(expected, name).tolist(), name


@given(st.data())
def test_the_months_of_gates_are_those_of_their_days(data: st.DataObject) -> None:
    as_of = data.draw(st.sampled_from(DAYS))
    cohort = data.draw(st.lists(people(as_of), min_size=1, max_size=4))
    code = st.sampled_from((MET, UNKNOWN, MISSING + 1, NEVER))
    table = data.draw(st.lists(st.tuples(code, code), min_size=len(cohort), max_size=len(cohort)))
    codes = np.array(table, dtype=np.int16)
    compare(data.draw(gates(as_of)), cohort, codes, lacking(codes))


def lacking(codes: Codes) -> Codes:
    return np.where(codes == UNKNOWN, np.int16(MISSING + 2), codes)


ADULT, OF_20, UNDER_20 = Bound("age", low=216), Bound("age", low=240), Bound("age", high=240)
#: Ages that are over before a window is.
BRIEF, AGAIN = Bound("age", low=216, high=219), Bound("age", low=240, high=244)
FEMALE, MALE, TALL = Bound("sex", value="F"), Bound("sex", value="M"), Bound("height", low=155)
NOTHING: Alternatives = ((),)
BODIES: tuple[tuple[Alternatives, Alternatives], ...] = (
    (NOTHING, NOTHING),
    ((), NOTHING),
    (((ADULT,),), NOTHING),
    (NOTHING, ((ADULT,),)),
    (((ADULT, UNDER_20),), ((OF_20,), (FEMALE,))),
    (((BRIEF,),), NOTHING),
    (((BRIEF,), (OF_20, MALE)), NOTHING),
    (((BRIEF,), (AGAIN,)), NOTHING),
    (((ADULT, MALE), (FEMALE, OF_20)), NOTHING),
    (((MALE,), (TALL,)), ((FEMALE,), (TALL,))),
    (((0, FEMALE), (ADULT,)), ((1,),)),
    (((0,), (UNDER_20,)), NOTHING),
)


@pytest.mark.parametrize("size", [1, 40])
def test_people_alone_and_in_blocks_have_the_same_months(size: int) -> None:
    windows_ = [(0, 0), (0, 181), (31, 45), (31, 20), (120, 90)]
    grid = [
        PersonalGate(select, depart, Window.of(AS_OF + first * DAY, as_of=AS_OF,
                                               last=AS_OF + last * DAY, horizon_months=6))
        for select, depart in BODIES
        for first, last in windows_
    ]  # fmt: skip
    born = [
        replace(person(), birth_date=add_months(AS_OF, -months) + shift * DAY, sex=sex)
        for months in (216, 219, 240)
        for shift in (-2, 0, 31, 100)
        for sex in ("M", None)
    ]
    roughly = [
        replace(person(), birth_from=born[0].birth_date, birth_to=born[3].birth_date),
        person(),
        replace(person(), sex="F", height_cm=160.0),
        replace(person(), birth_to=born[9].birth_date),
    ]
    cohort = [*born, *roughly]
    codes = np.array([[UNKNOWN, MISSING + place % 3] for place in range(len(cohort))], np.int16)
    for start in range(0, len(cohort), size):
        some = slice(start, start + size)
        compare(grid, cohort[some], codes[some], lacking(codes[some]))


# --- the arrays --------------------------------------------------------------------------


def test_gates_that_ask_the_same_in_the_end_are_one() -> None:
    window = Window.of(AS_OF, as_of=AS_OF, last=AS_OF + 31 * DAY, horizon_months=6)
    twice = [
        PersonalGate(((ADULT, OF_20),), NOTHING, window),
        PersonalGate(((OF_20,), (OF_20, FEMALE)), NOTHING, window),
    ]
    days = PersonalDays.of(MergedGates.of(twice), {})
    assert days.merged_of.tolist() == [0, 0]
    assert days.bodies.form.size == 1
    assert days.moments.ages.tolist() == [0, 0, 240]


def test_windows_whose_leads_end_on_other_days_are_refused() -> None:
    windows_ = [
        Window.of(AS_OF, as_of=AS_OF + shift * DAY, last=AS_OF + 90 * DAY, horizon_months=3)
        for shift in (0, 1)
    ]
    given_gates = [PersonalGate(((ADULT,),), NOTHING, window) for window in windows_]
    with pytest.raises(ValueError, match="do not share the ends of their leads"):
        PersonalDays.of(MergedGates.of(given_gates), {})

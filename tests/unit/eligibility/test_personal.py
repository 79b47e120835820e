"""Sex, age, height and weight as one gate: exact to the day, over all that is not known."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import add_months
from matcher.eligibility.personal import (
    People,
    PersonalGate,
    PersonalState,
    Window,
    judge_personal,
)
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import (
    Bound,
    Literal,
    NormalExpression,
    clauses,
    either,
    every,
)
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.evidence import Evidence
from small_world import AS_OF, person

DAY = timedelta(days=1)
DEPARTURE = date(2026, 6, 1)
LAST = date(2026, 12, 1)
WINDOW = Window.of(DEPARTURE, as_of=AS_OF, last=LAST, horizon_months=12)
ALWAYS, SOMETIMES, UNMET = 0, 1, 2

FEMALE, MALE = (Bound("sex", value=sex) for sex in "FM")
ADULT = Bound("age", low=18 * 12)
UP_TO_40 = Bound("age", high=41 * 12)
#: A paper beside the personal facts: the column of codes that it stands in is 0.
PAPER = Literal("skill", "skill:smaw", None, Evidence.BNSP)

Outcome = tuple[int, int, date | None]


def laid_out(expression: NormalExpression) -> tuple[tuple[Bound | int, ...], ...]:
    """The alternatives of an expression, its papers as column 0."""
    return tuple(
        tuple(leaf if isinstance(leaf, Bound) else 0 for leaf in clause)
        for clause in clauses(expression)
    )


def state_of(
    gate: PersonalGate, who: NormalCandidate, paper: int = NEVER, failing: int | None = None
) -> PersonalState:
    """The state of one person whose paper has a code, and `failing` if the unknown turns out so."""
    codes = np.array([[paper]], dtype=np.int16)
    worst = codes if failing is None else np.array([[failing]], dtype=np.int16)
    return judge_personal(gate, [who], codes, worst)


def judged(
    expression: NormalExpression,
    who: NormalCandidate,
    *,
    window: Window = WINDOW,
    paper: int = NEVER,
) -> Outcome:
    """The standing, the slack in months, and the first day on which the gate can be met."""
    failing = NEVER if paper == UNKNOWN else paper
    gate = PersonalGate(laid_out(expression), ((),), window)
    found = state_of(gate, who, paper, failing)
    opens = int(found.opens[0])
    return found.standing(0), int(found.slack[0]), date.fromordinal(opens) if opens else None


def months(
    who: NormalCandidate,
    select: NormalExpression,
    depart: NormalExpression,
    paper: int = NEVER,
    failing: int | None = None,
) -> tuple[int, int, int]:
    """The months that may go by: in every completion, in a hopeful one, in any at all."""
    gate = PersonalGate(laid_out(select), laid_out(depart), WINDOW)
    found = state_of(gate, who, paper, failing)
    return int(found.ready[0]), int(found.hopeful[0]), int(found.slack[0])


def born(day: date) -> NormalCandidate:
    return replace(person(), birth_date=day)


def of_sex(sex: str) -> NormalCandidate:
    return replace(person(), sex=sex)


# --- the window --------------------------------------------------------------------------


def test_leads_end_so_many_months_after_the_day_of_judging() -> None:
    window = Window.of(DEPARTURE, as_of=AS_OF, last=LAST, horizon_months=2)
    assert window.ends == (AS_OF, date(2026, 1, 1), date(2026, 2, 1))
    assert window.as_of == AS_OF


def test_leads_do_not_end_after_the_last_day() -> None:
    window = Window.of(DEPARTURE, as_of=AS_OF, last=date(2026, 2, 1), horizon_months=12)
    assert window.ends[-1] == date(2026, 2, 1)
    window = Window.of(DEPARTURE, as_of=AS_OF, last=date(2026, 1, 31), horizon_months=12)
    assert window.ends[-1] == date(2026, 1, 1)


def test_a_lead_of_no_months_ends_today_even_where_nobody_may_wait() -> None:
    window = Window.of(DEPARTURE, as_of=AS_OF, last=AS_OF, horizon_months=12)
    assert window.ends == (AS_OF,)


def test_who_needs_less_than_the_time_to_departure_leaves_then() -> None:
    window = Window.of(date(2026, 1, 15), as_of=AS_OF, last=LAST, horizon_months=3)
    assert window.days == (
        date(2026, 1, 15),
        date(2026, 1, 15),
        date(2026, 2, 1),
        date(2026, 3, 1),
    )


def test_a_gate_lists_its_bounds_by_fact() -> None:
    gate = PersonalGate(((FEMALE, ADULT), (MALE, 0)), ((UP_TO_40,),), WINDOW)
    assert gate.bounds("age") == [ADULT, UP_TO_40]
    assert gate.bounds("sex") == [FEMALE, MALE]
    assert gate.bounds("height") == []


# --- nothing asked -----------------------------------------------------------------------


def test_nothing_asked_is_met_and_one_may_wait_to_the_last_day() -> None:
    assert judged(every([]), person()) == (ALWAYS, 12, DEPARTURE)


@pytest.mark.parametrize(
    ("last", "slack"),
    [
        (date(2026, 12, 1), 12),
        (date(2026, 11, 30), 11),
        (date(2026, 7, 1), 7),
        (date(2026, 6, 30), 6),
        (DEPARTURE, 6),
        (DEPARTURE - DAY, 5),
        (AS_OF, 0),
    ],
)
def test_one_may_wait_as_long_as_a_lead_ends_by_the_last_day(last: date, slack: int) -> None:
    window = Window.of(DEPARTURE, as_of=AS_OF, last=last, horizon_months=12)
    assert judged(every([]), person(), window=window) == (ALWAYS, slack, DEPARTURE)


@pytest.mark.parametrize("months", [0, 1, 11])
def test_one_may_wait_no_longer_than_the_horizon(months: int) -> None:
    window = Window.of(AS_OF, as_of=AS_OF, last=LAST, horizon_months=months)
    assert judged(every([]), person(), window=window) == (ALWAYS, months, AS_OF)


# --- sex ---------------------------------------------------------------------------------


def test_the_sex_asked_for_is_met() -> None:
    assert judged(FEMALE, of_sex("F")) == (ALWAYS, 12, DEPARTURE)


def test_the_other_sex_is_never_met() -> None:
    assert judged(FEMALE, of_sex("M")) == (UNMET, -1, None)


def test_an_unknown_sex_may_be_the_one_asked_for() -> None:
    assert judged(FEMALE, person()) == (SOMETIMES, 12, DEPARTURE)


def test_where_either_sex_will_do_an_unknown_one_is_met() -> None:
    assert judged(either([FEMALE, MALE]), person()) == (ALWAYS, 12, DEPARTURE)


# --- least age ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birthday", "outcome"),
    [
        (DEPARTURE - DAY, (ALWAYS, 12, DEPARTURE)),
        (DEPARTURE, (ALWAYS, 12, DEPARTURE)),
        (DEPARTURE + DAY, (UNMET, 12, DEPARTURE + DAY)),
        (date(2026, 8, 17), (UNMET, 12, date(2026, 8, 17))),
        (LAST - DAY, (UNMET, 12, LAST - DAY)),
        (LAST, (UNMET, 12, LAST)),
        (LAST + DAY, (UNMET, -1, None)),
    ],
)
def test_the_least_age_is_reached_on_the_birthday(birthday: date, outcome: Outcome) -> None:
    assert judged(ADULT, born(birthday.replace(year=birthday.year - 18))) == outcome


def test_half_years_count_by_the_month() -> None:
    asked = Bound("age", low=19 * 12 + 6)
    assert judged(asked, born(date(2006, 12, 1))) == (ALWAYS, 12, DEPARTURE)
    assert judged(asked, born(date(2006, 12, 2)))[0] == UNMET


@pytest.mark.parametrize(
    ("departure", "state"),
    [(date(2026, 2, 28), UNMET), (date(2026, 3, 1), ALWAYS)],
)
def test_who_is_born_on_29_february_comes_of_age_on_1_march(departure: date, state: int) -> None:
    window = Window.of(departure, as_of=AS_OF, last=LAST, horizon_months=12)
    found = judged(ADULT, born(date(2008, 2, 29)), window=window)
    assert found == (state, 12, date(2026, 3, 1))


def test_who_comes_of_age_after_the_last_lead_may_wait_as_long_as_that_lead() -> None:
    window = Window.of(DEPARTURE, as_of=AS_OF, last=date(2026, 8, 17), horizon_months=12)
    assert judged(ADULT, born(date(2008, 8, 17)), window=window) == (
        UNMET,
        8,
        date(2026, 8, 17),
    )
    assert judged(ADULT, born(date(2008, 8, 18)), window=window) == (UNMET, -1, None)


# --- greatest age ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turning", "outcome"),
    [
        (DEPARTURE - DAY, (UNMET, -1, None)),
        (DEPARTURE, (UNMET, -1, None)),
        (DEPARTURE + DAY, (ALWAYS, 6, DEPARTURE)),
        (date(2026, 7, 1), (ALWAYS, 6, DEPARTURE)),
        (date(2026, 7, 2), (ALWAYS, 7, DEPARTURE)),
        (LAST, (ALWAYS, 11, DEPARTURE)),
        (LAST + DAY, (ALWAYS, 12, DEPARTURE)),
    ],
)
def test_one_is_too_old_from_the_next_birthday_on(turning: date, outcome: Outcome) -> None:
    assert judged(UP_TO_40, born(turning.replace(year=turning.year - 41))) == outcome


def test_both_ends_of_one_bound_must_hold() -> None:
    bound = Bound("age", 18 * 12, 41 * 12)
    assert judged(bound, born(date(2008, 6, 1))) == (ALWAYS, 12, DEPARTURE)
    assert judged(bound, born(date(2008, 6, 2))) == (UNMET, 12, date(2026, 6, 2))
    assert judged(bound, born(date(1985, 6, 1))) == (UNMET, -1, None)


def test_one_may_be_too_young_now_and_too_old_before_the_horizon() -> None:
    narrow = every([Bound("age", low=18 * 12), Bound("age", high=18 * 12 + 3)])
    assert judged(narrow, born(date(2008, 7, 15))) == (UNMET, 10, date(2026, 7, 15))


# --- unknown birth dates -----------------------------------------------------------------


@pytest.mark.parametrize(
    "bound", [ADULT, UP_TO_40, every([ADULT, UP_TO_40])], ids=["low", "high", "both"]
)
def test_an_unknown_birth_date_may_be_any(bound: NormalExpression) -> None:
    assert judged(bound, person()) == (SOMETIMES, 12, DEPARTURE)


def test_every_age_is_met_where_the_bounds_leave_no_gap() -> None:
    no_gap = either([Bound("age", high=480), Bound("age", low=480)])
    assert judged(no_gap, person()) == (ALWAYS, 12, DEPARTURE)


def test_a_gap_of_one_month_between_bounds_is_noticed() -> None:
    gap = either([Bound("age", high=480), Bound("age", low=481)])
    assert judged(gap, person()) == (SOMETIMES, 12, DEPARTURE)


def test_bounds_that_no_age_can_meet_are_never_met() -> None:
    nobody = every([Bound("age", high=480), Bound("age", low=480)])
    assert judged(nobody, person()) == (UNMET, -1, None)


def test_an_unknown_birth_date_does_not_matter_where_no_age_is_asked() -> None:
    assert judged(FEMALE, of_sex("F")) == (ALWAYS, 12, DEPARTURE)


def test_a_departure_at_the_end_of_the_calendar_is_judged_all_the_same() -> None:
    window = Window.of(date.max, as_of=AS_OF, last=LAST, horizon_months=12)
    assert judged(ADULT, born(date(2008, 6, 1)), window=window)[0] == ALWAYS
    assert judged(UP_TO_40, born(date(2008, 6, 1)), window=window)[0] == UNMET


def test_a_birth_date_beyond_every_life_is_too_young() -> None:
    assert judged(ADULT, born(date(9990, 1, 1))) == (UNMET, -1, None)


# --- birth dates known within ends -------------------------------------------------------


def born_between(first: date | None, last: date | None) -> NormalCandidate:
    return replace(person(), birth_from=first, birth_to=last)


COMES_OF_AGE = date(2008, 6, 1)


@pytest.mark.parametrize(
    ("first", "last", "outcome"),
    [
        (-1, 0, (ALWAYS, 12, DEPARTURE)),
        (0, 0, (ALWAYS, 12, DEPARTURE)),
        (0, 1, (SOMETIMES, 12, DEPARTURE)),
        (-900, 1, (SOMETIMES, 12, DEPARTURE)),
        (1, 1, (UNMET, 12, DEPARTURE + DAY)),
        (1, 900, (UNMET, 12, DEPARTURE + DAY)),
        (2, 900, (UNMET, 12, DEPARTURE + 2 * DAY)),
        (183, 900, (UNMET, 12, LAST)),
        (184, 900, (UNMET, -1, None)),
        (None, 0, (ALWAYS, 12, DEPARTURE)),
        (None, 1, (SOMETIMES, 12, DEPARTURE)),
        (0, None, (SOMETIMES, 12, DEPARTURE)),
        (1, None, (UNMET, 12, DEPARTURE + DAY)),
        (184, None, (UNMET, -1, None)),
    ],
)
def test_a_least_age_is_met_if_every_possible_birth_date_meets_it(
    first: int | None, last: int | None, outcome: Outcome
) -> None:
    ends = [None if shift is None else COMES_OF_AGE + shift * DAY for shift in (first, last)]
    assert judged(ADULT, born_between(*ends)) == outcome


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (1, 400, ALWAYS),
        (1, None, ALWAYS),
        (0, 0, UNMET),
        (0, 1, SOMETIMES),
        (-400, 0, UNMET),
        (-400, 1, SOMETIMES),
        (None, 0, UNMET),
        (None, 1, SOMETIMES),
    ],
)
def test_a_greatest_age_is_met_if_every_possible_birth_date_meets_it(
    first: int | None, last: int | None, state: int
) -> None:
    turns_41 = DEPARTURE.replace(year=DEPARTURE.year - 41)
    ends = [None if shift is None else turns_41 + shift * DAY for shift in (first, last)]
    assert judged(UP_TO_40, born_between(*ends))[0] == state


def test_a_year_of_birth_is_enough_where_all_its_days_are() -> None:
    within = every([ADULT, UP_TO_40])
    for year, state in ((1984, UNMET), (1985, SOMETIMES), (1986, ALWAYS), (2007, ALWAYS)):
        assert judged(within, born_between(date(year, 1, 1), date(year, 12, 31)))[0] == state
    year_2008 = born_between(date(2008, 1, 1), date(2008, 12, 31))
    assert judged(within, year_2008) == (SOMETIMES, 12, DEPARTURE)
    year_2009 = born_between(date(2009, 1, 1), date(2009, 12, 31))
    assert judged(within, year_2009) == (UNMET, -1, None)


def test_a_known_birth_date_is_taken_before_its_ends() -> None:
    who = replace(born_between(date(2007, 1, 1), date(2009, 1, 1)), birth_date=COMES_OF_AGE)
    assert judged(ADULT, who)[0] == ALWAYS


BIRTHS = st.builds(
    lambda age, shift: add_months(DEPARTURE, -age) + shift * DAY,
    st.sampled_from([216, 217, 222, 240]),
    st.integers(-4, 190),
)
AGES = st.builds(
    Bound,
    st.just("age"),
    st.sampled_from([None, 216, 217, 222]),
    st.sampled_from([None, 217, 222, 240, 241]),
)
LEAVES: st.SearchStrategy[Bound | int] = AGES | st.sampled_from([FEMALE, MALE, 0, 1])
ALTERNATIVES = st.lists(st.lists(LEAVES, max_size=3).map(tuple), max_size=3).map(tuple)
PAPERS = st.lists(
    st.sampled_from([MET, UNKNOWN, MISSING, MISSING + 7, NEVER]), min_size=2, max_size=2
)


@given(ALTERNATIVES, ALTERNATIVES, BIRTHS, st.integers(0, 40), PAPERS)
def test_an_interval_is_judged_as_all_its_days_together(
    select: Any,  # noqa: ANN401
    depart: Any,  # noqa: ANN401
    first: date,
    length: int,
    papers: list[int],
) -> None:
    gate = PersonalGate(select, depart, WINDOW)
    days = [born(first + shift * DAY) for shift in range(length + 1)]
    who = born_between(first, first + length * DAY)
    codes = np.array([papers] * len(days), dtype=np.int16)
    failing = np.where(codes == UNKNOWN, NEVER, codes).astype(np.int16)
    each = judge_personal(gate, days, codes, failing)
    found = judge_personal(gate, [who], codes[:1], failing[:1])
    assert found.ready[0] == each.ready.min()
    assert found.hopeful[0] == each.hopeful.max()
    assert found.slack[0] == each.slack.max()
    assert found.opens[0] == min((day for day in each.opens.tolist() if day), default=0)


# --- height and weight -------------------------------------------------------------------


@pytest.mark.parametrize("fact", ["height", "weight"])
@pytest.mark.parametrize(
    ("value", "state"),
    [(49.9, UNMET), (50, ALWAYS), (50.1, ALWAYS), (79.9, ALWAYS), (80, ALWAYS), (80.1, UNMET)],
)
def test_a_measure_is_met_up_to_and_at_its_bounds(fact: str, value: float, state: int) -> None:
    who = replace(person(), height_cm=value, weight_kg=65.0)
    if fact == "weight":
        who = replace(person(), height_cm=65.0, weight_kg=value)
    assert judged(Bound(fact, 50, 80), who)[0] == state


@pytest.mark.parametrize("fact", ["height", "weight"])
@pytest.mark.parametrize(("low", "high"), [(50.0, None), (None, 80.0)])
def test_a_measure_may_be_bounded_on_one_side(
    fact: str, low: float | None, high: float | None
) -> None:
    for value, met in ((1.0, high is not None), (999.0, low is not None)):
        who = replace(person(), height_cm=value, weight_kg=value)
        found = judged(Bound(fact, low, high), who)
        assert found == ((ALWAYS, 12, DEPARTURE) if met else (UNMET, -1, None))


@pytest.mark.parametrize("fact", ["height", "weight"])
def test_an_unknown_measure_may_be_any(fact: str) -> None:
    for bound in (Bound(fact, low=50), Bound(fact, high=80), Bound(fact, 50, 80)):
        assert judged(bound, person()) == (SOMETIMES, 12, DEPARTURE)


@pytest.mark.parametrize("fact", ["height", "weight"])
def test_every_measure_is_met_where_the_bounds_leave_no_gap(fact: str) -> None:
    no_gap = either([Bound(fact, high=60), Bound(fact, low=60)])
    assert judged(no_gap, person()) == (ALWAYS, 12, DEPARTURE)


@pytest.mark.parametrize("fact", ["height", "weight"])
def test_a_gap_between_measures_is_noticed(fact: str) -> None:
    gap = either([Bound(fact, high=60), Bound(fact, low=60.5)])
    assert judged(gap, person()) == (SOMETIMES, 12, DEPARTURE)


@pytest.mark.parametrize("fact", ["height", "weight"])
def test_one_measure_alone_is_possible_where_bounds_touch(fact: str) -> None:
    touching = every([Bound(fact, high=60), Bound(fact, low=60)])
    assert judged(touching, person()) == (SOMETIMES, 12, DEPARTURE)


@pytest.mark.parametrize("fact", ["height", "weight"])
@pytest.mark.parametrize(
    ("low", "high", "state"),
    [
        (50, 80, ALWAYS),
        (50, 50, ALWAYS),
        (49.9, 50, SOMETIMES),
        (80, 80.1, SOMETIMES),
        (40, 90, SOMETIMES),
        (40, 49.9, UNMET),
        (80.1, 90, UNMET),
        (50, None, SOMETIMES),
        (80.1, None, UNMET),
        (None, 80, SOMETIMES),
        (None, 49.9, UNMET),
    ],
)
def test_a_measure_within_ends_is_met_if_all_between_them_is(
    fact: str, low: float | None, high: float | None, state: int
) -> None:
    who = replace(person(), height_cm_from=low, height_cm_to=high)
    if fact == "weight":
        who = replace(person(), weight_kg_from=low, weight_kg_to=high)
    assert judged(Bound(fact, 50, 80), who)[0] == state


def test_a_gap_between_bounds_is_noticed_only_within_the_ends() -> None:
    gap = either([Bound("height", high=160), Bound("height", low=160.5)])
    for low, high, state in (
        (150, 160, ALWAYS),
        (160, 160.4, SOMETIMES),
        (160.1, 160.4, UNMET),
        (160, 160.5, SOMETIMES),
        (160.5, 170, ALWAYS),
    ):
        assert judged(gap, replace(person(), height_cm_from=low, height_cm_to=high))[0] == state


# --- several facts at once ---------------------------------------------------------------

TALL_BY_SEX = either(
    [every([MALE, Bound("height", low=160)]), every([FEMALE, Bound("height", low=150)])]
)


@pytest.mark.parametrize(
    ("height", "outcome"),
    [
        (165, (ALWAYS, 12, DEPARTURE)),
        (155, (SOMETIMES, 12, DEPARTURE)),
        (145, (UNMET, -1, None)),
        (None, (SOMETIMES, 12, DEPARTURE)),
    ],
)
def test_facts_that_hang_together_are_completed_together(
    height: float | None, outcome: Outcome
) -> None:
    assert judged(TALL_BY_SEX, replace(person(), height_cm=height)) == outcome


def test_anyone_whom_the_bounds_of_both_sexes_admit_is_met_whatever_the_sex() -> None:
    by_sex = either([every([MALE, UP_TO_40]), every([FEMALE, Bound("age", high=36 * 12)])])
    assert judged(by_sex, born(date(1996, 1, 1)))[0] == ALWAYS
    assert judged(by_sex, born(date(1988, 1, 1)))[0] == SOMETIMES
    assert judged(by_sex, born(date(1980, 1, 1)))[0] == UNMET


def test_the_slack_is_that_of_the_most_favourable_completion() -> None:
    by_sex = either([every([MALE, UP_TO_40]), every([FEMALE, Bound("age", high=36 * 12)])])
    # A woman would be too old from 2 July 2026 on, a man for years not.
    assert judged(by_sex, born(date(1990, 7, 2))) == (ALWAYS, 12, DEPARTURE)
    woman = replace(born(date(1990, 7, 2)), sex="F")
    assert judged(by_sex, woman) == (ALWAYS, 7, DEPARTURE)


def test_the_gate_opens_with_the_most_favourable_completion() -> None:
    by_sex = either([every([MALE, Bound("age", low=240)]), every([FEMALE, ADULT])])
    who = born(date(2008, 8, 17))
    assert judged(by_sex, who) == (UNMET, 12, date(2026, 8, 17))
    assert judged(by_sex, replace(who, sex="M")) == (UNMET, -1, None)


# --- beside other musts ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "outcome"),
    [
        (MET, (ALWAYS, 12, DEPARTURE)),
        (UNKNOWN, (SOMETIMES, 12, DEPARTURE)),
        (MISSING, (UNMET, 12, DEPARTURE)),
        (MISSING + 6, (UNMET, 12, DEPARTURE)),
        (MISSING + 7, (UNMET, 12, date(2026, 7, 1))),
        (MISSING + 12, (UNMET, 12, LAST)),
        (MISSING + 13, (UNMET, -1, None)),
        (NEVER, (UNMET, -1, None)),
    ],
)
def test_a_paper_beside_a_bound_is_met_missing_or_unknown(paper: int, outcome: Outcome) -> None:
    assert judged(every([FEMALE, PAPER]), of_sex("F"), paper=paper) == outcome


@pytest.mark.parametrize("paper", [MET, UNKNOWN, MISSING, NEVER])
def test_a_paper_beside_a_bound_that_is_not_met_is_no_use(paper: int) -> None:
    assert judged(every([FEMALE, PAPER]), of_sex("M"), paper=paper) == (UNMET, -1, None)


def test_a_paper_may_stand_for_a_bound() -> None:
    assert judged(either([FEMALE, PAPER]), of_sex("M"), paper=MET)[0] == ALWAYS
    assert judged(either([FEMALE, PAPER]), of_sex("M"), paper=UNKNOWN)[0] == SOMETIMES
    assert judged(either([FEMALE, PAPER]), of_sex("M"), paper=MISSING + 7) == (
        UNMET,
        12,
        date(2026, 7, 1),
    )
    assert judged(either([FEMALE, PAPER]), of_sex("F"), paper=NEVER)[0] == ALWAYS


def test_a_paper_that_comes_too_late_for_the_age_is_no_use() -> None:
    asked = every([UP_TO_40, PAPER])
    who = born(date(1985, 8, 2))
    assert judged(asked, who, paper=MISSING + 8) == (UNMET, 8, date(2026, 8, 1))
    assert judged(asked, who, paper=MISSING + 9) == (UNMET, -1, None)


# --- the months that may go by -----------------------------------------------------------

ANYBODY = every([])
BY_SEX = either([every([MALE, UP_TO_40]), every([FEMALE, Bound("age", high=36 * 12)])])
#: Too old for a woman from 2 July 2026 on, for a man for years not.
TURNING_36 = date(1990, 7, 2)
TURNING_41 = date(1985, 7, 2)


@pytest.mark.parametrize(
    ("who", "select", "expected"),
    [
        (person(), ANYBODY, (12, 12, 12)),
        (of_sex("F"), FEMALE, (12, 12, 12)),
        (person(), FEMALE, (-1, 12, 12)),
        (of_sex("M"), FEMALE, (-1, -1, -1)),
        (born(date(2008, 8, 17)), ADULT, (-1, -1, 12)),
        (born(TURNING_41), UP_TO_40, (7, 7, 7)),
        (born(TURNING_36), BY_SEX, (7, 12, 12)),
        (person(), UP_TO_40, (-1, 12, 12)),
    ],
    ids=[
        "anybody",
        "met",
        "unknown",
        "never",
        "too young",
        "too old soon",
        "by sex",
        "age unknown",
    ],
)
def test_months_may_go_by_in_every_in_a_hopeful_and_in_any_completion(
    who: NormalCandidate, select: NormalExpression, expected: tuple[int, int, int]
) -> None:
    assert months(who, select, ANYBODY) == expected


@pytest.mark.parametrize(
    ("depart", "who", "expected"),
    [
        (FEMALE, of_sex("F"), (12, 12, 12)),
        (FEMALE, of_sex("M"), (-1, -1, -1)),
        (FEMALE, person(), (-1, 12, 12)),
        (UP_TO_40, born(TURNING_41), (7, 7, 7)),
        # It is enough that one is of age when one leaves at last.
        (ADULT, born(date(2008, 8, 17)), (12, 12, 12)),
    ],
    ids=["met", "never", "unknown", "too old soon", "of age later"],
)
def test_what_is_asked_to_leave_must_only_stay_possible(
    depart: NormalExpression, who: NormalCandidate, expected: tuple[int, int, int]
) -> None:
    assert months(who, ANYBODY, depart) == expected


@pytest.mark.parametrize(
    ("paper", "failing", "expected"),
    [
        (MET, MET, (12, 12, 12)),
        (UNKNOWN, MISSING + 3, (-1, 12, 12)),
        (UNKNOWN, NEVER, (-1, 12, 12)),
        (MISSING, MISSING, (-1, -1, 12)),
        (MISSING + 12, MISSING + 12, (-1, -1, 12)),
        (MISSING + 13, MISSING + 13, (-1, -1, -1)),
        (NEVER, NEVER, (-1, -1, -1)),
    ],
)
def test_a_paper_to_be_chosen_is_met_or_hoped_for(
    paper: int, failing: int, expected: tuple[int, int, int]
) -> None:
    assert months(of_sex("F"), every([FEMALE, PAPER]), ANYBODY, paper, failing) == expected


@pytest.mark.parametrize(
    ("paper", "failing", "expected"),
    [
        (MET, MET, (12, 12, 12)),
        (UNKNOWN, NEVER, (12, 12, 12)),
        (MISSING + 12, MISSING + 12, (12, 12, 12)),
        (MISSING + 13, MISSING + 13, (-1, -1, -1)),
        (NEVER, NEVER, (-1, -1, -1)),
    ],
)
def test_a_paper_to_leave_with_need_only_be_possible(
    paper: int, failing: int, expected: tuple[int, int, int]
) -> None:
    assert months(of_sex("F"), ANYBODY, every([FEMALE, PAPER]), paper, failing) == expected


def test_an_unknown_paper_beside_an_age_leaves_only_the_months_of_the_age_for_sure() -> None:
    asked = either([UP_TO_40, PAPER])
    assert months(born(TURNING_41), asked, ANYBODY, UNKNOWN, NEVER) == (7, 12, 12)
    assert months(born(TURNING_41), asked, ANYBODY, UNKNOWN, MISSING + 8) == (12, 12, 12)


def test_an_alternative_to_an_unknown_paper_that_is_met_makes_it_sure() -> None:
    asked = either([FEMALE, PAPER])
    assert months(of_sex("F"), asked, ANYBODY, UNKNOWN, NEVER) == (12, 12, 12)


# --- blocks ------------------------------------------------------------------------------


def test_each_candidate_of_a_block_has_a_state_of_its_own() -> None:
    gate = PersonalGate(laid_out(every([FEMALE, ADULT])), ((),), WINDOW)
    people = [
        replace(born(date(2000, 1, 1)), sex="F"),
        person(),
        replace(born(date(2008, 8, 17)), sex="F"),
        of_sex("M"),
    ]
    codes = np.zeros((4, 1), dtype=np.int16)
    found = judge_personal(gate, people, codes, codes)
    assert [found.standing(row) for row in range(4)] == [ALWAYS, SOMETIMES, UNMET, UNMET]
    assert found.ready.tolist() == [12, -1, -1, -1]
    assert found.hopeful.tolist() == [12, 12, -1, -1]
    assert found.slack.tolist() == [12, 12, 12, -1]
    assert found.opens.tolist() == [
        DEPARTURE.toordinal(),
        DEPARTURE.toordinal(),
        date(2026, 8, 17).toordinal(),
        0,
    ]


def test_codes_are_those_of_the_own_row() -> None:
    gate = PersonalGate(((FEMALE, 0),), ((),), WINDOW)
    codes = np.array([[NEVER], [MET]], dtype=np.int16)
    found = judge_personal(gate, [of_sex("F"), of_sex("F")], codes, codes)
    assert found.ready.tolist() == [-1, 12]
    found = judge_personal(PersonalGate(((),), ((0,),), WINDOW), [person()] * 2, codes, codes)
    assert found.slack.tolist() == [-1, 12]


def test_people_of_whom_the_facts_were_taken_before_are_judged_alike() -> None:
    gate = PersonalGate(laid_out(every([FEMALE, ADULT])), ((),), WINDOW)
    people = [born(date(2000, 1, 1)), person(), born(date(2000, 1, 1)), of_sex("F")]
    codes = np.zeros((4, 1), dtype=np.int16)
    alone, together = (
        judge_personal(gate, one, codes, codes) for one in (people, People.of(people))
    )
    for name in ("ready", "hopeful", "slack", "opens"):
        assert getattr(alone, name).tolist() == getattr(together, name).tolist()


def test_no_candidate_has_no_state() -> None:
    codes = np.zeros((0, 1), dtype=np.int16)
    found = judge_personal(PersonalGate(((ADULT,),), ((),), WINDOW), [], codes, codes)
    assert found.ready.size == found.hopeful.size == found.slack.size == found.opens.size == 0


@pytest.mark.parametrize(
    ("ready", "hopeful", "standing"),
    [(0, 0, ALWAYS), (-1, 0, SOMETIMES), (-1, -1, UNMET), (3, 5, ALWAYS), (-1, 5, SOMETIMES)],
)
def test_no_month_to_spare_is_still_time_enough_to_stand(
    ready: int, hopeful: int, standing: int
) -> None:
    sure, hoped = (np.array([months], dtype=np.int16) for months in (ready, hopeful))
    state = PersonalState(ready=sure, hopeful=hoped, slack=hoped, opens=np.zeros(1, dtype=np.int64))
    assert state.standing(0) == standing

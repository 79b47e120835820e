"""Values of a personal fact in one class are told apart by no bound, and each age by its day."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import add_months
from matcher.eligibility.personal_axes import BirthAxis, MeasureAxis, SexAxis, turning
from matcher.eligibility.personal_facts import SEXES, Extent
from matcher.normalizing.expressions import Bound

DAY = timedelta(days=1)
ends = st.sampled_from([None, 150.0, 155.5, 160.0])
heights = st.builds(lambda low, high: Bound("height", low=low, high=high), ends, ends)
values = st.sampled_from([149.0, 150.0, 152.0, 155.5, 158.0, 160.0, 200.0])
days = st.dates(date(1970, 1, 1), date(2030, 12, 31))
months = st.integers(0, 60 * 12)


def extent(*values: float) -> Extent:
    return Extent(np.array(values), np.array(values))


def holds(bound: Bound, value: float) -> bool:
    return (bound.low is None or value >= bound.low) and (bound.high is None or value <= bound.high)


@given(st.lists(heights, max_size=3), values)
def test_a_bound_holds_in_a_class_exactly_where_it_holds_of_its_values(
    bounds: list[Bound], value: float
) -> None:
    axis = MeasureAxis.of(bounds)
    first, last = axis.span(extent(value))
    assert first.tolist() == last.tolist()
    for bound in bounds:
        if bound.low is None or bound.high is None or bound.low <= bound.high:
            assert bool(axis.truths(bound)[first[0]]) is holds(bound, value)


def test_what_is_not_known_of_a_measure_may_be_in_every_class() -> None:
    axis = MeasureAxis.of([Bound("height", low=150), Bound("height", high=160)])
    first, last = axis.span(Extent(np.array([-np.inf]), np.array([np.inf])))
    assert (first.tolist(), last.tolist()) == ([0], [axis.size - 1])


def test_a_sex_that_is_not_asked_tells_nobody_apart() -> None:
    both = Extent(np.array([0, 1, 0]), np.array([0, 1, 1]))
    asked, other = SexAxis(is_asked=True), SexAxis(is_asked=False)
    assert [end.tolist() for end in asked.span(both)] == [[0, 1, 0], [0, 1, 1]]
    assert [end.tolist() for end in other.span(both)] == [[0, 0, 0], [0, 0, 0]]
    assert [asked.truths(Bound("sex", value=sex)).tolist() for sex in SEXES] == [
        [True, False],
        [False, True],
    ]


@pytest.mark.parametrize(
    "day", [date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28), date(2025, 3, 1),
            date(2026, 3, 31), date(2026, 5, 1)]
)  # fmt: skip
@pytest.mark.parametrize("age", [1, 216, 217])
def test_runs_part_between_the_last_who_came_of_age_by_a_day_and_the_next(
    day: date, age: int
) -> None:
    axis = BirthAxis.of([age], [day])
    (start,) = axis.starts.tolist()
    first_later = date.fromordinal(start)
    assert add_months(first_later, age) > day >= add_months(first_later - DAY, age)


@given(days, months)
def test_an_age_is_reached_on_the_day_that_the_calendar_says(birth: date, age: int) -> None:
    reached = turning(np.array([birth.toordinal()]), age)
    assert reached.tolist() == [add_months(birth, age).toordinal()]


@given(
    st.lists(st.integers(17 * 12, 41 * 12), min_size=1, max_size=3, unique=True),
    st.lists(st.dates(date(2024, 1, 1), date(2027, 12, 31)), min_size=1, max_size=3),
    st.dates(date(1983, 1, 1), date(2011, 1, 1)),
)
def test_birth_dates_of_one_run_have_reached_the_same_ages_on_the_same_days(
    ages: list[int], compared: list[date], birth: date
) -> None:
    axis = BirthAxis.of(sorted(ages), compared)
    (run,), _ = axis.span(extent(birth.toordinal()))
    example = date.fromordinal(int(axis.births[run]))
    for age in ages:
        for day in compared:
            assert (add_months(birth, age) <= day) is (add_months(example, age) <= day)
    # A day earlier than the first of a run is in another one.
    if run:
        (before,), _ = axis.span(extent((example - DAY).toordinal()))
        assert before == run - 1

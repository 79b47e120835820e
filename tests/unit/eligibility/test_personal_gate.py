"""The window of a departure, and what a gate asks of each fact."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import add_months
from matcher.eligibility.personal_gate import PersonalGate, Window
from matcher.normalizing.expressions import Bound

AS_OF = date(2025, 12, 1)
days = st.dates(date(2025, 6, 1), date(2028, 1, 1))


@given(days, days, st.integers(0, 24))
def test_leads_end_in_order_and_none_after_the_last_day(
    departure: date, last: date, horizon: int
) -> None:
    window = Window.of(departure, as_of=AS_OF, last=last, horizon_months=horizon)
    assert window.as_of == AS_OF
    assert list(window.ends) == [add_months(AS_OF, lead) for lead in range(len(window.ends))]
    assert all(end <= last for end in window.ends[1:])
    assert len(window.ends) == horizon + 1 or add_months(AS_OF, len(window.ends)) > last


@given(days, st.integers(0, 24))
def test_nobody_leaves_before_departure_nor_before_a_lead_has_ended(
    departure: date, horizon: int
) -> None:
    window = Window.of(departure, as_of=AS_OF, last=date(2028, 1, 1), horizon_months=horizon)
    assert all(
        day >= departure and day >= end and day in (departure, end)
        for day, end in zip(window.days, window.ends, strict=True)
    )


def test_a_gate_lists_its_bounds_and_columns_of_both_stages() -> None:
    adult, tall = Bound("age", low=216), Bound("height", low=150)
    window = Window.of(AS_OF, as_of=AS_OF, last=AS_OF, horizon_months=0)
    gate = PersonalGate(((adult, 3), (tall,)), ((adult, 1, 3),), window)
    assert gate.bounds("age") == [adult, adult]
    assert gate.bounds("height") == [tall]
    assert gate.bounds("sex") == []
    assert gate.columns() == [1, 3]


@pytest.mark.parametrize("horizon", [0, 6])
def test_without_time_there_is_the_day_of_judging_alone(horizon: int) -> None:
    window = Window.of(AS_OF, as_of=AS_OF, last=date(2025, 1, 1), horizon_months=horizon)
    assert window.ends == (AS_OF,)

"""The exact bounds of a gate: which birth dates fit, which measures, which levels."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import add_months
from matcher.explaining.bounds import bounds_of, first_birth, last_birth
from matcher.explaining.gate_facts import PersonalBound, ThingAsked
from matcher.normalizing.expressions import Bound, either, every
from small_world import TAXONOMY, ask, ask_work

DAY = date(2026, 6, 1)
ADULT, YOUNG = Bound("age", low=18 * 12), Bound("age", high=36 * 12)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1), date(2025, 12, 31)]
)


@given(DAYS, st.integers(0, 120 * 12), st.integers(-4, 4))
def test_whoever_is_born_up_to_the_last_birth_date_is_old_enough(
    day: date, months: int, shift: int
) -> None:
    born = last_birth(day, months) + timedelta(days=shift)
    assert (add_months(born, months) <= day) is (shift <= 0)
    assert first_birth(day, months) == last_birth(day, months) + timedelta(days=1)


def test_an_age_is_told_as_the_birth_dates_that_fit() -> None:
    (both,) = bounds_of(every([ADULT, YOUNG]), TAXONOMY, DAY)
    assert both == PersonalBound("age", 216, 431, None, date(1990, 6, 2), date(2008, 6, 1))
    (low,) = bounds_of(ADULT, TAXONOMY, DAY)
    assert low == PersonalBound("age", 216, None, None, None, date(2008, 6, 1))


def test_alternatives_stay_bounds_of_their_own() -> None:
    tall, man = Bound("height", low=160, high=190), Bound("sex", value="M")
    found = bounds_of(either([every([man, YOUNG]), every([tall, ADULT])]), TAXONOMY, DAY)
    assert [
        (one.fact, one.low, one.high, one.value) for one in found if one.kind == "personal"
    ] == [
        ("age", None, 431, None),
        ("sex", None, None, "M"),
        ("age", 216, None, None),
        ("height", 160, 190, None),
    ]


def test_a_level_is_told_with_the_order_of_its_scale() -> None:
    (test,) = bounds_of(ask("language:jlpt", 2), TAXONOMY, DAY)
    assert test == ThingAsked(
        concept="language:jlpt",
        label={"en": "JLPT", "id": "JLPT"},
        level="N4",
        scale="jlpt",
        order=("N5", "N4", "N3", "N2"),
        months=None,
        evidence="subject_mark",
        lead_months=6,
    )


def test_work_is_told_in_months_and_what_was_not_understood_by_its_text() -> None:
    (work,) = bounds_of(ask_work("occupation:welder", 12), TAXONOMY, DAY)
    assert isinstance(work, ThingAsked)
    assert (work.months, work.level, work.lead_months) == (12, None, None)
    (unread,) = bounds_of(ask("?skill:juggling"), TAXONOMY, DAY)
    assert isinstance(unread, ThingAsked)
    assert unread.lead_months is None
    assert "juggling" in unread.label["id"]

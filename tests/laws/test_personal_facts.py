"""Cases on sex, age and height: where facts are unknown, shared, or change while one waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import AS_OF, graduate, job, verdict
from drawn_people import between, births, widened
from matcher.engine import Matcher
from matcher.records import AnyOf, Asked, Candidate, Personal, Requirement
from strategies import engine, judged, pairs

DAY = timedelta(days=1)
BY_SEX = {"age_min": 20, "age_max_male": 40, "age_max_female": 35}


def test_thirty_is_within_men_20_to_40_and_women_20_to_35_whatever_the_sex() -> None:
    thirty = graduate(sex=None, birth_date=date(1995, 3, 3))
    thirty_seven = graduate(sex=None, birth_date=date(1988, 3, 3))
    forty_two = graduate(sex=None, birth_date=date(1983, 3, 3))
    assert verdict(thirty, job(**BY_SEX)) == "READY"
    assert verdict(thirty_seven, job(**BY_SEX)) == "NEEDS_PROOF"
    assert verdict(forty_two, job(**BY_SEX)) == "BARRED"


def test_nobody_is_both_a_man_and_a_woman_in_two_requirements() -> None:
    men = Requirement(expression=Personal(sex="M", age_max=30))
    women = Requirement(expression=Personal(sex="F"))
    assert verdict(graduate(sex=None), job(requirements=(men, women))) == "BARRED"


def test_a_birth_date_is_one_in_all_requirements() -> None:
    young = Requirement(expression=Personal(age_max=25))
    older = AnyOf(any=(Personal(age_min=26), Asked(section="languages", what="JLPT", level="N4")))
    vacancy = job(requirements=(young, Requirement(expression=older)))
    nobody = graduate(birth_date=None, languages="-")
    assert verdict(nobody, vacancy, horizon_months=3) == "BARRED"
    assert verdict(nobody, vacancy, horizon_months=12) == "TRAINABLE"
    assert verdict(graduate(birth_date=None, languages="JLPT|N4"), vacancy) == "NEEDS_PROOF"


def test_28_or_30_with_a_test_is_read_as_alternatives() -> None:
    with_test = Personal(age_max=30), Asked(section="languages", what="JLPT", level="N4")
    either = {"any": [{"age_max": 28}, {"all": with_test}]}
    vacancy = job(requirements=({"expression": either},))
    of_27, of_29 = date(1998, 6, 1), date(1996, 6, 1)
    assert verdict(graduate(birth_date=of_27, languages="-"), vacancy) == "READY"
    assert verdict(graduate(birth_date=of_29, languages="JLPT|N4"), vacancy) == "READY"
    assert verdict(graduate(birth_date=of_29), vacancy) == "NEEDS_PROOF"
    assert verdict(graduate(birth_date=of_29, languages="-"), vacancy) == "TRAINABLE"
    assert verdict(graduate(birth_date=date(1994, 1, 1), languages="JLPT|N4"), vacancy) == "BARRED"


def test_too_young_within_the_horizon_is_trainable_and_names_the_day() -> None:
    vacancy = job(age_min=20)
    turns_20 = graduate(birth_date=date(2006, 8, 17))
    why = Matcher(AS_OF).fit([vacancy]).explain(turns_20, vacancy)
    assert why.verdict == "TRAINABLE"
    assert date(2026, 8, 17) in {gate.by for gate in why.gates}
    assert "2026-08-17" in why.text("en")
    assert verdict(turns_20, vacancy, horizon_months=8) == "BARRED"
    assert verdict(graduate(birth_date=date(2006, 12, 1)), vacancy) == "TRAINABLE"
    assert verdict(graduate(birth_date=date(2006, 12, 2)), vacancy) == "BARRED"


def test_an_age_is_counted_in_completed_years_on_the_day_of_leaving() -> None:
    vacancy = job(age_min=18, age_max=24)
    assert verdict(graduate(birth_date=date(2008, 1, 15)), vacancy) == "READY"
    assert verdict(graduate(birth_date=date(2008, 1, 16)), vacancy) == "TRAINABLE"
    assert verdict(graduate(birth_date=date(2001, 1, 16)), vacancy) == "READY"
    assert verdict(graduate(birth_date=date(2001, 1, 15)), vacancy) == "BARRED"


def test_an_unknown_birth_date_may_be_any_that_fits_the_day_of_leaving() -> None:
    # Twenty when the work is done means nineteen today.
    vacancy = job(age_min=20, age_max=20, experience="welder|20 months")
    nobody = graduate(birth_date=None, experience="-")
    assert verdict(nobody, vacancy, horizon_months=24) == "TRAINABLE"
    assert verdict(nobody, vacancy, horizon_months=19) == "BARRED"


def test_what_takes_longer_than_the_age_allows_cannot_be_obtained() -> None:
    vacancy = job(age_max=24, languages="JLPT|N4")
    lacks_the_test = {"languages": "-"}
    turns_25_soon = graduate(birth_date=date(2001, 3, 1), **lacks_the_test)
    turns_25_late = graduate(birth_date=date(2001, 9, 1), **lacks_the_test)
    assert verdict(turns_25_soon, vacancy) == "BARRED"
    assert verdict(turns_25_late, vacancy) == "TRAINABLE"


def test_a_paper_that_comes_too_late_for_one_sex_leaves_something_to_prove() -> None:
    # The visa takes longer than the last months of being 24.
    vacancy = job(age_max_male=24, age_max_female=25, documents="document:work-visa")
    known = {"birth_date": date(2001, 1, 20), "documents": "-"}
    assert verdict(graduate(sex="F", **known), vacancy) == "READY"
    assert verdict(graduate(sex="M", **known), vacancy) == "BARRED"
    assert verdict(graduate(sex=None, **known), vacancy) == "NEEDS_PROOF"


def test_a_paper_asked_of_the_young_only_is_for_the_checklist() -> None:
    consent = AnyOf(
        any=(Personal(age_min=21), Asked(section="documents", what="document:family-consent"))
    )
    vacancy = job(requirements=(Requirement(expression=consent, stage="depart"),))
    of_19 = graduate(birth_date=date(2006, 6, 1), documents="-")
    assert verdict(of_19, vacancy) == "READY"


def test_height_and_weight_have_a_floor_and_a_ceiling_that_count_as_within() -> None:
    vacancy = job(height_min=160, height_max=180, weight_max=70)
    for height, weight, expected in (
        (160, 70, "READY"),
        (180, 45, "READY"),
        (159.5, 60, "BARRED"),
        (180.5, 60, "BARRED"),
        (170, 70.5, "BARRED"),
        (None, 60, "NEEDS_PROOF"),
        (170, None, "NEEDS_PROOF"),
        (None, 71, "BARRED"),
    ):
        assert verdict(graduate(height_cm=height, weight_kg=weight), vacancy) == expected


# --- facts known by their ends ------------------------------------------------------------

#: The first day of birth of those who are too young on the day of leaving, and of an age too old.
TOO_YOUNG, TOO_OLD = date(2008, 1, 16), date(2001, 1, 15)


def born(first: date, last: date) -> Candidate:
    return graduate(birth_date=None, birth_from=first, birth_to=last)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (TOO_OLD + DAY, TOO_YOUNG - DAY, "READY"),
        (TOO_OLD + DAY, TOO_YOUNG, "NEEDS_PROOF"),
        (TOO_OLD, TOO_YOUNG - DAY, "NEEDS_PROOF"),
        (TOO_OLD, TOO_OLD, "BARRED"),
        (TOO_OLD - DAY, TOO_OLD + DAY, "NEEDS_PROOF"),
        (TOO_YOUNG - DAY, TOO_YOUNG - DAY, "READY"),
        (TOO_YOUNG, TOO_YOUNG, "TRAINABLE"),
        (TOO_YOUNG, TOO_YOUNG + DAY, "TRAINABLE"),
        (date(2008, 12, 1), date(2009, 1, 1), "TRAINABLE"),
        (date(2008, 12, 2), date(2009, 1, 1), "BARRED"),
    ],
)
def test_a_birth_between_two_days_is_ready_if_all_days_between_them_are(
    first: date, last: date, expected: str
) -> None:
    assert verdict(born(first, last), job(age_min=18, age_max=24)) == expected


def test_a_year_of_birth_is_enough_where_every_day_of_it_is() -> None:
    for year, expected in (
        (2000, "BARRED"),
        (2001, "NEEDS_PROOF"),
        (2002, "READY"),
        (2007, "READY"),
        (2008, "NEEDS_PROOF"),
        (2009, "BARRED"),
    ):
        who = graduate(birth_date=str(year))
        assert verdict(who, job(age_min=18, age_max=24)) == expected, year


def test_too_young_by_every_day_of_a_month_names_the_first_day_that_may_do() -> None:
    vacancy = job(age_min=18)
    why = Matcher(AS_OF).fit([vacancy]).explain(graduate(birth_date="Agustus 2008"), vacancy)
    assert why.verdict == "TRAINABLE"
    assert date(2026, 8, 1) in {gate.by for gate in why.gates}


def test_a_height_between_two_ends_is_ready_if_all_between_them_is() -> None:
    vacancy = job(height_min=160, height_max=180)
    for height, expected in (
        ("160-180", "READY"),
        ("159.5-180", "NEEDS_PROOF"),
        ("160-180.5", "NEEDS_PROOF"),
        ("150-159.5", "BARRED"),
        ("160+", "NEEDS_PROOF"),
        ("181+", "BARRED"),
    ):
        assert verdict(graduate(height_cm=height), vacancy) == expected, height


@given(st.data())
def test_wider_ends_keep_every_verdict_possible_that_narrower_ones_had(
    data: st.DataObject,
) -> None:
    choice, vacancy, person = data.draw(pairs())
    fact = data.draw(st.sampled_from(["birth_date", "height_cm", "weight_kg"]))
    wide = data.draw(st.sampled_from([person, *widened(person, fact)]))
    [[(narrow, _)], [(wider, _)]] = judged(engine(choice, [vacancy]), _named([person, wide]))
    allowed = {
        "READY": {"READY", "NEEDS_PROOF"},
        "NEEDS_PROOF": {"NEEDS_PROOF"},
        "TRAINABLE": {"TRAINABLE", "NEEDS_PROOF"},
        "BARRED": {"BARRED", "TRAINABLE", "NEEDS_PROOF"},
    }
    assert wider in allowed[narrow]


@given(st.data())
def test_the_verdict_between_two_ends_is_that_of_both_halves_together(
    data: st.DataObject,
) -> None:
    choice, vacancy, person = data.draw(pairs())
    first = person.birth_date or data.draw(births(choice.as_of).filter(bool))
    assert first is not None
    before, behind = data.draw(st.integers(0, 400)), data.draw(st.integers(1, 400))
    middle = first + before * DAY
    last = middle + behind * DAY
    parts = [(first, last), (first, middle), (middle + DAY, last)]
    people = [between(person, "birth_date", *ends) for ends in parts]
    whole, *halves = (own[0][0] for own in judged(engine(choice, [vacancy]), _named(people)))
    if len(set(halves)) == 1:
        assert whole == halves[0]
    elif set(halves) & {"READY", "NEEDS_PROOF"}:
        assert whole == "NEEDS_PROOF"
    else:
        assert whole == "TRAINABLE"


def _named(people: Sequence[Candidate]) -> list[Candidate]:
    return [one.model_copy(update={"id": f"P{place}"}) for place, one in enumerate(people)]

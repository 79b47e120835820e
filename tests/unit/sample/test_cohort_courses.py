"""What a course decides: how old its graduates are, and which skills they can list."""

from datetime import timedelta

import numpy as np
import pytest

from matcher.sample.assumptions import packaged_assumptions
from matcher.sample.claims import ClaimDrawer
from matcher.sample.classes import Course
from matcher.sample.people import PeopleDrawer
from matcher.taxonomy import default_taxonomy

COOK = Course("education:kuliner", "none", "education:kuliner")
#: No rows of its own say what its graduates can do.
DENTAL = Course("education:asisten-dental", "none", "education:pekerjaan-sosial")


def offered(course: Course) -> set[str]:
    drawer = ClaimDrawer(packaged_assumptions(), default_taxonomy(), [course])
    return {concept for concept, _ in drawer.entries["skills"]}


def test_graduates_list_the_skills_stated_for_their_programme_and_for_everybody() -> None:
    table = packaged_assumptions()
    stated = {*table.texts("skills", COOK.programme), *table.texts("skills", "*")}
    assert offered(COOK) == stated


def test_a_programme_without_stated_skills_lists_what_it_teaches() -> None:
    table, taught = packaged_assumptions(), default_taxonomy().implies[DENTAL.programme]
    assert taught
    most = int(table.number("setting", "implied_most"))
    assert offered(DENTAL) == {*taught[:most], *table.texts("skills", "*")}


def test_the_training_track_goes_before_the_programme() -> None:
    course = Course("education:teknik-pengelasan", "welding-korea", "education:teknik-pengelasan")
    drawer = ClaimDrawer(packaged_assumptions(), default_taxonomy(), [course])
    occupations = [concept for concept, _ in drawer.entries["experience"]]
    assert occupations.count("occupation:welder") == 1


@pytest.mark.parametrize("later", [0, 1])
def test_a_course_of_four_years_is_left_a_year_later(later: int) -> None:
    drawer = PeopleDrawer(packaged_assumptions(), [COOK], np.array([later == 1]))
    course, graduated = np.zeros(500, np.int64), np.full(500, 600)
    facts = drawer.facts(course, graduated, np.random.default_rng(1))
    births = [day for day in facts["birth_date"].to_pylist() if day]
    left = np.datetime64(600, "M").astype("datetime64[D]").astype(object)
    ages = [(left - day) / timedelta(days=365.25) for day in births]
    assert min(ages) == pytest.approx(17 + later, abs=0.1)
    assert max(ages) == pytest.approx(20 + later, abs=0.2)

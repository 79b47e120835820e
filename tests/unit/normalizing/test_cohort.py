"""A cohort is the candidates that it was made of, whichever of them are taken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.cohort import NO_BIRTH, NO_SEX, Cohort
from matcher.normalizing.normalized import NormalCandidate, NormalWishes
from small_world import claim, person

DAYS = st.none() | st.sampled_from((date.min, date(2005, 2, 28), date.max))
MEASURES = st.none() | st.sampled_from((31.0, 150.5, 259.0))


def _with(facts: tuple[object, ...], name: str) -> NormalCandidate:
    names = ("sex", "birth_date", "birth_from", "birth_to", "height_cm", "height_cm_from")
    more = ("height_cm_to", "weight_kg", "weight_kg_from", "weight_kg_to", "wish_wage_min")
    made = person(claim("education:steel"), name=name)
    return replace(made, **dict(zip((*names, *more), facts, strict=True)))  # type: ignore[arg-type]


people = st.builds(
    _with,
    st.tuples(
        st.none() | st.sampled_from("FM"), DAYS, DAYS, DAYS, *(MEASURES for _ in range(6)), MEASURES
    ),
    st.sampled_from(("C1", "C2", "日")),
)


@given(st.lists(people, max_size=6))
def test_candidates_come_back(drawn: list[NormalCandidate]) -> None:
    cohort = Cohort.of(drawn)
    assert list(cohort) == drawn
    assert len(cohort) == len(drawn)
    assert Cohort.of(cohort) is cohort


@given(st.lists(people, max_size=6), st.slices(8))
def test_a_slice_has_those_that_a_list_gives(drawn: list[NormalCandidate], part: slice) -> None:
    assert list(Cohort.of(drawn)[part]) == drawn[part]


@given(st.lists(people, min_size=1, max_size=6), st.data())
def test_some_are_taken_in_any_order(drawn: list[NormalCandidate], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(drawn) - 1), max_size=8))
    taken = Cohort.of(drawn).take(np.array(rows, dtype=np.int64))
    assert list(taken) == [drawn[row] for row in rows]
    assert list(taken[1:]) == [drawn[row] for row in rows[1:]]


def test_one_is_found_from_either_end() -> None:
    drawn = [person(name="A"), person(name="B")]
    cohort = Cohort.of(drawn)
    assert (cohort[-1], cohort[0]) == (drawn[1], drawn[0])
    with pytest.raises(IndexError):
        cohort[2]


def test_a_slice_that_ends_before_it_begins_is_empty() -> None:
    assert list(Cohort.of([person(), person()])[1:0]) == []


def test_what_is_not_known_has_no_value() -> None:
    cohort = Cohort.of([person(), replace(person(), sex="M", birth_date=date.min)])
    assert cohort.sex.tolist() == [NO_SEX, 1]
    assert cohort.birth.known.tolist() == [NO_BIRTH, 1]
    assert np.isnan(cohort.height.known).all()
    assert [cohort.sex.dtype, cohort.birth.low.dtype] == [np.int8, np.int32]


def test_wishes_that_come_again_are_one() -> None:
    japan, none = frozenset({"Japan"}), NormalWishes(frozenset(), frozenset(), None, None)
    cohort = Cohort.of([person(), replace(person(), wish_countries=japan), person()])
    assert cohort.wishes == (none, none._replace(countries=japan))
    assert cohort.wish_codes.tolist() == [0, 1, 0]


def programmes(cohort: Cohort) -> Sequence[str | None]:
    return [cohort.programmes[code] if code >= 0 else None for code in cohort.programme]


def test_the_programme_is_the_first_listed_education() -> None:
    steel, kitchen = claim("education:steel"), claim("education:kitchen")
    cohort = Cohort.of([person(steel, kitchen), person(), person(kitchen)])
    assert programmes(cohort) == ["education:steel", None, "education:kitchen"]
    assert programmes(cohort[1:]) == [None, "education:kitchen"]
    assert programmes(Cohort.of([])) == []

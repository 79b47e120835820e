"""Which conditions people may meet: one way where all is known, else each that may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matcher.eligibility.personal_facts import People
from matcher.eligibility.personal_worlds import PersonalWorlds
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate
from small_world import person

FEMALE, MALE = Bound("sex", value="F"), Bound("sex", value="M")
TALL, LIGHT = Bound("height", low=155), Bound("weight", high=60)
MEN_OR_TALL = (frozenset({MALE}), frozenset({TALL}))
BY_SEX = (frozenset({FEMALE, TALL}), frozenset({MALE}))
ANYONE = (frozenset[Bound](),)
KNOWN = replace(person(), sex="F", birth_date=date(2000, 2, 29), height_cm=160.0, weight_kg=55.0)


def words(form: tuple[frozenset[Bound], ...], *people: NormalCandidate) -> list[list[int]]:
    """The words of each person, read beside another form."""
    facts = PersonalWorlds([ANYONE, form]).facts(People.of(people))
    patterns = facts.patterns[facts.kind, 1].tolist()
    starts = facts.word_starts.tolist()
    return [facts.words[starts[one] : starts[one + 1]].tolist() for one in patterns]


@pytest.mark.parametrize(
    ("who", "met"),
    [
        (KNOWN, [0b10]),
        (replace(KNOWN, sex="M"), [0b11]),
        (replace(KNOWN, height_cm=154.0), [0b00]),
        (replace(KNOWN, sex=None), [0b10, 0b11]),
        (replace(KNOWN, height_cm=None), [0b00, 0b10]),
        (replace(KNOWN, height_cm=None, height_cm_from=155.0), [0b10]),
        # Between the worst and the best way there are others, which decide nothing.
        (replace(KNOWN, sex=None, height_cm=None), [0b00, 0b11]),
    ],
    ids=str,
)
def test_the_conditions_are_met_in_every_way_that_may_be(
    who: NormalCandidate, met: list[int]
) -> None:
    assert words(MEN_OR_TALL, who) == [met]


def test_conditions_that_exclude_each_other_are_never_met_together() -> None:
    assert words(BY_SEX, replace(KNOWN, sex=None)) == [[0b01, 0b10]]
    assert words(BY_SEX, replace(KNOWN, sex=None, height_cm=None)) == [[0b00, 0b01, 0b10]]


def test_a_form_without_bounds_is_met_by_everyone() -> None:
    assert words(ANYONE, KNOWN, person()) == [[1], [1]]


def test_people_who_are_alike_as_far_as_any_bound_tells_are_of_one_kind() -> None:
    people = [KNOWN, replace(KNOWN, height_cm=171.0, weight_kg=None), replace(KNOWN, sex="M")]
    facts = PersonalWorlds([MEN_OR_TALL]).facts(People.of(people))
    assert facts.kind[0] == facts.kind[1] != facts.kind[2]
    assert facts.patterns.shape == (2, 1)


def test_births_are_days_or_the_days_between_which_they_lie() -> None:
    born = date(2000, 2, 29).toordinal()
    people = [
        KNOWN,
        replace(KNOWN, birth_date=None, birth_from=date(2000, 2, 29), birth_to=date(2000, 3, 9)),
        replace(KNOWN, birth_date=None),
    ]
    facts = PersonalWorlds([ANYONE]).facts(People.of(people))
    assert facts.first.tolist() == [born, born, 0]
    assert facts.last.tolist() == [born, born + 9, 2**31 - 2]


def test_nobody_has_no_facts() -> None:
    facts = PersonalWorlds([ANYONE, BY_SEX]).facts(People.of([]))
    assert (facts.kind.shape, facts.patterns.shape) == ((0,), (0, 2))


def test_what_was_found_of_others_changes_nothing() -> None:
    worlds = PersonalWorlds([MEN_OR_TALL, BY_SEX])
    worlds.facts(People.of([KNOWN, person()]))
    again = worlds.facts(People.of([replace(KNOWN, sex=None)]))
    starts = again.word_starts.tolist()
    found = [again.words[starts[one] : starts[one + 1]].tolist() for one in again.patterns[0]]
    assert found == [[0b10, 0b11], [0b01, 0b10]]

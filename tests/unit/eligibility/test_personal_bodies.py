"""Bodies in their simplest form: what nobody can meet, and what another makes idle, is gone."""

from __future__ import annotations

import pytest

from matcher.eligibility.personal_bodies import Body, Clause, simplest
from matcher.eligibility.personal_gate import Alternatives
from matcher.normalizing.expressions import Bound

ADULT, OF_20, UNDER_30 = Bound("age", low=216), Bound("age", low=240), Bound("age", high=360)
FEMALE, MALE = Bound("sex", value="F"), Bound("sex", value="M")
TALL, TALLER, SHORT = (
    Bound("height", low=155),
    Bound("height", low=160),
    Bound("height", high=150),
)
NOTHING: Alternatives = ((),)
LITERALS = {7: 0, 8: 1, 9: 0}


def select(*clauses: tuple[Bound | int, ...]) -> set[Clause]:
    """What clauses that are needed to be chosen come to."""
    found = simplest(clauses, NOTHING, LITERALS)
    assert found.select == found.both
    return set(found.select)


def test_bounds_on_one_fact_are_the_narrowest_of_them() -> None:
    condition = frozenset({Bound("height", 160, 170)})
    assert select((ADULT, OF_20, UNDER_30, TALL, TALLER, Bound("height", high=170))) == {
        Clause(condition, 240, 360)
    }


@pytest.mark.parametrize(
    "clause", [(FEMALE, MALE), (TALL, SHORT), (Bound("age", low=360), UNDER_30)], ids=str
)
def test_what_nobody_can_meet_is_gone(clause: tuple[Bound, ...]) -> None:
    assert select(clause) == set()
    assert select(clause, (FEMALE,)) == {Clause(frozenset({FEMALE}))}


def test_a_measure_may_be_asked_exactly() -> None:
    assert select((TALL, Bound("height", high=155))) == {
        Clause(frozenset({Bound("height", 155, 155)}))
    }


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ((), (ADULT,)),
        ((ADULT,), (OF_20,)),
        ((UNDER_30,), (Bound("age", high=359),)),
        ((ADULT, UNDER_30), (OF_20, UNDER_30)),
        ((FEMALE,), (FEMALE, TALL)),
        ((ADULT,), (ADULT, 7)),
        ((7,), (7, 8)),
    ],
    ids=str,
)
def test_an_alternative_that_asks_more_is_idle(
    wide: tuple[Bound | int, ...], narrow: tuple[Bound | int, ...]
) -> None:
    assert select(narrow, wide) == select(wide)
    assert select(narrow) != select(wide)


@pytest.mark.parametrize(
    ("one", "other"),
    [((FEMALE,), (MALE,)), ((ADULT,), (UNDER_30,)), ((OF_20,), (ADULT, FEMALE)), ((7,), (8,))],
    ids=str,
)
def test_alternatives_that_each_ask_something_of_their_own_stay(
    one: tuple[Bound | int, ...], other: tuple[Bound | int, ...]
) -> None:
    assert select(one, other) == select(one) | select(other)


def test_columns_of_one_literal_are_one() -> None:
    assert select((7, 9)) == {Clause(asked=frozenset({0}))}


def test_what_is_needed_to_leave_counts_for_everything_alone() -> None:
    found = simplest(((ADULT, 7),), ((FEMALE, 8), (MALE,)), LITERALS)
    assert found.select == {Clause(low=216, asked=frozenset({0}))}
    assert found.both == {
        Clause(frozenset({FEMALE}), 216, None, frozenset({0}), frozenset({1})),
        Clause(frozenset({MALE}), 216, None, frozenset({0})),
    }


def test_papers_make_an_alternative_idle_and_keep_it_from_making_others_so() -> None:
    idle = simplest(NOTHING, ((FEMALE, 8), (FEMALE,)), LITERALS)
    assert idle.both == {Clause(frozenset({FEMALE}))}
    kept = simplest(NOTHING, ((8,), (FEMALE,)), LITERALS)
    assert kept.both == {Clause(papers=frozenset({1})), Clause(frozenset({FEMALE}))}


def test_the_clauses_of_a_body_are_told_by_their_stage_in_one_order() -> None:
    first, second, third = Clause(), Clause(low=216), Clause(low=240)
    body = Body(frozenset({third, second}), frozenset({second, first}))
    assert list(body.clauses.items()) == [
        (first, (False, True)),
        (second, (True, True)),
        (third, (True, False)),
    ]

"""Expressions are canonical: what means the same is the same value with the same key."""

from collections.abc import Callable, Iterable

import pytest

from matcher.normalizing.expressions import (
    Bound,
    Either,
    Every,
    Given,
    Literal,
    NormalExpression,
    clauses,
    either,
    every,
    is_personal,
    leaves,
)
from matcher.records.evidence import Evidence

Join = Callable[[Iterable[NormalExpression]], NormalExpression]
A, B, C, D = (Literal("skill", f"skill:{name}", None, Evidence.UKK) for name in "abcd")
PROVEN_A = Literal("skill", "skill:a", None, Evidence.BNSP)
ADULT = Bound("age", low=216.0)


def test_the_key_of_a_literal_names_kind_concept_and_level() -> None:
    assert Literal("language", "language:jlpt", 2.0, Evidence.TEST).key == (
        "language|language:jlpt|2"
    )
    assert Literal("language", "language:ielts", 6.5, Evidence.TEST).key == (
        "language|language:ielts|6.5"
    )


def test_the_key_of_a_literal_without_level_ends_there() -> None:
    assert A.key == "skill|skill:a|"


def test_the_gate_key_of_a_literal_also_names_its_evidence() -> None:
    assert A.gate_key == "skill|skill:a||ukk"
    assert A.key == PROVEN_A.key
    assert A.gate_key != PROVEN_A.gate_key


def test_a_literal_with_a_question_mark_is_not_resolved() -> None:
    assert A.is_resolved
    assert not Literal("skill", "?juggling", None, Evidence.UKK).is_resolved


@pytest.mark.parametrize(
    ("bound", "key"),
    [
        (Bound("sex", value="F"), "~sex|F"),
        (Bound("age", low=216.0), "~age|216.."),
        (Bound("age", high=492.0), "~age|..492"),
        (Bound("height", low=155.5, high=190.0), "~height|155.5..190"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.fact,
)
def test_the_key_of_a_bound_names_the_fact_and_its_range(bound: Bound, key: str) -> None:
    assert bound.key == key
    assert bound.gate_key == key


def test_the_key_of_a_fact_of_the_vacancy_names_its_state() -> None:
    assert Given("verified", 1).key == "=verified|1"
    assert Given("verified", 1).gate_key == "=verified|1"


def test_the_keys_of_parts_are_joined() -> None:
    assert either([A, B]).key == "any(skill|skill:a|,skill|skill:b|)"
    assert every([A, B]).key == "all(skill|skill:a|,skill|skill:b|)"
    assert either([A, B]).gate_key == "any(skill|skill:a||ukk,skill|skill:b||ukk)"
    assert every([A, B]).gate_key == "all(skill|skill:a||ukk,skill|skill:b||ukk)"


@pytest.mark.parametrize("join", [either, every], ids=["either", "every"])
def test_parts_that_differ_in_evidence_alone_are_one_criterion_but_two_gates(
    join: Join,
) -> None:
    both: NormalExpression = join((A, PROVEN_A))
    assert both.key == A.key
    assert len(list(leaves(both))) == 2


@pytest.mark.parametrize("join", [either, every], ids=["either", "every"])
def test_the_order_of_parts_does_not_matter(join: Join) -> None:
    assert join((B, A)) == join((A, B))


@pytest.mark.parametrize("join", [either, every], ids=["either", "every"])
def test_a_part_counts_once(join: Join) -> None:
    assert join((A, B, A)) == join((A, B))


@pytest.mark.parametrize("join", [either, every], ids=["either", "every"])
def test_one_part_is_itself(join: Join) -> None:
    assert join((A, A)) is A


def test_nested_alternatives_are_flat() -> None:
    assert either([either([C, A]), B]) == either([A, B, C])


def test_nested_conjunctions_are_flat() -> None:
    assert every([every([C, A]), B]) == every([A, B, C])


def test_a_conjunction_inside_alternatives_stays() -> None:
    mixed = either([A, every([B, C])])
    assert isinstance(mixed, Either)
    assert {type(part) for part in mixed.parts} == {Literal, Every}


def test_no_alternative_at_all_is_an_empty_one() -> None:
    assert either([]) == Either(())
    assert either([]).key == "any()"


def test_leaves_are_read_left_to_right() -> None:
    assert list(leaves(every([A, either([B, C])]))) in ([A, B, C], [B, C, A])
    assert list(leaves(A)) == [A]


def test_an_expression_with_a_bound_anywhere_is_personal() -> None:
    assert is_personal(either([A, every([B, ADULT])]))
    assert is_personal(ADULT)


def test_an_expression_without_a_bound_is_not_personal() -> None:
    assert not is_personal(either([A, Given("verified", 1)]))


def test_a_leaf_is_one_clause() -> None:
    assert clauses(A) == ((A,),)


def test_alternatives_are_clauses_of_one_leaf() -> None:
    assert clauses(either([A, B])) == ((A,), (B,))


def test_a_conjunction_is_one_clause() -> None:
    assert clauses(every([A, B])) == ((A, B),)


def test_a_conjunction_of_alternatives_is_multiplied_out() -> None:
    expression = Every((Either((A, B)), Either((C, D))))
    assert clauses(expression) == ((A, C), (A, D), (B, C), (B, D))


def test_alternatives_of_conjunctions_stay_as_they_are() -> None:
    assert clauses(Either((Every((A, B)), C))) == ((A, B), (C,))


def test_nothing_asked_is_one_empty_clause() -> None:
    assert clauses(every([])) == ((),)


def test_no_alternative_is_no_clause() -> None:
    assert clauses(either([])) == ()

"""Constraints are told from what the work needs, and taking them out never asks for more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.constraints import (
    constraint_facts,
    is_constraint,
    names_constraint,
    without_constraints,
)
from matcher.normalizing.expressions import (
    Bound,
    Either,
    Every,
    Given,
    Literal,
    NormalExpression,
    either,
    every,
    leaves,
)
from matcher.records import Evidence
from matcher.tables import CONFIDENCES, read_data_table
from matcher.taxonomy import default_taxonomy

WOMEN, TALL, ADULT = Bound("sex", value="F"), Bound("height", low=160), Bound("age", low=216)
TATTOO = Literal("condition", "condition:no-tattoo", None, Evidence.SELF_REPORT)
WELDING = Literal("skill", "skill:smaw", None, Evidence.SUBJECT_MARK)
LEAVES = (WOMEN, TALL, ADULT, TATTOO, WELDING, Given("verified", 0))


def expressions() -> st.SearchStrategy[NormalExpression]:
    return st.recursive(
        st.sampled_from(LEAVES),
        lambda inner: st.builds(
            lambda join, parts: join(parts),
            st.sampled_from([either, every]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=6,
    )


def holds(expression: NormalExpression | None, true: frozenset[str]) -> bool:
    if expression is None:
        return True
    if isinstance(expression, Either):
        return any(holds(part, true) for part in expression.parts)
    if isinstance(expression, Every):
        return all(holds(part, true) for part in expression.parts)
    return expression.key in true


@pytest.mark.parametrize("leaf", [WOMEN, TALL, TATTOO])
def test_sex_body_and_looks_are_constraints(leaf: Bound | Literal) -> None:
    assert is_constraint(leaf)


@pytest.mark.parametrize("leaf", [ADULT, WELDING, Given("verified", 0)])
def test_age_work_and_facts_of_the_order_are_none(leaf: Bound | Literal | Given) -> None:
    assert not is_constraint(leaf)


def test_nothing_is_left_of_a_constraint_and_the_rest_is_kept() -> None:
    assert without_constraints(WOMEN) is None
    assert without_constraints(every([WOMEN, TALL])) is None
    assert without_constraints(every([WOMEN, ADULT])) == ADULT
    assert without_constraints(either([every([WOMEN, ADULT]), every([TALL, WELDING])])) == either(
        [ADULT, WELDING]
    )
    assert without_constraints(either([TATTOO, WELDING])) is None


@given(expressions(), st.frozensets(st.sampled_from([leaf.key for leaf in LEAVES])))
def test_without_constraints_nobody_who_met_it_fails(
    expression: NormalExpression, true: frozenset[str]
) -> None:
    kept = without_constraints(expression)
    assert holds(kept, true) or not holds(expression, true)
    assert kept is None or not any(map(is_constraint, leaves(kept)))


@given(expressions())
def test_what_names_no_constraint_stays_as_it_is(expression: NormalExpression) -> None:
    if not names_constraint(expression):
        assert without_constraints(expression) == expression


def test_every_row_of_the_table_is_a_fact_or_a_concept_with_its_source() -> None:
    taxonomy = default_taxonomy()
    for row in read_data_table("data/constraints.csv", package="matcher.normalizing"):
        fact = row.required("fact")
        assert fact in {"sex", "height", "weight"} or fact in taxonomy, fact
        assert row.required("confidence") in CONFIDENCES
        assert row.required("label_en")
        assert row.required("label_id")
        assert row.required("source")
    assert "age" not in constraint_facts()

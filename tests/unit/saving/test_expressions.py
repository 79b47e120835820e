"""Expressions come back from JSON as they were; what is no expression is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.expressions import (
    Bound,
    Either,
    Every,
    Given,
    Literal,
    NormalExpression,
)
from matcher.records.evidence import Evidence
from matcher.saving.expressions import LeafTable, LeafWriter

levels = st.none() | st.integers(0, 9) | st.floats(0, 9)
leaves = st.one_of(
    st.builds(
        Literal,
        st.sampled_from(["skill", "language"]),
        st.text(max_size=3),
        levels,
        st.sampled_from(Evidence),
    ),
    st.builds(Bound, st.sampled_from(["age", "sex"]), levels, levels, st.none() | st.just("F")),
    st.builds(Given, st.just("verified"), st.integers(0, 2)),
)


def joins(parts: st.SearchStrategy[NormalExpression]) -> st.SearchStrategy[NormalExpression]:
    several = st.lists(parts, max_size=3).map(tuple)
    return st.builds(Either, several) | st.builds(Every, several)


@given(asked=st.lists(st.recursive(leaves, joins, max_leaves=6), max_size=4))
def test_expressions_are_what_they_were(asked: list[NormalExpression]) -> None:
    writer = LeafWriter()
    text = json.dumps([writer.trees(asked), writer.rows()])
    trees, rows = json.loads(text)
    table = LeafTable(rows)
    assert table.expressions(trees) == tuple(asked)
    assert len(set(table.leaves)) == len(table.leaves)


def test_numbers_keep_their_kind() -> None:
    writer = LeafWriter()
    writer.trees([Bound("age", low=216, high=432.0)])
    (leaf,) = LeafTable(json.loads(json.dumps(writer.rows()))).leaves
    assert isinstance(leaf, Bound)
    assert (type(leaf.low), type(leaf.high)) == (int, float)


@pytest.mark.parametrize(
    "row",
    [
        [],
        ["skill"],
        ["literal", "skill", "a", None],
        ["literal", "skill", "a", None, "hearsay"],
        ["given", "verified"],
        ["bound", "age", 1, 2, None, 3],
        3,
        None,
    ],
    ids=str,
)
def test_what_is_no_leaf_is_refused(row: Any) -> None:  # noqa: ANN401 - any JSON at all
    with pytest.raises((TypeError, ValueError, LookupError)):
        LeafTable([row])


def bomb(depth: int) -> Any:  # noqa: ANN401 - a list of lists
    tree: Any = 0
    for _ in range(depth):
        tree = ["all", tree]
    return tree


@pytest.mark.parametrize(
    "tree", [1, -1, 0.5, "0", None, [], ["none", 0], [0, 0], ["any", [1]], bomb(102)], ids=str
)
def test_what_is_no_tree_is_refused(tree: Any) -> None:  # noqa: ANN401 - any JSON at all
    table = LeafTable([["given", "verified", 0]])
    assert table.expressions([0, bomb(100)])
    with pytest.raises((TypeError, ValueError, LookupError)):
        table.expression(tree)

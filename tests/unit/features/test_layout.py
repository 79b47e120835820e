"""Expressions lie in three arrays, each distinct leaf once."""

import numpy as np
import pytest

from matcher.features.layout import Layout, lay_out


def same(leaf: str) -> object:
    return leaf


def parts(layout: Layout[str]) -> tuple[list[int], list[int], list[int]]:
    return layout.terms.tolist(), layout.clauses.tolist(), layout.starts.tolist()


def test_one_leaf_is_one_term_of_one_clause() -> None:
    layout = lay_out([(("a",),)], key=same)
    assert layout.leaves == ("a",)
    assert parts(layout) == ([0], [0], [0])


def test_clauses_and_expressions_start_where_the_last_ones_ended() -> None:
    layout = lay_out([(("a", "b"), ("c",)), (("d",),), (("e",), ("f", "g"))], key=same)
    assert layout.leaves == tuple("abcdefg")
    assert parts(layout) == ([0, 1, 2, 3, 4, 5, 6], [0, 2, 3, 4, 5], [0, 2, 3])


def test_a_leaf_that_stands_twice_is_kept_once() -> None:
    layout = lay_out([(("a", "b"),), (("b", "a"),)], key=same)
    assert layout.leaves == ("a", "b")
    assert parts(layout) == ([0, 1, 1, 0], [0, 2], [0, 1])


def test_leaves_with_one_key_are_one_and_the_first_stays() -> None:
    layout = lay_out([(("a", "A"),), (("A",),)], key=str.casefold)
    assert layout.leaves == ("a",)
    assert layout.terms.tolist() == [0, 0, 0]


def test_the_length_is_the_number_of_expressions() -> None:
    assert len(lay_out([(("a",), ("b",)), (("c",),)], key=same)) == 2


def test_no_expression_is_an_empty_layout() -> None:
    layout = lay_out([], key=same)
    assert (len(layout), layout.leaves, parts(layout)) == (0, (), ([], [], []))


@pytest.mark.parametrize("name", ["terms", "clauses", "starts"])
def test_places_are_whole_numbers_of_64_bits(name: str) -> None:
    for layout in (lay_out([], key=same), lay_out([(("a",),)], key=same)):
        assert getattr(layout, name).dtype == np.int64


EXPRESSIONS = [(("a", "b"), ("c",)), (("c",),), (("a",), ("b", "d"))]


@pytest.mark.parametrize("some", [[], [1], [2, 0, 2], [0, 1, 2]])
def test_some_expressions_are_laid_out_as_they_are_in_the_whole(some: list[int]) -> None:
    whole = lay_out(EXPRESSIONS, key=same)
    terms, clauses, starts, row = whole.take(np.array(some, dtype=np.int64))
    alone = lay_out([EXPRESSIONS[one] for one in some], key=same)
    assert [whole.leaves[term] for term in terms.tolist()] == [
        alone.leaves[term] for term in alone.terms.tolist()
    ]
    assert (clauses.tolist(), starts.tolist()) == parts(alone)[1:]
    sizes = [sum(map(len, EXPRESSIONS[one])) for one in some]
    assert row.tolist() == [place for place, size in enumerate(sizes) for _ in range(size)]

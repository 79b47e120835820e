"""Covers is transitive and free of circles; nearness passes along covers."""

import pytest

from matcher.errors import DataTableError
from matcher.taxonomy.relations import close_covers, spread_similarity


def test_a_concept_covers_itself() -> None:
    assert close_covers(["a"], []) == {"a": frozenset({"a"})}


def test_covers_is_transitive_and_directed() -> None:
    closed = close_covers("abc", [("a", "b"), ("b", "c")])
    assert closed == {"a": frozenset("abc"), "b": frozenset("bc"), "c": frozenset("c")}


def test_two_ways_to_one_concept_are_no_circle() -> None:
    closed = close_covers("abcd", [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])
    assert closed["a"] == frozenset("abcd")


def test_a_circle_is_refused_with_the_concepts_in_it() -> None:
    with pytest.raises(DataTableError, match="'covers' runs in a circle: ") as caught:
        close_covers("abc", [("a", "b"), ("b", "a")])
    assert {"a", "b"} <= set(caught.value.reason)
    assert caught.value.table == "relations"


def test_a_concept_that_covers_itself_by_a_row_is_a_circle() -> None:
    with pytest.raises(DataTableError, match="circle"):
        close_covers("a", [("a", "a")])


def test_what_is_covered_is_fully_similar() -> None:
    closed = close_covers("ab", [("a", "b")])
    assert spread_similarity(closed, []) == {"a": {"a": 1.0, "b": 1.0}, "b": {"b": 1.0}}


def test_a_near_row_goes_one_way() -> None:
    closed = close_covers("ab", [])
    similar = spread_similarity(closed, [("a", "b", 0.4)])
    assert similar == {"a": {"a": 1.0, "b": 0.4}, "b": {"b": 1.0}}


def test_the_special_is_near_to_what_the_general_is_near_to() -> None:
    closed = close_covers(["special", "general", "other"], [("special", "general")])
    similar = spread_similarity(closed, [("general", "other", 0.4)])
    assert similar["special"]["other"] == 0.4


def test_what_is_near_to_a_thing_is_near_to_what_that_covers() -> None:
    closed = close_covers(["a", "special", "general"], [("special", "general")])
    similar = spread_similarity(closed, [("a", "special", 0.4)])
    assert similar["a"] == {"a": 1.0, "special": 0.4, "general": 0.4}


def test_nearness_does_not_pass_upwards() -> None:
    closed = close_covers(["special", "general", "other"], [("special", "general")])
    similar = spread_similarity(closed, [("special", "other", 0.4)])
    assert "other" not in similar["general"]


def test_nearness_does_not_chain() -> None:
    similar = spread_similarity(close_covers("abc", []), [("a", "b", 0.9), ("b", "c", 0.9)])
    assert "c" not in similar["a"]


@pytest.mark.parametrize("weights", [(0.4, 0.7), (0.7, 0.4)], ids=["rising", "falling"])
def test_the_greatest_of_several_weights_counts(weights: tuple[float, float]) -> None:
    closed = close_covers(["a", "b", "x"], [("a", "b")])
    similar = spread_similarity(closed, [("a", "x", weights[0]), ("b", "x", weights[1])])
    assert similar["a"]["x"] == 0.7


def test_covering_outweighs_nearness() -> None:
    closed = close_covers("ab", [("a", "b")])
    assert spread_similarity(closed, [("a", "b", 0.4)])["a"]["b"] == 1.0


def test_similar_concepts_are_in_the_order_of_their_ids() -> None:
    closed = close_covers("cba", [("b", "a")])
    assert list(spread_similarity(closed, [("b", "c", 0.5)])["b"]) == ["a", "b", "c"]

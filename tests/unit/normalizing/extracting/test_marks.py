"""Marks: every word of a mark must be there, and a weightier one hides its parts."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_adverts import drawn_adverts
from matcher.normalizing.extracting.marks import Marked, MarkIndex, Marks
from matcher.normalizing.folding import fold, is_native
from matcher.tables import Row, read_data_table
from matcher.taxonomy import Taxonomy, default_taxonomy

ROWS = tuple(read_data_table("data/marks.csv", package="matcher.normalizing"))


@cache
def marks() -> Marks:
    """The marks of the package's taxonomy."""
    return Marks.of(default_taxonomy())


def concepts(text: str) -> list[str]:
    """The concepts of the sayings in a text."""
    return [mark.concept for mark in marks().sayings.within(text)]


def test_every_concept_of_the_table_is_one_and_has_one_row_a_language() -> None:
    assert [
        row.text("concept") for row in ROWS if row.text("concept") not in default_taxonomy()
    ] == []
    keys = [(row.text("concept"), row.text("language")) for row in ROWS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", ROWS[::7], ids=lambda row: f"{row.text('concept')}-{row.number}")
def test_a_mark_is_found_in_the_words_that_it_is_made_of(row: Row) -> None:
    for item in row.items("marks"):
        spelled = " ".join(
            part.removesuffix("*") + "xx" * part.endswith("*") for part in item.split("+")
        )
        weights = {len(mark.words) for mark in marks().sayings.within(spelled)}
        assert weights, item


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jahit jaring yg sobek", ["skill:net-mending"]),
        ("sedot dahak", ["skill:sputum-suction"]),
        ("tidak bertato", ["condition:no-tattoo"]),
        ("日本語はN4程度", ["language:japanese", "language:jlpt"]),
        ("jaring", []),
        ("mandiri", []),
        ("", []),
    ],
)
def test_a_mark_needs_all_its_words(text: str, expected: list[str]) -> None:
    assert sorted(concepts(text)) == expected


@given(drawn_adverts)
def test_marks_are_those_that_a_plain_search_finds(text: str) -> None:
    folded = fold(text).split()

    def is_there(word: str) -> bool:
        if is_native(word):
            return any(word in run for run in folded if is_native(run))
        return any(run == word for run in folded if not is_native(run))

    index = MarkIndex.of(
        [
            Marked("a:b", frozenset({"las"}), 3),
            Marked("a:c", frozenset({"n4"}), 2),
            Marked("a:d", frozenset({"鉄筋"}), 6),
        ]
    )
    wanted = {
        mark for word, mark in (("las", "a:b"), ("n4", "a:c"), ("鉄筋", "a:d")) if is_there(word)
    }
    assert {mark.concept for mark in index.within(text)} == wanted


@given(st.permutations(["las", "pipa", "argon", "besok"]))
def test_the_order_of_words_changes_nothing(words: list[str]) -> None:
    assert set(concepts(" ".join(words))) == set(concepts("las pipa argon besok"))


def test_a_taxonomy_of_ones_own_has_its_names_as_marks_and_no_others() -> None:
    own = Marks.of(Taxonomy.from_labels(["x:1", "x:2"], ["beekeeping", "tea tasting"]))
    assert own.sayings.within("jahit jaring yg sobek") == ()
    assert [mark.concept for mark in own.names.within("experienced in tasting tea")] == ["x:2"]

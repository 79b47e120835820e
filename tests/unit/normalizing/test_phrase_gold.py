"""The phrase gold says of every real phrase which concept it means, or that none does.

`second` is another reading, made without seeing the first one nor any alias.

Concepts joined by `;` are each a right answer: alternatives, or the parts of an enumeration.
"""

import re
from pathlib import Path

import pytest

from matcher.tables import Row, read_data_table
from matcher.taxonomy import default_taxonomy

PATH = Path(__file__).parents[2] / "data" / "phrase_gold.csv"
COLUMNS = (*("id", "raw", "kind", "language", "expected", "second", "why", "source", "confidence"),)
KINDS = {"certificate", "education", "job_title", "language", "programme", "skill"}
GOLD = tuple(read_data_table(PATH))
READINGS = pytest.mark.parametrize("column", ["expected", "second"])
BY_ID = pytest.mark.parametrize("row", GOLD, ids=lambda row: str(row.text("id")))


def answers(row: Row, column: str = "expected") -> tuple[str, ...]:
    """The concepts that are right; none where the phrase means no concept."""
    return () if row.text(column) == "ABSTAIN" else row.items(column)


def test_no_phrase_is_lost() -> None:
    assert len(GOLD) == 178


def test_every_id_stands_once_and_in_order() -> None:
    ids = [row.text("id") for row in GOLD]
    assert ids == sorted(set(ids))


def test_every_phrase_stands_once() -> None:
    phrases = [row.required("raw").casefold() for row in GOLD]
    assert len(phrases) == len(set(phrases))


@BY_ID
def test_a_row_has_the_columns_of_the_table(row: Row) -> None:
    assert tuple(row.cells) == COLUMNS


@BY_ID
def test_an_id_is_ph_and_three_digits(row: Row) -> None:
    assert re.fullmatch(r"PH\d{3}", row.text("id"))


@BY_ID
def test_a_phrase_has_a_kind_and_a_language(row: Row) -> None:
    assert row.text("kind") in KINDS
    assert row.required("language")


@BY_ID
@READINGS
def test_a_reading_is_abstain_or_concepts_that_exist(row: Row, column: str) -> None:
    assert row.required(column)
    known = default_taxonomy().concepts
    assert [concept for concept in answers(row, column) if concept not in known] == []


@BY_ID
@READINGS
def test_answers_are_distinct_and_joined_without_gaps(row: Row, column: str) -> None:
    expected = answers(row, column) or ("ABSTAIN",)
    assert len(expected) == len(set(expected))
    assert row.cells[column] == ";".join(expected)


def test_two_readers_share_a_meaning_of_nearly_all_phrases() -> None:
    apart = [
        row.text("id")
        for row in GOLD
        if set(answers(row)).isdisjoint(answers(row, "second"))
        and (answers(row) or answers(row, "second"))
    ]
    assert len(apart) <= 0.05 * len(GOLD), apart


@BY_ID
def test_the_reason_is_one_short_sentence(row: Row) -> None:
    assert re.fullmatch(r"['A-Z0-9].{5,118}\.", row.text("why"))


@BY_ID
def test_a_row_says_where_the_phrase_was_read_and_how_sure_that_is(row: Row) -> None:
    assert row.required("source")
    assert row.text("confidence") in {"quoted", "derived", "recalled"}


def test_a_phrase_that_was_read_nowhere_is_not_called_quoted() -> None:
    assert {row.text("confidence") for row in GOLD if row.text("source") == "recalled"} == {
        "recalled"
    }

"""Words for fixed choices: every word of the table leads to a value that a record accepts."""

import pytest

from matcher.errors import CellError
from matcher.records import Candidate, Vacancy
from matcher.records.columns import TableName
from matcher.records.words import parse_currency, parse_word
from matcher.tables import read_data_table

ROWS = [
    (table, row.text("column"), word, row.text("value"))
    for row in read_data_table("data/words.csv", package="matcher.records")
    for table in row.items("tables")
    for word in (row.text("value"), *row.items("words"))
]


@pytest.mark.parametrize(("table", "column", "word", "value"), ROWS)
def test_every_word_stands_for_its_value(table: str, column: str, word: str, value: str) -> None:
    wide = f" {word.upper()}. "
    kind: TableName = "candidates" if table == "candidates" else "vacancies"
    if column == "currency":
        assert parse_currency(wide, kind) == value
    else:
        assert parse_word(wide, column, kind) == (None if value == "either" else value)
    if kind == "vacancies" and value != "either":
        Vacancy.model_validate({"id": "V", "title": "x", column: value})
    elif column == "sex" and value != "either":
        Candidate.model_validate({"id": "C", column: value})


def test_any_code_of_three_letters_is_a_currency() -> None:
    assert parse_currency(" php ", "vacancies") == "PHP"
    for text in ("pesos", "$", "12A", "PH"):
        with pytest.raises(CellError) as caught:
            parse_currency(text, "vacancies")
        assert caught.value.reason == f"'{text}' is no known currency."
        assert caught.value.repair == "Write its code of three letters, such as IDR."


def test_unknown_words_are_refused_with_the_known_values() -> None:
    with pytest.raises(CellError) as caught:
        parse_word("castle", "employer_type", "vacancies")
    assert caught.value.reason == "'castle' is unknown as 'employer_type'."
    assert caught.value.repair == (
        "Use one of: household, company, institution, vessel; empty if unknown."
    )

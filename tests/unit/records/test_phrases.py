"""Phrases: a text comes apart into numbers and what the table knows, and nothing is lost."""

import pytest
from hypothesis import given

from advert_texts import LONG_TEXTS, advert_texts
from matcher.errors import DataTableError
from matcher.records.phrases import lexer, lexer_of, plain
from matcher.tables import read_data_table

ROWS = [
    (row.required("kind"), row.required("meaning"), phrase)
    for row in read_data_table("data/phrases.csv", package="matcher.records")
    for phrase in row.items("phrases")
]
KINDS = tuple(dict.fromkeys(kind for kind, _, _ in ROWS))


@pytest.mark.parametrize(("kind", "meaning", "phrase"), ROWS)
def test_every_phrase_of_the_table_is_found_alone(kind: str, meaning: str, phrase: str) -> None:
    before = "1 " if kind == "unit" else ""
    for text in (phrase, phrase.upper()):
        token = list(lexer(kind).tokens(plain(before + text)))[-1]
        assert (token.kind, token.meaning) == (kind, meaning)


@given(advert_texts)
def test_the_pieces_are_all_of_the_text_but_its_blanks(text: str) -> None:
    prepared = plain(text)
    tokens = list(lexer(*KINDS, "sex").tokens(prepared))
    end = 0
    for token in tokens:
        assert not prepared[end : token.start].strip(" _")
        assert token.start < token.end
        end = token.end
    assert not prepared[end:].strip(" _")
    assert plain(prepared) == prepared


def test_a_phrase_does_not_begin_or_end_within_a_word() -> None:
    known = lexer("bound", "years")
    assert [token.kind for token in known.tokens("adminmin tahunan 20th")] == [
        "word", "word", "number", "years"
    ]  # fmt: skip


def test_a_unit_stands_behind_a_number() -> None:
    known = lexer("unit")
    assert [token.kind for token in known.tokens("m 2 m 2m + cm 3+ cm")] == [
        "word", "number", "unit", "number", "unit", "mark", "unit", "number", "mark", "unit"
    ]  # fmt: skip


def test_native_phrases_are_found_among_native_letters() -> None:
    assert [token.kind for token in lexer("fact").tokens("最低身長")] == ["word", "word", "fact"]


def test_hyphens_of_a_phrase_are_free_and_numbers_beyond_figures_are_words() -> None:
    known = lexer("sex")
    for text in ("Laki - laki", "laki-laki", "LAKI LAKI", "lakilaki"):
        assert [token.meaning for token in known.tokens(text)] == ["M"]
    assert [token.kind for token in known.tokens("1" * 21)] == ["word"]


def test_one_phrase_with_two_meanings_is_an_error_of_the_table() -> None:
    with pytest.raises(DataTableError, match="'up' means 'a' and 'b'"):
        lexer_of([("k", "a", "up"), ("k", "b", "up")])
    assert next(lexer_of([("k", "a", "up"), ("l", "b", "up")]).tokens("UP")).kind == "k"


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_are_taken_apart(text: str) -> None:
    assert list(lexer(*KINDS, "sex").tokens(plain(text))) or not text.strip()

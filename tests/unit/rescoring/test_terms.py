"""Terms of free text: one per word wherever it stands, weighed by how rare they are."""

from __future__ import annotations

import csv
from importlib.resources import files
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from matcher.rescoring.terms import LANGUAGES, UNLISTED, terms_of
from matcher.tables import read_data_table

WORDS = st.sampled_from(
    ["las", "pengelasan", "welding", "welders", "yang", "the", "qzxvings", "35", "3G", "qzxv"]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


def the(text: str) -> tuple[str, float]:
    """The only term of a text, and its weight."""
    [(term, weight)] = terms_of(text).items()
    return term, weight


@given(st.text(max_size=40))
@example("L'été à 5 000 €, C++ & B1+")
def test_weights_are_in_the_unit_interval_and_terms_in_order(text: str) -> None:
    terms = terms_of(text)
    assert list(terms) == sorted(terms)
    assert all(0 <= weight <= UNLISTED for weight in terms.values())


@given(TEXTS, TEXTS)
def test_a_word_has_the_same_terms_whatever_stands_beside_it(first: str, second: str) -> None:
    assert terms_of(f"{first} {second}") == dict(
        sorted((terms_of(first) | terms_of(second)).items())
    )


@given(st.text(max_size=40))
def test_repetition_changes_nothing(text: str) -> None:
    assert terms_of(f"{text}\n{text}") == terms_of(text)


def test_words_of_one_family_are_one_term() -> None:
    assert the("welding")[0] == the("Welders")[0] == the("weld")[0]
    assert the("mengolah")[0] == the("pengolahan")[0] == the("olahan")[0]


def test_what_stands_in_every_document_weighs_next_to_nothing_and_the_rare_much() -> None:
    silent = [the(word)[1] for word in ("the", "yang", "dan", "of")]
    telling = [the(word)[1] for word in ("caregiver", "lansia", "forklift", "pengelasan")]
    assert max(silent) < 0.2
    assert min(telling) > 0.4


def test_what_no_document_has_weighs_most_and_stays_as_it_is_written() -> None:
    assert the("pengqzxvings") == ("pengqzxvings", UNLISTED)


def test_native_words_become_pairs_of_letters() -> None:
    assert list(terms_of("介護士")) == ["介護", "護士"]
    assert list(terms_of("鉄")) == ["鉄"]


def test_numbers_are_no_terms_but_a_number_with_its_letter_is() -> None:
    assert list(terms_of("18 - 35, 1.500 3G")) == ["3g"]


def test_the_table_counts_what_two_documents_have_and_no_more_than_there_are() -> None:
    found: dict[str, dict[str, int]] = {}
    for row in read_data_table("data/terms.csv", package="matcher.rescoring"):
        terms = found.setdefault(row.text("language"), {})
        assert row.text("term") not in terms
        terms[row.text("term")] = int(row.text("documents"))
    assert set(found) == set(LANGUAGES)
    for terms in found.values():
        counts = [count for term, count in terms.items() if term]
        assert 2 <= min(counts) <= max(counts) <= terms[""]


def test_the_table_is_in_order_so_that_its_changes_can_be_reviewed() -> None:
    text = files("matcher.rescoring").joinpath("data/terms.csv").read_text(encoding="utf-8")
    keys = [(row["language"], row["term"]) for row in csv.DictReader(text.splitlines())]
    assert all(one < other for one, other in pairwise(keys))

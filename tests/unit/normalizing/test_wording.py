"""Wording: the terms of names, what each tells, and what a text shares with none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold
from matcher.normalizing.meanings import default_meanings
from matcher.normalizing.wording import Wording, meant, terms_in, units_in
from matcher.normalizing.words import CUES, QUALIFIERS
from matcher.taxonomy import Taxonomy

#: 龘靐齉 and the words without sense stand in no table.
NAMED = Taxonomy.from_labels(
    ["weld", "weld", "weld", "cook", "care"],
    ["zorp las", "welder", "溶接", "zorp xylo", "las龘靐齉"],
)
WORDING = Wording.of(NAMED, [("cook", ["mork"])])


def test_the_terms_of_a_concept_are_those_of_its_names_and_marks() -> None:
    assert WORDING.terms["cook"] == {"zorp", "xylo", "mork"}
    assert WORDING.terms["care"] == {"weld", "龘靐", "靐齉"}


def test_a_rare_term_tells_more_and_an_unknown_one_most() -> None:
    assert WORDING["xylo"] > WORDING["zorp"]
    assert WORDING["notaris"] > WORDING["xylo"]
    assert "notaris" not in WORDING


def test_a_form_weighs_what_its_units_do() -> None:
    forms = WORDING.forms["weld"]
    assert {form.terms for form in forms} == {frozenset({"zorp", "weld"}), frozenset({"weld"})}
    for form in forms:
        assert form.weight == pytest.approx(sum(weight for _, weight in form.units))
        assert all(weight == WORDING.weight(unit) for unit, weight in form.units)


def test_names_that_mean_the_same_are_one_form() -> None:
    assert len(WORDING.forms["weld"]) == len({form.units for form in WORDING.forms["weld"]}) == 2


def test_the_words_as_they_are_written_are_kept() -> None:
    assert WORDING.words["weld"] == {"zorp", "las", "welder", "溶接"}


def test_a_name_of_silent_words_alone_is_told_by_them() -> None:
    wording = Wording.of(Taxonomy.from_labels(["job"], ["Dari yang"]))
    assert wording.terms["job"] == {"dari", "yang"}


@pytest.mark.parametrize("text", ["las", "pengelasan", "welding", "溶接", "schweissen", "لحام"])
def test_a_word_means_the_same_in_every_language(text: str) -> None:
    assert units_in(text) == (("weld",),)
    assert meant(text) == "weld"


def test_a_unit_is_all_that_a_word_may_mean() -> None:
    # A meaning that is named like a word that asks or joins is none.
    asking = {word for said in (*QUALIFIERS, *CUES) for word in said.split()}
    words = default_meanings().words
    single = (word for word in sorted(words) if word.isascii() and word.isalpha())
    several = [word for word in single if len(set(words[word]) - asking) > 1]
    for word in several[::100]:
        assert set(terms_in(word)) == set(words[word]) - asking


def test_what_means_nothing_is_left_as_it_is() -> None:
    assert meant("dari yang") == "dari yang"
    assert meant("") == ""


@given(st.lists(st.sampled_from(["las", "溶接", "zorp", "di", "12", "龘靐齉"]), max_size=6))
def test_each_unit_stands_once_in_the_order_of_the_text(words: list[str]) -> None:
    alone = [unit for word in words for unit in units_in(word)]
    assert units_in(" ".join(words)) == tuple(dict.fromkeys(alone))


@given(st.text(max_size=40))
def test_no_term_is_empty_silent_or_a_number(text: str) -> None:
    for term in terms_in(fold(text)):
        assert term
        assert term not in {"di", "dan", "pengalaman", "min"}
        assert not term.isdigit() or not term.isascii()


@given(st.text(max_size=40))
def test_a_long_text_is_cut_as_a_short_one_is(text: str) -> None:
    folded = fold(text)
    assert units_in(f"{folded} {'di ' * 30}") == units_in(f"{folded} di")


def test_the_kinds_of_a_term_are_shares() -> None:
    assert all(abs(sum(kinds.values()) - 1) < 1e-9 for kinds in WORDING.kinds.values())

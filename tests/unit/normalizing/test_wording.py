"""Wording: the terms of names, what each tells, and what a text shares with none of them."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold
from matcher.normalizing.wording import Wording, terms_in
from matcher.taxonomy import Taxonomy

NAMED = Taxonomy.from_labels(
    ["weld", "weld", "cook", "care"], ["juru las", "welder", "juru masak", "介護職"]
)
WORDING = Wording.of(NAMED, [("cook", ["wajan"])])


def test_the_terms_of_a_concept_are_those_of_its_names_and_marks() -> None:
    assert WORDING.terms["cook"] == {"juru", "masak", "wajan"}
    assert WORDING.terms["care"] == {"介護", "護職"}


def test_a_rare_term_tells_more_and_an_unknown_one_most() -> None:
    assert WORDING["las"] > WORDING["juru"]
    assert WORDING["notaris"] > WORDING["las"]
    assert "notaris" not in WORDING


def test_a_form_weighs_what_its_terms_do() -> None:
    forms = WORDING.forms["weld"]
    assert {form.terms for form in forms} == {frozenset({"juru", "las"}), frozenset({"weld"})}
    for form in forms:
        assert abs(form.weight - sum(WORDING[term] for term in form.terms)) < 1e-9


def test_the_words_as_they_are_written_are_kept() -> None:
    assert WORDING.words["weld"] == {"juru", "las", "welder"}


def test_a_name_of_silent_words_alone_is_told_by_them() -> None:
    wording = Wording.of(Taxonomy.from_labels(["job"], ["Pekerjaan"]))
    assert wording.terms["job"] == {"pekerjaan"}


@given(st.text(max_size=40))
def test_no_term_is_empty_silent_or_a_number(text: str) -> None:
    for term in terms_in(fold(text)):
        assert term
        assert term not in {"di", "dan", "pengalaman", "min"}
        assert not term.isdigit() or not term.isascii()


def test_the_kinds_of_a_term_are_shares() -> None:
    assert all(abs(sum(kinds.values()) - 1) < 1e-9 for kinds in WORDING.kinds.values())

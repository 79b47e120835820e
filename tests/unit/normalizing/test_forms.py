"""Forms: what each concept is called in each language, and what is told of it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold
from matcher.normalizing.forms import Forms, forms_by_language, meant_forms
from matcher.normalizing.languages import MEANINGS
from matcher.normalizing.wording import meant
from matcher.taxonomy import Label, Taxonomy

LABELS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["nurse", "Nurse", "juru las", "perawat/suster", "a/b c", "!?"]),
        st.sampled_from(["en", "id", "mul", "ja"]),
    ),
    max_size=8,
)


def taxonomy_of(labels: list[tuple[str, str, str]]) -> Taxonomy:
    plain = Taxonomy.from_labels([one for one, _, _ in labels], [text for _, text, _ in labels])
    listed = tuple(Label(text, language, concept) for concept, text, language in labels)
    return replace(plain, labels=listed)


def by_language(taxonomy: Taxonomy) -> dict[str, Forms]:
    return {forms.language: forms for forms in forms_by_language(taxonomy)}


@given(LABELS)
def test_forms_of_a_concept_stand_together_and_none_twice(
    labels: list[tuple[str, str, str]],
) -> None:
    for forms in forms_by_language(taxonomy_of(labels)):
        pairs = list(zip(forms.owners, forms.texts, strict=True))
        assert pairs == sorted(set(pairs))
        assert list(forms.concepts) == sorted(set(forms.concepts))
        assert len(forms.descriptions) == len(forms.concepts)
        assert all(fold(text) == text != "" for text in forms.texts)


def test_labels_that_serve_in_any_language_stand_in_every_one() -> None:
    labels = [("a", "nurse", "en"), ("a", "perawat", "id"), ("b", "SMAW", "mul")]
    found = by_language(taxonomy_of(labels))
    assert {language: forms.texts for language, forms in found.items()} == {
        "en": ["nurse", "smaw"],
        "id": ["perawat", "smaw"],
    }


def test_a_language_that_nobody_declares_is_detected() -> None:
    taxonomy = Taxonomy.from_labels(["a", "b"], ["jefe de la cocina", "minero del carbón"])
    assert [forms.language for forms in forms_by_language(taxonomy)] == ["es"]


def test_both_sides_of_a_slash_are_forms_if_they_are_as_long() -> None:
    labels = ["soldador/soldadora", "perawat/suster jaga"]
    taxonomy = Taxonomy.from_labels(["a", "b"], labels, language="es")
    assert by_language(taxonomy)["es"].texts == ["soldador", "soldadora", "perawat suster jaga"]


def test_descriptions_belong_to_the_language_they_are_in() -> None:
    plain = Taxonomy.from_labels(["a"], ["welder"], ["one of the people who weld"])
    labels = (Label("welder", "en", "a"), Label("juru las", "id", "a"), Label("tukang", "id", "a"))
    found = by_language(replace(plain, labels=labels))
    assert [*found["en"].descriptions, *found["id"].descriptions] == [
        "one of the people who weld",
        "",
    ]


def test_a_concept_without_a_form_is_there_for_its_description() -> None:
    taxonomy = Taxonomy.from_labels(["a", "b"], ["!?", "welder"], ["joins metal", None])
    forms = forms_by_language(taxonomy)[0]
    assert (forms.concepts, forms.owners) == (["a", "b"], [1])


@given(LABELS)
def test_meant_forms_are_what_the_forms_of_all_languages_mean(
    labels: list[tuple[str, str, str]],
) -> None:
    languages = forms_by_language(taxonomy_of(labels))
    found = meant_forms(languages)
    expected = {
        (forms.concepts[owner], meant(text))
        for forms in languages
        for owner, text in zip(forms.owners, forms.texts, strict=True)
    }
    pairs = list(zip(found.owners, found.texts, strict=True))
    assert pairs == sorted(set(pairs))
    assert {(found.concepts[owner], text) for owner, text in pairs} == expected
    assert set(found.descriptions) <= {""}


def test_names_that_mean_the_same_are_one_form() -> None:
    labels = [("a", "zorp las", "id"), ("a", "Zorp-Schweißen", "de"), ("b", "溶接", "ja")]
    found = meant_forms(forms_by_language(taxonomy_of(labels)))
    assert (found.language, found.concepts) == (MEANINGS, ["a", "b"])
    assert (found.owners, found.texts) == ([0, 1], ["zorp weld", "weld"])

"""Languages: each has weights, and labels tell theirs."""

from dataclasses import astuple

import pytest

from matcher.normalizing.languages import (
    MEANINGS,
    OTHER,
    detect_language,
    known_language,
    weights_in,
)


@pytest.mark.parametrize("language", ["en", "es", "pt", "id", MEANINGS, OTHER, "ja"])
def test_weights_are_at_least_0_and_something_counts(language: str) -> None:
    weights = astuple(weights_in(language))
    assert min(weights) >= 0
    assert sum(weights[:3]) > 0


def test_a_language_without_weights_has_those_of_the_others() -> None:
    assert weights_in("ja") == weights_in(OTHER)


def test_of_meanings_only_whole_ones_count() -> None:
    # The letters of their keys tell nothing, and no description is cut to them.
    weights = weights_in(MEANINGS)
    assert weights.stems > 0 < weights.document
    assert (weights.grams, weights.written, weights.description, weights.relation) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("head of the kitchen", "en"),
        ("jefe de cocina del hotel", "es"),
        ("ajudante de cozinha do hotel", "pt"),
        ("tenaga kesehatan yang merawat lansia", "id"),
        ("welder", OTHER),
        ("溶接工", OTHER),
    ],
)
def test_common_words_tell_the_language(text: str, language: str) -> None:
    assert detect_language([text]) == language


def test_a_few_foreign_names_among_many_tell_nothing() -> None:
    assert detect_language(["welder"] * 100 + ["head of the kitchen"]) == OTHER


def test_no_labels_are_in_no_language() -> None:
    assert detect_language([]) == OTHER


@pytest.mark.parametrize(
    ("code", "language"), [("EN", "en"), ("pt-BR", "pt"), ("ms", "id"), ("de", OTHER), ("", OTHER)]
)
def test_codes_name_languages(code: str, language: str) -> None:
    assert known_language(code) == language

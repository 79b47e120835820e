"""The two languages of an explanation say the same things with the same fields."""

from string import Formatter
from typing import get_args

import pytest

from matcher.eligibility.judging import VERDICTS
from matcher.explaining.sentence_phrases import COMPONENT_NAMES, SENTENCES, VERDICT_WORDS
from matcher.features.wording import Language
from matcher.settings import COMPONENTS


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("name", SENTENCES["en"])
def test_a_sentence_has_the_same_fields_in_both_languages(name: str) -> None:
    assert _fields(SENTENCES["en"][name]) == _fields(SENTENCES["id"][name])


def test_both_languages_have_the_same_sentences() -> None:
    assert list(SENTENCES["en"]) == list(SENTENCES["id"])


@pytest.mark.parametrize("language", get_args(Language))
def test_every_verdict_and_component_has_its_words(language: Language) -> None:
    assert tuple(VERDICT_WORDS[language]) == VERDICTS
    assert tuple(COMPONENT_NAMES[language]) == COMPONENTS

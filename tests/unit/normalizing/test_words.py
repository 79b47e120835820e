"""The small words: stripped, hinting, negating."""

import pytest

from matcher.normalizing.folding import fold
from matcher.normalizing.words import (
    ASIDES,
    CUES,
    KIND_ORDER,
    QUALIFIERS,
    REQUIRED,
    STOPWORDS,
    count_negations,
    strip_native_ending,
)


@pytest.mark.parametrize("words", [CUES, QUALIFIERS, REQUIRED, STOPWORDS])
def test_every_word_is_folded_and_negates_nothing(words: frozenset[str]) -> None:
    assert [word for word in words if fold(word) != word or count_negations(word)] == []


def test_every_cue_hints_at_kinds_of_the_package() -> None:
    assert set().union(*CUES.values()) <= set(KIND_ORDER)


@pytest.mark.parametrize(
    ("text", "negations"),
    [
        ("tidak bertato", 1),
        ("tidak tanpa kacamata", 2),
        ("non keperawatan", 1),
        ("nonkeperawatan", 1),
        ("経験不問", 1),
        ("경력 무관", 1),
        ("nona", 0),
        ("menonton", 0),
        ("notaris", 0),
        ("perawat", 0),
        # What holds a negation and denies nothing, and what denies beside it.
        ("普通自動車免許", 0),
        ("免許なし", 1),
        ("無免許", 1),
        ("無線", 0),
        ("無線免許不要", 1),
        ("非破壊検査", 0),
        ("不動産", 0),
        ("避免", 0),
        ("未来", 0),
        ("未経験", 1),
        ("まかない", 0),
        ("安くない", 1),
        ("non destructive testing", 0),
        ("nondestructive testing", 0),
        ("non ferrous", 0),
        ("non destructive testing not required", 1),
        ("uji tanpa rusak", 0),
        ("uji tak merusak", 0),
        ("tanpa merusak dan tanpa tato", 1),
    ],
)
def test_negations_are_counted(text: str, negations: int) -> None:
    assert count_negations(text) == negations


def test_native_endings_are_stripped_but_never_the_whole_word() -> None:
    assert strip_native_ending("高校卒業以上") == "高校卒業"
    assert strip_native_ending("以上") == "以上"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Welder min. 2 tahun", "Welder "),
        ("welder (tanpa pengalaman)", "welder (  )"),
        ("welder (experience not required)", "welder (  )"),
        ("未経験可", ""),
    ],
)
def test_lengths_of_time_and_no_experience_needed_are_asides(text: str, left: str) -> None:
    assert ASIDES.sub("", text).split() == left.replace("(  )", "()").split()


@pytest.mark.parametrize(
    "text", ["tanpa pengalaman las", "介護経験不問", "介護未経験", "no experience in welding"]
)
def test_experience_of_something_that_is_negated_is_no_aside(text: str) -> None:
    assert ASIDES.sub("", text) == text

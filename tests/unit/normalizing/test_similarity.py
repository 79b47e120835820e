"""Similarity: what two texts may differ in and still be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.similarity import WordWeights, agreement, calibrated, stem

LABELS = [
    "juru las",
    "juru masak",
    "juru las pipa",
    "las smaw 3g",
    "las gmaw 3g",
    "las smaw 6g",
    "painter",
    "printer",
    "perawat lansia",
    "teknik pendinginan & tata udara",
    "ujian ssw pertanian",
    "ujian ssw perikanan",
    "tidak bertato",
    "topik i",
    "topik ii",
]
WEIGHTS = WordWeights.of(LABELS)
WORDS = st.lists(st.sampled_from(sorted(WEIGHTS.weights)), min_size=1, max_size=4).map(" ".join)


@given(WORDS, WORDS)
def test_agreement_is_within_0_and_1(text: str, label: str) -> None:
    assert 0 <= agreement(text, label, WEIGHTS) <= 1


@given(WORDS)
def test_a_text_agrees_with_itself(text: str) -> None:
    assert agreement(text, text, WEIGHTS) == 1


@given(st.permutations(["teknik", "pendinginan", "&", "tata", "udara"]))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    assert agreement(" ".join(words), LABELS[9], WEIGHTS) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("perawt lansia", "perawat lansia"),
        ("teknik pendingan & tata udara", "teknik pendinginan & tata udara"),
        ("painters", "painter"),
        ("pera wat lansia", "perawat lansia"),
        ("家庭看護工", "家庭看護"),
    ],
)
def test_a_misspelling_or_an_ending_agrees(text: str, label: str) -> None:
    assert agreement(text, label, WEIGHTS) > 0.65


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("las smaw 3g", "las smaw 6g"),
        ("las smaw 3g", "las smaw"),
        ("topik i", "topik ii"),
        ("bertato", "tidak bertato"),
        ("tim", "dalam tim"),
        ("painter", "printer"),
        ("platform", "tform"),
    ],
)
def test_another_code_a_negation_or_another_word_never_agrees(text: str, label: str) -> None:
    assert agreement(text, label, WEIGHTS) == 0
    assert agreement(label, text, WEIGHTS) == 0


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("las smaw 3g", "las gmaw 3g"),
        ("ujian ssw pertanian", "ujian ssw perikanan"),
        ("teaching juru masak", "juru masak"),
        ("juru las pipa", "juru las"),
        ("農業技能測定試験", "漁業技能測定試験"),
    ],
)
def test_a_weighty_word_may_not_be_missing(text: str, label: str) -> None:
    assert agreement(text, label, WEIGHTS) < 0.8


def test_the_confidence_rises_with_the_agreement() -> None:
    confidences = [calibrated(step / 20) for step in range(21)]
    assert confidences == sorted(confidences)
    assert 0 < confidences[0] < 0.05
    assert 0.9 < confidences[-1] < 1


def test_only_the_plural_is_no_part_of_a_word() -> None:
    assert [stem(word) for word in ("cooks", "bus", "press", "las", "分類")] == [
        "cook",
        "bus",
        "press",
        "las",
        "分類",
    ]

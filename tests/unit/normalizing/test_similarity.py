"""Similarity: what two texts may differ in and still be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.similarity import (
    WordWeights,
    agreement,
    calibrated,
    loosely_calibrated,
    stem,
)

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


SHARES = st.floats(0, 1)
LEADS = st.floats(-1, 1)


@given(
    st.tuples(SHARES, SHARES),
    st.tuples(LEADS, LEADS),
    st.fixed_dictionaries({"is_alias": st.booleans(), "in_part": st.booleans()}),
)
def test_the_confidence_rises_with_the_likeness_and_the_lead(
    shares: tuple[float, float], leads: tuple[float, float], found: dict[str, bool]
) -> None:
    (less, more), (behind, ahead) = sorted(shares), sorted(leads)
    assert 0 < calibrated(less, behind) <= calibrated(more, ahead) < 1
    loose = [
        loosely_calibrated(likeness, lead, is_alias=found["is_alias"], in_part=found["in_part"])
        for likeness, lead in ((less, behind), (more, ahead))
    ]
    assert 0 < loose[0] <= loose[1] < 1


@given(SHARES, LEADS)
def test_a_label_tells_more_than_an_alias_and_the_whole_more_than_a_part(
    likeness: float, lead: float
) -> None:
    label = loosely_calibrated(likeness, lead, is_alias=False, in_part=False)
    assert loosely_calibrated(likeness, lead, is_alias=True, in_part=False) < label
    assert loosely_calibrated(likeness, lead, is_alias=False, in_part=True) < label


def test_what_is_near_and_alone_is_an_answer_and_what_is_far_or_has_a_rival_is_none() -> None:
    assert calibrated(0.8, 0.4) > 0.9
    assert calibrated(0.8, 0.0) < 0.8
    assert calibrated(0.3, 0.2) < 0.5


def test_only_the_plural_is_no_part_of_a_word() -> None:
    assert [stem(word) for word in ("cooks", "bus", "press", "las", "分類")] == [
        "cook",
        "bus",
        "press",
        "las",
        "分類",
    ]

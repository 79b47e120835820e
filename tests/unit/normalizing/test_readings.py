"""Readings: the phrases of a text that may name its concept."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.readings import (
    Phrase,
    listed,
    pieces,
    runs,
    strip_edges,
    stripped,
    without_brackets,
)

NOWHERE: frozenset[str] = frozenset()
PAPERS = frozenset({"certificate", "language", "skill", "document"})
ABLE = frozenset({"skill", "language", "occupation"})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Juru Las", []),
        ("Care Worker (perawat lansia)", ["Care Worker", "perawat lansia"]),
        ("Room Steward / Cabin Steward", ["Room Steward", "Cabin Steward"]),
        ("SMAW 3G/4G", ["SMAW 3G", "SMAW 4G"]),
        ("3G/4G SMAW", ["3G SMAW", "4G SMAW"]),
        ("juru las atau welder", ["juru las", "welder"]),
        ("Lowongan: Caregiver", ["Lowongan", "Caregiver"]),
        ("Caregiver - Taiwan", ["Caregiver", "Taiwan"]),
        ("welder; caregiver", ["welder", "caregiver"]),
        ("Welder min 2 tahun", ["Welder"]),
        ("caregiver (tanpa pengalaman)", ["caregiver"]),
    ],
)
def test_a_text_has_parts(text: str, parts: list[str]) -> None:
    found = list(pieces(text))
    assert found[0] == text
    named = dict.fromkeys(part.strip(" ()") for part in found[1:])
    assert [part for part in named if part in parts] == parts


@pytest.mark.parametrize(
    "text",
    [
        "bukan welder / caregiver",
        "SMA/SMK non-keperawatan",
        "tidak (bisa) berenang",
        "Bahasa Inggris (tidak wajib)",
        "English; not required",
        "日本語:不問",
        "tidak: bertato",
    ],
)
def test_a_negated_text_has_no_parts(text: str) -> None:
    assert [piece for piece in pieces(text) if piece != text] == []


@pytest.mark.parametrize("text", ["welder, bukan caregiver", "welder (selain caregiver)"])
def test_what_stands_before_a_contrast_is_a_part(text: str) -> None:
    assert list(pieces(text)) == [text, "welder"]


@pytest.mark.parametrize("text", ["JLPT, belum lulus", "tidak welder, bukan caregiver"])
def test_what_is_not_had_is_no_part(text: str) -> None:
    assert list(pieces(text)) == [text]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("infus, kateter dan sonde", ["infus", "kateter", "sonde"]),
        ("Las MIG & TIG", ["Las MIG", "TIG"]),
        ("makan、入浴", ["makan", "入浴"]),
        ("juru las", []),
        ("welder, bukan caregiver", []),
        (",".join("abcdefghijklm"), []),
    ],
)
def test_an_enumeration_has_items(text: str, items: list[str]) -> None:
    assert listed(text) == items


@given(st.lists(st.sampled_from(["min", "lulusan", "las", "korea", "jepang"]), max_size=5))
def test_every_stripping_is_a_run_of_the_one_before(words: list[str]) -> None:
    steps = list(stripped(" ".join(words), frozenset({"korea", "jepang"})))
    assert steps[0] == Phrase(" ".join(words), None)
    assert steps[-1] == strip_edges(" ".join(words), frozenset({"korea", "jepang"}))
    for longer, shorter in pairwise(steps):
        assert len(shorter.text) < len(longer.text)
        assert shorter.text in longer.text


def test_runs_have_up_to_four_words() -> None:
    assert list(runs("a b c")) == ["a", "a b", "a b c", "b", "b c", "c"]
    assert max(len(run.split()) for run in runs("a b c d e f")) == 4


def test_a_negation_does_not_reach_over_a_semicolon() -> None:
    assert list(pieces("welder; bukan caregiver")) == [
        "welder; bukan caregiver",
        "welder",
        "bukan caregiver",
    ]


def test_a_story_has_no_parts() -> None:
    story = "Perusahaan mencari (welder) " * 6
    assert list(pieces(story)) == [story]


@given(st.text(alphabet="ab ()/;:-,[]0未atau tidak"))
def test_pieces_are_distinct_few_and_begin_with_the_text(text: str) -> None:
    found = list(pieces(text))
    assert found[0] == text
    assert len(found) == len(set(found)) <= 24


@pytest.mark.parametrize(
    ("folded", "phrase"),
    [
        ("juru las", Phrase("juru las", None)),
        ("min welder", Phrase("welder", None)),
        ("sertifikat las", Phrase("las", frozenset({"certificate", "skill", "language"}))),
        ("pengalaman di bidang las minimal", Phrase("las", frozenset({"occupation", "skill"}))),
        ("lulusan smk teknik mesin", Phrase("smk teknik mesin", frozenset({"education"}))),
        ("高校卒業以上", Phrase("高校", frozenset({"education"}))),
            ("溶接の経験者歓迎", Phrase("溶接", frozenset({"occupation", "skill"}))),
            ("JLPT N2 합격자".lower(), Phrase("jlpt n2", PAPERS)),
            ("welder e9", Phrase("welder", frozenset({"occupation", "skill"}))),
            ("deutschkenntnisse erforderlich", Phrase("deutsch", ABLE)),
        ("minimal", Phrase("minimal", None)),
        ("tidak wajib", Phrase("tidak", None)),
    ],
)  # fmt: skip
def test_qualifiers_and_cues_go_from_the_edges(folded: str, phrase: Phrase) -> None:
    assert strip_edges(folded, NOWHERE) == phrase


def test_a_country_goes_from_the_edge_of_a_job_or_a_skill() -> None:
    countries = frozenset({"taiwan", "korea selatan"})
    done = frozenset({"occupation", "skill"})
    welder = Phrase("welder", done, "korea selatan")
    assert strip_edges("welder korea selatan", countries) == welder
    assert strip_edges("taiwan", countries) == Phrase("taiwan", None)


def test_brackets_go_with_what_they_hold() -> None:
    assert without_brackets("Kimia (SMK) Analisis [A]") == "Kimia Analisis"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Lembaga penjamin simpanan (LPS)", "LPS"),
        ("Machine operator (e.g. lathe, forklift)", "e.g. lathe, forklift"),
        ("Kelas memasak (juru masak)", "juru masak"),
    ],
)
def test_initials_examples_and_what_a_course_teaches_are_no_part(text: str, inside: str) -> None:
    assert inside not in pieces(text)


def test_brackets_that_say_more_are_a_part() -> None:
    assert "QC" in pieces("Pengecekan kualitas (QC)")
    assert "juru masak" in pieces("Cook (juru masak)")

"""Readings: the phrases of a text that may name its concept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.readings import Phrase, pieces, strip_edges, without_brackets

NOWHERE: frozenset[str] = frozenset()


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
        ("高校卒業以上", Phrase("高校卒業", None)),
        ("minimal", Phrase("minimal", None)),
        ("tidak wajib", Phrase("tidak", None)),
    ],
)  # fmt: skip
def test_qualifiers_and_cues_go_from_the_edges(folded: str, phrase: Phrase) -> None:
    assert strip_edges(folded, NOWHERE) == phrase


def test_a_country_goes_from_the_edge_of_a_job_or_a_skill() -> None:
    countries = frozenset({"taiwan", "korea selatan"})
    done = frozenset({"occupation", "skill"})
    assert strip_edges("welder korea selatan", countries) == Phrase("welder", done)
    assert strip_edges("taiwan", countries) == Phrase("taiwan", None)


def test_brackets_go_with_what_they_hold() -> None:
    assert without_brackets("Kimia (SMK) Analisis [A]") == "Kimia Analisis"

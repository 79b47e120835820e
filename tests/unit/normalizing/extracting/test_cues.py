"""Cues: the words that open the parts of an advert, and what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.extracting.cues import (
    cues_in,
    first_cue,
    heading_at,
    opening_of,
    outside_brackets,
)
from matcher.tables import read_data_table

KINDS = {
    "heading", "opening", "bucket", "section", "modal", "stage", "choice", "contract",
}  # fmt: skip


def test_the_table_has_the_kinds_that_are_read() -> None:
    rows = list(read_data_table("data/advert_cues.csv", package="matcher.normalizing"))
    assert {row.text("kind") for row in rows} <= KINDS


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("Syarat: bisa las", (8, "requirement")),
        ("Uraian kerja (3 shift, malam):", (13, "duty")),
        ("What you will do:", (17, "duty")),
        ("<作業>野菜", (4, "duty")),
        ("【歓迎】経験者", (4, "wish")),
        ("Responsibilities", (16, "duty")),
        ("Dek: tarik jaring", (5, "")),
        ("Pengalaman 2 tahun", None),
        ("Gaji 14:00", None),
        ("", None),
    ],
)
def test_a_heading_is_told_by_its_mark_or_stands_alone(
    piece: str, expected: tuple[int, str] | None
) -> None:
    assert heading_at(piece) == expected


@given(st.text(max_size=200))
def test_a_heading_is_no_longer_than_its_piece(piece: str) -> None:
    found = heading_at(piece)
    assert found is None or 0 < found[0] <= len(piece)


def test_cues_are_told_in_their_order() -> None:
    assert cues_in("section", "lulusan SMK, paspor") == ("education", "education", "documents")
    assert first_cue("bucket", "hubungi kami, gaji besar") == "process"
    assert first_cue("bucket", "bisa las") is None


def test_the_first_words_of_a_sentence_open_it() -> None:
    assert opening_of("tugas antar anak") == "duty"
    assert opening_of("antar anak") is None


def test_brackets_are_taken_out_with_what_they_hold() -> None:
    assert outside_brackets("las (TIG) pipa(6G)") == "las pipa"
    assert outside_brackets("las (TIG") == "las (TIG"

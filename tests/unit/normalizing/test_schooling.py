"""Schooling: one level under many names, and SMK alone as a restriction."""

import pytest
from hypothesis import given

from advert_texts import LONG_TEXTS, advert_texts
from matcher.normalizing.schooling import Schooling, read_schooling
from matcher.taxonomy import default_taxonomy

SCALE = default_taxonomy().scales["education"]
SMK = "education:smk"


def read(text: str) -> list[tuple[str | None, str]]:
    return [(one.field, one.level) for one in read_schooling(text, SCALE)]


@pytest.mark.parametrize(
    "text",
    [
        "SMA/SMK", "SMA/K sederajat", "SLTA", "Paket C", "SMK sederajat", "高校卒業以上", "SMA",
        "Pendidikan min SMA/K Sederajat", "SMA/SMK atau Paket C", "SMA, SMK", "SMA atau SMK",
        "SMK/SMA semua jurusan", "lulusan SMA/SMK sampai dengan universitas",
    ],
)  # fmt: skip
def test_upper_secondary_schooling_is_one_level_without_a_field(text: str) -> None:
    assert read(text) == [(None, "SLTA")]


@pytest.mark.parametrize(
    "text", ["SMK", "minimal lulusan SMK", "SMK semua jurusan", "Sekolah Menengah Kejuruan (SMK)"]
)
def test_smk_alone_is_a_restriction(text: str) -> None:
    assert read(text) == [(SMK, "SLTA")]


@pytest.mark.parametrize(
    ("text", "schoolings"),
    [
        ("min. SMP", [(None, "SMP")]),
        ("Pendidikan minimal SLTP atau sederajat", [(None, "SMP")]),
        ("SD", [(None, "SD")]),
        ("D3/S1", [(None, "D3"), (None, "S1")]),
        ("D3/S1 Keperawatan", [("Keperawatan", "D3"), ("Keperawatan", "S1")]),
        ("D3 atau S1 Keperawatan", [("Keperawatan", "D3"), ("Keperawatan", "S1")]),
        ("SMK jurusan Teknik Pengelasan", [("Teknik Pengelasan", "SLTA")]),
        ("SMK Keperawatan atau D3 Keperawatan", [("Keperawatan", "SLTA"), ("Keperawatan", "D3")]),
        ("SMA atau SMK Perikanan", [(None, "SLTA")]),
        ("SMA/SMK Perikanan", [("Perikanan", "SLTA")]),
        ("tamatan SMK teknik/bangunan", [("teknik/bangunan", "SLTA")]),
        ("SMA, SMK, D3", [(None, "SLTA"), (None, "D3")]),
        ("Ijasah Keperawatan / AKBID", []),
        ("", []),
    ],
)
def test_alternatives_have_their_level_and_field(
    text: str, schoolings: list[tuple[str | None, str]]
) -> None:
    assert read(text) == schoolings


def test_ranks_are_those_of_the_scale() -> None:
    assert read_schooling("SLTA", SCALE) == (Schooling(None, "SLTA", SCALE.rank("SMA") or 0),)


@given(advert_texts)
def test_any_text_is_read(text: str) -> None:
    found = read_schooling(text, SCALE)
    assert len(set(found)) == len(found)
    assert all(SCALE.rank(one.level) == one.rank for one in found)


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str) -> None:
    assert read_schooling(text, SCALE) is not None

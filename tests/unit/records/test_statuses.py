"""Statuses: Proses is not Lulus, and neither is a level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS, advert_texts
from matcher.records.statuses import parse_status, split_status, without_status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Lulus", "passed"), ("LULUS.", "passed"), ("Lulus 2025-03-01", "passed"),
        ("合格", "passed"),
        ("lulus (3 Mei 2025)", "passed"), ("Proses", "in_progress"),
        ("dalam proses", "in_progress"),
        ("-", "not_had"), ("belum", "not_had"), ("belum lulus", "not_had"), ("不合格", "not_had"),
        ("tidak lulus", "not_had"), ("gagal", "not_had"), ("", None), ("N4", None), ("200", None),
        ("lulus lulus", None), ("Lulus N4", None), ("lulusan", None),
    ],
)  # fmt: skip
def test_a_cell_that_is_a_status_says_so(text: str, status: str | None) -> None:
    assert parse_status(text) == status


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("JFT BASIC A2: Proses", "JFT BASIC A2", "in_progress"),
        ("SSW (Lulus)", "SSW", "passed"),
        ("JLPT N4 belum lulus", "JLPT N4", "not_had"), ("SSW IDN = lulus", "SSW IDN", "passed"),
        ("JLPT N4", "JLPT N4", None), ("belum lulus", "belum lulus", None),
        ("SSW -", "SSW -", None),
        ("sertifikat V", "sertifikat V", None), ("JFT: A2", "JFT: A2", None),
    ],
)  # fmt: skip
def test_a_status_behind_a_name_is_split_off(text: str, name: str, status: str | None) -> None:
    assert split_status(text) == (name, status)


def test_only_what_is_passed_is_a_claim_and_it_is_a_tested_one() -> None:
    assert without_status(("JFT", "A2", "Lulus", None, None)) == ("JFT", "A2", "test", None, None)
    assert without_status(("JFT A2: Lulus", None, "BNSP")) == ("JFT A2", None, "BNSP")
    for parts in (("JFT", "Proses"), ("JFT", "A2", "belum"), ("JFT: Proses", "A2"), ("SSW gagal",)):
        assert without_status(parts) is None
    assert without_status(("SSW (Lulus)", "Proses")) is None


@given(st.lists(st.one_of(st.none(), st.sampled_from(["N4", "BNSP", "2025-01-01"])), max_size=4))
def test_parts_without_a_status_stay_as_they_are(parts: list[str | None]) -> None:
    assert without_status(("JLPT", *parts)) == ("JLPT", *parts)


@given(advert_texts)
def test_any_text_is_read(text: str) -> None:
    name, status = split_status(text)
    assert name in text
    assert status is None or name


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str) -> None:
    split_status(text)

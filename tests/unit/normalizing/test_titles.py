"""Titles: a text names a worker, tells what is done, or neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold
from matcher.normalizing.titles import is_activity, is_title, ranks


@pytest.mark.parametrize(
    "text",
    [
        "tukang cat",
        "operator mesin",
        "penjahit garmen",
        "pengarsip",
        "spray painter",
        "配管工",
        "용접공",
    ],
)
def test_a_worker_makes_a_title(text: str) -> None:
    assert is_title(fold(text))


@pytest.mark.parametrize("text", ["", "cat tembok", "air conditioner water", "penjahitan", "溶接"])
def test_what_is_done_or_used_is_no_title(text: str) -> None:
    assert not is_title(fold(text))


@pytest.mark.parametrize("text", ["menjahit baju", "hair styling", "perawatan taman", "溶接作業"])
def test_an_activity_is_told_by_its_form(text: str) -> None:
    assert is_activity(fold(text))


@given(st.text(max_size=30))
def test_no_text_is_both(text: str) -> None:
    assert not (is_title(fold(text)) and is_activity(fold(text)))


def test_ranks_are_titles() -> None:
    assert all(map(is_title, ranks()))

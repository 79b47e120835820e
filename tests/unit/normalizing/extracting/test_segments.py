"""Segments: no letter is lost, and cuts stand where sentences and parts of lists end."""

import pytest
from hypothesis import given

from advert_texts import LONG_TEXTS
from drawn_adverts import drawn_adverts
from matcher.normalizing.extracting.segments import segments_of


def bodies(text: str) -> list[str]:
    """What is read of each segment."""
    return [one.body for one in segments_of(text)]


@given(drawn_adverts)
def test_segments_follow_each_other_and_leave_only_blanks_between(text: str) -> None:
    found = list(segments_of(text))
    edges = [0, *(edge for one in found for edge in (one.start, one.end)), len(text)]
    assert edges == sorted(edges)
    between = [text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True)]
    assert "".join(between).strip() == ""


@given(drawn_adverts)
def test_the_body_stands_where_it_is_said_to_stand(text: str) -> None:
    for one in segments_of(text):
        assert text[one.body_start :].startswith(one.body)
        assert one.start <= one.body_start
        assert one.body_start + len(one.body) <= one.end


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_no_segment_is_endless(text: str) -> None:
    assert max((one.end - one.start for one in segments_of(text)), default=0) <= 600


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bisa las, usia 20-35. Gaji 5,5 juta", ["bisa las", "usia 20-35", "Gaji 5,5 juta"]),
        ("min. 24 bulan, maks. 40 th", ["min. 24 bulan", "maks. 40 th"]),
        ("L 20-35 th. Tinggi 165", ["L 20-35 th", "Tinggi 165"]),
        ("SMK (TKJ, RPL), lulus", ["SMK (TKJ, RPL)", "lulus"]),
        ("1. tensi\n2) nadi\n- suhu\n• mandi", ["tensi", "nadi", "suhu", "mandi"]),
        ("野菜の洗浄・カット、検査。残業", ["野菜の洗浄・カット", "検査", "残業"]),
        ("Syarat: SMK", ["Syarat", "SMK"]),
        ("◆内容 夕食を運ぶ", ["内容", "夕食を運ぶ"]),
        ("gaji 28,590 NT", ["gaji 28,590 NT"]),
        ("合格済み/会話", ["合格済み", "会話"]),
        ("driver rumahan/travel", ["driver rumahan/travel"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_an_advert_is_cut_where_its_parts_end(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


def test_items_of_a_list_and_their_headings_are_told() -> None:
    heading, first, second = segments_of("Syarat:\n- bisa las\n- sehat")
    assert (heading.heading, heading.closes_line) == ("requirement", True)
    assert (first.is_item, first.heading, first.line) == (True, None, 1)
    assert (second.is_item, second.line) == (True, 2)

"""Frames: what stands around a name goes off, the name itself never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.frames import bare, bare_parts, frame_of, is_framing, phrase_frames
from matcher.normalizing.words import KIND_ORDER, count_negations
from matcher.tables import read_data_table

ROWS = list(read_data_table("data/frames.csv", package="matcher.normalizing"))
native = st.text(
    st.sampled_from("溶接経験者が可能な方のを合格畢業가능자용접能力具備要"), min_size=1
)


def test_every_frame_is_folded_denies_nothing_and_hints_at_kinds_of_the_package() -> None:
    for row in ROWS:
        assert row.required("edge") in {"start", "end", "compound"}
        assert set(row.items("kinds")) <= set(KIND_ORDER)
        for words in row.items("words"):
            assert fold(words) == words
            assert not count_negations(words)


@given(native)
def test_what_is_left_is_a_part_of_the_word(word: str) -> None:
    for framed in (frame_of("start", word), frame_of("end", word)):
        if framed is not None:
            assert framed[0] in word
            assert len(framed[0]) < len(word)
    assert all(part and part in word for part in bare_parts(word))
    assert bare(bare(word)) == bare(word)


@given(st.text(max_size=30))
def test_any_folded_text_has_parts_and_no_word_is_lost(text: str) -> None:
    for word in fold(text).split():
        assert "".join(bare_parts(word)) in bare(word) or is_native(word)
        assert bare_parts(word)


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("溶接経験者", "溶接"),
        ("夜勤可能", "夜勤"),
        ("용접가능자", "용접"),
        ("焊接能力", "焊接"),
        ("園藝科畢業", "園藝"),
        ("pflegeerfahrung", "pflege"),
    ],
)
def test_an_ending_goes(word: str, left: str) -> None:
    assert frame_of("end", word) == (left, frame_of("end", word)[1])  # type: ignore[index]


@pytest.mark.parametrize("word", ["就労許可", "erfahrung", "味方", "welder", "電気工事士"])
def test_a_word_that_ends_like_a_frame_is_whole(word: str) -> None:
    assert frame_of("end", word) is None


def test_a_frame_tells_the_kind() -> None:
    assert frame_of("end", "溶接経験") == ("溶接", frozenset({"occupation", "skill"}))
    assert phrase_frames("start")["worked as"] == frozenset({"occupation", "skill"})


def test_a_word_may_be_nothing_but_frames() -> None:
    assert [is_framing(word) for word in ("合格者歓迎", "溶接", "las")] == [True, False, False]

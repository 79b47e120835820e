"""Levels: which part of a text is the level, and what is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.levels import LevelFinder, split_level
from matcher.taxonomy import Credit, Level, Scale, default_taxonomy

SCALES = default_taxonomy().scales
STEPS = Credit("steps", ((1, 0.5),))
#: Two scales of our own, so that the cases do not hang on the package's tables.
TEST = Scale(
    "test", (Level("N5", 1), Level("N4", 2), Level("N3", 3)), STEPS, {"n5": 1, "n4": 2, "n3": 3}
)
POINTS = Scale("points", (Level("A2", 200),), Credit("ratio", ((0.75, 0.75),)), {"a2": 200})
SCHOOL = Scale(
    "school",
    (Level("SLTA", 3), Level("D3", 6), Level("S1", 7)),
    STEPS,
    {"slta": 3, "sma": 3, "smk": 3, "sma/smk": 3, "d3": 6, "diii": 6, "s1": 7},
)


@pytest.mark.parametrize(
    ("text", "rest", "rank"),
    [
        ("JLPT N4", "JLPT", 2),
        ("JLPT N-4", "JLPT", 2),
        ("JLPT (N4)", "JLPT", 2),
        ("JLPT minimal level N4", "JLPT", 2),
        ("JLPT: N4 atau N5", "JLPT", 1),
        ("JLPT N3/N4", "JLPT", 2),
        ("N3 JLPT", "JLPT", 3),
        ("日本語能力試験N3以上", "日本語能力試験", 3),
        ("N4", "", 2),
    ],
)
def test_a_named_level_stands_at_either_end(text: str, rest: str, rank: float) -> None:
    assert split_level(text, TEST) == (rest, rank)


@pytest.mark.parametrize(
    ("text", "rest", "rank"),
    [
        ("SMK Teknik Pengelasan", "Teknik Pengelasan", 3),
        ("D3 Keperawatan", "Keperawatan", 6),
        ("D.III Keperawatan", "Keperawatan", 6),
        ("Keperawatan (D3)", "Keperawatan", 6),
        ("D3 atau S1 Keperawatan", "Keperawatan", 6),
        ("lulusan SMA/SMK sederajat jurusan Tata Busana", "Tata Busana", 3),
        ("Pendidikan minimal SMA/SMK sederajat", "", 3),
        ("SMK Teknik Otomotif (TKR)", "Teknik Otomotif (TKR)", 3),
    ],
)
def test_the_field_is_what_the_level_of_schooling_leaves(text: str, rest: str, rank: float) -> None:
    assert split_level(text, SCHOOL) == (rest, rank)


@pytest.mark.parametrize(
    ("text", "rest", "rank"),
    [
        ("JFT-Basic 210", "JFT-Basic", 210),
        ("JFT-Basic >=200/250", "JFT-Basic", 200),
        ("JFT-Basic skor minimal 215,5", "JFT-Basic", 215.5),
        ("JFT Basic A2", "JFT Basic", 200),
        ("J TEST E-F dengan nilai 350", "J TEST E-F", 350),
        ("Marlins 80%", "Marlins", 80),
    ],
)
def test_points_are_a_level_at_the_end(text: str, rest: str, rank: float) -> None:
    assert split_level(text, POINTS) == (rest, rank)


@pytest.mark.parametrize("text", ["2 sertifikat JFT-Basic", "JFT-Basic", "", "  "])
def test_a_text_without_a_level_comes_back(text: str) -> None:
    assert split_level(text, POINTS) == (text.strip(), None)


def test_letters_joined_by_a_hyphen_are_a_name_and_no_levels() -> None:
    assert split_level("J.TEST E-F", SCALES["j-test-ef"]) == ("J.TEST E-F", None)
    assert split_level("J.TEST F", SCALES["j-test-ef"]) == ("J.TEST", 250)


def test_a_level_inside_a_word_is_none() -> None:
    assert split_level("Smkn4 Bandung", SCHOOL) == ("Smkn4 Bandung", None)


@pytest.mark.parametrize(
    ("text", "scale", "rest", "level"),
    [
        ("IELTS 5.0", "ielts", "IELTS", "5.0"),
        ("D3 Keperawatan", "education", "Keperawatan", "D3"),
        ("SMK Teknik Pengelasan", "education", "Teknik Pengelasan", "SMK"),
        ("JPLT Level N4 atau N5", "jlpt", "JPLT", "N5"),
        ("J TEST E-F dengan nilai 350", "j-test-ef", "J TEST E-F", "350"),
        ("Bahasa Jerman minimal tingkat B1", "cefr", "Bahasa Jerman", "B1"),
        ("bahasa Inggris aktif", "cefr", "bahasa Inggris", "aktif"),
    ],
)
def test_the_scales_of_the_package_are_read(text: str, scale: str, rest: str, level: str) -> None:
    assert split_level(text, SCALES[scale]) == (rest, SCALES[scale].rank(level))


@given(st.sampled_from(sorted(SCALES)), st.data())
def test_a_level_after_a_name_is_split_off(scale: str, data: st.DataObject) -> None:
    levels = SCALES[scale].levels
    if not levels:
        return
    level = data.draw(st.sampled_from(levels))
    assert split_level(f"Ujian Zzz {level.label}", SCALES[scale]) == ("Ujian Zzz", level.rank)


@given(st.text(), st.sampled_from(sorted(SCALES)))
def test_any_text_has_a_rest_and_at_most_one_rank(text: str, scale: str) -> None:
    rest, rank = split_level(text, SCALES[scale])
    assert rank is None or isinstance(rank, (int, float))
    assert rank is not None or rest == text.strip()


@given(
    st.lists(
        st.sampled_from(
            [level.label for scale in SCALES.values() for level in scale.levels]
            + [
                "diploma 3",
                "high school",
                "JLPT",
                "minimal",
                "level",
                "-",
                "/",
                "SMK",
                "3",
                "日本語",
                "x",
            ]
        ),
        max_size=5,
    ).map(" ".join)
)
def test_a_level_is_looked_for_on_every_scale_that_has_it(text: str) -> None:
    possible = LevelFinder.of(SCALES.values()).scales(text)
    found = {name for name, scale in SCALES.items() if split_level(text, scale)[1] is not None}
    assert found <= possible

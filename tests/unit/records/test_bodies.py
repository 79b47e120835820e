"""Heights and weights: units, names, sexes, and the two meanings of TB."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS, advert_texts
from matcher.errors import CellError
from matcher.records.bodies import BodyBounds, Fact, meaning_of_tb, parse_body
from matcher.records.bounds import Range
from matcher.records.sexes import BoundsBySex

NONE = Range()


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("TB 155", (155, None)), ("tinggi min. 155 cm", (155, None)), ("min 155cm", (155, None)),
        ("1,65 m", (165, None)), ("165-180 cm", (165, 180)), ("155 cm ke atas", (155, None)),
        ("TB min 148 cm dengan berat badan ideal", (148, None)), ("tinggi maks 180", (None, 180)),
        ("tinggi badan 1,60 - 1,80 m", (160, 180)), ("身長160cm以上", (160, None)),
        ("TB minimal 155 cm, bebas TB dan hepatitis", (155, None)), ("TB. 155", (155, None)),
        ("Usia 18-35 tahun, TB 155", (155, None)), ("155,5 cm", (155.5, None)),
        ("tinggi badan min 155 - max 180 cm", (155, 180)), ("BB ideal, 155 cm", (155, None)),
    ],
)  # fmt: skip
def test_heights_are_read_with_or_without_a_unit(
    text: str, height: tuple[float | None, float | None]
) -> None:
    found = parse_body(text)
    assert found is not None
    assert found.height == BoundsBySex(Range(*height))
    assert found.weight.is_open


@pytest.mark.parametrize(
    ("text", "height", "weight"),
    [
        ("TB/BB 160/50", (160, None), (50, None)), ("TB 155 cm BB 45-60 kg", (155, None), (45, 60)),
        ("TB/BB: 165-180/55-70", (165, 180), (55, 70)), ("50 kg, 160 cm", (160, None), (50, None)),
        ("TB/BB min 160 cm/50 kg", (160, None), (50, None)),
        ("tinggi min 155, berat maks 60", (155, None), (None, 60)),
        ("berat badan max 70 kg", (None, None), (None, 70)), ("BB 50", (None, None), (50, None)),
    ],
)  # fmt: skip
def test_heights_and_weights_are_told_apart(
    text: str, height: tuple[float | None, float | None], weight: tuple[float | None, float | None]
) -> None:
    assert parse_body(text) == BodyBounds(BoundsBySex(Range(*height)), BoundsBySex(Range(*weight)))


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("P 155, L 165", "height"), ("wanita 155+ cm, pria 165+ cm", None),
        ("tinggi badan pria min 165 cm, wanita min 155 cm", None), ("165 (L) / 155 (P)", "height"),
    ],
)  # fmt: skip
def test_heights_by_sex_are_read(text: str, default: Fact | None) -> None:
    found = parse_body(text, default=default)
    assert found == BodyBounds(BoundsBySex(NONE, Range(165), Range(155)))


def test_a_sex_before_the_names_holds_for_what_follows_and_one_behind_a_name_for_it_alone() -> None:
    both = parse_body("Pria: tinggi 165, berat 60; wanita: tinggi 155, berat 50")
    assert both is not None
    assert both.weight == BoundsBySex(NONE, Range(60), Range(50))
    alone = parse_body("tinggi pria 165, wanita 155, berat maks 75 kg")
    assert alone is not None
    assert alone.weight == BoundsBySex(Range(None, 75))


@pytest.mark.parametrize(
    "text",
    [
        "", "proporsional/ideal", "bebas TB", "TB, hepatitis, HIV", "tidak menderita TBC",
        "TB/BB ideal",
        "kontrak 36 bulan, gaji 180", "pengalaman 2 tahun", "Tinggi/berat proporsional",
    ],
)  # fmt: skip
def test_a_text_without_a_figure_of_a_body_asks_nothing(text: str) -> None:
    assert parse_body(text) is None
    assert parse_body(text, default="height") is None
    assert parse_body(text, default="weight") is None


def test_a_unit_wins_against_the_name_and_the_contradiction_is_kept() -> None:
    text = "Berat badan: Ideal (minimal 155 cm)"
    assert parse_body(text) == BodyBounds(
        height=BoundsBySex(Range(155)),
        contradictions=(f"'{text}' names the weight with a unit of height.",),
    )


@pytest.mark.parametrize(
    ("text", "digits", "unit"),
    [("tinggi 1550", "1550", "cm"), ("TB 15", "15", "cm"), ("BB 500 kg", "500", "kg"),
     ("2 m", "2", "cm")],
)  # fmt: skip
def test_what_nobody_measures_is_refused(text: str, digits: str, unit: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_body(text)
    assert caught.value.reason.startswith(f"'{digits}' is no ")
    assert f"in {unit}, from" in caught.value.repair


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("TB 155", "height"), ("TB min 148 cm", "height"), ("TB/BB ideal", "height"), ("TB", None),
        ("bebas TB", "tuberculosis"), ("TB, hepatitis, HIV", "tuberculosis"), ("x", None),
        ("riwayat TB 2 tahun", "tuberculosis"), ("tidak menderita TBC", "tuberculosis"),
        ("TB 1,65 m", "height"),
    ],
)  # fmt: skip
def test_the_neighbours_tell_what_tb_means(text: str, meaning: str | None) -> None:
    assert meaning_of_tb(text) == meaning


@given(
    st.integers(140, 190),
    st.integers(0, 40),
    st.sampled_from(
        ["{}-{}", "{} – {} cm", "{} s/d {} cm", "TB min {} max {}", "tinggi {} sampai {}"]
    ),
)
def test_a_range_of_heights_survives_every_writing(low: int, more: int, writing: str) -> None:
    found = parse_body(writing.format(low, low + more), default="height")
    assert found is not None
    assert found.height == BoundsBySex(Range(low, low + more))


@given(advert_texts, st.sampled_from([None, "height", "weight"]))
def test_any_text_is_read_or_refused(text: str, default: Fact | None) -> None:
    assert meaning_of_tb(text) in {"height", "tuberculosis", None}
    with suppress(CellError):
        found = parse_body(text, default=default)
        assert found is None or not (found.height.is_open and found.weight.is_open)


@pytest.mark.parametrize("prefix", ["", "TB ", "165 cm "])
@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str, prefix: str) -> None:
    meaning_of_tb(prefix + text)
    with suppress(CellError):
        parse_body(prefix + text, default="height")

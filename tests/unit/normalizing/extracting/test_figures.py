"""Figures: ages, measures, wages, contracts and posts, read where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_adverts import drawn_adverts
from matcher.normalizing.extracting.extraction import Figures
from matcher.normalizing.extracting.figures import figures_of
from matcher.normalizing.extracting.segments import segments_of
from matcher.records.bounds import Range
from matcher.records.seats import Openings


def figures(text: str, country: str | None = None) -> Figures:
    """The figures of a text."""
    return figures_of(list(segments_of(text)), country).figures


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("umur 24 s/d 42 th, sehat", 24, 42),
        ("Perlu 60 lelaki, 18-45, badan tegap", 18, 45),
        ("100 cewek umur 20-38. Tdk hamil", 20, 38),
        ("Age limit: 40", None, 40),
        ("20代~30代", 20, 39),
        ("19~40歳の男性、体重50kg以上", 19, 40),
        ("Usia maks 45", None, 45),
    ],
)
def test_ages_are_read_with_and_without_a_word_for_them(
    text: str, low: int | None, high: int | None
) -> None:
    found = figures(text).ages
    assert found is not None
    assert found.ages.both == Range(low, high)


@pytest.mark.parametrize(
    "text", ["RM 55-70 per ton", "jam kerja 16-20 jam", "NT 20-35", "18-20 orang", "las 3G", ""]
)
def test_other_numbers_are_no_ages(text: str) -> None:
    assert figures(text).ages is None


def test_bounds_of_both_sexes_stay_apart() -> None:
    found = figures("Umur P 20-38 th, L 20-35 th. Tinggi P 155 up, L 165 up")
    assert found.ages is not None
    assert (found.ages.ages.female, found.ages.ages.male) == (Range(20, 38), Range(20, 35))
    assert (found.height.female.low, found.height.male.low) == (155, 165)
    assert found.sex is None


def test_bounds_of_both_sexes_are_for_both_whatever_else_is_named() -> None:
    found = figures("laki-laki. Tinggi P 155 up, L 165 up")
    assert (found.sex, found.height.female.low) == (None, 155)


def test_an_advert_for_one_sex_asks_its_bounds_of_everybody() -> None:
    found = figures("lelaki umur 18-39, TB 160 cm")
    assert found.sex == "M"
    assert found.ages is not None
    assert found.ages.ages.both == Range(18, 39)
    assert found.height.both.low == 160


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Butuh 12 P + 4 L", Openings(male=4, female=12)),
        ("Urgent 25 pax", Openings(both=25)),
        ("10名を募集します", Openings(both=10)),
        ("We're hiring 5 Indonesian-speaking juniors", Openings(both=5)),
        ("従業員40名の会社", None),
        ("anak 2 orang", None),
        ("usia 20-35", None),
    ],
)
def test_posts_are_counted_where_people_are_wanted(text: str, expected: Openings | None) -> None:
    assert figures(text).openings == expected


@pytest.mark.parametrize(
    ("text", "country", "low", "currency"),
    [
        ("Gaji pokok 28.590 NT, makan 2x", "Taiwan", 28590, "TWD"),
        ("Borongan RM 55-70 per ton, basic RM 1.700", "Malaysia", 1700, "MYR"),
        ("月給19.8万~23万円", "Japan", 198_000, "JPY"),
        ("gaji 1.800", "Malaysia", 1800, "MYR"),
        ("tabungan AUD 5.000", "Australia", None, None),
        ("bisa las 3G", "Japan", None, None),
    ],
)
def test_a_wage_has_a_word_for_pay_or_a_currency(
    text: str, country: str, low: float | None, currency: str | None
) -> None:
    found = figures(text, country).wage
    assert (found and found.range.low, found and found.currency) == (low, currency)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Kontrak 2 tahun + perpanjangan", 24),
        ("24 mths renewable", 24),
        ("Gaji 230. 2 tahun. Agency", 24),
        ("契約は年ごと", 12),
        ("pengalaman min 1 kontrak (22 bln)", None),
        ("anak umur 2 tahun", None),
    ],
)
def test_a_contract_is_named_or_stands_alone(text: str, months: float | None) -> None:
    assert figures(text).contract_months == months


@given(drawn_adverts, st.sampled_from([None, "Taiwan", "Japan"]))
def test_whatever_stands_there_is_read_and_told_by_its_place(
    text: str, country: str | None
) -> None:
    segments = list(segments_of(text))
    read = figures_of(segments, country)
    assert read.bounds | read.wages <= set(range(len(segments)))
    if read.figures.wage is not None:
        assert read.wages

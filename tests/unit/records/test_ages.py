"""Ages: every way in which adverts ask them, by sex and as days of birth."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS, advert_texts
from matcher.calendar import add_months
from matcher.errors import CellError
from matcher.records.ages import AgeBounds, parse_ages
from matcher.records.bounds import Range
from matcher.records.sexes import BoundsBySex

NONE = Range()


def ages(text: str) -> BoundsBySex:
    found = parse_ages(text)
    assert found is not None
    assert (found.born_from, found.born_until) == (None, None)
    return found.ages


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20-35", 20, 35), ("10-99", 10, 99), ("syarat khusus: maks. usia 35 tahun", None, 35),
         ("20–40 tahun", 20, 40), ("19 s/d 28", 19, 28), ("18 s.d 38", 18, 38),
        ("Berusia 18 Tahun s.d 38 Tahun", 18, 38), ("min 18 – 35", 18, 35), ("max 35 th", None, 35),
        ("minimal 21 tahun", 21, None), ("18+", 18, None), ("di atas 20 tahun", 20, None),
        ("tidak lebih dari 40", None, 40), ("18歳以上35歳未満", 18, 34), ("만 18세 ~ 39세", 18, 39),
        ("di bawah 35 tahun", None, 34), ("18〜", 18, None), ("〜35歳", None, 35),
        ("umur 18 sampai dengan 35", 18, 35), ("usia min 18 max 35", 18, 35),
        ("maksimal 35, minimal 18", 18, 35), ("18 tahun ke atas", 18, None),
        ("antara 20 dan 35 tahun", 20, 35), ("18 – maks 35", 18, 35), ("18-35 tahun (L/P)", 18, 35),
        ("18 years old and above", 18, None), ("17,5 - 30,5", 18, 30),
        ("35 tahun maksimal", None, 35),
        ("Pria/wanita usia 20–40 tahun (tergantung kebijakan panti)", 20, 40),
        ("usia 18-35 tahun, pengalaman minimal 11 tahun", 18, 35), ("TB 55, usia 18-35", 18, 35),
        ("\uff12\uff10\uff5e\uff13\uff15", 20, 35),
    ],
)  # fmt: skip
def test_ages_of_everybody_are_read(text: str, low: int | None, high: int | None) -> None:
    assert ages(text) == BoundsBySex(Range(low, high))


@pytest.mark.parametrize(
    ("text", "male", "female"),
    [
        ("L 18-30, P 20-35", (18, 30), (20, 35)),
        ("pria 20-35 / wanita 20-40", (20, 35), (20, 40)),
        ("18-30 (L), 20-35 (P)", (18, 30), (20, 35)),
        ("Pria sehat usia 18-35, wanita belum menikah usia 20-40", (18, 35), (20, 40)),
        ("L maks 30, P maks 35", (None, 30), (None, 35)),
        ("L min 18 maks 30, P 20+", (18, 30), (20, None)),
    ],
)
def test_ages_by_sex_are_read(
    text: str, male: tuple[int | None, int], female: tuple[int, int | None]
) -> None:
    assert ages(text) == BoundsBySex(NONE, Range(*male), Range(*female))


def test_the_ages_of_one_named_sex_are_its_own() -> None:
    assert ages("Laki - laki usia 19 s/d 28 tahun, pendidikan minimal SD").male == Range(19, 28)
    assert ages("Perempuan, usia 23–45 tahun") == BoundsBySex(female=Range(23, 45))


@pytest.mark.parametrize(
    "text",
    ["", "usia", "kontrak 3 tahun", "pengalaman minimal 15 tahun", "lahir di Sragen", "abc 20"],
)
def test_a_text_about_something_else_asks_no_age(text: str) -> None:
    assert parse_ages(text) is None


@pytest.mark.parametrize(
    ("text", "reason", "repair"),
    [
        ("35-18", "The lowest value 35 is above the highest 18.", "Write 18-35 if the two"),
        ("usia 1850", "'1850' is no age of a worker.", "Write it as 20-35, min 20 or max 35."),
        ("5", "'5' is no age of a worker.", "Write it as 20-35, min 20 or max 35."),
        ("25", "'25' does not say whether 25 is the lowest or the highest age.", "Write min 25 or"),
        ("L 18-30, L 20-35", "'L 18-30, L 20-35' holds two bounds that do not fit", "Write one"),
    ],
)
def test_what_is_wrong_is_said_with_the_repair(text: str, reason: str, repair: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_ages(text)
    assert caught.value.reason.startswith(reason)
    assert caught.value.repair.startswith(repair)
    assert caught.value.value == text


@pytest.mark.parametrize(
    ("text", "born_from", "born_until"),
    [
        ("kelahiran 3 Juni 1985 – 4 Juni 2007", date(1985, 6, 3), date(2007, 6, 4)),
        ("lahir antara 1/1/1990 dan 31/12/2005", date(1990, 1, 1), date(2005, 12, 31)),
        ("kelahiran 1990-2005", date(1990, 1, 1), date(2005, 12, 31)),
        ("kelahiran 1930-2029", date(1930, 1, 1), date(2029, 12, 31)),
        ("kelahiran tahun 1995 ke atas", date(1995, 1, 1), None),
        ("lahir sebelum 5 Juni 2007", None, date(2007, 6, 4)),
        ("lahir sejak Juni 1985", date(1985, 6, 1), None),
    ],
)
def test_days_of_birth_are_kept_as_days(
    text: str, born_from: date | None, born_until: date | None
) -> None:
    assert parse_ages(text) == AgeBounds(born_from=born_from, born_until=born_until)


def test_one_day_of_birth_alone_is_no_range() -> None:
    with pytest.raises(CellError, match="names no first and last day of birth"):
        parse_ages("lahir 3 Juni 1985")


births = st.dates(date(1960, 1, 1), date(2010, 12, 31))


@given(births, births, births, st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_whoever_is_born_in_the_range_has_an_allowed_age(
    one: date, two: date, three: date, day: date
) -> None:
    first, born, last = sorted((one, two, three))
    found = parse_ages(f"kelahiran {first:%d/%m/%Y} s/d {last.isoformat()}")
    assert found is not None
    both = found.on(day).ages.both
    assert both.low is not None
    assert both.high is not None
    assert add_months(born, 12 * int(both.low)) <= day < add_months(born, 12 * int(both.high) + 12)


def test_an_age_is_reached_on_the_birthday() -> None:
    found = parse_ages("kelahiran 3 Juni 1985 – 4 Juni 2007")
    assert found is not None
    assert found.on(date(2025, 6, 2)).ages.both == Range(17, 39)
    assert found.on(date(2025, 6, 4)).ages.both == Range(18, 40)


def test_ages_are_the_same_on_every_day() -> None:
    bounds = AgeBounds(BoundsBySex(Range(18, 35)))
    assert bounds.on(date(2025, 1, 1)) is bounds


WRITINGS = (
    "{}-{}", "{} – {} tahun", "{} s/d {}", "usia {} s.d. {} th", "min {} max {}",
    "{}歳以上{}歳以下",
    "{} sampai {}", "antara {} dan {}", "umur minimal {} tahun, maksimal {} tahun",
    "만 {}세 ~ {}세",
)  # fmt: skip


@given(st.integers(15, 60), st.integers(0, 30), st.sampled_from(WRITINGS))
def test_a_range_survives_every_writing(low: int, more: int, writing: str) -> None:
    assert ages(writing.format(low, low + more)).both == Range(low, low + more)


@given(
    st.lists(st.tuples(st.integers(15, 40), st.integers(0, 30)), min_size=2, max_size=2),
    st.sampled_from([("L", "P"), ("pria", "wanita"), ("Laki-laki", "Perempuan"), ("men", "women")]),
    st.sampled_from(["{0} {1}, {2} {3}", "{1} ({0}), {3} ({2})", "usia {0}: {1} / {2}: {3}"]),
)
def test_ranges_by_sex_survive_every_writing(
    drawn: list[tuple[int, int]], names: tuple[str, str], writing: str
) -> None:
    (first, more), (second, still) = drawn
    text = writing.format(
        names[0], f"{first}-{first + more}", names[1], f"{second}-{second + still}"
    )
    found = ages(text)
    assert found.male == Range(first, first + more)
    assert found.female == Range(second, second + still)


@given(advert_texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(CellError):
        found = parse_ages(text)
        assert found is None or found.on(date(2025, 1, 1)).born_from is None


@pytest.mark.parametrize("prefix", ["", "usia ", "lahir "])
@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str, prefix: str) -> None:
    with suppress(CellError):
        parse_ages(prefix + text)

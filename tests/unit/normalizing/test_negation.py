"""Negation: what is denied is never asserted, and the scope ends with the clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS, advert_texts
from matcher.normalizing.negation import split_negated


@pytest.mark.parametrize(
    ("text", "asserted", "negated"),
    [
        (
            "perawat panti Jompo Taiwan (Nurse), BUKAN PRT",
            ["perawat panti Jompo Taiwan (Nurse)"],
            ["PRT"],
        ),
        ("tidak bertato", [], ["bertato"]),
        ("tidak berkacamata", [], ["berkacamata"]),
        ("non muslim", [], ["muslim"]),
        ("SMA/SMK non-keperawatan", ["SMA/SMK"], ["keperawatan"]),
        ("nonkeperawatan", [], ["keperawatan"]),
        ("tidak bertato dan bertindik", [], ["bertato", "bertindik"]),
        ("tidak bertato, bertindik, atau buta warna", [], ["bertato", "bertindik", "buta warna"]),
        ("perawat bukan PRT, sopir atau koki", ["perawat", "sopir atau koki"], ["PRT"]),
        ("tidak bertato, mabuk, judi atau merokok, sehat", ["sehat"],
         ["bertato", "mabuk", "judi", "merokok"]),
        ("tidak bertato, sehat jasmani", ["sehat jasmani"], ["bertato"]),
        ("tidak bertato, jujur, bukan perokok atau peminum", ["jujur"],
         ["bertato", "perokok", "peminum"]),
        ("semua jurusan kecuali keperawatan", ["semua jurusan"], ["keperawatan"]),
        ("perawat (bukan PRT)", ["perawat"], ["PRT"]),
        ("bukan PRT tapi perawat", ["perawat"], ["PRT"]),
        ("belum menikah; sehat", ["sehat"], ["menikah"]),
        ("タトゥーなし", [], ["タトゥー"]),
        ("喫煙不可、健康", ["健康"], ["喫煙"]),
        ("welder", ["welder"], []),
        ("", [], []),
        ("tidak", [], []),
    ],
)  # fmt: skip
def test_what_is_denied_is_told_from_what_is_said(
    text: str, asserted: list[str], negated: list[str]
) -> None:
    assert split_negated(text) == (tuple(asserted), tuple(negated))


@pytest.mark.parametrize(
    "text",
    [
        "tidak lebih dari 40", "tidak kurang dari 18", "ijasah tidak harus keperawatan",
        "tidak wajib JLPT", "tidak hanya las", "not only welding", "kurang dari 35 tahun",
    ],
)  # fmt: skip
def test_bounds_and_what_is_not_demanded_deny_nothing(text: str) -> None:
    assert split_negated(text) == ((text,), ())


names = st.sampled_from(["welder", "perawat lansia", "las SMAW 3G", "PRT", "bertato"])


@given(
    names, names, st.sampled_from(["{}, bukan {}", "{} (bukan {})", "{}; tidak {}", "{} non {}"])
)
def test_a_denial_reaches_its_own_name_alone(said: str, denied: str, writing: str) -> None:
    assert split_negated(writing.format(said, denied)) == ((said,), (denied,))


@given(advert_texts)
def test_any_text_is_split_into_parts_of_it(text: str) -> None:
    found = split_negated(text)
    for part in (*found.asserted, *found.negated):
        assert part
        assert part in text


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str) -> None:
    assert split_negated(text) is not None
    assert split_negated("tidak " + text) is not None

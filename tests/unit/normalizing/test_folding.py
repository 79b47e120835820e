"""Folding: one spelling for what is written in many ways."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold, is_native

#: Letters of the scripts that adverts mix, and the signs between them.
LETTERS = "abéßñøKk136 .-–'&+#/,()w/oand介护ガが용접\uff13\uff27لحأإآ\u0640\u064b\u064e\u0651\u0670"
TEXTS = st.one_of(st.text(), st.text(alphabet=LETTERS))


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_case_width_and_surrounding_blanks_change_nothing(text: str) -> None:
    folded = fold(unicodedata.normalize("NFKC", text).casefold())
    assert fold(f"  {text}\t") == fold(text)
    assert fold(text.casefold()) == folded


@given(TEXTS)
def test_a_folded_text_has_single_blanks_and_no_capital_letters(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert folded == folded.casefold()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Juru   LAS ", "juru las"),
        ("\uff2a\uff2c\uff30\uff34\u3000\uff2e\uff14", "jlpt n4"),
        ("Pflegefachkraft für Ältere", "pflegefachkraft fur altere"),
        ("Łódź, Ærø", "lodz aero"),
        ("seafarer’s book", "seafarers book"),
        ("JFT-Basic", "jft basic"),
        ("3G/4G", "3g 4g"),
        ("Plastik & Kemasan", "plastik & kemasan"),
        ("Plastik dan Kemasan", "plastik & kemasan"),
        ("plastics and packaging", "plastics & packaging"),
        ("S.M.A.W.", "smaw"),
        ("S M A W 3 G", "smaw 3g"),
        ("JLPT N-4", "jlpt n4"),
        ("visa E-7", "visa e7"),
        ("IELTS 5,5", "ielts 5.5"),
        ("C++ and C#", "c++ & c#"),
        ("w/o experience", "without experience"),
        ("", ""),
        (" -- !!", ""),
    ],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text",
    ["Teknik Pengelasan-K13-rev", "Teknik Pengelasan-K06", "Teknik Pengelasan K13"],
)
def test_the_curriculum_suffix_of_a_programme_is_dropped(text: str) -> None:
    assert fold(text) == "teknik pengelasan"


def test_a_curriculum_alone_is_no_suffix() -> None:
    assert fold("K13") == "k13"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("介護 技能・評価試験", "介護技能評価試験"),
        ("현지 기량검증", "현지기량검증"),
        ("CO2용접", "co2 용접"),
        ("日本語:JLPT N3相当", "日本語 jlpt n3 相当"),
        ("ﾋﾞﾙｸﾘｰﾆﾝｸﾞ", "ビルクリーニング"),
    ],
)
def test_native_scripts_keep_their_letters_without_blanks(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_marks_that_make_a_japanese_letter_stay() -> None:
    assert fold("が") != fold("か")


#: Vowels, doubled and single, doubling, no vowel, a small letter, the stroke that lengthens.
UNWRITTEN = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"


@given(st.lists(st.sampled_from([*"لحامأإآؤئةى ", *UNWRITTEN])).map("".join))
def test_vowels_in_arabic_and_what_lengthens_a_word_change_nothing(text: str) -> None:
    plain = "".join(letter for letter in text if letter not in UNWRITTEN)
    assert fold(text) == fold(plain) == " ".join(plain.split())


def test_arabic_words_meet_with_and_without_vowels() -> None:
    assert fold("لِحَامٌ") == fold("لـــحام") == "لحام"
    assert fold("مُمَرِّض") == "ممرض"


def test_a_text_is_native_from_its_first_native_letter() -> None:
    assert is_native("las 溶接")
    assert not is_native("Łódź")

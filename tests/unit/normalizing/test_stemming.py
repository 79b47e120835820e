"""Stems: forms of one word meet, other words stay apart, nothing is lost altogether."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.stemming import arabic_cores, stem_in

LANGUAGES = ("en", "es", "pt", "de", "id", "other")
WORDS = st.text("abcdefilmnoprstu", min_size=1, max_size=16)


@given(st.sampled_from(LANGUAGES), WORDS)
def test_a_stem_is_a_part_of_its_word_less_its_prefix(language: str, word: str) -> None:
    stem = stem_in(language, word)
    assert stem
    assert len(stem) <= len(word) + 1
    assert stem[1:] in word


@given(WORDS)
def test_only_indonesian_loses_the_beginning_of_a_word(word: str) -> None:
    for language in ("en", "es", "pt", "de", "other"):
        assert word.startswith(stem_in(language, word))


@given(st.sampled_from(LANGUAGES), st.text(max_size=12))
def test_a_word_with_other_letters_or_digits_is_its_own_stem(language: str, word: str) -> None:
    if not (word.isascii() and word.isalpha()):
        assert stem_in(language, word) == word


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "weld welds welder welders welding welded"),
        ("en", "plan planner planning planned"),
        ("en", "manage manager management managing"),
        ("en", "communicate communication communications communicator"),
        ("es", "soldador soldadora soldadores soldadoras"),
        ("es", "tecnico tecnica tecnicos tecnicas"),
        ("pt", "cozinheiro cozinheira"),
        ("pt", "operador operadora operadores operadoras"),
        ("de", "reinigen reinigung reinigungen reiniger reinigern"),
        ("de", "pflege pflegen pfleger"),
        ("ar", "لحام اللحام باللحام واللحام"),
        ("ar", "ممرض ممرضة الممرضين ممرضات"),
        ("id", "olah pengolah pengolahan mengolah"),
        ("id", "tanam penanam menanam penanaman"),
        ("id", "pukul memukul pemukul"),
    ],
)
def test_forms_of_a_word_meet(language: str, words: str) -> None:
    assert len({stem_in(language, word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "nurse", "nun"),
        ("en", "glass", "glaze"),
        ("es", "minero", "minorista"),
        ("pt", "padeiro", "padre"),
        ("id", "perawat", "perahu"),
        ("de", "pflege", "pflanze"),
        ("ar", "لحام", "لحوم"),
    ],
)
def test_other_words_stay_apart(language: str, one: str, other: str) -> None:
    assert stem_in(language, one) != stem_in(language, other)


@given(st.text("ابتحدرسفكلمنهويةأإؤ", min_size=1, max_size=14))
def test_an_arabic_stem_is_a_part_of_its_word_in_one_way_of_writing(word: str) -> None:
    stem = stem_in("ar", word)
    assert len(stem) >= min(len(word), 3)
    assert stem in word.translate(str.maketrans("أإؤ", "ااو"))


@given(st.text("ابتحدرسفكلمنهوية", max_size=14))
def test_what_is_written_with_an_arabic_word_stands_before_it(word: str) -> None:
    for core in arabic_cores(word):
        assert len(core) >= 3
        assert word.endswith(core)
        assert word != core

"""Modality: what softens goes before what demands, and the words themselves go."""

import pytest
from hypothesis import given

from advert_texts import LONG_TEXTS, advert_texts
from matcher.normalizing.modality import Modal, read_modality
from matcher.tables import read_data_table

PHRASES = [
    (row.required("modality"), item.partition("=")[0], item.partition("=")[2])
    for row in read_data_table("data/modality.csv", package="matcher.normalizing")
    for item in row.items("phrases")
]


@pytest.mark.parametrize(("modality", "phrase", "stays"), PHRASES)
def test_every_phrase_says_its_modality_and_leaves_the_rest(
    modality: str, phrase: str, stays: str
) -> None:
    assert read_modality(phrase) == (modality, stays.strip("."))
    found = read_modality(f"JLPT N4 ({phrase})")
    assert found.modality == modality
    assert found.text.startswith("JLPT N4")


@pytest.mark.parametrize(
    ("text", "modality", "rest"),
    [
        ("Diutamakan berpengalaman pertanian", "nice", "berpengalaman pertanian"),
        ("lebih disukai JLPT N4", "nice", "JLPT N4"),
        ("SMAW nilai plus", "nice", "SMAW"),
        ("JLPT N3 尚可", "nice", "JLPT N3"),
        ("経験者歓迎", "nice", "経験者"),
        ("wajib JLPT N4", "must", "JLPT N4"),
        ("minimal 21 tahun", "must", "minimal 21 tahun"),
        ("English required", "must", "English"),
        ("paspor bisa diusahakan", "negotiable", "paspor"),
        ("usia 20–40 tahun (tergantung kebijakan panti)", "negotiable", "usia 20–40 tahun"),
        ("pengalaman tidak diperlukan", "not_asked", "pengalaman"),
        ("non pengalaman diterima setelah pelatihan", "not_asked", "pengalaman"),
        ("経験:不問", "not_asked", "経験"),
        ("fresh graduate boleh", "not_asked", "pengalaman"),
        ("ijasah tidak harus keperawatan", "not_asked", "ijasah keperawatan"),
        ("JLPT N4 diutamakan, tidak wajib", "nice", "JLPT N4"),
        ("wajib SIM A, bisa diusahakan", "negotiable", "SIM A"),
        (" las SMAW 3G ", None, "las SMAW 3G"),
        ("administrasi", None, "administrasi"),
    ],
)
def test_phrases_of_adverts_are_read(text: str, modality: str | None, rest: str) -> None:
    assert read_modality(text) == (modality, rest)


@given(advert_texts)
def test_any_text_is_read_and_one_without_a_word_for_it_is_kept(text: str) -> None:
    found = read_modality(text)
    assert found.modality is not None or found == Modal(None, text.strip())


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_end(text: str) -> None:
    assert read_modality(text)

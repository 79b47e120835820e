"""How a part of an advert asks: must, wish, what may still be learnt, and what is not asked."""

import pytest
from hypothesis import given

from drawn_adverts import drawn_adverts
from matcher.normalizing.extracting.asking import asserted_part, denies, manner_of, stage_of


@pytest.mark.parametrize(
    ("text", "modality", "leads"),
    [
        ("Diutamakan tamatan SMK pemesinan", "nice", True),
        ("lulusan SMK lebih disukai", "nice", False),
        ("ngasih susu (akan diajari)", "negotiable", False),
        ("Arab pasaran (eks Saudi diprioritaskan)", None, False),
        ("SIM motor tidak wajib", "not_asked", False),
        ("Pastry not needed", "not_asked", False),
        ("免許は必要ありません", "not_asked", False),
        ("N4以上必須", "must", False),
        ("bisa las", None, False),
        ("", None, False),
    ],
)
def test_how_much_is_asked(text: str, modality: str | None, leads: bool) -> None:  # noqa: FBT001
    found = manner_of(text)
    assert found.modality == modality
    assert found.is_leading is leads


def test_papers_and_what_is_due_before_leaving_have_the_stage_of_the_departure() -> None:
    assert stage_of("SKCK", "document") == "depart"
    assert stage_of("German at B1 before departure", "language") == "depart"
    assert stage_of("bisa renang", "condition") == "select"


def test_what_is_denied_is_told_from_what_is_said_beside_it() -> None:
    assert denies("bukan sopir truk", asserted_has_concept=False)
    assert not denies("can read diagrams without help", asserted_has_concept=True)
    assert denies("塗装の仕事ではありません", asserted_has_concept=True)
    assert asserted_part("perawat, bukan PRT") == "perawat"


@given(drawn_adverts)
def test_any_text_asks_in_some_manner(text: str) -> None:
    assert manner_of(text[:300]).modality in {None, "must", "nice", "negotiable", "not_asked"}

"""Inference: unseen wordings of a concept are found, what only shares words with it is not."""

import pytest

from matcher import Normalizer

NORMALIZER = Normalizer()


@pytest.mark.parametrize("text", ["bertato", "takut ketinggian", "Program Tokutei Ginou"])
def test_the_opposite_of_a_condition_or_a_scheme_means_no_concept(text: str) -> None:
    assert NORMALIZER.resolve(text).abstained


@pytest.mark.parametrize(
    "text",
    ["psychology lecturer", "Dosen Keperawatan", "soldering iron", "plasma", "GMAW 3G SMAW"],
)
def test_what_names_something_else_as_well_is_left_alone(text: str) -> None:
    assert NORMALIZER.resolve(text).abstained


def test_kinds_restrict_what_is_inferred() -> None:
    for found in NORMALIZER.resolve_many(["bongkar mesin diesel kapal"], kinds=["document"]):
        assert found.kind in (None, "document")


def test_one_text_and_many_give_the_same() -> None:
    texts = ["jahit jaring yang sobek", "menemani opa jalan pagi", "juru tulis", "welder kapal"]
    assert NORMALIZER.resolve_many(texts) == [NORMALIZER.resolve(text) for text in texts]


def test_a_length_of_time_is_no_part_of_what_is_meant() -> None:
    plain, dated = NORMALIZER.resolve_many(
        ["truck driving", "four years of truck driving"], kinds=["occupation"]
    )
    assert plain.id == dated.id == "occupation:truck-driver"

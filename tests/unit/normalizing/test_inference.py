"""Inference: unseen wordings of a concept are found, what only shares words with it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Normalizer
from matcher.normalizing.inference import confidence
from matcher.normalizing.signs import Signs

NORMALIZER = Normalizer()
NOTHING = Signs(*(False,) * len(Signs._fields))
shares = st.floats(0, 1)


@given(shares, shares, shares)
def test_a_confidence_is_bounded_and_grows_with_the_search_and_the_marks(
    score: float, more: float, held: float
) -> None:
    low, high = sorted((score, more))
    weak = NOTHING._replace(score=low, held=held)
    strong = weak._replace(score=high, explained=1.0)
    assert 0 <= confidence(weak) <= confidence(strong) <= 0.95


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


@given(shares, shares)
def test_a_section_speaks_for_what_is_named_there(score: float, held: float) -> None:
    signs = NOTHING._replace(score=score, held=held)
    assert confidence(signs, in_section=True) >= confidence(signs)
    assert confidence(NOTHING, in_section=True) > confidence(NOTHING)

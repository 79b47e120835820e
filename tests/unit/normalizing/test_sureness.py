"""Sureness: bounded, growing with what speaks for a concept, each place with a curve of its own."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.lookup import STRIPPED
from matcher.normalizing.signs import Signs
from matcher.normalizing.sureness import confidence, evidence

NOTHING = Signs(*(False,) * len(Signs._fields))
LIKELY = NOTHING._replace(
    score=0.6, lead=0.2, is_first=True, explained=0.8, explained_lead=0.3, held=0.8, alike=0.7,
    kind=0.6, terms=1.1, head=True,
)  # fmt: skip
shares = st.floats(0, 1)


def sure(signs: Signs, *, in_section: bool = False) -> float:
    return confidence(evidence(signs, in_section=in_section))


@given(shares, shares, shares)
def test_a_confidence_is_bounded_and_grows_with_the_search(
    score: float, more: float, held: float
) -> None:
    low, high = sorted((score, more))
    weak = NOTHING._replace(score=low, held=held)
    strong = weak._replace(score=high, explained=1.0, explained_lead=1.0)
    for in_section in (True, False):
        least, most = (sure(one, in_section=in_section) for one in (weak, strong))
        assert 0 <= least <= most <= STRIPPED


def test_a_mark_and_a_lead_speak_for_a_concept() -> None:
    weak = NOTHING._replace(score=0.3, held=0.4, alike=0.3)
    for in_section in (True, False):
        plain = sure(weak, in_section=in_section)
        assert sure(weak._replace(said=True), in_section=in_section) > plain
        assert sure(weak._replace(explained_lead=0.9), in_section=in_section) > plain


def test_a_section_speaks_for_what_is_named_there() -> None:
    for signs in (NOTHING, LIKELY, LIKELY._replace(score=0.3), LIKELY._replace(said=True)):
        assert sure(signs, in_section=True) > sure(signs)


def test_without_signs_nothing_is_likely() -> None:
    assert sure(NOTHING) < sure(NOTHING, in_section=True) < 0.2


def test_a_name_that_is_all_alike_is_surer_than_one_that_is_nearly() -> None:
    whole = LIKELY._replace(alike=1.0)
    for in_section in (True, False):
        plain = sure(whole, in_section=in_section)
        assert sure(whole._replace(same=True), in_section=in_section) > plain
        assert sure(whole._replace(alike_lead=0.5), in_section=in_section) > plain


@given(st.floats(-700, 700), st.floats(-700, 700))
def test_more_evidence_is_never_less_sure(one: float, other: float) -> None:
    least, most = sorted((one, other))
    assert 0 <= confidence(least) <= confidence(most) <= STRIPPED

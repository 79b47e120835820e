"""Signs: what speaks for a concept, compared with what is counted by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.searching import Hit
from matcher.normalizing.signs import Signs, Text, signs_of
from matcher.normalizing.wording import Wording
from matcher.taxonomy import Taxonomy

NAMES = {
    "pipe": ["tukang pipa", "pipe fitter"],
    "weld": ["juru las", "pengelasan pipa"],
    "calm": ["tidak merokok", "bebas rokok"],
}
WORDING = Wording.of(
    Taxonomy.from_labels(
        [concept for concept, names in NAMES.items() for _ in names],
        [name for names in NAMES.values() for name in names],
    )
)
HITS = [Hit("weld", "", "skill", 0.7), Hit("pipe", "", "occupation", 0.4)]


def text(folded: str) -> Text:
    return Text(folded, WORDING, frozenset({"korea"}))


def signs(folded: str) -> dict[str, Signs]:
    return signs_of(text(folded), HITS, {}, {})


def test_a_search_gives_score_and_lead() -> None:
    found = signs("las pipa")
    assert (found["weld"].is_first, found["pipe"].is_first) == (True, False)
    assert found["weld"].lead == pytest.approx(0.3)
    assert found["weld"].lead_in_kind == pytest.approx(0.7)


def test_shares_count_terms_by_weight() -> None:
    found = signs("las pipa")
    las, pipa, juru = (WORDING[term] for term in ("las", "pipa", "juru"))
    assert found["weld"].explained == pytest.approx(1.0)
    assert found["pipe"].explained == pytest.approx(pipa / (las + pipa))
    assert found["weld"].held == pytest.approx(
        max(las / (juru + las), pipa / (pipa + WORDING["elas"]))
    )


def test_a_country_is_no_term() -> None:
    assert text("las korea").terms == ("las",)


def test_what_a_name_denies_a_text_must_deny_too() -> None:
    assert text("rokok").compared_with("calm") is None
    assert text("tidak rokok").compared_with("calm") is not None
    assert text("tidak las").compared_with("weld") is None


def test_a_text_without_terms_has_no_signs() -> None:
    assert signs("di & 12") == {}


def test_a_single_word_that_no_name_holds_is_derived() -> None:
    assert signs("pengelas")["weld"].derived
    assert not signs("las")["weld"].derived


@given(st.lists(st.sampled_from(["las", "pipa", "juru", "tidak", "xyz", "korea"]), max_size=6))
def test_shares_are_shares_and_order_counts_only_at_the_ends(words: list[str]) -> None:
    for concept, found in signs(" ".join(words)).items():
        assert all(0 <= share <= 1 + 1e-9 for share in (found.explained, found.held, found.alike))
        turned = signs(" ".join(reversed(words)))[concept]
        assert math.isclose(found.explained, turned.explained)
        assert math.isclose(found.alike, turned.alike)

"""Signs: what speaks for a concept, compared with what is counted by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.searching import Hit
from matcher.normalizing.signs import Signs, Text, signs_of
from matcher.normalizing.wording import Wording, units_in
from matcher.taxonomy import Taxonomy

#: Beside plain words of the table of meanings, words that no table knows.
NAMES = {
    "pipe": ["zorp pipa", "pipa zorp"],
    "weld": ["zorp las", "pipa xylo"],
    "calm": ["tidak xylo", "quux xylo"],
    "cook": ["kompor", "stove", "コンロ"],
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


def weight(word: str) -> float:
    (unit,) = units_in(word)
    return WORDING.weight(unit)


def test_a_search_gives_score_and_lead() -> None:
    found = signs("las pipa")
    assert (found["weld"].is_first, found["pipe"].is_first) == (True, False)
    assert found["weld"].lead == pytest.approx(0.3)
    assert found["weld"].lead_in_kind == pytest.approx(0.7)


def test_shares_count_units_by_weight() -> None:
    found = signs("las pipa")
    las, pipa, zorp, xylo = map(weight, ("las", "pipa", "zorp", "xylo"))
    assert found["weld"].explained == pytest.approx(1.0)
    assert found["pipe"].explained == pytest.approx(pipa / (las + pipa))
    assert found["weld"].held == pytest.approx(max(las / (zorp + las), pipa / (pipa + xylo)))
    assert found["weld"].alike == pytest.approx(
        max(2 * las / (las + pipa + zorp + las), 2 * pipa / (las + pipa + pipa + xylo))
    )


def test_a_unit_weighs_as_much_as_the_most_common_of_what_it_may_mean() -> None:
    rare, common = "quux", "zorp"
    assert WORDING[rare] > WORDING[common]
    assert WORDING.weight((rare, common)) == WORDING[common]


def test_what_several_languages_say_is_the_same_unit() -> None:
    found = [signs(f"{word} pipa") for word in ("las", "溶接", "schweissen")]
    assert found[0] == found[2]
    assert found[0]["weld"].alike == found[1]["weld"].alike > 0


def test_a_lead_is_how_far_the_next_is_behind() -> None:
    found = signs("zorp pipa")
    assert found["pipe"].alike_lead == pytest.approx(found["pipe"].alike - found["weld"].alike)
    assert found["weld"].alike_lead == pytest.approx(-found["pipe"].alike_lead)


@pytest.mark.parametrize(
    ("folded", "same"),
    [("zorp las", True), ("las zorp", True), ("溶接 zorp", True), ("las", False), ("zorp", False)],
)
def test_a_text_is_the_same_as_a_name_that_it_holds_wholly_and_alone(
    folded: str, *, same: bool
) -> None:
    assert signs(folded)["weld"].same == same
    assert not signs(f"{folded} mork")["weld"].same


def test_a_country_is_no_unit() -> None:
    assert text("las korea").units == text("las").units == (("weld",),)
    assert text("las korea").terms == {"weld"}


def test_what_a_name_denies_a_text_must_deny_too() -> None:
    assert text("xylo").compared_with("calm") is None
    assert text("tidak xylo").compared_with("calm") is not None
    assert text("tidak las").compared_with("weld") is None


def test_all_of_another_name_of_what_is_denied_is_enough() -> None:
    assert text("quux xylo").compared_with("calm") == (1.0, 1.0)
    assert text("quux").compared_with("calm") is None


def test_what_only_another_name_denies_may_be_said() -> None:
    denying = [("a", "xylo"), ("a", "tidak zorp"), ("b", "tidak mork")]
    wording = Wording.of(Taxonomy.from_labels(*map(list, zip(*denying, strict=True))))
    assert wording.denying == {"b"}
    assert Text("xylo mork", wording, frozenset()).compared_with("a") is not None


def test_a_text_without_terms_has_no_signs() -> None:
    assert signs("di & 12") == {}


def test_a_single_word_that_no_name_holds_is_derived() -> None:
    assert signs("pengelas")["weld"].derived
    assert not signs("las")["weld"].derived


#: No two of these are an expression together.
WORDS = st.lists(st.sampled_from(["las", "zorp", "xylo", "tidak", "mork", "korea"]), max_size=6)


@given(WORDS)
def test_shares_are_shares_and_order_counts_only_at_the_ends(words: list[str]) -> None:
    for concept, found in signs(" ".join(words)).items():
        assert all(0 <= share <= 1 + 1e-9 for share in (found.explained, found.held, found.alike))
        turned = signs(" ".join(reversed(words)))[concept]
        assert math.isclose(found.explained, turned.explained)
        assert math.isclose(found.alike, turned.alike)
        assert found.same == turned.same


@given(WORDS)
def test_only_one_leads_and_the_same_is_all_held(words: list[str]) -> None:
    found = signs(" ".join(words)).values()
    assert sum(one.alike_lead > 0 for one in found) <= 1
    for one in found:
        assert not one.same or math.isclose(one.held, 1)
        assert one.alike_lead <= one.alike

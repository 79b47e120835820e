"""Coverage: its laws on the plain form, and the same numbers from the one for many pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.rescoring import covering
from matcher.rescoring.covering import TextTerms, coverage_of_pairs
from matcher.rescoring.plain import coverage_of

TERMS = st.sampled_from([f"t{number}" for number in range(12)])
WEIGHTS = st.floats(0, 1, allow_subnormal=False)
ADVERTS = st.dictionaries(TERMS, WEIGHTS, max_size=8).map(lambda one: dict(sorted(one.items())))
WRITTEN = st.sets(TERMS, max_size=8)


@given(ADVERTS, WRITTEN)
def test_coverage_is_a_share_or_unknown(advert: dict[str, float], written: set[str]) -> None:
    covered = coverage_of(advert, written)
    assert (covered is None) == (sum(advert.values()) == 0)
    assert covered is None or 0 <= covered <= 1


@given(ADVERTS, WRITTEN, WRITTEN)
def test_more_text_never_covers_less(
    advert: dict[str, float], written: set[str], more: set[str]
) -> None:
    if (covered := coverage_of(advert, written)) is not None:
        assert covered <= (coverage_of(advert, written | more) or 0.0)


@given(ADVERTS)
def test_an_advert_covers_itself_and_nothing_covers_none_of_it(advert: dict[str, float]) -> None:
    if sum(advert.values()) > 0:
        assert coverage_of(advert, set(advert)) == 1
        assert coverage_of(advert, set()) == 0


@given(ADVERTS, WRITTEN, st.sampled_from([0.25, 0.5]))
def test_only_the_proportions_of_weights_count(
    advert: dict[str, float], written: set[str], scale: float
) -> None:
    scaled = {term: weight * scale for term, weight in advert.items()}
    assert coverage_of(scaled, written) == pytest.approx(coverage_of(advert, written))


@pytest.mark.parametrize("at_once", [1, 5, 1 << 20])
@given(st.lists(ADVERTS, min_size=1, max_size=4), st.lists(WRITTEN, min_size=1, max_size=4))
def test_many_pairs_have_the_numbers_of_the_plain_form_bit_for_bit(
    at_once: int, adverts: list[dict[str, float]], written: list[set[str]]
) -> None:
    numbers = {f"t{number}": place for place, number in enumerate(sorted(map(str, range(12))))}
    told = [dict.fromkeys(sorted(one), 1.0) for one in written]
    places = [(a, w) for a in range(len(adverts)) for w in range(len(written))]
    rows, columns = np.array(places, dtype=np.int64).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(covering, "_AT_ONCE", at_once)
        found = coverage_of_pairs(
            TextTerms.of(adverts, numbers), TextTerms.of(told, numbers), (rows, columns), 12
        )
    plain = [coverage_of(adverts[a], written[w]) for a, w in places]
    wanted = np.array([np.nan if one is None else one for one in plain])
    np.testing.assert_array_equal(found, wanted)


def test_no_pairs_are_no_numbers() -> None:
    nothing = TextTerms.of([], {})
    none = np.zeros(0, dtype=np.int64)
    assert coverage_of_pairs(nothing, nothing, (none, none), 0).size == 0

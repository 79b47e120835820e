"""Lookup: a name as it is, less what stands beside it, in a part, or in every item of a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.levels import split_level
from matcher.normalizing.lookup import PART, STRIPPED, Lookup
from matcher.normalizing.names import Names
from matcher.taxonomy import default_taxonomy
from small_world import TAXONOMY

LOOKUP = Lookup(default_taxonomy(), Names.of(default_taxonomy()))
SCALES = default_taxonomy().scales
FRAMES = st.sampled_from(["{} {}", "{1} {0}", "{} min. {}", "{} ({})", "{} level {}", "min {} {}"])
LEVELS = st.sampled_from([level.label for scale in SCALES.values() for level in scale.levels])
TESTS = st.sampled_from(["JLPT", "TOPIK", "IELTS", "Keperawatan", "bahasa Jepang", "日本語", "zzz"])


def levelled() -> st.SearchStrategy[str]:
    return st.tuples(FRAMES, TESTS, LEVELS).map(lambda drawn: drawn[0].format(*drawn[1:]))


@given(levelled())
def test_the_scales_that_are_tried_are_those_that_can_name_a_concept(text: str) -> None:
    """A look at all scales, one after the other, finds nothing more."""
    found = LOOKUP.find(text, None)
    if found is not None and found.confidence > PART:
        return
    for name, scale in SCALES.items():
        rest, rank = split_level(text, scale)
        if rank is not None and rest:
            named = LOOKUP.names.first(rest.casefold(), None, scale=name)
            assert named is None or found is not None


@given(st.sampled_from(sorted(LOOKUP.names.names)))
def test_a_name_is_found_whole(text: str) -> None:
    found = LOOKUP.find(text, None)
    assert found is not None
    assert (found.name, found.words, found.confidence) == (LOOKUP.names.first(text), text, 1.0)


@pytest.mark.parametrize(
    ("text", "concept", "confidence", "level"),
    [
        ("min. welder", "occupation:welder", STRIPPED, None),
        ("JPLT N4", "language:jlpt", STRIPPED, 2),
        ("kemampuan bahasa Jepang setara N5", "language:japanese", STRIPPED, None),
        ("Caregiver - Taiwan", "occupation:caregiver", STRIPPED, None),
        (
            "kateter urin, tabung oksigen, pasien demensia",
            "skill:urinary-catheter-care",
            PART,
            None,
        ),
        ("welder, bukan caregiver", "occupation:welder", PART, None),
    ],
)
def test_what_stands_beside_a_name_is_taken_off(
    text: str, concept: str, confidence: float, level: float | None
) -> None:
    found = LOOKUP.find(text, None)
    assert found is not None
    assert (found.name.concept, found.confidence, found.level) == (concept, confidence, level)


@pytest.mark.parametrize("text", ["welder, zzz", "welder, caregiver, bukan perawat", "HSK N4", ""])
def test_a_list_with_an_unknown_item_and_a_level_of_another_test_name_nothing(text: str) -> None:
    assert LOOKUP.find(text, None) is None


def test_a_longer_phrase_goes_before_a_shorter_one() -> None:
    found = LOOKUP.find("mahir bahasa jepang", None)
    assert found is not None
    assert found.name.concept == "language:japanese"


def test_a_kind_that_is_not_allowed_is_not_found() -> None:
    assert LOOKUP.find("welder", frozenset({"skill"})) is None
    assert Lookup(TAXONOMY, Names.of(TAXONOMY)).kinds == {concept.kind for concept in TAXONOMY}

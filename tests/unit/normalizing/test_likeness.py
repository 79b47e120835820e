"""Likeness: the name that a text is most like, and how sure that is in a taxonomy like this one."""

import pytest

from matcher.normalizing.index import LabelIndex
from matcher.normalizing.likeness import Likeness
from matcher.normalizing.lookup import Lookup
from matcher.normalizing.names import Names
from matcher.normalizing.similarity import WordWeights
from matcher.taxonomy import Taxonomy


def likeness(taxonomy: Taxonomy) -> Likeness:
    names = Names.of(taxonomy)
    weights = WordWeights.of(names.texts)
    return Likeness(Lookup(taxonomy, names), LabelIndex.fit(names.texts), weights)


LABELS = {
    "weld": ["welder", "juru las"],
    "pipe": ["pipe welder", "juru las pipa"],
    "cook": ["cook", "juru masak"],
}
CURATED = likeness(
    Taxonomy.from_labels(
        [concept for concept, labels in LABELS.items() for _ in labels],
        [label for labels in LABELS.values() for label in labels],
    )
)
#: Ten machines whose operators are called supervisor as well.
MACHINES = ["oil", "gas", "tin", "ore", "zinc", "coal", "salt", "rock", "clay", "sand"]
CLOSE = ["sand pump operator", "sand operator, pump man"]
LOOSE = likeness(
    Taxonomy.from_labels(
        [machine for machine in MACHINES for _ in range(3)]
        + [f"{machine}2" for machine in MACHINES]
        + CLOSE,
        [
            name
            for machine in MACHINES
            for name in (f"{machine} operator", f"{machine} minder", f"{machine} supervisor")
        ]
        + [f"{machine} supervisor" for machine in MACHINES]
        + CLOSE,
    )
)


def test_the_concept_with_the_most_similar_name_is_found_with_those_near_it() -> None:
    found = CURATED.nearest(["pipe welders"], None)["pipe welders"]
    assert found.name is not None
    assert (found.name.concept, found.words) == ("pipe", "pipe welders")
    assert [hit.id for hit in found.candidates] == ["pipe", "weld"]
    assert [hit.score for hit in found.candidates] == sorted(
        (hit.score for hit in found.candidates), reverse=True
    )


def test_a_rival_makes_a_text_less_sure() -> None:
    found = CURATED.nearest(["juru las kapal", "juru masak kapal"], None)
    assert found["juru las kapal"].confidence < found["juru masak kapal"].confidence


def test_a_text_that_is_like_nothing_has_nothing_near() -> None:
    found = CURATED.nearest(["qqq", "", "()"], None)
    assert [near.name for near in found.values()] == [None] * 3
    assert [near.candidates for near in found.values()] == [()] * 3


def test_only_allowed_kinds_are_near() -> None:
    found = CURATED.nearest(["welder"], frozenset({"skill"}))["welder"]
    assert (found.name, found.candidates) == (None, ())


@pytest.mark.parametrize("is_loose", [True, False])
def test_a_taxonomy_is_loose_where_ten_names_are_shared(is_loose: bool) -> None:  # noqa: FBT001
    shared = [f"name {number}" for number in range(10 if is_loose else 9)]
    names = Names.of(Taxonomy.from_labels(["a"] * len(shared) + ["b"] * len(shared), shared * 2))
    assert names.is_loose == is_loose
    assert names.is_shared("name 1")
    assert not names.is_shared("name 1", frozenset({"skill"}))


def test_in_a_loose_taxonomy_a_label_is_an_answer_and_a_shared_or_other_name_is_none() -> None:
    found = LOOSE.nearest(["oil operator", "oil minder", "oil supervisor"], None)
    sure = [near.confidence for near in found.values()]
    assert sure[0] >= 0.8 > max(sure[1:])


def test_in_a_loose_taxonomy_the_label_of_one_concept_alone_is_an_answer() -> None:
    found = LOOSE.nearest([CLOSE[0], f"{CLOSE[0]}s"], None)
    assert found[CLOSE[0]].confidence == 0.8 > found[f"{CLOSE[0]}s"].confidence

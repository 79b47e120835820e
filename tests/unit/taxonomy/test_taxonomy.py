"""A taxonomy answers for its concepts, and knows what holds for each kind."""

from dataclasses import replace

import pytest

from matcher.errors import InputError, UnknownName
from matcher.taxonomy import Concept, Label, Taxonomy
from small_world import TAXONOMY


def test_labels_without_relations_make_a_taxonomy() -> None:
    taxonomy = Taxonomy.from_labels(["a", "b"], ["nurse", "welder"])
    assert [concept.id for concept in taxonomy] == ["a", "b"]
    assert taxonomy["a"].label_en == "nurse"
    assert taxonomy["a"].kind == "concept"


def test_a_repeated_id_is_one_concept_with_several_labels() -> None:
    taxonomy = Taxonomy.from_labels(["a", "a"], ["nurse", "perawat"], language="id")
    assert len(taxonomy) == 1
    assert taxonomy["a"].label_en == "nurse"
    assert taxonomy.labels == (Label("nurse", "id", "a"), Label("perawat", "id", "a"))


def test_labels_of_no_stated_language_serve_every_one() -> None:
    assert Taxonomy.from_labels(["a"], ["nurse"]).labels == (Label("nurse", "mul", "a"),)


def test_every_label_is_folded_once_by_each_way_of_folding() -> None:
    asked: list[str] = []

    def fold(text: str) -> str:
        asked.append(text)
        return text.casefold()

    concepts = {"a": Concept("a", "skill", "Nurse", "Perawat")}
    taxonomy = Taxonomy(concepts, (Label("Ners", "id", "a"), Label("Nurse", "en", "a")))
    expected = {"Ners": "ners", "Nurse": "nurse", "Perawat": "perawat"}
    assert taxonomy.folded(fold) == taxonomy.folded(fold) == expected
    assert sorted(asked) == sorted(expected)
    assert taxonomy.folded(str.upper)["Ners"] == "NERS"


def test_the_first_description_of_an_id_is_kept() -> None:
    taxonomy = Taxonomy.from_labels(["a", "a"], ["x", "y"], descriptions=["first", "second"])
    assert taxonomy["a"].description == "first"


@pytest.mark.parametrize(
    ("labels", "descriptions"), [(["x"], None), (["x", "y"], [None])], ids=["labels", "texts"]
)
def test_lists_of_different_lengths_are_refused(
    labels: list[str], descriptions: list[str | None] | None
) -> None:
    with pytest.raises(InputError, match="There are 2 ids"):
        Taxonomy.from_labels(["a", "b"], labels, descriptions)


def test_a_taxonomy_tells_its_size() -> None:
    assert repr(Taxonomy.from_labels(["a", "a"], ["x", "y"])) == "<Taxonomy: 1 concepts, 2 labels>"


def test_membership_is_by_id() -> None:
    assert "skill:smaw" in TAXONOMY
    assert "SMAW" not in TAXONOMY


def test_an_unknown_concept_suggests_the_nearest_id() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'skill:smaw'"):
        TAXONOMY["skill:smaww"]


def test_a_concept_has_a_label_in_both_languages() -> None:
    concept = TAXONOMY["occupation:welder"]
    assert (concept.label("id"), concept.label("en")) == ("Juru las", "Welder")


def test_a_concept_without_an_indonesian_label_shows_the_english_one() -> None:
    assert Concept("a", "skill", "Welding", "").label("id") == "Welding"


def test_a_kind_is_narrowed_by_its_scale_where_the_table_says_so() -> None:
    assert TAXONOMY.kind("language", "cefr").lead_months == 5
    assert TAXONOMY.kind("language", "jlpt").lead_months == 6
    assert TAXONOMY.kind("language").lead_months == 6


def test_an_unknown_kind_suggests_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match=r"No kind 'skil'\. Did you mean 'skill'"):
        TAXONOMY.kind("skil")


def test_the_kind_of_a_concept_looks_at_its_scale() -> None:
    assert TAXONOMY.kind_of("language:japanese") is TAXONOMY.kind("language", "cefr")
    assert TAXONOMY.kind_of("language:jlpt") is TAXONOMY.kind("language")


def test_a_concept_knows_its_scale() -> None:
    assert TAXONOMY.scale_of("language:jlpt") is TAXONOMY.scales["jlpt"]
    assert TAXONOMY.scale_of("skill:smaw") is None
    assert TAXONOMY.scale_of("?unread") is None


def test_the_lead_time_of_a_concept_goes_before_that_of_its_kind() -> None:
    assert TAXONOMY.lead_months("skill", "skill:cooking") == 1
    assert TAXONOMY.lead_months("skill", "skill:smaw") == 3


def test_a_lead_time_of_no_months_is_a_lead_time() -> None:
    concept = replace(TAXONOMY["skill:smaw"], lead_months=0)
    taxonomy = replace(TAXONOMY, concepts={**TAXONOMY.concepts, "skill:smaw": concept})
    assert taxonomy.lead_months("skill", "skill:smaw") == 0


def test_the_lead_time_of_a_kind_is_narrowed_by_the_scale_of_the_concept() -> None:
    assert TAXONOMY.lead_months("language", "language:japanese") == 5


def test_what_cannot_be_obtained_has_no_lead_time() -> None:
    assert TAXONOMY.lead_months("condition", "condition:no-tattoo") is None


def test_an_unknown_concept_has_the_lead_time_of_its_kind() -> None:
    assert TAXONOMY.lead_months("skill", "?unread") == 3


def test_covered_concepts_are_transitive() -> None:
    expected = {"skill:smaw-6g", "skill:smaw-3g", "skill:smaw", "skill:welding"}
    assert TAXONOMY.covered_by("skill:smaw-6g") == expected


def test_a_concept_that_no_relation_names_covers_and_resembles_itself() -> None:
    taxonomy = Taxonomy.from_labels(["a"], ["nurse"])
    assert taxonomy.covered_by("a") == {"a"}
    assert taxonomy.similar_to("a") == {"a": 1.0}


def test_similar_concepts_have_their_weight() -> None:
    similar = TAXONOMY.similar_to("skill:smaw-3g")
    assert similar["skill:smaw"] == 1.0
    assert similar["skill:brazing"] == 0.4


def test_concepts_of_some_kinds_come_in_table_order() -> None:
    found = TAXONOMY.of_kind(["document", "certificate"])
    assert [concept.id for concept in found] == [
        "certificate:first-aid",
        "certificate:hygiene",
        "document:passport",
        "document:visa",
    ]

"""Merged taxonomies keep what both say, and hear the first where they differ."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_taxonomies import IDS, TEXTS, taxonomies
from matcher.errors import DataTableError, InputError
from matcher.normalizing.folding import fold
from matcher.normalizing.normalizer import Normalizer
from matcher.taxonomy import Label, Taxonomy, default_taxonomy
from matcher.taxonomy.merging import plain_name
from small_field import FIELD
from small_world import TAXONOMY

EMPTY = Taxonomy.from_labels([], [])
drawn = given(taxonomies(), taxonomies())


@given(taxonomies())
def test_merging_with_itself_or_nothing_changes_nothing(taxonomy: Taxonomy) -> None:
    assert taxonomy.merge(taxonomy) == taxonomy
    assert taxonomy.merge(EMPTY) == taxonomy
    assert EMPTY.merge(taxonomy) == taxonomy
    assert taxonomy.merge() == taxonomy


@pytest.mark.parametrize("taxonomy", [FIELD, TAXONOMY, default_taxonomy()], ids=repr)
def test_a_whole_taxonomy_is_kept_by_merging(taxonomy: Taxonomy) -> None:
    assert taxonomy.merge(taxonomy) == taxonomy


@given(*(taxonomies(contested=False) for _ in range(3)))
def test_it_makes_no_difference_which_two_are_merged_first(
    a: Taxonomy, b: Taxonomy, c: Taxonomy
) -> None:
    assert a.merge(b).merge(c) == a.merge(b.merge(c)) == a.merge(b, c)


@given(taxonomies(), taxonomies(), taxonomies())
def test_only_labels_depend_on_the_order_and_only_where_a_text_is_contested(
    a: Taxonomy, b: Taxonomy, c: Taxonomy
) -> None:
    left, right = a.merge(b).merge(c), a.merge(b.merge(c))
    assert replace(left, labels=()) == replace(right, labels=())


@drawn
def test_to_prefer_the_last_is_to_merge_the_other_way(a: Taxonomy, b: Taxonomy) -> None:
    assert a.merge(b, prefer="last") == b.merge(a)


@drawn
def test_what_the_first_says_of_a_concept_is_kept(a: Taxonomy, b: Taxonomy) -> None:
    both = a.merge(b)
    assert both.labels[: len(a.labels)] == a.labels
    for concept in a:
        found = both[concept.id]
        assert (found.kind, found.scale, found.lead_months, found.label_en) == (
            concept.kind, concept.scale, concept.lead_months, concept.label_en
        )  # fmt: skip
        assert found.description == concept.description or concept.description is None
        assert found.label_id == concept.label_id or not concept.label_id
    assert all(both.kinds[name] == kind for name, kind in a.kinds.items())
    assert all(both.scales[name] == scale for name, scale in a.scales.items())
    assert all(both.validity[name] == one for name, one in a.validity.items())


@drawn
def test_nothing_of_the_second_is_lost_but_names_that_the_first_gives_away(
    a: Taxonomy, b: Taxonomy
) -> None:
    both = a.merge(b)
    assert both.concepts.keys() == a.concepts.keys() | b.concepts.keys()
    for label in b.labels:
        kind = b[label.concept].kind
        owners = {
            other.concept
            for other in a.labels
            if a[other.concept].kind == kind and plain_name(other.text) == plain_name(label.text)
        }
        is_there = any(
            (one.text, one.language, one.concept) == (label.text, label.language, label.concept)
            for one in both.labels
        )
        assert is_there == (not owners or label.concept in owners)
    for concept in b:
        assert set(both.codes.get(concept.id, ())) >= set(b.codes.get(concept.id, ()))
        assert set(both.uses.get(concept.id, ())) >= set(b.uses.get(concept.id, ()))


@drawn
def test_relations_of_both_are_closed_again(a: Taxonomy, b: Taxonomy) -> None:
    both = a.merge(b)
    for one in IDS:
        covered = both.covered_by(one)
        assert covered >= a.covered_by(one) | b.covered_by(one)
        assert covered == frozenset().union(*map(both.covered_by, covered))
        weights = both.similar_to(one)
        assert {name for name, weight in weights.items() if weight == 1} == covered
        for old in (a, b):
            assert all(weights[name] >= weight for name, weight in old.similar_to(one).items())
        for held in covered:
            assert all(weights[name] >= weight for name, weight in both.similar_to(held).items())


@given(taxonomies(), taxonomies(), st.sampled_from(TEXTS), st.sampled_from(("skill", "occupation")))
def test_a_name_means_what_it_means_in_the_first(
    a: Taxonomy, b: Taxonomy, text: str, kind: str
) -> None:
    before = Normalizer(a).resolve(text, kinds=[kind])
    if before.method in {"exact", "alias"}:
        # The second may give one of several owners the name as its own, and so settle between them.
        owners = {x.concept for x in a.labels if fold(x.text) == fold(text)}
        owners = {x for x in owners if a[x].kind == kind}
        after = Normalizer(a.merge(b, fold=fold)).resolve(text, kinds=[kind])
        assert after.id == before.id if len(owners) == 1 else after.id in owners


def test_a_text_of_a_concept_of_another_kind_stays_with_it() -> None:
    skill = replace(TAXONOMY["skill:welding"], id="skill:new", label_en="Welder", label_id="")
    other = Taxonomy(concepts={skill.id: skill}, labels=(Label("Welder", "en", skill.id),))
    assert TAXONOMY.merge(other).labels[-1] == other.labels[0]


def test_ids_of_both_are_refused_where_they_may_not_be_one() -> None:
    own = Taxonomy.from_labels(["1", "2"], ["las", "masak"])
    other = Taxonomy.from_labels(["1", "3"], ["welder", "nurse"])
    with pytest.raises(InputError, match=r"1 ids are in both taxonomies: '1' \(las \| welder\)\."):
        own.merge(other, same_ids="refuse")
    apart = own.merge(other.with_prefix("en:"), same_ids="refuse")
    assert [concept.id for concept in apart] == ["1", "2", "en:1", "en:3"]


def test_ids_of_two_further_taxonomies_are_refused_as_well() -> None:
    other = Taxonomy.from_labels(["1"], ["welder"])
    with pytest.raises(InputError, match="are in both"):
        EMPTY.merge(other, other, same_ids="refuse")


def test_many_shared_ids_are_told_in_part() -> None:
    many = Taxonomy.from_labels([str(n) for n in range(9)], ["x"] * 9)
    with pytest.raises(InputError, match=r"9 ids .*'4' \(x \| x\); \.\.\.\. Rename"):
        many.merge(many, same_ids="refuse")


def test_two_that_cover_each_other_are_refused() -> None:
    def covering(above: str, below: str) -> Taxonomy:
        bare = Taxonomy.from_labels([above, below], [above, below])
        covers = {above: frozenset((above, below)), below: frozenset((below,))}
        return replace(bare, covers=covers)

    with pytest.raises(DataTableError, match="'covers' runs in a circle"):
        covering("a", "b").merge(covering("b", "a"))


@given(taxonomies(), st.sampled_from(("", "x:", "溶")))
def test_a_prefix_renames_every_id_and_nothing_else(taxonomy: Taxonomy, prefix: str) -> None:
    renamed = taxonomy.with_prefix(prefix)
    assert (renamed == taxonomy) == (not prefix or not taxonomy.concepts)
    for concept in taxonomy:
        new = renamed[prefix + concept.id]
        assert replace(new, id=concept.id) == concept
        assert renamed.covered_by(new.id) == {
            prefix + one for one in taxonomy.covered_by(concept.id)
        }
        assert renamed.similar_to(new.id) == {
            prefix + one: weight for one, weight in taxonomy.similar_to(concept.id).items()
        }
        assert renamed.uses.get(new.id) == _with(prefix, taxonomy.uses.get(concept.id))
        assert renamed.implies.get(new.id) == _with(prefix, taxonomy.implies.get(concept.id))
        assert renamed.codes.get(new.id) == taxonomy.codes.get(concept.id)
        assert renamed.validity.get(new.id) == taxonomy.validity.get(concept.id)
    assert [(label.text, label.concept) for label in renamed.labels] == [
        (label.text, prefix + label.concept) for label in taxonomy.labels
    ]


def _with(prefix: str, names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(prefix + name for name in names)


def test_a_test_still_names_its_language_under_a_prefix() -> None:
    renamed = FIELD.with_prefix("x:")
    assert renamed["x:language:jlpt"].language == "x:language:japanese"

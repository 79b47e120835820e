"""Searching: distinct concepts, best first, every list the beginning of a longer one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.normalizing import Normalizer
from matcher.normalizing.searching import ConceptSearch
from matcher.taxonomy import Taxonomy, default_taxonomy

NORMALIZER = Normalizer()
NAMES = sorted({label.text for label in default_taxonomy().labels})
QUERIES = st.one_of(
    st.sampled_from(NAMES),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).map(" ".join),
    st.text(max_size=20),
)
KINDS = st.none() | st.sets(
    st.sampled_from(["skill", "occupation", "language", "education"]), min_size=1
)


@given(QUERIES, st.integers(1, 80), KINDS)
def test_hits_are_distinct_sorted_and_a_prefix_of_the_longer_list(
    text: str, k: int, kinds: set[str] | None
) -> None:
    hits = NORMALIZER.search([text], k=k, kinds=kinds)[0]
    assert hits == NORMALIZER.search([text], k=k + 1, kinds=kinds)[0][:k]
    assert len({hit.id for hit in hits}) == len(hits) <= k
    assert [(-hit.score, hit.id) for hit in hits] == sorted((-hit.score, hit.id) for hit in hits)
    assert all(0 < hit.score <= 1 for hit in hits)
    assert kinds is None or all(hit.kind in kinds for hit in hits)


def test_short_lists_of_many_names_are_the_beginning_of_longer_ones() -> None:
    texts = [f"{name} kerja" for name in NAMES[::25]]
    longer = NORMALIZER.search(texts, k=60)
    assert NORMALIZER.search(texts, k=3) == [hits[:3] for hits in longer]


@given(st.lists(QUERIES, max_size=5))
def test_a_batch_equals_its_texts_alone(texts: list[str]) -> None:
    alone = [NORMALIZER.search([text], k=5)[0] for text in texts]
    assert NORMALIZER.search(texts, k=5) == alone


# Both sides of a slash are names, each for itself.
@given(st.sampled_from([name for name in NAMES if "/" not in name]))
def test_a_name_finds_its_concept_with_the_full_score(name: str) -> None:
    owners = {label.concept for label in default_taxonomy().labels if label.text == name}
    hits = NORMALIZER.search([name], k=60)[0]
    assert owners <= {hit.id for hit in hits if hit.score == pytest.approx(1, abs=1e-6)}


def test_an_empty_text_finds_nothing() -> None:
    assert NORMALIZER.search(["", " ", "!?"]) == [[], [], []]


def test_an_empty_taxonomy_finds_nothing() -> None:
    assert Normalizer(Taxonomy.from_labels([], [])).search(["welder"]) == [[]]


def test_a_repeated_id_is_one_concept_found_by_any_label() -> None:
    taxonomy = Taxonomy.from_labels(["a", "a", "b"], ["nurse", "perawat", "welder"])
    hits = Normalizer(taxonomy).search(["perawat", "nurses"], k=5)
    assert [[hit.id for hit in found] for found in hits] == [["a"], ["a"]]


def test_a_description_decides_between_equal_names() -> None:
    taxonomy = Taxonomy.from_labels(
        ["a", "b", "c"],
        ["operator", "operator", "operator"],
        ["runs a press", "drives a forklift in a warehouse", None],
    )
    hits = Normalizer(taxonomy).search(["forklift operator"], k=3)[0]
    assert hits[0].id == "b"


def test_less_than_one_hit_cannot_be_asked() -> None:
    with pytest.raises(InputError, match="k is 0"):
        NORMALIZER.search(["welder"], k=0)


def test_a_background_finds_what_shares_no_word() -> None:
    known = Taxonomy.from_labels(
        ["n", "n", "m", "w"], ["staff nurse", "caregiver", "midwife", "welder"], language="en"
    )
    bare = Taxonomy.from_labels(["a", "b", "c"], ["nursing", "welding", "plumbing"], language="en")
    related = Normalizer(bare, background=known).search(["caregiver"], k=1)
    assert [hit.id for hit in related[0]] == ["a"]


@pytest.mark.parametrize("labels", [[], ["!?"]])
def test_an_empty_background_changes_nothing(labels: list[str]) -> None:
    bare = Taxonomy.from_labels(["a", "b"], ["nursing", "welding"], language="en")
    empty = Taxonomy.from_labels(["n"] * len(labels), labels)
    found = Normalizer(bare, background=empty).search(["nursing home"])
    assert found == Normalizer(bare).search(["nursing home"])


def test_concepts_that_are_told_alike_can_be_searched() -> None:
    ids = [f"{number:03}" for number in range(200)]
    told = ["menyambung logam yang panas"] * len(ids)
    taxonomy = Taxonomy.from_labels(ids, ["juru las"] * len(ids), told, language="id")
    found = Normalizer(taxonomy, background=taxonomy).search(["las logam"], k=3)
    assert [hit.id for hit in found[0]] == ids[:3]


def test_each_language_is_searched_in_its_own_way() -> None:
    labels = ["soldador/soldadora", "welder", "juru las"]
    parts = [
        Taxonomy.from_labels(["a"], [label], language=language)
        for label, language in zip(labels, ("es", "en", "id"), strict=True)
    ]
    taxonomy = replace(parts[0], labels=tuple(label for part in parts for label in part.labels))
    for text in ("soldadoras", "welders", "pengelasan juru las"):
        assert [hit.id for hit in Normalizer(taxonomy).search([text], k=1)[0]] == ["a"]


@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_text_is_searched(texts: list[str]) -> None:
    assert len(NORMALIZER.search(texts, k=2)) == len(texts)


@pytest.mark.parametrize("text", ["welder " * 150_000, "x" * 1_000_000, "\0welder\0", "🔧welder"])
def test_odd_and_long_texts_are_searched(text: str) -> None:
    assert len(NORMALIZER.search([text], k=3)[0]) <= 3


@pytest.mark.parametrize("text", ["Schweißen", "溶接", "용접", "welding", "لحام"])
def test_a_text_in_another_language_finds_what_means_the_same(text: str) -> None:
    labels = ["juru masak", "dapur", "pengelasan", "cook", "truk"]
    languages = ["id", "id", "id", "en", "id"]
    several = Taxonomy.from_labels(list("ckwct"), labels, language=languages)
    hits = Normalizer(several).search([text], k=3)[0]
    assert hits[0].id == "w"
    assert all(hit.score < hits[0].score / 2 for hit in hits[1:])


def test_what_a_text_means_counts_less_than_its_words_only_where_they_differ() -> None:
    several = Taxonomy.from_labels(["a", "b"], ["las", "溶接"], language=["id", "ja"])
    for text in ("las", "溶接", "weld"):
        assert {hit.id for hit in Normalizer(several).search([text], k=2)[0]} == {"a", "b"}


ABROAD = ["溶接", "schweissen", "용접", "لحام"]


@pytest.mark.parametrize("text", [*ABROAD, "weld"])
def test_only_a_search_that_crosses_languages_finds_what_is_written_otherwise(text: str) -> None:
    several = Taxonomy.from_labels(["w", "c"], ["pengelasan", "cook"], language=["id", "en"])
    crossing, plain = (
        ConceptSearch.of(several, crosses=crosses).hits([text], 2, None)[text]
        for crosses in (True, False)
    )
    assert [hit.id for hit in crossing if hit.score > 0.5] == ["w"]
    assert [hit.id for hit in plain if hit.score > 0.1] == []


WORDS = st.lists(st.sampled_from([*ABROAD, "las", "pengelasan", "cook", "xyz"]), min_size=1)


@given(WORDS)
def test_one_language_is_searched_as_it_is_written(words: list[str]) -> None:
    single = Taxonomy.from_labels(["w", "c"], ["pengelasan", "juru masak"], language="id")
    crossing, plain = (ConceptSearch.of(single, crosses=crosses) for crosses in (True, False))
    assert crossing.hits(words, 2, None) == plain.hits(words, 2, None)

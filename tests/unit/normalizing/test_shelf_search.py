"""Ranking on one shelf: letters and exact names after the products, kinship with them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.forms import forms_by_language
from matcher.normalizing.shelf_search import RESCORED, ShelfSearch
from matcher.normalizing.shelves import LanguageShelf
from matcher.taxonomy import Taxonomy

LABELS = ["welder", "arc welder", "nurse", "ward nurse", "nurses", "cook", "head of the kitchen"]
TEXTS = st.lists(st.sampled_from([*LABELS, "welding", "kitchn", "zzz"]), min_size=1, max_size=4)


def search(labels: list[str], told: list[str] | None = None, language: str = "en") -> ShelfSearch:
    ids = [f"{row:03}" for row in range(len(labels))]
    taxonomy = Taxonomy.from_labels(ids, labels, told, language=language)
    return ShelfSearch(LanguageShelf.of(forms_by_language(taxonomy)[0]))


SEARCH = search(LABELS)
ALL = np.ones(len(LABELS), dtype=bool)


@given(TEXTS)
def test_scores_fall_and_stay_in_range(texts: list[str]) -> None:
    for ranked in SEARCH.ranked(texts, 3, ALL, None, 0):
        order = list(zip((-ranked.scores).tolist(), ranked.concepts.tolist(), strict=True))
        assert order == sorted(order)
        assert np.all((ranked.scores > 0) & (ranked.scores <= 1))


@given(TEXTS)
def test_a_batch_is_ranked_as_its_texts_alone(texts: list[str]) -> None:
    together = SEARCH.ranked(texts, 3, ALL, None, 0)
    for text, ranked in zip(texts, together, strict=True):
        alone = SEARCH.ranked([text], 3, ALL, None, 0)[0]
        assert np.array_equal(ranked.concepts, alone.concepts)
        assert np.array_equal(ranked.scores, alone.scores)


def test_names_with_equal_stems_come_first() -> None:
    ranked = SEARCH.ranked(["nurses"], 3, ALL, None, 0)[0]
    assert sorted(ranked.concepts[:2].tolist()) == [2, 4]
    assert ranked.scores[:2] == pytest.approx(1, abs=1e-6)
    assert ranked.scores[2] < 1 - 1e-6


def test_where_words_count_as_written_a_plural_is_another_name() -> None:
    ranked = search(["enfermeiro", "enfermeiros"], language="pt").ranked(
        ["enfermeiros"], 2, np.ones(2, dtype=bool), None, 0
    )[0]
    assert ranked.concepts.tolist() == [1, 0]
    assert ranked.scores[0] > 1 - 1e-5 > ranked.scores[1]


def test_concepts_that_are_not_allowed_are_not_ranked() -> None:
    allowed = np.array([label != "nurse" for label in LABELS])
    assert 2 not in SEARCH.ranked(["nurse"], 9, allowed, None, 0)[0].concepts


def test_kinship_brings_up_what_shares_no_letter() -> None:
    kinship = np.zeros((1, len(LABELS)), dtype=np.float32)
    kinship[0, 5] = 1
    assert 5 not in SEARCH.ranked(["welder"], 9, ALL, None, 0)[0].concepts
    assert 5 in SEARCH.ranked(["welder"], 9, ALL, kinship, 1.0)[0].concepts


def test_descriptions_relate_concepts_where_their_language_wants_it() -> None:
    labels = ["juru masak", "koki kapal", "juru las"]
    told = [
        "menyiapkan hidangan di dapur",
        "menyiapkan hidangan di dapur kapal",
        "menyambung logam",
    ]
    ranked = search(labels, told, "id").ranked(["juru masak"], 3, np.ones(3, dtype=bool), None, 0)[
        0
    ]
    assert ranked.concepts[0] == 0
    assert 1 in ranked.concepts


def test_a_longer_list_begins_with_the_shorter_one() -> None:
    labels = [f"operator {letter}{other}" for letter in "abcdef" for other in "ghi"]
    many = search(labels)
    allowed = np.ones(len(labels), dtype=bool)
    assert len(labels) > RESCORED
    shorter = many.ranked(["operator ag"], 1, allowed, None, 0)[0].concepts
    longer = many.ranked(["operator ag"], len(labels), allowed, None, 0)[0].concepts
    assert longer[: len(shorter)].tolist() == shorter.tolist()

"""Ranking on one shelf: letters and exact names after the products, kinship with them."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.forms import forms_by_language
from matcher.normalizing.shelf_search import RESCORED, Ranked, ShelfSearch
from matcher.normalizing.shelves import LanguageShelf
from matcher.normalizing.worded import Worded
from matcher.taxonomy import Taxonomy

LABELS = ["welder", "arc welder", "nurse", "ward nurse", "nurses", "cook", "head of the kitchen"]
TEXTS = st.lists(st.sampled_from([*LABELS, "welding", "kitchn", "zzz"]), min_size=1, max_size=4)


def search(labels: list[str], told: list[str] | None = None, language: str = "en") -> ShelfSearch:
    ids = [f"{row:03}" for row in range(len(labels))]
    taxonomy = Taxonomy.from_labels(ids, labels, told, language=language)
    return ShelfSearch(LanguageShelf.of(forms_by_language(taxonomy)[0]))


def ranked(
    own: ShelfSearch,
    texts: list[str],
    k: int,
    allowed: npt.NDArray[np.bool_],
    kinship: npt.NDArray[np.float32] | None = None,
) -> list[Ranked]:
    """What was found for each text alone, without the places where nothing is left."""
    found = own.ranked(Worded.of(texts), k, allowed, kinship, 1.0)
    ends = (found.concepts >= 0).sum(axis=1).tolist()
    for row, end in enumerate(ends):
        assert not found.scores[row, end:].any()
    return [
        Ranked(found.concepts[row, :end], found.scores[row, :end]) for row, end in enumerate(ends)
    ]


SEARCH = search(LABELS)
ALL = np.ones(len(LABELS), dtype=bool)


@given(TEXTS)
def test_scores_fall_and_stay_in_range(texts: list[str]) -> None:
    for found in ranked(SEARCH, texts, 3, ALL):
        order = list(zip((-found.scores).tolist(), found.concepts.tolist(), strict=True))
        assert order == sorted(order)
        assert np.all((found.scores > 0) & (found.scores <= 1))


@given(TEXTS)
def test_a_batch_is_ranked_as_its_texts_alone(texts: list[str]) -> None:
    together = ranked(SEARCH, texts, 3, ALL)
    for text, found in zip(texts, together, strict=True):
        alone = ranked(SEARCH, [text], 3, ALL)[0]
        assert np.array_equal(found.concepts, alone.concepts)
        assert np.array_equal(found.scores, alone.scores)


def test_names_with_equal_stems_come_first() -> None:
    found = ranked(SEARCH, ["nurses"], 3, ALL)[0]
    assert sorted(found.concepts[:2].tolist()) == [2, 4]
    assert found.scores[:2] == pytest.approx(1, abs=1e-6)
    assert found.scores[2] < 1 - 1e-6


def test_where_words_count_as_written_a_plural_is_another_name() -> None:
    portuguese = search(["enfermeiro", "enfermeiros"], language="pt")
    found = ranked(portuguese, ["enfermeiros"], 2, np.ones(2, dtype=bool))[0]
    assert found.concepts.tolist() == [1, 0]
    assert found.scores[0] > 1 - 1e-5 > found.scores[1]


def test_concepts_that_are_not_allowed_are_not_ranked() -> None:
    allowed = np.array([label != "nurse" for label in LABELS])
    assert 2 not in ranked(SEARCH, ["nurse"], 9, allowed)[0].concepts


def test_kinship_brings_up_what_shares_no_letter() -> None:
    kinship = np.zeros((1, len(LABELS)), dtype=np.float32)
    kinship[0, 5] = 1
    assert 5 not in ranked(SEARCH, ["welder"], 9, ALL)[0].concepts
    assert 5 in ranked(SEARCH, ["welder"], 9, ALL, kinship)[0].concepts


def test_descriptions_relate_concepts_where_their_language_wants_it() -> None:
    labels = ["juru masak", "koki kapal", "juru las"]
    told = [
        "menyiapkan hidangan di dapur",
        "menyiapkan hidangan di dapur kapal",
        "menyambung logam",
    ]
    told_of = search(labels, told, "id")
    found = ranked(told_of, ["juru masak"], 3, np.ones(3, dtype=bool))[0]
    assert found.concepts[0] == 0
    assert 1 in found.concepts


def test_a_longer_list_begins_with_the_shorter_one() -> None:
    labels = [f"operator {letter}{other}" for letter in "abcdef" for other in "ghi"]
    many = search(labels)
    allowed = np.ones(len(labels), dtype=bool)
    assert len(labels) > RESCORED
    shorter = ranked(many, ["operator ag"], 1, allowed)[0].concepts
    longer = ranked(many, ["operator ag"], len(labels), allowed)[0].concepts
    assert longer[: len(shorter)].tolist() == shorter.tolist()

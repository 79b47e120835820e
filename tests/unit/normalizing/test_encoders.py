"""Encoders: any callable does, what it gives is checked, each distinct text is encoded once."""

import math
from collections import Counter
from collections.abc import Callable
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.normalizing import Normalizer
from matcher.normalizing.encoders import EncodedNames
from matcher.taxonomy import Taxonomy

#: What a model might know: words for the same thing have the same first number.
MEANINGS = {"kuli": 1, "porter": 1, "sopir": 2, "driver": 2, "lorry": 2, "koki": 3, "cook": 3}
TAXONOMY = Taxonomy.from_labels(
    ["c:cook", "c:driver", "c:driver", "c:porter"], ["cook", "driver", "lorry driver", "porter"]
)
WORDS = [*MEANINGS, "drivers", "porters", "pasar"]
QUERIES = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)


def meaning(texts: list[str]) -> npt.NDArray[np.float64]:
    """A small encoder: a column per meaning, and some for the words that have none."""
    rows = np.zeros((len(texts), 12))
    for row, text in zip(rows, texts, strict=True):
        for word in text.casefold().split():
            row[MEANINGS.get(word) or 4 + crc32(word.encode()) % 8] += 1
    return rows


ENCODED = Normalizer(TAXONOMY, encoder=meaning)
PLAIN = Normalizer(TAXONOMY)


def test_a_search_finds_what_only_the_encoder_knows() -> None:
    assert PLAIN.search(["kuli"]) == [[]]
    hits = ENCODED.search(["kuli", "sopir truk"])
    assert [found[0].id for found in hits] == ["c:porter", "c:driver"]
    assert hits[0][0].score == pytest.approx(0.5)
    # Names still count: both say porter.
    assert ENCODED.search(["porter"])[0][0].score == pytest.approx(1, abs=1e-5)


@given(QUERIES)
def test_the_score_is_half_by_names_and_half_the_cosine(text: str) -> None:
    by_names = {hit.id: hit.score for hit in PLAIN.search([text])[0]}
    expected = {}
    for concept in TAXONOMY.concepts:
        labels = [label.text for label in TAXONOMY.labels if label.concept == concept]
        cosine = max(_cosine(meaning([text])[0], row) for row in meaning(labels))
        expected[concept] = 0.5 * by_names.get(concept, 0) + 0.5 * cosine
    found = {hit.id: hit.score for hit in ENCODED.search([text])[0]}
    assert found == pytest.approx(
        {one: score for one, score in expected.items() if score}, abs=1e-5
    )


@given(st.lists(QUERIES, max_size=5), st.integers(1, 3))
def test_a_batch_equals_its_texts_alone_and_lists_are_prefixes(texts: list[str], k: int) -> None:
    alone = [ENCODED.search([text], k=k + 1)[0] for text in texts]
    together = ENCODED.search(texts, k=k)
    assert [[hit.id for hit in hits] for hits in together] == [
        [hit.id for hit in hits[:k]] for hits in alone
    ]


def test_resolving_is_by_names_alone() -> None:
    texts = ["kuli", "porter", "lorry drivers"]
    assert ENCODED.resolve_many(texts) == PLAIN.resolve_many(texts)


def test_each_distinct_text_is_encoded_once() -> None:
    asked: Counter[str] = Counter()

    def counting(texts: list[str]) -> npt.NDArray[np.float64]:
        asked.update(texts)
        return meaning(texts)

    normalizer = Normalizer(TAXONOMY, encoder=counting)
    normalizer.search(["kuli", "kuli", "sopir"])
    taught = normalizer.learn([("kenek", "c:porter")])
    taught.search(["kuli", "koki"])
    assert set(asked.values()) == {1}
    assert set(asked) == {"cook", "driver", "lorry driver", "porter", "kuli", "sopir", "koki"}


def test_labels_and_an_encoder_work_together() -> None:
    taught = ENCODED.learn([("kuli", "c:driver")])
    assert taught.search(["kuli"])[0][0].id == "c:driver"
    assert taught.search(["koki"])[0][0].id == "c:cook"


def test_an_encoder_is_given_a_list_of_texts_as_they_are_written() -> None:
    given_: list[Any] = []

    def keeping(texts: list[str]) -> npt.NDArray[np.float64]:
        given_.append(texts)
        return meaning(texts)

    Normalizer(TAXONOMY, encoder=keeping).search(["Kuli Pasar!", "", "?"])
    assert given_ == [["cook", "driver", "lorry driver", "porter"], ["Kuli Pasar!"]]


@pytest.mark.parametrize(
    ("encoder", "problem"),
    [
        (lambda texts: np.ones(len(texts)), "array of shape .4,. for 4 texts"),
        (lambda _: np.ones((2, 3)), "array of shape .2, 3. for 4 texts"),
        (lambda texts: np.ones((len(texts), 0)), "array of shape .4, 0."),
        (lambda texts: np.full((len(texts), 3), math.nan), "not finite for 'cook'"),
        (lambda texts: [["a"]] * len(texts), "no array of numbers: could"),
        (lambda texts: [[1], [1, 2]] * (len(texts) // 2), "no array of numbers"),
        (lambda _: None, "array of shape .. for 4 texts"),
    ],
)
def test_what_is_no_array_of_a_row_a_text_is_refused(
    encoder: Callable[[list[str]], object], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        Normalizer(TAXONOMY, encoder=encoder).search(["kuli"])


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(InputError, match="gave 1 numbers a text, and 4 before"):
        Normalizer(TAXONOMY, encoder=lambda texts: np.ones((len(texts), len(texts)))).search(["x"])


def test_rows_of_zeros_and_of_huge_numbers_are_no_trouble() -> None:
    def extreme(texts: list[str]) -> list[list[float]]:
        return [[0, 0] if text == "cook" else [1e300, 1e-300] for text in texts]

    names = EncodedNames(extreme, TAXONOMY)
    assert names.concepts == ["c:cook", "c:driver", "c:porter"]
    assert names.similarities(["x", "cook"]).tolist() == [[0, 1, 1], [0, 0, 0]]
    assert repr(names).startswith("<EncodedNames: <Taxonomy")


def test_negative_cosines_count_as_nothing() -> None:
    def signed(texts: list[str]) -> list[list[float]]:
        return [[-1.0 if text == "x" else 1.0] for text in texts]

    assert EncodedNames(signed, TAXONOMY).similarities(["x"]).tolist() == [[0, 0, 0]]


def test_a_taxonomy_without_names_finds_nothing() -> None:
    assert Normalizer(Taxonomy.from_labels([], []), encoder=meaning).search(["kuli"]) == [[]]


def _cosine(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0

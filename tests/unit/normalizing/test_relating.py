"""Relating: concepts whose words keep the same company point the same way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.forms import forms_by_language
from matcher.normalizing.relating import ConceptVectors, concept_vectors
from matcher.normalizing.shelves import LanguageShelf
from matcher.taxonomy import Taxonomy

LABELS = ["attorney", "lawyer", "nurse", "midwife", "welder"]
TOLD = [
    "pleads in court for clients",
    "advises clients and pleads in court",
    "cares for patients in a hospital ward",
    "cares for mothers in a hospital ward",
    "joins metal",
]
IDS = list("abcde")


def vectors(dimensions: int) -> ConceptVectors:
    taxonomy = Taxonomy.from_labels(IDS, LABELS, TOLD, language="en")
    shelves = [LanguageShelf.of(forms) for forms in forms_by_language(taxonomy)]
    return concept_vectors(shelves, IDS, dimensions)


FULL, REDUCED = vectors(100), vectors(2)
SCORES = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=5)


def test_a_direction_has_length_one() -> None:
    for found in (FULL, REDUCED):
        assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)


def test_concepts_told_alike_point_the_same_way() -> None:
    cosines = FULL.vectors @ FULL.vectors.T
    assert min(cosines[0, 1], cosines[2, 3]) > 0.3 > max(cosines[0, 2], cosines[1, 4])


def test_fewer_dimensions_bring_kin_closer() -> None:
    assert (REDUCED.vectors[0] @ REDUCED.vectors[1]) > (FULL.vectors[0] @ FULL.vectors[1])
    assert REDUCED.vectors.shape == (5, 2)


def test_directions_are_the_same_each_time() -> None:
    assert np.array_equal(vectors(2).vectors, REDUCED.vectors)


@given(SCORES)
def test_cosines_are_shares(scores: list[float]) -> None:
    direction = FULL.toward(np.arange(len(scores)), np.array(scores, dtype=np.float32))
    cosines = FULL.cosines(direction)
    assert np.all((cosines >= 0) & (cosines <= 1 + 1e-6))


def test_the_direction_of_one_concept_is_its_own() -> None:
    direction = FULL.toward(np.array([2]), np.array([0.3], dtype=np.float32))
    assert np.allclose(direction, FULL.vectors[2], atol=1e-6)
    assert int(FULL.cosines(direction).argmax()) == 2


def test_no_concept_has_no_direction() -> None:
    nothing = FULL.toward(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    assert not FULL.cosines(nothing).any()

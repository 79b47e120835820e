"""Weighing: rare terms count more, long documents and repeated words less."""

import numpy as np
import pytest

from matcher.normalizing.terms import STREAMS, Terms
from matcher.normalizing.weighing import (
    count_matrix,
    postings_of,
    rarity_of,
    unknown_rarity,
    weigh_descriptions,
    weigh_documents,
    weigh_forms,
)

TEXTS = ["ward nurse", "nurse", "nurse nurse ward cook", "cook"]
TERMS = Terms.of("en", TEXTS)
COUNTS = count_matrix(TERMS.count(TEXTS), len(TERMS))
RARITY = rarity_of(COUNTS)


def test_a_term_that_no_text_has_is_the_rarest() -> None:
    assert RARITY.max() < unknown_rarity(len(TEXTS))
    assert RARITY.min() >= 1


def test_the_share_of_a_stream_is_the_square_of_its_length() -> None:
    shares = np.array([0.25, 0.0, 1.0])
    formed, scales = weigh_forms(COUNTS, RARITY, TERMS.streams, shares)
    assert scales.shape == (STREAMS,)
    for row in formed.toarray():
        squares = [(row[TERMS.streams == stream] ** 2).sum() for stream in range(STREAMS)]
        assert squares == pytest.approx(shares, abs=1e-6)


def test_a_document_of_mean_length_has_length_one() -> None:
    one = count_matrix(TERMS.count(["ward nurse"]), len(TERMS))
    lengths = np.linalg.norm(weigh_documents(one, RARITY).toarray(), axis=1)
    assert lengths == pytest.approx(1, abs=1e-6)


def test_a_long_document_is_divided_by_less_than_its_length() -> None:
    lengths = np.linalg.norm(weigh_documents(COUNTS, RARITY).toarray(), axis=1)
    assert lengths[2] == lengths.max() > 1 > lengths.min()


def test_descriptions_have_length_one_or_nothing() -> None:
    told = count_matrix(TERMS.count(["nurse", "", "cook cook ward"]), len(TERMS))
    lengths = np.linalg.norm(weigh_descriptions(told, RARITY).toarray(), axis=1)
    assert lengths == pytest.approx([1, 0, 1], abs=1e-6)


def test_postings_are_the_columns_of_all_parts() -> None:
    postings = postings_of([COUNTS, COUNTS])
    assert postings.starts.size == 2 * len(TERMS) + 1
    for term in range(2 * len(TERMS)):
        listed = slice(postings.starts[term], postings.starts[term + 1])
        column = COUNTS.toarray()[:, term % len(TERMS)]
        assert postings.columns[listed].tolist() == np.flatnonzero(column).tolist()
        assert postings.values[listed].tolist() == column[column > 0].tolist()

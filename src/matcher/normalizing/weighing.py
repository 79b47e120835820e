"""Weighs counted terms as TF-IDF and BM25 do: forms, documents and descriptions as sparse rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from matcher.kernels import Counted, Postings
from matcher.normalizing.terms import STREAMS

if TYPE_CHECKING:
    from scipy import sparse

__all__ = [
    "count_matrix",
    "postings_of",
    "rarity_of",
    "unknown_rarity",
    "weigh_descriptions",
    "weigh_documents",
    "weigh_forms",
]

#: How far the length of a document is taken into account: 1 is the cosine.
_PIVOT = 0.6
#: How soon a repeated word of a description counts no more, and how far its length matters (BM25).
_SATURATION, _LENGTH = 1.2, 0.5

Floats = npt.NDArray[np.float32]
Shares = npt.NDArray[np.float64]


def count_matrix(counted: Counted, width: int) -> sparse.csr_matrix:
    """Counted terms as texts × terms."""
    from scipy import sparse

    shape = (len(counted.unknown), width)
    return sparse.csr_matrix((counted.times, counted.terms, counted.starts), shape=shape)


def rarity_of(counts: sparse.csr_matrix) -> Floats:
    """The inverse document frequency of each term: log((1 + texts) / (1 + texts with it)) + 1."""
    texts, width = counts.shape
    with_it = np.bincount(counts.indices, minlength=width)
    rarity: Floats = (np.log((1 + texts) / (1 + with_it)) + 1).astype(np.float32)
    return rarity


def unknown_rarity(texts: int) -> float:
    """The inverse document frequency of a term that none of so many texts has."""
    return float(np.log(1 + texts) + 1)


def weigh_forms(
    counts: sparse.csr_matrix, rarity: Floats, streams: npt.NDArray[np.int8], shares: Shares
) -> tuple[sparse.csr_matrix, Floats]:
    """The forms weighed, each stream at the root of its share; the mean length of each stream."""
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    values = counts.data * rarity[counts.indices]
    cells = rows * STREAMS + streams[counts.indices]
    squares = np.bincount(cells, values.astype(np.float64) ** 2, counts.shape[0] * STREAMS)
    roots = np.sqrt(shares)[streams[counts.indices]]
    formed = counts.copy()
    formed.data = (values * roots / np.sqrt(squares[cells])).astype(np.float32)
    means = np.sqrt(squares.reshape(-1, STREAMS).mean(axis=0)) if len(squares) else np.ones(STREAMS)
    return formed, np.where(means > 0, means, 1).astype(np.float32)


def weigh_documents(owned: sparse.csr_matrix, shares: Floats) -> sparse.csr_matrix:
    """All forms of each concept as one document, whose length counts in part."""
    documents = owned.copy()
    documents.data = (1 + np.log(owned.data)) * shares[owned.indices]
    lengths = _lengths(documents)
    mean = lengths.mean() if len(lengths) else 1.0
    return _scaled(documents, 1 / np.maximum(mean * (1 - _PIVOT) + _PIVOT * lengths, 1e-9))


def weigh_descriptions(described: sparse.csr_matrix, rarity: Floats) -> sparse.csr_matrix:
    """The descriptions weighed by BM25, at length one."""
    from scipy import sparse

    times = described @ sparse.diags_array((rarity > 0).astype(np.float32))
    size = np.asarray(times.sum(axis=1)).ravel()
    relative = size / (size.mean() or 1) if len(size) else size
    rows = np.repeat(np.arange(described.shape[0]), np.diff(described.indptr))
    damped = _SATURATION * (1 - _LENGTH + _LENGTH * relative[rows])
    weighed = described.copy()
    weighed.data = described.data / (described.data + damped) * rarity[described.indices]
    weighed.eliminate_zeros()
    lengths = _lengths(weighed)
    return _scaled(weighed, 1 / np.where(lengths > 0, lengths, 1))


def _lengths(rows: sparse.csr_matrix) -> Shares:
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    lengths: Shares = np.sqrt(np.bincount(row, rows.data.astype(np.float64) ** 2, rows.shape[0]))
    return lengths


def _scaled(rows: sparse.csr_matrix, factors: npt.NDArray[Any]) -> sparse.csr_matrix:
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    rows.data = (rows.data * factors[row]).astype(np.float32)
    return rows


def postings_of(parts: Sequence[sparse.csr_matrix]) -> Postings:
    """The columns of texts × terms, one part after the other, as postings by term."""
    from scipy import sparse

    whole = sparse.vstack([part.T.tocsr() for part in parts], format="csr")
    whole.eliminate_zeros()
    whole.sort_indices()
    return Postings(
        whole.data.astype(np.float32),
        whole.indices.astype(np.int32),
        whole.indptr.astype(np.int64),
    )

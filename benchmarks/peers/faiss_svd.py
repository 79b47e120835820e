"""The peer faiss: criteria brought to 128 dimensions, the nearest vacancies by inner product."""

from __future__ import annotations

import numpy as np

from benchmarks.cases import Case, Group
from benchmarks.exact import TopK
from benchmarks.peers.choosing import Lists, Method
from benchmarks.peers.installing import Untyped, library
from benchmarks.peers.products import sparse
from benchmarks.peers.shortlists import Shortlists

__all__ = ["faiss_flat", "faiss_hnsw"]

_DIMENSIONS, _SEED, _BLOCK = 128, 0, 256
_NEIGHBOURS, _BUILT_WITH = 16, 40


class _FaissSvd:
    def __init__(
        self, case: Case, index: Untyped, vectors: tuple[Untyped, Untyped], shortlist: int
    ) -> None:
        self._case, self._index, self._shortlist = case, index, min(shortlist, len(case))
        self._shortlists = Shortlists(case)
        model, rows = vectors
        self._components = model.components_.T
        index.add(rows)

    def best(self, group: Group, k: int) -> TopK:
        """As `Method` says."""
        lists, first = Lists(len(group), k), 0
        for block in group.blocks(_BLOCK):
            vectors = sparse(block.attained, self._case.criteria) @ self._components
            vectors = np.ascontiguousarray(vectors, dtype=np.float32)
            _, found = self._index.search(vectors, self._shortlist)
            self._shortlists.choose(block, list(found), k, lists, first)
            first += len(block)
        return lists.answer


def faiss_flat(case: Case, shortlist: int) -> Method:
    """Every vacancy is looked at, in few dimensions."""
    faiss, dimensions = _faiss(), _dimensions(case)
    return _FaissSvd(case, faiss.IndexFlatIP(dimensions), _vectors(case, dimensions), shortlist)


def faiss_hnsw(case: Case, shortlist: int) -> Method:
    """A walk through a graph of neighbours."""
    faiss, dimensions = _faiss(), _dimensions(case)
    index = faiss.IndexHNSWFlat(dimensions, _NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction, index.hnsw.efSearch = _BUILT_WITH, shortlist
    return _FaissSvd(case, index, _vectors(case, dimensions), shortlist)


def _faiss() -> Untyped:
    faiss = library("faiss")
    faiss.omp_set_num_threads(1)
    return faiss


def _dimensions(case: Case) -> int:
    return max(1, min(_DIMENSIONS, case.criteria - 1, len(case) - 1))


def _vectors(case: Case, dimensions: int) -> tuple[Untyped, Untyped]:
    """The decomposition, and the vector of each vacancy."""
    from sklearn.decomposition import TruncatedSVD

    rows = sparse(case.rows, case.criteria)
    model = TruncatedSVD(dimensions, n_iter=3, random_state=_SEED).fit(rows)
    return model, np.ascontiguousarray(model.transform(rows), dtype=np.float32)

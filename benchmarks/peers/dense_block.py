"""The peer SciPy: vacancies as a CSR matrix times a dense block of candidates, the best chosen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import TopK
from benchmarks.peers.choosing import GateSets, Lists, Method, choose
from benchmarks.peers.products import BySums, Sparse, Whole, sparse, vacancies_whole

__all__ = ["OpenFirst", "dense_block_by_sums", "dense_block_whole"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]

#: Candidates at once, found by trying: more and the block of scores leaves the cache.
_BLOCK, _BLOCK_OF_SINGLES = 32, 16
_BLOCK_OF_SHARES = 256


def dense_block_whole(case: Case) -> Method:
    """As documented: the whole score as one product."""
    vacancies = vacancies_whole(case)
    return Whole(case, lambda candidates: _multiply(candidates, vacancies), block=_BLOCK)


def dense_block_by_sums(case: Case, *, distinct: bool = False, single: bool = False) -> Method:
    """Tuned: the product of the criteria, wishes added where a pair is open."""
    dtype = np.float32 if single else np.float64
    rows = sparse(case.weights if distinct else case.rows, case.criteria, dtype)
    return BySums(
        case,
        lambda candidates: _multiply(candidates.astype(dtype), rows),
        block=_BLOCK_OF_SINGLES if single else _BLOCK,
        distinct=distinct,
        single=single,
    )


def _multiply(candidates: Sparse, vacancies: Sparse) -> npt.NDArray[np.floating[Any]]:
    product: npt.NDArray[np.floating[Any]] = vacancies @ np.ascontiguousarray(
        candidates.toarray().T
    )
    return np.ascontiguousarray(product.T)


class OpenFirst:
    """For few open pairs: the open vacancies of a candidate first, then the product with those."""

    def __init__(self, case: Case) -> None:
        self._case, self._sets = case, GateSets(case)
        self._rows = sparse(case.rows, case.criteria)

    def best(self, group: Group, k: int) -> TopK:
        """As `Method` says."""
        lists, place = Lists(len(group), k), 0
        attained = np.zeros(self._case.criteria)
        for block in group.blocks(_BLOCK_OF_SHARES):
            starts = block.attained.starts.tolist()
            for row, (is_open, shares) in enumerate(
                zip(block.is_open, block.shares(self._case), strict=True)
            ):
                own = slice(starts[row], starts[row + 1])
                attained[:] = 0
                attained[block.attained.columns[own]] = block.attained.values[own]
                listed = self._sets.listed(is_open)
                scores = self._scores(attained, listed, shares)
                lists.put(place, *choose(scores, listed, k))
                place += 1
        return lists.answer

    def _scores(self, attained: Floats, listed: Ints, shares: Floats) -> Singles:
        case = self._case
        wishes = case.wished[listed] * shares[case.offer[listed]]
        scores: Singles = (self._rows[listed] @ attained + wishes).astype(np.float32)
        return scores

"""Peers that multiply sparse matrices: a row for each candidate times one for each vacancy.

`Whole` is what the documentation of such a library shows: the score as one product, for which each
distinct offer is a column as well. A vacancy has there what a met wish adds, a candidate the share
of the wishes that this offer meets. `BySums` multiplies the criteria alone, adds wishes where a
pair is open, and chooses among those. Columns ascend and offers stand last: sums are in the order
of the definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import TopK
from benchmarks.peers.choosing import GateSets, Lists, choose
from benchmarks.shape import Rows

__all__ = ["BySums", "Multiply", "Sparse", "Whole", "candidates_whole", "sparse", "vacancies_whole"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]

#: A SciPy CSR matrix; SciPy publishes no types.
Sparse = Any
#: Candidates by columns (n, c) -> candidates by vacancies, dense (n, v).
Multiply = Callable[[Sparse], npt.NDArray[np.floating[Any]]]

#: Below every score.
_CLOSED = -1.0
#: More than a sum of products in float32 can be out by, twice, where all products add up to 1.
_MARGIN = np.float32(1e-5)


def sparse(rows: Rows, width: int, dtype: type[np.generic] = np.float64) -> Sparse:
    """Rows as a CSR matrix."""
    from scipy.sparse import csr_matrix

    parts = (rows.values.astype(dtype), rows.columns.astype(np.int32), rows.starts.astype(np.int32))
    return csr_matrix(parts, shape=(len(rows), width))


def vacancies_whole(case: Case) -> Sparse:
    """Vacancies by criteria and offers: (v, f + o)."""
    from scipy.sparse import csr_matrix, hstack

    own = (case.wished, (np.arange(len(case)), case.offer))
    offers = csr_matrix(own, shape=(len(case), len(case.offers)))
    return hstack([sparse(case.rows, case.criteria), offers], format="csr")


def candidates_whole(case: Case, group: Group) -> Sparse:
    """Candidates by criteria and offers: (n, f + o)."""
    from scipy.sparse import csr_matrix, hstack

    shares = csr_matrix(group.shares(case))
    return hstack([sparse(group.attained, case.criteria), shares], format="csr")


class Whole:
    """The whole score as one dense product; closed pairs are overwritten; argpartition."""

    def __init__(self, case: Case, multiply: Multiply, *, block: int) -> None:
        self._case, self._multiply, self._block = case, multiply, block
        self._sets = GateSets(case)

    def best(self, group: Group, k: int) -> TopK:
        """As `Method` says."""
        lists, everything, place = Lists(len(group), k), np.arange(len(self._case)), 0
        for block in group.blocks(self._block):
            scores = self._multiply(candidates_whole(self._case, block)).astype(np.float32)
            for own, is_open in zip(scores, block.is_open, strict=True):
                own[~self._sets.mask(is_open)] = _CLOSED
                vacancies, found = choose(own, everything, k)
                is_listed = found > _CLOSED
                lists.put(place, vacancies[is_listed], found[is_listed])
                place += 1
        return lists.answer


class BySums:
    """Sums over criteria for every pair, the rest for open pairs alone.

    `distinct`: the product is given templates and profiles instead of vacancies and candidates.
    `single`: it is one of float32, so that what may be among the best is summed once more.
    """

    def __init__(
        self,
        case: Case,
        multiply: Multiply,
        *,
        block: int,
        distinct: bool = False,
        single: bool = False,
    ) -> None:
        self._case, self._multiply, self._block = case, multiply, block
        self._distinct, self._single, self._sets = distinct, single, GateSets(case)

    def best(self, group: Group, k: int) -> TopK:
        """As `Method` says."""
        lists = Lists(len(group), k)
        for places in self._blocks(group):
            block = group.take(places)
            shares = block.shares(self._case)
            for place, row, (i, sums) in zip(
                places.tolist(), block.is_open, enumerate(self._sums(block)), strict=True
            ):
                listed = self._sets.listed(row)
                found = sums[self._case.template[listed] if self._distinct else listed]
                scores = self._scores(found, listed, shares[i])
                if self._single:
                    listed, scores = self._again(block, i, shares[i], (listed, scores), k)
                lists.put(place, *choose(scores, listed, k))
        return lists.answer

    def _blocks(self, group: Group) -> Iterator[Ints]:
        """Candidates that are multiplied together: those of one profile, where that saves work."""
        size = len(group)
        order = np.argsort(group.profile, kind="stable") if self._distinct else np.arange(size)
        return (order[start : start + self._block] for start in range(0, size, self._block))

    def _sums(self, block: Group) -> Iterator[Floats]:
        """The sums over criteria of each candidate, by vacancy or by template."""
        case = self._case
        if not self._distinct:
            yield from self._multiply(sparse(block.attained, case.criteria))
            return
        _, first, own = np.unique(block.profile, return_index=True, return_inverse=True)
        sums = self._multiply(sparse(block.attained.take(first), case.criteria))
        yield from (sums[profile] for profile in own.tolist())

    def _scores(self, sums: Floats, listed: Ints, shares: Floats) -> Singles:
        case = self._case
        scores: Singles = (sums + case.wished[listed] * shares[case.offer[listed]]).astype(
            np.float32
        )
        return scores

    def _again(
        self, block: Group, candidate: int, shares: Floats, found: tuple[Ints, Singles], k: int
    ) -> tuple[Ints, Singles]:
        """Those of the listed that may be among the best, with their scores in float64."""
        listed, scores = found
        if listed.size > k:
            bound = -np.partition(-scores, k - 1)[k - 1]
            listed = listed[scores >= bound - _MARGIN]
        one = block.attained.take(np.array([candidate]))
        attained = np.zeros(self._case.criteria)
        attained[one.columns] = one.values
        rows = sparse(self._case.rows.take(listed), self._case.criteria)
        return listed, self._scores(rows @ attained, listed, shares)

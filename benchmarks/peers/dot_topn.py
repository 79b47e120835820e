"""The peer sparse_dot_topn: the n best of all vacancies by score, then those of them that are open.

Where fewer than k of the n are open, or the last of them is no better than what was left out, the
candidate is asked for again with a greater n.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import TopK
from benchmarks.peers.choosing import GateSets, Lists, choose
from benchmarks.peers.installing import library
from benchmarks.peers.products import Sparse, candidates_whole, vacancies_whole

__all__ = ["DotTopN"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]

_BLOCK = 64
#: The first n, and how much greater the next one is: found by trying.
_FIRST, _GREATER = 256, 12


class DotTopN:
    """The whole score as one product, of which only the n best are kept."""

    def __init__(self, case: Case) -> None:
        self._case, self._sets = case, GateSets(case)
        self._vacancies = vacancies_whole(case).T.tocsr()
        self._library = library("sparse_dot_topn")

    def best(self, group: Group, k: int) -> TopK:
        """As `Method` says."""
        lists, size = Lists(len(group), k), len(self._case)
        waiting, wanted = np.arange(len(group)), min(max(_FIRST, 4 * k), size)
        while waiting.size:
            again = [
                places[~self._rank(group.take(places), places, (wanted, k), lists)]
                for start in range(0, waiting.size, _BLOCK)
                for places in [waiting[start : start + _BLOCK]]
            ]
            waiting, wanted = np.concatenate(again), min(wanted * _GREATER, size)
        return lists.answer

    def _rank(self, block: Group, places: Ints, sizes: tuple[int, int], lists: Lists) -> Bools:
        """Put what is sure of a block among the lists: for which of its candidates that was."""
        wanted, k = sizes
        product: Sparse = self._library.sp_matmul_topn(
            candidates_whole(self._case, block), self._vacancies, wanted, sort=False
        )
        is_sure = np.zeros(len(block), dtype=np.bool_)
        starts = product.indptr.tolist()
        for row, (place, is_open) in enumerate(zip(places.tolist(), block.is_open, strict=True)):
            own = slice(starts[row], starts[row + 1])
            vacancies, scores = product.indices[own], product.data[own].astype(np.float32)
            is_whole = vacancies.size < wanted or wanted == len(self._case)
            bound = np.float32(-1) if is_whole else scores.min()
            best, found = self._open(is_open, vacancies, scores, k)
            is_sure[row] = is_whole or (best.size == k and found[-1] > bound)
            if is_whole and best.size < k:
                best, found = self._with_zeros(is_open, best, found, k)
            lists.put(place, best, found)
        return is_sure

    def _open(
        self, is_open: Bools, vacancies: Ints, scores: Singles, k: int
    ) -> tuple[Ints, Singles]:
        """The k best of some vacancies that are open."""
        order = np.argsort(vacancies)
        vacancies, scores = vacancies[order].astype(np.int64), scores[order]
        listed = self._sets.listed_among(is_open, vacancies)
        return choose(scores[np.searchsorted(vacancies, listed)], listed, k)

    def _with_zeros(
        self, is_open: Bools, best: Ints, found: Singles, k: int
    ) -> tuple[Ints, Singles]:
        """And the first of those that are open but in no product: their score is 0."""
        others = np.setdiff1d(self._sets.listed(is_open), best)[: k - best.size]
        return np.append(best, others), np.append(found, np.zeros(others.size, np.float32))

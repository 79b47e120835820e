"""What the inexact peers share: a shortlist by likeness, then gates, exact scores and the best."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import TopK
from benchmarks.peers.choosing import GateSets, Lists, choose
from benchmarks.peers.products import sparse

__all__ = ["Shortlists", "recall"]

Ints = npt.NDArray[np.int64]


class Shortlists:
    """Chooses among shortlists of vacancies; -1 in a shortlist is nobody."""

    def __init__(self, case: Case) -> None:
        self._case, self._sets = case, GateSets(case)
        self._rows = sparse(case.rows, case.criteria)

    def choose(
        self, block: Group, shortlists: list[Ints], k: int, lists: Lists, first: int
    ) -> None:
        """Put the best of each shortlist that are open, from place `first` on."""
        case, attained = self._case, np.zeros(self._case.criteria)
        starts = block.attained.starts.tolist()
        everyone = zip(block.is_open, block.shares(case), shortlists, strict=True)
        for row, (is_open, shares, shortlist) in enumerate(everyone):
            own = slice(starts[row], starts[row + 1])
            attained[:] = 0
            attained[block.attained.columns[own]] = block.attained.values[own]
            listed = self._sets.listed_among(is_open, shortlist[shortlist >= 0])
            wishes = case.wished[listed] * shares[case.offer[listed]]
            scores = (self._rows[listed] @ attained + wishes).astype(np.float32)
            lists.put(first + row, *choose(scores, listed, k))


def recall(found: TopK, exact: TopK) -> float:
    """The share of the exact answer's pairs that were found; 1 where there are none.

    >>> exact = TopK(np.array([[1, 2], [3, -1]]), np.zeros((2, 2), dtype=np.float32))
    >>> recall(TopK(np.array([[2, 5], [3, -1]]), exact.scores), exact)
    0.6666666666666666
    """
    is_pair = exact.vacancies >= 0
    is_found = (exact.vacancies[:, :, None] == found.vacancies[:, None, :]).any(axis=2)
    pairs = int(is_pair.sum())
    return float((is_found & is_pair).sum() / pairs) if pairs else 1.0

"""What every peer does around its product: which vacancies are open, and the k best of them.

It is done as well as NumPy can, so that no peer is slow for want of it.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import NOBODY, TopK
from benchmarks.gates import Members

__all__ = ["GateSets", "Lists", "Method", "choose"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]

#: So few distinct sets of gates that looking at each of them costs little beside the vacancies.
_FEW_SETS = 8_192


class Method(Protocol):
    """Something that ranks: what it makes of a `Case` is its preparation."""

    def best(self, group: Group, k: int) -> TopK:
        """The k best vacancies of each candidate."""


class GateSets:
    """The gates of vacancies, cut into few parts of which vacancies have few distinct sets.

    A part has its distinct `sets` (s, m), filled up with a gate that does not exist, and which one
    each vacancy has (v,).
    """

    def __init__(self, case: Case, few: int = _FEW_SETS) -> None:
        if np.diff(case.gates.starts).max(initial=0) <= 1:
            # No vacancy has a set: its one gate is looked up at once.
            few = case.gate_count + 1
        self._size = len(case)
        self.parts: list[tuple[Ints, Ints]] = []
        first = 0
        while first < case.gate_count:
            end = self._end(case, first, few)
            self.parts.append(_sets(case.gates, first, end, case.gate_count))
            first = end

    @staticmethod
    def _end(case: Case, first: int, few: int) -> int:
        """The last end of a part from `first` on that has few sets; a part has a gate at least."""
        least, most = first + 1, case.gate_count
        while least < most:
            middle = (least + most + 1) // 2
            if np.unique(_keys(case.gates, first, middle)).size <= few:
                least = middle
            else:
                most = middle - 1
        return least

    def mask(self, is_open: Bools) -> Bools:
        """Which vacancies are open to one candidate: gates (g,) -> (v,)."""
        # One more gate is open to everyone: it fills up the shorter sets.
        gates = np.append(is_open, True)
        found = np.ones(self._size, dtype=np.bool_)
        for sets, of in self.parts:
            is_set_open: Bools = np.logical_and.reduce(gates[sets], axis=1)
            found &= is_set_open[of]
        return found

    def listed(self, is_open: Bools) -> Ints:
        """The vacancies that are open to one candidate, ascending."""
        return np.flatnonzero(self.mask(is_open))

    def listed_among(self, is_open: Bools, vacancies: Ints) -> Ints:
        """Those of some vacancies that are open to one candidate, ascending."""
        gates = np.append(is_open, True)
        vacancies = np.sort(vacancies)
        for sets, of in self.parts:
            is_listed: Bools = np.logical_and.reduce(gates[sets[of[vacancies]]], axis=1)
            vacancies = vacancies[is_listed]
        return vacancies


def _keys(gates: Members, first: int, end: int) -> npt.NDArray[np.uint64]:
    """A number for the gates of each vacancy from `first` to `end`: equal sets have equal ones."""
    rng = np.random.default_rng(0)
    names = rng.integers(1, 2**63, end, dtype=np.uint64)
    names[:first] = 0
    is_inside = gates.members < end
    own = np.where(is_inside, names[np.where(is_inside, gates.members, 0)], np.uint64(0))
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(own, dtype=np.uint64)])
    keys: npt.NDArray[np.uint64] = sums[gates.starts[1:]] - sums[gates.starts[:-1]]
    return keys


def _sets(gates: Members, first: int, end: int, filler: int) -> tuple[Ints, Ints]:
    """The distinct sets of gates from `first` to `end` (s, m), and which one each vacancy has."""
    _, some, of = np.unique(_keys(gates, first, end), return_index=True, return_inverse=True)
    own = [gates.members[gates.starts[one] : gates.starts[one + 1]] for one in some]
    own = [one[(one >= first) & (one < end)] for one in own]
    sets = np.full((len(own), max(map(len, own))), filler)
    for row, members in zip(sets, own, strict=True):
        row[: members.size] = members
    return sets, of.ravel()


class Lists:
    """The answer for n candidates, filled in one by one."""

    def __init__(self, size: int, k: int) -> None:
        self.answer = TopK(
            np.full((size, k), NOBODY, dtype=np.int64), np.zeros((size, k), dtype=np.float32)
        )

    def put(self, candidate: int, vacancies: Ints, scores: Singles) -> None:
        """The best of one candidate, best first."""
        self.answer.vacancies[candidate, : vacancies.size] = vacancies
        self.answer.scores[candidate, : vacancies.size] = scores


def choose(scores: Singles, listed: Ints, k: int) -> tuple[Ints, Singles]:
    """The k best of the listed vacancies, which ascend, with their scores; no tie is missed."""
    if listed.size > k:
        # The least of the negatives: among many equal low scores the other end takes much longer.
        bound = -np.partition(-scores, k - 1)[k - 1]
        kept = np.flatnonzero(scores >= bound)
        listed, scores = listed[kept], scores[kept]
    best = np.argsort(-scores, kind="stable")[:k]
    return listed[best], scores[best]

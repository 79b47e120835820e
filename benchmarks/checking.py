"""Right answers to compare with: every pair of candidates with some vacancies, in plain NumPy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import NOBODY, TopK
from benchmarks.peers.choosing import GateSets

__all__ = ["are_equal", "best_people", "pair_scores", "part"]

Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]


def are_equal(answer: TopK, expected: TopK) -> bool:
    """Whether every id and every float32 score is the same."""
    return bool(
        np.array_equal(answer.vacancies, expected.vacancies)
        and np.array_equal(answer.scores, expected.scores)
    )


def part(answer: TopK, some: Ints) -> TopK:
    """The answers for some candidates."""
    return TopK(answer.vacancies[some], answer.scores[some])


def pair_scores(case: Case, group: Group) -> Singles:
    """The score of every pair, -1 where a gate is closed: (n, v)."""
    attained = np.zeros((len(group), case.criteria))
    attained[group.attained.row_of_entry(), group.attained.columns] = group.attained.values
    rows = case.rows
    lengths, sums = np.diff(rows.starts), np.zeros((len(group), len(case)))
    for term in range(int(lengths.max(initial=0))):
        asking = np.flatnonzero(lengths > term)
        place = rows.starts[asking] + term
        sums[:, asking] += rows.values[place] * attained[:, rows.columns[place]]
    scores = (sums + case.wished * group.shares(case)[:, case.offer]).astype(np.float32)
    sets = GateSets(case)
    for own, is_open in zip(scores, group.is_open, strict=True):
        own[~sets.mask(is_open)] = -1
    return scores


def best_people(scores: Singles, k: int) -> TopK:
    """The k best candidates of each vacancy from the scores of all pairs (n, v), as (v, k)."""
    size, vacancies = scores.shape
    answer = TopK(
        np.full((vacancies, k), NOBODY, dtype=np.int64),
        np.zeros((vacancies, k), dtype=np.float32),
    )
    best = np.argsort(-scores, axis=0, kind="stable")[: min(k, size)].T
    for vacancy, people in enumerate(best):
        own = scores[people, vacancy]
        listed = own >= 0
        answer.vacancies[vacancy, : listed.sum()] = people[listed]
        answer.scores[vacancy, : listed.sum()] = own[listed]
    return answer

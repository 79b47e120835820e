"""The exact answer to every speed benchmark, in plain NumPy: the k best vacancies of candidates.

It shares nothing with the package that is measured. Slow: it looks at every pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.gates import eligible
from benchmarks.inputs import Candidates, Inputs, Vacancies
from benchmarks.shape import Rows, attained

__all__ = ["NOBODY", "TopK", "brute_force_top_k", "scores"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]

#: Stands for the vacancy where fewer than k are eligible.
NOBODY = -1

#: Pairs held at once: some tens of megabytes.
_PAIRS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class TopK:
    """Per candidate (n, k) the best vacancies and their scores; NOBODY and 0 past the last."""

    vacancies: Ints
    scores: Singles


def brute_force_top_k(
    inputs: Inputs, candidates: Candidates, k: int, *, people: Ints | None = None
) -> TopK:
    """The k best eligible vacancies of candidates, or of some `people` among them.

    Order: score descending as float32, then index of the vacancy ascending.
    """
    everyone = np.arange(len(candidates)) if people is None else people
    posts = np.arange(inputs.vacancies.template.size)
    best = np.full((everyone.size, k), NOBODY, dtype=np.int64)
    best_scores = np.zeros((everyone.size, k), dtype=np.float32)
    step = max(1, _PAIRS_AT_ONCE // posts.size)
    for start in range(0, everyone.size, step):
        block = everyone[start : start + step]
        states = inputs.gates.states(candidates.facts[block])
        is_listed = eligible(states, inputs.vacancies.gates, posts)
        found = scores(inputs, candidates, block)
        for row, (mask, own) in enumerate(zip(is_listed, found, strict=True), start=start):
            chosen = _best(own, np.flatnonzero(mask), k)
            best[row, : chosen.size] = chosen
            best_scores[row, : chosen.size] = own[chosen]
    return TopK(best, best_scores)


def scores(inputs: Inputs, candidates: Candidates, people: Ints) -> Singles:
    """The score of some candidates for every vacancy: (people, v) float32."""
    posts = inputs.vacancies
    profiles, own = np.unique(candidates.profile[people], return_inverse=True)
    rows = attained(inputs.world.similarity, candidates.claims.take(profiles))
    attainment = np.zeros((profiles.size, inputs.shape.concepts))
    attainment[rows.row_of_entry(), rows.columns] = rows.values
    sums = _weighted_sums(attainment, posts.coefficients)[own][:, posts.template]
    wishes = candidates.wishes.met(posts.offers, people)
    return _with_wishes(sums, posts, wishes).astype(np.float32)


def _weighted_sums(attainment: Floats, weights: Rows) -> Floats:
    """One term after the other in the order of each row: (p, concepts), (t, concepts) -> (p, t)."""
    lengths = np.diff(weights.starts)
    sums = np.zeros((attainment.shape[0], lengths.size))
    for term in range(int(lengths.max(initial=0))):
        rows = np.flatnonzero(lengths > term)
        place = weights.starts[rows] + term
        sums[:, rows] += weights.values[place] * attainment[:, weights.columns[place]]
    return sums


def _with_wishes(sums: Floats, posts: Vacancies, wishes: Floats) -> Floats:
    added: Floats = sums + posts.preference[posts.template] * wishes[:, posts.offer]
    return added


def _best(own: Singles, listed: Ints, k: int) -> Ints:
    """The k best of the listed vacancies, all ties of the k-th score having been looked at."""
    if listed.size > k:
        bound = np.partition(own[listed], listed.size - k)[listed.size - k]
        listed = listed[own[listed] >= bound]
    # `listed` ascends and the sort is stable, so that ties stay in that order.
    return listed[np.argsort(-own[listed], kind="stable")[:k]]

"""How far an evaluation reaches: what of the lists was judged, and what of that may be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.eligibility.judging import VERDICTS
from matcher.evaluation.choices import Choices
from matcher.evaluation.grading import Grades
from matcher.evaluation.listing import Lists
from matcher.evaluation.shares import shares
from matcher.metrics.inference import Interval
from matcher.pair_features import PairFeatures

__all__ = [
    "Reach",
    "VerdictShare",
    "flattened",
    "reaches_of",
    "relevant_and_barred",
    "verdict_shares",
]


class Reach(NamedTuple):
    """How much of the first k of a run's lists, of the graded candidates, was judged.

    `empty` candidates have no list. `unlisted` relevant pairs are nowhere in the deep lists.
    """

    run: str
    listed: int
    judged: Interval
    empty: int
    unlisted: int


class VerdictShare(NamedTuple):
    """How many judged pairs have a verdict, how many of them are relevant, of all relevant ones."""

    verdict: str
    judged: int
    relevant: int
    share: Interval


def reaches_of(runs: Mapping[str, Lists], grades: Grades, choices: Choices) -> tuple[Reach, ...]:
    """The reach of each run; none where nothing is graded."""
    if not len(grades):
        return ()
    return tuple(_reach_of(name, lists, grades, choices) for name, lists in runs.items())


def _reach_of(run: str, lists: Lists, grades: Grades, choices: Choices) -> Reach:
    shown = [lists.get(who, ())[: choices.k] for who in grades.of]
    pairs = list(zip(shown, grades.of.values(), strict=True))
    judged = [[sum(job in said for job in jobs)] for jobs, said in pairs]
    share = shares(judged, [[len(jobs)] for jobs in shown], choices)[0]
    return Reach(
        run=run,
        listed=sum(map(len, shown)),
        judged=share,
        empty=sum(not jobs for jobs in shown),
        unlisted=sum(
            grades.is_relevant(grade) and job not in lists.get(who, ())
            for who, said in grades.of.items()
            for job, grade in said.items()
        ),
    )


def verdict_shares(
    features: PairFeatures, grades: Grades, choices: Choices
) -> tuple[VerdictShare, ...]:
    """How graded pairs, with their features in the order of the grades, spread over verdicts."""
    if not len(grades):
        return ()
    codes, row, relevant = features.verdict_codes, *flattened(grades)
    size = (len(grades.of), len(VERDICTS))
    counts, hits = np.zeros(size), np.zeros(size)
    np.add.at(counts, (row, codes), 1)
    np.add.at(hits, (row, codes), relevant)
    every = np.repeat(hits.sum(axis=1, keepdims=True), len(VERDICTS), axis=1)
    found = zip(VERDICTS, counts.sum(axis=0), hits.sum(axis=0), shares(hits, every, choices),
                strict=True)  # fmt: skip
    return tuple(VerdictShare(name, int(all_), int(hit), share) for name, all_, hit, share in found)


def flattened(grades: Grades) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """For each pair of `grades.pairs` the place of its candidate, and whether it is relevant."""
    sizes = [len(said) for said in grades.of.values()]
    relevant = [grades.is_relevant(grade) for said in grades.of.values() for grade in said.values()]
    return np.repeat(np.arange(len(sizes)), sizes), np.array(relevant, dtype=bool)


def relevant_and_barred(features: PairFeatures, grades: Grades) -> tuple[tuple[str, str], ...]:
    """The pairs that judges call relevant and rules bar: a gate may be wrong."""
    rows = np.flatnonzero(flattened(grades)[1] & (features.verdict == "BARRED")).tolist()
    return tuple((features.candidate_ids[row], features.vacancy_ids[row]) for row in rows)

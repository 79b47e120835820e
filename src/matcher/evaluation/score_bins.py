"""What scores are worth: how many pairs of each range of scores are relevant."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.evaluation.choices import Choices
from matcher.evaluation.grading import Grades
from matcher.evaluation.reaching import flattened
from matcher.evaluation.shares import shares
from matcher.metrics.calibration import expected_calibration_error
from matcher.metrics.inference import Interval
from matcher.pair_features import PairFeatures

__all__ = ["ScoreBin", "calibration_error", "score_bins"]

#: Few, so that some hundred judged pairs fill them.
_BINS = 5


class ScoreBin(NamedTuple):
    """Judged pairs with a score in (low, high]: the mean score, the mean grade, the relevant share.

    The grade is by the highest there is. A score is no probability of relevance: these are for
    seeing whether more score is more relevance, not for reading one off the other.
    """

    low: float
    high: float
    pairs: int
    score: float
    grade: float
    relevant: Interval


def score_bins(features: PairFeatures, grades: Grades, choices: Choices) -> tuple[ScoreBin, ...]:
    """Judged pairs by their scores, in bins of equal width over [0, 1], empty ones left out."""
    if not len(grades):
        return ()
    row, relevant = flattened(grades)
    given = np.array([grade for said in grades.of.values() for grade in said.values()])
    edges, scores = np.arange(_BINS + 1) / _BINS, features.score.astype(np.float64)
    place = np.maximum(np.searchsorted(edges, scores, side="left"), 1) - 1
    counts, hits = np.zeros((len(grades.of), _BINS)), np.zeros((len(grades.of), _BINS))
    np.add.at(counts, (row, place), 1)
    np.add.at(hits, (row, place), relevant)
    share, top = shares(hits, counts, choices), max(float(given.max(initial=0)), 1e-300)
    return tuple(
        ScoreBin(
            low=float(edges[one]),
            high=float(edges[one + 1]),
            pairs=int(np.count_nonzero(place == one)),
            score=float(scores[place == one].mean()),
            grade=float(given[place == one].mean()) / top,
            relevant=share[one],
        )
        for one in np.unique(place).tolist()
    )


def calibration_error(features: PairFeatures, grades: Grades) -> float:
    """How far scores would be from probabilities of relevance, in [0, 1]; NaN without grades."""
    if not len(grades):
        return float("nan")
    return expected_calibration_error(features.score, flattened(grades)[1], _BINS)

"""What is learned is judged on what it was not learned from: the strength, and the gain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.metrics.inference import Interval, bootstrap
from matcher.tuning.comparisons import Comparisons, in_folds
from matcher.tuning.logistic import Fitted, Problem, fit_weights, losses

__all__ = ["LEAST_GROUPS", "Chosen", "Gain", "Manner", "choose", "gain_of", "group_means"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: With fewer groups an interval over them says little.
LEAST_GROUPS = 10
_SEEDS = 2**31 - 1


class Manner(NamedTuple):
    """How weights are learned and judged: see the arguments of `WeightLearner`."""

    strengths: Sequence[float]
    folds: int
    outer_folds: int
    confidence: float
    resamples: int


@dataclass(frozen=True, slots=True)
class Gain:
    """How much more of the comparisons learned weights put in order, on groups held out.

    `default` and `learned` are the shares in the right order (a tie counts half), each the mean
    over the groups; `interval` is the mean of their difference with its bootstrap interval over
    groups, at `confidence`.
    """

    default: float
    learned: float
    interval: Interval
    confidence: float
    groups: int
    comparisons: int

    @property
    def is_certain(self) -> bool:
        """True where the interval lies above zero."""
        return self.interval.low > 0

    def __str__(self) -> str:
        gain, low, high = self.interval
        return (
            f"{self.learned:.1%} of the comparisons in order instead of {self.default:.1%}: "
            f"{gain:+.1%} ({low:+.1%} to {high:+.1%}, {self.groups} groups)"
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The strength with the least loss on held-out groups, and the mean loss of each."""

    strength: float
    losses: dict[float, float]


def choose(
    problem: Problem, pairs: Comparisons, fold: Places, strengths: Sequence[float]
) -> Chosen:
    """The strength with the least mean loss over the folds; of equal ones the strongest.

    Where the folds leave nothing to learn from or to judge by, it is the strongest.
    """
    strongest_first = sorted(strengths, reverse=True)
    if len(strongest_first) == 1:
        return Chosen(float(strongest_first[0]), {})
    total, count = np.zeros(len(strongest_first)), 0
    for one in np.unique(fold):
        held, kept = _split(pairs, fold, int(one))
        if not (held.size and kept.size):
            continue
        fitted: Fitted | None = None
        for place, strength in enumerate(strongest_first):
            # The weights of the strength before are near.
            fitted = fit_weights(problem, kept, strength, fitted)
            total[place] += losses(problem, held, fitted).sum()
        count += held.size
    means = total / max(count, 1)
    found = dict(zip(strongest_first, means.tolist(), strict=True))
    return Chosen(strongest_first[int(np.argmin(means))], found)


def gain_of(
    problem: Problem,
    pairs: Comparisons,
    groups: Places,
    manner: Manner,
    random: np.random.RandomState,
) -> Gain | None:
    """The gain of learning over the defaults on held-out groups; None with too few of them.

    Each fold is judged by weights that were learned, with their strength, on the others.
    """
    fold = in_folds(groups, manner.outer_folds, random)
    judged, by_default, learned = [], [], []
    for one in np.unique(fold):
        held, kept = _split(pairs, fold, int(one))
        if not (held.size and kept.size):
            continue
        chosen = choose(problem, kept, in_folds(groups, manner.folds, random), manner.strengths)
        fitted = fit_weights(problem, kept, chosen.strength)
        judged.append(groups[held.better])
        by_default.append(_ordered(problem, held, problem.defaults))
        learned.append(_ordered(problem, held, fitted.weights))
    if not judged:
        return None
    group_of = np.concatenate(judged)
    before, after = (group_means(np.concatenate(side), group_of) for side in (by_default, learned))
    if before.size < LEAST_GROUPS:
        return None
    seed = int(random.randint(_SEEDS))
    return Gain(
        default=float(before.mean()),
        learned=float(after.mean()),
        interval=bootstrap(
            after - before, seed=seed, repeats=manner.resamples, confidence=manner.confidence
        ),
        confidence=manner.confidence,
        groups=before.size,
        comparisons=group_of.size,
    )


def _ordered(problem: Problem, pairs: Comparisons, weights: Floats) -> Floats:
    """1 for each comparison (m,) that the scores put in order, 0.5 for a tie, else 0.

    As in rankings, ties are ties of the scores in float32.
    """
    scores = problem.scores(weights).astype(np.float32)
    found: Floats = np.sign(scores[pairs.better] - scores[pairs.worse]).astype(np.float64)
    return (found + 1) / 2


def group_means(values: Floats, groups: Places) -> Floats:
    """The mean of values (m,) in each group, in the order of the codes (m,) of the groups."""
    _, group_of = np.unique(groups, return_inverse=True)
    means: Floats = np.divide(np.bincount(group_of, values), np.bincount(group_of))
    return means


def _split(pairs: Comparisons, fold: Places, one: int) -> tuple[Comparisons, Comparisons]:
    """The comparisons inside a fold, and those outside of it."""
    better, worse = fold[pairs.better] == one, fold[pairs.worse] == one
    return pairs.where(better & worse), pairs.where(~better & ~worse)

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
from matcher.tuning.measuring import GroupMeasure, MeasureName

__all__ = [
    "LEAST_GROUPS",
    "Chosen",
    "Gain",
    "Manner",
    "Spread",
    "as_good_as_best",
    "choose",
    "gain_between",
    "gain_of",
]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: With fewer groups an interval over them says little.
LEAST_GROUPS = 10
_SEEDS = 2**31 - 1


class Spread(NamedTuple):
    """How the interval of a gain is drawn."""

    confidence: float
    resamples: int
    seed: int


class Manner(NamedTuple):
    """How weights are learned and judged: see the arguments of `WeightLearner`."""

    strengths: Sequence[float]
    folds: int
    outer_folds: int
    confidence: float
    resamples: int


@dataclass(frozen=True, slots=True)
class Gain:
    """How much better learned weights do than the defaults, on groups held out.

    `measure` is what is counted: "pairs", the share of comparisons in the right order (a tie counts
    half), or "ndcg". `default` and `learned` are its means over the groups; `interval` is the mean
    of their difference with its bootstrap interval over groups, at `confidence`.
    """

    default: float
    learned: float
    interval: Interval
    confidence: float
    groups: int
    comparisons: int
    measure: MeasureName = "pairs"

    @property
    def is_certain(self) -> bool:
        """True where the interval lies above zero."""
        return self.interval.low > 0

    def __str__(self) -> str:
        gain, low, high = self.interval
        change = f"{gain:+.1%} ({low:+.1%} to {high:+.1%}, {self.groups} groups)"
        if self.measure == "ndcg":
            return f"nDCG {self.learned:.1%} instead of {self.default:.1%}: {change}"
        return (
            f"{self.learned:.1%} of the comparisons in order instead of {self.default:.1%}: "
            f"{change}"
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The strength that was chosen on held-out groups, and the mean loss of each."""

    strength: float
    losses: dict[float, float]


def choose(
    problem: Problem, pairs: Comparisons, fold: Places, strengths: Sequence[float]
) -> Chosen:
    """The weakest of the strengths that are as good as the best on the folds, but for chance.

    That is where the mean loss is greater by no more than the standard error of the difference over
    the folds: between pulls that judgments cannot tell apart, the judgments have the word. Where
    the folds leave nothing to learn from or to judge by, it is the strongest.
    """
    strongest_first = sorted(strengths, reverse=True)
    if len(strongest_first) == 1:
        return Chosen(float(strongest_first[0]), {})
    rows, count = [], 0
    for one in np.unique(fold):
        held, kept = _split(pairs, fold, int(one))
        if held.size and kept.size:
            lost = _held_out(problem, held, kept, strongest_first)
            rows.append(lost.sum(axis=1))
            count += lost.shape[1]
    table = np.array(rows).reshape(-1, len(strongest_first))
    means = table.sum(axis=0) / max(count, 1)
    found = dict(zip(strongest_first, means.tolist(), strict=True))
    return Chosen(strongest_first[as_good_as_best(table)], found)


def _held_out(
    problem: Problem, held: Comparisons, kept: Comparisons, strengths: Sequence[float]
) -> Floats:
    """The losses (strengths, judgments) of those held out by weights learned from those kept."""
    fitted: Fitted | None = None
    found = []
    for strength in strengths:
        # The weights of the strength before are near.
        fitted = fit_weights(problem, kept, strength, fitted)
        found.append(losses(problem, held, fitted))
    return np.array(found)


def as_good_as_best(table: Floats) -> int:
    """The last column of losses (folds, n) that is as good as the best, but for chance.

    >>> as_good_as_best(np.array([[3.0, 2.0, 2.4], [3.0, 2.0, 1.8]]))
    2
    """
    if not len(table):
        return 0
    best = int(np.argmin(table.sum(axis=0)))
    if len(table) == 1:
        return best
    worse = table - table[:, [best]]
    error = worse.std(axis=0, ddof=1) * np.sqrt(len(table))
    total = worse.sum(axis=0)
    near = np.flatnonzero((total > 0) & (total <= error))
    return max(best, int(near.max(initial=best)))


def gain_of(  # noqa: PLR0913, PLR0917 - what was judged, how, and by what
    problem: Problem,
    pairs: Comparisons,
    groups: Places,
    manner: Manner,
    measure: GroupMeasure,
    random: np.random.RandomState,
) -> Gain | None:
    """The gain of learning over the defaults on held-out groups; None with too few of them.

    Each fold is judged by weights that were learned, with their strength, on the others.
    """
    fold = in_folds(groups, manner.outer_folds, random)
    fold_of = dict(zip(groups.tolist(), fold.tolist(), strict=True))
    fold_of_measured = np.array([fold_of[group] for group in measure.groups.tolist()])
    before = measure.of(problem.scores(problem.defaults).astype(np.float32))
    after = np.full(before.size, np.nan)
    compared = 0
    for one in np.unique(fold):
        held, kept = _split(pairs, fold, int(one))
        if not (held.size and kept.size):
            continue
        chosen = choose(problem, kept, in_folds(groups, manner.folds, random), manner.strengths)
        fitted = fit_weights(problem, kept, chosen.strength)
        own = fold_of_measured == one
        after[own] = measure.of(problem.scores(fitted.weights).astype(np.float32))[own]
        compared += held.size
    spread = Spread(manner.confidence, manner.resamples, int(random.randint(_SEEDS)))
    return gain_between(before, after, measure.name, compared, spread)


def gain_between(
    before: Floats, after: Floats, measure: MeasureName, comparisons: int, spread: Spread
) -> Gain | None:
    """The gain from the values (g,) of groups by the defaults to those by what was learned.

    Groups that are NaN in either were not judged; None with too few of them.
    """
    known = ~np.isnan(before) & ~np.isnan(after)
    before, after = before[known], after[known]
    if before.size < LEAST_GROUPS:
        return None
    return Gain(
        default=float(before.mean()),
        learned=float(after.mean()),
        interval=bootstrap(
            after - before, seed=spread.seed, repeats=spread.resamples,
            confidence=spread.confidence,
        ),
        confidence=spread.confidence,
        groups=before.size,
        comparisons=comparisons,
        measure=measure,
    )  # fmt: skip


def _split(pairs: Comparisons, fold: Places, one: int) -> tuple[Comparisons, Comparisons]:
    """The comparisons inside a fold, and those outside of it."""
    better, worse = fold[pairs.better] == one, fold[pairs.worse] == one
    return pairs.where(better & worse), pairs.where(~better & ~worse)

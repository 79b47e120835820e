"""The likelihood of comparisons under weights, and the weights that make it greatest.

How likely a judgment is depends on how far apart scores are: on β (S(a) - S(b)), where S is the
score with weights W (see `scoring`) and the steepness β says how well judgments follow the score
(see `losses`). What is made small is the mean of -log of the probabilities, plus `strength` times
the squared distance of the weights from the defaults, both as shares of the sum of the defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.tuning.comparisons import Comparisons
from matcher.tuning.losses import LOSSES, LossName

__all__ = ["Fitted", "Problem", "fit_weights", "losses", "margins"]

Floats = npt.NDArray[np.float64]

#: The steepness, times the root mean square of the score differences by the defaults: from next to
#: nothing to a step, where no judgment could move a weight any more.
_STEEPNESS = (1e-3, 50.0)
_TINY = 1e-12
#: Searches, each from where the one before ended, while they gain something.
_MOST_SEARCHES, _WORTHWHILE = 6, 1e-5
#: A first step of the search is of size 1: by so much a share may change with it.
_STEP = 0.1


@dataclass(frozen=True)
class Problem:
    """What weights are learned on: `values` (n, f), which of them are `asked` (n, f; 0 or 1).

    A value that is not asked is 0. The weights (f + 1,), of which the last is the prior, are shares
    of `total`, the sum of the defaults: `defaults`, and the bounds `lower` and `upper`; those that
    are equal are locked. `loss` says what judgments are: comparisons, or orders of lists.
    """

    values: Floats
    asked: Floats
    defaults: Floats
    lower: Floats
    upper: Floats
    loss: LossName = "pairwise"

    def scores(self, weights: Floats) -> Floats:
        """The score (n,) of each row with weights (f + 1,)."""
        sums: Floats = self.values @ weights[:-1]
        return sums / self._divisors(weights)

    def _divisors(self, weights: Floats) -> Floats:
        found: Floats = np.maximum(weights[-1] + self.asked @ weights[:-1], _TINY)
        return found

    def pulled_back(self, weights: Floats, scores: Floats, slopes: Floats) -> Floats:
        """The gradient (f + 1,) over the weights, from the one (n,) over the scores."""
        own = slopes / self._divisors(weights)
        lost = own * scores
        return np.append(self.values.T @ own - self.asked.T @ lost, -lost.sum())


class Fitted(NamedTuple):
    """Weights (f + 1,) as shares, the prior last, and the steepness of the judgments."""

    weights: Floats
    steepness: float


def margins(problem: Problem, pairs: Comparisons, weights: Floats) -> Floats:
    """By how much (m,) the score of the better row is ahead of that of the worse."""
    scores = problem.scores(weights)
    return scores[pairs.better] - scores[pairs.worse]


def losses(problem: Problem, pairs: Comparisons, fitted: Fitted) -> Floats:
    """-log of the probability of each judgment that the comparisons (m,) amount to."""
    ahead = fitted.steepness * margins(problem, pairs, fitted.weights)
    return LOSSES[problem.loss](ahead, pairs)[0]


def fit_weights(
    problem: Problem, pairs: Comparisons, strength: float, start: Fitted | None = None
) -> Fitted:
    """The most likely weights; an infinite `strength` keeps the defaults.

    `start` is where the search begins; without it at the defaults. With little to learn from and
    much that is not asked there may be several optima: the one found is near the start.
    """
    from scipy.optimize import minimize

    anchor = np.clip(problem.defaults, problem.lower, problem.upper)
    unit = _unit(margins(problem, pairs, anchor))
    free = np.zeros(anchor.size, dtype=np.bool_)
    if np.isfinite(strength):
        free = problem.lower < problem.upper
    first = start if start is not None else Fitted(anchor, 1 / unit)
    low, high = (np.log(bound / unit) for bound in _STEEPNESS)

    losses_of = LOSSES[problem.loss]

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights = anchor.copy()
        weights[free] = parameters[1:] * _STEP
        steepness = np.exp(parameters[0])
        scores = problem.scores(weights)
        ahead = steepness * (scores[pairs.better] - scores[pairs.worse])
        costs, slope = losses_of(ahead, pairs)
        slopes = np.bincount(pairs.better, slope, scores.size)
        slopes -= np.bincount(pairs.worse, slope, scores.size)
        value, gradient = costs.mean(), np.array([slope @ ahead / costs.size])
        if free.any():
            away = (weights - anchor)[free]
            value += strength * (away @ away)
            pull = problem.pulled_back(weights, scores, steepness / costs.size * slopes)[free]
            gradient = np.append(gradient, _STEP * (pull + 2 * strength * away))
        return float(value), gradient

    begin = np.append(np.clip(np.log(first.steepness), low, high), first.weights[free] / _STEP)
    lower, upper = problem.lower[free], problem.upper[free]
    bounds = [(low, high), *zip(lower / _STEP, upper / _STEP, strict=True)]
    found = begin
    for _ in range(_MOST_SEARCHES):
        # In a narrow valley a search may end early; a fresh one goes on from there.
        search = minimize(loss, found, jac=True, method="L-BFGS-B", bounds=bounds)
        gained, found = loss(found)[0] - search.fun, search.x
        if gained < _WORTHWHILE:
            break
    weights = anchor.copy()
    weights[free] = np.clip(found[1:] * _STEP, lower, upper)
    return Fitted(weights, float(np.exp(found[0])))


def _unit(found: Floats) -> float:
    """The size of score differences: their root mean square, 1 where there are none."""
    size = float(np.sqrt(np.mean(found**2))) if found.size else 0.0
    return size if size > 0 else 1.0

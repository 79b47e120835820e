"""The likelihood of comparisons under weights, and the weights that make it greatest.

That a pair `a` was judged better than `b` has the probability λ + (1 - 2λ) σ(β (S(a) - S(b))):
S is the score with weights W (see `scoring`), σ the logistic function, the steepness β says how
well the judgments follow the score, and λ is the share of slips of the hand, without which a single
one could outweigh all other judgments (lapse rate: Wichmann and Hill, Perception & Psychophysics
63, 2001). What is made small is the mean of -log of this, plus `strength` times the squared
distance of the weights from the defaults, both as shares of the sum of the defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.tuning.comparisons import Comparisons

__all__ = ["Fitted", "Problem", "fit_weights", "losses", "margins"]

Floats = npt.NDArray[np.float64]

#: The steepness, times the root mean square of the score differences by the defaults: from next to
#: nothing to a step, where no judgment could move a weight any more.
_STEEPNESS = (1e-3, 50.0)
_SLIPS = 0.01
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
    are equal are locked.
    """

    values: Floats
    asked: Floats
    defaults: Floats
    lower: Floats
    upper: Floats

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
    """-log of the probability (m,) of each comparison."""
    return _losses(fitted.steepness * margins(problem, pairs, fitted.weights))[0]


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

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights = anchor.copy()
        weights[free] = parameters[1:] * _STEP
        steepness = np.exp(parameters[0])
        scores = problem.scores(weights)
        ahead = steepness * (scores[pairs.better] - scores[pairs.worse])
        costs, slope = _losses(ahead)
        slopes = np.bincount(pairs.better, slope, scores.size)
        slopes -= np.bincount(pairs.worse, slope, scores.size)
        value, gradient = costs.mean(), np.array([slope @ ahead / pairs.size])
        if free.any():
            away = (weights - anchor)[free]
            value += strength * (away @ away)
            pull = problem.pulled_back(weights, scores, steepness / pairs.size * slopes)[free]
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


def _losses(ahead: Floats) -> tuple[Floats, Floats]:
    """-log of the probability (m,) of comparisons won by so much, and its slope."""
    right = np.exp(-np.logaddexp(0, -ahead))
    chance = _SLIPS + (1 - 2 * _SLIPS) * right
    return -np.log(chance), -(1 - 2 * _SLIPS) * right * (1 - right) / chance


def _unit(found: Floats) -> float:
    """The size of score differences: their root mean square, 1 where there are none."""
    size = float(np.sqrt(np.mean(found**2))) if found.size else 0.0
    return size if size > 0 else 1.0

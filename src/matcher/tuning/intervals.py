"""How far learned weights could be others: their intervals over the groups that were judged."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.utils import column_or_1d

from matcher.errors import InputError
from matcher.metrics.inference import Interval
from matcher.settings import COMPONENTS, Weights
from matcher.tuning.learner import WeightLearner
from matcher.tuning.percentiles import percentiles
from matcher.tuning.validating import LEAST_GROUPS

__all__ = ["weight_intervals", "weight_names"]


def weight_intervals(  # noqa: PLR0913 - the arguments of `fit`, and how to draw
    learner: WeightLearner,
    X: Any,  # noqa: ANN401, N803 - as scikit-learn writes it
    y: Any,  # noqa: ANN401
    groups: Any,  # noqa: ANN401
    lists: Any = None,  # noqa: ANN401
    *,
    resamples: int = 200,
    seed: int = 0,
) -> dict[str, Interval]:
    """The learned weights by name, each with its interval, at the confidence of the learner.

    The groups are drawn anew `resamples` times and the weights learned on them, with the strength
    that was chosen for all. The other arguments are those of `fit`. InputError with fewer than 10
    groups.

    >>> random = np.random.default_rng(1)
    >>> X, groups = random.random((200, 2)), np.arange(200) // 5
    >>> y = X @ [3, 1] + random.normal(0, 0.2, 200)
    >>> learner = WeightLearner(outer_folds=0).fit(X, y, groups)
    >>> found = weight_intervals(learner, X, y, groups, resamples=50)
    >>> found["0"].low < 0.75 < found["0"].high
    True
    """
    values, grades = np.asarray(X, dtype=np.float64), column_or_1d(y)
    names, group_of = np.unique(column_or_1d(groups), return_inverse=True)
    if names.size < LEAST_GROUPS:
        raise InputError(
            f"Intervals over {names.size} groups say little.",
            repair=f"Judge pairs of at least {LEAST_GROUPS} candidates.",
        )
    list_of = group_of if lists is None else column_or_1d(lists)
    rows = [np.flatnonzero(group_of == group) for group in range(names.size)]
    again = clone(learner).set_params(strength=learner.strength_, outer_folds=0)
    random, drawn = np.random.default_rng(seed), []
    for _ in range(resamples):
        chosen = [rows[group] for group in random.integers(names.size, size=names.size)]
        row = np.concatenate(chosen)
        # A group that is drawn twice is two groups.
        own = np.repeat(np.arange(len(chosen)), [part.size for part in chosen])
        again.fit(values[row], grades[row], own, list_of[row])
        drawn.append([*again.coef_, again.prior_])
    low, high = percentiles(np.array(drawn), names.size, learner.confidence).tolist()
    means = [*learner.coef_.tolist(), learner.prior_]
    found = map(Interval, means, low, high)
    return dict(zip(weight_names(learner), found, strict=False))


def weight_names(learner: WeightLearner) -> list[str]:
    """The names of the weights, the prior last where there is one."""
    if isinstance(learner.defaults, Weights):
        return [*COMPONENTS, "prior"]
    known = getattr(learner, "feature_names_in_", range(learner.n_features_in_))
    return [str(name) for name in known]

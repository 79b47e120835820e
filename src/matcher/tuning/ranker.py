"""A ranker of boosted trees, that can learn any function of what it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.errors import MissingExtra
from matcher.tuning.comparisons import in_folds
from matcher.tuning.listed import Listed
from matcher.tuning.measuring import MeasureName

__all__ = ["Ranker", "fit_ranker", "fit_tuned_ranker"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: How many trees there may be: what is chosen from.
_SIZES = (10, 25, 50, 100, 200)
_FOLDS = 5
#: More levels of relevance than these the loss does not take.
_MOST_LEVELS = 31
#: The gain is the level, as in the measures here, not a power of two. Shallow trees with few rows
#: in a leaf, as there are few judgments. One thread and no sampling: the same trees each time.
_PARAMETERS = {
    "objective": "lambdarank", "num_leaves": 7, "learning_rate": 0.1, "lambda_l2": 1.0,
    "min_data_in_leaf": 5, "num_threads": 1, "deterministic": True, "force_row_wise": True,
    "verbosity": -1, "label_gain": list(range(_MOST_LEVELS)),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Ranker:
    """LambdaMART (Burges, From RankNet to LambdaRank to LambdaMART, 2010), by LightGBM."""

    booster: Any
    size: int

    def scores(self, values: Floats) -> Floats:
        """The scores (n,) of rows (n, f), of any size: only their order says something."""
        return np.asarray(self.booster.predict(values, num_iteration=self.size), dtype=np.float64)


def fit_tuned_ranker(
    values: Floats, listed: Listed, measure: MeasureName, k: int, seed: int
) -> Ranker:
    """The ranker of as many trees as rank groups best that it was not fitted on.

    MissingExtra without the extra `tune`.
    """
    fold = in_folds(listed.units, _FOLDS, np.random.RandomState(seed))
    found = np.zeros(len(_SIZES))
    for one in np.unique(fold):
        kept, held = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        rows = listed.take(held)
        if not (rows.pairs.size and listed.take(kept).pairs.size):
            continue
        judge = rows.measure(measure, k)
        tried = fit_ranker(values[kept], listed.take(kept), _SIZES[-1], seed)
        for place, size in enumerate(_SIZES):
            scores = Ranker(tried.booster, size).scores(values[held])
            found[place] += judge.of(scores.astype(np.float32)).sum()
    return fit_ranker(values, listed, _SIZES[int(np.argmax(found))], seed)


def fit_ranker(values: Floats, listed: Listed, size: int, seed: int) -> Ranker:
    """The ranker of so many trees; what is not asked (NaN) is a branch of its own."""
    try:
        import lightgbm
    except ImportError:
        raise MissingExtra("The yardstick", "tune") from None
    order = np.argsort(listed.lists, kind="stable")
    _, sizes = np.unique(listed.lists[order], return_counts=True)
    data = lightgbm.Dataset(values[order], label=_levels(listed.grades)[order], group=sizes)
    booster = lightgbm.train({**_PARAMETERS, "seed": seed}, data, num_boost_round=size)
    return Ranker(booster, size)


def _levels(grades: Floats) -> Places:
    """Grades as whole levels from 0 on; where there are too many, neighbours share one."""
    distinct, level = np.unique(grades, return_inverse=True)
    if distinct.size <= _MOST_LEVELS:
        return level
    return level * _MOST_LEVELS // distinct.size

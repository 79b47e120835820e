"""Intervals of learned weights: over groups, and none for what is locked."""

import numpy as np
import pytest

from matcher.errors import InputError
from matcher.settings import COMPONENTS, Weights
from matcher.tuning import WeightLearner, weight_intervals

GROUPS = np.arange(160) // 4


def test_intervals_hold_the_planted_weights_as_often_as_they_say() -> None:
    held = []
    for seed in range(12):
        random = np.random.default_rng(seed)
        planted = random.dirichlet(np.ones(4))
        values = random.random((GROUPS.size, 4))
        grades = values @ planted + random.logistic(0, 0.03, GROUPS.size)
        learner = WeightLearner(strength=0.001, outer_folds=0).fit(values, grades, GROUPS)
        found = weight_intervals(learner, values, grades, GROUPS, resamples=40)
        assert list(found) == ["0", "1", "2", "3"]
        assert [one.mean for one in found.values()] == learner.coef_.tolist()
        held += [
            one.low - 1e-9 <= own <= one.high + 1e-9
            for one, own in zip(found.values(), planted, strict=True)
        ]
    assert 0.85 <= np.mean(held) < 1


def test_a_locked_weight_has_no_width_and_the_prior_is_among_the_named() -> None:
    random = np.random.default_rng(0)
    values = random.random((GROUPS.size, len(COMPONENTS)))
    values[::3, 2] = np.nan
    grades = np.nansum(values, axis=1).round()
    learner = WeightLearner(Weights(), locked=("skills",), strength=0.1, outer_folds=0)
    learner.fit(values, grades, GROUPS)
    found = weight_intervals(learner, values, grades, GROUPS, GROUPS, resamples=20)
    assert list(found) == [*COMPONENTS, "prior"]
    assert tuple(found["skills"]) == (3, 3, 3)
    assert found["language"].low < found["language"].high
    again = weight_intervals(learner, values, grades, GROUPS, resamples=20)
    assert found == again
    assert again != weight_intervals(learner, values, grades, GROUPS, resamples=20, seed=1)


def test_few_groups_are_refused() -> None:
    values, grades = np.random.default_rng(0).random((36, 2)), np.arange(36)
    learner = WeightLearner(strength=0.1).fit(values, grades, GROUPS[:36])
    with pytest.raises(InputError, match="Intervals over 9 groups"):
        weight_intervals(learner, values, grades, GROUPS[:36])

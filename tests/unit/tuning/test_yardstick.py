"""The yardstick tells what weights cannot say, which is missed, from what they can."""

import sys
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from matcher.errors import InputError, MissingExtra
from matcher.settings import COMPONENTS, Weights
from matcher.tuning import WeightLearner, Yardstick, yardstick
from matcher.tuning.listed import Listed
from matcher.tuning.ranker import fit_ranker
from matcher.tuning.surrogates import curves_share, scaled_share

Floats = npt.NDArray[np.float64]
GROUPS = np.arange(320) // 8


def rows(kind: str, seed: int = 0) -> tuple[Floats, Floats]:
    """Values of three columns; grades by their sum, or by two that count only together."""
    random = np.random.default_rng(seed)
    values = random.random((GROUPS.size, 3))
    if kind == "additive":
        return values, (10 * (values @ [0.6, 0.3, 0.1])).round()
    if kind == "noise":
        return values, random.integers(4, size=GROUPS.size).astype(float)
    return values, ((values[:, 0] > 0.5) ^ (values[:, 1] > 0.5)).astype(float) * 3


@cache
def found(kind: str) -> Yardstick:
    learner = WeightLearner(strengths=(0.01, np.inf), folds=4)
    return yardstick(*rows(kind), GROUPS, learner=learner, resamples=400)


def test_what_no_weights_can_say_is_missed() -> None:
    together = found("together")
    assert together.misses_something
    assert together.means["ranker"].mean > 0.85
    assert together.means["learned"].mean < 0.6
    assert together.explained.by_curves < 0.3
    assert "misses something" in str(together)


def test_what_weights_can_say_is_not_missed_and_they_explain_the_ranker() -> None:
    additive = found("additive")
    assert not additive.misses_something
    assert additive.differences["learned", "defaults"].low > 0
    assert additive.explained.by_weights > 0.9
    assert additive.explained.by_curves > 0.9
    weights = list(additive.explained.weights.values())
    assert weights == sorted(weights, reverse=True)
    assert "is not known to miss" in str(additive)


def test_noise_is_missed_by_nobody() -> None:
    assert not found("noise").misses_something
    assert found("noise").means["ranker"].mean == pytest.approx(0.5, abs=0.06)


def test_differences_are_of_the_same_groups() -> None:
    for (name, baseline), one in found("additive").differences.items():
        means = found("additive").means
        assert one.mean == pytest.approx(means[name].mean - means[baseline].mean)
    assert found("additive").groups == 40


def test_it_is_a_table_and_the_same_each_time() -> None:
    again = yardstick(*rows("additive"), GROUPS, resamples=400,
                      learner=WeightLearner(strengths=(0.01, np.inf), folds=4))  # fmt: skip
    assert again == found("additive")
    table = again.to_pandas()
    assert table["method"].tolist() == ["defaults", "learned", "ranker", "learned", "ranker",
                                        "ranker"]  # fmt: skip
    assert pd.isna(table["baseline"][0])
    assert (table["low"] <= table["mean"]).all()


def test_components_that_are_not_asked_and_lists_are_taken() -> None:
    random = np.random.default_rng(1)
    values = random.random((120, len(COMPONENTS)))
    values[:, 2][::2] = np.nan
    grades = np.nan_to_num(values[:, 4]).round(1)
    own = WeightLearner(Weights(), strength=0.1)
    told = yardstick(values, grades, np.arange(120) // 6, np.arange(120) // 3, learner=own,
                     measure="ndcg", k=3, resamples=100)  # fmt: skip
    assert told.measure == "ndcg"
    assert list(told.explained.weights) == [*COMPONENTS, "prior"]
    assert told.explained.weights["language"] == max(told.explained.weights.values())


def test_too_few_groups_are_refused_and_a_missing_extra_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values, grades = rows("additive")
    learner = WeightLearner(strength=0.1)
    with pytest.raises(InputError, match="9 groups are too few"):
        yardstick(values[:72], grades[:72], GROUPS[:72], learner=learner)
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    with pytest.raises(MissingExtra, match=r"smk-matcher\[tune\]"):
        yardstick(values, grades, GROUPS, learner=learner)


def test_trees_rank_in_any_order_of_rows_and_with_any_number_of_grades() -> None:
    values, grades = rows("additive")
    exact = values @ [0.6, 0.3, 0.1]
    for said in (grades, exact):
        ranker = fit_ranker(values, Listed.of(said, GROUPS, None), 50, 0)
        listed = Listed.of(said, GROUPS, None)
        assert listed.measure("pairs").of(ranker.scores(values).astype(np.float32)).mean() > 0.9
    order = np.random.default_rng(0).permutation(GROUPS.size)
    mixed = fit_ranker(values[order], Listed.of(grades[order], GROUPS[order], None), 50, 0)
    listed = Listed.of(grades, GROUPS, None)
    assert listed.measure("pairs").of(mixed.scores(values).astype(np.float32)).mean() > 0.9


def test_shares_are_those_of_variance_within_lists() -> None:
    random = np.random.default_rng(0)
    values, lists = random.random((60, 2)), np.arange(60) // 6
    shift = (10 * lists).astype(np.float64)
    curved = values[:, 0] ** 3 + np.sqrt(values[:, 1]) + shift
    assert curves_share(values, curved, lists) == pytest.approx(1, abs=0.02)
    assert scaled_share(curved, 7 * curved - 3 * shift, lists) == pytest.approx(1)
    assert scaled_share(curved, -curved, lists) == 0
    noise = random.normal(size=60)
    one = np.corrcoef(noise - np.repeat(noise.reshape(10, 6).mean(1), 6),
                      curved - np.repeat(curved.reshape(10, 6).mean(1), 6))[0, 1]  # fmt: skip
    assert scaled_share(curved, noise, lists) == pytest.approx(max(one, 0) ** 2)
    assert scaled_share(shift, noise, lists) == curves_share(values, shift, lists) == 1
    assert scaled_share(curved, shift, lists) == 0
    gaps = np.where(random.random(values.shape) < 0.3, np.nan, values)
    heights = np.where(np.isnan(gaps), 0.3, gaps).sum(axis=1) + shift
    assert curves_share(gaps, heights, lists) == pytest.approx(1, abs=0.02)

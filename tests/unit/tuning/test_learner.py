"""The estimator: scikit-learn's conventions, what is learned, what is kept, what is recommended."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import config_context
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import check_estimator

from matcher.errors import InputError, UnknownName
from matcher.settings import COMPONENTS, Weights
from matcher.tuning import WeightLearner

Floats = npt.NDArray[np.float64]
GROUPS = np.arange(180) // 6
FAR = Weights(occupation=0, skills=1, experience=4, education=0, language=6, prior=1)


def market(seed: int = 0, weights: Weights = FAR, noise: float = 0.02) -> tuple[Floats, Floats]:
    """Components of 180 pairs, NaN where not asked, and grades by the score of some weights."""
    random = np.random.default_rng(seed)
    values = random.random((GROUPS.size, len(COMPONENTS)))
    values[:, 1:-1][random.random((GROUPS.size, len(COMPONENTS) - 2)) < 0.4] = np.nan
    own = np.array([weights.of(name) for name in COMPONENTS])
    scores = np.nansum(values * own, axis=1) / (weights.prior + ~np.isnan(values) @ own)
    return values, np.round((scores + random.normal(0, noise, scores.size)) * 20)


def quick(*args: Any, **options: Any) -> WeightLearner:  # noqa: ANN401
    return WeightLearner(*args, **{"outer_folds": 0, "strength": 0.01, **options})


@pytest.fixture
def routed() -> Iterator[None]:
    with config_context(enable_metadata_routing=True):
        yield


# --- scikit-learn's conventions ----------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"loss": "listwise", "folds": 3, "strengths": (0.01, np.inf)},
        {"gain": "ndcg", "folds": 3, "strengths": (0.01, np.inf)},
    ],
)
def test_every_check_of_scikit_learn_passes_and_none_is_skipped(
    options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it the check of other kinds of arrays is skipped.
    monkeypatch.setenv("SCIPY_ARRAY_API", "1")
    found = check_estimator(WeightLearner(**options), on_skip=None, on_fail=None)
    assert {one["status"] for one in found} == {"passed"}
    assert len(found) > 40


def test_only_what_is_not_asked_of_a_component_may_be_missing() -> None:
    assert not WeightLearner().__sklearn_tags__().input_tags.allow_nan
    assert WeightLearner(Weights()).__sklearn_tags__().input_tags.allow_nan
    values, grades = market()
    with pytest.raises(ValueError, match="NaN"):
        quick().fit(values, grades, GROUPS)
    values[0, 0] = np.inf
    with pytest.raises(ValueError, match="infinity"):
        quick(Weights()).fit(values, grades, GROUPS)


def test_a_clone_learns_the_same() -> None:
    values, grades = market()
    learner = WeightLearner(Weights(), locked=("prior",), random_state=3)
    one, other = clone(learner), clone(learner)
    one.fit(values, grades, GROUPS)
    other.fit(values, grades, GROUPS)
    assert one.weights_ == other.weights_
    assert (one.gain_, one.losses_) == (other.gain_, other.losses_)
    assert one.coef_.tobytes() == other.coef_.tobytes()
    assert one.set_params(strength=1.0).get_params()["strength"] == 1.0


@pytest.mark.usefixtures("routed")
def test_it_is_searched_and_cross_validated_with_groups_routed() -> None:
    values, grades = market()
    learner = quick(Weights()).set_fit_request(groups=True).set_score_request(groups=True)
    cut = GroupKFold(3)
    found = cross_val_score(learner, values, grades, cv=cut, params={"groups": GROUPS})
    assert (found > 0.85).all()
    search = GridSearchCV(learner, {"strength": [0.001, np.inf]}, cv=cut, error_score="raise")
    assert search.fit(values, grades, groups=GROUPS).best_params_ == {"strength": 0.001}


def test_it_ends_a_pipeline() -> None:
    values, grades = market()
    whole = Pipeline([("same", FunctionTransformer()), ("learn", quick(Weights()))])
    found = cross_val_score(
        whole, values, grades, groups=GROUPS, cv=GroupKFold(3), params={"learn__groups": GROUPS}
    )
    assert (found > 0.85).all()
    whole.fit(values, grades, learn__groups=GROUPS)
    alone = quick(Weights()).fit(values, grades, GROUPS)
    assert whole.predict(values).tobytes() == alone.predict(values).tobytes()


# --- what is learned ---------------------------------------------------------------------


def test_planted_weights_are_found_and_recommended() -> None:
    learner = WeightLearner(Weights()).fit(*market(), GROUPS)
    names = (*COMPONENTS, "prior")
    one, other = (np.array([getattr(w, name) for name in names]) for w in (learner.weights_, FAR))
    assert one @ other / np.linalg.norm(one) / np.linalg.norm(other) > 0.97
    assert one.sum() == pytest.approx(Weights().prior * 5)
    assert learner.recommendation_ is learner.weights_
    assert learner.gain_ is not None
    assert learner.gain_.interval.low > 0
    assert learner.gain_.learned - learner.gain_.default == pytest.approx(learner.gain_.interval[0])
    assert "30 groups" in str(learner.gain_)


def test_the_score_by_learned_weights_is_that_of_a_matching() -> None:
    values, grades = market()
    learner = quick(Weights()).fit(values, grades, GROUPS)
    own = np.array([learner.weights_.of(name) for name in COMPONENTS])
    expected = np.nansum(values * own, 1) / (learner.weights_.prior + ~np.isnan(values) @ own)
    assert learner.predict(values) == pytest.approx(expected)


def test_orders_of_lists_teach_the_same_and_are_judged_by_their_gain() -> None:
    learner = WeightLearner(Weights(), loss="listwise", gain="ndcg", folds=3)
    learner.fit(*market(), GROUPS)
    other = WeightLearner(Weights(), outer_folds=0, folds=3).fit(*market(), GROUPS)
    one, two = (np.array([*own.coef_, own.prior_]) for own in (learner, other))
    assert one @ two / np.linalg.norm(one) / np.linalg.norm(two) > 0.98
    assert learner.gain_ is not None
    assert str(learner.gain_).startswith("nDCG ")
    assert learner.recommendation_ is learner.weights_


def test_judgments_by_the_defaults_themselves_recommend_nothing() -> None:
    found = [
        WeightLearner(Weights(), folds=5).fit(*market(seed, Weights(), 0.1), GROUPS)
        for seed in range(5)
    ]
    assert all(one.gain_ is not None for one in found)
    # One in forty is as good as chance allows.
    assert sum(one.recommendation_ is not None for one in found) <= 1


@settings(max_examples=20)
@given(st.sets(st.sampled_from((*COMPONENTS, "prior")), max_size=8), st.integers(0, 99))
def test_locked_weights_stay_to_the_bit(locked: set[str], seed: int) -> None:
    base = Weights(occupation=0.1, skills=1 / 3, language=2.7)
    learner = quick(base, locked=sorted(locked)).fit(*market(seed), GROUPS)
    for name in locked:
        assert getattr(learner.weights_, name) == getattr(base, name)
    if len(locked) == len(COMPONENTS) + 1:
        assert learner.weights_ == base


def test_weights_stay_within_bounds() -> None:
    bounds = {"language": (0.5, 2.0), "occupation": (1.0, 9.0), "prior": (0.0, 3.0)}
    learner = quick(Weights(), bounds=bounds).fit(*market(), GROUPS)
    assert learner.weights_.language == 2.0
    assert learner.weights_.occupation == 1.0
    assert 0 <= learner.weights_.prior <= 3


def test_plain_columns_are_named_by_number_or_by_their_headers() -> None:
    values = np.random.default_rng(1).random((GROUPS.size, 3))
    grades = values @ [5, 1, 0]
    learner = quick(locked=[2], bounds={0: (0, 0.5)}).fit(values, grades, GROUPS)
    assert learner.coef_[2] == 1 / 3
    assert learner.coef_[0] == 0.5
    assert learner.prior_ == 0
    assert not hasattr(learner, "weights_")
    frame = pd.DataFrame(values, columns=["a", "b", "c"])
    named = quick([1, 1, 2], locked=["c"]).fit(frame, grades, GROUPS)
    assert named.coef_[2] == 2
    assert named.predict(frame) == pytest.approx(values @ named.coef_ / named.coef_.sum())


def test_grades_count_within_lists_only() -> None:
    values, grades = market()
    turned = np.where(GROUPS % 2 == 0, grades, grades + 100)
    assert (
        quick(Weights()).fit(values, grades, GROUPS).weights_
        == quick(Weights()).fit(values, turned, GROUPS).weights_
    )
    pairs = np.arange(GROUPS.size) // 2
    learner = quick(Weights()).fit(values, grades, GROUPS, pairs)
    differ = grades[::2] != grades[1::2]
    assert learner.n_comparisons_ == differ.sum()
    assert learner.score(values, grades, GROUPS, pairs) > 0.9
    # A list that speaks of two candidates is two lists.
    split = quick(Weights()).fit(values, grades, GROUPS, np.zeros(GROUPS.size))
    assert split.n_comparisons_ == quick(Weights()).fit(values, grades, GROUPS).n_comparisons_


def test_a_score_is_the_mean_share_of_comparisons_in_order() -> None:
    values = np.array([[0.0], [1.0], [2.0], [0.0], [0.0]])
    learner = quick().fit(values, [0, 1, 2, 0, 0])
    assert learner.score(values, [0, 1, 2, 0, 0]) == pytest.approx((7 + 0.5 * 0) / 7)
    # One list all in order, the other a tie.
    assert learner.score(values, [0, 1, 2, 0, 1], [0, 0, 0, 1, 1]) == 0.75
    assert learner.score(values, [1, 1, 1, 1, 1]) == 0.5


def test_without_groups_or_with_few_no_gain_is_judged() -> None:
    values, grades = market()
    assert WeightLearner(Weights(), strength=0.1).fit(values, grades).gain_ is None
    few = GROUPS[:54]
    learner = WeightLearner(Weights(), strength=0.1).fit(values[:54], grades[:54], few)
    assert learner.gain_ is None
    assert learner.recommendation_ is None
    enough = WeightLearner(Weights(), strength=0.1).fit(values[:60], grades[:60], GROUPS[:60])
    assert enough.gain_ is not None
    assert enough.gain_.groups == 10


def test_with_nothing_to_choose_by_the_strongest_pull_holds() -> None:
    values, grades = market()
    learner = WeightLearner(Weights()).fit(values[:2], grades[:2], [0, 0])
    assert learner.strength_ == np.inf
    assert learner.weights_ == Weights()


# --- what is refused ---------------------------------------------------------------------


def test_what_cannot_be_learned_from_is_refused_with_the_repair() -> None:
    values, grades = market()
    with pytest.raises(InputError, match="No two of the 180 rows"):
        quick(Weights()).fit(values, np.ones(GROUPS.size), GROUPS)
    with pytest.raises(InputError, match="X has 3 columns where there are 7 components"):
        quick(Weights()).fit(values[:, :3], grades, GROUPS)
    frame = pd.DataFrame(values, columns=[f"score_{name}" for name in reversed(COMPONENTS)])
    with pytest.raises(InputError, match="'score_preference' stands where 'occupation'"):
        quick(Weights()).fit(frame, grades, GROUPS)
    with pytest.raises(UnknownName, match=r"No weight 'skils'\. Did you mean 'skills'\?"):
        quick(Weights(), locked=["skils"]).fit(values, grades, GROUPS)
    with pytest.raises(UnknownName, match="No loss 'hinge'"):
        quick(Weights(), loss="hinge").fit(values, grades, GROUPS)
    with pytest.raises(UnknownName, match="No measure 'map'"):
        quick(Weights(), gain="map").fit(values, grades, GROUPS)
    with pytest.raises(InputError, match="bounds of 'skills' are 2 and 1"):
        quick(Weights(), bounds={"skills": (2, 1)}).fit(values, grades, GROUPS)
    full = np.nan_to_num(values)
    with pytest.raises(InputError, match="no 7 weights of 0 or more"):
        quick([1, 2]).fit(full, grades, GROUPS)
    with pytest.raises(InputError, match="All defaults are zero"):
        quick([0] * 7).fit(full, grades, GROUPS)
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        quick(Weights()).fit(values, grades, GROUPS[:5])

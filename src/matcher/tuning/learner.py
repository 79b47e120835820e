"""Weights learned from few judgments: an estimator as scikit-learn's are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state, column_or_1d
from sklearn.utils.validation import check_consistent_length, check_is_fitted, validate_data
from threadpoolctl import threadpool_limits

from matcher.errors import InputError, UnknownName
from matcher.settings import Weights
from matcher.tuning.comparisons import in_folds
from matcher.tuning.listed import Listed
from matcher.tuning.logistic import fit_weights
from matcher.tuning.losses import LOSSES, LossName
from matcher.tuning.measuring import MeasureName
from matcher.tuning.starting import start_of
from matcher.tuning.validating import Manner, choose, gain_of

__all__ = ["WeightLearner"]

Floats = npt.NDArray[np.float64]


class WeightLearner(BaseEstimator):  # type: ignore[misc]
    """Learns weights from judgments by comparing the rows of each list, two at a time.

    How likely it is that one row was judged better than another is a logistic function of the
    difference of their scores. The weights are not negative, stay within bounds, and are drawn
    towards where they start from, the more so the less the judgments say.

    Args:
        defaults: Where the weights start from and are drawn to. With `Weights`, X has one column
            for each component, in the order of `COMPONENTS`, NaN where it is not asked, and the
            prior is learned too. With an array (f,), or None for equal weights, X has any columns,
            none of them NaN, and the score is their weighted mean.
        locked: Names of weights that are kept to the bit; for columns without names their numbers.
        bounds: The least and the greatest value of weights by name, in the unit of `defaults`.
        strength: How strongly the weights are drawn to the defaults: 0 or more, infinite keeps
            them. None chooses one of `strengths` by cross-validation over groups.
        strengths: What is chosen from. Together with `folds` it decides the time.
        loss: What a judgment is taken for: "pairwise" compares two rows at a time, "listwise" each
            row with all that were judged worse in its list.
        folds: Into how many folds the groups are cut to choose the strength.
        outer_folds: Into how many to judge the gain; 0 leaves `gain_` out and saves the time.
        gain: What the gain is measured in: "pairs", the share of comparisons in the right order,
            or "ndcg", that of lists at depth 10.
        confidence: Of the interval of the gain.
        resamples: How often groups are drawn again for that interval.
        random_state: A seed or generator for folds and resampling.

    Attributes:
        coef_: The weights (f,) of the columns of X.
        prior_: The weight of the prior; 0 without `Weights`.
        weights_: The learned `Weights`; only where `defaults` are such.
        strength_: The strength that was used.
        losses_: The mean held-out loss of each strength where one was chosen, else empty.
        gain_: The `Gain` over the defaults on held-out groups; None where it was not judged or
            there are too few groups.
        recommendation_: What to use instead of the defaults (`weights_`, or `coef_` where there
            are none), if the interval of the gain lies above zero; else None.
        n_comparisons_: How many comparisons were learned from.

    >>> import numpy as np
    >>> random = np.random.default_rng(1)
    >>> X = random.random((300, 7))
    >>> y = X @ [0, 0, 0, 0, 3, 1, 0]
    >>> learner = WeightLearner(Weights(), locked=("prior",)).fit(X, y, groups=np.arange(300) // 6)
    >>> learner.weights_.prior, learner.weights_.language > learner.weights_.skills
    (2.75, True)
    """

    def __init__(  # noqa: PLR0913 - each says one thing that a caller may choose
        self,
        defaults: Weights | Sequence[float] | None = None,
        *,
        locked: Iterable[str | int] = (),
        bounds: Mapping[str | int, tuple[float, float]] | None = None,
        strength: float | None = None,
        strengths: Sequence[float] = (1e-3, 1e-2, 1e-1, 1.0, 10.0, np.inf),
        loss: LossName = "pairwise",
        folds: int = 10,
        outer_folds: int = 5,
        gain: MeasureName = "pairs",
        confidence: float = 0.95,
        resamples: int = 2000,
        random_state: int | np.random.RandomState | None = 0,
    ) -> None:
        self.defaults = defaults
        self.locked = locked
        self.bounds = bounds
        self.strength = strength
        self.strengths = strengths
        self.loss = loss
        self.folds = folds
        self.outer_folds = outer_folds
        self.gain = gain
        self.confidence = confidence
        self.resamples = resamples
        self.random_state = random_state

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401 - scikit-learn publishes no types
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        # Of a component NaN means that it is not asked; of other columns it would mean nothing.
        tags.input_tags.allow_nan = isinstance(self.defaults, Weights)
        return tags

    def fit(
        self,
        X: Any,  # noqa: ANN401, N803 - as scikit-learn writes it
        y: Any,  # noqa: ANN401
        groups: Any = None,  # noqa: ANN401
        lists: Any = None,  # noqa: ANN401
    ) -> Self:
        """Learn from the grades `y` (n,) of rows `X` (n, f), a higher one being better.

        Rows are compared within `lists` (n,), by default within groups; folds keep `groups` (n,)
        together, by default lists. A candidate is a group; what one judge said of a candidate is a
        list. Without either all rows are one list, and no gain is judged.
        """
        values, grades = validate_data(
            self, X, y, dtype=np.float64, ensure_all_finite=self._finite, ensure_min_samples=2,
            y_numeric=True,
        )  # fmt: skip
        self._start = start_of(self.defaults, self.locked, self.bounds, self._columns)
        listed = Listed.of(grades, groups, lists)
        if not listed.pairs.size:
            raise InputError(
                f"No two of the {values.shape[0]} rows are in one list and judged differently.",
                repair="Give at least one list with two different grades.",
            )
        self.n_comparisons_ = listed.pairs.size
        # Threads cost more than they bring where matrices are as small as these.
        with threadpool_limits(1, "blas"):
            self._learn(values, listed)
        return self

    def _learn(self, values: Floats, listed: Listed) -> None:
        problem, pairs = self._start.problem(values, self._checked_loss), listed.pairs
        random = check_random_state(self.random_state)
        strengths = self.strengths if self.strength is None else (self.strength,)
        manner = Manner(strengths, self.folds, self.outer_folds, self.confidence, self.resamples)
        chosen = choose(problem, pairs, in_folds(listed.units, self.folds, random), strengths)
        self.strength_, self.losses_ = chosen.strength, chosen.losses
        self._fitted = fit_weights(problem, pairs, chosen.strength)
        learned = self._start.weights(self._fitted.weights)
        self.coef_, self.prior_ = learned[:-1], float(learned[-1])
        best: Weights | Floats = self.coef_
        if isinstance(self.defaults, Weights):
            best = self.weights_ = self._start.as_weights(learned)
        measure, self.gain_ = listed.measure(self.gain), None
        if self.outer_folds > 0 and listed.groups is not None:
            self.gain_ = gain_of(problem, pairs, listed.groups, manner, measure, random)
        self.recommendation_ = best if self.gain_ is not None and self.gain_.is_certain else None

    def predict(self, X: Any) -> Floats:  # noqa: ANN401, N803
        """The score (n,) of each row by the learned weights."""
        check_is_fitted(self)
        values = validate_data(
            self, X, reset=False, dtype=np.float64, ensure_all_finite=self._finite
        )
        return self._start.problem(values).scores(self._fitted.weights)

    def score(
        self,
        X: Any,  # noqa: ANN401, N803
        y: Any,  # noqa: ANN401
        groups: Any = None,  # noqa: ANN401
        lists: Any = None,  # noqa: ANN401
    ) -> float:
        """The share of comparisons in the right order, in [0, 1]: a tie counts half.

        It is the mean over groups, and 0.5 where there is nothing to compare.
        """
        scores = self.predict(X).astype(np.float32)
        grades = column_or_1d(y)
        check_consistent_length(scores, grades)
        listed = Listed.of(grades, groups, lists)
        return float(listed.measure("pairs").of(scores).mean()) if listed.pairs.size else 0.5

    @property
    def _checked_loss(self) -> LossName:
        if self.loss not in LOSSES:
            raise UnknownName("loss", str(self.loss), known=LOSSES)
        return self.loss

    @property
    def _finite(self) -> bool | str:
        return "allow-nan" if isinstance(self.defaults, Weights) else True

    @property
    def _columns(self) -> Sequence[str | int]:
        names = getattr(self, "feature_names_in_", None)
        return range(self.n_features_in_) if names is None else names.tolist()

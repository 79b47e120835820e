"""Is there anything that weights miss? Beside a ranker that can learn any function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.base import clone
from sklearn.utils import check_array

from matcher.errors import InputError
from matcher.metrics.inference import Interval, bootstrap
from matcher.records.tabular import Tabular
from matcher.settings import Weights
from matcher.tuning.comparisons import in_folds
from matcher.tuning.intervals import weight_names
from matcher.tuning.learner import WeightLearner
from matcher.tuning.listed import Listed
from matcher.tuning.measuring import DEPTH, MeasureName
from matcher.tuning.ranker import fit_tuned_ranker
from matcher.tuning.surrogates import curves_share, scaled_share
from matcher.tuning.validating import LEAST_GROUPS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Explained", "Yardstick", "yardstick"]

Floats = npt.NDArray[np.float64]

_METHODS = ("defaults", "learned", "ranker")
_BASELINES = {"learned": ("defaults",), "ranker": ("defaults", "learned")}


class Explained(NamedTuple):
    """What of the ranker's scores within lists an additive form explains, in [0, 1].

    `weights` are those that come nearest to the ranker's order, and `by_weights` is what the score
    with them explains; `by_curves` is what the best sum of rising curves does, one for each
    component. What is missing to 1 are components that count differently beside each other.
    """

    by_weights: float
    by_curves: float
    weights: Mapping[str, float]


@dataclass(frozen=True)
class Yardstick(Tabular):
    """How well defaults, learned weights and a ranker put held-out groups in order.

    `means` have the measure by method; `differences` are those of (method, baseline), on the same
    groups. Intervals are bootstrap intervals over groups at `confidence`.
    """

    means: Mapping[str, Interval]
    differences: Mapping[tuple[str, str], Interval]
    explained: Explained
    measure: MeasureName
    confidence: float
    groups: int

    @property
    def misses_something(self) -> bool:
        """True where the ranker is better than learned weights, its interval above zero."""
        return self.differences["ranker", "learned"].low > 0

    def __str__(self) -> str:
        lines = [f"{name:9} {_percent(one)}" for name, one in self.means.items()]
        for (name, baseline), one in self.differences.items():
            lines.append(f"{name} minus {baseline}: {_percent(one, '+')}")
        says = "misses" if self.misses_something else "is not known to miss"
        lines.append(f"The additive score {says} something that the ranker finds.")
        lines.append(
            f"Of the ranker's scores, weights explain {self.explained.by_weights:.0%}, curves "
            f"{self.explained.by_curves:.0%}."
        )
        return "\n".join(lines)

    def to_arrow(self) -> pa.Table:
        """One row per method, then per difference: the baseline is null for a method alone."""
        import pyarrow as pa  # noqa: PLC0415 - needed for tables only

        rows: list[tuple[object, ...]] = [(one, None, *own) for one, own in self.means.items()]
        rows += [(*pair, *own) for pair, own in self.differences.items()]
        names = ("method", "baseline", "mean", "low", "high")
        kinds = (pa.string(), pa.string(), pa.float64(), pa.float64(), pa.float64())
        columns = zip(names, kinds, zip(*rows, strict=True), strict=True)
        return pa.table({name: pa.array(own, kind) for name, kind, own in columns})


def yardstick(  # noqa: PLR0913 - the arguments of `fit`, and how to judge
    X: Any,  # noqa: ANN401, N803 - as scikit-learn writes it
    y: Any,  # noqa: ANN401
    groups: Any,  # noqa: ANN401
    lists: Any = None,  # noqa: ANN401
    *,
    learner: WeightLearner | None = None,
    measure: MeasureName = "pairs",
    k: int = DEPTH,
    folds: int = 5,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Yardstick:
    """Judge defaults, learned weights and a ranker of boosted trees on the same held-out groups.

    X, y, groups and lists are those of `WeightLearner.fit`. `learner` is what learns weights, by
    default `WeightLearner(Weights())`; its defaults are the baseline. The ranker chooses its size
    on groups it was not fitted on, inside each fold. MissingExtra without the extra `tune`;
    InputError with fewer than 10 groups that say something.
    """
    own = clone(learner) if learner is not None else WeightLearner(Weights())
    own.set_params(outer_folds=0)
    values = check_array(X, dtype=np.float64, ensure_all_finite="allow-nan")
    listed = Listed.of(np.asarray(y, dtype=np.float64), groups, lists)
    found = _held_out(values, listed, own, _Judge(measure, k, folds, seed))
    known = {name: row[~np.isnan(found).any(axis=0)] for name, row in zip(_METHODS, found,
                                                                         strict=True)}  # fmt: skip
    size = known["ranker"].size
    if size < LEAST_GROUPS:
        raise InputError(
            f"{size} groups are too few to compare methods on.",
            repair=f"Judge pairs of at least {LEAST_GROUPS} candidates.",
        )

    def interval(values: Floats) -> Interval:
        return bootstrap(values, seed=seed, repeats=resamples, confidence=confidence)

    return Yardstick(
        means={name: interval(row) for name, row in known.items()},
        differences={
            (name, baseline): interval(known[name] - known[baseline])
            for name, baselines in _BASELINES.items()
            for baseline in baselines
        },
        explained=_explained(values, listed, own, _Judge(measure, k, folds, seed)),
        measure=measure,
        confidence=confidence,
        groups=size,
    )


class _Judge(NamedTuple):
    """How methods are judged."""

    measure: MeasureName
    k: int
    folds: int
    seed: int


def _held_out(values: Floats, listed: Listed, learner: WeightLearner, judge: _Judge) -> Floats:
    """The measure of each method and group (3, g), NaN where a group could not be held out."""
    fold = in_folds(listed.units, judge.folds, np.random.RandomState(judge.seed))
    measure = listed.measure(judge.measure, judge.k)
    found = np.full((len(_METHODS), measure.groups.size), np.nan)
    for one in np.unique(fold):
        kept, held = np.flatnonzero(fold != one), listed.units[fold == one]
        rows, own = listed.take(kept), np.isin(measure.groups, held)
        if not (rows.pairs.size and own.any()):
            continue
        for place, scores in enumerate(_scores(values, rows, kept, learner, judge)):
            found[place, own] = measure.of(scores.astype(np.float32))[own]
    return found


def _scores(
    values: Floats, rows: Listed, kept: npt.NDArray[np.int64], learner: WeightLearner, judge: _Judge
) -> list[Floats]:
    """The scores (n,) of all rows by each method, learned from those kept."""
    judged = (rows.grades, rows.groups, rows.lists)
    weights = [clone(learner).set_params(strength=np.inf), clone(learner)]
    ranker = fit_tuned_ranker(values[kept], rows, judge.measure, judge.k, judge.seed)
    found = [one.fit(values[kept], *judged).predict(values) for one in weights]
    return [*found, ranker.scores(values)]


def _explained(values: Floats, listed: Listed, learner: WeightLearner, judge: _Judge) -> Explained:
    ranker = fit_tuned_ranker(values, listed, judge.measure, judge.k, judge.seed)
    scores = ranker.scores(values)
    nearest = clone(learner).fit(values, scores, listed.groups, listed.lists)
    weights = dict(zip(weight_names(nearest), [*nearest.coef_.tolist(), nearest.prior_],
                       strict=False))  # fmt: skip
    return Explained(
        by_weights=scaled_share(scores, nearest.predict(values), listed.lists),
        by_curves=curves_share(values, scores, listed.lists),
        weights=weights,
    )


def _percent(one: Interval, sign: str = "") -> str:
    return f"{one.mean:{sign}.1%} ({one.low:{sign}.1%} to {one.high:{sign}.1%})"

"""Trials: settings drawn one after the other, each judged on what people said of pairs."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.errors import MissingExtra
from matcher.factor_features import FactorFeatures
from matcher.tuning.judgments import Judgments
from matcher.tuning.listed import Listed
from matcher.tuning.measuring import GroupMeasure, MeasureName
from matcher.tuning.space import Choice, Space

__all__ = ["Judged", "Studied", "Trial", "study"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: With fewer trials it is not told what settings matter.
_LEAST_TRIALS = 20


class Trial(NamedTuple):
    """Settings that were tried, and the mean of the measure over the groups judged on."""

    choice: Choice
    value: float


class Studied(NamedTuple):
    """Trials in their order, which of them is `best`, and how much each setting matters.

    `importances` add up to 1; empty after few trials.
    """

    trials: tuple[Trial, ...]
    best: int
    importances: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Judged:
    """Judged rows (n,): the pair of each among the features, and what scores are judged by."""

    features: FactorFeatures
    place: Places
    listed: Listed
    measure: GroupMeasure

    @classmethod
    def of(
        cls, judgments: Judgments, features: FactorFeatures, measure: MeasureName, k: int
    ) -> Judged:
        """The judgments with the features of their pairs; InputError where one has none."""
        rows = judgments.examples(_Numbered(features))
        listed = Listed.of(rows.y, rows.groups, rows.lists)
        place = rows.X[:, 0].astype(np.int64)
        return cls(features, place, listed, listed.measure(measure, k))

    def values(self, choice: Choice) -> Floats:
        """The measure (g,) of each group with these settings."""
        return self.measure.of(self.features.scores(*choice)[self.place])


class _Numbered(NamedTuple):
    """Pairs with their numbers instead of features."""

    features: FactorFeatures

    @property
    def candidate_ids(self) -> Any:  # noqa: ANN401 - as the features have them
        return self.features.candidate_ids

    @property
    def vacancy_ids(self) -> Any:  # noqa: ANN401
        return self.features.vacancy_ids

    def matrix(self) -> Floats:
        return np.arange(len(self.features), dtype=np.float64)[:, np.newaxis]


def study(  # noqa: PLR0913 - what is tried, what it is judged on, and how much of it
    judged: Judged,
    space: Space,
    kept: npt.NDArray[np.bool_],
    size: int,
    *,
    seed: int,
    tell: Callable[[], object] = lambda: None,
) -> Studied:
    """So many trials after that of the defaults, judged on the groups that are `kept` (g,).

    The tree-structured Parzen estimator draws (Bergstra et al., NeurIPS 2011; optuna). Of equal
    trials the first is best, so that nothing replaces the defaults for nothing.
    """
    optuna = _optuna()
    with _quietly(optuna):
        sampler = optuna.samplers.TPESampler(seed=seed, multivariate=True)
        known = optuna.create_study(direction="maximize", sampler=sampler)
    known.enqueue_trial(space.start)
    ranges = {
        name: optuna.distributions.FloatDistribution(one.low, one.high, log=one.is_log)
        for name, one in space.ranges.items()
    }
    trials = []
    for number in range(size + 1):
        asked = known.ask(ranges)
        choice = space.choice(asked.params) if number else space.default
        trials.append(Trial(choice, float(judged.values(choice)[kept].mean())))
        known.tell(asked, trials[-1].value)
        tell()
    best = int(np.argmax([one.value for one in trials]))
    return Studied(tuple(trials), best, _importances(optuna, known, size))


def _importances(optuna: Any, known: Any, size: int) -> Mapping[str, float]:  # noqa: ANN401
    """How much of what is good about good trials each setting has to do with, the greatest first.

    PED-ANOVA (Watanabe et al., IJCAI 2023).
    """
    if size < _LEAST_TRIALS:
        return {}
    with _quietly(optuna):
        evaluator = optuna.importance.PedAnovaImportanceEvaluator()
        found = optuna.importance.get_param_importances(known, evaluator=evaluator)
    return {str(name): float(value) for name, value in found.items()}


def _optuna() -> Any:  # noqa: ANN401 - a module
    try:
        import optuna
    except ImportError:
        raise MissingExtra("Searching settings", "tune") from None
    return optuna


@contextmanager
def _quietly(optuna: Any) -> Iterator[None]:  # noqa: ANN401
    """Without the library's remarks; its loggers are afterwards as they were."""
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            yield
    finally:
        optuna.logging.set_verbosity(before)

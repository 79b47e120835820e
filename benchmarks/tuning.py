"""Are weights that were planted found again from few judgments, and is noise recommended as a gain?

A run draws weights from Dirichlet(1) and 300 judgments about 30 candidates: *preferences* between
two vacancies, of which the one with the greater score and noise wins, or *grades* (five, equally
many) of single vacancies by score and noise. The columns are eight *features* that every pair has,
or the seven *components*, of which a vacancy asks the occupation, the preference and each other one
with chance .6, and the prior: eight weights in both.

The noise of a difference is logistic (of grades, that of two logistic draws) and has `--noise`
times the standard deviation of the score differences; with `--reading scale` its scale is that,
which is 1.8 times as wide.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher import Weights
from matcher.settings import COMPONENTS
from matcher.tuning import WeightLearner

__all__ = ["Design", "Judged", "Noise", "Recovery", "draw", "false_recommendations", "recovery"]

Floats = npt.NDArray[np.float64]

Places = npt.NDArray[np.int64]

_JUDGED, _CANDIDATES, _FEATURES, _ASKED = 300, 30, 8, 0.6
_CUTS = (0.2, 0.4, 0.6, 0.8)
_GOAL = 0.95
_CHOICES = {"columns": ("features", "components"), "judged": ("preferences", "grades")}
_WIDTH = {"deviation": 3**0.5 / np.pi, "scale": 1.0}


class Judged(NamedTuple):
    """Rows (n, f), their grades, candidates and lists (n,), and the planted weights."""

    values: Floats
    grades: Floats
    candidates: Places
    lists: Places
    planted: Floats


class Design(NamedTuple):
    """What is judged, and how."""

    columns: str
    judged: str
    reading: str = "deviation"

    def __str__(self) -> str:
        return f"{self.columns}, {self.judged}"

    @property
    def rows(self) -> int:
        """A preference is between two rows."""
        return _JUDGED * (2 if self.judged == "preferences" else 1)


@dataclass(frozen=True)
class Recovery:
    """Cosines of learned and planted weights over the runs of one setting."""

    design: str
    noise: float
    reading: str
    runs: int
    reached: float
    median: float
    least: float
    #: The share of runs with a recommendation; None where no gain was judged.
    recommended: float | None
    seconds: float

    def __str__(self) -> str:
        recommended = "" if self.recommended is None else f", {self.recommended:.1%} recommended"
        return (
            f"{self.design:23} noise {self.noise:g} ({self.reading}), {self.runs} runs: cosine "
            f">= {_GOAL} in {self.reached:.1%}, median {self.median:.3f}, 5 % below "
            f"{self.least:.3f}{recommended} ({self.seconds:.0f} s)"
        )


@dataclass(frozen=True)
class Noise:
    """How often weights were recommended where judgments follow nothing."""

    design: str
    runs: int
    recommended: int
    upper: float
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.design:23} pure noise, {self.runs} runs: {self.recommended} recommended, "
            f"upper 95 % bound {self.upper:.1%} ({self.seconds:.0f} s)"
        )


def draw(seed: int, design: Design, noise: float = 0.5) -> Judged:
    """The judgments of a run; infinite noise leaves nothing of the scores."""
    random = np.random.default_rng(seed)
    has_prior = design.columns == "components"
    size = len(COMPONENTS) if has_prior else _FEATURES
    planted = random.dirichlet(np.ones(size + has_prior))
    values = random.random((design.rows, size))
    if has_prior:
        by_chance = np.array([name not in {"occupation", "preference"} for name in COMPONENTS])
        values[(random.random(values.shape) >= _ASKED) & by_chance] = np.nan
    candidates = np.arange(design.rows) * _CANDIDATES // design.rows
    scores = _scores(values, planted)
    if design.judged == "preferences":
        ahead = scores[::2] - scores[1::2]
        seen = _noisy(ahead, ahead.std(), noise, design, random)
        is_first = np.column_stack([seen > 0, seen <= 0]).ravel()
        return Judged(
            values, is_first.astype(float), candidates, np.arange(design.rows) // 2, planted
        )
    # Of a difference of two scores the noise is to be as wide as is said, too.
    spread = float(scores.reshape(_CANDIDATES, -1).var(axis=1, ddof=1).mean() ** 0.5)
    seen = _noisy(scores, spread, noise, design, random)
    grades = np.searchsorted(np.quantile(seen, _CUTS), seen).astype(float)
    return Judged(values, grades, candidates, candidates, planted)


def _noisy(
    values: Floats, spread: float, noise: float, design: Design, random: np.random.Generator
) -> Floats:
    """Values with logistic noise, in units of a spread."""
    slips = random.logistic(0, spread * _WIDTH[design.reading], values.size)
    return slips if np.isinf(noise) else values + noise * slips


def _scores(values: Floats, planted: Floats) -> Floats:
    """The scores of rows by the formula of `scoring`; without a prior where all is asked."""
    weights, prior = planted[: values.shape[1]], planted[values.shape[1] :].sum()
    sums = np.nansum(values * weights, axis=1)
    found: Floats = np.divide(sums, prior + ~np.isnan(values) @ weights)
    return found


def _learner(design: Design, seed: int, outer_folds: int) -> WeightLearner:
    defaults = Weights() if design.columns == "components" else None
    return WeightLearner(defaults, random_state=seed, outer_folds=outer_folds)


def recovery(design: Design, noise: float, runs: int, *, gains: bool = False) -> Recovery:
    """How near the learned weights come to the planted ones."""
    start, cosines, recommended = time.perf_counter(), [], 0
    for seed in range(runs):
        judged = draw(seed, design, noise)
        learner = _learner(design, seed, 5 if gains else 0)
        learner.fit(judged.values, judged.grades, judged.candidates, judged.lists)
        learned = np.append(learner.coef_, learner.prior_)[: judged.planted.size]
        lengths = np.linalg.norm(learned) * np.linalg.norm(judged.planted)
        cosines.append(float(learned @ judged.planted / lengths))
        recommended += learner.recommendation_ is not None
    return Recovery(
        str(design), noise, design.reading, runs,
        reached=float(np.mean(np.array(cosines) >= _GOAL)),
        median=float(np.median(cosines)),
        least=float(np.quantile(cosines, 0.05)),
        recommended=recommended / runs if gains else None,
        seconds=time.perf_counter() - start,
    )  # fmt: skip


def false_recommendations(design: Design, runs: int) -> Noise:
    """How often learned weights are recommended though there is nothing to learn."""
    from scipy.stats import beta

    start, recommended = time.perf_counter(), 0
    for seed in range(runs):
        judged = draw(seed, design, np.inf)
        learner = _learner(design, seed, 5)
        learner.fit(judged.values, judged.grades, judged.candidates, judged.lists)
        recommended += learner.recommendation_ is not None
    upper = float(beta.ppf(0.95, recommended + 1, runs - recommended)) if recommended < runs else 1
    return Noise(str(design), runs, recommended, upper, time.perf_counter() - start)


def measured(options: argparse.Namespace) -> Iterator[Recovery | Noise]:
    """What the options ask for, one after the other."""
    chosen = itertools.product(options.columns, options.judged)
    for design in (Design(*one, options.reading) for one in chosen):
        for noise in options.noise if options.runs else ():
            yield recovery(design, noise, options.runs, gains=options.gains)
        if options.noise_runs:
            yield false_recommendations(design, options.noise_runs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="0 leaves them out")
    parser.add_argument("--noise-runs", type=int, default=1000, help="0 leaves them out")
    parser.add_argument("--noise", type=float, nargs="*", default=[0.5, 1.0])
    parser.add_argument("--reading", choices=sorted(_WIDTH), default="deviation")
    for name, both in _CHOICES.items():
        parser.add_argument(f"--{name}", nargs="*", choices=both, default=both)
    parser.add_argument("--gains", action="store_true", help="also how often they are recommended")
    parser.add_argument("--json", action="store_true", help="end with one JSON line")
    options = parser.parse_args()
    found = []
    for one in measured(options):
        print(one, flush=True)
        found.append({"kind": type(one).__name__.casefold(), **asdict(one)})
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()

"""Settings searched for: the best of many trials, judged on people none of them was judged on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.factor_features import FactorFeatures
from matcher.records.tabular import Tabular
from matcher.tuning.comparisons import in_folds
from matcher.tuning.judgments import Judgments
from matcher.tuning.measuring import DEPTH, MeasureName
from matcher.tuning.search_chart import Language, search_chart
from matcher.tuning.space import Choice, Part, space_of
from matcher.tuning.trials import Judged, Studied, Trial, study
from matcher.tuning.validating import LEAST_GROUPS, Gain, Spread, gain_between

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt
    import pyarrow as pa

__all__ = ["Search", "search"]

Progress = Callable[[int, int], None]
Places = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_SEEDS = 2**31 - 1


@dataclass(frozen=True)
class Search(Tabular):
    """Trials, the first that of the defaults, and the `best` of them.

    `gain` is that of the best trial over the defaults, on held-out candidates: each fold of them is
    judged by the best trial of a search over the others. None where it was not judged or there are
    too few candidates. `importances` say how much each setting has to do with good trials; they add
    up to 1, the greatest first. `names` are what was searched over.
    """

    trials: tuple[Trial, ...]
    best: int
    gain: Gain | None
    importances: Mapping[str, float]
    names: tuple[str, ...]
    measure: MeasureName

    def __repr__(self) -> str:
        return f"<Search: {len(self):,} trials over {len(self.names)} settings>"

    def __len__(self) -> int:
        return len(self.trials)

    @property
    def chosen(self) -> Choice:
        """The weights and settings of the best trial."""
        return self.trials[self.best].choice

    @property
    def recommendation(self) -> Choice | None:
        """The best trial, if the interval of the gain lies above zero; else None."""
        return self.chosen if self.gain is not None and self.gain.is_certain else None

    def to_arrow(self) -> pa.Table:
        """One row per trial: its number, value, the best value so far, and what was tried."""
        import pyarrow as pa

        values = [one.value for one in self.trials]
        columns = {
            "trial": pa.array(range(len(values)), pa.int32()),
            "value": pa.array(values, pa.float64()),
            "best": pa.array(np.maximum.accumulate(values), pa.float64()),
        }
        for name in self.names:
            columns[name] = pa.array([one.choice.of(name) for one in self.trials], pa.float64())
        return pa.table(columns)

    def chart(self, language: Language = "en") -> alt.HConcatChart:
        """The trials with the best so far, and how much each setting matters: a picture.

        It needs the extra `report`.
        """
        values = [one.value for one in self.trials]
        return search_chart(values, self.importances, self.measure, language)

    def save_chart(self, path: str | Path, language: Language = "en") -> None:
        """Write the picture to an SVG, PNG, HTML or JSON file, by its ending."""
        self.chart(language).save(str(path))


def search(  # noqa: PLR0913 - each says one thing that a caller may choose
    judgments: Judgments,
    features: FactorFeatures,
    *,
    over: Sequence[Part] = ("weights", "evidence", "importance"),
    locked: Iterable[str] = (),
    bounds: Mapping[str, tuple[float, float]] | None = None,
    measure: MeasureName = "pairs",
    k: int = DEPTH,
    trials: int = 200,
    outer_folds: int = 5,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Search:
    """Search for weights, evidence factors and importance that agree better with judgments.

    The search starts from the weights and settings of the engine whose `factor_features` are given.

    Args:
        judgments: What people said of pairs.
        features: `engine.factor_features(candidates, pairs=judgments.pairs)`.
        over: What is searched over. Factors stay in order: stronger evidence has no smaller one.
        locked: Names that stay as they are: components, `prior`, `importance_must`, and
            `evidence_<grade>`. That of the strongest grade stays unless it has bounds.
        bounds: The least and the greatest value by name. Without them a weight may be 8 times less
            or more than its default, the importance of a must 4 times.
        measure: What is made great: "pairs", the share of comparisons in the right order, or
            "ndcg" of the first `k` ranks; the mean over candidates.
        k: See `measure`.
        trials: How many are tried beside the defaults, in each of `outer_folds` + 1 searches.
        outer_folds: Into how many folds of candidates to judge the gain; 0 leaves it out.
        confidence: Of the interval of the gain, drawn with so many `resamples` of candidates.
        resamples: See `confidence`.
        seed: The same seed gives the same trials and the same intervals.
        jobs: How many processes search at once.
        progress: Called with the number of trials done and their total; after each search where
            several processes work.

    MissingExtra without the extra `tune`, InputError where there is nothing to compare.
    """
    judged = Judged.of(judgments, features, measure, k)
    if not judged.listed.pairs.size:
        raise InputError(
            "No two vacancies of one candidate were judged differently.",
            repair="Judge at least two vacancies of a candidate.",
        )
    space = space_of(Choice(features.weights, features.settings), over, locked, bounds)
    random = np.random.RandomState(seed)
    kept = _kept(judged.measure.groups, outer_folds, random)
    seeds = random.randint(_SEEDS, size=len(kept) + 1).tolist()
    asked = [partial(study, judged, space, own, trials) for own in kept]
    found, *folds = _studied(asked, seeds[1:], jobs, trials + 1, progress)
    spread = Spread(confidence, resamples, seeds[0])
    gain = _gain(judged, space.default, kept[1:], folds, spread) if folds else None
    return Search(found.trials, found.best, gain, found.importances, tuple(space.ranges), measure)


def _kept(groups: Places, outer_folds: int, random: np.random.RandomState) -> list[Truths]:
    """The groups (g,) that each search is judged on: all, then all but those of each fold."""
    everyone = [np.ones(groups.size, dtype=np.bool_)]
    if not outer_folds or groups.size < LEAST_GROUPS:
        return everyone
    fold = in_folds(groups, outer_folds, random)
    return everyone + [fold != one for one in np.unique(fold)]


def _studied(
    asked: Sequence[Callable[..., Studied]],
    seeds: Sequence[int],
    jobs: int,
    size: int,
    progress: Progress | None,
) -> list[Studied]:
    """The searches, each with its seed; the order in which they end changes nothing."""
    told = _Told(len(asked) * size, progress)
    pairs = zip(asked, seeds, strict=False)
    if jobs == 1:
        return [one(seed=seed, tell=told) for one, seed in pairs]
    from sklearn.utils.parallel import Parallel, delayed

    found = []
    for one in Parallel(n_jobs=jobs, return_as="generator")(
        delayed(each)(seed=seed) for each, seed in pairs
    ):
        found.append(one)
        told(size)
    return found


@dataclass
class _Told:
    """Tells how many trials are done."""

    total: int
    progress: Progress | None
    done: int = 0

    def __call__(self, more: int = 1) -> None:
        self.done += more
        if self.progress is not None:
            self.progress(self.done, self.total)


def _gain(
    judged: Judged,
    default: Choice,
    kept: Sequence[Truths],
    folds: Sequence[Studied],
    spread: Spread,
) -> Gain | None:
    """The gain over the defaults: each fold judged by the best trial of the search over others."""
    before = judged.values(default)
    after = np.full(before.size, np.nan)
    for own, one in zip(kept, folds, strict=True):
        after[~own] = judged.values(one.trials[one.best].choice)[~own]
    return gain_between(before, after, judged.measure.name, judged.listed.pairs.size, spread)

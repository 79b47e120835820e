"""Do 1,000 trials of settings over 20,000 judged pairs take a minute on two cores at most?

Pairs of the synthetic sample are judged by planted settings with noise: 1,000 candidates, twenty
vacancies each. Timed is one search of `--trials` over weights, evidence factors and importance, the
sampler included, in one process; with `--nested` the whole of `tuning.search`, whose gain is judged
by five more searches on parts of the candidates, in `--jobs` processes. Also told are how long the
features take, one trial without its sampler, and one by an engine that is fitted anew. Exit code 1
where the search takes longer than is allowed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib.metadata import version
from typing import NamedTuple

import numpy as np

from benchmarks.timing import environment, one_thread
from matcher import Matcher, Settings, Weights
from matcher.factor_features import FactorFeatures
from matcher.records.evidence import Evidence
from matcher.sample import generate
from matcher.tuning import Graded, Judgments, search
from matcher.tuning.space import Choice
from matcher.tuning.trials import Judged

__all__ = ["Judging", "judging"]

_ALLOWED = 60.0
_AS_OF = "2025-12-01"
_PLANTED = Choice(
    Weights(skills=1, language=5, experience=3),
    Settings(evidence={Evidence.SELF_REPORT: 0.2, Evidence.IMPLIED: 0.3}, importance_must=4),
)
_NOISE = 0.03


class Judging(NamedTuple):
    """Judgments of pairs, their features, and how long these took (seconds)."""

    judgments: Judgments
    features: FactorFeatures
    seconds: float
    refit: float


def judging(candidates: int, each: int, seed: int = 1) -> Judging:
    """People of the sample, each judged with some vacancies by planted settings."""
    drawn = generate(candidates=candidates, vacancies=2_000, seed=seed)
    engine = Matcher(_AS_OF).fit(drawn.vacancies)
    random = np.random.default_rng(seed)
    jobs = [str(name) for name in engine.index.ids]
    pairs = [
        (who, jobs[place])
        for who in drawn.candidates.ids
        for place in random.choice(len(jobs), each, replace=False).tolist()
    ]
    start = time.perf_counter()
    features = engine.factor_features(drawn.candidates, pairs=pairs)
    seconds = time.perf_counter() - start
    seen = features.scores(*_PLANTED) + random.normal(0, _NOISE, len(pairs))
    grades = np.searchsorted(np.quantile(seen, (0.2, 0.4, 0.6, 0.8)), seen)
    said = tuple(
        Graded("judge", who, job, float(grade))
        for (who, job), grade in zip(pairs, grades.tolist(), strict=True)
    )
    start = time.perf_counter()
    other = Matcher(_AS_OF, settings=_PLANTED.settings, weights=_PLANTED.weights)
    other.fit(drawn.vacancies).features(drawn.candidates, pairs=pairs)
    return Judging(Judgments(said), features, seconds, time.perf_counter() - start)


def trial_seconds(judged: Judged, times: int = 20) -> float:
    """CPU seconds of one trial without its sampler."""
    start = time.process_time()
    for _ in range(times):
        judged.values(_PLANTED)
    return (time.process_time() - start) / times


def searched(given: Judging, judged: Judged, trials: int) -> dict[str, float]:
    """One search, timed."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = search(
        given.judgments, given.features, trials=trials, outer_folds=0, measure=judged.measure.name
    )
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    by_default, by_best = found.trials[0].value, found.trials[found.best].value
    planted = float(judged.values(_PLANTED).mean())
    print(
        f"{trials:,} trials over {len(found.names)} settings: {wall:.1f} s, {cpu:.1f} CPU s; "
        f"{by_default:.1%} by the defaults, {by_best:.1%} by the best, {planted:.1%} by the planted"
    )
    return {"wall_s": wall, "cpu_s": cpu, "by_default": by_default, "by_best": by_best}


def nested(given: Judging, judged: Judged, trials: int, jobs: int) -> dict[str, float]:
    """The search with five more that judge its gain, timed."""
    start = time.perf_counter()
    whole = search(
        given.judgments, given.features, trials=trials, measure=judged.measure.name, jobs=jobs
    )
    seconds = time.perf_counter() - start
    print(f"with the gain, {jobs} processes: {seconds:.1f} s; {whole.gain}")
    return {"nested_s": seconds}


def main() -> None:
    """Measure, print, and fail where it takes too long."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--candidates", type=int, default=1_000)
    parser.add_argument("--each", type=int, default=20, help="vacancies judged of each")
    parser.add_argument("--trials", type=int, default=1_000)
    parser.add_argument("--measure", choices=("pairs", "ndcg"), default="pairs")
    parser.add_argument("--nested", action="store_true", help="also judge the gain")
    parser.add_argument("--jobs", type=int, default=2, help="processes of the nested search")
    parser.add_argument("--json", action="store_true", help="end with one JSON line")
    options = parser.parse_args()
    one_thread()
    around = environment({name: version(name) for name in ("optuna",)})
    print(around["machine"], f"load {around['load_average'][0]}", around["versions"], sep="; ")
    given = judging(options.candidates, options.each)
    print(f"{len(given.judgments):,} judged pairs of {options.candidates:,} candidates")
    print(f"features {given.seconds:.1f} s; an engine fitted anew {given.refit:.1f} s a trial")
    judged = Judged.of(given.judgments, given.features, options.measure, 10)
    own = trial_seconds(judged)
    compared = judged.listed.pairs.size
    print(f"a trial without its sampler {own * 1e3:.1f} CPU ms; {compared:,} comparisons")
    found = {"trial_cpu_s": own, **searched(given, judged, options.trials)}
    if options.nested:
        found |= nested(given, judged, options.trials, options.jobs)
    if options.json:
        print(json.dumps({"pairs": len(given.judgments), "trials": options.trials, **found,
                          "allowed_s": _ALLOWED, **around}))  # fmt: skip
    sys.exit(found["wall_s"] > _ALLOWED)


if __name__ == "__main__":
    main()

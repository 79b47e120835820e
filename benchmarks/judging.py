"""Do chosen pairs teach the weights sooner than others, at the same number of judgments?

A run draws weights from Dirichlet(1), and a judge who grades pairs of the package's sample (300
people, 145 vacancies) by their score under these, with logistic noise of half a standard deviation
of the score differences, in four grades. Learned from are `--rows` grades, six vacancies for each
candidate, of what a ranking lists:

* *random*: candidates and vacancies as chance draws them;
* *ranking*: candidates as chance draws them, the first vacancies of the ranking;
* *chosen*: what `prepare_sheets` chooses to tell most (`evaluation=0`);
* *mixed*: what it prepares by default, two fifths of the lists for evaluation.

A judge either gives each grade equally often (*spread*), or each grade has a meaning of its own,
the same for all methods (*fixed*): vacancies that are alike then get the same grade, which says
nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from benchmarks.figures import machine
from matcher import Matcher, Weights, load_sample
from matcher.records import Candidates
from matcher.tuning import Examples, WeightLearner
from matcher.tuning.judging_pools import Pool, pools_of
from matcher.tuning.sheet_plan import Design, rows_of

__all__ = ["METHODS", "Learned", "Market", "measured"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_PER_CANDIDATE = 6
_NOISE, _WIDTH = 0.5, 3**0.5 / np.pi
_CUTS = (0.25, 0.5, 0.75)
_LISTED = 1
_EVALUATION = {"chosen": 0.0, "mixed": 0.4}


@dataclass(frozen=True)
class Learned:
    """Cosines of learned and planted weights of one method, and how far ahead of random pairs.

    `ahead` is the mean difference by run with the ends of its 95 % interval.
    """

    method: str
    grades: str
    rows: int
    runs: int
    mean: float
    median: float
    tenth: float
    ahead: tuple[float, float, float]
    comparisons: float

    def __str__(self) -> str:
        mean, low, high = self.ahead
        return (
            f"{self.method:8} {self.grades:6} {self.rows} grades, {self.runs} runs: cosine mean "
            f"{self.mean:.3f}, median {self.median:.3f}, tenth {self.tenth:.3f}; ahead of random "
            f"{mean:+.3f} ({low:+.3f} to {high:+.3f}); {self.comparisons:.0f} comparisons"
        )


class Market:
    """People and vacancies with the features of all pairs (c, v)."""

    def __init__(self) -> None:
        sample = load_sample()
        self.people: Candidates = sample.candidates
        self.engine = Matcher(as_of="2025-12-01").fit(sample.vacancies)
        features = self.engine.features(self.people)
        shape = (len(self.people), -1)
        self.components = features.matrix().reshape(*shape, len(features.names))
        self.listed = (features.verdict_codes <= _LISTED).reshape(shape)
        self.score = features.score.reshape(shape)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each candidate."""
        return {name: row for row, name in enumerate(self.people.ids)}

    @cached_property
    def pools(self) -> list[Pool]:
        """From what pairs are chosen, of all candidates."""
        everybody, random = len(self.people), np.random.default_rng(0)
        return pools_of(
            self.engine, self.people, wanted=everybody, size=_PER_CANDIDATE, random=random
        )

    def scores(self, planted: Floats) -> Floats:
        """The scores (c, v) by planted weights, the prior last."""
        asked = ~np.isnan(self.components)
        sums = np.nansum(self.components * planted[:-1], axis=2)
        found: Floats = sums / (planted[-1] + asked @ planted[:-1])
        return found


def _sizes(rows: int) -> list[int]:
    count = -(-rows // _PER_CANDIDATE)
    return [rows // count + (place < rows % count) for place in range(count)]


def _random(market: Market, rows: int, seed: int, *, ranked: bool = False) -> Places:
    """Pairs (n, 2) of drawn candidates with drawn vacancies, or with the first of the ranking."""
    random = np.random.default_rng(seed)
    able = random.permutation(np.flatnonzero(market.listed.sum(axis=1) >= _PER_CANDIDATE))
    found = []
    for who, size in zip(able.tolist(), _sizes(rows), strict=False):
        listed = random.permutation(np.flatnonzero(market.listed[who]))
        if ranked:
            listed = listed[np.argsort(-market.score[who, listed], kind="stable")]
        found += [(who, job) for job in listed[:size].tolist()]
    return np.array(found)


def _prepared(market: Market, rows: int, seed: int, method: str) -> Places:
    """Pairs (n, 2) as `prepare_sheets` lays them out for one judge."""
    random = np.random.default_rng(seed)
    design = Design(
        judges=("ana",), pairs_per_judge=rows, overlap=0, evaluation=_EVALUATION[method],
        repeated=0, per_candidate=_PER_CANDIDATE, seed=seed,
    )  # fmt: skip
    drawn = random.permutation(len(market.pools))[: 3 * design.lists + 32]
    found = rows_of([market.pools[place] for place in drawn], design, Weights(), random)
    job_of = market.engine.index.place
    return np.array([(market.row_of[r.candidate_id], job_of[r.vacancy_id]) for r in found])


METHODS: Mapping[str, Callable[[Market, int, int], Places]] = {
    "random": _random,
    "ranking": lambda market, rows, seed: _random(market, rows, seed, ranked=True),
    "chosen": lambda market, rows, seed: _prepared(market, rows, seed, "chosen"),
    "mixed": lambda market, rows, seed: _prepared(market, rows, seed, "mixed"),
}


def _judged(market: Market, pairs: Places, planted: Floats, seed: int, grades: str) -> Examples:
    """What the judge says of pairs, as rows to learn from."""
    random = np.random.default_rng([seed, 1])
    scores, (who, job) = market.scores(planted), pairs.T
    spread = np.mean(
        [2 * s[m].var() for s, m in zip(scores, market.listed, strict=True) if m.any()]
    )
    # Of a difference of two grades the noise is to be as wide as is said.
    width = _NOISE * np.sqrt(spread / 2) * _WIDTH
    seen = scores[who, job] + random.logistic(0, width, who.size)
    known = seen if grades == "spread" else scores[market.listed]
    given = np.searchsorted(np.quantile(known, _CUTS), seen).astype(np.float64)
    return Examples(market.components[who, job], given, who, who)


def measured(
    market: Market, rows: int, runs: int, methods: Iterable[str], grades: Iterable[str]
) -> Iterator[Learned]:
    """The cosines of each method over the same planted weights, random pairs first."""
    first: dict[str, Floats] = {}
    for method in methods:
        pairs = [METHODS[method](market, rows, seed) for seed in range(runs)]
        for kind in grades:
            cosines, comparisons = np.array(
                [_learned(market, own, seed, kind) for seed, own in enumerate(pairs)]
            ).T
            apart = cosines - first.setdefault(kind, cosines)
            ahead, error = float(apart.mean()), float(apart.std() / runs**0.5)
            yield Learned(
                method, kind, rows, runs,
                mean=float(cosines.mean()),
                median=float(np.median(cosines)),
                tenth=float(np.quantile(cosines, 0.1)),
                ahead=(ahead, ahead - 1.96 * error, ahead + 1.96 * error),
                comparisons=float(comparisons.mean()),
            )  # fmt: skip


def _learned(market: Market, pairs: Places, seed: int, grades: str) -> tuple[float, int]:
    """The cosine of learned and planted weights of a run, and from how many comparisons."""
    planted = np.random.default_rng([seed, 2]).dirichlet(np.ones(8))
    judged = _judged(market, pairs, planted, seed, grades)
    learner = WeightLearner(Weights(), outer_folds=0).fit(*judged)
    learned = np.append(learner.coef_, learner.prior_)
    lengths = np.linalg.norm(learned) * np.linalg.norm(planted)
    return float(learned @ planted / lengths), learner.n_comparisons_


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[100])
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument(
        "--grades", nargs="*", choices=("spread", "fixed"), default=["spread", "fixed"]
    )
    parser.add_argument("--json", action="store_true", help="end with one JSON line")
    options = parser.parse_args()
    print(f"{machine()}, SciPy {version('scipy')}, scikit-learn {version('scikit-learn')}")
    market = Market()
    found = []
    for rows in options.rows:
        for one in measured(market, rows, options.runs, METHODS, options.grades):
            print(one, flush=True)
            found.append(asdict(one))
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()

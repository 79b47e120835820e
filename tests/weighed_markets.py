"""Drawn markets under any weights: lists by the engine, scores by the formula in float64."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.eligibility.judging import VERDICTS
from matcher.index import Index, build_index
from matcher.lineup import Batch, Lineup
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.normalized import NormalCandidate
from matcher.ranking import verdict_codes
from matcher.sensitivity.weighing import WEIGHTS, as_weights
from matcher.settings import COMPONENTS
from random_markets import market, people

__all__ = ["LEVEL", "OPEN", "Weighed", "weighed", "weights_of"]

Floats = npt.NDArray[np.float64]
Items = npt.NDArray[np.int32]

#: Of two scores in [0, 1) that differ by no more, the reported float32 may be the same.
LEVEL = 1.3e-7
#: The verdicts that lists are made of here: all but BARRED, so that lists are long.
OPEN = VERDICTS[:3]


class Weighed:
    """A market with its people, listed and scored under any weights."""

    def __init__(self, index: Index, candidates: list[NormalCandidate]) -> None:
        self.lineup, self.cohort = Lineup(index), Cohort.of(candidates)
        self._candidates = candidates

    @property
    def index(self) -> Index:
        """The vacancies."""
        return self.lineup.index

    @cached_property
    def batch(self) -> Batch:
        """All people at once, in their order."""
        codes = verdict_codes(OPEN).tolist()
        return self.lineup.batch(self.cohort, np.arange(len(self.cohort)), codes, threads=1)

    @cached_property
    def values(self) -> Floats:
        """The components' scores (n, v, 7), NaN where not asked."""
        block = self.index.scorer.score(self._candidates)
        criteria = self.index.criteria
        found = np.full((*block.scores.shape, len(COMPONENTS)), np.nan)
        for place, name in enumerate(COMPONENTS[:-1]):
            own = kernels.score(block.attained.proven, criteria.component_weights(name))
            asked = criteria.asks(name)[criteria.row_of]
            found[:, asked, place] = own[:, criteria.row_of[asked]]
        found[:, :, -1] = block.preferred[0]
        return found

    @cached_property
    def is_open(self) -> npt.NDArray[np.bool_]:
        """Which pairs (n, v) can be listed."""
        judged = self.index.gates.judge(self._candidates).verdicts
        return np.isin(judged, verdict_codes(OPEN))

    def scores(self, row: Floats) -> Floats:
        """The scores (n, v) under weights (8,), by the formula."""
        asked = ~np.isnan(self.values)
        totals = row[-1] + asked @ row[:-1]
        sums = np.nan_to_num(self.values) @ row[:-1]
        found: Floats = np.divide(sums, totals, out=np.zeros_like(sums), where=totals > 0)
        return found

    def lists(self, row: Floats, k: int) -> Items:
        """The lists (n, k) of the engine under weights (8,)."""
        other = self.lineup.reweighted(self.index.reweighted(as_weights(row)))
        return other.ranker.best(self.batch.people, k).items


@cache
def weighed(seed: int, size: int = 40, persons: int = 4) -> Weighed:
    """A drawn market as it stands under the default weights."""
    own = market(seed, size)
    candidates = own.context.records.candidates(people(seed, persons))
    return Weighed(build_index(own.normal, own.context), candidates)


def weights_of(seed: int) -> Floats:
    """Weights (8,) of all kinds: the defaults, whole numbers with zeros among them, or any."""
    random = np.random.default_rng(seed)
    rows = (
        np.array([2.0, 3.0, 1.0, 1.0, 1.5, 1.5, 1.0, 2.75]),
        random.integers(0, 4, len(WEIGHTS)).astype(np.float64),
        np.exp(random.normal(0, 1, len(WEIGHTS))),
    )
    row = rows[seed % len(rows)]
    row[0] = max(row[0], 1.0)
    return row

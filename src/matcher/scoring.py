"""Scores: one sparse dot product over criteria, plus the preference, per candidate and vacancy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.features.attainment import Attainment, Encoder
from matcher.features.wishes import Offers
from matcher.normalizing.normalized import NormalCandidate
from matcher.settings import COMPONENTS, Weights

__all__ = ["PairScores", "ScoredBlock", "Scorer"]

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ScoredBlock:
    """A block of candidates scored: what they attain, and `scores` (n, v) float32."""

    attained: Attainment
    preferred: tuple[Floats, Floats]
    scores: Singles


@dataclass(frozen=True)
class PairScores:
    """What results show of listed pairs (p,): the possible score, and each component's own.

    A component that the vacancy does not ask is NaN.
    """

    possible: Singles
    components: dict[str, Singles]


class Scorer:
    """Scores candidates for a fixed set of vacancies with given weights.

    S = sum over asked components f of W_f s_f / (W_0 + sum of W_f), where s_f is the mean of the
    attainments of f's criteria, weighted by importance.
    """

    def __init__(self, encoder: Encoder, offers: Offers, weights: Weights) -> None:
        self.weights = weights
        self._encoder = encoder
        self._offers = offers
        criteria = encoder.criteria
        self.coefficients: kernels.SparseRows = criteria.weights(weights)
        totals = criteria.totals(weights)
        #: The coefficient (v,) of the preference.
        self.preference: Floats = np.divide(
            weights.preference, totals, out=np.zeros_like(totals), where=totals > 0
        )
        self._asks = {name: criteria.asks(name) for name in COMPONENTS}
        self._shares = {
            name: criteria.component_weights(name) for name in COMPONENTS if name != "preference"
        }

    def score(self, candidates: Sequence[NormalCandidate]) -> ScoredBlock:
        """The scores of candidates for every vacancy, from what is proven."""
        attained = self._encoder.encode(candidates)
        preferred = self._offers.preference(candidates)
        sums = kernels.score(attained.proven, self.coefficients) + self.preference * preferred[0]
        return ScoredBlock(attained, preferred, sums.astype(np.float32))

    def pairs(self, block: ScoredBlock, rows: Indices, columns: Indices) -> PairScores:
        """The possible score and the components of pairs (row of the block, vacancy)."""
        proven, possible = block.attained.proven, block.attained.possible
        wished, wishable = (side[rows, columns] for side in block.preferred)
        most = kernels.score_pairs(possible, self.coefficients, rows, columns)
        most += self.preference[columns] * wishable
        components: dict[str, Singles] = {"preference": wished.astype(np.float32)}
        for name, shares in self._shares.items():
            own = kernels.score_pairs(proven, shares, rows, columns).astype(np.float32)
            components[name] = np.where(self._asks[name][columns], own, np.float32(np.nan))
        ordered = {name: components[name] for name in COMPONENTS}
        return PairScores(most.astype(np.float32), ordered)

"""Scores: one sparse dot product over criteria, plus the preference, per candidate and vacancy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
    attainments of f's criteria, weighted by importance. What a vacancy asks is a row of the
    criteria that many share: `coefficients` (r, f) and `preference` (r,) have one for each
    distinct row, and `row_of` (v,) says which is whose.
    """

    def __init__(self, encoder: Encoder, offers: Offers, weights: Weights) -> None:
        self.weights = weights
        self.offers = offers
        self._encoder = encoder
        criteria = encoder.criteria
        self.row_of: Indices = criteria.row_of
        self.coefficients: kernels.SparseRows = criteria.weights(weights)
        totals = criteria.totals(weights)
        #: The coefficient (r,) of the preference.
        self.preference: Floats = np.divide(
            weights.preference, totals, out=np.zeros_like(totals), where=totals > 0
        )

    def reweighted(self, weights: Weights) -> Scorer:
        """The scorer of the same vacancies with other weights."""
        return Scorer(self._encoder, self.offers, weights)

    def score(self, candidates: Sequence[NormalCandidate]) -> ScoredBlock:
        """The scores of candidates for every vacancy, from what is proven."""
        attained = self._encoder.encode(candidates)
        preferred = self.offers.preference(candidates)
        sums = kernels.score(attained.proven, self.coefficients)[:, self.row_of]
        sums += self.preference[self.row_of] * preferred[0]
        return ScoredBlock(attained, preferred, sums.astype(np.float32))

    def pairs(self, block: ScoredBlock, rows: Indices, columns: Indices) -> PairScores:
        """The possible score and the components of pairs (row of the block, vacancy)."""
        proven, possible = block.attained.proven, block.attained.possible
        wished, wishable = (side[rows, columns] for side in block.preferred)
        asking = self.row_of[columns]
        most = kernels.score_pairs(possible, self.coefficients, rows, asking)
        most += self.preference[asking] * wishable
        components: dict[str, Singles] = {"preference": wished.astype(np.float32)}
        for name, (shares, is_asked) in self._components.items():
            own = kernels.score_pairs(proven, shares, rows, asking).astype(np.float32)
            components[name] = np.where(is_asked[asking], own, np.float32(np.nan))
        ordered = {name: components[name] for name in COMPONENTS}
        return PairScores(most.astype(np.float32), ordered)

    @cached_property
    def _components(self) -> dict[str, tuple[kernels.SparseRows, npt.NDArray[np.bool_]]]:
        """The shares of each component but the preference, and which rows ask it."""
        criteria = self._encoder.criteria
        return {
            name: (criteria.component_weights(name), criteria.asks(name))
            for name in COMPONENTS
            if name != "preference"
        }

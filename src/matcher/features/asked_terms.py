"""What vacancies ask, so that the importance of a must and of a wish may still be any."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.features.criteria import Criteria, build_criteria
from matcher.normalizing.coding import Members
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.settings import COMPONENTS, Settings, Weights

__all__ = ["AskedTerms"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

#: The bounds of an importance, of which nothing is below the first.
_LEAST, _MOST = 1e-300, 100.0


@dataclass(frozen=True, eq=False)
class AskedTerms:
    """What vacancies (v,) ask: terms (t,), those of vacancy j from `starts[j]`, as in its sum.

    A term is one of the `criteria`, in a component. It weighs the greatest of its `own` weight,
    0 where the record gives none, and of the importance of musts and wishes where it is one.
    """

    criteria: Criteria
    starts: Places
    columns: Places
    components: npt.NDArray[np.int8]
    own: Floats
    is_must: Truths
    is_nice: Truths

    @classmethod
    def of(cls, block: VacancyBlock) -> AskedTerms:
        """The terms of a block: what its weights are when wishes, musts or neither matter."""
        neither = _listed(block, Settings(importance_must=_LEAST, importance_nice=_LEAST))
        musts = _listed(block, Settings(importance_must=_MOST, importance_nice=_LEAST))
        wishes = _listed(block, Settings(importance_must=_LEAST, importance_nice=_MOST))
        criteria, terms = neither
        weights = [found.importance[term.members] for found, term in (neither, musts, wishes)]
        return cls(
            criteria=criteria,
            starts=terms.starts,
            columns=criteria.columns[terms.members],
            components=criteria.components[terms.members],
            own=np.where(weights[0] > _LEAST, weights[0], 0.0),
            is_must=weights[1] == _MOST,
            is_nice=weights[2] == _MOST,
        )

    @property
    def terms(self) -> Members:
        """The terms of each vacancy."""
        return Members(self.starts, np.arange(self.columns.size))

    def coefficients(self, weights: Weights, settings: Settings) -> tuple[Floats, Floats]:
        """The factors of attainments (t,) and of the wishes (v,) in the scores."""
        totals = self._totals(weights)
        own = np.array([weights.of(name) for name in COMPONENTS])[self.components]
        divisors, wished = totals[self._rows], np.full(totals.size, weights.preference)
        return _by(own * self.shares(settings), divisors), _by(wished, totals)

    def shares(self, settings: Settings) -> Floats:
        """Each term's share (t,) of its component."""
        musts = self.is_must * settings.importance_must
        weights = np.maximum(self.own, np.maximum(musts, self.is_nice * settings.importance_nice))
        places = self._rows * len(COMPONENTS) + self.components
        totals = np.bincount(places, weights).astype(np.float64)
        shares: Floats = weights / totals[places]
        return shares

    @cached_property
    def asks(self) -> Truths:
        """Which vacancies ask which component: (v, components)."""
        asks = np.zeros((self.starts.size - 1, len(COMPONENTS)), dtype=np.bool_)
        asks[self._rows, self.components] = True
        asks[:, COMPONENTS.index("preference")] = True
        return asks

    @cached_property
    def _rows(self) -> Places:
        return self.terms.rows

    def _totals(self, weights: Weights) -> Floats:
        """The denominators (v,), added up in the order of the components."""
        found = np.zeros(self.starts.size - 1)
        for asked, name in zip(self.asks.T, COMPONENTS, strict=True):
            found += asked * weights.of(name)
        return weights.prior + found


def _listed(block: VacancyBlock, settings: Settings) -> tuple[Criteria, Members]:
    """The criteria of vacancies, and the terms of each."""
    criteria = build_criteria(block, settings)
    terms = Members(criteria.starts, np.arange(criteria.columns.size))
    return criteria, terms.take(criteria.row_of)


def _by(values: Floats, totals: Floats) -> Floats:
    """Values by totals; 0 where all weighs nothing."""
    return np.divide(values, totals, out=np.zeros(totals.size), where=totals > 0)

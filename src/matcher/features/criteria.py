"""Vacancies as sparse rows of weights over criteria: each distinct expression is one column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.features.layout import Layout, lay_out
from matcher.kernels import SparseRows
from matcher.normalizing.expressions import Leaf, Literal, NormalExpression, clauses
from matcher.normalizing.normalized import NormalVacancy
from matcher.settings import COMPONENTS, Settings, Weights

__all__ = ["Asked", "Criteria", "build_criteria"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion as a vacancy asks it: its column, component and weight inside the component."""

    column: int
    component: str
    weight: float


@dataclass(frozen=True)
class Criteria:
    """The criteria of a set of vacancies and what each vacancy asks of them.

    `keys` are sorted: their order is the order of every sum. `asked[j]` is in that order.
    `shares` (v, f) holds w / sum of w inside the component, so that shares times attainments sum
    to the component's score.
    """

    keys: tuple[str, ...]
    layout: Layout[Leaf]
    by_key: dict[str, NormalExpression]
    asked: tuple[tuple[Asked, ...], ...]

    def __repr__(self) -> str:
        return f"<Criteria: {len(self.keys)} over {len(self.layout.leaves)} literals>"

    def weights(self, weights: Weights) -> SparseRows:
        """The coefficients (v, f) that make the score one sparse dot product."""
        return self._matrix([self._coefficients(asked, weights) for asked in self.asked])

    def component_weights(self, component: str) -> SparseRows:
        """The shares (v, f) of one component: times attainments, that component's score."""
        return self._matrix(
            [
                [share if one.component == component else 0.0 for one, share in _shares(asked)]
                for asked in self.asked
            ]
        )

    def asks(self, component: str) -> npt.NDArray[np.bool_]:
        """Which vacancies (v,) ask the component; preference is asked by every vacancy."""
        if component == "preference":
            return np.ones(len(self.asked), dtype=np.bool_)
        return np.array([any(one.component == component for one in asked) for asked in self.asked])

    def total(self, asked: Iterable[Asked], weights: Weights) -> float:
        """The denominator of a vacancy's score: the prior and the components it asks."""
        components = {one.component for one in asked} | {"preference"}
        return weights.prior + sum(weights.of(name) for name in COMPONENTS if name in components)

    def totals(self, weights: Weights) -> npt.NDArray[np.float64]:
        """The denominators (v,) of all vacancies."""
        return np.array([self.total(asked, weights) for asked in self.asked], dtype=np.float64)

    def _coefficients(self, asked: tuple[Asked, ...], weights: Weights) -> list[float]:
        total = self.total(asked, weights)
        # Where every asked component and the prior weigh nothing, nothing can be scored.
        return [
            weights.of(one.component) * share / total if total else 0.0
            for one, share in _shares(asked)
        ]

    def _matrix(self, values: list[list[float]]) -> SparseRows:
        return SparseRows(
            values=np.array([value for row in values for value in row], dtype=np.float64),
            columns=np.array([one.column for row in self.asked for one in row], dtype=np.int64),
            starts=np.cumsum([0, *(len(row) for row in self.asked)], dtype=np.int64),
        )


def _shares(asked: tuple[Asked, ...]) -> list[tuple[Asked, float]]:
    """Each asked criterion with its share of its component."""
    totals: dict[str, float] = {}
    for one in asked:
        totals[one.component] = totals.get(one.component, 0.0) + one.weight
    return [(one, one.weight / totals[one.component]) for one in asked]


def build_criteria(vacancies: Sequence[NormalVacancy], settings: Settings) -> Criteria:
    """Intern what the vacancies ask to criteria.

    A criterion that a vacancy asks twice in one component counts once, with the greater weight.
    """
    rows = [_row(vacancy, settings) for vacancy in vacancies]
    by_key = {key: expression for row in rows for (key, _), (expression, _) in row.items()}
    keys = tuple(sorted(by_key))
    column = {key: place for place, key in enumerate(keys)}
    asked = tuple(
        tuple(
            Asked(column[key], component, weight)
            for (key, component), (_, weight) in sorted(row.items(), key=lambda item: item[0])
        )
        for row in rows
    )
    layout = lay_out([clauses(by_key[key]) for key in keys], key=lambda leaf: leaf.key)
    return Criteria(keys, layout, {key: by_key[key] for key in keys}, asked)


def _row(
    vacancy: NormalVacancy, settings: Settings
) -> dict[tuple[str, str], tuple[NormalExpression, float]]:
    """What a vacancy asks, by criterion key and component."""
    occupation: Literal = vacancy.occupation
    must = settings.importance_must
    row: dict[tuple[str, str], tuple[NormalExpression, float]] = {
        (occupation.key, "occupation"): (occupation, must)
    }
    for requirement in vacancy.requirements:
        if requirement.component is None:
            continue
        weight = requirement.weight or settings.importance(requirement.importance)
        place = (requirement.expression.key, requirement.component)
        known = row.get(place)
        if known is None or known[1] < weight:
            row[place] = (requirement.expression, weight)
    return row

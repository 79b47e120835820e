"""Vacancies as sparse rows of weights over criteria: each distinct expression is one column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

from matcher.features.layout import Layout, lay_out
from matcher.kernels import SparseRows
from matcher.normalizing.coding import Members, alike
from matcher.normalizing.expressions import Leaf, NormalExpression, clauses
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.settings import COMPONENTS, Settings, Weights

__all__ = ["Asked", "AskedRows", "Criteria", "build_criteria"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion as a vacancy asks it: its column, component and weight inside the component."""

    column: int
    component: str
    weight: float


@dataclass(frozen=True, eq=False)
class Criteria:
    """The criteria of a set of vacancies and what each vacancy asks of them.

    `keys` are sorted: their order is the order of every sum. The rows (r,) are the distinct ones of
    the vacancies, `row_of` (v,) says which is whose. Row i asks, in the order of `keys` and then of
    the components' names, the `columns`, in `components` (places in `COMPONENTS`), with the weights
    `importance` at the places from `starts[i]` to `starts[i + 1]`.
    """

    keys: tuple[str, ...]
    layout: Layout[Leaf]
    by_key: Mapping[str, NormalExpression]
    row_of: Places
    starts: Places
    columns: Places
    components: npt.NDArray[np.int8]
    importance: Floats

    def __repr__(self) -> str:
        return f"<Criteria: {len(self.keys)} over {len(self.layout.leaves)} literals>"

    @property
    def asked(self) -> AskedRows:
        """What each vacancy asks, in the order of its sum."""
        return AskedRows(self)

    @cached_property
    def shares(self) -> Floats:
        """Each asked criterion's share (a,) of its component: w / sum of w."""
        places = self._rows * len(COMPONENTS) + self.components
        # Added up in the order of the row, as every sum is.
        totals = np.bincount(places, weights=self.importance).astype(np.float64)
        shares: Floats = self.importance / totals[places]
        return shares

    def weights(self, weights: Weights) -> SparseRows:
        """The coefficients (r, f) that make the score one sparse dot product."""
        of = np.array([weights.of(name) for name in COMPONENTS])
        totals = self.totals(weights)[self._rows]
        # Where every asked component and the prior weigh nothing, nothing can be scored.
        values = np.divide(
            of[self.components] * self.shares, totals, out=np.zeros(totals.size), where=totals > 0
        )
        return SparseRows(values, self.columns, self.starts)

    def component_weights(self, component: str) -> SparseRows:
        """The shares (r, f) of one component: times attainments, that component's score."""
        own = self.components == COMPONENTS.index(component)
        return SparseRows(np.where(own, self.shares, 0.0), self.columns, self.starts)

    def asks(self, component: str) -> npt.NDArray[np.bool_]:
        """Which rows (r,) ask the component; preference is asked by every vacancy."""
        if component == "preference":
            return np.ones(self.starts.size - 1, dtype=np.bool_)
        asked: npt.NDArray[np.bool_] = self._asks[:, COMPONENTS.index(component)]
        return asked

    def asks_of(self, rows: Places) -> npt.NDArray[np.bool_]:
        """Which components (n, components) each of some rows asks."""
        return self._asks[rows]

    def totals(self, weights: Weights) -> Floats:
        """The denominators (r,) of the rows: the prior and the components that each asks."""
        rows = alike(list(self._asks.T.astype(np.int64)), len(self._asks))
        totals = [_total(self._asks[row], weights) for row in rows.examples.tolist()]
        return np.array(totals, dtype=np.float64)[rows.of]

    @cached_property
    def _rows(self) -> Places:
        """The row of every asked criterion."""
        return Members(self.starts, self.columns).rows

    @cached_property
    def _asks(self) -> npt.NDArray[np.bool_]:
        """Which rows ask which component: (r, components)."""
        asks = np.zeros((self.starts.size - 1, len(COMPONENTS)), dtype=np.bool_)
        asks[self._rows, self.components] = True
        asks[:, COMPONENTS.index("preference")] = True
        return asks


@dataclass(frozen=True, eq=False)
class AskedRows(Sequence[tuple[Asked, ...]]):
    """What each vacancy asks, made when it is looked at."""

    criteria: Criteria

    def __len__(self) -> int:
        return self.criteria.row_of.size

    @overload
    def __getitem__(self, index: int) -> tuple[Asked, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[Asked, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Asked, ...] | list[tuple[Asked, ...]]:
        if isinstance(index, slice):
            return [self[place] for place in range(len(self))[index]]
        own = self.criteria
        start, end = own.starts[own.row_of[index] :][:2].tolist()
        return tuple(
            Asked(column, COMPONENTS[component], weight)
            for column, component, weight in zip(
                own.columns[start:end].tolist(),
                own.components[start:end].tolist(),
                own.importance[start:end].tolist(),
                strict=True,
            )
        )


def _total(asks: npt.NDArray[np.bool_], weights: Weights) -> float:
    return weights.prior + sum(
        weights.of(name) for name, is_asked in zip(COMPONENTS, asks, strict=True) if is_asked
    )


# --- building ----------------------------------------------------------------------------


class _Scored(NamedTuple):
    """What earns score: an expression, in a component, with a weight."""

    expression: NormalExpression
    component: str
    weight: float


def build_criteria(block: VacancyBlock, settings: Settings) -> Criteria:
    """Intern what the vacancies ask to criteria.

    A criterion that a vacancy asks twice in one component counts once, with the greater weight.
    Of expressions with one key the one with the least gate key stands for all.
    """
    scored = [*_occupations(block, settings), *_requirements(block, settings)]
    by_key = _by_key(one.expression for one in scored if one is not None)
    column = {key: place for place, key in enumerate(by_key)}
    asked = [
        None if one is None else (column[one.expression.key], one.component, -one.weight)
        for one in scored
    ]
    terms = sorted({one for one in asked if one is not None})
    place = {one: number for number, one in enumerate(terms)}
    codes = np.array([-1 if one is None else place[one] for one in asked], dtype=np.int64)
    rows, row_of = _rows(block, codes, terms)
    own = [terms[code] for code in rows.members.tolist()]
    return Criteria(
        keys=tuple(by_key),
        layout=lay_out([clauses(one) for one in by_key.values()], key=lambda leaf: leaf.key),
        by_key=by_key,
        row_of=row_of,
        starts=rows.starts,
        columns=np.array([column for column, _, _ in own], dtype=np.int64),
        components=np.array([COMPONENTS.index(name) for _, name, _ in own], dtype=np.int8),
        importance=np.array([-weight for _, _, weight in own], dtype=np.float64),
    )


def _occupations(block: VacancyBlock, settings: Settings) -> Iterator[_Scored]:
    """The occupation of each job: a must of every vacancy."""
    for job in block.jobs:
        yield _Scored(job.occupation, "occupation", settings.importance_must)


def _requirements(block: VacancyBlock, settings: Settings) -> Iterator[_Scored | None]:
    """What each requirement earns; None where it earns nothing."""
    for one in block.requirements:
        if one.component is None:
            yield None
        else:
            weight = one.weight or settings.importance(one.importance)
            yield _Scored(one.expression, one.component, weight)


def _by_key(expressions: Iterable[NormalExpression]) -> dict[str, NormalExpression]:
    """One expression for each key, in the order of the keys."""
    found: dict[str, NormalExpression] = {}
    for one in set(expressions):
        known = found.setdefault(one.key, one)
        if one.gate_key < known.gate_key:
            found[one.key] = one
    return {key: found[key] for key in sorted(found)}


def _rows(
    block: VacancyBlock, codes: Places, terms: Sequence[tuple[int, str, float]]
) -> tuple[Members, Places]:
    """The distinct rows of terms, and the row of each vacancy.

    `codes` are the places in `terms` of what jobs and then requirements ask, -1 where that earns
    nothing; terms that differ in weight alone follow each other, the greatest weight first.
    """
    of_job, of_requirement = np.split(codes, [len(block.jobs)])
    scored = of_requirement[block.lists.members]
    lists, place = Members(block.lists.starts, scored).where(scored >= 0).sets().distinct()
    occupation_of, list_of = of_job[block.job_of], place[block.list_of]
    pairs = alike([occupation_of, list_of], len(block))
    occupations = Members.of_single(occupation_of[pairs.examples])
    rows = Members.joined([occupations, lists.take(list_of[pairs.examples])]).sets()
    same = np.array([term[:2] == before[:2] for before, term in pairwise(terms)], dtype=np.bool_)
    criterion = np.cumsum(np.append(True, ~same))[rows.members]
    is_repeated = np.zeros(criterion.size, dtype=np.bool_)
    is_repeated[1:] = (np.diff(criterion) == 0) & (np.diff(rows.rows) == 0)
    distinct, of = rows.where(~is_repeated).distinct()
    return distinct, of[pairs.of]

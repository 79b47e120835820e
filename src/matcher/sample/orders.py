"""Generates vacancies by the thousand after real patterns and the public counts of open posts.

Whose posts they are is planned first (`plan`), then what each order shares and each advert says is
drawn once (`circumstances`, `adverts`), and rows are put together from these batch by batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InputError
from matcher.records.vacancies import Vacancies
from matcher.sample.adverts import advert_columns
from matcher.sample.circumstances import order_columns
from matcher.sample.coded import Coded
from matcher.sample.drawing import Ints, generator
from matcher.sample.order_assumptions import happens, order_assumptions
from matcher.sample.patterns import patterns
from matcher.sample.plan import UNKNOWN, Plan, planned

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["most_vacancies", "vacancy_batches"]

_ENDINGS = {"M": "/L", "F": "/P", "": ""}
_SEXES = tuple(_ENDINGS)
_EITHER = _SEXES.index("")


def vacancy_batches(size: int, *, seed: int, batch: int = 10_000) -> Iterator[pa.RecordBatch]:
    """Synthetic vacancies as batches in the canonical columns; a seed always gives the same rows.

    The size of the batches changes no row. `reproduced_margins` tells how the openings compare with
    the public tables. Openings that no source states are empty.

    >>> [len(part) for part in vacancy_batches(25, seed=1, batch=10)]
    [10, 10, 5]
    """
    if not 1 <= size <= most_vacancies():
        problem = f"{size:,} vacancies are asked for."
        raise InputError(problem, repair=f"Ask for 1 to {most_vacancies():,}.")
    if batch < 1:
        raise InputError(f"A batch of {batch} is asked for.", repair="Ask for 1 or more.")
    table = _Table.drawn(size, seed)
    return (table.rows(start, min(start + batch, size)) for start in range(0, size, batch))


def most_vacancies() -> int:
    """The size at which every open post is a vacancy of its own.

    >>> most_vacancies()
    351743
    """
    return int(order_assumptions().number("setting", "vacancies"))


@dataclass(frozen=True, slots=True)
class _Table:
    """A plan, the columns of its orders and adverts, and what each row has of its own.

    `sex` is that of seats counted by sex; `is_alone` tells that a row is all of its order.
    """

    plan: Plan
    of_orders: Mapping[str, Coded]
    of_adverts: Mapping[str, Coded]
    sex: Ints
    is_alone: NDArray[np.bool_]

    @classmethod
    def drawn(cls, size: int, seed: int) -> _Table:
        """Everything but the rows themselves."""
        plan = planned(size, full_size=most_vacancies(), seed=seed)
        orders, adverts = (plan.job[plan.firsts(of)] for of in (plan.order, plan.advert))
        return cls(
            plan,
            order_columns(plan.jobs, orders, generator(seed, 1, 2)),
            advert_columns(plan.jobs, adverts, generator(seed, 1, 3)),
            _sexes(plan, generator(seed, 1, 4)),
            np.bincount(plan.order)[plan.order] == 1,
        )

    def rows(self, start: int, stop: int) -> pa.RecordBatch:
        """The rows from start to below stop."""
        import pyarrow as pa

        schema = Vacancies.from_records(()).to_arrow().schema
        rows = np.arange(start, stop)
        own = self._own(rows)
        return pa.record_batch([self._column(field, rows, own) for field in schema], schema)

    def _column(self, field: pa.Field, rows: Ints, own: Mapping[str, pa.Array]) -> pa.Array:
        import pyarrow as pa

        if field.name in own:
            return own[field.name]
        if field.name in self.of_orders:
            return self.of_orders[field.name].at(self.plan.order[rows], field.type)
        if field.name in self.of_adverts:
            return self.of_adverts[field.name].at(self.plan.advert[rows], field.type)
        return pa.nulls(len(rows), field.type)

    def _own(self, rows: Ints) -> dict[str, pa.Array]:
        """The columns in which each row differs: its id, its order, its sex and its seats."""
        import pyarrow as pa
        import pyarrow.compute as pc

        plan, sex = self.plan, self.sex[rows]
        orders = [f"JO{order + 1:06d}" for order in plan.order[rows].tolist()]
        # The two parts of seats by sex share the number of the first of them.
        second = np.where(sex == _EITHER, 0, plan.place_in_advert[rows] % 2)
        numbers = (plan.place_in_order[rows] - second + 1).tolist()
        endings = [_ENDINGS[_SEXES[place]] for place in sex.tolist()]
        ids = [f"{o}-{n:02d}{e}" for o, n, e in zip(orders, numbers, endings, strict=True)]
        counted = pa.array([_SEXES[place] or None for place in sex.tolist()], pa.string())
        asked = self.of_adverts["sex"].at(plan.advert[rows], pa.string())
        openings = plan.openings[rows]
        return {
            "id": pa.array(ids, pa.string()),
            "order_id": pa.array(orders, pa.string(), mask=self.is_alone[rows]),
            "sex": pc.coalesce(counted, asked),
            "openings": pa.array(openings, pa.int64(), mask=openings == UNKNOWN),
        }


def _sexes(plan: Plan, rng: np.random.Generator) -> Ints:
    """The sex of each row whose seats are counted by sex: two by two among alike rows of an order.

    Only patterns for both sexes are counted so: nobody is shut out of the order.
    """
    is_split = happens("split_by_sex", int(plan.order[-1]) + 1, rng)[plan.order]
    is_for_both = np.array([_is_for_both(job.pattern) for job in plan.jobs])[plan.job]
    alike = np.bincount(plan.advert)[plan.advert]
    is_paired = is_split & is_for_both & (plan.place_in_advert < alike - alike % 2)
    return np.where(is_paired, plan.place_in_advert % 2, _EITHER)


def _is_for_both(pattern: int) -> bool:
    cells = patterns()[pattern].cells
    return cells["sex"] is None and '"sex"' not in (cells["requirements"] or "")

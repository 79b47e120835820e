"""Vacancies that score alike for one candidate whatever the weights, put together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.kernels import SparseRows, is_open
from matcher.lineup import Batch, Lineup
from matcher.normalizing.coding import Members, alike
from matcher.settings import COMPONENTS

__all__ = ["Classes", "Kinds", "Standing"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_GRADED = tuple(name for name in COMPONENTS if name != "preference")
#: Candidates whose component scores are worked out at once.
_AT_ONCE = 256


class Kinds(NamedTuple):
    """The kinds (m,) of what one candidate can be listed for.

    `values` (m, components) are the scores of the components in [0, 1], 0 where one is not `asked`
    (m, components). `classes` (c,) are the classes that are open to the candidate, `of` (c,) the
    kind of each.
    """

    values: Floats
    asked: Truths
    classes: Places
    of: Places


@dataclass(frozen=True, eq=False)
class Classes:
    """Vacancies (v,) by what they ask, their gates and what they offer: classes (c,).

    `row` and `template` (c,) say what is asked, `offer` (c,) what is offered; `members` are the
    vacancies of a class, in the order of their ids, and `of` (v,) is each vacancy's class.
    """

    lineup: Lineup
    row: Places
    template: Places
    offer: Places
    members: Members
    of: Places

    @classmethod
    def of_lineup(cls, lineup: Lineup) -> Classes:
        """The classes of the vacancies of a lineup."""
        index = lineup.index
        columns = (
            index.criteria.row_of,
            lineup.template_of.astype(np.int64),
            index.offers.of_vacancy,
        )
        found = alike(columns, len(index))
        by_id = np.argsort(index.order)
        grouped = Members.grouped(found.of[by_id], found.examples.size)
        row, template, offer = (column[found.examples] for column in columns)
        members = Members(grouped.starts, by_id[grouped.members])
        return cls(lineup, row, template, offer, members, found.of)

    @cached_property
    def graded(self) -> tuple[tuple[SparseRows, Places], ...]:
        """Of each component but the preference the distinct rows of shares, and each class's.

        -1 where a class does not ask the component.
        """
        criteria = self.lineup.index.criteria
        _, share = np.unique(criteria.shares, return_inverse=True)
        terms = alike([criteria.columns, share], criteria.columns.size)
        asked = Members(criteria.starts, terms.of)
        found = []
        for name in _GRADED:
            lists = asked.where(criteria.components == COMPONENTS.index(name))
            rows, of = lists.distinct()
            example = terms.examples[rows.members]
            shares = SparseRows(criteria.shares[example], criteria.columns[example], rows.starts)
            found.append((shares, np.where(lists.sizes > 0, of, -1)[self.row]))
        return tuple(found)


@dataclass(frozen=True, eq=False)
class Standing:
    """Some candidates before all classes: what each component gives, and what is open to whom.

    `graded` has, per component but the preference, the scores (n, rows) of its distinct rows;
    `wished` (n, offers) is the share of the wishes that each offer meets.
    """

    classes: Classes
    batch: Batch
    first: int
    graded: tuple[Floats, ...]
    wished: Floats

    @staticmethod
    def blocks(batch: Batch) -> list[slice]:
        """The rows of a batch, so many at once as memory allows."""
        size = batch.rows.size
        return [slice(start, min(start + _AT_ONCE, size)) for start in range(0, size, _AT_ONCE)]

    @classmethod
    def of(cls, classes: Classes, batch: Batch, rows: slice) -> Standing:
        """Some rows of a batch before the classes."""
        proven = _dense(batch.people.attained, rows, len(classes.lineup.index.criteria.keys))
        graded = tuple(kernels.score(proven, shares) for shares, _ in classes.graded)
        return cls(classes, batch, rows.start, graded, _wished(classes.lineup, batch, rows))

    def kinds(self, row: int) -> Kinds:
        """What one row of the batch can be listed for."""
        own, place = self.classes, row - self.first
        open_ = is_open(self.batch.people.open, np.array(row), own.template.astype(np.int32))
        classes = np.flatnonzero(open_)
        distinct, codes = [], []
        for scores, (_, of) in zip(self.graded, own.graded, strict=True):
            values, code = np.unique(scores[place], return_inverse=True)
            distinct.append(np.append(values, 0.0))
            # A component that is not asked has the last place.
            codes.append(np.append(code, values.size)[of[classes]])
        values, code = np.unique(self.wished[place], return_inverse=True)
        distinct.append(values)
        codes.append(code[own.offer[classes]])
        kinds = alike(codes, classes.size)
        picked = [column[kinds.examples] for column in codes]
        asked = [code < values.size - 1 for code, values in zip(picked, distinct, strict=True)]
        asked[-1] = np.ones(kinds.examples.size, dtype=np.bool_)
        scored = [values[code] for code, values in zip(picked, distinct, strict=True)]
        return Kinds(np.stack(scored, axis=1), np.stack(asked, axis=1), classes, kinds.of)


def _dense(attained: SparseRows, rows: slice, criteria: int) -> Floats:
    """What some rows attain of every criterion."""
    starts = attained.starts[rows.start : rows.stop + 1]
    own = slice(int(starts[0]), int(starts[-1]))
    dense = np.zeros((rows.stop - rows.start, criteria))
    place = np.repeat(np.arange(starts.size - 1), np.diff(starts))
    dense[place, attained.columns[own]] = attained.values[own]
    return dense


def _wished(lineup: Lineup, batch: Batch, rows: slice) -> Floats:
    """The share of the wishes of some rows that each distinct offer meets."""
    offers = lineup.index.offers
    made, example = np.unique(offers.of_vacancy, return_index=True)
    used, of = np.unique(batch.wish_of[rows], return_inverse=True)
    wishes, jobs = np.repeat(used, example.size), np.tile(example, used.size)
    shares, _ = lineup.wishes.shares(batch.wishes, wishes, jobs)
    table = np.zeros((used.size, len(offers.distinct)))
    table[:, made] = shares.reshape(used.size, example.size)
    return table[of]

"""Gates and sets of gates without the days on which they are due: these repeat them many times."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.eligibility.gates import Due
from matcher.eligibility.templates import Templates
from matcher.features.layout import Layout
from matcher.kernels.verdict_arrays import Sets
from matcher.normalizing.coding import Members
from matcher.normalizing.expressions import Leaf

__all__ = ["Timeless"]

Places = npt.NDArray[np.int64]

#: How long the spelling of a gate of one literal is, with the end of its clause.
_SINGLE = 2


class Timeless(NamedTuple):
    """What is asked whatever the day: literals (a,), gates of several of them, and sets of both.

    `literal_of` (l,) is the literal of each due leaf; `select` and `depart` (t,) are the sets of
    each template.
    """

    literals: tuple[Leaf, ...]
    literal_of: Places
    sets: Sets
    select: Places
    depart: Places

    @classmethod
    def of(cls, layout: Layout[Due], templates: Templates) -> Timeless:
        """What the gates of an index and the sets of its templates ask."""
        leaves: dict[str, Leaf] = {}
        for due in layout.leaves:
            leaves.setdefault(due.leaf.gate_key, due.leaf)
        place = {key: number for number, key in enumerate(leaves)}
        literal_of = np.array([place[due.leaf.gate_key] for due in layout.leaves], dtype=np.int64)
        gates, row_of = _gates(layout, literal_of, len(leaves))
        select, depart = (
            Members(own.starts, row_of[own.members]).sets()
            for own in (templates.select, templates.depart)
        )
        sets, set_of = Members(
            np.append(select.starts, select.members.size + depart.starts[1:]),
            np.append(select.members, depart.members),
        ).distinct()
        return cls(
            literals=tuple(leaves.values()),
            literal_of=literal_of,
            sets=_laid_out(gates, sets),
            select=set_of[: len(select)][templates.select_of],
            depart=set_of[len(select) :][templates.depart_of],
        )


class _Gates(NamedTuple):
    """Gates of several literals: the literals of each clause, and the clauses of each gate."""

    terms: Members
    clauses: Members


def _gates(layout: Layout[Due], literal_of: Places, literals: int) -> tuple[_Gates, Places]:
    """The distinct gates of several literals, and the row of each gate: its literal, or its own."""
    terms = Members(np.append(layout.clauses, layout.terms.size), literal_of[layout.terms])
    clauses = Members(np.append(layout.starts, len(terms)), np.arange(len(terms)))
    # A gate is written down as its clauses one after the other, each with its end.
    ends = np.full(len(terms), literals, dtype=np.int64)
    written = Members.joined([terms, Members.of_single(ends)])
    spelled, gate_of = Members(written.starts[clauses.starts], written.members).distinct()
    is_single = spelled.sizes == _SINGLE
    row = np.where(
        is_single, spelled.members[spelled.starts[:-1]], literals + np.cumsum(~is_single) - 1
    )
    several = spelled.take(np.flatnonzero(~is_single))
    is_end = several.members == literals
    kept = np.append(0, np.cumsum(~is_end))
    return (
        _Gates(
            Members(np.append(0, kept[1:][is_end]), several.members[~is_end]),
            Members(np.append(0, np.cumsum(is_end))[several.starts], np.arange(is_end.sum())),
        ),
        row[gate_of],
    )


def _laid_out(gates: _Gates, sets: Members) -> Sets:
    """The gates and the sets as the kernel reads them."""
    return Sets(
        terms=gates.terms.members.astype(np.int32),
        term_starts=gates.terms.starts.astype(np.int64),
        clause_starts=gates.clauses.starts.astype(np.int64),
        members=sets.members.astype(np.int32),
        member_starts=sets.starts.astype(np.int64),
    )

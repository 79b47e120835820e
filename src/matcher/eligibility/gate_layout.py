"""Lays out the musts of vacancies: distinct gates, sets of them, and gates over personal facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.eligibility.gates import Due
from matcher.eligibility.merged import MergedGates
from matcher.eligibility.musts import Musts, PersonalMusts
from matcher.eligibility.personal_gate import Alternatives, Body
from matcher.eligibility.templates import Members, Templates
from matcher.features.layout import Layout, lay_out
from matcher.normalizing.coding import alike
from matcher.normalizing.expressions import Bound, Leaf, NormalExpression, clauses, leaves

__all__ = ["GateLayout", "alternatives_of", "lay_out_gates"]

Places = npt.NDArray[np.int64]


class GateLayout(NamedTuple):
    """The gates of vacancies, as `GateIndex` has them."""

    expression_of: Places
    day_of: Places
    layout: Layout[Due]
    merged: MergedGates
    templates: Templates


class _Kinds(NamedTuple):
    """Kinds of vacancies (k,) that have all their musts in common, as places in `Musts`.

    `due` is the day on which they leave, as a place in `days` (d,), which are ordinals.
    """

    select: Places
    depart: Places
    personal: Places
    window: Places
    due: Places
    days: Places


class _Bodies(NamedTuple):
    """What is asked of personal facts (b,), apart for each day on which other things are due.

    `personal` and `due` (b,) are places in `Musts.personal` and in the days; `of_kind` (k,) says
    which body a kind of vacancies has. `beside` are the leaves that are no bounds, by personal.
    """

    personal: Places
    due: Places
    of_kind: Places
    beside: tuple[tuple[Leaf, ...], ...]

    @property
    def mixed(self) -> Places:
        """The bodies with leaves that are no bounds."""
        return np.flatnonzero([bool(self.beside[one]) for one in self.personal.tolist()])


def lay_out_gates(musts: Musts) -> GateLayout:
    """The gates of vacancies with these musts: an expression due on a day is one gate."""
    own = (musts.select_of, musts.depart_of, musts.personal_of, musts.window_of)
    # What vacancies have in common is found among their kinds: there are fewer of them.
    alikes = alike(own, musts.window_of.size)
    kinds = _kinds(musts, [of[alikes.examples] for of in own])
    select = _due_sets(musts.select, kinds.select, kinds)
    depart = _due_sets(musts.depart, kinds.depart, kinds)
    gates = np.unique(np.concatenate([select[0].members, depart[0].members]))
    expression_of, due_of = np.divmod(gates, kinds.days.size)
    bodies = _bodies(musts.personal, kinds)
    layout = _layout(musts.expressions, expression_of, due_of, bodies, kinds.days)
    merged, merged_of = _merged(musts, kinds, bodies, layout)
    templates = Templates.joined(_numbered(select, gates), _numbered(depart, gates), merged_of)
    return GateLayout(
        expression_of=expression_of,
        day_of=kinds.days[due_of],
        layout=layout,
        merged=merged,
        templates=replace(templates, of=templates.of[alikes.of]),
    )


def _kinds(musts: Musts, own: Sequence[Places]) -> _Kinds:
    departures = np.array([one.departure.toordinal() for one in musts.windows], dtype=np.int64)
    days, due_of_window = np.unique(departures, return_inverse=True)
    select, depart, personal, window = own
    return _Kinds(select, depart, personal, window, due_of_window[window], days)


# --- gates -------------------------------------------------------------------------------


def _due_sets(sets: Members, set_of: Places, kinds: _Kinds) -> tuple[Members, Places]:
    """The sets of expressions of each day, as keys of gates, and which of them each kind has."""
    pairs = alike([set_of, kinds.due], set_of.size)
    own = sets.take(set_of[pairs.examples])
    keys = own.members * kinds.days.size + kinds.due[pairs.examples][own.rows]
    return Members(own.starts, keys), pairs.of


def _numbered(due: tuple[Members, Places], gates: Places) -> tuple[Members, Places]:
    """The distinct sets with numbers of gates in place of their keys."""
    sets, set_of = due
    distinct, of = Members(sets.starts, np.searchsorted(gates, sets.members)).distinct()
    return distinct, of[set_of]


def _layout(
    expressions: Sequence[NormalExpression],
    expression_of: Places,
    due_of: Places,
    bodies: _Bodies,
    days: Places,
) -> Layout[Due]:
    """The gates laid out, and behind them the leaves beside bounds, so that these are judged."""
    mixed = bodies.mixed
    lists = dict.fromkeys(one for one in bodies.beside if one)
    places = {one: len(expressions) + number for number, one in enumerate(lists)}
    beside = [places[bodies.beside[one]] for one in bodies.personal[mixed].tolist()]
    asked = lay_out(
        [*map(clauses, expressions), *((one,) for one in lists)], key=lambda leaf: leaf.gate_key
    )
    every = np.append(expression_of, np.array(beside, dtype=np.int64))
    terms, starts_of_clauses, starts, row = asked.take(every)
    keys = terms * days.size + np.append(due_of, bodies.due[mixed])[row]
    distinct, terms = np.unique(keys, return_inverse=True)
    due = tuple(
        Due(asked.leaves[leaf], date.fromordinal(int(days[day])))
        for leaf, day in (divmod(key, days.size) for key in distinct.tolist())
    )
    return Layout(due, terms, starts_of_clauses, starts)


# --- gates over personal facts -----------------------------------------------------------


def _bodies(personal: Sequence[PersonalMusts], kinds: _Kinds) -> _Bodies:
    beside = tuple(_beside_bounds(one) for one in personal)
    is_mixed = np.array([bool(one) for one in beside], dtype=np.bool_)
    keys = kinds.personal * kinds.days.size + np.where(is_mixed[kinds.personal], kinds.due, 0)
    distinct, of_kind = np.unique(keys, return_inverse=True)
    return _Bodies(*np.divmod(distinct, kinds.days.size), of_kind, beside)


def _beside_bounds(asked: PersonalMusts) -> tuple[Leaf, ...]:
    """The distinct leaves that are no bounds."""
    found = (leaf for expression in asked for leaf in leaves(expression))
    return tuple(dict.fromkeys(leaf for leaf in found if not isinstance(leaf, Bound)))


def _merged(
    musts: Musts, kinds: _Kinds, bodies: _Bodies, layout: Layout[Due]
) -> tuple[MergedGates, Places]:
    """The distinct merged gates, and the one of each kind of vacancies."""
    place = {due.key: n for n, due in enumerate(layout.leaves)} if bodies.mixed.size else {}
    found: dict[Body, int] = {}
    numbers: list[int] = []
    for personal, due in zip(bodies.personal.tolist(), bodies.due.tolist(), strict=True):
        day = date.fromordinal(int(kinds.days[due]))
        select, depart = (alternatives_of(one, day, place) for one in musts.personal[personal])
        numbers.append(found.setdefault((select, depart), len(found)))
    body_of = np.array(numbers, dtype=np.int64)[bodies.of_kind]
    distinct = alike([body_of, kinds.window], kinds.window.size)
    merged = MergedGates(
        tuple(found), body_of[distinct.examples], musts.windows, kinds.window[distinct.examples]
    )
    return merged, merged.places[distinct.of]


def alternatives_of(
    expression: NormalExpression, day: date, place: Mapping[tuple[str, date], int]
) -> Alternatives:
    """The clauses of an expression, leaves other than bounds as columns of the code matrix."""
    return tuple(
        tuple(leaf if isinstance(leaf, Bound) else place[Due(leaf, day).key] for leaf in clause)
        for clause in clauses(expression)
    )

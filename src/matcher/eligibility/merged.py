"""All merged gates of an index at once: what `judge_personal` says of each of them alone.

Gates that differ in their windows only are judged together. What is left is judged one by one:
papers beside personal facts, and ages that follow each other so soon that a day of birth which is
not known decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.eligibility.families import Family, some_of
from matcher.eligibility.personal import judge_personal
from matcher.eligibility.personal_facts import People
from matcher.eligibility.personal_gate import Alternatives, Body, PersonalGate, Window
from matcher.eligibility.personal_states import PersonalStates
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["MergedGates"]

Codes = npt.NDArray[np.int16]
Places = npt.NDArray[np.int64]


class MergedGates:
    """The distinct merged gates (m,) of vacancies that are judged on one day.

    Gate j asks `bodies[body_of[j]]` (to be chosen, to leave) in the window
    `windows[window_of[j]]`. They are kept in an order of their own: `places` tells where each gate
    given is among them.
    """

    def __init__(
        self,
        bodies: tuple[Body, ...],
        body_of: Places,
        windows: tuple[Window, ...],
        window_of: Places,
    ) -> None:
        self.bodies, self.windows = bodies, windows
        self._ends = max((window.ends for window in windows), key=len, default=())
        family_of = self._family_of(body_of, window_of)
        order = np.argsort(family_of, kind="stable")
        self.body_of, self.window_of = body_of[order], window_of[order]
        self.places = np.empty(order.size, dtype=np.int64)
        self.places[order] = np.arange(order.size)
        #: Where each family begins, and at last the gates that are judged one by one.
        self._starts = np.searchsorted(family_of[order], np.arange(self._kinds + 1))

    @classmethod
    def of(cls, gates: Sequence[PersonalGate]) -> MergedGates:
        """Some gates as what is distinct among them."""
        bodies: dict[Body, int] = {}
        windows: dict[Window, int] = {}
        body_of = [bodies.setdefault((g.select, g.depart), len(bodies)) for g in gates]
        window_of = [windows.setdefault(gate.window, len(windows)) for gate in gates]
        return cls(
            tuple(bodies),
            np.array(body_of, dtype=np.int64),
            tuple(windows),
            np.array(window_of, dtype=np.int64),
        )

    def _family_of(self, body_of: Places, window_of: Places) -> Places:
        """The number of each gate's family; the last number is of those judged one by one."""
        kinds: dict[frozenset[Bound], int] = {}
        numbers = [
            -1 if _columns(body) else kinds.setdefault(_fixed_bounds(body), len(kinds))
            for body in self.bodies
        ]
        self._kinds = len(kinds)
        of_body = np.array(numbers, dtype=np.int64)[body_of]
        is_plain = np.array([self._is_plain(one) for one in self.windows], dtype=np.bool_)
        return np.where((of_body >= 0) & is_plain[window_of], of_body, self._kinds)

    def _is_plain(self, window: Window) -> bool:
        """True for a window whose leads are the first of all, and that begins in time."""
        begins = window.ends == self._ends[: len(window.ends)]
        return begins and window.departure >= window.as_of

    def __len__(self) -> int:
        return self.body_of.size

    def gate(self, place: int) -> PersonalGate:
        """One of the gates."""
        select, depart = self.bodies[self.body_of[place]]
        return PersonalGate(select, depart, self.windows[self.window_of[place]])

    @cached_property
    def columns(self) -> dict[int, list[int]]:
        """The columns of the code matrix that gates read, by gate; those that read none are out."""
        of_body = [_columns(body) for body in self.bodies]
        reading = np.flatnonzero(np.array([bool(one) for one in of_body])[self.body_of])
        return {place: of_body[self.body_of[place]] for place in reading.tolist()}

    def judge(
        self, candidates: Sequence[NormalCandidate], codes: Codes, failing: Codes
    ) -> PersonalStates:
        """The states of all gates; `codes` and `failing` are those of `judge_personal`."""
        people = People.of(candidates)
        states = PersonalStates.empty(people.size, len(self))
        everyone = np.arange(people.size)
        if not people.size:
            return states
        for columns, family in self._families:
            self._judge_family(states, people, columns, family)
        for place, (gate, read) in self._mixed.items():
            found = judge_personal(gate, people, codes[:, read], failing[:, read])
            states.put(everyone, found, slice(place, place + 1))
        return states

    @cached_property
    def _families(self) -> list[tuple[slice, Family]]:
        """The families, and where the gates of each are."""
        ends = np.array([end.toordinal() for end in self._ends], dtype=np.int64)
        columns = [slice(*ends) for ends in zip(self._starts[:-1], self._starts[1:], strict=True)]
        return [
            (own, Family(self.bodies, self.body_of[own], self.windows, self.window_of[own], ends))
            for own in columns
            if own.start < own.stop
        ]

    @cached_property
    def _mixed(self) -> dict[int, tuple[PersonalGate, list[int]]]:
        """The gates that are judged one by one, each over the columns alone that it reads."""
        return {place: _narrowed(self.gate(place)) for place in range(self._starts[-1], len(self))}

    def _judge_family(
        self, states: PersonalStates, people: People, columns: slice, family: Family
    ) -> None:
        """Judge those who differ in what a family asks, and the gates alone that it leaves."""
        alike = people.kinds(family.asked)
        kinds = some_of(people, alike.examples)
        found, is_left = family.judge(kinds)
        for place in np.flatnonzero(is_left.any(axis=0)).tolist():
            rows = np.flatnonzero(is_left[:, place])
            nothing = np.zeros((rows.size, 0), dtype=np.int16)
            gate = self.gate(columns.start + place)
            alone = judge_personal(gate, some_of(kinds, rows), nothing, nothing)
            found.put(rows, alone, slice(place, place + 1))
        states.put(np.arange(people.size), found.of(alike.members), columns)


def _leaves(body: Body) -> list[Bound | int]:
    return [leaf for alternatives in body for clause in alternatives for leaf in clause]


def _columns(body: Body) -> list[int]:
    """The columns of the code matrix that stand beside the bounds."""
    return sorted({leaf for leaf in _leaves(body) if not isinstance(leaf, Bound)})


def _fixed_bounds(body: Body) -> frozenset[Bound]:
    """The bounds on what does not change with time."""
    bounds = (leaf for leaf in _leaves(body) if isinstance(leaf, Bound))
    return frozenset(bound for bound in bounds if bound.fact != "age")


def _narrowed(gate: PersonalGate) -> tuple[PersonalGate, list[int]]:
    """A gate over the columns alone that it reads, and which these are."""
    read = gate.columns()

    def own(alternatives: Alternatives) -> Alternatives:
        return tuple(
            tuple(leaf if isinstance(leaf, Bound) else read.index(leaf) for leaf in clause)
            for clause in alternatives
        )

    return PersonalGate(own(gate.select), own(gate.depart), gate.window), read

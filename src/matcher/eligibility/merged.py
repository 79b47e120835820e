"""All merged gates of an index at once: what `judge_personal` says of each of them alone.

Gates that differ in their windows only are judged together. What is left is judged one by one:
papers beside personal facts, and ages that follow each other so soon that a day of birth which is
not known decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.eligibility.families import Family, some_of
from matcher.eligibility.personal import judge_personal
from matcher.eligibility.personal_facts import People
from matcher.eligibility.personal_gate import Alternatives, PersonalGate
from matcher.eligibility.personal_states import PersonalStates
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["MergedGates"]

Codes = npt.NDArray[np.int16]


class MergedGates:
    """The distinct merged gates of vacancies that are judged on one day.

    They are kept in an order of their own: `places` tells where each given gate is in `gates`.
    """

    def __init__(self, given: Sequence[PersonalGate]) -> None:
        ends = max((gate.window.ends for gate in given), key=len, default=())
        kinds: dict[object, list[int]] = defaultdict(list)
        for number, gate in enumerate(given):
            kinds[_kind(gate) if _is_plain(gate, ends) else None].append(number)
        mixed = kinds.pop(None, [])
        order = [*(number for own in kinds.values() for number in own), *mixed]
        self.gates = tuple(given[number] for number in order)
        self.places = np.empty(len(order), dtype=np.intp)
        self.places[order] = np.arange(len(order))
        ordinals = np.array([end.toordinal() for end in ends], dtype=np.int64)
        self._families: list[tuple[slice, Family]] = []
        start = 0
        for own in kinds.values():
            columns = slice(start, start + len(own))
            self._families.append((columns, Family(self.gates[columns], ordinals)))
            start = columns.stop
        self._mixed = {place: _narrowed(self.gates[place]) for place in range(start, len(order))}

    def __len__(self) -> int:
        return len(self.gates)

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
            gate = self.gates[columns.start + place]
            alone = judge_personal(gate, some_of(kinds, rows), nothing, nothing)
            found.put(rows, alone, slice(place, place + 1))
        states.put(np.arange(people.size), found.of(alike.members), columns)


def _is_plain(gate: PersonalGate, ends: Sequence[object]) -> bool:
    """True where only personal facts are asked, in a window whose leads are the first of these."""
    window = gate.window
    begins = window.ends == tuple(ends[: len(window.ends)]) and window.departure >= window.as_of
    return begins and not gate.columns()


def _kind(gate: PersonalGate) -> frozenset[Bound]:
    """The bounds on what does not change with time."""
    return frozenset(bound for fact in ("sex", "height", "weight") for bound in gate.bounds(fact))


def _narrowed(gate: PersonalGate) -> tuple[PersonalGate, list[int]]:
    """A gate over the columns alone that it reads, and which these are."""
    read = gate.columns()

    def own(alternatives: Alternatives) -> Alternatives:
        return tuple(
            tuple(leaf if isinstance(leaf, Bound) else read.index(leaf) for leaf in clause)
            for clause in alternatives
        )

    return PersonalGate(own(gate.select), own(gate.depart), gate.window), read

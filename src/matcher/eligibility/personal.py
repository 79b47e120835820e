"""The merged gate over personal facts: exact where they are unknown, or known only as a range.

All requirements of a vacancy that speak of a personal fact are one gate over the tuple of facts.
Values that no bound tells apart are one class. Someone whose facts are known is in one class of
each; else every class is tried that the person could be in, so that "men 20-40, women 20-35" is
met by anyone of 30 whose sex is not known, and by anyone born in a year of which every day fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.eligibility.personal_axes import turning
from matcher.eligibility.personal_facts import Kinds, People, kinds_of
from matcher.eligibility.personal_gate import PersonalGate, Window
from matcher.eligibility.personal_outcomes import (
    NO_DAY,
    Classes,
    Outcomes,
    classes_of,
    outcomes_of,
)
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["UNMET", "People", "PersonalGate", "PersonalState", "Window", "judge_personal"]

Codes = npt.NDArray[np.int16]
Days = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]

#: States of a merged gate: met in every completion of the unknown, in some, in none.
ALWAYS, SOMETIMES, UNMET = range(3)


@dataclass(frozen=True)
class PersonalState:
    """The outcome of a merged gate per candidate, over all completions of what is unknown.

    Each of `ready`, `hopeful` and `slack` (n,) int16 is a number of months that may go by while
    other things are obtained, or -1. `ready`: in every completion what is asked to be chosen is
    met at departure, and stays possible that long. `hopeful`: so in some completion. `slack`: in
    some completion everything is possible after that long. `opens` (n,) int64: the first day (as
    an ordinal) on which some completion meets the gate; 0 where none does.
    """

    ready: Codes
    hopeful: Codes
    slack: Codes
    opens: Days

    def standing(self, row: int) -> int:
        """ALWAYS, SOMETIMES or UNMET: in how many completions a candidate meets the gate."""
        if self.ready[row] >= 0:
            return ALWAYS
        return SOMETIMES if self.hopeful[row] >= 0 else UNMET


def judge_personal(
    gate: PersonalGate, candidates: Sequence[NormalCandidate] | People, codes: Codes, failing: Codes
) -> PersonalState:
    """Judge candidates on a merged gate.

    `codes` (n, l) are their codes for the other leaves, `failing` the same with every unknown
    turned out badly. Candidates that many gates are judged for are best given as `People`.
    """
    people = candidates if isinstance(candidates, People) else People.of(candidates)
    classes = classes_of(gate)
    alike = people.kinds(classes.asked)
    beside = [matrix[:, column] for matrix in (codes, failing) for column in classes.columns]
    papers = kinds_of(beside, people.size)
    if beside:
        alike = kinds_of([alike.members, papers.members], people.size)
    rows = _complete(classes, people, alike, papers)
    cells, place = np.unique(rows.cells, return_inverse=True)
    own, *facts = np.unravel_index(cells, _shape(classes, papers))
    shown = papers.examples[own]
    found = outcomes_of(gate, facts, codes[shown], failing[shown])
    starts = np.searchsorted(rows.owner, np.arange(alike.examples.size))

    def gathered(best: np.ufunc, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The least or greatest value over the completions of each candidate."""
        of_kinds = best.reduceat(values, starts) if starts.size else values[:0]
        everyone: npt.NDArray[Any] = of_kinds[alike.members]
        return everyone

    return PersonalState(
        ready=gathered(np.minimum, found.ready[place]),
        hopeful=gathered(np.maximum, found.hopeful[place]),
        slack=gathered(np.maximum, found.slack[place]),
        opens=gathered(np.minimum, _opening(classes, rows, found, place)) % NO_DAY,
    )


@dataclass(frozen=True)
class _Completions:
    """A row per completion: whose it is, its cell of the grid of classes, and its first birth."""

    owner: Places
    cells: Places
    births: Days


def _complete(classes: Classes, people: People, alike: Kinds, papers: Kinds) -> _Completions:
    """Every class that one of each kind could be in."""
    examples = alike.examples
    spans = [axis.span(people.extents[fact].of(examples)) for fact, axis in classes.axes.items()]
    widths = [last - first + 1 for first, last in spans]
    counts = np.prod(widths, axis=0, dtype=np.intp)
    owner = np.repeat(np.arange(examples.size), counts)
    rest = np.arange(owner.size) - np.repeat(np.cumsum(counts) - counts, counts)
    places: list[Places] = []
    for (first, _), width in zip(spans, widths, strict=True):
        places.append(first[owner] + rest % width[owner])
        rest //= width[owner]
    cells = np.ravel_multi_index(
        (papers.members[examples][owner], *places), _shape(classes, papers)
    )
    # One born later than the first day of a class comes of age on a day of one's own.
    earliest = people.extents["age"].low[examples]
    births = np.maximum(classes.birth.births[places[1]], earliest[owner])
    return _Completions(owner, cells, births)


def _shape(classes: Classes, papers: Kinds) -> tuple[int, ...]:
    """The grid of cells: kinds of codes, then the classes of each fact."""
    return (max(papers.examples.size, 1), *(axis.size for axis in classes.axes.values()))


def _opening(classes: Classes, rows: _Completions, found: Outcomes, place: Places) -> Days:
    """The first day on which each completion meets the gate."""
    days, ages = found.first[place], found.age[place]
    for number, months in enumerate(classes.reached):
        turned = np.flatnonzero(ages == number)
        days[turned] = turning(rows.births[turned], months)
    return days

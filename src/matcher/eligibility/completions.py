"""People with every completion of what is not known, and what expressions are worth for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.eligibility.personal_axes import MeasureAxis, SexAxis, turning
from matcher.eligibility.personal_facts import People
from matcher.eligibility.personal_gate import Alternatives, PersonalGate
from matcher.features.layout import Layout, lay_out
from matcher.kernels import MET, NEVER
from matcher.normalizing.expressions import Bound, Given

__all__ = ["Asked", "Leaf", "Moments", "Rows", "laid_out"]

Days = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
Truths = npt.NDArray[np.bool_]
Leaf = Bound | Given

#: What stands for a clause that asks nothing, and for alternatives of which there are none.
_ANYTHING, _NOTHING = Given("anything", MET), Given("nothing", NEVER)


@dataclass(frozen=True)
class Rows:
    """A row for each completion: the classes of facts, and a day of birth.

    `starts` is the first row of each person.
    """

    facts: dict[str, Places]
    births: Days
    owner: Places
    starts: Places

    def least(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The least value over the completions of each person."""
        return self._gathered(np.minimum, values)

    def most(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The greatest value over the completions of each person."""
        return self._gathered(np.maximum, values)

    def _gathered(self, best: np.ufunc, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        if self.owner.size == self.starts.size:
            return values
        gathered: npt.NDArray[Any] = best.reduceat(values, self.starts, axis=0)
        return gathered


@dataclass(frozen=True)
class Moments:
    """Rows, each at an age: as many of the asked ages are reached as `rank` says."""

    row: Places
    rank: Places


class Asked:
    """What some gates ask of personal facts: the classes of each fact, and the ages in months."""

    def __init__(self, gates: Sequence[PersonalGate]) -> None:
        bounds = {
            fact: [bound for gate in gates for bound in gate.bounds(fact)]
            for fact in ("sex", "age", "height", "weight")
        }
        self._axes: dict[str, SexAxis | MeasureAxis] = {
            "sex": SexAxis(is_asked=bool(bounds["sex"])),
            "height": MeasureAxis.of(bounds["height"]),
            "weight": MeasureAxis.of(bounds["weight"]),
        }
        ages = {age for bound in bounds["age"] for age in (bound.low, bound.high)}
        self.ages = sorted({int(age) for age in ages if age is not None})

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that tell people apart."""
        return ("age", *(fact for fact, axis in self._axes.items() if axis.size > 1))

    def reached(self, births: Days) -> Days:
        """The days (n, ages) on which those born on some days reach each asked age."""
        days = [turning(births, age) for age in self.ages]
        return np.array(days, dtype=np.int64).reshape(-1, births.size).T

    def complete(self, people: People, births: Sequence[Days]) -> Rows:
        """Everyone with every day of birth given, and in every class of the other facts."""
        spans = [axis.span(people.extents[fact]) for fact, axis in self._axes.items()]
        widths = [last - first + 1 for first, last in spans]
        lengths = np.array([days.size for days in births], dtype=np.intp)
        counts = np.prod([lengths, *widths], axis=0, dtype=np.intp)
        owner = np.repeat(np.arange(people.size), counts)
        starts = np.cumsum(counts) - counts
        rest = np.arange(owner.size) - starts[owner]
        facts: dict[str, Places] = {}
        for fact, (first, _), width in zip(self._axes, spans, widths, strict=True):
            facts[fact] = first[owner] + rest % width[owner]
            rest //= width[owner]
        born = np.concatenate([np.zeros(0, dtype=np.int64), *births])
        return Rows(facts, born[(np.cumsum(lengths) - lengths)[owner] + rest], owner, starts)

    def truths(self, layout: Layout[Leaf], rows: Rows, moments: Moments) -> Truths:
        """Whether each expression holds at each moment."""
        columns = np.stack([self._holds(leaf, rows, moments) for leaf in layout.leaves], axis=1)
        return kernels.any_of_all(
            columns, layout.terms, layout.clauses, layout.starts, best_is_least=False
        ).astype(np.bool_, copy=False)

    def _holds(self, leaf: Leaf, rows: Rows, moments: Moments) -> Truths:
        if isinstance(leaf, Given):
            return np.full(moments.row.size, leaf.state == MET)
        if leaf.fact in self._axes:
            of_classes: Truths = self._axes[leaf.fact].truths(leaf)
            return of_classes[rows.facts[leaf.fact]][moments.row]
        holds = np.ones(moments.row.size, dtype=np.bool_)
        if leaf.low is not None:
            holds &= moments.rank > self.ages.index(int(leaf.low))
        if leaf.high is not None:
            holds &= moments.rank <= self.ages.index(int(leaf.high))
        return holds


def laid_out(bodies: Iterable[tuple[Alternatives, Alternatives]]) -> Layout[Leaf]:
    """What is asked in both stages, as the kernels read it."""
    return lay_out([_joined(select, depart) for select, depart in bodies], key=lambda one: one.key)


def _joined(select: Alternatives, depart: Alternatives) -> tuple[tuple[Leaf, ...], ...]:
    clauses = tuple(
        tuple(leaf for leaf in (*one, *other) if isinstance(leaf, Bound)) or (_ANYTHING,)
        for one, other in product(select, depart)
    )
    return clauses or ((_NOTHING,),)

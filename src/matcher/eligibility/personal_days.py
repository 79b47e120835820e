"""Merged gates as days on which they are met, in the form that the verdict kernel reads.

Whoever meets a clause meets it from the day on which its lower age is reached until that on which
the upper one is. All that counts of such a day is its place among the days on which windows open
and close and leads end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from matcher.eligibility.merged import MergedGates
from matcher.eligibility.personal_axes import turning
from matcher.eligibility.personal_bodies import Body, Clause, simplest
from matcher.eligibility.personal_gate import Window
from matcher.kernels.verdict_arrays import BOTH, SELECT, Bodies, Merged, Moments
from matcher.normalizing.expressions import Bound

__all__ = ["Form", "PersonalDays"]

Days = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]

#: Conditions of clauses by their slot; the bounds of each are all to be met.
Form = tuple[frozenset[Bound], ...]
#: Births after and before all others: those that reach what everyone has, or nobody.
_EVERYONE, _NOBODY = int(np.iinfo(np.int32).max), int(np.iinfo(np.int32).min)
#: Months of 28 to 31 days move the day on which an age is reached by at most three.
_AROUND = np.arange(-4, 5)
#: Leads are kept as bytes.
_MOST_LEADS = 250


@dataclass(frozen=True)
class PersonalDays:
    """Merged gates by what they ask in the end: equal ones are one.

    `forms` are the conditions that bodies read, by slot. `merged_of` tells for each gate given
    which it is, and `due` are the days on which the gates beside them are due.
    """

    moments: Moments
    bodies: Bodies
    merged: Merged
    forms: tuple[Form, ...]
    merged_of: Places
    due: Days

    @classmethod
    def of(cls, gates: MergedGates, literals: Mapping[int, int]) -> PersonalDays:
        """The merged gates of an index; `literals` gives the literal of each column they read."""
        found: dict[Body, int] = {}
        simple = [simplest(select, depart, literals) for select, depart in gates.bodies]
        body_of = np.array([found.setdefault(one, len(found)) for one in simple], dtype=np.int64)
        bodies = list(found)
        windows = _Windows.of(gates.windows)
        columns = (body_of[gates.body_of], *(part[gates.window_of] for part in windows.columns))
        distinct, merged_of = np.unique(np.stack(columns), axis=1, return_inverse=True)
        body, day, opens, closes, spare = np.ascontiguousarray(distinct, dtype=np.int32)
        ages = sorted({age for one in bodies for clause in one.clauses for age in _ages(clause)})
        forms: dict[Form, int] = {}
        form_of = [forms.setdefault(_form(one), len(forms)) for one in bodies]
        span = np.zeros(len(bodies), dtype=np.int64)
        np.maximum.at(span, body, windows.moments[closes] - windows.moments[opens])
        starts = np.searchsorted(body, np.arange(len(bodies) + 1))
        return cls(
            moments=windows.laid_out(ages),
            bodies=_laid_out(bodies, form_of, span, list(forms), ages),
            merged=Merged(starts, opens, closes, spare.astype(np.uint8), day),
            forms=tuple(forms),
            merged_of=merged_of.reshape(-1),
            due=windows.due,
        )


@dataclass(frozen=True)
class _Windows:
    """Windows (w,) by the places of their days among all days that count."""

    moments: Days
    due: Days
    ends: Days
    columns: tuple[Places, Places, Places, Places]

    @classmethod
    def of(cls, windows: Sequence[Window]) -> _Windows:
        leads = max((window.ends for window in windows), key=len, default=())
        if len(leads) > _MOST_LEADS or any(w.ends != leads[: len(w.ends)] for w in windows):
            raise ValueError("windows do not share the ends of their leads, or these are too many")
        opens = _ordinals(window.departure for window in windows)
        closes = np.maximum(opens, _ordinals(window.last for window in windows))
        ends = _ordinals(leads)
        moments = np.unique(np.concatenate([opens, closes, ends]))
        due = np.unique(opens)
        spare = np.array([len(window.ends) - 1 for window in windows], dtype=np.int64)
        columns = (
            np.searchsorted(due, opens),
            np.searchsorted(moments, opens),
            np.searchsorted(moments, closes),
            spare,
        )
        return cls(moments, due, ends, columns)

    def laid_out(self, ages: Sequence[int]) -> Moments:
        """The moments, with the births that reach ages after them."""
        sides = (np.full(self.moments.size, side) for side in (_EVERYONE, _NOBODY))
        turns = [*sides, *(_first_later(self.moments, age) for age in ages)]
        return Moments(
            days=self.due.size,
            turns=np.stack(turns).astype(np.int32),
            ages=np.array([0, 0, *ages], dtype=np.int32),
            ends=np.searchsorted(self.moments, self.ends).astype(np.int32),
        )


def _first_later(days: Days, months: int) -> Days:
    """For each day the first birth that reaches the age after it."""
    near = turning(days, -months)[:, np.newaxis] + _AROUND
    is_later = turning(near, months) > days[:, np.newaxis]
    first = near[np.arange(days.size), is_later.argmax(axis=1)]
    # Nobody comes of age after the last day of the calendar.
    return np.where(is_later.any(axis=1), first, _EVERYONE)


def _laid_out(
    bodies: Sequence[Body],
    form_of: Sequence[int],
    span: Days,
    forms: Sequence[Form],
    ages: Sequence[int],
) -> Bodies:
    """The bodies as the kernel reads them."""
    clauses = [
        (forms[form].index(clause.condition), clause, stages)
        for one, form in zip(bodies, form_of, strict=True)
        for clause, stages in one.clauses.items()
    ]
    place = {age: row for row, age in enumerate(ages, start=2)}
    asked, asked_starts = _lists(clause.asked for _, clause, _ in clauses)
    papers, paper_starts = _lists(clause.papers for _, clause, _ in clauses)
    stages = [SELECT * alone + BOTH * together for _, _, (alone, together) in clauses]
    return Bodies(
        form=np.array(form_of, dtype=np.int32),
        span=span.astype(np.int32),
        clause_starts=np.cumsum([0, *(len(one.clauses) for one in bodies)], dtype=np.int64),
        slot=np.array([slot for slot, _, _ in clauses], dtype=np.uint8),
        low=np.array([0 if c.low is None else place[c.low] for _, c, _ in clauses], np.int32),
        high=np.array([1 if c.high is None else place[c.high] for _, c, _ in clauses], np.int32),
        stage=np.array(stages, dtype=np.uint8),
        asked=asked,
        asked_starts=asked_starts,
        papers=papers,
        paper_starts=paper_starts,
    )


def _form(body: Body) -> Form:
    """The conditions of a body, each once."""
    return tuple(dict.fromkeys(clause.condition for clause in body.clauses))


def _ages(clause: Clause) -> tuple[int, ...]:
    return tuple(age for age in (clause.low, clause.high) if age is not None)


def _lists(
    lists: Iterable[Iterable[int]],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    kept = [sorted(one) for one in lists]
    members = np.array([one for own in kept for one in own], dtype=np.int32)
    return members, np.cumsum([0, *map(len, kept)], dtype=np.int64)


def _ordinals(days: Iterable[date]) -> Days:
    return np.array([day.toordinal() for day in days], dtype=np.int64)

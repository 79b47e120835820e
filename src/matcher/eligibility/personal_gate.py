"""What the requirements of a vacancy ask of personal facts, and when its people may leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from matcher.calendar import add_months
from matcher.normalizing.expressions import Bound

__all__ = ["Alternatives", "Body", "PersonalGate", "Window"]

#: Alternatives of leaves that are all needed: bounds, or columns of a code matrix.
Alternatives = tuple[tuple[Bound | int, ...], ...]
#: What is asked to be chosen, and what to leave.
Body = tuple[Alternatives, Alternatives]


@dataclass(frozen=True, slots=True)
class Window:
    """When a pair may leave: the departure, and the last day up to which one may wait for it.

    `ends[j]` is the day on which a lead of j months from `as_of` ends, as far as the last day.
    """

    departure: date
    last: date
    ends: tuple[date, ...]

    @property
    def as_of(self) -> date:
        """The day of judging, where the lead of no months ends."""
        return self.ends[0]

    @classmethod
    def of(cls, departure: date, *, as_of: date, last: date, horizon_months: int) -> Window:
        """The window of a departure as seen on `as_of`."""
        return cls(departure, last, _ends(as_of, last, horizon_months))

    @property
    def days(self) -> tuple[date, ...]:
        """For each lead the earliest day on which one who needs that long can leave."""
        return tuple(max(self.departure, end) for end in self.ends)


@lru_cache(maxsize=4096)
def _ends(as_of: date, last: date, horizon_months: int) -> tuple[date, ...]:
    """The days on which leads of no months and more end, as far as the last day."""
    leads = (add_months(as_of, months) for months in range(horizon_months + 1))
    return tuple(end for end in leads if end <= last or end == as_of)


@dataclass(frozen=True)
class PersonalGate:
    """What is asked of personal facts to be chosen and to leave, and the window for it."""

    select: Alternatives
    depart: Alternatives
    window: Window

    def bounds(self, fact: str) -> list[Bound]:
        """The bounds on one fact."""
        return [leaf for leaf in self._leaves() if isinstance(leaf, Bound) and leaf.fact == fact]

    def columns(self) -> list[int]:
        """The columns of the code matrix that stand beside the bounds."""
        return sorted({leaf for leaf in self._leaves() if not isinstance(leaf, Bound)})

    def _leaves(self) -> Iterator[Bound | int]:
        for clause in (*self.select, *self.depart):
            yield from clause

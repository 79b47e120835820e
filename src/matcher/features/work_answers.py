"""What all work of a candidate together says of what is asked, worked out once for like people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Self
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from matcher.features.claim_blocks import Cells
from matcher.normalizing.coding import Members
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.contents import Contents
from matcher.normalizing.normalized import NormalClaim

__all__ = ["WorkAnswers", "WorkMemory"]

Indices = npt.NDArray[np.int64]


class WorkAnswers(NamedTuple):
    """What work says, at the `places` (k,) where it says anything: two `values` (2, k) of each."""

    places: Indices
    values: npt.NDArray[Any]

    @classmethod
    def of(
        cls,
        found: Iterable[tuple[Sequence[int] | Indices, tuple[float, float]]],
        kind: type[np.generic],
    ) -> Self:
        """From what is said alike at several places: the places, and the two values.

        >>> WorkAnswers.of([((4, 5), (0.5, 1.0))], np.float64).values.tolist()
        [[0.5, 0.5], [1.0, 1.0]]
        """
        said = [(place, values) for places, values in found for place in places]
        places = np.array([place for place, _ in said], dtype=np.int64)
        return cls(places, np.array([values for _, values in said], dtype=kind).reshape(-1, 2).T)


class WorkMemory:
    """Works out what lists of work say, each distinct list of a cohort once while that lives."""

    def __init__(self, work_out: Callable[[tuple[NormalClaim, ...]], WorkAnswers]) -> None:
        self._work_out = work_out
        self._known: WeakKeyDictionary[Contents, dict[int, WorkAnswers]] = WeakKeyDictionary()

    def cells(self, cohort: Cohort) -> Cells:
        """What the work of each candidate says, cell by cell."""
        section = cohort.sections["experience"]
        known = self._known.setdefault(section.contents, {})
        used, which = np.unique(section.of_row, return_inverse=True)
        for content in used.tolist():
            if content not in known:
                known[content] = self._work_out(section.contents.section(content).claims)
        found = [known[content] for content in used.tolist()] or [self._work_out(())]
        places = np.concatenate([one.places for one in found])
        values = np.concatenate([one.values for one in found], axis=1)
        ends = np.cumsum([0, *(one.places.size for one in found)])
        said = Members(ends, np.arange(places.size)).take(which)
        return Cells(said.rows, places[said.members], *values[:, said.members])

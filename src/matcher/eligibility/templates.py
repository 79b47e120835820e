"""Vacancies that have every gate in common: one template, and one verdict for each candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.normalizing.coding import Members, alike

__all__ = ["Members", "Templates"]

Places = npt.NDArray[np.int64]
GateLists = Sequence[Sequence[int]]


@dataclass(frozen=True, eq=False)
class Templates:
    """The distinct combinations of gates (t,) that vacancies (v,) have.

    `select` and `depart` are distinct sets of gates; `select_of`, `depart_of` and `merged_of` (t,)
    say which of them a template has, and which merged gate; `of` (v,) is each vacancy's template.
    """

    select: Members
    depart: Members
    select_of: Places
    depart_of: Places
    merged_of: Places
    of: Places

    @classmethod
    def build(cls, select: GateLists, depart: GateLists, merged_of: Sequence[int]) -> Templates:
        """The templates of vacancies, given the gates of each in both stages.

        >>> found = Templates.build([[1, 2], [2, 1], [2]], [[], [], []], [0, 0, 0])
        >>> len(found), found.of.tolist()
        (2, [0, 0, 1])
        """
        select_sets, depart_sets = (
            Members.of_lists(lists).sets().distinct() for lists in (select, depart)
        )
        return cls.joined(select_sets, depart_sets, np.array(merged_of, dtype=np.int64))

    @classmethod
    def joined(
        cls, select: tuple[Members, Places], depart: tuple[Members, Places], merged_of: Places
    ) -> Templates:
        """The templates of vacancies that have sets of gates in both stages, and merged gates."""
        (select_sets, select_of), (depart_sets, depart_of) = select, depart
        # Those of one merged gate come next to each other: they are judged together.
        found = alike([merged_of, select_of, depart_of], merged_of.size)
        return cls(
            select=select_sets,
            depart=depart_sets,
            select_of=select_of[found.examples],
            depart_of=depart_of[found.examples],
            merged_of=merged_of[found.examples],
            of=found.of,
        )

    def __len__(self) -> int:
        return self.merged_of.size

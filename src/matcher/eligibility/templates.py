"""Vacancies that have every gate in common: one template, and one verdict for each candidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Members", "Templates"]

Places = npt.NDArray[np.int64]
GateLists = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Members:
    """The gates of each list: those of list j are `members[starts[j]:starts[j + 1]]`."""

    starts: Places
    members: Places

    @classmethod
    def of_lists(cls, lists: Iterable[Sequence[int]]) -> Members:
        """Lists of gates, laid out one after the other.

        >>> Members.of_lists([[3, 5], [], [4]]).of(0).tolist()
        [3, 5]
        """
        kept = list(lists)
        starts = np.cumsum([0, *map(len, kept)]).astype(np.int64)
        return cls(starts, np.array([gate for one in kept for gate in one], dtype=np.int64))

    def of(self, place: int) -> Places:
        """The gates of one list, in their order."""
        return self.members[self.starts[place] : self.starts[place + 1]]

    def __len__(self) -> int:
        return self.starts.size - 1


@dataclass(frozen=True)
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
        select_sets, select_of = _distinct(tuple(sorted(set(own))) for own in select)
        depart_sets, depart_of = _distinct(tuple(sorted(set(own))) for own in depart)
        templates, of = _distinct(zip(select_of, depart_of, merged_of, strict=True))
        columns = np.array(templates, dtype=np.int64).reshape(-1, 3)
        return cls(
            select=Members.of_lists(select_sets),
            depart=Members.of_lists(depart_sets),
            select_of=columns[:, 0],
            depart_of=columns[:, 1],
            merged_of=columns[:, 2],
            of=np.array(of, dtype=np.int64),
        )

    def __len__(self) -> int:
        return self.merged_of.size


def _distinct(tuples: Iterable[tuple[int, ...]]) -> tuple[list[tuple[int, ...]], list[int]]:
    """The distinct ones in order of appearance, and which of them each one is."""
    places: dict[tuple[int, ...], int] = {}
    of = [places.setdefault(one, len(places)) for one in tuples]
    return list(places), of

"""Rows as integers: which rows are alike, and what each row lists as one long array."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Alike", "Members", "alike"]

Places = npt.NDArray[np.int64]
#: Products of so many codes still are distinct integers.
_MOST_KEYS = 2**62


class Alike(NamedTuple):
    """Rows (n,) by what stands in them: the code `of` each, and the first row (d,) of each code."""

    of: Places
    examples: Places


def alike(columns: Sequence[npt.NDArray[np.integer]], size: int) -> Alike:
    """Which of `size` rows have equal codes (0 and up) in every column.

    >>> alike([np.array([7, 7, 8]), np.array([1, 1, 1])], 3)
    Alike(of=array([0, 0, 1]), examples=array([0, 2]))
    """
    keys, count = np.zeros(size, dtype=np.int64), 1
    for column in columns:
        width = int(column.max(initial=0)) + 1
        if count * width > _MOST_KEYS:
            distinct, keys = np.unique(keys, return_inverse=True)
            count = distinct.size
        keys = keys * width + column
        count *= width
    _, examples, of = np.unique(keys, return_index=True, return_inverse=True)
    return Alike(of, examples)


@dataclass(frozen=True, eq=False)
class Members:
    """What each list has: the members of list j are `members[starts[j]:starts[j + 1]]`."""

    starts: Places
    members: Places

    @classmethod
    def of_lists(cls, lists: Iterable[Sequence[int]]) -> Members:
        """Lists, laid out one after the other.

        >>> Members.of_lists([[3, 5], [], [4]]).of(0).tolist()
        [3, 5]
        """
        kept = list(lists)
        sizes = np.array([len(one) for one in kept], dtype=np.int64)
        return cls(_starts(sizes), np.array([one for own in kept for one in own], dtype=np.int64))

    @classmethod
    def of_single(cls, members: Places) -> Members:
        """Lists of one member each."""
        return cls(np.arange(members.size + 1), members)

    @classmethod
    def grouped(cls, of: Places, count: int) -> Members:
        """The places of each of `count` codes, in ascending order.

        >>> Members.grouped(np.array([1, 0, 1]), 2).of(1).tolist()
        [0, 2]
        """
        order = np.argsort(of, kind="stable")
        return cls(np.searchsorted(of[order], np.arange(count + 1)), order)

    @classmethod
    def joined(cls, parts: Sequence[Members]) -> Members:
        """List j of each part, one behind the other; the parts have as many lists.

        >>> one, other = Members.of_lists([[1], [2]]), Members.of_lists([[], [3]])
        >>> Members.joined([one, other]).of(1).tolist()
        [2, 3]
        """
        sizes = np.array([part.sizes for part in parts])
        starts = _starts(sizes.sum(axis=0))
        members = np.empty(int(starts[-1]), dtype=np.int64)
        begins = starts[:-1] + np.cumsum(sizes, axis=0) - sizes
        for part, begin in zip(parts, begins, strict=True):
            members[part.places + (begin - part.starts[:-1])[part.rows]] = part.members
        return cls(starts, members)

    def __len__(self) -> int:
        return self.starts.size - 1

    @property
    def sizes(self) -> Places:
        """How many members each list has."""
        return np.diff(self.starts)

    @property
    def places(self) -> Places:
        """The place of every member among all."""
        return np.arange(self.members.size)

    @property
    def rows(self) -> Places:
        """The list to which every member belongs."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def of(self, place: int) -> Places:
        """The members of one list, in their order."""
        return self.members[self.starts[place] : self.starts[place + 1]]

    def take(self, lists: Places) -> Members:
        """Some of the lists, in the order asked.

        >>> Members.of_lists([[3, 5], [], [4]]).take(np.array([2, 0])).members.tolist()
        [4, 3, 5]
        """
        sizes = self.sizes[lists]
        starts = _starts(sizes)
        places = np.arange(starts[-1]) + np.repeat(self.starts[lists] - starts[:-1], sizes)
        return Members(starts, self.members[places])

    def through(self, found: Members) -> Members:
        """With each member replaced by the list that it is the number of.

        >>> lists = Members.of_lists([[1, 0], [1]])
        >>> lists.through(Members.of_lists([[7], [8, 9]])).of(0).tolist()
        [8, 9, 7]
        """
        reached = found.take(self.members)
        return Members(reached.starts[self.starts], reached.members)

    def where(self, kept: npt.NDArray[np.bool_]) -> Members:
        """The lists without the members (by place) that are not kept."""
        before = np.append(0, np.cumsum(kept))
        return Members(before[self.starts], self.members[kept])

    def sets(self) -> Members:
        """Each list in ascending order, without repetition.

        >>> Members.of_lists([[5, 3, 5], []]).sets().of(0).tolist()
        [3, 5]
        """
        width = int(self.members.max(initial=0)) + 1
        keys = np.sort(self.rows * width + self.members)
        rows, members = np.divmod(keys[np.append(True, keys[1:] != keys[:-1])[: keys.size]], width)
        return Members(np.searchsorted(rows, np.arange(len(self) + 1)), members)

    def distinct(self) -> tuple[Members, Places]:
        """The distinct lists in order of appearance, and which of them each one is.

        >>> found, of = Members.of_lists([[3], [], [3]]).distinct()
        >>> len(found), of.tolist()
        (2, [0, 1, 0])
        """
        places: dict[bytes, int] = {}
        width = self.members.itemsize
        written, ends = self.members.tobytes(), (self.starts * width).tolist()
        of = np.empty(len(self), dtype=np.int64)
        examples: list[int] = []
        for row in range(len(self)):
            place = places.setdefault(written[ends[row] : ends[row + 1]], len(places))
            if place == len(examples):
                examples.append(row)
            of[row] = place
        return self.take(np.array(examples, dtype=np.int64)), of


def _starts(sizes: Places) -> Places:
    starts = np.zeros(sizes.size + 1, dtype=np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts

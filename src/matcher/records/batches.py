"""A source as a stream of batches: for each column its distinct values and who has which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InputError
from matcher.records.rejected import Rejected

__all__ = ["BATCH_ROWS", "Batch", "Coded", "Options", "Source", "alike", "checked_header"]

#: Enough rows for the work on whole columns to pay, few enough to hold their texts in memory.
BATCH_ROWS = 16_384


@dataclass(frozen=True, slots=True)
class Options:
    """How a source is to be read, where it does not show by itself."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | int | None = None
    batch_rows: int = BATCH_ROWS


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as its distinct raw values and, for each row, the place of its value among them.

    >>> column = Coded.of(["L", "P", "L"])
    >>> column.values, column.codes.tolist(), column.at(2)
    (['L', 'P'], [0, 1, 0], 'L')
    """

    values: Sequence[object]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, cells: Sequence[object]) -> Coded:
        """The column of some cells; values that only look equal, such as 1 and True, differ."""
        places: dict[object, int] = {}
        values: list[object] = []
        codes = np.empty(len(cells), np.int32)
        for position, cell in enumerate(cells):
            key = cell if isinstance(cell, str) else (type(cell), repr(cell))
            place = places.get(key)
            if place is None:
                place = places[key] = len(values)
                values.append(cell)
            codes[position] = place
        return cls(values, codes)

    def at(self, position: int) -> object:
        """The raw value of a row."""
        return self.values[self.codes[position]]

    def has_value(self, positions: NDArray[np.intp]) -> bool:
        """Whether some of the rows have a value that is not None."""
        return any(self.values[code] is not None for code in set(self.codes[positions].tolist()))


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that follow each other; `rejected` are those among them that have no cells.

    `numbers` tells for each position which row of the source it was.
    """

    columns: Mapping[str, Coded]
    numbers: Sequence[int]
    rejected: Sequence[Rejected] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """An opened source.

    `header` is None where there is no row that could say what columns there are. `batches` takes
    the headers that are wanted and the most rows of a batch.
    """

    header: tuple[str, ...] | None
    batches: Callable[[Collection[str], int], Iterator[Batch]]
    notes: tuple[str, ...] = ()


def checked_header(names: Iterable[str]) -> tuple[str, ...]:
    """The headers; two that are equal are refused, unless they are blank."""
    header = tuple(names)
    seen: set[str] = set()
    for name in filter(str.strip, header):
        if name in seen:
            problem = f"Two columns have the same header: '{name}'."
            raise InputError(problem, repair="Rename or delete one of them.")
        seen.add(name)
    return header


def alike(columns: Sequence[NDArray[np.int32]]) -> tuple[list[tuple[int, ...]], NDArray[np.int64]]:
    """The distinct rows of columns of codes, and which of them each row is.

    >>> distinct, members = alike([np.array([5, 2, 5]), np.array([1, 1, 1])])
    >>> distinct, members.tolist()
    ([(2, 1), (5, 1)], [1, 0, 1])
    """
    members = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        keys = members * (int(column.max(initial=0)) + 1) + column
        _, examples, members = np.unique(keys, return_index=True, return_inverse=True)
    distinct = zip(*(column[examples].tolist() for column in columns), strict=True)
    return list(distinct), members

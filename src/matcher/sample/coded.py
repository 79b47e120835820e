"""Columns as few distinct cells and, per row, the place of its cell: work is done per cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.sample.drawing import Ints

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Coded", "coded_days", "pairs"]


@dataclass(frozen=True, slots=True)
class Coded:
    """The distinct cells of a column, and the place of each row's cell among them.

    >>> Coded(["a", None], np.array([1, 0, 0])).at(np.array([0, 2]), "string").to_pylist()
    [None, 'a']
    """

    cells: Sequence[object]
    places: Ints

    def at(self, rows: Ints, kind: pa.DataType) -> pa.Array:
        """The cells of some rows as an Arrow array."""
        import pyarrow as pa

        chosen, places = np.unique(self.places[rows], return_inverse=True)
        cells = pa.array([self.cells[place] for place in chosen], kind)
        return cells.take(pa.array(places))


def pairs(first: Ints, second: Ints) -> tuple[list[tuple[int, int]], Ints]:
    """The distinct pairs of two aligned arrays of places, and which of them each position has.

    >>> pairs(np.array([4, 0, 4]), np.array([1, 0, 1]))
    ([(0, 0), (4, 1)], array([1, 0, 1]))
    """
    width = int(second.max(initial=0)) + 1
    keys, places = np.unique(first * width + second, return_inverse=True)
    return [divmod(int(key), width) for key in keys], places


def coded_days(days: Ints, known: NDArray[np.bool_]) -> Coded:
    """A column of dates, given as days since 1970, empty where they are not known."""
    distinct, places = np.unique(days, return_inverse=True)
    cells = [*distinct.astype("datetime64[D]").tolist(), None]
    return Coded(cells, np.where(known, places, len(distinct)))

"""The compiled verdict kernel, with the name, the signature and the results of the plain one.

A board is checked once, people each time: offsets and indices that point outside are a ValueError.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

import matcher.kernels._native as _native  # noqa: PLR0402 - the package is half imported here
from matcher.kernels.verdict_arrays import Board, People

__all__ = ["Verdicts"]


class Verdicts:
    """As in `reference_verdicts`; arrays must have their types and lie row by row."""

    def __init__(self, board: Board) -> None:
        self._native = _native.Verdicts(board)

    def planes(
        self,
        people: People,
        *,
        threads: int = 1,
        progress: Callable[[int, int], object] | None = None,
    ) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
        """As in `reference_verdicts`, by so many threads."""
        return self._native.planes(people, threads=threads, progress=progress)

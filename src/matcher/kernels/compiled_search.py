"""Search in C++, with the name, the signature and the results of `reference_search`.

A shelf is checked once, texts each time: offsets and indices that point outside are a ValueError.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import matcher.kernels._native as _native  # noqa: PLR0402 - the package is half imported here
from matcher.kernels.compiled import laid_out
from matcher.kernels.search_arrays import Best, Postings, Shelf, Singles, Weighed

__all__ = ["Finder"]


class Finder:
    """As in `reference_search`."""

    def __init__(self, shelf: Shelf) -> None:
        self._native = _native.Finder(
            (
                _sparse(shelf.forms),
                _sparse(shelf.concepts),
                laid_out(shelf.first_forms, np.int64),
            )
        )

    def best(
        self,
        forms: Weighed,
        concepts: Weighed,
        added: Singles,
        allowed: npt.NDArray[np.bool_],
        k: int,
    ) -> Best:
        """As in `reference_search`."""
        found = self._native.best(
            _sparse(forms),
            _sparse(concepts),
            added=laid_out(added, np.float32),
            allowed=laid_out(allowed, np.bool_).view(np.uint8),
            k=k,
        )
        return Best(*found)


def _sparse(rows: Postings | Weighed) -> tuple[npt.NDArray[np.generic], ...]:
    return (
        laid_out(rows[0], np.float32),
        laid_out(rows[1], np.int32),
        laid_out(rows[2], np.int64),
    )

"""Token-set ratios in C++, with the name, the signature and the results of `reference_token_sets`.

Offsets and numbers that point outside are a ValueError.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import matcher.kernels._native as _native  # noqa: PLR0402 - the package is half imported here
from matcher.kernels.compiled import laid_out
from matcher.kernels.search_arrays import Places, Singles, WordRows

__all__ = ["TokenSets"]


class TokenSets:
    """As in `reference_token_sets`."""

    def __init__(self, forms: WordRows) -> None:
        self._native = _native.TokenSets(*_laid_out(forms))

    def ratios(self, texts: WordRows, forms: Places) -> Singles:
        """As in `reference_token_sets`."""
        return self._native.ratios(*_laid_out(texts), laid_out(forms, np.int32))


def _laid_out(
    rows: WordRows,
) -> tuple[
    npt.NDArray[np.uint32],
    npt.NDArray[np.int64],
    npt.NDArray[np.int32],
    npt.NDArray[np.int64],
]:
    return (
        laid_out(rows.letters, np.uint32),
        laid_out(rows.letter_starts, np.int64),
        laid_out(rows.words, np.int32),
        laid_out(rows.row_starts, np.int64),
    )

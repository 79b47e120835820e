"""What the ranking kernels take: vacancies as posts, candidates as people in lanes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.kernels.reference import SparseRows

__all__ = ["LANES", "NOBODY", "Lists", "People", "Posts", "is_open", "lanes"]

#: Candidates that are ranked side by side: a block of them.
LANES = 32
#: Stands for the missing item of a list that is shorter than k.
NOBODY = -1

Bits = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int32]


class Posts(NamedTuple):
    """Vacancies (v,) as rows of weights, gates and offers.

    `weights` (t, f) are the distinct templates, from 0 to 1, `preference` (t,) is what a wholly met
    wish adds; a template with its preference adds up to 1 at most. `template` (v,) is each
    vacancy's, `order` (v,) its place among all by id, the last word on ties. Vacancy j has the
    gates `gates[gate_starts[j]:gate_starts[j + 1]]` and the wish classes `offers[j]` (v, parts),
    the coarsest part first, -1 where no wish of the part can be met.
    """

    weights: SparseRows
    preference: npt.NDArray[np.float64]
    template: Places
    order: Places
    gate_starts: npt.NDArray[np.int64]
    gates: Places
    offers: Places

    @property
    def criteria(self) -> int:
        """How many criteria the weights know; what is attained of others counts for nothing."""
        return int(self.weights.columns.max(initial=-1)) + 1


class People(NamedTuple):
    """Candidates (n,) in blocks of `LANES`, which are the better the more alike neighbours are.

    `attained` (n, f) are their attainments, from 0 to 1, columns in rising order. Bit l of
    `open[b, g]` says that gate g is open for candidate 32 b + l, of `granted[b, w]` that what is
    wished includes wish class w. `stated` (n,) is the number of wish parts stated: no vacancy is
    granted more.
    """

    attained: SparseRows
    open: Bits
    granted: Bits
    stated: npt.NDArray[np.uint8]


class Lists(NamedTuple):
    """The k best of each: `items` (n, k) with NOBODY past the last, and their `scores`, 0 there."""

    items: Places
    scores: npt.NDArray[np.float32]


def lanes(truths: npt.NDArray[np.bool_]) -> Bits:
    """Truths (n, x) packed by blocks of `LANES` rows: (blocks, x) uint32, missing rows False.

    >>> lanes(np.array([[True, False], [True, True]])).tolist()
    [[3, 2]]
    """
    rows, columns = truths.shape
    blocks = -(-rows // LANES)
    padded = np.zeros((blocks * LANES, columns), dtype=np.bool_)
    padded[:rows] = truths
    packed = np.packbits(padded.reshape(blocks, LANES, columns), axis=1, bitorder="little")
    return np.ascontiguousarray(packed.transpose(0, 2, 1)).view("<u4").reshape(blocks, columns)


def is_open(bits: Bits, rows: npt.NDArray[np.integer], columns: Places) -> npt.NDArray[np.bool_]:
    """The truths at some rows and columns (broadcast against each other) of what `lanes` packed."""
    found: npt.NDArray[np.bool_] = bits[rows // LANES, columns] >> (rows % LANES) & 1 == 1
    return found

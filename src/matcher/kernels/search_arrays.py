"""What the search kernel takes and gives: weighted features of forms and concepts, and the best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Best", "Postings", "Shelf", "Weighed"]

Singles = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]


class Postings(NamedTuple):
    """A sparse matrix by features: i weighs values[starts[i]:starts[i + 1]] in those `columns`.

    No column occurs twice under one feature, and no value is negative.
    """

    values: Singles
    columns: Places
    starts: Offsets


class Weighed(NamedTuple):
    """The weighted features of texts: row i holds values[starts[i]:starts[i + 1]] of `features`.

    The order inside a row is the order of the sums. No value is negative.
    """

    values: Singles
    features: Places
    starts: Offsets


class Shelf(NamedTuple):
    """What is searched: the forms of concepts, those of one beside each other, and the concepts.

    The forms of concept c are `first_forms[c]:first_forms[c + 1]`; it may have none.
    """

    forms: Postings
    concepts: Postings
    first_forms: Offsets


class Best(NamedTuple):
    """The best concepts per text, best first, ties in order: (n, k); -1 and 0 where none is left.

    `forms` is each concept's form with the highest weight, the first of several, -1 without any.
    """

    concepts: Places
    scores: Singles
    forms: Places

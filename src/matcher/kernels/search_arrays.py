"""What the search kernels take and give: words and terms, weighted features, the best concepts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Best", "Counted", "Postings", "Shelf", "Weighed", "WordRows", "Words"]

Singles = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]


class Words(NamedTuple):
    """Texts as words, each with a blank before it, the last one of all with one behind it, too.

    `letters` are code points; those of text i begin with the blank at `letter_starts[i]` and end
    with the one at `letter_starts[i + 1]`. Its words are `word_starts[i]:word_starts[i + 1]`;
    `native` says which of them have no blanks inside where they might.
    """

    letters: npt.NDArray[np.uint32]
    letter_starts: Offsets
    native: npt.NDArray[np.bool_]
    word_starts: Offsets


class WordRows(NamedTuple):
    """Words by their letters, and rows of them by their numbers.

    `letters[letter_starts[i]:letter_starts[i + 1]]` are the code points of word i, and row i has
    `words[row_starts[i]:row_starts[i + 1]]`.
    """

    letters: npt.NDArray[np.uint32]
    letter_starts: Offsets
    words: Places
    row_starts: Offsets


class Counted(NamedTuple):
    """How often terms stand in texts: row i has `times[starts[i]:starts[i + 1]]` of `terms`.

    The terms of a row rise. `unknown` (n, 3) counts the terms of each stream that are not known.
    """

    times: Singles
    terms: Places
    starts: Offsets
    unknown: Singles

    @property
    def rows(self) -> npt.NDArray[np.intp]:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.unknown)), np.diff(self.starts))


class Postings(NamedTuple):
    """A sparse matrix by features: i weighs values[starts[i]:starts[i + 1]] in those `columns`.

    No column occurs twice under one feature, and no value is negative.
    """

    values: Singles
    columns: Places
    starts: Offsets


class Weighed(NamedTuple):
    """The weighted features of texts: row i holds values[starts[i]:starts[i + 1]] of `features`.

    The features of a row rise, and sums are in their order. No value is negative.
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

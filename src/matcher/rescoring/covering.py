"""Coverage of many pairs at once: the same as `plain`, on sorted numbers of terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["TextTerms", "coverage_of_pairs"]

Places = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: Terms of adverts that are looked up together: some tens of megabytes.
_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class TextTerms:
    """The terms of texts (t,): those of text i are `terms[starts[i]:starts[i + 1]]`, ascending.

    `weights` (terms,) has what each weighs. Terms are numbers in the order of their code points.
    """

    starts: Places
    terms: Places
    weights: Floats

    @classmethod
    def of(cls, texts: Sequence[Mapping[str, float]], numbers: Mapping[str, int]) -> TextTerms:
        """The terms of texts with the numbers that `numbers` gives them."""
        starts = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(one) for one in texts], out=starts[1:])
        terms = np.fromiter((numbers[term] for one in texts for term in one), np.int64, starts[-1])
        weights = np.fromiter((w for one in texts for w in one.values()), np.float64, starts[-1])
        return cls(starts, terms, weights)

    def keys(self, width: int) -> Places:
        """One number for each term of each text, ascending, where there are `width` terms."""
        return np.repeat(np.arange(self.starts.size - 1), np.diff(self.starts)) * width + self.terms


def coverage_of_pairs(
    adverts: TextTerms, written: TextTerms, pairs: tuple[Places, Places], width: int
) -> Floats:
    """The coverage (p,) of pairs (place of the advert, place of what is written) in [0, 1].

    NaN where an advert has no term. `width` is how many terms are numbered.
    """
    covered = np.full(pairs[0].size, np.nan)
    keys = written.keys(width)
    lengths = np.diff(adverts.starts)[pairs[0]]
    blocks = np.cumsum(lengths) // _AT_ONCE
    for block in np.unique(blocks):
        own = np.flatnonzero(blocks == block)
        covered[own] = _block(adverts, keys, (pairs[0][own], pairs[1][own]), width)
    return covered


def _block(adverts: TextTerms, keys: Places, pairs: tuple[Places, Places], width: int) -> Floats:
    """The coverage of some pairs; sums run term after term, as in `plain`."""
    starts, lengths = adverts.starts[pairs[0]], np.diff(adverts.starts)[pairs[0]]
    pair = np.repeat(np.arange(starts.size), lengths)
    term = np.arange(pair.size) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    wanted = pairs[1][pair] * width + adverts.terms[term]
    place = np.searchsorted(keys, wanted)
    is_met = keys[np.minimum(place, keys.size - 1)] == wanted if keys.size else wanted < 0
    weights = adverts.weights[term]
    asked = np.bincount(pair, weights, starts.size)
    met = np.bincount(pair, weights * is_met, starts.size)
    has_terms = asked > 0
    return np.where(has_terms, met / np.where(has_terms, asked, 1), np.nan)

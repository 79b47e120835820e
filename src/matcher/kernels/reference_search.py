"""The plain NumPy definition of the search kernel: the concepts that texts share most with.

The score of a concept is the highest product of the text with one of its forms, plus the product
with the concept as a whole, plus what is added. All of it is float32, summed in the order of the
text's features.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.kernels.search_arrays import Best, Places, Postings, Shelf, Singles, Weighed

__all__ = ["Finder"]


class Finder:
    """Finds the best concepts on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._concepts = shelf.first_forms.size - 1
        self._sizes = np.diff(shelf.first_forms)

    def best(
        self,
        forms: Weighed,
        concepts: Weighed,
        added: Singles,
        allowed: npt.NDArray[np.bool_],
        k: int,
    ) -> Best:
        """The k best of the allowed concepts with a score above 0 for each text.

        `forms` and `concepts` are the texts' features for either part, `added` (n, concepts) what
        each concept has beyond, or (0, concepts) for nothing.
        """
        texts = forms.starts.size - 1
        found = Best(
            np.full((texts, k), -1, dtype=np.int32),
            np.zeros((texts, k), dtype=np.float32),
            np.full((texts, k), -1, dtype=np.int32),
        )
        for text in range(texts):
            by_form = _product(self._shelf.forms, forms, text, int(self._shelf.first_forms[-1]))
            score = self._greatest(by_form)
            score += _product(self._shelf.concepts, concepts, text, self._concepts)
            if len(added):
                score += added[text]
            best = _first(np.where(allowed, score, np.float32(0)), k)
            found.concepts[text, : best.size] = best
            found.scores[text, : best.size] = score[best]
            found.forms[text, : best.size] = [self._form(by_form, int(one)) for one in best]
        return found

    def _greatest(self, by_form: Singles) -> Singles:
        """The highest value among the forms of each concept."""
        greatest = np.zeros(self._concepts, dtype=np.float32)
        formed = np.flatnonzero(self._sizes)
        if formed.size:
            greatest[formed] = np.maximum.reduceat(by_form, self._shelf.first_forms[formed])
        return greatest

    def _form(self, by_form: Singles, concept: int) -> int:
        start, end = self._shelf.first_forms[concept : concept + 2]
        return int(start + np.argmax(by_form[start:end])) if start < end else -1


def _product(postings: Postings, weighed: Weighed, text: int, width: int) -> Singles:
    product = np.zeros(width, dtype=np.float32)
    for place in range(weighed.starts[text], weighed.starts[text + 1]):
        feature = weighed.features[place]
        listed = slice(postings.starts[feature], postings.starts[feature + 1])
        product[postings.columns[listed]] += weighed.values[place] * postings.values[listed]
    return product


def _first(values: Singles, k: int) -> Places:
    """The places of the highest values above 0, best first, ties in order."""
    places = np.flatnonzero(values > 0)
    if places.size > k:
        above = values[places]
        places = places[above >= np.partition(above, -k)[-k]]
    order = np.argsort(-values[places], kind="stable")
    return places[order][:k].astype(np.int32)

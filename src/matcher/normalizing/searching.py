"""Searches the concepts most similar to a text: by their names, their descriptions, their kin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.normalizing.forms import forms_by_language, meant_forms
from matcher.normalizing.languages import MEANINGS
from matcher.normalizing.relating import ConceptVectors, concept_vectors
from matcher.normalizing.shelf_search import Ranked, Scores, ShelfSearch
from matcher.normalizing.shelves import LanguageShelf
from matcher.normalizing.uncollected import uncollected
from matcher.normalizing.worded import Worded
from matcher.normalizing.wording import meant
from matcher.taxonomy import Taxonomy

__all__ = ["ConceptSearch", "Hit"]

#: Texts compared at once: bounds the memory.
_BATCH = 256
#: So many concepts of a background, found first, say what a text is about, in so many dimensions;
#: that counts as much as all else.
_KIN, _DIMENSIONS = 10, 200
_BACKGROUND = 1.0

Floats = npt.NDArray[np.float32]


class Hit(NamedTuple):
    """A concept that a search found, with its score in [0, 1]."""

    id: str
    label: str
    kind: str
    score: float


@dataclass(frozen=True, repr=False, eq=False)
class ConceptSearch:
    """Ranks the concepts of a taxonomy for a text, in each of its languages.

    The similarity of a text and a concept is the weighted mean of the cosines that `LanguageShelf`
    describes; for the ten concepts ahead by then, of how far the token-set ratio of the stems of
    the best form exceeds a half, too. A background adds kinship: the ten concepts there that are
    most similar to a text have a direction together (`ConceptVectors`), and so have those most
    similar to the names of each concept here. Without one, in languages where that serves, the
    descriptions of the taxonomy itself do the same. Of several languages the best score counts; a
    search that `crosses` them also compares what the words mean in any language. A concept that the
    text names exactly has the score 1, less at most 10⁻⁶ by which several are told apart.
    """

    taxonomy: Taxonomy
    background: ConceptSearch | None = None
    crosses: bool = False

    def __repr__(self) -> str:
        return f"<ConceptSearch: {self.taxonomy!r}>"

    @classmethod
    def of(
        cls, taxonomy: Taxonomy, background: Taxonomy | None = None, *, crosses: bool = False
    ) -> ConceptSearch:
        """The search among the concepts of a taxonomy, with a background if one is given."""
        return cls(taxonomy, None if background is None else cls(background), crosses)

    def hits(
        self, texts: Sequence[str], k: int, kinds: frozenset[str] | None
    ) -> dict[str, list[Hit]]:
        """For each distinct folded text the k best concepts of these kinds, ties by id."""
        distinct = [text for text in dict.fromkeys(texts) if text]
        found: dict[str, list[Hit]] = {}
        for start in range(0, len(distinct), _BATCH):
            batch = distinct[start : start + _BATCH]
            found.update(zip(batch, self._hits(self._ranked(batch, k, kinds)), strict=True))
        return found

    def _hits(self, ranked: Ranked) -> Iterator[list[Hit]]:
        """The hits of each text."""
        nodes, ends = self._nodes, (ranked.concepts >= 0).sum(axis=1).tolist()
        parts = zip(ends, ranked.concepts.tolist(), ranked.scores.tolist(), strict=True)
        for end, rows, scores in parts:
            found = zip(rows[:end], scores[:end], strict=True)
            yield [Hit._make((*nodes[row], score)) for row, score in found]

    def directions(self, texts: Sequence[str]) -> list[Floats]:
        """The direction of each folded text: that of the concepts found first for it."""
        found: list[Floats] = []
        for start in range(0, len(texts), _BATCH):
            ranked = self._ranked(texts[start : start + _BATCH], _KIN, None)
            for rows, scores in zip(*ranked, strict=True):
                some = rows >= 0
                found.append(self._vectors.toward(rows[some], scores[some].astype(np.float32)))
        return found

    def _ranked(self, texts: Sequence[str], k: int, kinds: frozenset[str] | None) -> Ranked:
        """For each text the k best concepts, rows of all, with their scores."""
        kinship, as_written = self._kinship(texts), Worded.of(texts)
        as_meant = Worded.of(list(map(meant, texts))) if self._is_meant else as_written
        found = []
        for search, places in zip(self._searches, self._places, strict=True):
            worded = as_meant if search.shelf.forms.language == MEANINGS else as_written
            kin = None if kinship is None else kinship[:, places]
            allowed = self._allowed(search.shelf, kinds)
            rows, scores = search.ranked(worded, k, allowed, kin, _BACKGROUND)
            # No concept beyond the k best of a shelf can be among the k best of all.
            rows, scores = rows[:, :k], scores[:, :k]
            found.append(Ranked(np.where(rows < 0, -1, places[rows]), scores))
        return found[0] if len(found) == 1 else _merged(found, k)

    def _allowed(self, shelf: LanguageShelf, kinds: frozenset[str] | None) -> npt.NDArray[np.bool_]:
        concepts = shelf.forms.concepts
        if kinds is None:
            return np.ones(len(concepts), dtype=bool)
        return np.array([self.taxonomy[one].kind in kinds for one in concepts], dtype=bool)

    # --- kinship by a background -----------------------------------------------------------

    def _kinship(self, texts: Sequence[str]) -> Floats | None:
        """Texts × concepts: how far the background relates them."""
        if self.background is None or self.background.is_empty:
            return None
        kin = ConceptVectors(self._seen)
        return np.stack([kin.cosines(one) for one in self.background.directions(texts)])

    @cached_property
    def _seen(self) -> Floats:
        """The direction of each concept here, seen from the background: that of all its forms."""
        background = self.background or self
        forms = sorted({form for search in self._searches for form in search.shelf.forms.texts})
        of_form = dict(zip(forms, background.directions(forms), strict=True))
        seen = np.zeros((len(self._concepts), background.dimensions), dtype=np.float32)
        for search, rows in zip(self._searches, self._places, strict=True):
            owned = search.shelf.forms
            for owner, text in zip(owned.owners, owned.texts, strict=True):
                seen[rows[owner]] += of_form[text]
        lengths = np.linalg.norm(seen, axis=1, keepdims=True)
        seen /= np.where(lengths > 0, lengths, 1)
        return seen

    @property
    def is_empty(self) -> bool:
        """Whether no concept has a name or a description."""
        return not self._concepts

    @property
    def dimensions(self) -> int:
        """The length of a direction."""
        return int(self._vectors.vectors.shape[1])

    @cached_property
    def _vectors(self) -> ConceptVectors:
        shelves = [search.shelf for search in self._searches]
        return concept_vectors(shelves, self._concepts, _DIMENSIONS)

    # --- shelves ---------------------------------------------------------------------------

    @cached_property
    @uncollected
    def _searches(self) -> list[ShelfSearch]:
        languages = [forms for forms in forms_by_language(self.taxonomy) if forms.concepts]
        if self.crosses and len(languages) > 1:
            languages.append(meant_forms(languages))
        return [ShelfSearch(LanguageShelf.of(forms)) for forms in languages]

    @cached_property
    def _is_meant(self) -> bool:
        """Whether there is a shelf of what names mean."""
        return self.crosses and len(self._searches) > 1

    @cached_property
    def _concepts(self) -> list[str]:
        """The concepts of all languages, by id."""
        return sorted({one for search in self._searches for one in search.shelf.forms.concepts})

    @cached_property
    def _nodes(self) -> list[tuple[str, str, str]]:
        """Id, label and kind of each of the concepts."""
        nodes = [self.taxonomy[concept] for concept in self._concepts]
        return [(node.id, node.label_en, node.kind) for node in nodes]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {concept: row for row, concept in enumerate(self._concepts)}

    @cached_property
    def _places(self) -> list[npt.NDArray[np.int64]]:
        """For each shelf the rows of its concepts among all."""
        return [
            np.array([self._rows[one] for one in search.shelf.forms.concepts], dtype=np.int64)
            for search in self._searches
        ]


def _merged(several: Sequence[Ranked], k: int) -> Ranked:
    """The best of several lists, each concept with its highest score."""
    rows = np.concatenate([one.concepts for one in several], axis=1)
    scores = np.concatenate([one.scores for one in several], axis=1)
    rows, scores = _sorted(rows, scores, (-scores, rows))
    is_again = rows[:, 1:] == rows[:, :-1]
    rows[:, 1:][is_again], scores[:, 1:][is_again] = -1, 0.0
    rows, scores = _sorted(rows, scores, (rows, -scores))
    return Ranked(rows[:, :k], scores[:, :k])


def _sorted(
    rows: npt.NDArray[np.int64], scores: Scores, keys: tuple[npt.NDArray[np.generic], ...]
) -> Ranked:
    """Each list by the last of the keys, then by the one before."""
    order = np.lexsort(keys, axis=-1)
    return Ranked(
        np.take_along_axis(rows, order, axis=1), np.take_along_axis(scores, order, axis=1)
    )

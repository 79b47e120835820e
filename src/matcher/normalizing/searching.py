"""Searches the concepts most similar to a text: by their names, their descriptions, their kin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.normalizing.forms import forms_by_language
from matcher.normalizing.relating import ConceptVectors, concept_vectors
from matcher.normalizing.shelf_search import Ranked, ShelfSearch
from matcher.normalizing.shelves import LanguageShelf
from matcher.taxonomy import Taxonomy

__all__ = ["ConceptSearch", "Hit"]

#: Texts compared at once: bounds the memory.
_BATCH = 256
#: So many concepts of a background, found first, say what a text is about, in so many dimensions;
#: that counts as much as all else.
_KIN, _DIMENSIONS = 10, 200
_BACKGROUND = 1.0

Floats = npt.NDArray[np.float32]
Scored = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Hit:
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
    descriptions of the taxonomy itself do the same. Of several languages the best score counts. A
    concept that the text names exactly has the score 1, less at most 10⁻⁶ by which several are told
    apart.
    """

    taxonomy: Taxonomy
    background: ConceptSearch | None = None

    def __repr__(self) -> str:
        return f"<ConceptSearch: {self.taxonomy!r}>"

    @classmethod
    def of(cls, taxonomy: Taxonomy, background: Taxonomy | None = None) -> ConceptSearch:
        """The search among the concepts of a taxonomy, with a background if one is given."""
        return cls(taxonomy, None if background is None else cls(background))

    def hits(
        self, texts: Sequence[str], k: int, kinds: frozenset[str] | None
    ) -> dict[str, list[Hit]]:
        """For each distinct folded text the k best concepts of these kinds, ties by id."""
        distinct = [text for text in dict.fromkeys(texts) if text]
        found: dict[str, list[Hit]] = {}
        for start in range(0, len(distinct), _BATCH):
            batch = distinct[start : start + _BATCH]
            for text, scored in zip(batch, self._scored(batch, k, kinds), strict=True):
                found[text] = [self._hit(concept, score) for score, concept in scored]
        return found

    def directions(self, texts: Sequence[str]) -> list[Floats]:
        """The direction of each folded text: that of the concepts found first for it."""
        found: list[Floats] = []
        for start in range(0, len(texts), _BATCH):
            for scored in self._scored(texts[start : start + _BATCH], _KIN, None):
                rows = np.array([self._rows[concept] for _, concept in scored], dtype=np.int64)
                scores = np.array([score for score, _ in scored], dtype=np.float32)
                found.append(self._vectors.toward(rows, scores))
        return found

    def _hit(self, concept: str, score: float) -> Hit:
        node = self.taxonomy[concept]
        return Hit(node.id, node.label_en, node.kind, score)

    def _scored(self, texts: Sequence[str], k: int, kinds: frozenset[str] | None) -> list[Scored]:
        """For each text the k best concepts with their scores."""
        kinship = self._kinship(texts)
        lists = []
        for search, rows in zip(self._searches, self._places, strict=True):
            kin = None if kinship is None else kinship[:, rows]
            allowed = self._allowed(search.shelf, kinds)
            lists.append(search.ranked(texts, k, allowed, kin, _BACKGROUND))
        if len(lists) == 1:
            return [_listed(self._searches[0], ranked, k) for ranked in lists[0]]
        return [self._merged([one[text] for one in lists], k) for text in range(len(texts))]

    def _merged(self, several: Sequence[Ranked], k: int) -> Scored:
        """The best of several languages, each concept with its highest score."""
        best: dict[str, float] = {}
        for search, ranked in zip(self._searches, several, strict=True):
            for score, concept in _listed(search, ranked, k):
                if score > best.get(concept, 0.0):
                    best[concept] = score
        ordered = sorted((-score, concept) for concept, score in best.items())
        return [(-least, concept) for least, concept in ordered[:k]]

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
    def _searches(self) -> list[ShelfSearch]:
        languages = [forms for forms in forms_by_language(self.taxonomy) if forms.concepts]
        return [ShelfSearch(LanguageShelf.of(forms)) for forms in languages]

    @cached_property
    def _concepts(self) -> list[str]:
        """The concepts of all languages, by id."""
        return sorted({one for search in self._searches for one in search.shelf.forms.concepts})

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


def _listed(search: ShelfSearch, ranked: Ranked, k: int) -> Scored:
    """The k best of a shelf with their scores: no other can be among the k best of all."""
    concepts = search.shelf.forms.concepts
    rows, scores = ranked.concepts[:k].tolist(), ranked.scores[:k].tolist()
    return [(score, concepts[row]) for row, score in zip(rows, scores, strict=True)]

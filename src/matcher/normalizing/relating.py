"""Relates texts to concepts by the company that words keep: latent semantics of many concepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.normalizing.languages import STOPWORDS
from matcher.normalizing.shelves import LanguageShelf
from matcher.normalizing.stemming import stem_in
from matcher.normalizing.terms import STEMS

__all__ = ["ConceptVectors", "concept_vectors"]

#: A concept found first counts with this power of its score.
_POWER = 3

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, repr=False, eq=False)
class ConceptVectors:
    """A direction per concept (c, d), of length one or nothing: alike where the words are.

    Concepts whose names and descriptions share words, or words that elsewhere stand together, have
    directions with a high cosine: an attorney and a lawyer, a nurse and a midwife.
    """

    vectors: Floats

    def __repr__(self) -> str:
        return f"<ConceptVectors: {self.vectors.shape[0]} concepts>"

    def toward(self, concepts: npt.NDArray[np.int64], scores: Floats) -> Floats:
        """The direction of some concepts, rows of `vectors`, each with its score."""
        return _unit(self.vectors[concepts].T @ (scores.astype(np.float32) ** _POWER))

    def cosines(self, direction: Floats) -> Floats:
        """Each concept's cosine with a direction, in [0, 1]; 0 where it points away."""
        cosines: Floats = np.clip(self.vectors @ direction, np.float32(0), np.float32(1))
        return cosines


def concept_vectors(
    shelves: Sequence[LanguageShelf], concepts: Sequence[str], dimensions: int
) -> ConceptVectors:
    """The directions of concepts by the stems of their names and descriptions in all languages.

    The TF-IDF vectors of concepts, reduced by a truncated singular value decomposition
    (Deerwester et al., 1990).
    """
    from scipy import sparse

    rows = {concept: row for row, concept in enumerate(concepts)}
    blocks = [_stems(shelf, rows) for shelf in shelves]
    counts = sparse.hstack(blocks, format="csr")
    counts.data = 1 + np.log(counts.data)
    with_it = np.bincount(counts.indices, minlength=counts.shape[1])
    counts.data *= (np.log((1 + len(concepts)) / (1 + with_it)) + 1)[counts.indices]
    row = np.repeat(np.arange(len(concepts)), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(row, counts.data**2, len(concepts)))
    counts.data /= lengths[row]
    reduced = _reduced(counts, dimensions)
    return ConceptVectors(np.apply_along_axis(_unit, 1, reduced).astype(np.float32))


def _stems(shelf: LanguageShelf, rows: dict[str, int]) -> object:
    """Concepts × the stems of a shelf: how often each stands in names and description."""
    from scipy import sparse

    texts = [[told] if told else [] for told in shelf.forms.descriptions]
    for owner, text in zip(shelf.forms.owners, shelf.forms.texts, strict=True):
        texts[owner].append(text)
    counted = shelf.terms.count([" ".join(several) for several in texts])
    silent = [shelf.terms.places.get(f"={stem_in(shelf.terms.language, w)}", -1) for w in STOPWORDS]
    kept = (shelf.terms.streams[counted.terms] == STEMS) & ~np.isin(counted.terms, silent)
    owners = np.array([rows[concept] for concept in shelf.forms.concepts], dtype=np.int64)
    places = owners[counted.rows[kept]], counted.terms[kept]
    shape = (len(rows), len(shelf.terms))
    return sparse.csr_matrix((counted.times[kept].astype(np.float64), places), shape=shape)


def _reduced(counts: object, dimensions: int) -> npt.NDArray[np.float64]:
    """Rows in the space of the largest singular values."""
    from scipy import sparse
    from scipy.sparse.linalg import svds

    matrix = sparse.csr_matrix(counts)
    matrix = matrix[:, np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]))]
    if min(matrix.shape) <= dimensions + 1:
        return np.asarray(matrix.todense())
    # A start of its own: the default one is drawn by chance.
    left, values, _ = svds(matrix, k=dimensions, v0=np.ones(min(matrix.shape)))
    reduced: npt.NDArray[np.float64] = left * values
    return reduced


def _unit(vector: npt.NDArray[np.floating]) -> Floats:
    length = np.linalg.norm(vector)
    unit: Floats = (vector / length if length > 0 else vector).astype(np.float32)
    return unit

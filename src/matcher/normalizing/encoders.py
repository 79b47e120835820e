"""Sentence encoders that the user brings: what they must give, and how like a text is to names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.normalizing.folding import fold
from matcher.normalizing.index import Floats, Rows
from matcher.records.rejected import shortened
from matcher.taxonomy import Taxonomy

__all__ = ["EncodedNames", "Encoder"]

#: So many texts are handed to the encoder at once, and so many rows are kept for later calls.
_BATCH = 1024
_MOST_KEPT = 1 << 16
_AXES = 2


class Encoder(Protocol):
    """Turns texts into rows of numbers whose cosine says how alike the texts are.

    Any callable does: `SentenceTransformer(...).encode`, or a function around a service. It is
    given a list of n texts and returns an array (n, d) of finite numbers, d the same each time.
    """

    def __call__(self, texts: list[str], /) -> Any:  # noqa: ANN401 - whatever becomes an array
        """An array (n, d) for n texts, or what `numpy.asarray` makes one of."""


@dataclass(frozen=True, repr=False, eq=False)
class EncodedNames:
    """The names of a taxonomy as an encoder sees them, each distinct text encoded once.

    >>> lengths = EncodedNames(lambda texts: [[len(text), 1] for text in texts],
    ...                        Taxonomy.from_labels(["a", "b"], ["cook", "carpenter"]))
    >>> lengths.similarities(["baker"]).round(2).tolist()
    [[1.0, 1.0]]
    """

    encoder: Encoder
    taxonomy: Taxonomy
    _kept: dict[str, Floats] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<EncodedNames: {self.taxonomy!r}>"

    @cached_property
    def concepts(self) -> list[str]:
        """The concepts that have a name with a letter or a digit, by id."""
        return sorted({concept for concept, _ in self._labels})

    def similarities(self, texts: Sequence[str]) -> Floats:
        """For each text (rows) the highest cosine with a name of each of the concepts, in [0, 1].

        A negative cosine counts as 0, and so does that of a text whose row is all zeros.
        """
        rows, starts = self._names
        cosines = self._encode(texts) @ rows.T
        return np.clip(np.maximum.reduceat(cosines, starts, axis=1), 0, 1)

    @cached_property
    def _labels(self) -> list[tuple[str, str]]:
        named = {(label.concept, label.text) for label in self.taxonomy.labels}
        return sorted((concept, text) for concept, text in named if fold(text))

    @cached_property
    def _names(self) -> tuple[Floats, Rows]:
        """The rows of the names, grouped by concept, and where each group starts."""
        texts = [text for _, text in self._labels]
        encoded = self._called(list(dict.fromkeys(texts)), None)
        owners = [concept for concept, _ in self._labels]
        starts = [at for at, owner in enumerate(owners) if not at or owners[at - 1] != owner]
        return np.stack([encoded[text] for text in texts]), np.array(starts, dtype=np.intp)

    def _encode(self, texts: Sequence[str]) -> Floats:
        """The rows of some texts; those met lately are not encoded again."""
        known = {text: row for text in set(texts) if (row := self._kept.get(text)) is not None}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(self._called(new, self._names[0].shape[1]))
        if len(self._kept) + len(new) > _MOST_KEPT:
            self._kept.clear()
        self._kept.update((text, known[text]) for text in new[:_MOST_KEPT])
        return np.stack([known[text] for text in texts])

    def _called(self, texts: Sequence[str], width: int | None) -> dict[str, Floats]:
        """The encoder's rows for distinct texts, each of length one, or zero; all of one width."""
        rows: dict[str, Floats] = {}
        for at in range(0, len(texts), _BATCH):
            batch = list(texts[at : at + _BATCH])
            given = _checked(self._answer(batch), batch)
            width = given.shape[1] if width is None else width
            if given.shape[1] != width:
                problem = f"The encoder gave {given.shape[1]} numbers a text, and {width} before."
                raise InputError(problem, repair="Give as many numbers for every text.")
            rows.update(zip(batch, _unit(given), strict=True))
        return rows

    def _answer(self, texts: list[str]) -> npt.NDArray[np.float64]:
        """What the encoder gives for some texts, as an array."""
        try:
            return np.asarray(self.encoder(list(texts)), dtype=np.float64)
        except (TypeError, ValueError) as error:
            problem = f"The encoder's answer to {len(texts):,} texts is no array of numbers"
            raise InputError(f"{problem}: {error}.", repair=_expected(texts)) from error


def _checked(given: npt.NDArray[np.float64], texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """The encoder's answer, if it has a row of finite numbers for each text."""
    if given.ndim != _AXES or len(given) != len(texts) or not given.shape[1]:
        problem = f"The encoder gave an array of shape {given.shape} for {len(texts):,} texts."
        raise InputError(problem, repair=_expected(texts))
    finite = np.isfinite(given).all(axis=1)
    if not finite.all():
        text = texts[int(np.argmin(finite))]
        problem = f"The encoder gave a number that is not finite for '{shortened(text, 60)}'."
        raise InputError(problem, repair="Give finite numbers; zeros where nothing is known.")
    return given


def _unit(given: npt.NDArray[np.float64]) -> Floats:
    """The rows at length one; those of zeros stay so."""
    largest = np.abs(given).max(axis=1, keepdims=True)
    # Divided by the largest first: the squares of very large or small numbers are no numbers.
    scaled = given / np.where(largest > 0, largest, 1)
    lengths = np.linalg.norm(scaled, axis=1, keepdims=True)
    return (scaled / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def _expected(texts: Sequence[str]) -> str:
    return f"Return one row of numbers for each text: an array ({len(texts):,}, d)."

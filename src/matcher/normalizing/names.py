"""The names of concepts: every folded label and alias with the concepts that it names, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.normalizing.folding import fold
from matcher.normalizing.frames import bare as without_particles
from matcher.normalizing.readings import without_brackets
from matcher.normalizing.uncollected import uncollected
from matcher.normalizing.words import KIND_ORDER
from matcher.taxonomy import Taxonomy

__all__ = ["Name", "Names"]

#: A taxonomy is loose from so many names on that concepts of one kind share, and such a part.
_SHARED_NAMES, _SHARED_PART = 10, 0.01
_NONE: frozenset[str] = frozenset()
_PLACES = {kind: place for place, kind in enumerate(KIND_ORDER)}


class Name(NamedTuple):
    """One concept that a text names; of several the smallest is meant."""

    is_alias: bool
    place: int
    is_second: bool
    concept: str
    kind: str
    scale: str | None


@dataclass(frozen=True, repr=False, eq=False)
class Names:
    """The concepts by the folded texts that name them; `texts` are these texts in sorted order.

    `tests` are the scales on which a language is measured beside its own: those of its tests.

    >>> Names.of(Taxonomy.from_labels(["a", "a"], ["Welder", "Juru Las"])).first("juru las").concept
    'a'
    """

    names: Mapping[str, tuple[Name, ...]]
    tests: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Names: {len(self.names)} texts>"

    @classmethod
    @uncollected
    def of(cls, taxonomy: Taxonomy) -> Names:
        """The names in a taxonomy; what a label is without brackets or particles also, if free."""
        first: dict[str, Name] = {}
        others: defaultdict[str, set[Name]] = defaultdict(set)
        bare: defaultdict[str, set[Name]] = defaultdict(set)
        # Most texts name one concept alone: what is said of it is kept once for all of them.
        make, alone, folded = cache(Name), cache(_alone), taxonomy.folded(fold)
        for label in taxonomy.labels:
            concept = taxonomy[label.concept]
            place = _PLACES.get(concept.kind, len(_PLACES))
            is_alias = label.text not in (concept.label_en, concept.label_id)
            is_second = is_alias and not label.is_preferred
            own = place, is_second, concept.id, concept.kind, concept.scale
            text, name = folded[label.text], make(is_alias, *own)
            if first.setdefault(text, name) is not name:
                others[text].add(name)
            for shorter in _shorter(label.text, text):
                bare[shorter].add(make(True, place, True, *own[2:]))
        for text, named in bare.items():
            if len(named) == 1:
                first.setdefault(text, *named)
        names = {text: alone(name) for text, name in first.items() if text}
        names.update((text, _best((first[text], *others[text]))) for text in others if text)
        return cls(names, _tests(taxonomy))

    @cached_property
    def texts(self) -> list[str]:
        """The folded texts, sorted."""
        return sorted(self.names)

    @cached_property
    def is_loose(self) -> bool:
        """True where many names are shared by concepts of one kind, so that no name is sure.

        One name in a hundred, and at least ten. In a taxonomy whose names were each given to one
        concept none is; of the English names of ESCO's occupations three in a hundred are.
        """
        shared = sum(_is_shared(names) for names in self.names.values())
        return shared >= max(_SHARED_NAMES, _SHARED_PART * len(self.names))

    def is_shared(self, text: str, kinds: frozenset[str] | None = None) -> bool:
        """True where a text names several concepts of these kinds."""
        names = self.names.get(text, ())
        return sum(kinds is None or name.kind in kinds for name in names) > 1

    def first(
        self, folded: str, kinds: frozenset[str] | None = None, *, scale: str | None = None
    ) -> Name | None:
        """The concept that a folded text names, of these kinds, with levels on this scale."""
        for name in self.names.get(folded, ()):
            if (kinds is None or name.kind in kinds) and (
                scale is None or scale in self._scales(name)
            ):
                return name
        return None

    def scales(self, kinds: frozenset[str] | None = None) -> frozenset[str]:
        """The scales on which something of these kinds has levels."""
        if kinds is None:
            return frozenset().union(*self._scales_by_kind.values())
        return frozenset().union(*(self._scales_by_kind.get(kind, ()) for kind in kinds))

    def scales_after(self, word: str) -> frozenset[str]:
        """The scales on which something has levels whose name begins with this word."""
        return self._scales_by_word.get(word, frozenset())

    def of_kinds(self, kinds: Iterable[str]) -> npt.NDArray[np.bool_]:
        """For each of the texts whether it names a concept of one of these kinds."""
        allowed = np.zeros(len(self.texts), dtype=bool)
        for kind in kinds:
            allowed |= self._by_kind.get(kind, False)
        return allowed

    @cached_property
    def concepts(self) -> list[Name]:
        """The concepts that have a name, by id."""
        named = {name.concept: name for names in self.names.values() for name in names}
        return [named[concept] for concept in sorted(named)]

    def best_per_concept(self, cosines: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """For each of the concepts the highest value among its texts."""
        rows, starts = self._rows
        return np.maximum.reduceat(cosines[rows], starts) if len(starts) else cosines[:0]

    def texts_of(self, concept: int) -> list[str]:
        """The texts that name the concept at that place in `concepts`."""
        rows, starts = self._rows
        return [self.texts[row] for row in rows[starts[concept] :][: self._counts[concept]]]

    @cached_property
    def _scales_by_kind(self) -> dict[str, frozenset[str]]:
        scales: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.concepts:
            scales[name.kind].update(self._scales(name))
        return {kind: frozenset(found) for kind, found in scales.items()}

    @cached_property
    def _scales_by_word(self) -> dict[str, frozenset[str]]:
        scales: defaultdict[str, set[str]] = defaultdict(set)
        for text, names in self.names.items():
            for name in names:
                if own := self._scales(name):
                    scales[text.partition(" ")[0]].update(own)
        return {word: frozenset(found) for word, found in scales.items()}

    def _scales(self, name: Name) -> frozenset[str]:
        own = _NONE if name.scale is None else frozenset((name.scale,))
        return own | self.tests.get(name.concept, _NONE)

    @cached_property
    def _by_kind(self) -> dict[str, npt.NDArray[np.bool_]]:
        kinds = {name.kind for names in self.names.values() for name in names}
        return {
            kind: np.array(
                [self.first(text, frozenset((kind,))) is not None for text in self.texts]
            )
            for kind in kinds
        }

    @cached_property
    def _rows(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """The rows of texts grouped by concept, and where each concept's group starts."""
        named = sorted(
            (name.concept, row) for row, text in enumerate(self.texts) for name in self.names[text]
        )
        rows = np.array([row for _, row in named], dtype=np.intp)
        starts = [
            at for at, (concept, _) in enumerate(named) if not at or named[at - 1][0] != concept
        ]
        return rows, np.array(starts, dtype=np.intp)

    @cached_property
    def _counts(self) -> npt.NDArray[np.intp]:
        rows, starts = self._rows
        return np.diff(np.append(starts, len(rows)))


def _is_shared(names: tuple[Name, ...]) -> bool:
    return len(names) > len({name.kind for name in names})


def _tests(taxonomy: Taxonomy) -> dict[str, frozenset[str]]:
    tests: defaultdict[str, set[str]] = defaultdict(set)
    for concept in taxonomy:
        if concept.language is not None and concept.scale is not None:
            tests[concept.language].add(concept.scale)
    return {language: frozenset(scales) for language, scales in tests.items()}


def _shorter(label: str, folded: str) -> Iterator[str]:
    """What a label is without brackets or particles, folded, where that differs from it."""
    plain = without_brackets(label)
    if plain != label and (text := fold(plain)) != folded:
        yield text
    if (text := without_particles(folded)) != folded:
        yield text


def _alone(name: Name) -> tuple[Name, ...]:
    return (name,)


def _best(named: Iterable[Name]) -> tuple[Name, ...]:
    """The names in order, the best of each concept: it is a label if any of them is."""
    best: dict[str, Name] = {}
    for name in sorted(named):
        best.setdefault(name.concept, name)
    return tuple(best.values())

"""Looks a text and its parts up among the names of concepts: as they are, or less qualifiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from matcher.normalizing.folding import fold
from matcher.normalizing.levels import LevelFinder, split_level
from matcher.normalizing.names import Name, Names
from matcher.normalizing.readings import Phrase, listed, pieces, stripped
from matcher.normalizing.words import KIND_ORDER
from matcher.taxonomy import Taxonomy

__all__ = ["PART", "STRIPPED", "Found", "Kinds", "Lookup"]

Kinds = frozenset[str] | None

#: The confidence of a name found after qualifiers or a level were taken off, and in a part.
STRIPPED = 0.95
PART = 0.9


class Found(NamedTuple):
    """A name in a text: the concept, the folded words that name it, and how sure that is.

    `level` is the rank that was taken off, on the scale of the concept.
    """

    name: Name
    words: str
    confidence: float
    level: float | None = None


@dataclass(frozen=True, repr=False, eq=False)
class Lookup:
    """Finds the name that a text is, or holds, among the names of a taxonomy."""

    taxonomy: Taxonomy
    names: Names

    def __repr__(self) -> str:
        return f"<Lookup: {self.names!r}>"

    def find(self, text: str, allowed: Kinds) -> Found | None:
        """The concept that a text names as it is, in whole, or in a part."""
        folded = fold(text)
        if name := self.names.first(folded, allowed):
            return Found(name, folded, 1.0)
        for place, piece in enumerate(pieces(text)):
            if found := self._named(piece, allowed):
                return found._replace(confidence=PART) if place else found
        return self._listed(text, allowed)

    def _listed(self, text: str, allowed: Kinds) -> Found | None:
        """The first concept of an enumeration all of whose items are names."""
        found: list[Found] = []
        for item in listed(text):
            one = self._named(item, allowed)
            if one is None:
                return None
            found.append(one._replace(confidence=PART))
        return found[0] if found else None

    def _named(self, piece: str, allowed: Kinds) -> Found | None:
        """The concept that a piece names: as it is, without qualifiers, or without a level."""
        for reading, scale, rank in self._readings(piece, allowed):
            folded = fold(reading)
            for phrase in stripped(folded, self.countries):
                kinds = self.open_kinds(allowed, phrase)
                if name := self.names.first(phrase.text, kinds, scale=scale):
                    return Found(name, phrase.text, STRIPPED, rank if name.scale == scale else None)
        return None

    def _readings(
        self, piece: str, allowed: Kinds
    ) -> Iterator[tuple[str, str | None, float | None]]:
        """The piece, then the piece without a level, with the scale and the rank of that."""
        yield piece, None, None
        for scale in filter(self._scales(piece, allowed).__contains__, self.taxonomy.scales):
            # A level counts only beside a name that has levels on its scale.
            rest, rank = split_level(piece, self.taxonomy.scales[scale])
            if rank is not None:
                yield from ((named, scale, rank) for named in ([rest] if rest else _heads(piece)))

    def _scales(self, piece: str, allowed: Kinds) -> frozenset[str]:
        """The scales on which a piece may name a level, beside a name with levels on them."""
        if not (levels := self._levels.scales(piece)) or not piece.isascii():
            return levels & self.names.scales(allowed)
        beside = frozenset().union(*map(self.names.scales_after, fold(piece).split()))
        return levels & beside & self.names.scales(allowed)

    def open_kinds(self, allowed: Kinds, phrase: Phrase) -> Kinds:
        """The kinds that both the caller and the words around the phrase allow.

        The words know the kinds of the package; a taxonomy with kinds of its own is not narrowed.
        """
        if phrase.kinds is None:
            return allowed
        hinted = phrase.kinds | self.kinds.difference(KIND_ORDER)
        return hinted if allowed is None else hinted & allowed

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the taxonomy's concepts."""
        return frozenset(concept.kind for concept in self.taxonomy)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The folded names of countries, which stand beside a name without being part of it."""
        return frozenset(map(fold, self.taxonomy.country_names))

    @cached_property
    def _levels(self) -> LevelFinder:
        return LevelFinder.of(self.taxonomy.scales.values())


def _heads(piece: str) -> list[str]:
    """The beginnings of a text that is a level as a whole, but may name its test (TOPIK 2)."""
    words = fold(piece).split()
    return [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]

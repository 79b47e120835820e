"""Compares a text and its parts with the most similar names, where none of them is a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from matcher.normalizing.folding import fold
from matcher.normalizing.index import Floats, LabelIndex, best_rows
from matcher.normalizing.lookup import PART, Kinds, Lookup
from matcher.normalizing.names import Name
from matcher.normalizing.readings import Phrase, pieces, strip_edges
from matcher.normalizing.searching import Hit
from matcher.normalizing.similarity import WordWeights, agreement, calibrated, loosely_calibrated

__all__ = ["Likeness", "Near"]

#: So many of a text's phrases are compared with the labels, and each with so many labels.
_MOST_PHRASES = 6
_MOST_LABELS = 10
_MOST_CANDIDATES = 5
#: In a loose taxonomy the whole of a text that is the label of one concept alone is so sure.
_LABEL = 0.8
Labels = Mapping[str, list[tuple[float, str]]]


class Agreeing(NamedTuple):
    """A name that a phrase agrees with: how far, and how far its cosine leads over others."""

    label: str
    name: Name
    likeness: float
    lead: float


class Near(NamedTuple):
    """The concept that a text is most like, how sure that is, and which others are near it.

    `words` are those of the text, folded and without qualifiers, that were compared.
    """

    confidence: float
    name: Name | None
    words: str
    candidates: tuple[Hit, ...]


@dataclass(frozen=True, repr=False, eq=False)
class Likeness:
    """Finds the name that a text is most like, word by word, among the names of an index."""

    lookup: Lookup
    index: LabelIndex
    weights: WordWeights

    def __repr__(self) -> str:
        return f"<Likeness: {self.lookup.names!r}>"

    def nearest(self, texts: Sequence[str], allowed: Kinds) -> dict[str, Near]:
        """For each text the concept whose name agrees most with it or a part of it."""
        phrases = {text: self._comparable(text) for text in texts}
        every = dict.fromkeys(phrase for several in phrases.values() for phrase in several)
        distinct = list(dict.fromkeys(phrase.text for phrase in every))
        names = self.lookup.names
        mask = None if allowed is None else names.of_kinds(allowed)
        similar = self.index.similarities(distinct)
        masked = (cosines if mask is None else cosines * mask for cosines in similar)
        near = {
            text: _best_labels(cosines, names.texts)
            for text, cosines in zip(distinct, masked, strict=True)
        }
        agreeing = {
            phrase: list(self._agreeing(phrase, near[phrase.text], allowed)) for phrase in every
        }
        return {
            text: self._nearest(several, near, agreeing, allowed)
            for text, several in phrases.items()
        }

    def _nearest(
        self,
        phrases: Sequence[Phrase],
        near: Labels,
        agreeing: Mapping[Phrase, list[Agreeing]],
        allowed: Kinds,
    ) -> Near:
        """The best answer that one of a text's phrases gives, and all that is near."""
        answers = (
            (-self._confidence(one, phrase.text, in_part=place > 0), one.name, phrase.text)
            for place, phrase in enumerate(phrases)
            for one in agreeing[phrase]
        )
        least, name, words = min(answers, default=(0.0, None, ""))
        labels = chain.from_iterable(near[phrase.text] for phrase in phrases)
        return Near(-least, name, words, tuple(self._candidates(labels, allowed)))

    def _confidence(self, one: Agreeing, words: str, *, in_part: bool) -> float:
        if not self.lookup.names.is_loose:
            return calibrated(one.likeness, one.lead) * (PART if in_part else 1.0)
        is_alias = one.name.is_alias
        sure = loosely_calibrated(one.likeness, one.lead, is_alias=is_alias, in_part=in_part)
        is_label = words == one.label and not is_alias and not in_part and one.lead > 0
        return max(sure, _LABEL) if is_label else sure

    def _candidates(self, labels: Iterable[tuple[float, str]], allowed: Kinds) -> Iterator[Hit]:
        """The concepts that these labels name, each once, the most similar first."""
        best: dict[str, tuple[float, str]] = {}
        for cosine, label in labels:
            for name in self.lookup.names.names[label]:
                if allowed is None or name.kind in allowed:
                    best[name.concept] = min(
                        best.get(name.concept, (0.0, "")), (-cosine, name.kind)
                    )
        ranked = sorted((least, concept, kind) for concept, (least, kind) in best.items())
        for least, concept, kind in ranked[:_MOST_CANDIDATES]:
            yield Hit(concept, self.lookup.taxonomy[concept].label_en, kind, min(1.0, -least))

    def _comparable(self, text: str) -> list[Phrase]:
        """The phrases of a text to compare with names: the first few pieces, without qualifiers."""
        countries = self.lookup.countries
        stripped = (strip_edges(fold(piece), countries) for piece in pieces(text))
        distinct = dict.fromkeys(phrase for phrase in stripped if phrase.text)
        return list(islice(distinct, _MOST_PHRASES))

    def _agreeing(
        self, phrase: Phrase, labels: Iterable[tuple[float, str]], allowed: Kinds
    ) -> Iterator[Agreeing]:
        """The concepts that these labels name, where the phrase agrees with them at all."""
        names, kinds = self.lookup.names, self.lookup.open_kinds(allowed, phrase)
        named = [(*pair, name) for pair in labels if (name := names.first(pair[1], kinds))]
        for cosine, label, name in named:
            other = next((one for one, _, rival in named if rival.concept != name.concept), 0.0)
            likeness = cosine * agreement(phrase.text, label, self.weights)
            if likeness > 0:
                shared = names.is_loose and names.is_shared(label, kinds)
                yield Agreeing(label, name, likeness, 0.0 if shared else cosine - other)


def _best_labels(cosines: Floats, texts: Sequence[str]) -> list[tuple[float, str]]:
    rows = best_rows(cosines, _MOST_LABELS)
    return [(float(cosines[row]), texts[row]) for row in rows]

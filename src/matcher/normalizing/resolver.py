"""Resolves texts in one order: ids, names, what misspells one, what is like one or implied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from matcher.normalizing.conditions import conditions_of, place_beside
from matcher.normalizing.folding import fold
from matcher.normalizing.inference import Inference
from matcher.normalizing.likeness import Likeness, Near
from matcher.normalizing.lookup import PART, Found, Kinds, Lookup
from matcher.normalizing.names import Name
from matcher.normalizing.resolution import Method, Resolution
from matcher.normalizing.respelling import Respelled
from matcher.normalizing.searching import Hit

__all__ = ["LONGEST_TEXT", "Resolver"]

#: A longer text is no name of anything.
LONGEST_TEXT = 1000
Known = Callable[[str, Kinds], Resolution | None]


class _Named(NamedTuple):
    """A name in a text, and how it was found there."""

    found: Found
    method: Method


@dataclass(frozen=True, repr=False, eq=False)
class Resolver:
    """The steps of a resolution over the names of a taxonomy; `threshold` is that of the answers.

    `make_likeness` and `make_inference` give the index of similar names and what judges by all
    signs, which are built when a text first needs them.
    """

    lookup: Lookup
    threshold: float
    make_likeness: Callable[[], Likeness]
    make_inference: Callable[[], Inference]

    def __repr__(self) -> str:
        return f"<Resolver: {self.lookup.names!r}, threshold {self.threshold}>"

    def many(
        self, texts: Iterable[str], allowed: Kinds, known: Known | None = None
    ) -> dict[str, Resolution]:
        """The resolution of each distinct text; only an id goes before what is `known`."""
        answers: dict[str, Resolution] = {}
        unsure: dict[str, _Named | None] = {}
        for text in dict.fromkeys(texts):
            if len(text) > LONGEST_TEXT or not text.strip():
                answers[text] = Resolution.abstention(text)
                continue
            found = self._by_id(text, allowed) or (known and known(text, allowed))
            if found is not None:
                answers[text] = found
                continue
            named = self._by_name(text, allowed)
            if named is None or named.found.confidence <= PART:
                unsure[text] = named
            else:
                answers[text] = self._resolution(text, *named)
        answers.update(self._by_likeness(unsure, allowed))
        return answers

    def _by_id(self, text: str, allowed: Kinds) -> Resolution | None:
        concept = self.lookup.taxonomy.concepts.get(text.strip())
        if concept is None or (allowed is not None and concept.kind not in allowed):
            return None
        return Resolution(concept.id, concept.label_en, concept.kind, 1.0, "id", text)

    def _by_name(self, text: str, allowed: Kinds) -> _Named | None:
        """The name that a text is, holds or misspells."""
        if self.lookup.names.is_loose:
            return None
        found = self.lookup.find(text, allowed)
        if found is None or found.confidence <= PART:
            least = self.threshold if found is None else found.confidence
            meant = self._respelled.find(text, allowed)
            if meant is not None and meant.confidence >= least:
                return _Named(meant, "similar")
        return None if found is None else _Named(found, _method(found.name))

    def _by_likeness(
        self, texts: Mapping[str, _Named | None], allowed: Kinds
    ) -> dict[str, Resolution]:
        """The resolutions of texts that hold a name, or agree enough with one, or what is near.

        A name that a text holds in a part, or misspells, is given up for what the whole means if
        that explains more of it.
        """
        if not texts or not self.lookup.names.texts:
            return {text: self._abstention(text) for text in texts}
        answers: dict[str, Resolution] = {}
        nearest = self._likeness.nearest(list(texts), allowed)
        inferred = {} if self.lookup.names.is_loose else self._inference.found(nearest, allowed)
        for text, near in nearest.items():
            named, meant = texts[text], self._sure(text, inferred.get(text))
            if named is not None:
                outdone = meant and self._inference.outdoes(text, meant, named.found)
                answer = _Named(meant, "similar") if meant and outdone else named
                answers[text] = self._resolution(text, *answer)
                continue
            several = filter(None, (self._sure(text, self._similar(text, near)), meant))
            found = max(several, key=_sureness, default=None)
            if found is None:
                answers[text] = self._abstention(text, near.candidates)
            else:
                first = self.lookup.names.first(found.words, allowed)
                is_name = found is not meant and first == found.name
                method = _method(found.name) if is_name else "similar"
                answers[text] = self._resolution(text, found, method)
        return answers

    def _sure(self, text: str, found: Found | None) -> Found | None:
        """What was found if it is sure enough and nothing that the text denies."""
        if found is None or found.confidence < self.threshold or self._is_negated(text, found):
            return None
        return found

    def _similar(self, text: str, near: Near) -> Found | None:
        """The name that a text is most like, unless the text names or denies something else."""
        if near.name is None or near.confidence < self.threshold:
            return None
        if not self.lookup.names.is_loose:
            judge, concept = self._inference, near.name.concept
            if judge.denies(fold(text), concept) or judge.contradicts(text, concept):
                return None
        return Found(near.name, near.words, near.confidence)

    def _is_negated(self, text: str, found: Found) -> bool:
        """True where a text denies the concept that it is like, or says that it is not asked."""
        beside = conditions_of(text)
        if beside.modality == "not_asked":
            return True
        denied = (self.lookup.find(part, None) for part in beside.negated)
        return any(one is not None and one.name.concept == found.name.concept for one in denied)

    def _resolution(self, text: str, found: Found, method: Method) -> Resolution:
        name: Name = found.name
        label = self.lookup.taxonomy[name.concept].label_en
        if found.confidence == 1:
            return Resolution(name.concept, label, name.kind, 1.0, method, text)
        beside = conditions_of(text)
        return Resolution(
            name.concept, label, name.kind, found.confidence, method, text,
            level=found.level, months=beside.months, modality=beside.modality,
            place=self._place(text, found), negated=beside.negated,
        )  # fmt: skip

    def _place(self, text: str, found: Found) -> str | None:
        """The country beside a name, as the taxonomy writes it; one within the name is none."""
        place = place_beside(text, self.lookup.countries)
        if place is None or f" {place} " in f" {found.words} ":
            return None
        return self.lookup.taxonomy.countries.get(place, place)

    def _abstention(self, text: str, candidates: tuple[Hit, ...] = ()) -> Resolution:
        beside = conditions_of(text)
        return Resolution(
            None, None, None, 0.0, "abstained", text,
            months=beside.months, modality=beside.modality, negated=beside.negated,
            candidates=candidates,
        )  # fmt: skip

    @cached_property
    def _respelled(self) -> Respelled:
        return Respelled.of(self.lookup)

    @cached_property
    def _inference(self) -> Inference:
        return self.make_inference()

    @cached_property
    def _likeness(self) -> Likeness:
        return self.make_likeness()


def _sureness(found: Found) -> float:
    return found.confidence


def _method(name: Name) -> Method:
    return "alias" if name.is_alias else "exact"

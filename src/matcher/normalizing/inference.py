"""Infers the concept that a text most likely means from all that speaks for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from matcher.normalizing.extracting.marks import MarkIndex
from matcher.normalizing.folding import fold
from matcher.normalizing.levels import split_level
from matcher.normalizing.likeness import Near
from matcher.normalizing.lookup import Found, Kinds, Lookup
from matcher.normalizing.names import Name
from matcher.normalizing.readings import without_brackets
from matcher.normalizing.schemes import known_schemes
from matcher.normalizing.searching import Hit
from matcher.normalizing.signs import Signs, Text, signs_of
from matcher.normalizing.sureness import confidence, evidence
from matcher.normalizing.titles import ranks
from matcher.normalizing.wording import Wording, terms_in
from matcher.normalizing.words import ASIDES

__all__ = ["Inference"]

#: A longer text tells a story.
_LONGEST = 120
#: Texts most of whose terms no concept is named by mean something else.
_LEAST_KNOWN = 0.4
#: So many concepts are compared: found by a search, and by marks.
_HITS, _MARKED = 6, 3
#: Evidence that differs by less is about the same.
_ABOUT = 0.25
#: What explains a text better than a name in it explains so much more.
_MORE = 0.1
#: Words beside the name of a scheme that make it no more of a concept.
_AROUND_SCHEMES = ("program", "programme", "kelas", "pelatihan", "jalur", "skema")
#: A single word must make up so much of a name; so many terms, as a logarithm, are few.
_MOST_OF_NAME, _FEW_TERMS = 0.75, math.log(3)
#: What explains less of a text, and is less similar to it, is far from it.
_LEAST_EXPLAINED, _LEAST_SCORE = 0.6, 0.4
Search = Callable[[Sequence[str], int, Kinds], Mapping[str, Sequence[Hit]]]


class _Candidate(NamedTuple):
    same: bool
    evidence: float
    concept: str


@dataclass(frozen=True, repr=False, eq=False)
class Inference:
    """Judges which concept a text means that is no name and hardly like one.

    `search` gives the hits of folded texts, `marks` are the words of everyday speech that stand
    only where a concept is meant.
    """

    lookup: Lookup
    search: Search
    marks: MarkIndex

    def __repr__(self) -> str:
        return f"<Inference: {self.lookup.names!r}>"

    def found(self, near: Mapping[str, Near], allowed: Kinds) -> dict[str, Found]:
        """What texts mean, each with the concept whose name is most like it."""
        texts = {text: self._text(text) for text in near if len(text) <= _LONGEST}
        told = {text: own for text, own in texts.items() if _tells(text, own)}
        hits = self.search([own.folded for own in told.values()], _HITS, allowed)
        found: dict[str, Found] = {}
        for text, own in told.items():
            best = self._best(text, own, hits.get(own.folded, ()), near[text], allowed)
            if best is not None:
                found[text] = self._found(text, best)
        return found

    def denies(self, folded: str, concept: str) -> bool:
        """True where a text names something else that no name of the concept does.

        A psychology lecturer is no psychology test, however much the names are alike: a rank or
        profession tells, and so does another concept of the kind.
        """
        own = self._wording.terms.get(concept, frozenset())
        others = set(folded.split()) - self._wording.words.get(concept, frozenset())
        others = {word for word in others if own.isdisjoint(terms_in(word))}
        kind = frozenset((self.lookup.taxonomy[concept].kind,))
        first = self.lookup.names.first
        return not ranks().isdisjoint(others) or any(first(word, kind) for word in others)

    def contradicts(self, text: str, concept: str) -> bool:
        """True where only one of a text and the concept denies: a hernia is no "no hernia"."""
        own = self._text(text)
        return bool(own.units) and own.compared_with(concept) is None

    def outdoes(self, text: str, meant: Found, named: Found) -> bool:
        """True where what a text means explains more of it than a name that it holds.

        What is narrower than the name need explain only a little more, anything else by a tenth.
        """
        own = self._text(text)
        more = own.explained_by(meant.name.concept) - own.explained_by(named.name.concept)
        is_narrower = named.name.concept in self.lookup.taxonomy.covered_by(meant.name.concept)
        return more > (0 if is_narrower else _MORE)

    def _best(
        self, text: str, own: Text, hits: Sequence[Hit], near: Near, allowed: Kinds
    ) -> _Candidate | None:
        """The concept for which most speaks."""
        concepts = self.lookup.taxonomy.concepts
        marked = (mark.concept for mark in self.marks.within(text)[:_MARKED])
        said = {one: concepts[one].kind for one in marked if one in concepts}
        if allowed is not None:
            said = {one: kind for one, kind in said.items() if kind in allowed}
        similar = {near.name.concept: near.confidence} if near.name is not None else {}
        signs = signs_of(own, hits, said, similar)
        candidates = [
            _Candidate(one.same, evidence(one, in_section=allowed is not None), concept)
            for concept, one in signs.items()
            if not _is_part(one, in_section=allowed is not None)
            and not _is_far(one)
            and not self.denies(own.folded, concept)
        ]
        best = max(candidates, default=None)
        return None if best is None else self._general(best, candidates)

    def _general(self, best: _Candidate, candidates: Sequence[_Candidate]) -> _Candidate:
        """The best, or what it covers where nothing in the text tells the two apart."""
        covered = self.lookup.taxonomy.covered_by(best.concept)
        return max(
            (
                one
                for one in candidates
                if one.concept in covered
                and one.same == best.same
                and one.evidence > best.evidence - _ABOUT
            ),
            key=lambda one: (one.concept != best.concept, one),
            default=best,
        )

    def _found(self, text: str, best: _Candidate) -> Found:
        name, words = self._names[best.concept]
        scale = None if name.scale is None else self.lookup.taxonomy.scales.get(name.scale)
        level = None if scale is None else split_level(text, scale)[1]
        return Found(name, words, confidence(best.evidence), level)

    def _text(self, text: str) -> Text:
        """A text without lengths of time, unless nothing else is there."""
        told = fold(ASIDES.sub(" ", text))
        folded = told if next(terms_in(told), None) else fold(text)
        return Text(folded, self._wording, self.lookup.countries)

    @cached_property
    def _wording(self) -> Wording:
        marked = {mark for marks in self.marks.by_word.values() for mark in marks}
        words = ((mark.concept, (word.rstrip("*") for word in mark.words)) for mark in marked)
        return Wording.of(self.lookup.taxonomy, words)

    @cached_property
    def _names(self) -> Mapping[str, tuple[Name, str]]:
        """A name of each concept, and all its names as one text."""
        names = self.lookup.names
        return {
            name.concept: (name, " | ".join(names.texts_of(place)))
            for place, name in enumerate(names.concepts)
        }


def _is_part(signs: Signs, *, in_section: bool) -> bool:
    """True where the text is a part of longer names, or longer itself by what changes its meaning.

    A single word is a part unless it makes up most of a name; a few words are about the last of
    them where the concept does not explain that.
    """
    if signs.is_native:
        return False
    if signs.terms == 0:
        return signs.derived or signs.held < _MOST_OF_NAME
    return not in_section and signs.is_tail_open and signs.terms <= _FEW_TERMS


def _is_far(signs: Signs) -> bool:
    """True where most of the text is about something else, and no mark speaks for the concept."""
    return signs.explained < _LEAST_EXPLAINED and signs.score < _LEAST_SCORE and not signs.said


def _tells(text: str, own: Text) -> bool:
    """True where a text may mean a concept: known terms, and not the name of a scheme alone."""
    if own.known < _LEAST_KNOWN:
        return False
    outside = own.terms
    if "(" in text or "\uff08" in text:
        outside = frozenset(terms_in(fold(without_brackets(text))))
    around, schemes = _schemes()
    return outside - around not in schemes


@cache
def _schemes() -> tuple[frozenset[str], frozenset[frozenset[str]]]:
    """The terms that stand around the names of schemes of placement, and those of each name."""
    around = frozenset(chain.from_iterable(map(terms_in, _AROUND_SCHEMES)))
    names = (name for scheme in known_schemes().values() for name in scheme.names)
    return around, frozenset(frozenset(terms_in(name)) for name in names)

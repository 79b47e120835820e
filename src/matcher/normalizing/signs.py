"""What speaks for a concept being meant by a text that is none of its names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from matcher.normalizing.folding import is_native
from matcher.normalizing.searching import Hit
from matcher.normalizing.titles import is_activity, is_title, ranks
from matcher.normalizing.wording import Wording, terms_in
from matcher.normalizing.words import count_negations

__all__ = ["Signs", "Text", "signs_of"]

_NONE: frozenset[str] = frozenset()
#: What a title speaks for, by kind; a paper may be named by the job that it is for.
_TITLED = {"occupation": 1, "certificate": 0, "document": 0}


class Signs(NamedTuple):
    """The signs for one concept among those that a text may mean; shares are in [0, 1].

    Shares count terms by their weights. `score` is that of a search, `lead` how far it is ahead of
    the next concept's, `lead_in_kind` of the next of the same kind, `is_first` whether the search
    found it first. `explained` is the share of the text that the concept's names and marks hold,
    `explained_lead` how far that is ahead of any other's; `held` the largest share of one of its
    names that the text holds, `alike` the largest share of the text and one of its names that both
    hold. `said` tells whether one of its marks stands in the text, `kind` how much the terms of the
    text belong to names of its kind. `title` is 1 for an occupation where the text is a title, -1
    for anything else there but a paper, 0 where it is none. `activity` tells that the text says
    what is done while the concept is an occupation. `head` tells whether the concept explains the
    first term, `is_tail_open` whether it does not explain the last, the head of an English
    compound: a soldering iron is no soldering. `similar` is the confidence by `Likeness`, 0 if
    another name is most similar. `ranked` tells whether the text names a rank or profession,
    `derived` whether it is a single word that none of the concept's names holds as it is written:
    a psychologist is no psychology test. `terms` is the logarithm of the number of terms,
    `is_native` tells the script.
    """

    score: float
    lead: float
    lead_in_kind: float
    is_first: bool
    explained: float
    explained_lead: float
    held: float
    alike: float
    said: bool
    kind: float
    title: int
    activity: bool
    head: bool
    is_tail_open: bool
    similar: float
    ranked: bool
    derived: bool
    terms: float
    is_native: bool


@dataclass(frozen=True, repr=False, eq=False)
class Text:
    """A folded text with its terms, each once, in order, and what they weigh."""

    folded: str
    wording: Wording
    countries: frozenset[str]

    def __repr__(self) -> str:
        return f"<Text: {self.folded!r}>"

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms that tell what the text means; a country tells where."""
        words = (word for word in self.folded.split() if word not in self.countries)
        return tuple(dict.fromkeys(terms_in(" ".join(words))))

    @cached_property
    def term_set(self) -> frozenset[str]:
        """The terms, for comparing."""
        return frozenset(self.terms)

    @cached_property
    def weight(self) -> float:
        """The weight of all terms."""
        return sum(self.wording[term] for term in self.terms)

    @cached_property
    def known(self) -> float:
        """The share of the terms that some concept is named by."""
        known = sum(self.wording[term] for term in self.terms if term in self.wording)
        return known / self.weight if self.terms else 0.0

    @cached_property
    def negations(self) -> int:
        """How many of its words negate."""
        return count_negations(self.folded)

    @cached_property
    def kinds(self) -> Mapping[str, float]:
        """How much of the terms belongs to names of each kind."""
        shares: defaultdict[str, float] = defaultdict(float)
        for term in self.terms:
            for kind, share in self.wording.kinds.get(term, {}).items():
                shares[kind] += share * self.wording[term] / self.weight
        return shares

    def explained_by(self, concept: str) -> float:
        """The share of the terms that the concept's names and marks hold."""
        shared = self.term_set & self.wording.terms.get(concept, frozenset())
        return self._weight_of(shared) / self.weight

    def compared_with(self, concept: str) -> tuple[float, float] | None:
        """`Signs.held` and `Signs.alike`; None where only one of text and names denies."""
        held = alike = 0.0
        is_open = False
        forms = self.wording.forms.get(concept, ())
        # "Bebas tato" negates by none of its words: what some name denies, a text must deny too.
        if not self.negations and any(form.negations for form in forms):
            return None
        for form in forms:
            if form.negations != self.negations:
                continue
            is_open = True
            if shared := self.term_set & form.terms:
                weight = self._weight_of(shared)
                held = max(held, weight / form.weight)
                alike = max(alike, 2 * weight / (self.weight + form.weight))
        return (held, alike) if is_open else None

    def _weight_of(self, terms: Iterable[str]) -> float:
        # In one order, so that equal texts give equal sums.
        return math.fsum(self.wording[term] for term in terms)


def _highest(
    values: Mapping[str, float], concept: str, kinds: Mapping[str, str] | None = None
) -> float:
    """The highest value of any other concept, or of any other of the same kind."""
    others = (
        value
        for other, value in values.items()
        if other != concept and (kinds is None or kinds[other] == kinds[concept])
    )
    return max(others, default=0.0)


def signs_of(
    text: Text, hits: Sequence[Hit], said: Mapping[str, str], similar: Mapping[str, float]
) -> dict[str, Signs]:
    """The signs for each concept that a search, a mark or a similar name brings up.

    `said` are the kinds of the concepts whose marks stand in the text, `similar` the confidence of
    the one whose name is most similar. A text without terms has none.
    """
    if not text.terms:
        return {}
    kinds = {hit.id: hit.kind for hit in hits} | dict(said)
    scores = {hit.id: hit.score for hit in hits}
    explained = {concept: text.explained_by(concept) for concept in kinds}
    active = is_activity(text.folded)
    titled, ranked = is_title(text.folded), bool(ranks().intersection(text.folded.split()))
    terms, native = math.log(len(text.terms)), is_native(text.folded)
    single, words = len(text.terms) == 1 and not native, text.folded.split()
    signs: dict[str, Signs] = {}
    for concept, kind in kinds.items():
        compared = text.compared_with(concept)
        if compared is None:
            continue
        own = text.wording.terms.get(concept, frozenset())
        score = scores.get(concept, 0.0)
        signs[concept] = Signs(
            score=score,
            lead=score - _highest(scores, concept),
            lead_in_kind=score - _highest(scores, concept, kinds),
            is_first=bool(hits) and hits[0].id == concept,
            explained=explained[concept],
            explained_lead=explained[concept] - _highest(explained, concept),
            held=compared[0],
            alike=compared[1],
            said=concept in said and not text.negations,
            kind=text.kinds.get(kind, 0.0),
            title=_TITLED.get(kind, -1) if titled else 0,
            activity=active and kind == "occupation",
            head=text.terms[0] in own,
            is_tail_open=text.terms[-1] not in own,
            similar=similar.get(concept, 0.0),
            ranked=ranked,
            derived=single and text.wording.words.get(concept, _NONE).isdisjoint(words),
            terms=terms,
            is_native=native,
        )
    return signs

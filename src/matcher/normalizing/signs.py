"""What speaks for a concept being meant by a text that is none of its names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from matcher.normalizing.folding import is_native
from matcher.normalizing.searching import Hit
from matcher.normalizing.titles import is_activity, is_title, ranks
from matcher.normalizing.wording import Unit, Wording, units_in
from matcher.normalizing.words import count_negations

__all__ = ["Signs", "Text", "signs_of"]

_NONE: frozenset[str] = frozenset()
#: So much is all but for rounding.
_SAME = 0.999
#: What a title speaks for, by kind; a paper may be named by the job that it is for.
_TITLED = {"occupation": 1, "certificate": 0, "document": 0}


class Signs(NamedTuple):
    """The signs for one concept among those that a text may mean; shares are in [0, 1].

    Shares count units by their weights. `score` is that of a search, `lead` how far it is ahead of
    the next concept's, `lead_in_kind` of the next of the same kind, `is_first` whether the search
    found it first. `explained` is the share of the text that the concept's names and marks hold,
    `explained_lead` how far that is ahead of any other's; `held` the largest share of one of its
    names that the text holds, `alike` the largest share of the text and one of its names that both
    hold, `alike_lead` how far that is ahead of any other's, `same` whether it is all. `said` tells
    whether one of its marks stands in the text, `kind` how much the units of the text belong to
    names of its kind. `title` is 1 for an occupation where the text is a title, -1 for anything
    else there but a paper, 0 where it is none. `activity` tells that the text says what is done
    while the concept is an occupation. `head` tells whether the concept explains the first unit,
    `is_tail_open` whether it does not explain the last, the head of an English compound: a
    soldering iron is no soldering. `similar` is the confidence by `Likeness`, 0 if another name is
    most similar. `ranked` tells whether the text names a rank or profession, `derived` whether it
    is a single word that none of the concept's names holds as it is written: a psychologist is no
    psychology test. `terms` is the logarithm of the number of units, `is_native` tells the script.
    """

    score: float
    lead: float
    lead_in_kind: float
    is_first: bool
    explained: float
    explained_lead: float
    held: float
    alike: float
    alike_lead: float
    same: bool
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
    """A folded text with its units, each once, in order, and what they weigh."""

    folded: str
    wording: Wording
    countries: frozenset[str]

    def __repr__(self) -> str:
        return f"<Text: {self.folded!r}>"

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units that tell what the text means; a country tells where."""
        words = (word for word in self.folded.split() if word not in self.countries)
        return units_in(" ".join(words))

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """What each of the units weighs."""
        return tuple(map(self.wording.weight, self.units))

    @cached_property
    def terms(self) -> frozenset[str]:
        """All that the units may mean."""
        return frozenset(chain.from_iterable(self.units))

    @cached_property
    def weight(self) -> float:
        """The weight of all units."""
        return math.fsum(self.weights)

    @cached_property
    def known(self) -> float:
        """The share of the units that some concept is named by."""
        return self._share(self.wording.weights.keys())

    @cached_property
    def negations(self) -> int:
        """How many of its words negate."""
        return count_negations(self.folded)

    @cached_property
    def kinds(self) -> Mapping[str, float]:
        """How much of the units belongs to names of each kind."""
        shares: defaultdict[str, float] = defaultdict(float)
        for unit, weight in zip(self.units, self.weights, strict=True):
            known = [self.wording.kinds[term] for term in unit if term in self.wording.kinds]
            for kinds in known:
                for kind, share in kinds.items():
                    shares[kind] += share * weight / (self.weight * len(known))
        return shares

    def explained_by(self, concept: str) -> float:
        """The share of the units that the concept's names and marks hold."""
        return self._share(self.wording.terms.get(concept, _NONE))

    def compared_with(self, concept: str) -> tuple[float, float] | None:
        """`Signs.held` and `Signs.alike`; None where only one of text and names denies.

        What a concept denies by its label ("no tattoo") a text must deny too, unless it says all of
        another name ("bebas tato") that is more than what is denied.
        """
        held = alike = 0.0
        is_open = False
        forms = self.wording.forms.get(concept, ())
        must_deny = not self.negations and concept in self.wording.denying
        denied = [form.terms for form in forms if form.negations] if must_deny else []
        for form in forms:
            if form.negations != self.negations or any(form.terms <= one for one in denied):
                continue
            is_open = True
            if not self.terms.isdisjoint(form.terms):
                of_form = _weight_of(form.units, self.terms)
                of_text = _weight_of(zip(self.units, self.weights, strict=True), form.terms)
                held = max(held, of_form / form.weight)
                alike = max(alike, (of_form + of_text) / (self.weight + form.weight))
        if must_deny and held < 1:
            return None
        return (held, alike) if is_open else None

    def _share(self, terms: Container[str]) -> float:
        weighed = zip(self.units, self.weights, strict=True)
        return _weight_of(weighed, terms) / self.weight if self.units else 0.0


def _weight_of(weighed: Iterable[tuple[Unit, float]], terms: Container[str]) -> float:
    """The weight of the units that may mean one of these terms."""
    # In one order, so that equal texts give equal sums.
    return math.fsum(weight for unit, weight in weighed if any(one in terms for one in unit))


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
    if not text.units:
        return {}
    kinds = {hit.id: hit.kind for hit in hits} | dict(said)
    scores = {hit.id: hit.score for hit in hits}
    explained = {concept: text.explained_by(concept) for concept in kinds}
    active = is_activity(text.folded)
    titled, ranked = is_title(text.folded), bool(ranks().intersection(text.folded.split()))
    terms, native = math.log(len(text.units)), is_native(text.folded)
    single, words = len(text.units) == 1 and text.folded.isascii(), text.folded.split()
    pairs = ((concept, text.compared_with(concept)) for concept in kinds)
    compared = {concept: pair for concept, pair in pairs if pair is not None}
    alike = {concept: pair[1] for concept, pair in compared.items()}
    signs: dict[str, Signs] = {}
    for concept, (held, own_alike) in compared.items():
        kind = kinds[concept]
        own = text.wording.terms.get(concept, _NONE)
        score = scores.get(concept, 0.0)
        signs[concept] = Signs(
            score=score,
            lead=score - _highest(scores, concept),
            lead_in_kind=score - _highest(scores, concept, kinds),
            is_first=bool(hits) and hits[0].id == concept,
            explained=explained[concept],
            explained_lead=explained[concept] - _highest(explained, concept),
            held=held,
            alike=own_alike,
            alike_lead=own_alike - _highest(alike, concept),
            same=own_alike > _SAME,
            said=concept in said and not text.negations,
            kind=text.kinds.get(kind, 0.0),
            title=_TITLED.get(kind, -1) if titled else 0,
            activity=active and kind == "occupation",
            head=not own.isdisjoint(text.units[0]),
            is_tail_open=own.isdisjoint(text.units[-1]),
            similar=similar.get(concept, 0.0),
            ranked=ranked,
            derived=single and text.wording.words.get(concept, _NONE).isdisjoint(words),
            terms=terms,
            is_native=native,
        )
    return signs

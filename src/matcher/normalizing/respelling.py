"""Looks a text up as what it may be meant to say, where it holds words that are not known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.lookup import Found, Kinds, Lookup
from matcher.normalizing.spelling import REPLACED, Reading, Slip, Spelling
from matcher.normalizing.words import CUES, NEGATIONS, QUALIFIERS, STOPWORDS

__all__ = ["Respelled"]

_UNITS = "tahun thn bulan bln years year months month & dan and und atau or oder"
#: Where two readings of a text name two concepts, the better must be ahead by so much.
_AHEAD = 0.02
_IN_CONTEXT, _IN_SHORT_WORD = 0.5, 2.0
_SHORTEST_REPLACED = 5
#: A native letter tells as much as two others.
_NATIVE_LETTERS = 2
_SHORTEST_BESIDE = 4
_STEEPNESS, _MIDPOINT = 9.0, 0.65


@dataclass(frozen=True, repr=False, eq=False)
class Respelled:
    """Finds the name that a text misspells, or holds in a part that it misspells."""

    lookup: Lookup
    spelling: Spelling

    def __repr__(self) -> str:
        return f"<Respelled: {self.spelling!r}>"

    @classmethod
    def of(cls, lookup: Lookup) -> Respelled:
        """The words of the names, and those that stand beside them."""
        scales = lookup.taxonomy.scales.values()
        levels = chain.from_iterable(scale.spellings for scale in scales)
        beside = (lookup.countries, QUALIFIERS, CUES, STOPWORDS, NEGATIONS, levels, (_UNITS,))
        return cls(lookup, Spelling.of(lookup.names.names, chain(*beside)))

    def find(self, text: str, allowed: Kinds) -> Found | None:
        """The concept that the text most likely means, none where two are about as likely."""
        best: dict[str, Found] = {}
        for reading in self.spelling.readings(text):
            found = self.lookup.find(reading.text, allowed)
            if found is None:
                continue
            sure = found.confidence * certainty(reading, found.words)
            known = best.get(found.name.concept)
            if known is None or sure > known.confidence:
                best[found.name.concept] = found._replace(confidence=sure)
        ranked = sorted(best.values(), key=lambda found: (-found.confidence, found.name.concept))
        if len(ranked) > 1 and ranked[0].confidence - ranked[1].confidence < _AHEAD:
            return None
        return ranked[0] if ranked else None


def certainty(reading: Reading, name: str) -> float:
    """How sure it is in [0, 1] that a reading is meant, by the letters of the name found in it.

    A logistic curve of the share of the letters that the slips leave as they are: one slip in a
    name of eight letters is .88, in a long one .95. A slip counts half where other words of the
    name stand as they should. Of 7,000 titles of other fields (half of KBJI, KBLI and ESCO, and of
    a job board) three are taken for a name above .8 that they do not misspell.

    >>> caregiver = Reading("caregiver", (Slip("careggiver", "caregiver", 1.0),))
    >>> round(certainty(caregiver, "caregiver"), 2), round(certainty(caregiver, "kaigo"), 2)
    (0.9, 0.92)
    """
    words = name.split()
    letters, cost = sum(map(_letters, words)), 0.0
    for slip in reading.slips:
        meant = fold(slip.meant).split()
        if not set(meant).isdisjoint(words):
            cost += slip.cost * _context(slip, is_alone=len(words) == len(meant))
        elif len(slip.meant) < _SHORTEST_BESIDE:
            # A tow truck is no truck: any short word is one slip away from one that says nothing.
            return 0.0
        else:
            letters += len(slip.meant)
            cost += slip.cost
    left = 1 - cost / max(letters, 1)
    return 1 / (1 + math.exp(-_STEEPNESS * (left - _MIDPOINT)))


def _context(slip: Slip, *, is_alone: bool) -> float:
    """What a slip counts among other words; one letter makes another short word (cafe, care)."""
    if len(slip.meant) < _SHORTEST_REPLACED and slip.cost >= REPLACED:
        return _IN_SHORT_WORD
    return 1.0 if is_alone else _IN_CONTEXT


def _letters(word: str) -> int:
    return len(word) * (_NATIVE_LETTERS if is_native(word) else 1)

"""How concepts are worded: the terms of each concept's names and what each term tells."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.meanings import default_meanings
from matcher.normalizing.stemming import stem_in
from matcher.normalizing.uncollected import uncollected
from matcher.normalizing.words import CUES, QUALIFIERS, STOPWORDS, count_negations
from matcher.taxonomy import Taxonomy

__all__ = ["Form", "Unit", "Wording", "meant", "term_of", "terms_in", "units_in"]

#: Words that ask, join or place, but name nothing.
_SILENT = frozenset(word for said in (*QUALIFIERS, *CUES, "&") for word in said.split()) | STOPWORDS
_SHORT = 60
#: A single sign of sound that is left over joins words, or ends one.
_SOUND = re.compile("[\u3041-\u3096\uac00-\ud7a3]")

#: What a part of a text may mean: meanings of the table, or else a term; one of them is enough.
Unit = tuple[str, ...]


class Form(NamedTuple):
    """A name as its units with what each weighs, all their terms, and how many words negate."""

    units: tuple[tuple[Unit, float], ...]
    terms: frozenset[str]
    weight: float
    negations: int


@dataclass(frozen=True, repr=False, eq=False)
class Wording:
    """The terms that concepts are named by.

    `forms` are the names of each concept, `terms` all their terms with those of its marks,
    `words` the words of its names as they are written. `weights` are the inverse document
    frequency of each term over concepts, `kinds` the share of its names that are of each kind;
    `denying` are the concepts whose labels deny something.

    >>> wording = Wording.of(Taxonomy.from_labels(["a", "b"], ["las pintu", "las jendela"]))
    >>> wording["door"] > wording["weld"], sorted(wording.terms["b"])
    (True, ['weld', 'window'])
    """

    forms: Mapping[str, tuple[Form, ...]]
    terms: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]
    denying: frozenset[str]
    unknown: float

    def __repr__(self) -> str:
        return f"<Wording: {len(self.weights)} terms of {len(self.forms)} concepts>"

    @classmethod
    @uncollected
    def of(cls, taxonomy: Taxonomy, marks: Iterable[tuple[str, Iterable[str]]] = ()) -> Wording:
        """The wording of a taxonomy's names, and of the words of some marks by concept."""
        named = _named(taxonomy)
        terms = {concept: _terms(several.values()) for concept, several in named.items()}
        for concept, words in marks:
            terms.setdefault(concept, set()).update(t for word in words for t in terms_in(word))
        counts = Counter(chain.from_iterable(terms.values()))
        highest = math.log(1 + len(terms)) + 1
        weights = {term: highest - math.log(1 + count) for term, count in counts.items()}
        forms = {
            concept: tuple(
                _form(units, negations, weights)
                for units, negations in dict.fromkeys(
                    (units, count_negations(text)) for text, units in several.items()
                )
            )
            for concept, several in named.items()
        }
        known = {concept: frozenset(own) for concept, own in terms.items()}
        words = {concept: _words(several) for concept, several in named.items()}
        denying = frozenset(one.id for one in taxonomy if _denies(one.label_en, one.label_id))
        return cls(forms, known, words, weights, _kinds(taxonomy, named), denying, highest)

    def __contains__(self, term: object) -> bool:
        return term in self.weights

    def __getitem__(self, term: str) -> float:
        return self.weights.get(term, self.unknown)

    def weight(self, unit: Unit) -> float:
        """What a unit weighs: as much as the most common of what it may mean."""
        return min(map(self.__getitem__, unit))


def _form(units: tuple[Unit, ...], negations: int, weights: Mapping[str, float]) -> Form:
    weighed = tuple((unit, min(map(weights.__getitem__, unit))) for unit in units)
    terms = frozenset(chain.from_iterable(units))
    return Form(weighed, terms, math.fsum(weight for _, weight in weighed), negations)


def units_in(folded: str) -> tuple[Unit, ...]:
    """The units of a folded text in order, each once; silent words and numbers are left out.

    What the table of meanings does not know gives its stem; Chinese, Japanese and Korean letters
    give pairs of them.

    >>> units_in("pengalaman pengelasan"), units_in("溶接工")
    ((('weld',),), (('weld',),))
    """
    return _units_of_short(folded) if len(folded) <= _SHORT else _units_of(folded)


def _units_of(folded: str) -> tuple[Unit, ...]:
    found: list[Unit] = []
    for cut in default_meanings().cut(folded):
        if cut.words.isdigit() and cut.meanings is None:
            continue
        if cut.meanings is not None:
            found.append(tuple(one for one in cut.meanings if one not in _SILENT))
        else:
            found += _terms_of(cut.words)
    return tuple(dict.fromkeys(filter(None, found)))


#: The names of a taxonomy are cut by several; long texts would fill the memory.
_units_of_short = lru_cache(maxsize=1 << 17)(_units_of)


def terms_in(folded: str) -> Iterator[str]:
    """All terms that the units of a folded text may mean."""
    return chain.from_iterable(units_in(folded))


def meant(folded: str) -> str:
    """A folded text as the terms that its units may mean; as it is where it has none.

    >>> meant("台所の窓"), meant("jendela dapur")
    ('kitchen window', 'window kitchen')
    """
    return " ".join(terms_in(folded)) or folded


def _terms_of(word: str) -> Iterator[Unit]:
    if word in _SILENT:
        return
    if is_native(word):
        yield from ((pair,) for pair in _pairs(word))
    else:
        yield (term_of(word),)


def _pairs(word: str) -> Iterator[str]:
    if len(word) == 1:
        if not _SOUND.match(word):
            yield word
        return
    yield from (word[at : at + 2] for at in range(len(word) - 1))


def term_of(word: str) -> str:
    """The stem of a word that may be Indonesian or English.

    >>> term_of("pengelasan"), term_of("mengelas"), term_of("welders"), term_of("welding")
    ('elas', 'elas', 'weld', 'weld')
    """
    stem = stem_in("id", word)
    return stem_in("en", word) if stem == word else stem


def _denies(*labels: str) -> bool:
    return any(count_negations(fold(label)) for label in labels)


#: The units of each folded name of a concept.
_Named = Mapping[str, tuple[Unit, ...]]


def _named(taxonomy: Taxonomy) -> dict[str, _Named]:
    """Each concept's names with their units, in order."""
    folded = taxonomy.folded(fold)
    texts = {one.id: {folded[one.label_en], folded[one.label_id]} for one in taxonomy}
    for label in taxonomy.labels:
        texts.setdefault(label.concept, set()).add(folded[label.text])
    named = {concept: _as_units(texts[concept]) for concept in sorted(texts)}
    return {concept: several for concept, several in named.items() if several}


def _as_units(texts: Iterable[str]) -> _Named:
    # A name of silent words alone ("Worker in ...") is told by them.
    named = (
        (text, units_in(text) or tuple((word,) for word in dict.fromkeys(text.split())))
        for text in sorted(texts)
    )
    return {text: units for text, units in named if units}


def _terms(several: Iterable[tuple[Unit, ...]]) -> set[str]:
    return {term for units in several for unit in units for term in unit}


def _words(several: _Named) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(str.split, several)))


def _kinds(taxonomy: Taxonomy, named: Mapping[str, _Named]) -> dict[str, dict[str, float]]:
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for concept, several in named.items():
        kind = taxonomy[concept].kind
        every = (term for units in several.values() for unit in units for term in unit)
        for term, count in Counter(every).items():
            counts[term][kind] = counts[term].get(kind, 0) + count
    return {
        term: {kind: count / sum(found.values()) for kind, count in found.items()}
        for term, found in counts.items()
    }

"""How concepts are worded: the terms of each concept's names and what each term tells."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.frames import bare_parts
from matcher.normalizing.stemming import stem_in
from matcher.normalizing.uncollected import uncollected
from matcher.normalizing.words import CUES, QUALIFIERS, STOPWORDS, count_negations
from matcher.taxonomy import Taxonomy

__all__ = ["Form", "Wording", "term_of", "terms_in"]

#: Words that ask, join or place, but name nothing.
_SILENT = frozenset(word for said in (*QUALIFIERS, *CUES, "&") for word in said.split()) | STOPWORDS
_SHORT = 40


class Form(NamedTuple):
    """A name as its terms, their weight, and how many of its words negate."""

    terms: frozenset[str]
    weight: float
    negations: int


@dataclass(frozen=True, repr=False, eq=False)
class Wording:
    """The terms that concepts are named by.

    `forms` are the names of each concept, `terms` all their terms with those of its marks,
    `words` the words of its names as they are written. `weights` are the inverse document
    frequency of each term over concepts, `kinds` the share of its names that are of each kind.

    >>> wording = Wording.of(Taxonomy.from_labels(["a", "b"], ["juru las", "juru masak"]))
    >>> wording["las"] > wording["juru"], sorted(wording.terms["a"])
    (True, ['juru', 'las'])
    """

    forms: Mapping[str, tuple[Form, ...]]
    terms: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]
    unknown: float

    def __repr__(self) -> str:
        return f"<Wording: {len(self.weights)} terms of {len(self.forms)} concepts>"

    @classmethod
    @uncollected
    def of(cls, taxonomy: Taxonomy, marks: Iterable[tuple[str, Iterable[str]]] = ()) -> Wording:
        """The wording of a taxonomy's names, and of the words of some marks by concept."""
        named = _named(taxonomy)
        terms = {concept: set().union(*several.values()) for concept, several in named.items()}
        for concept, words in marks:
            terms.setdefault(concept, set()).update(t for word in words for t in terms_in(word))
        counts = Counter(chain.from_iterable(terms.values()))
        highest = math.log(1 + len(terms)) + 1
        weights = {term: highest - math.log(1 + count) for term, count in counts.items()}
        forms = {
            concept: tuple(
                Form(terms, math.fsum(map(weights.__getitem__, terms)), negations)
                for terms, negations in dict.fromkeys(
                    (terms, count_negations(text)) for text, terms in several.items()
                )
            )
            for concept, several in named.items()
        }
        known = {concept: frozenset(own) for concept, own in terms.items()}
        words = {concept: _words(several) for concept, several in named.items()}
        return cls(forms, known, words, weights, _kinds(taxonomy, named), highest)

    def __contains__(self, term: object) -> bool:
        return term in self.weights

    def __getitem__(self, term: str) -> float:
        return self.weights.get(term, self.unknown)


def terms_in(folded: str) -> Iterator[str]:
    """The terms of a folded text, silent words and numbers left out.

    A word gives its stem; one in Chinese, Japanese or Korean letters gives the pairs of letters of
    its parts, without the frames around them.

    >>> list(terms_in("pengalaman di bidang pengelasan")), list(terms_in("介護職"))
    (['elas'], ['介護', '護職'])
    """
    return chain.from_iterable(map(_terms_of, folded.split()))


def _terms_of(word: str) -> tuple[str, ...]:
    return _terms_of_short(word) if len(word) <= _SHORT else _terms_of_one(word)


def _terms_of_one(word: str) -> tuple[str, ...]:
    if word in _SILENT or word.isdigit():
        return ()
    if not is_native(word):
        return (term_of(word),)
    return tuple(chain.from_iterable(map(_pairs, bare_parts(word))))


#: Names are made of the same words again and again; long ones would fill the memory.
_terms_of_short = lru_cache(maxsize=1 << 16)(_terms_of_one)


def _pairs(word: str) -> Iterator[str]:
    if len(word) == 1:
        yield word
    yield from (word[at : at + 2] for at in range(len(word) - 1))


def term_of(word: str) -> str:
    """The stem of a word that may be Indonesian or English.

    >>> term_of("pengelasan"), term_of("mengelas"), term_of("welders"), term_of("welding")
    ('elas', 'elas', 'weld', 'weld')
    """
    stem = stem_in("id", word)
    return stem_in("en", word) if stem == word else stem


#: The terms of each folded name of a concept.
_Named = Mapping[str, frozenset[str]]


def _named(taxonomy: Taxonomy) -> dict[str, _Named]:
    """Each concept's names with their terms, in order."""
    folded = taxonomy.folded(fold)
    texts = {one.id: {folded[one.label_en], folded[one.label_id]} for one in taxonomy}
    for label in taxonomy.labels:
        texts.setdefault(label.concept, set()).add(folded[label.text])
    named = {concept: _as_terms(texts[concept]) for concept in sorted(texts)}
    return {concept: several for concept, several in named.items() if several}


def _as_terms(texts: Iterable[str]) -> _Named:
    # A name of silent words alone ("Worker in ...") is told by them.
    named = ((text, frozenset(terms_in(text)) or frozenset(text.split())) for text in sorted(texts))
    return {text: terms for text, terms in named if terms}


def _words(several: _Named) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(str.split, several)))


def _kinds(taxonomy: Taxonomy, named: Mapping[str, _Named]) -> dict[str, dict[str, float]]:
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for concept, several in named.items():
        kind = taxonomy[concept].kind
        for term, count in Counter(chain.from_iterable(several.values())).items():
            counts[term][kind] = counts[term].get(kind, 0) + count
    return {
        term: {kind: count / sum(found.values()) for kind, count in found.items()}
        for term, found in counts.items()
    }

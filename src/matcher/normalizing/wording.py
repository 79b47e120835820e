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
from matcher.normalizing.words import CUES, QUALIFIERS, STOPWORDS, count_negations
from matcher.taxonomy import Taxonomy

__all__ = ["Form", "Wording", "term_of", "terms_in"]

#: Words that ask, join or place, but name nothing.
_SILENT = frozenset(word for said in (*QUALIFIERS, *CUES, "&") for word in said.split()) | STOPWORDS


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
    def of(cls, taxonomy: Taxonomy, marks: Iterable[tuple[str, Iterable[str]]] = ()) -> Wording:
        """The wording of a taxonomy's names, and of the words of some marks by concept."""
        named = _named(taxonomy)
        terms = {
            concept: {term for one in several for term in one.terms}
            for concept, several in named.items()
        }
        for concept, words in marks:
            terms.setdefault(concept, set()).update(t for word in words for t in terms_in(word))
        counts = Counter(term for own in terms.values() for term in own)
        highest = math.log(1 + len(terms)) + 1
        weights = {term: highest - math.log(1 + count) for term, count in counts.items()}
        forms = {
            concept: tuple(
                Form(terms, math.fsum(weights[term] for term in terms), negations)
                for terms, negations in dict.fromkeys((one.terms, one.negations) for one in several)
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
    for word in folded.split():
        if word in _SILENT or word.isdigit():
            continue
        if not is_native(word):
            yield term_of(word)
        else:
            yield from chain.from_iterable(map(_pairs, bare_parts(word)))


def _pairs(word: str) -> Iterator[str]:
    if len(word) == 1:
        yield word
    yield from (word[at : at + 2] for at in range(len(word) - 1))


@lru_cache(maxsize=1 << 16)
def term_of(word: str) -> str:
    """The stem of a word that may be Indonesian or English.

    >>> term_of("pengelasan"), term_of("mengelas"), term_of("welders"), term_of("welding")
    ('elas', 'elas', 'weld', 'weld')
    """
    stem = stem_in("id", word)
    return stem_in("en", word) if stem == word else stem


class _Named(NamedTuple):
    """A folded name, its terms, and how many of its words negate."""

    folded: str
    terms: frozenset[str]
    negations: int


def _named(taxonomy: Taxonomy) -> dict[str, list[_Named]]:
    """Each concept's names as terms, in the order of the folded names."""
    texts = {(label.concept, fold(label.text)) for label in taxonomy.labels}
    texts |= {(one.id, fold(text)) for one in taxonomy for text in (one.label_en, one.label_id)}
    named: defaultdict[str, list[_Named]] = defaultdict(list)
    for concept, folded in sorted(texts):
        # A name of silent words alone ("Worker in ...") is told by them.
        if terms := frozenset(terms_in(folded)) or frozenset(folded.split()):
            named[concept].append(_Named(folded, terms, count_negations(folded)))
    return named


def _words(several: Iterable[_Named]) -> frozenset[str]:
    return frozenset(word for one in several for word in one.folded.split())


def _kinds(
    taxonomy: Taxonomy, named: Mapping[str, Iterable[_Named]]
) -> dict[str, dict[str, float]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for concept, several in named.items():
        kind = taxonomy[concept].kind
        for one in several:
            for term in one.terms:
                counts[term][kind] += 1
    return {
        term: {kind: count / found.total() for kind, count in found.items()}
        for term, found in counts.items()
    }

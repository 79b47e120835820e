"""Terms of free text and what each weighs: the rarer in texts about work, the more it tells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.stemming import stem_in
from matcher.tables import read_data_table

__all__ = ["LANGUAGES", "UNLISTED", "terms_of"]

#: The languages whose terms are counted; terms of all others weigh `UNLISTED`.
LANGUAGES = ("id", "en")
#: What a term weighs that the table does not list: as much as one that stands in no document.
UNLISTED = 1.0


class _Term(NamedTuple):
    """A term, and the share of the documents of its language that have it."""

    term: str
    share: float
    weight: float


def terms_of(text: str) -> dict[str, float]:
    """The distinct terms of a text with their weights in [0, 1], in the order of code points.

    A term is the stem of a folded word, in the language in which more documents have it: a word has
    one stem, whatever stands beside it. A word that no document has stays as it is written, one in
    Chinese, Japanese or Korean letters becomes its pairs of letters; both weigh `UNLISTED`. Plain
    numbers are no terms: they say nothing without what they count.

    The weight is log((1 + N) / (1 + n)) / log(1 + N) for a term that n of the N documents of its
    language have (Spärck Jones 1972, as a share of the highest there is).

    >>> {term: round(weight, 1) for term, weight in terms_of("Juru las untuk pengelasan").items()}
    {'elas': 0.7, 'juru': 0.5, 'las': 0.4, 'untuk': 0.2}
    >>> terms_of("35"), terms_of("介護士")
    ({}, {'介護': 1.0, '護士': 1.0})
    """
    found = {
        one.term: one.weight
        for line in text.splitlines()
        for word in fold(line).split()
        if not word.replace(".", "").isdigit()
        for one in _terms(word)
    }
    return {term: found[term] for term in sorted(found)}


@lru_cache(maxsize=1 << 17)
def _terms(word: str) -> tuple[_Term, ...]:
    """The terms of a folded word: its stem, or its pairs of letters."""
    if is_native(word):
        letters = [one + other for one, other in pairwise(word)] or [word]
        return tuple(_Term(one, 0.0, UNLISTED) for one in letters)
    listed = (_listed(language, word) for language in LANGUAGES)
    best = max(listed, key=lambda one: one.share)
    return (best if best.share > 0 else _Term(word, 0.0, UNLISTED),)


def _listed(language: str, word: str) -> _Term:
    """The stem of a word in a language as the table has it."""
    term, documents = stem_in(language, word), _documents()[language]
    of, having = documents[""], documents.get(term, 0)
    weight = log((1 + of) / (1 + having)) / log(1 + of)
    return _Term(term, having / of, weight)


@lru_cache(maxsize=1)
def _documents() -> Mapping[str, Mapping[str, int]]:
    """By language, how many documents have each term; under no term, how many there are."""
    found: dict[str, dict[str, int]] = {language: {} for language in LANGUAGES}
    for row in read_data_table("data/terms.csv", package="matcher.rescoring"):
        having = int(row.required("documents"))
        found[row.required("language")][row.text("term")] = having
    return found

"""Takes a text apart into the phrases that may name its concept, without crossing a negation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.words import (
    ASIDES,
    CUES,
    QUALIFIERS,
    REQUIRED,
    count_negations,
    strip_native_ending,
)

__all__ = ["Phrase", "pieces", "strip_edges", "without_brackets"]

_MOST_PIECES = 24
#: What is longer tells a story; a word picked out of it is not what it is about.
_LONGEST_PHRASE = 120
_LONGEST_QUALIFIER = 4
_OPEN = r"(\[{\uff08\u3010\u300c"
_CLOSE = r")\]}\uff09\u3011\u300d"
_BRACKETED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]*)[{_CLOSE}]")
_SENTENCE = re.compile(r"[;\n。]|\.\s")
_CLAUSE = re.compile(r"\s-\s|[:\uff1a|>–—]")
_ALTERNATIVE = re.compile(r"\s+/\s*|\s*/\s+|\s+(?:atau|or|oder)\s+", re.IGNORECASE)
_TIGHT = re.compile(r"([^\s/]+(?:/[^\s/]+)+)")
_DONE = frozenset({"occupation", "skill"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A folded phrase without its qualifiers, and the kinds that these leave open (None: all)."""

    text: str
    kinds: frozenset[str] | None


def pieces(text: str) -> Iterator[str]:
    """The text and its parts, the most telling first, each once.

    In order: the whole; the text without its brackets; what these hold; clauses; alternatives. A
    sentence that negates is taken whole or not at all, and if what it negates is a demand
    ("not required") so are its neighbours. A text without parts gives itself alone.

    >>> list(pieces("Care Worker (perawat lansia)"))
    ['Care Worker (perawat lansia)', 'Care Worker', 'perawat lansia']
    >>> list(pieces("Bahasa Inggris (tidak wajib)"))
    ['Bahasa Inggris (tidak wajib)']
    """
    plain = ASIDES.sub(" ", text)
    parts = _parts(plain) if len(text) <= _LONGEST_PHRASE else ()
    return islice(dict.fromkeys((text, plain, *parts)), _MOST_PIECES)


def without_brackets(text: str) -> str:
    """The text outside its brackets.

    >>> without_brackets("Kimia Analisis (SMK)")
    'Kimia Analisis'
    """
    return re.sub(r"\s+", " ", _BRACKETED.sub(" ", text)).strip()


def strip_edges(folded: str, countries: frozenset[str]) -> Phrase:
    """A folded text without the qualifiers, cues and country names at its edges.

    >>> strip_edges("pengalaman di bidang las min", frozenset()).text
    'las'
    """
    words = folded.split()
    kinds: frozenset[str] | None = None
    while words:
        edge = _edge(words, countries)
        if edge is None:
            break
        start, stop, narrowed = edge
        if stop - start == 0:
            break
        words = words[start:stop]
        if narrowed is not None:
            kinds = narrowed if kinds is None else (kinds & narrowed or kinds)
    return Phrase(_without_native_ending(" ".join(words)), kinds)


def _edge(
    words: list[str], countries: frozenset[str]
) -> tuple[int, int, frozenset[str] | None] | None:
    """The span of the words without a qualifier at one edge, with the kinds it leaves; or None."""
    count = len(words)
    for size in range(min(_LONGEST_QUALIFIER, count), 0, -1):
        spans = ((0, size, size, count), (count - size, count, 0, count - size))
        for first, last, start, stop in spans:
            run = " ".join(words[first:last])
            if run in CUES:
                return start, stop, CUES[run]
            if run in countries:
                return start, stop, _DONE
            if run in QUALIFIERS:
                return start, stop, None
    return None


def _without_native_ending(folded: str) -> str:
    if not is_native(folded):
        return folded
    head, _, last = folded.rpartition(" ")
    return f"{head} {strip_native_ending(last)}".strip()


def _parts(text: str) -> Iterator[str]:
    """Every part that the negations of the text leave, in the order of `pieces`."""
    sentences = [part for part in map(str.strip, _SENTENCE.split(text)) if part]
    folded = list(map(fold, sentences))
    if any(count_negations(one) and not REQUIRED.isdisjoint(one.split()) for one in folded):
        return
    for sentence, plain in zip(sentences, folded, strict=True):
        yield sentence
        if not count_negations(plain):
            yield from _phrases(sentence)


def _phrases(sentence: str) -> Iterator[str]:
    levels = [without_brackets(sentence), *map(str.strip, _BRACKETED.findall(sentence))]
    yield from filter(None, levels)
    for level in levels:
        clauses = [clause for clause in map(str.strip, _CLAUSE.split(level)) if clause]
        yield from clauses
        for clause in clauses:
            yield from _alternatives(clause)


def _alternatives(clause: str) -> Iterator[str]:
    """Both sides of a slash or an "or"; a slash within a word takes the rest of it along."""
    if tight := _TIGHT.search(clause):
        for option in tight[0].split("/"):
            yield f"{clause[: tight.start()]}{option}{clause[tight.end() :]}"
    yield from (part for part in map(str.strip, _ALTERNATIVE.split(clause)) if part)

"""Takes a text apart into the phrases that may name its concept, without crossing a negation."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from matcher.normalizing.folding import fold
from matcher.normalizing.frames import bare, frame_of, phrase_frames
from matcher.normalizing.schemes import scheme_names
from matcher.normalizing.words import (
    ASIDES,
    CUES,
    QUALIFIERS,
    REQUIRED,
    STOPWORDS,
    count_negations,
)

__all__ = ["Phrase", "listed", "pieces", "runs", "strip_edges", "stripped", "without_brackets"]

_MOST_PIECES = 24
#: What is longer tells a story; a word picked out of it is not what it is about.
_LONGEST_PHRASE = 120
_LONGEST_QUALIFIER = 4
_MOST_ITEMS = 12
_OPEN = r"(\[{\uff08\u3010\u300c"
_CLOSE = r")\]}\uff09\u3011\u300d"
_BRACKETED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]*)[{_CLOSE}]")
_SENTENCE = re.compile(r"[;\n。]|\.\s")
_CLAUSE = re.compile(r"\s-\s|[:\uff1a|>–—]")
_ALTERNATIVE = re.compile(r"\s+/\s*|\s*/\s+|\s+(?:atau|or|oder)\s+", re.IGNORECASE)
_LISTED = re.compile(
    r"\s*[,、]\s*(?:(?:dan|serta|atau|and|or|&)\s)?|\s+(?:dan|serta|atau|and|or|&)\s+",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"\s*[,(–—-]\s*(?:bukan|bkn|selain|kecuali|except|not)\s", re.IGNORECASE)
_TIGHT = re.compile(r"([^\s/]+(?:/[^\s/]+)+)")
_EXAMPLES = re.compile(r"(?:e\.?g\b|mis(?:al(?:nya)?)?\b|contoh|such as|seperti|例)", re.IGNORECASE)
_COURSE = re.compile(r"(?:kelas|kursus|les|pelatihan|training|course|class)\b", re.IGNORECASE)
_FEWEST_INITIALS = 3
_DONE = frozenset({"occupation", "skill"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A folded phrase without its qualifiers, and the kinds that these leave open (None: all).

    `place` is the country that was taken off.
    """

    text: str
    kinds: frozenset[str] | None
    place: str | None = None


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


def listed(text: str) -> list[str]:
    """The items of an enumeration, in order; none where the text is no plain one, or negates.

    >>> listed("kateter urin, tabung oksigen dan infus")
    ['kateter urin', 'tabung oksigen', 'infus']
    >>> listed("juru las")
    []
    """
    if len(text) > _LONGEST_PHRASE or count_negations(fold(text)):
        return []
    items = [item for item in _LISTED.split(text) if item]
    return items if 1 < len(items) <= _MOST_ITEMS else []


def without_brackets(text: str) -> str:
    """The text outside its brackets.

    >>> without_brackets("Kimia Analisis (SMK)")
    'Kimia Analisis'
    """
    return " ".join(_BRACKETED.sub(" ", text).split())


def strip_edges(folded: str, countries: frozenset[str]) -> Phrase:
    """A folded text without the qualifiers, cues, frames, countries and schemes at its edges.

    >>> strip_edges("pengalaman di bidang las min", frozenset()).text
    'las'
    """
    return deque(stripped(folded, countries), maxlen=1)[0]


def stripped(folded: str, countries: frozenset[str]) -> Iterator[Phrase]:
    """A folded text as it is, then less one of the words that frame it after the other.

    Native words are also read without their particles.

    >>> [phrase.text for phrase in stripped("mahir bahasa jepang", frozenset({"jepang"}))]
    ['mahir bahasa jepang', 'bahasa jepang', 'bahasa']
    >>> [phrase.text for phrase in stripped("入浴の介助経験者", frozenset())]
    ['入浴の介助経験者', '入浴介助経験者', '入浴の介助', '入浴介助']
    """
    words = folded.split()
    phrase = Phrase(folded, None)
    yield from _readable(phrase)
    while (edge := _edge(words, countries) or _affix(words)) is not None and edge[0]:
        words, off, narrowed = edge
        kinds = phrase.kinds
        if narrowed is not None:
            kinds = narrowed if kinds is None else (kinds & narrowed or kinds)
        place = off if phrase.place is None and off in countries else phrase.place
        phrase = Phrase(" ".join(words), kinds, place)
        yield from _readable(phrase)


def runs(folded: str) -> Iterator[str]:
    """The runs of up to four words of a folded text, which a qualifier or a country may be."""
    words = folded.split()
    for start in range(len(words)):
        for stop in range(start + 1, min(start + _LONGEST_QUALIFIER, len(words)) + 1):
            yield " ".join(words[start:stop])


def _edge(
    words: list[str], countries: frozenset[str]
) -> tuple[list[str], str, frozenset[str] | None] | None:
    """The words without what frames them at one edge, that, and the kinds it leaves open."""
    at_start, at_end = phrase_frames("start"), phrase_frames("end")
    for size in range(min(_LONGEST_QUALIFIER, len(words)), 0, -1):
        for run, rest, frames in (
            (words[:size], words[size:], at_start),
            (words[-size:], words[:-size], at_end),
        ):
            off = " ".join(run)
            if off in CUES:
                return rest, off, CUES[off]
            if off in countries or off in scheme_names():
                return rest, off, _DONE
            if off in QUALIFIERS:
                return rest, off, None
            if off in frames:
                return rest, off, frames[off]
    return None


def _affix(words: list[str]) -> tuple[list[str], str, frozenset[str] | None] | None:
    """The words without a frame that is no word of its own, at the end or else at the start."""
    if not words:
        return None
    *before, last = words
    if (framed := frame_of("end", last)) is not None:
        return [*before, *filter(None, framed[:1])], "", framed[1]
    first, *after = words
    if (framed := frame_of("start", first)) is not None:
        return [*filter(None, framed[:1]), *after], "", framed[1]
    return None


def _readable(phrase: Phrase) -> Iterator[Phrase]:
    """The phrase, and the phrase without particles where it has some."""
    yield phrase
    if (plain := bare(phrase.text)) != phrase.text:
        yield replace(phrase, text=plain)


def _parts(text: str) -> Iterator[str]:
    """Every part that the negations of the text leave, in the order of `pieces`."""
    sentences = [part for part in map(str.strip, _SENTENCE.split(text)) if part]
    said = list(map(_said, sentences))
    denied = (fold(one[len(kept) :]) for one, kept in zip(sentences, said, strict=True))
    if any(count_negations(one) and not REQUIRED.isdisjoint(one.split()) for one in denied):
        return
    for sentence, kept in zip(sentences, said, strict=True):
        yield sentence
        yield from _phrases(kept)


def _said(sentence: str) -> str:
    """The sentence, or what it says before it tells what is not meant: "welder, bukan caregiver".

    Any other sentence that negates says nothing.
    """
    if not count_negations(fold(sentence)):
        return sentence
    contrast = _CONTRAST.search(sentence)
    before = sentence[: contrast.start()] if contrast else ""
    return "" if count_negations(fold(before)) else before


def _phrases(sentence: str) -> Iterator[str]:
    outside = without_brackets(sentence)
    inside = map(str.strip, _BRACKETED.findall(sentence))
    levels = [outside, *(one for one in inside if not _repeats(one, outside))]
    yield from filter(None, levels)
    for level in levels:
        clauses = [clause for clause in map(str.strip, _CLAUSE.split(level)) if clause]
        yield from clauses
        for clause in clauses:
            yield from _alternatives(clause)


def _repeats(inside: str, outside: str) -> bool:
    """True for brackets that give examples, initials of words outside, or what a course teaches.

    What "Lembaga penjamin simpanan (LPS)" means is said by its words, whatever else LPS stands for.
    """
    if _EXAMPLES.match(inside) or _COURSE.match(outside):
        return True
    letters = "".join(fold(inside).split())
    if not letters.isascii() or not letters.isalpha() or len(letters) < _FEWEST_INITIALS:
        return False
    words = [word for word in fold(outside).split() if word not in STOPWORDS and word != "&"]
    return letters in "".join(word[0] for word in words)


def _alternatives(clause: str) -> Iterator[str]:
    """Both sides of a slash or an "or"; a slash within a word takes the rest of it along."""
    if tight := _TIGHT.search(clause):
        for option in tight[0].split("/"):
            yield f"{clause[: tight.start()]}{option}{clause[tight.end() :]}"
    yield from (part for part in map(str.strip, _ALTERNATIVE.split(clause)) if part)

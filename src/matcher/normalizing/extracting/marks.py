"""Finds concepts by marks: words that stand together only where a concept is meant.

Adverts tell what is done in the words of everyday speech, in which no name of the skill occurs:
"jahit jaring yg sobek" is the mending of nets. A mark is a word, or some that must all be there
(`marks.csv`); the names of a taxonomy are marks too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.similarity import stem
from matcher.normalizing.uncollected import uncollected
from matcher.normalizing.words import KIND_ORDER, STOPWORDS
from matcher.tables import read_data_table
from matcher.taxonomy import Taxonomy

__all__ = ["MarkIndex", "Marked", "Marks"]

_SHORTEST_PREFIX = 3
#: A name of so few letters, or of so many words, is no mark within a sentence.
_FEWEST_LETTERS, _FEWEST_NATIVE, _MOST_WORDS = 5, 2, 5
_NATIVE_LETTER = 3
_SILENT = STOPWORDS | {"&"}


class Marked(NamedTuple):
    """A concept with the words of its mark and their weight, the number of their letters."""

    concept: str
    words: frozenset[str]
    weight: int


@dataclass(frozen=True, slots=True, repr=False)
class MarkIndex:
    """Marks by each word that they need."""

    by_word: Mapping[str, tuple[Marked, ...]]
    native_sizes: tuple[int, ...]

    def __repr__(self) -> str:
        return f"<MarkIndex: {len(self.by_word)} words>"

    @classmethod
    @uncollected
    def of(cls, marks: Iterable[Marked]) -> MarkIndex:
        """The index of some marks."""
        by_word: dict[str, list[Marked]] = defaultdict(list)
        for mark in dict.fromkeys(marks):
            for word in mark.words:
                by_word[word].append(mark)
        sizes = {len(word) for word in by_word if is_native(word)}
        return cls({word: tuple(own) for word, own in by_word.items()}, tuple(sorted(sizes)))

    def within(self, text: str) -> tuple[Marked, ...]:
        """The marks in a text, the weightiest first, one for each concept.

        A concept whose words are all words of a weightier one, or parts of them, is left out.
        """
        words = set(self._words(fold(text)))
        complete = {mark for word in words for mark in self.by_word[word] if mark.words <= words}
        by_concept: dict[str, list[Marked]] = defaultdict(list)
        for mark in sorted(complete, key=lambda one: (-one.weight, one.concept)):
            by_concept[mark.concept].append(mark)
        kept: list[Marked] = []
        spoken: list[frozenset[str]] = []
        for own in by_concept.values():
            every = frozenset(word for mark in own for word in mark.words)
            is_part = any(
                own[0].weight < other.weight and _is_within(every, taken)
                for other, taken in zip(kept, spoken, strict=True)
            )
            if not is_part:
                kept.append(own[0])
                spoken.append(every)
        return tuple(kept)

    def _words(self, folded: str) -> Iterator[str]:
        """The words of marks that a folded text has."""
        for word in folded.split():
            if is_native(word):
                yield from self._native_words(word)
                continue
            for own in {word, word.removesuffix("nya"), stem(word)}:
                if own in self.by_word:
                    yield own
                for size in range(_SHORTEST_PREFIX, len(own) + 1):
                    if (prefix := f"{own[:size]}*") in self.by_word:
                        yield prefix

    def _native_words(self, run: str) -> Iterator[str]:
        for start in range(len(run)):
            for size in self.native_sizes:
                if start + size > len(run):
                    break
                if (word := run[start : start + size]) in self.by_word:
                    yield word


@dataclass(frozen=True)
class Marks:
    """The marks of a taxonomy's concepts: those of the package, and the names of the taxonomy.

    >>> from matcher.taxonomy import default_taxonomy
    >>> marks = Marks.of(default_taxonomy())
    >>> marks.sayings.within("jahit jaring yg sobek")[0].concept
    'skill:net-mending'
    >>> marks.names.within("bisa net mending di kapal")[0].concept
    'skill:net-mending'
    """

    sayings: MarkIndex
    taxonomy: Taxonomy
    #: The kinds of concepts beside those that the package knows.
    other_kinds: tuple[str, ...] = ()

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> Marks:
        """The marks of the package whose concepts a taxonomy has, and its own names."""
        said = (mark for mark in _from_table() if mark.concept in taxonomy.concepts)
        other = sorted({concept.kind for concept in taxonomy}.difference(KIND_ORDER))
        return cls(MarkIndex.of(said), taxonomy, tuple(other))

    @cached_property
    def names(self) -> MarkIndex:
        """The names of the taxonomy, laid out when a text first needs them."""
        return MarkIndex.of(_from_names(self.taxonomy))


@cache
def _from_table() -> tuple[Marked, ...]:
    return tuple(
        _marked(
            row.required("concept"),
            frozenset(part for word in item.split("+") for part in _parts(word)),
        )
        for row in read_data_table("data/marks.csv", package="matcher.normalizing")
        for item in row.items("marks")
    )


def _parts(word: str) -> list[str]:
    """The folded words of a part of a mark; a star at its end stands for any ending."""
    parts = fold(word).split()
    return [*parts[:-1], f"{parts[-1]}*"] if parts and word.endswith("*") else parts


def _from_names(taxonomy: Taxonomy) -> Iterator[Marked]:
    texts = taxonomy.folded(fold)
    labels = [(label.concept, texts[label.text]) for label in taxonomy.labels]
    own = [(one.id, texts[text]) for one in taxonomy for text in (one.label_en, one.label_id)]
    for concept, folded in dict.fromkeys((*own, *labels)):
        words = frozenset([stem(word) for word in folded.split() if word not in _SILENT])
        fewest = _FEWEST_NATIVE if is_native(folded) else _FEWEST_LETTERS
        if len(words) <= _MOST_WORDS and sum(map(len, words)) >= fewest:
            yield _marked(concept, words)


def _marked(concept: str, words: frozenset[str]) -> Marked:
    return Marked(concept, words, sum(map(_weight, words)))


def _weight(word: str) -> int:
    """The letters of a word; those of a script with syllables or ideas count threefold."""
    return len(word) * (_NATIVE_LETTER if is_native(word) else 1)


def _is_within(words: frozenset[str], others: frozenset[str]) -> bool:
    """True where every word is one of the others, or a part of one."""
    return all(any(word in other for other in others) for word in words)

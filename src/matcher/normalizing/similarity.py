"""Judges how far two folded texts say the same, word by word, and what they may not differ in."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from matcher.normalizing.folding import is_native
from matcher.normalizing.words import STOPWORDS, count_negations

__all__ = ["WordWeights", "agreement", "calibrated", "stem"]

#: A word with a digit, a Roman numeral or a single letter names a level, a field or a position.
_CODE = re.compile(r".*\d.*|[a-z]|i{2,3}|iv|vi{1,3}|ix|xi{0,2}")
#: A text of abbreviations alone is equal to a label or is something else.
_SHORTEST = 4
_SHORTEST_MISSPELT = 6
_MOST_EDITS = 3
#: In letters: a short word that stands alone must be spelled right (welded, welder).
_EDIT_COST = 1.5
_MIN_NATIVE = 4
_NATIVE_ALIKE = 0.85
#: The logistic curve of `calibrated`.
_MIDPOINT, _LIKENESS, _LEAD = 3.19, 4.63, 5.97


@dataclass(frozen=True)
class WordWeights:
    """How much each word of a collection of labels tells: its inverse document frequency.

    >>> weights = WordWeights.of(["juru las", "juru masak"])
    >>> weights["las"] > weights["juru"], "welder" in weights
    (True, False)
    """

    weights: Mapping[str, float]
    unknown: float

    @classmethod
    def of(cls, labels: Iterable[str]) -> WordWeights:
        """The weights by the folded labels of a taxonomy."""
        listed = list(labels)
        documents = (frozenset(map(stem, label.split())) for label in listed)
        counts = Counter(chain.from_iterable(documents))
        highest = math.log(1 + len(listed)) + 1
        weights = {word: highest - math.log(1 + count) for word, count in counts.items()}
        return cls(weights, highest)

    def __contains__(self, word: object) -> bool:
        return word in self.weights

    def __getitem__(self, word: str) -> float:
        return self.weights.get(word, self.unknown)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without the plural ending of English: other endings carry meaning.

    >>> stem("welders"), stem("glass"), stem("bus")
    ('welder', 'glass', 'bus')
    """
    is_plural = (
        len(word) >= _SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )
    return word[:-1] if is_plural else word


def agreement(text: str, label: str, weights: WordWeights) -> float:
    """How far two folded texts agree, in [0, 1]; 0 where they differ in a code or a negation.

    Each word of one is paired with an equal word of the other, or with one that it misspells.
    The agreement is the weight of the paired words, each times how alike the pair is, over the
    weight of all words, on the side where less is paired: no weighty word of either may be missing.
    """
    if count_negations(text) != count_negations(label):
        return 0.0
    if text.replace(" ", "") == label.replace(" ", ""):
        return 1.0
    words, others = _words(text), _words(label)
    if max(map(len, words), default=0) < _SHORTEST or _codes(text) != _codes(label):
        return 0.0
    return _paired_share(words, others, weights)


def calibrated(likeness: float, lead: float) -> float:
    """The confidence in [0, 1] that a text means the concept that a label names.

    `likeness` is the cosine of both times their `agreement`, `lead` how far the cosine is ahead of
    that of the best label of any other concept. A logistic curve:
    1 / (1 + exp(3.19 - 4.63 likeness - 5.97 lead)), so that .8 means four right in five. It was
    fitted on the names of the default taxonomy, each left out in turn, together with the titles of
    KBLI 2020 and the far groups of KBJI 2014 and ESCO, which name nothing in that taxonomy.

    >>> round(calibrated(0.7, 0.0), 2), round(calibrated(0.7, 0.3), 2), calibrated(1.0, 1.0) < 1
    (0.51, 0.86, True)
    """
    return 1 / (1 + math.exp(_MIDPOINT - _LIKENESS * likeness - _LEAD * lead))


def loosely_calibrated(likeness: float, lead: float, *, is_alias: bool, in_part: bool) -> float:
    """The confidence in [0, 1] as `calibrated` gives it, in a taxonomy that shares names freely.

    There a name that stands in the text says less, an alias least: under "supervisor" ESCO has an
    operator of oil refineries. Fitted on half of the vacancy titles that a job board assigned to
    ESCO occupations, whose own labels contradict each other for one title in four.

    >>> round(loosely_calibrated(1.0, 0.2, is_alias=False, in_part=False), 2)
    0.79
    >>> round(loosely_calibrated(1.0, 0.2, is_alias=True, in_part=False), 2)
    0.44
    """
    evidence = 1.59 * likeness**2 + 2.48 * lead - 1.89
    evidence += -0.43 if is_alias else 1.13 * likeness
    return 1 / (1 + math.exp(0.83 * in_part - evidence))


# One text is compared with many labels, and one label with many texts.
@lru_cache(maxsize=1 << 15)
def _words(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in text.split() if word not in STOPWORDS and word != "&")


@lru_cache(maxsize=1 << 15)
def _codes(text: str) -> frozenset[str]:
    return frozenset(word for word in _words(text) if _CODE.fullmatch(word))


def _paired_share(words: Sequence[str], others: Sequence[str], weights: WordWeights) -> float:
    paired, missing, free = 0.0, 0.0, list(others)
    unpaired: list[str] = []
    for word in words:
        if word in free:
            free.remove(word)
            paired += weights[word]
        else:
            unpaired.append(word)
    total = paired
    is_plain = all(map(str.isascii, free))
    for word in unpaired:
        near = _misspelt_by(word, free, weights) if is_plain and word.isascii() else free
        likeness, partner = max(
            ((_likeness(word, other, weights), other) for other in near), default=(0.0, "")
        )
        if likeness:
            free.remove(partner)
            paired += likeness * weights[partner]
            total += weights[partner]
        else:
            missing += weights[word]
    unasked = sum(weights[word] for word in free)
    return paired / (total + max(missing, unasked))


def _misspelt_by(word: str, others: Sequence[str], weights: WordWeights) -> Sequence[str]:
    """The words, none of them native, that a word could at all misspell."""
    return () if word in weights else [other for other in others if other[0] == word[0]]


def _likeness(word: str, other: str, weights: WordWeights) -> float:
    """How alike a word is to one of a label, if it may be a misspelling of it; else 0."""
    is_one_native = is_native(word) or is_native(other)
    # A word that the labels use elsewhere is itself, not a misspelling: printer is not painter.
    if not is_one_native and (word in weights or word[0] != other[0]):
        return 0.0
    from rapidfuzz.distance import OSA, Indel

    if is_one_native:
        # One letter makes another word (農業, 漁業), so only an ending may come on top.
        shorter, longer = sorted((word, other), key=len)
        alike: float = Indel.normalized_similarity(shorter, longer)
        is_alike = longer.startswith(shorter) and len(shorter) >= _MIN_NATIVE
        return alike if is_alike and alike >= _NATIVE_ALIKE else 0.0
    edits: int = OSA.distance(word, other, score_cutoff=_most_edits(word, other))
    if edits > _most_edits(word, other):
        return 0.0
    return max(0.0, 1 - _EDIT_COST * edits / max(len(word), len(other)))


def _most_edits(word: str, other: str) -> int:
    """No edit in short words, where one letter makes another word; then one per four letters."""
    shorter = min(len(word), len(other))
    return 0 if shorter < _SHORTEST_MISSPELT else min(_MOST_EDITS, (shorter - 1) // 4)

"""Finds the level in a text: "JLPT N4" is a test and its level, "D3 Keperawatan" also a field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matcher.normalizing.folding import fold
from matcher.normalizing.frames import is_framing
from matcher.normalizing.words import CUES, QUALIFIERS, strip_native_ending
from matcher.taxonomy.scales import Scale, fold_level

__all__ = ["LevelFinder", "split_level"]

#: A word of a text in one script: native letters, or letters and digits (N4, 5.0, 80%, B1+).
_WORD = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+"
    r"|(?:(?![\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3])"
    r"[^\W_])+(?:[.,]\d+)*[+%]?"
)
#: Points: a number, perhaps of a maximum, with the words that go with it.
_POINTS = re.compile(
    r"(?:(?:level|tingkat|band|skor|score|nilai|minimal|min|poin|points?)[\s.:]*)*"
    r"\d+(?:[.,]\d+)?\s*%?(?:\s*/\s*\d+)?\s*(?:poin|points?|pts|persen|percent|点|점|分)?",
    re.IGNORECASE,
)
_MOST_WORDS = 4
#: Words beside a level that belong to it, or join it to the next one.
_FRAME = QUALIFIERS | frozenset(CUES) | {"atau", "or", "&", "sampai", "hingga", "oder", "bis"}
Span = tuple[int, int]


@dataclass(frozen=True, repr=False, eq=False)
class LevelFinder:
    """Tells on which of many scales a text may name a level, without trying one after the other.

    `by_spelling` holds the scales by the spellings of their levels, word by word.
    """

    by_spelling: Mapping[str, frozenset[str]]
    numeric: frozenset[str]

    def __repr__(self) -> str:
        return f"<LevelFinder: {len(self.by_spelling)} spellings>"

    @classmethod
    def of(cls, scales: Iterable[Scale]) -> LevelFinder:
        """The finder of the levels of these scales."""
        known, found = list(scales), defaultdict(set)
        for scale in known:
            for spelling in scale.spellings:
                found["".join(map(_folded_word, _WORD.findall(spelling)))].add(scale.name)
        by_spelling = {spelling: frozenset(names) for spelling, names in found.items()}
        return cls(by_spelling, frozenset(scale.name for scale in known if scale.is_numeric))

    def scales(self, text: str) -> frozenset[str]:
        """The scales on which `split_level` may find a level in the text, perhaps more."""
        words = list(map(_folded_word, _WORD.findall(text)))
        found = set(self.numeric) if any(map(str.isdigit, text)) else set()
        for start in range(len(words)):
            run = ""
            for word in words[start : start + _MOST_WORDS]:
                run += word
                found |= self.by_spelling.get(run, frozenset())
        return frozenset(found)


_folded_word = lru_cache(maxsize=1 << 14)(fold_level)


def split_level(text: str, scale: Scale) -> tuple[str, float | None]:
    """The text without the level at its end or start, and that level's rank on the scale.

    Words that only frame the level (minimal, tingkat, sederajat, ...) go with it. Of several levels
    the lowest is meant ("N4 atau N5"). A bare number is a level only at the end, and only on a
    scale of points. Without a level the text comes back as it is, with None.

    >>> from matcher.taxonomy import Credit, Level
    >>> credit = Credit("steps", ((1, 0.5),))
    >>> jlpt = Scale("jlpt", (Level("N5", 1), Level("N4", 2)), credit, {"n5": 1, "n4": 2})
    >>> split_level("JLPT N4", jlpt), split_level("JLPT", jlpt)
    (('JLPT', 2), ('JLPT', None))
    """
    if not _may_name_level(text, scale):
        return text.strip(), None
    spans = [match.span() for match in _WORD.finditer(text)]
    spans, at_end = _take(text, spans, scale, from_end=True)
    spans, at_start = _take(text, spans, scale, from_end=False)
    if not (ranks := at_end + at_start):
        return text.strip(), None
    rest = text[spans[0][0] : spans[-1][1]] if spans else ""
    return rest + ")" * (rest.count("(") - rest.count(")")), min(ranks)


def _may_name_level(text: str, scale: Scale) -> bool:
    """False where a look shows that no level can be found: most texts name none."""
    squeezed = _squeezed(text)
    if scale.is_numeric and any(map(str.isdigit, squeezed)):
        return True
    return any(spelling in squeezed for spelling in scale.spellings)


_squeezed = lru_cache(maxsize=256)(fold_level)


def _take(
    text: str, spans: Sequence[Span], scale: Scale, *, from_end: bool
) -> tuple[list[Span], list[float]]:
    """The words left and the ranks found when levels are taken from one side."""
    ranks: list[float] = []
    left = list(spans)
    while True:
        # As it stands first: a word that frames one scale's levels is a level on another (aktif).
        for words in (left, _without_frame(text, left, from_end=from_end)):
            if found := next(_windows(text, words, scale, from_end=from_end), None):
                break
        else:
            return left, ranks
        size, rank = found
        ranks.append(rank)
        rest = words[:-size] if from_end else words[size:]
        left = _without_frame(text, rest, from_end=from_end)


def _windows(
    text: str, spans: Sequence[Span], scale: Scale, *, from_end: bool
) -> Iterator[tuple[int, float]]:
    """The runs of words at one side that name a level, longest first: (words, rank)."""
    for size in range(min(_MOST_WORDS, len(spans)), 0, -1):
        run = spans[-size:] if from_end else spans[:size]
        start, end = run[0][0], run[-1][1]
        # "J.TEST E-F" is the name of a test, not its levels E and F.
        is_part = end - start == 1 and "-" in (text[start - 1 : start], text[end : end + 1])
        rank = None if is_part else _rank(text[start:end], scale, with_points=from_end)
        if rank is not None:
            yield size, rank


def _rank(window: str, scale: Scale, *, with_points: bool) -> float | None:
    """The rank that a run of words names; on a scale of points, numbers only where they may be."""
    if not scale.is_numeric:
        return scale.rank(window)
    if _POINTS.fullmatch(window):
        return scale.rank(window) if with_points else None
    return scale.spellings.get(fold_level(window))


def _without_frame(text: str, spans: Sequence[Span], *, from_end: bool) -> list[Span]:
    """The words without those at one side that only frame a level, and without joiners."""
    left = list(spans)
    while left:
        span = left[-1] if from_end else left[0]
        word = fold(text[slice(*span)])
        if word not in _FRAME and strip_native_ending(word) == word and not is_framing(word):
            break
        left.pop(-1 if from_end else 0)
    return left

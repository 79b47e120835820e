"""Tells whose the ranges of a text are, where they differ by sex: "L 18-30, P 20-35"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matcher.errors import CellError
from matcher.records.bounds import Found, Range
from matcher.records.phrases import Token

__all__ = ["BoundsBySex", "by_sex"]

_BOTH = frozenset({"M", "F"})
_OPEN = Range()


@dataclass(frozen=True, slots=True)
class BoundsBySex:
    """The range for everybody, and those for men and for women where they have their own."""

    both: Range = _OPEN
    male: Range = _OPEN
    female: Range = _OPEN

    @property
    def is_open(self) -> bool:
        """True where nothing is asked of anybody."""
        return self.both.is_open and self.male.is_open and self.female.is_open


def by_sex(
    ranges: Sequence[Found], tokens: Sequence[Token], text: str, *, topic: str = ""
) -> BoundsBySex:
    """Whose the ranges of a topic are: sexes are named before their ranges, or all behind them.

    A sex named before a topic ("Pria: tinggi 165, berat 60") holds for what follows, one named
    within it ("tinggi pria 165, berat 60") for that topic alone. CellError where one sex has two
    ranges that do not fit together.
    """
    whose: dict[frozenset[str], Range] = {}
    for one, sexes in zip(ranges, _sexes_of(ranges, tokens), strict=True):
        if one.topic == topic:
            whose[sexes] = _merged(whose.get(sexes), one.range, text)
    return BoundsBySex(
        both=whose.get(_BOTH, Range()),
        male=whose.get(frozenset({"M"}), Range()),
        female=whose.get(frozenset({"F"}), Range()),
    )


def _sexes_of(ranges: Sequence[Found], tokens: Sequence[Token]) -> list[frozenset[str]]:
    """For each range the sexes that are named for it; both where none is named."""
    named = [(index, token.meaning) for index, token in enumerate(tokens) if token.kind == "sex"]
    if not named or not ranges:
        return [_BOTH] * len(ranges)
    at = [index for index, _ in named]
    edges = [0, *(bisect_left(at, one.index) for one in ranges), len(at)]
    runs = [frozenset(sex for _, sex in named[low:high]) for low, high in pairwise(edges)]
    own = runs[:-1] if runs[0] else runs[1:]
    filled: list[frozenset[str]] = []
    last, topic, is_scope = _BOTH, ranges[0].topic, False
    for one, run, edge in zip(ranges, own, edges[1:], strict=False):
        if run:
            last, is_scope = run, _is_scope(at[edge - 1], tokens)
        elif one.topic != topic and not is_scope:
            last = _BOTH
        topic = one.topic
        filled.append(last)
    return filled


def _is_scope(sex: int, tokens: Sequence[Token]) -> bool:
    """True where the name of a topic stands between a word for a sex and the next number."""
    behind = (tokens[index].kind for index in range(sex + 1, len(tokens)))
    return next((kind for kind in behind if kind in {"fact", "number"}), "") == "fact"


def _merged(known: Range | None, more: Range, text: str) -> Range:
    if known is None or known == more:
        return more
    low = known.low if more.low is None else more.low
    high = known.high if more.high is None else more.high
    overlap = (known.low is not None and more.low is not None) or (
        known.high is not None and more.high is not None
    )
    if overlap or (low is not None and high is not None and low > high):
        problem = f"'{text.strip()}' holds two bounds that do not fit together."
        raise CellError(text, problem, repair="Write one range, such as 20-35, for each sex.")
    return Range(low, high)

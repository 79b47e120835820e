"""The personal facts of people as the verdict kernel reads them: which conditions they may meet.

People who are alike in sex, height and weight, as far as any bound tells, are of one kind. For
each form a kind has a pattern: the conditions met in every way in which what is unknown may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, product
from typing import NamedTuple

import numpy as np

from matcher.eligibility.personal_axes import MeasureAxis, SexAxis
from matcher.eligibility.personal_days import Form
from matcher.eligibility.personal_facts import People
from matcher.features.claim_blocks import Memory
from matcher.kernels.verdict_arrays import Facts
from matcher.normalizing.expressions import Bound

__all__ = ["PersonalWorlds"]

_FACTS = ("sex", "height", "weight")
#: Births are kept as 32 bits; the calendar ends long before.
_LAST_BIRTH = int(np.iinfo(np.int32).max) - 1
_MOST_KEPT = 4096


class _Reader(NamedTuple):
    """What a form reads: the bits of all its bounds, and those of each of its conditions."""

    bits: int
    conditions: tuple[int, ...]


class PersonalWorlds:
    """Reads the facts of people for the forms of an index; what a kind may be is found once."""

    def __init__(self, forms: Sequence[Form]) -> None:
        bounds = dict.fromkeys(b for form in forms for condition in form for b in condition)
        bit = {bound: 1 << place for place, bound in enumerate(bounds)}
        self._axes: dict[str, SexAxis | MeasureAxis] = {
            "sex": SexAxis(is_asked=any(bound.fact == "sex" for bound in bounds)),
            **{fact: MeasureAxis.of(b for b in bounds if b.fact == fact) for fact in _FACTS[1:]},
        }
        #: The bits of the bounds that hold in each class of each fact.
        self._held = [self._bits(fact, bit) for fact in _FACTS]
        needs = [tuple(sum(bit[b] for b in condition) for condition in form) for form in forms]
        self._readers = [_Reader(_union(conditions), conditions) for conditions in needs]
        self._patterns: dict[tuple[int, ...], int] = {}
        self._of_kind = Memory(self._patterns_of, most=_MOST_KEPT)

    def facts(self, people: People) -> Facts:
        """The facts of some people."""
        axes = [self._axes[fact] for fact in _FACTS]
        spans = [axis.span(people.extents[fact]) for fact, axis in zip(_FACTS, axes, strict=True)]
        sizes = [axis.size for axis in axes for _ in range(2)]
        keys = np.ravel_multi_index([end for span in spans for end in span], sizes)
        distinct, kind = np.unique(keys, return_inverse=True)
        ends = np.stack(np.unravel_index(distinct, sizes), axis=1).tolist()
        patterns = [self._of_kind[tuple(one)] for one in ends]
        births = people.extents["age"]
        first, last = (
            np.clip(end, 0, _LAST_BIRTH).astype(np.int32) for end in (births.low, births.high)
        )
        return Facts(
            first=first,
            last=last,
            kind=kind.astype(np.int32),
            patterns=np.array(patterns, dtype=np.int32).reshape(-1, len(self._readers)),
            words=np.array([word for one in self._patterns for word in one], dtype=np.uint64),
            word_starts=np.array([0, *accumulate(map(len, self._patterns))], dtype=np.int64),
        )

    def _bits(self, fact: str, bit: dict[Bound, int]) -> list[int]:
        axis = self._axes[fact]
        held = [0] * axis.size
        for bound, own in bit.items():
            if bound.fact == fact:
                for place in np.flatnonzero(axis.truths(bound)).tolist():
                    held[place] |= own
        return held

    def _patterns_of(self, kind: tuple[int, ...]) -> list[int]:
        """The pattern that a kind has for each form."""
        held = [
            set(bits[first : last + 1])
            for bits, first, last in zip(self._held, kind[::2], kind[1::2], strict=True)
        ]
        return [self._pattern(reader, held) for reader in self._readers]

    def _pattern(self, reader: _Reader, held: Sequence[set[int]]) -> int:
        """The number of a pattern: everything that may be met together."""
        read = ({bits & reader.bits for bits in own} for own in held)
        words = {_word(reader.conditions, sum(world)) for world in product(*read)}
        return self._patterns.setdefault(tuple(sorted(_extremes(words))), len(self._patterns))


def _word(conditions: Iterable[int], held: int) -> int:
    """A bit for each condition all of whose bounds hold."""
    return sum(1 << slot for slot, need in enumerate(conditions) if need & held == need)


def _extremes(words: set[int]) -> set[int]:
    """The words of which no other is worse, or no other is better: the rest decides nothing."""
    worst = {one for one in words if not any(other & one == other for other in words - {one})}
    best = {one for one in words if not any(other & one == one for other in words - {one})}
    return worst | best


def _union(bits: Iterable[int]) -> int:
    union = 0
    for one in bits:
        union |= one
    return union

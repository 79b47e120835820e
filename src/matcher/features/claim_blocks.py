"""The claims of a block of candidates as arrays: whose, of what kind, and when they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from matcher.features.holdings import Holding, Valid, paper_dates, stated, taught
from matcher.normalizing.normalized import NormalCandidate, NormalClaim
from matcher.records.evidence import Evidence
from matcher.taxonomy import Taxonomy

__all__ = ["Answers", "ClaimBlock", "ClaimKind", "Memory", "claims_of"]

Indices = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]

#: Whether a paper holds on a day, by the code of that state.
_STATES: tuple[Valid, ...] = (True, None, False)
_HOLDS, _MAY_HOLD, _NOT = range(3)

#: Before and after every day of the calendar.
_EVER, _NEVER_ENDS = 0, date.max.toordinal()

Key = TypeVar("Key")
Value = TypeVar("Value")


class ClaimKind(NamedTuple):
    """What claims have in common that say the same of all that is asked while they hold.

    A cohort has many claims and few kinds of them.
    """

    section: str
    concept: str
    level: float | None
    evidence: Evidence

    def holdings(self, taxonomy: Taxonomy) -> Iterator[tuple[Holding, tuple[Valid, ...]]]:
        """What is held by such a claim, and whether it holds while the paper is in each state.

        The holdings have no dates.
        """
        claim = NormalClaim(self.concept, self.level, self.evidence, None, None, "")
        for holding in stated(claim, self.section, taxonomy):
            yield holding, _STATES
        for holding in taught(claim, self.section, taxonomy):
            yield holding, (True,) * len(_STATES)


class Answers(NamedTuple):
    """What claims of one kind say of what is asked, at the `places` (k,) where they say anything.

    `tables` (2, 3, k) has two values of each, by the state of the paper.
    """

    places: Indices
    tables: npt.NDArray[Any]

    @classmethod
    def of(
        cls, found: Sequence[tuple[Sequence[int] | Indices, object]], kind: type[np.generic]
    ) -> Answers:
        """From what is said alike at several places: the places, and the two values by state."""
        places = [np.asarray(one, dtype=np.int64) for one, _ in found]
        tables = np.array([table for _, table in found], dtype=kind).reshape(-1, 2, len(_STATES))
        return cls(
            np.concatenate([np.empty(0, dtype=np.int64), *places]),
            np.repeat(tables.transpose(1, 2, 0), [one.size for one in places], axis=2),
        )


class Cells(NamedTuple):
    """What claims say, cell by cell (h,): whose, of what, and the two values."""

    rows: Indices
    places: Indices
    one: npt.NDArray[Any]
    other: npt.NDArray[Any]


@dataclass(frozen=True)
class ClaimBlock:
    """The claims (c,) of some candidates, one candidate after the other.

    A paper holds from `first` to `last` (days as ordinals, both included); after that it may still
    hold where `may_last`, else it has ended.
    """

    kinds: tuple[ClaimKind, ...]
    rows: Indices
    first: Days
    last: Days
    may_last: npt.NDArray[np.bool_]

    def cells(self, answers: Mapping[ClaimKind, Answers], days: Days) -> Cells:
        """What the claims say, each place (l,) on its own of the `days` (l,)."""
        if not self.kinds:
            nowhere, nothing = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int8)
            return Cells(nowhere, nowhere, nothing, nothing)
        said = [answers[kind] for kind in self.kinds]
        claim = np.repeat(np.arange(len(said)), [one.places.size for one in said])
        places = np.concatenate([one.places for one in said])
        state = self._states(claim, days[places])
        one, other = (
            np.choose(state, table)
            for table in np.concatenate([one.tables for one in said], axis=2)
        )
        return Cells(self.rows[claim], places, one, other)

    def _states(self, claims: Indices, days: Days) -> npt.NDArray[np.int8]:
        """The state of some claims' papers, each on its day."""
        after = np.where(self.may_last[claims], np.int8(_MAY_HOLD), np.int8(_NOT))
        states = np.where(days <= self.last[claims], np.int8(_HOLDS), after)
        return np.where(days < self.first[claims], np.int8(_NOT), states)


def claims_of(candidates: Sequence[NormalCandidate], taxonomy: Taxonomy) -> ClaimBlock:
    """The claims of candidates; the rows are their places among these."""
    kinds: list[ClaimKind] = []
    terms: list[tuple[int, int, int, bool]] = []
    for row, candidate in enumerate(candidates):
        for name, section in candidate.sections.items():
            for claim in section.claims:
                kinds.append(ClaimKind(name, claim.concept, claim.level, claim.evidence))
                terms.append((row, *_term(claim, name, taxonomy)))
    rows, first, last, may_last = np.array(terms, dtype=np.int64).reshape(-1, 4).T
    return ClaimBlock(
        tuple(kinds),
        rows,
        first.astype(np.int32),
        last.astype(np.int32),
        may_last.astype(np.bool_),
    )


def _term(claim: NormalClaim, section: str, taxonomy: Taxonomy) -> tuple[int, int, bool]:
    """The first and the last day on which a claim surely holds, and whether it may outlast it."""
    start, end, validity = paper_dates(claim, section, taxonomy)
    endless = _NEVER_ENDS if validity is None else _EVER
    return (
        _EVER if start is None else start.toordinal(),
        endless if end is None else end.toordinal(),
        validity is not None,
    )


class Memory(dict[Key, Value]):
    """What was worked out before, by what it depends on; beyond `most` it starts anew.

    >>> squares = Memory(lambda number: number * number, most=2)
    >>> squares[3], squares[4], squares[5], len(squares)
    (9, 16, 25, 1)
    """

    def __init__(self, work_out: Callable[[Key], Value], *, most: int) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._work_out(key)
        return value

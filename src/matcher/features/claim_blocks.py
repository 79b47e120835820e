"""The claims of a block of candidates as arrays: whose, of what kind, and when they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from matcher.calendar import add_months
from matcher.features.holdings import Holding, Valid, stated, taught
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.contents import NOT_DATED, DistinctClaims
from matcher.normalizing.normalized import NormalCandidate, NormalClaim
from matcher.records.evidence import Evidence
from matcher.taxonomy import Taxonomy

__all__ = [
    "Answers",
    "Cells",
    "ClaimBlock",
    "ClaimKind",
    "ClaimTerms",
    "Memory",
    "claims_of",
    "terms_of",
]

Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Days = npt.NDArray[np.int32]

#: Whether a paper holds on a day, by the code of that state.
_STATES: tuple[Valid, ...] = (True, None, False)
_HOLDS, _MAY_HOLD, _NOT = range(3)

#: Before and after every day of the calendar.
_EVER, _NEVER_ENDS = 0, date.max.toordinal()
#: Where the usual period of a paper is not known.
_NO_PERIOD = -1

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


@dataclass(frozen=True, eq=False)
class ClaimTerms:
    """Distinct claims (u,): of what kind each is, and when it holds.

    A paper holds from `first` to `last` (days as ordinals, both included); after that it may still
    hold where `may_last`, else it has ended.
    """

    kinds: tuple[ClaimKind, ...]
    kind: Codes
    first: Days
    last: Days
    may_last: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, claims: DistinctClaims, section: str, taxonomy: Taxonomy) -> ClaimTerms:
        """The terms of claims of a section; see `holdings.paper_dates` for single ones."""
        kinds: dict[ClaimKind, int] = {}
        said = [ClaimKind(section, c.concept, c.level, c.evidence) for c in claims.undated]
        kind = np.array([kinds.setdefault(one, len(kinds)) for one in said], dtype=np.int32)
        if section == "experience":
            # The dates of work are a period, not a validity: having been a welder does not expire.
            ever, size = np.zeros(len(claims), dtype=np.int32), len(claims)
            endless = np.full(size, _NEVER_ENDS, dtype=np.int32)
            return cls(tuple(kinds), kind[claims.code], ever, endless, ever != 0)
        papers = [taxonomy.validity.get(claim.concept) for claim in claims.undated]
        expires = np.array([bool(one and one.expires) for one in papers], dtype=np.bool_)
        months = np.array(
            [_NO_PERIOD if one is None or one.months is None else one.months for one in papers],
            dtype=np.int32,
        )
        may_last = expires[claims.code] & (claims.last == NOT_DATED)
        last = np.where(claims.last == NOT_DATED, np.int32(_NEVER_ENDS), claims.last)
        last[may_last] = _EVER
        usual = may_last & (months[claims.code] != _NO_PERIOD) & (claims.first != NOT_DATED)
        last[usual] = _ends(claims.first[usual], months[claims.code][usual])
        return cls(tuple(kinds), kind[claims.code], claims.first, last, may_last)


@dataclass(frozen=True, eq=False)
class ClaimBlock:
    """The claims (c,) of some candidates: whose, of what kind, and when they hold.

    `rows` are the candidates, `kind` the places in the distinct `kinds`; for the days see
    `ClaimTerms`.
    """

    kinds: tuple[ClaimKind, ...]
    rows: Indices
    kind: Codes
    first: Days
    last: Days
    may_last: npt.NDArray[np.bool_]

    def cells(self, answers: Mapping[ClaimKind, Answers], days: Days) -> Cells:
        """What the claims say, each place (l,) on its own of the `days` (l,)."""
        if not self.kinds:
            nowhere, nothing = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int8)
            return Cells(nowhere, nowhere, nothing, nothing)
        said = [answers[kind] for kind in self.kinds]
        sizes = np.array([one.places.size for one in said])
        starts = np.cumsum(sizes) - sizes
        tables = np.concatenate([one.tables for one in said], axis=2)
        own = sizes[self.kind]
        claim = np.repeat(np.arange(own.size), own)
        cell = np.arange(claim.size) + (starts[self.kind] - (np.cumsum(own) - own))[claim]
        places = np.concatenate([one.places for one in said])[cell]
        state = self._states(claim, days[places])
        return Cells(self.rows[claim], places, tables[0, state, cell], tables[1, state, cell])

    def _states(self, claims: Indices, days: Days) -> npt.NDArray[np.int8]:
        """The state of some claims' papers, each on its day."""
        after = np.where(self.may_last, np.int8(_MAY_HOLD), np.int8(_NOT))[claims]
        states = np.where(days <= self.last[claims], np.int8(_HOLDS), after)
        return np.where(days < self.first[claims], np.int8(_NOT), states)


#: Cohorts are cut into many blocks, which share their distinct claims.
_TERMS: WeakKeyDictionary[DistinctClaims, tuple[Taxonomy, ClaimTerms]] = WeakKeyDictionary()


def claims_of(candidates: Sequence[NormalCandidate], taxonomy: Taxonomy) -> ClaimBlock:
    """The claims of candidates, section by section; the rows are their places among these."""
    kinds: list[ClaimKind] = []
    parts: list[tuple[npt.NDArray[Any], ...]] = []
    for name, section in Cohort.of(candidates).sections.items():
        terms, listed = terms_of(section.contents.claims, name, taxonomy), section.listed()
        own = listed.members
        kind = terms.kind[own]
        used, place = _used(kind, len(terms.kinds))
        parts.append(
            (
                listed.rows,
                place + len(kinds),
                terms.first[own],
                terms.last[own],
                terms.may_last[own],
            )
        )
        kinds += [terms.kinds[one] for one in used]
    return ClaimBlock(tuple(kinds), *(np.concatenate(part) for part in zip(*parts, strict=True)))


def terms_of(claims: DistinctClaims, section: str, taxonomy: Taxonomy) -> ClaimTerms:
    """The terms of claims of a section, worked out once as long as these live."""
    known = _TERMS.get(claims)
    if known is None or known[0] is not taxonomy:
        known = _TERMS[claims] = taxonomy, ClaimTerms.of(claims, section, taxonomy)
    return known[1]


def _ends(first: Days, months: Codes) -> Days:
    """The days on which usual periods from these days end."""
    pairs = list(zip(first.tolist(), months.tolist(), strict=True))
    ends = {
        (day, period): add_months(date.fromordinal(day), period).toordinal()
        for day, period in set(pairs)
    }
    return np.array([ends[pair] for pair in pairs], dtype=np.int32)


def _used(codes: Codes, size: int) -> tuple[list[int], Codes]:
    """Which of so many codes occur, and the place of each one among them."""
    occurs = np.zeros(size, dtype=np.bool_)
    occurs[codes] = True
    place = np.cumsum(occurs, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(occurs).tolist(), place[codes]


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

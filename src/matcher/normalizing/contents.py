"""The sections of many candidates as arrays: who has which content, which content lists what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from matcher.normalizing.coding import Members
from matcher.normalizing.normalized import NormalClaim, NormalSection

__all__ = ["NOT_DATED", "CohortSection", "Contents", "DistinctClaims"]

Codes = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.integer[Any]]

#: The ordinal that stands where a claim states no date; days begin with 1.
NOT_DATED = 0


@dataclass(frozen=True, eq=False)
class DistinctClaims(Sequence[NormalClaim]):
    """Distinct claims (u,) as what they say (`undated`, by `code`) and the days that they state.

    There are few claims without their dates, `first` and `last` (ordinals, `NOT_DATED` where
    there is none) make them many.
    """

    undated: tuple[NormalClaim, ...]
    code: Codes
    first: Codes
    last: Codes

    @classmethod
    def of(cls, claims: Sequence[NormalClaim]) -> DistinctClaims:
        """Claims, which should be distinct, as arrays.

        >>> DistinctClaims.of([]).undated
        ()
        """
        places: dict[NormalClaim, int] = {}
        code = [places.setdefault(_undated(claim), len(places)) for claim in claims]
        first = [_ordinal(claim.valid_from) for claim in claims]
        last = [_ordinal(claim.valid_to) for claim in claims]
        return cls(tuple(places), *(np.array(part, dtype=np.int32) for part in (code, first, last)))

    def __len__(self) -> int:
        return self.code.size

    @overload
    def __getitem__(self, index: int) -> NormalClaim: ...
    @overload
    def __getitem__(self, index: slice) -> DistinctClaims: ...
    def __getitem__(self, index: int | slice) -> NormalClaim | DistinctClaims:
        if isinstance(index, slice):
            code, first, last = self.code[index], self.first[index], self.last[index]
            return DistinctClaims(self.undated, code, first, last)
        undated: NormalClaim = self.undated[self.code[index]]
        start, end = _date(int(self.first[index])), _date(int(self.last[index]))
        if start is None and end is None:
            return undated
        return replace(undated, valid_from=start, valid_to=end)


@dataclass(frozen=True, eq=False)
class Contents:
    """The distinct contents (d,) of one section.

    Content i lists `claims[code]` for each code of `listed.of(i)`, in the order of the record; what
    did not resolve is `texts[code]` for each code of `unresolved.of(i)`.
    """

    complete: Bools
    claims: DistinctClaims
    listed: Members
    texts: tuple[str, ...]
    unresolved: Members

    @classmethod
    def of(cls, sections: Sequence[NormalSection]) -> Contents:
        """Sections, which should be distinct, as arrays."""
        claims: dict[NormalClaim, int] = {}
        texts: dict[str, int] = {}
        codes = [[claims.setdefault(c, len(claims)) for c in one.claims] for one in sections]
        text_codes = [[texts.setdefault(t, len(texts)) for t in one.unresolved] for one in sections]
        return cls(
            np.array([one.complete for one in sections], dtype=np.bool_),
            DistinctClaims.of(tuple(claims)),
            Members.of_lists(codes),
            tuple(texts),
            Members.of_lists(text_codes),
        )

    def __len__(self) -> int:
        return self.complete.size

    def section(self, content: int) -> NormalSection:
        """One content as the section of a candidate."""
        return NormalSection(
            bool(self.complete[content]),
            tuple(self.claims[code] for code in self.listed.of(content).tolist()),
            tuple(self.texts[code] for code in self.unresolved.of(content).tolist()),
        )

    @cached_property
    def leading(self) -> tuple[tuple[str, ...], Codes]:
        """The concepts that are listed first, sorted, and which (d,) of them; -1 for none."""
        concepts = [claim.concept for claim in self.claims.undated]
        is_listed = self.listed.sizes > 0
        undated = self.claims.code[self.listed.members[self.listed.starts[:-1][is_listed]]]
        used = np.unique(undated).tolist()
        names = sorted({concepts[one] for one in used})
        place = {name: code for code, name in enumerate(names)}
        of_undated = np.array([place.get(name, -1) for name in concepts], dtype=np.int32)
        found = np.full(len(self), -1, dtype=np.int32)
        found[is_listed] = of_undated[undated]
        return tuple(names), found


@dataclass(frozen=True, eq=False)
class CohortSection:
    """One section of all candidates: the content (n,) of each, by its place in `contents`."""

    contents: Contents
    of_row: Codes

    @classmethod
    def of(cls, sections: Iterable[NormalSection]) -> CohortSection:
        """The sections of some candidates; equal ones are one content."""
        places: dict[NormalSection, int] = {}
        of_row = [places.setdefault(one, len(places)) for one in sections]
        return cls(Contents.of(tuple(places)), np.array(of_row, dtype=np.int32))

    @cached_property
    def complete(self) -> Bools:
        """Whether each candidate's section (n,) is complete."""
        return self.contents.complete[self.of_row]

    def listed(self) -> Members:
        """The codes of each candidate's claims (n lists) in `contents.claims`."""
        return self.contents.listed.take(self.of_row.astype(np.int64))

    def take(self, rows: Rows | slice) -> CohortSection:
        """The section of some of the candidates."""
        return CohortSection(self.contents, self.of_row[rows])

    def __iter__(self) -> Iterator[NormalSection]:
        return map(self.contents.section, self.of_row.tolist())


def _undated(claim: NormalClaim) -> NormalClaim:
    if claim.valid_from is None and claim.valid_to is None:
        return claim
    return replace(claim, valid_from=None, valid_to=None)


def _ordinal(day: date | None) -> int:
    return NOT_DATED if day is None else day.toordinal()


def _date(ordinal: int) -> date | None:
    return None if ordinal == NOT_DATED else date.fromordinal(ordinal)

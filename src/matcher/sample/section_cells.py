"""Joins drawn claims to the cells of the section columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.sample.claims import STATES, DrawnSection
from matcher.sample.drawing import Arrow, Ints
from matcher.sample.periods import Periods
from matcher.sample.phrases import Phrases

__all__ = ["ClaimTexts", "cells_of", "members_claims"]

_SEPARATOR = "; "
_EMPTY, _OPEN_END = "-", "..."


@dataclass(frozen=True, slots=True)
class ClaimTexts:
    """The claims of some owners in their order, as texts."""

    #: Where the claims of each owner begin, and where the last one's end.
    starts: Ints
    texts: Arrow

    @classmethod
    def of(cls, section: DrawnSection, phrases: Phrases, periods: Periods | None) -> ClaimTexts:
        """The claims of a section; with periods, those that have one tell it."""
        starts = np.searchsorted(section.owner, np.arange(len(section.state) + 1))
        return cls(starts.astype(np.int64), _texts(phrases, periods))


def members_claims(section: DrawnSection, member_of: Ints) -> tuple[DrawnSection, Ints]:
    """The section of each member of the classes, and which claim of its class each claim is."""
    starts = np.searchsorted(section.owner, np.arange(len(section.state) + 1))
    counts = np.diff(starts)[member_of]
    ends = np.cumsum(counts)
    first = np.repeat(starts[member_of] - (ends - counts), counts)
    claim = (first + np.arange(len(first))).astype(np.int64)
    owner = np.repeat(np.arange(len(member_of)), counts)
    return DrawnSection(section.state[member_of], owner, section.entry[claim]), claim


def cells_of(section: DrawnSection, claims: ClaimTexts) -> Arrow:
    """The cell of each owner in the grammar of list cells."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = pa.ListArray.from_arrays(pa.array(claims.starts, pa.int32()), claims.texts)
    listed = pc.binary_join(lists, _SEPARATOR)
    is_empty = pa.array(np.diff(claims.starts) == 0)
    complete = pc.if_else(is_empty, _EMPTY, listed)
    opened = pc.binary_join_element_wise(listed, _OPEN_END, _SEPARATOR)
    partial = pc.if_else(is_empty, _OPEN_END, opened)
    is_absent = pa.array(section.state == STATES.index("absent"))
    is_partial = pa.array(section.state == STATES.index("partial"))
    filled = pc.if_else(is_partial, partial, complete)
    return pc.if_else(is_absent, pa.scalar(None, pa.string()), filled)


def _texts(phrases: Phrases, periods: Periods | None) -> Arrow:
    import pyarrow as pa
    import pyarrow.compute as pc

    places = pa.array(phrases.of_claim)
    plain = pa.array(phrases.plain, pa.string()).take(places)
    if periods is None:
        return plain
    dated = pc.binary_join_element_wise(
        pa.array(phrases.dated, pa.string()).take(places),
        _days(periods.first, ~periods.has_first),
        _days(periods.last, ~periods.has_last),
        "|",
        null_handling="skip",
    )
    return pc.if_else(pa.array(periods.has_first), dated, plain)


def _days(days: Ints, is_unknown: Arrow) -> Arrow:
    import pyarrow as pa

    dates = pa.array(days.astype(np.int32), pa.int32(), mask=is_unknown).cast(pa.date32())
    return dates.cast(pa.string())

"""Splits a column of section cells into claims: each distinct cell and each distinct item once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.normalizing.coding import Members
from matcher.normalizing.contents import NOT_DATED
from matcher.records.cells import parse_section
from matcher.records.claims import Claim
from matcher.records.items import EMPTY_COMPLETE, SAID, first_day, last_day, parse_item

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SectionColumn", "StatedClaims", "coded_texts", "split_sections"]

Codes = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_OPEN_ENDS = ("...", "…")
#: In place of a claim's code: no claim, or an item that only its whole cell explains.
_NO_CLAIM, _UNREAD = -1, -2
#: So many parts has an item with both dates.
_MOST_PARTS = SAID + 2


@dataclass(frozen=True, eq=False)
class StatedClaims:
    """Distinct claims (u,): claim u says `undated[said[u]]` and states the days `first`, `last`.

    Days are ordinals, `NOT_DATED` where there is none.
    """

    undated: tuple[Claim, ...]
    said: Codes
    first: Codes
    last: Codes


@dataclass(frozen=True, eq=False)
class SectionColumn:
    """The sections of n rows by their distinct cells (d,): row i has the cell `of_row[i]`.

    A cell is `complete` or not, and lists the codes of its claims in their order.
    """

    of_row: Codes
    complete: Bools
    listed: Members
    claims: StatedClaims


def split_sections(column: pa.ChunkedArray) -> SectionColumn:
    """The sections in a column of stored cells (n,), as `parse_section` reads each; null is absent.

    Raises as `parse_section` does where a cell is none of a stored table.

    >>> import pyarrow as pa
    >>> found = split_sections(pa.chunked_array([["JLPT|N4; English; ...", None, "-"]]))
    >>> [claim.what for claim in found.claims.undated], found.listed.of(0).tolist()
    (['JLPT', 'English'], [0, 1])
    >>> found.complete[found.of_row].tolist()
    [False, False, True]
    """
    cells, of_row = coded_texts(column)
    parts, listed = _parts(cells)
    looks = _Looks.of(parts)
    complete, is_item = _outlined(listed, looks)
    claims = _Claims()
    is_used = np.zeros(len(parts), dtype=np.bool_)
    is_used[listed.members[is_item]] = True
    found = [
        claims.of_item(part) if used else _NO_CLAIM
        for part, used in zip(parts, is_used.tolist(), strict=True)
    ]
    codes = np.array(found, dtype=np.int64)[listed.members]
    is_whole = np.array(['"' in cell for cell in cells], dtype=np.bool_)
    is_whole |= looks.ends_oddly[listed.members[listed.starts[1:] - 1]]
    is_whole[listed.rows[is_item & (codes == _UNREAD)]] = True
    listed = Members(listed.starts, codes).where(is_item & (codes >= 0) & ~is_whole[listed.rows])
    if is_whole.any():
        listed = _with_whole(cells, is_whole, claims, complete, listed)
    return SectionColumn(of_row, complete, listed, claims.stated())


def coded_texts(column: pa.ChunkedArray) -> tuple[list[str], Codes]:
    """The distinct texts of a column, the empty one in place of null, and which (n,) each row has.

    >>> import pyarrow as pa
    >>> texts, codes = coded_texts(pa.chunked_array([["b", None, "b"]]))
    >>> texts, codes.tolist()
    (['b', ''], [0, 1, 0])
    """
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return [text or "" for text in encoded.dictionary.to_pylist()], encoded.indices.to_numpy()


def _parts(cells: Sequence[str]) -> tuple[list[str], Members]:
    """The distinct parts between the `;` of cells, without blanks, and those of each cell.

    Cells with quotes have none: in them not every `;` separates.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pa.array(["" if '"' in cell else cell for cell in cells], pa.string())
    split = pc.split_pattern(plain, ";")
    encoded = split.flatten().dictionary_encode()
    places: dict[str, int] = {}
    stripped = map(str.strip, encoded.dictionary.to_pylist())
    codes = np.array([places.setdefault(part, len(places)) for part in stripped], dtype=np.int64)
    members = codes[encoded.indices.to_numpy()]
    return list(places), Members(split.offsets.to_numpy().astype(np.int64), members)


class _Looks(NamedTuple):
    """What the distinct parts (p,) of cells look like; `ends_oddly`: with the mark inside."""

    empty: Bools
    nothing: Bools
    open_end: Bools
    ends_oddly: Bools

    @classmethod
    def of(cls, parts: Sequence[str]) -> _Looks:
        """The looks of each part."""
        looks = (
            [not part for part in parts],
            [part.casefold() in EMPTY_COMPLETE for part in parts],
            [part in _OPEN_ENDS for part in parts],
            [part.endswith(_OPEN_ENDS) and part not in _OPEN_ENDS for part in parts],
        )
        return cls(*np.array(looks, dtype=np.bool_))


def _outlined(parts: Members, looks: _Looks) -> tuple[Bools, Bools]:
    """Which cells are complete, and which of all their parts are items."""
    ends = parts.starts[1:] - 1
    last = parts.members[ends]
    is_nothing = (parts.sizes == 1) & looks.nothing[last]
    is_open = looks.open_end[last]
    is_item = ~looks.empty[parts.members] & ~is_nothing[parts.rows]
    is_item[ends[is_open]] = False
    has_items = np.bincount(parts.rows[is_item], minlength=len(parts)) > 0
    return (is_nothing | has_items) & ~is_open, is_item


def _with_whole(
    cells: Sequence[str], which: Bools, claims: _Claims, complete: Bools, listed: Members
) -> Members:
    """The lists, and in place `complete`, with those cells read that must be read as a whole."""
    lists: list[list[int]] = [[] for _ in cells]
    for place in np.flatnonzero(which).tolist():
        section = parse_section(cells[place])
        complete[place] = section.is_complete
        lists[place] = [claims.of_claim(claim) for claim in section.claims]
    return Members.joined([listed, Members.of_lists(lists)])


class _Claims:
    """Grows the distinct claims of a column."""

    def __init__(self) -> None:
        self._undated: dict[Claim, int] = {}
        self._said: dict[str, int] = {}
        self._places: dict[tuple[int, int, int], int] = {}

    def of_item(self, item: str) -> int:
        """The code of the claim that an item without quotes makes; `_UNREAD` where it makes none.

        What is told to be in progress is `_NO_CLAIM`.
        """
        parts = item.split("|")
        try:
            if len(parts) > _MOST_PARTS:
                return _UNREAD
            said = self._saying("|".join(parts[:SAID]))
            dates = [part.strip() for part in parts[SAID:]] + ["", ""]
            first = first_day(dates[0]).toordinal() if dates[0] else NOT_DATED
            last = last_day(dates[1]).toordinal() if dates[1] else NOT_DATED
        except ValueError:
            return _UNREAD
        if said == _NO_CLAIM:
            return _NO_CLAIM
        return _UNREAD if NOT_DATED < last < first else self._place(said, first, last)

    def of_claim(self, claim: Claim) -> int:
        """The code of a claim."""
        first, last = _ordinal(claim.valid_from), _ordinal(claim.valid_to)
        undated = claim.model_copy(update={"valid_from": None, "valid_to": None})
        return self._place(self._undated.setdefault(undated, len(self._undated)), first, last)

    def stated(self) -> StatedClaims:
        """The claims so far."""
        days = np.array(list(self._places), dtype=np.int32).reshape(-1, 3).T.copy()
        return StatedClaims(tuple(self._undated), *days)

    def _place(self, said: int, first: int, last: int) -> int:
        return self._places.setdefault((said, first, last), len(self._places))

    def _saying(self, item: str) -> int:
        """The code of what an item without dates says."""
        if item not in self._said:
            claim = parse_item(item)
            self._said[item] = (
                _NO_CLAIM if claim is None else self._undated.setdefault(claim, len(self._undated))
            )
        return self._said[item]


def _ordinal(day: date | None) -> int:
    return NOT_DATED if day is None else day.toordinal()

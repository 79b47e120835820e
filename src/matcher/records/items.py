"""The items of list cells: `what|level|evidence|from|to`, read as a claim, and written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from matcher.errors import CellError
from matcher.records.claims import Claim
from matcher.records.dates import parse_date
from matcher.records.evidence import parse_evidence
from matcher.records.statuses import without_status

__all__ = [
    "EMPTY_COMPLETE",
    "SAID",
    "canonical_item",
    "checked_parts",
    "claim_of",
    "first_day",
    "format_claim",
    "format_parts",
    "last_day",
    "parse_item",
    "quoted",
]

#: Cells, folded, that say of a list that it is complete and empty.
EMPTY_COMPLETE = frozenset({"-", "tidak ada", "none"})

_PARTS = ("what", "level", "evidence", "from", "to")
#: So many of the parts say what is claimed; dates follow.
SAID = 3
_NEEDS_QUOTES = re.compile(r'[;|"]|(?:^|\s)(?:\+|or|atau)(?:\s|$)|(?:\.\.\.|…)$', re.IGNORECASE)
#: Items whose claims are remembered, and dates.
_MOST_ITEMS = 2**15


def checked_parts(texts: Sequence[str], item: str, cell: str) -> list[str | None]:
    """The five parts of an item of a cell, None where left out; CellError where it names nothing.

    >>> checked_parts(["JLPT", "N4"], "JLPT|N4", "JLPT|N4; English")
    ['JLPT', 'N4', None, None, None]
    """
    if len(texts) > len(_PARTS):
        raise CellError(
            cell,
            f"The item '{'|'.join(texts)}' has {len(texts)} parts; at most 5 are known.",
            repair=f"Write {'|'.join(_PARTS)}, trailing parts may be left out.",
        )
    if not texts[0]:
        problem = f"The item '{item}' names nothing."
        raise CellError(cell, problem, repair="Fill its first part.")
    return [text or None for text in texts] + [None] * (len(_PARTS) - len(texts))


def claim_of(parts: Sequence[str | None]) -> Claim | None:
    """The claim of an item's five parts; None for what is told to be in progress or not had.

    CellError where a grade or a date cannot be read, ValidationError where the claim breaks a rule.
    """
    settled = without_status(parts)
    if settled is None:
        return None
    what, level, evidence, start, end = settled
    return Claim(
        what=what or "",
        level=level,
        evidence=parse_evidence(evidence) if evidence else None,
        valid_from=parse_date(start, month="first") if start else None,
        valid_to=parse_date(end, month="last") if end else None,
    )


@lru_cache(maxsize=_MOST_ITEMS)
def parse_item(item: str) -> Claim | None:
    """The claim of an item without quotes; cohorts repeat their items far more than their cells.

    Raises as `checked_parts` and `claim_of` do.

    >>> parse_item("JLPT|N4||2025-07-01").level, parse_item("JFT-Basic|Proses")
    ('N4', None)
    """
    parts = _parts(item)
    read = _read(parts)
    if read is None:
        return claim_of(parts)
    if read.said is None or not (read.first or read.last):
        return read.said
    return read.said.model_copy(update={"valid_from": read.first, "valid_to": read.last})


class _Read(NamedTuple):
    """An item as what it says, None for what is not had, and its dates."""

    said: Claim | None
    first: date | None
    last: date | None


def _parts(item: str) -> list[str | None]:
    return checked_parts([text.strip() for text in item.split("|")], item, item)


def _read(parts: Sequence[str | None]) -> _Read | None:
    """What five parts say, with ever other dates; None where `claim_of` will tell what is wrong."""
    what, level, evidence, start, end = parts
    with suppress(ValueError):
        said = _said(what, level, evidence)
        first = first_day(start) if start else None
        last = last_day(end) if end else None
        if first is None or last is None or first <= last:
            return _Read(said, first, last)
    return None


@lru_cache(maxsize=_MOST_ITEMS)
def _said(what: str | None, level: str | None, evidence: str | None) -> Claim | None:
    return claim_of((what, level, evidence, None, None))


@lru_cache(maxsize=_MOST_ITEMS)
def first_day(text: str) -> date:
    """The day on which a period begins that a text writes; CellError where it is no date."""
    return parse_date(text, month="first")


@lru_cache(maxsize=_MOST_ITEMS)
def last_day(text: str) -> date:
    """The day on which a period ends that a text writes; CellError where it is no date."""
    return parse_date(text, month="last")


# --- writing -----------------------------------------------------------------------------


def quoted(text: str) -> str:
    """A text as a part of an item that reads back as the same text.

    >>> quoted("las"), quoted("a;b"), quoted("none")
    ('las', '"a;b"', '"none"')
    """
    plain = not _NEEDS_QUOTES.search(text) and text.casefold() not in EMPTY_COMPLETE
    return text if plain else '"' + text.replace('"', '""') + '"'


def format_parts(parts: Sequence[str | None]) -> str:
    """The item of some parts, the first of them filled; empty ones at the end are left out.

    >>> format_parts(["JLPT", None, "test", None])
    'JLPT||test'
    """
    texts = [quoted(part) if part else "" for part in parts]
    while not texts[-1]:
        texts.pop()
    return "|".join(texts)


def format_claim(claim: Claim) -> str:
    """The item that reads back as the same claim."""
    start, end = (day.isoformat() if day else None for day in (claim.valid_from, claim.valid_to))
    return format_parts((claim.what, claim.level, claim.evidence, start, end))


@lru_cache(maxsize=2 * _MOST_ITEMS)
def canonical_item(item: str) -> str:
    """The item, without quotes, as its claim is written; "" where it makes none.

    Raises as `parse_item` does.

    >>> canonical_item("JLPT | N4| |Juli 2025"), canonical_item("JFT-Basic|Proses")
    ('JLPT|N4||2025-07-01', '')
    """
    parts = _parts(item)
    read = _read(parts)
    if read is None:
        # It raises, unless the item is not had, whatever its dates.
        claim_of(parts)
        return ""
    if read.said is None:
        return ""
    days = ("" if day is None else day.isoformat() for day in (read.first, read.last))
    # A part that ends in a bar is quoted, so that only empty parts are taken off.
    return "|".join((_written(*parts[:SAID]), *days)).rstrip("|")


@lru_cache(maxsize=_MOST_ITEMS)
def _written(what: str | None, level: str | None, evidence: str | None) -> str:
    """The first three parts of the item of what is said, even where they are empty."""
    claim = _said(what, level, evidence)
    parts = (claim.what, claim.level, claim.evidence) if claim else ()
    return "|".join(quoted(part) if part else "" for part in parts)

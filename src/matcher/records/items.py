"""The items of a candidate's list cells: `what|level|evidence|from|to` as a claim."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache

from matcher.errors import CellError
from matcher.records.claims import Claim
from matcher.records.dates import parse_date
from matcher.records.evidence import parse_evidence
from matcher.records.statuses import without_status

__all__ = ["SAID", "checked_parts", "claim_of", "first_day", "last_day", "parse_item"]

_PARTS = ("what", "level", "evidence", "from", "to")
#: So many of the parts say what is claimed; dates follow.
SAID = 3
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
    texts = [text.strip() for text in item.split("|")]
    what, level, evidence, start, end = parts = checked_parts(texts, item, item)
    # Few things are said, with ever other dates. An error is told by `claim_of`, which sees all.
    with suppress(ValueError):
        said = _said(what, level, evidence)
        first = first_day(start) if start else None
        last = last_day(end) if end else None
        if said is None or not (first or last):
            return said
        if first is None or last is None or first <= last:
            return said.model_copy(update={"valid_from": first, "valid_to": last})
    return claim_of(parts)


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

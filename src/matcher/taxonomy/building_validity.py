"""Builds how long papers hold that name no end: a sourced period, no known one, or without end."""

from __future__ import annotations

from collections.abc import Collection

from matcher.tables import Row
from matcher.taxonomy.nodes import Validity
from matcher.taxonomy.table_rows import TableRows

__all__ = ["build_validity"]

#: How the table writes that a paper never expires.
_NEVER = "never"
#: Only what can be looked up, or follows from it, may end a paper that names no end itself.
_GROUNDED = frozenset({"quoted", "derived"})
#: A longer period is a slip of the pen.
_MOST_MONTHS = 1200


def build_validity(tables: TableRows, concepts: Collection[str]) -> dict[str, Validity]:
    """The validity of papers by concept, where the table speaks of it."""
    found: dict[str, Validity] = {}

    def take(row: Row) -> None:
        subject = row.required("subject")
        if subject not in concepts:
            raise row.error(f"there is no concept '{subject}'.", repair="Add it to the concepts.")
        if subject in found:
            raise row.error(f"'{subject}' stands twice.", repair="Delete one of the rows.")
        expires = row.text("months") != _NEVER
        months = _months(row) if expires else None
        source = f"{row.text('source')} ({row.text('confidence')})"
        found[subject] = Validity(expires, months, source)

    tables.each("validity", take)
    return found


def _months(row: Row) -> int | None:
    """The months of a row that says that papers expire; None where it has no period."""
    months = row.number_or_none("months")
    if months is None:
        return None
    if not 1 <= months <= _MOST_MONTHS or months != int(months):
        problem = f"{months:g} months are no period."
        raise row.error(problem, repair="Write whole months, 'never', or leave it empty.")
    if row.text("confidence") not in _GROUNDED:
        problem = f"a period that is only {row.text('confidence')} would end papers."
        raise row.error(problem, repair="Quote a source, or leave the months empty.")
    return int(months)

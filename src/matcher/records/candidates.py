"""A cohort of candidates as a table."""

from __future__ import annotations

from matcher.records.candidate import Candidate
from matcher.records.intervals import INTERVALS
from matcher.records.layout import Layout
from matcher.records.table import RecordTable

__all__ = ["Candidates"]


class Candidates(RecordTable[Candidate]):
    """Candidates as columns: `len`, iterate, `[i]` for a record, a slice for a smaller table.

    >>> cohort = Candidates.from_records([Candidate(id="C1", languages="JLPT|N4")])
    >>> cohort
    Candidates(1)
    >>> cohort[0].languages.claims[0].what, cohort.ids
    ('JLPT', ('C1',))
    """

    layout = Layout("candidates", Candidate, compared=INTERVALS)

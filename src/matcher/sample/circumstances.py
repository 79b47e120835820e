"""Draws what the vacancies of one order share: its parties, its permit, its dates, its text.

Every party is an invented code; nobody and no company is real.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.sample.coded import Coded, coded_days
from matcher.sample.drawing import Ints
from matcher.sample.order_assumptions import drawn, drawn_days, happens, order_assumptions
from matcher.sample.patterns import Job, patterns
from matcher.tables import read_data_table

__all__ = ["order_columns"]

_CONFIDENCE = "synthetic"
_YEAR = 364
_EPOCH = date(1970, 1, 1)


def order_columns(jobs: Sequence[Job], job: Ints, rng: np.random.Generator) -> Mapping[str, Coded]:
    """The columns of orders whose jobs are given by place, each with a cell per order."""
    return {
        **_of_jobs(jobs, job),
        **_parties(jobs, job, rng),
        **_dates(jobs, job, rng),
        "verification": _choice("verification", "unknown", len(job), rng),
        "description": _choice("description", "none", len(job), rng),
    }


def _of_jobs(jobs: Sequence[Job], job: Ints) -> dict[str, Coded]:
    """What follows from the job alone."""
    table, own = order_assumptions(), [patterns()[one.pattern] for one in jobs]
    lent = [f"pattern of {pattern.cells['country']}" for pattern in own]
    notes = [note if one.is_borrowed else None for one, note in zip(jobs, lent, strict=True)]
    cities = table.texts("city")
    return {
        "country": Coded([one.country for one in jobs], job),
        "sector": Coded([one.sector for one in jobs], job),
        "city": Coded([cities.get(pattern.id) for pattern in own], job),
        "source": Coded([one.source for one in jobs], job),
        "note": Coded(notes, job),
        "confidence": Coded([_CONFIDENCE], np.zeros(len(job), dtype=np.int64)),
    }


def _parties(jobs: Sequence[Job], job: Ints, rng: np.random.Generator) -> dict[str, Coded]:
    """Employer, agency and placement company as codes, where the scheme has them."""
    table = order_assumptions()
    number = {
        name: table.number("setting", name) for name in ("agencies", "p3mi", "orders_per_employer")
    }
    between = table.texts("parties")
    schemes = [str(patterns()[one.pattern].cells["scheme"]) for one in jobs]

    def has(party: str) -> NDArray[np.bool_]:
        return np.array([party in between.get(scheme, "") for scheme in schemes])[job]

    def codes(prefix: str, count: float, known: NDArray[np.bool_]) -> Coded:
        most = max(1, int(count))
        width = max(4, len(str(most)))
        cells = [None, *(f"{prefix}-{place:0{width}d}" for place in range(1, most + 1))]
        return Coded(cells, np.where(known, 1 + _whole(most, len(job), rng), 0))

    employers = len(job) / number["orders_per_employer"]
    return {
        "employer": codes("EMP", employers, happens("employer_named", len(job), rng)),
        "agency": codes(
            "AGY", number["agencies"], has("agency") & happens("agency_named", len(job), rng)
        ),
        "p3mi": codes("P3MI", number["p3mi"], has("p3mi")),
    }


def _dates(jobs: Sequence[Job], job: Ints, rng: np.random.Generator) -> dict[str, Coded]:
    """Permit, publication and departure; a pattern whose source tells of its permit keeps that."""
    table, count = order_assumptions(), len(job)
    today = (table.as_of - _EPOCH).days
    states, places = drawn("permit", count, rng)
    state = np.array(states)[places]
    begun = drawn_days("permit_age_days", count, rng)
    ended = drawn_days("permit_ended_days", count, rng)
    start = today - np.where(state == "ended", ended + _YEAR, begun)
    own, is_own = _own_permits(jobs, job)
    known = (state != "unknown") & ~is_own
    posted = np.clip(today - drawn_days("posted_days", count, rng), start, start + _YEAR)
    leaves = today + drawn_days("departure_days", count, rng)
    days = {"permit_from": start, "permit_until": start + _YEAR}
    return {
        **{name: _replaced(coded_days(days[name], known), own[name], is_own) for name in days},
        "posted": coded_days(posted, ~is_own & happens("posted_stated", count, rng)),
        "departure": coded_days(leaves, ~is_own & happens("departure_stated", count, rng)),
    }


def _own_permits(jobs: Sequence[Job], job: Ints) -> tuple[dict[str, Coded], NDArray[np.bool_]]:
    """The permits of the patterns, and which of them are not the usual assumption."""
    rows = read_data_table("data/vacancy_assumptions.csv", package="matcher.sample")
    usual = next(row.text("value") for row in rows if row.text("key") == "permit_until")
    cells = [patterns()[one.pattern].cells for one in jobs]
    own = {name: Coded([c[name] for c in cells], job) for name in ("permit_from", "permit_until")}
    is_own = np.array([str(c["permit_until"]) != usual for c in cells])[job]
    return own, is_own


def _replaced(column: Coded, other: Coded, chosen: NDArray[np.bool_]) -> Coded:
    """A column with some cells taken from another."""
    moved = other.places + len(column.cells)
    return Coded([*column.cells, *other.cells], np.where(chosen, moved, column.places))


def _choice(table: str, none: str, count: int, rng: np.random.Generator) -> Coded:
    """A column of the outcomes of a table of weights, one of which says nothing."""
    outcomes, places = drawn(table, count, rng)
    return Coded([None if outcome == none else outcome for outcome in outcomes], places)


def _whole(most: int, count: int, rng: np.random.Generator) -> Ints:
    """Whole numbers from 0 to below `most`."""
    return np.floor(rng.random(count) * most).astype(np.int64)

"""Makes an audit: people matched in every world, what comes of it by group, small groups hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.errors import InputError, UnknownName
from matcher.fairness.audit import Audit, GroupRow
from matcher.fairness.groups import UNKNOWN_GROUP, Groups, Split
from matcher.fairness.lifting import Lifting, shown_in_worlds
from matcher.fairness.measures import MEASURES, Gap, Measure, gap_of, measured, values_of
from matcher.fairness.suppression import hidden
from matcher.fairness.tally import Tally
from matcher.fairness.understood import unread_texts
from matcher.index import places
from matcher.lineup import Lineup
from matcher.metrics import holm
from matcher.normalizing.cohort_columns import cohort_of
from matcher.records import Candidates

__all__ = ["Reading", "audit_of"]

#: Cohorts drawn for the intervals.
_REPEATS = 2_000
#: Of two groups each is everybody else of the other: one comparison.
_TWO = 2


@dataclass(frozen=True)
class Reading:
    """What of the groups is told: gaps in which measure, and of how many people at least."""

    measure: Measure = "exposure"
    minimum: int = 10
    repeats: int = _REPEATS

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise UnknownName("measure of gaps", self.measure, known=MEASURES)
        if self.minimum < _TWO:
            raise InputError(
                f"Groups of {self.minimum} are to be told.",
                repair="Tell of at least 2 people together.",
            )


def audit_of(
    lineup: Lineup, candidates: Candidates, groups: Groups, lifting: Lifting, reading: Reading
) -> Audit:
    """The audit of candidates by groups. What it says does not depend on the order of anything."""
    if not len(candidates):
        raise InputError("There is nobody to audit.", repair="Give at least one candidate.")
    table = _by_id(candidates)
    cohort = cohort_of(table, lineup.index.context.records)
    values = values_of(cohort, shown_in_worlds(lineup, table, cohort, lifting), reading.measure)
    tallies = {
        name: Tally.of(
            groups.split(name, table.ids), values, repeats=reading.repeats, seed=lifting.seed
        )
        for name in groups.by_attribute
    }
    return Audit(
        rows=tuple(_rows(tallies, reading)),
        measure=reading.measure,
        k=lifting.k,
        minimum=reading.minimum,
        people=len(cohort),
        vacancies=len(lineup.index),
        weights=lineup.index.context.weights,
        reference=lifting.reference,
        as_of=lineup.index.context.as_of,
        unread=tuple(one for one in unread_texts(cohort) if one.people >= reading.minimum),
        _tallies=tallies,
    )


def _by_id(candidates: Candidates) -> Candidates:
    import pyarrow as pa

    order = np.argsort(places(candidates.ids))
    return Candidates.from_arrow(candidates.to_arrow().take(pa.array(order)))


def _rows(tallies: Mapping[str, Tally], reading: Reading) -> list[GroupRow]:
    told = {name: _told(one.split, reading.minimum) for name, one in tallies.items()}
    adjusted = _adjusted(tallies, told, reading.measure)
    rows: list[GroupRow] = []
    for name, tally in tallies.items():
        for place, group in enumerate(tally.split.names):
            p = adjusted.get((name, place))
            gap = None if p is None else gap_of(tally, place, None, reading.measure, p)
            own = measured(tally, place, reading.minimum) if place in told[name] else None
            rows.append(GroupRow(name, group, own, gap))
    return rows


def _told(split: Split, minimum: int) -> list[int]:
    is_known = np.array([name != UNKNOWN_GROUP for name in split.names])
    is_small = split.sizes < minimum
    if (is_small & is_known).any():
        return np.flatnonzero(~hidden(split.sizes, minimum)).tolist()
    # That a few people's group is not known tells nothing of them: it takes no other group along.
    return np.flatnonzero(~is_small).tolist()


def _adjusted(
    tallies: Mapping[str, Tally], told: Mapping[str, Sequence[int]], measure: Measure
) -> dict[tuple[str, int], float]:
    """The p-value of each gap that is told, corrected over all (Holm)."""
    compared: dict[tuple[str, int], Gap] = {}
    same: dict[tuple[str, int], tuple[str, int]] = {}
    for name, tally in tallies.items():
        groups = len(tally.split.names)
        for place in told[name] if groups > 1 else ():
            first = told[name][0] if groups == _TWO else place
            same[name, place] = (name, first)
            if (name, first) not in compared:
                compared[name, first] = gap_of(tally, first, None, measure)
    corrected = holm([gap.p_value for gap in compared.values()])
    found = dict(zip(compared, corrected.tolist(), strict=True))
    return {key: found[first] for key, first in same.items()}

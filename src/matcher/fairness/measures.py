"""What is measured of each person, and what of it is told of a group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from matcher.fairness.naming_rule import CAUSE_CONFIDENCE, named_cause
from matcher.fairness.peers import is_absent
from matcher.fairness.shares import PARTS, Cause, World, shares, worlds
from matcher.fairness.shown import Shown
from matcher.fairness.tally import Tally, difference_of_shares, ends_of, share_interval
from matcher.metrics import Interval
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.contents import Contents
from matcher.records.evidence import evidence_grades

__all__ = ["MEASURES", "Gap", "Measure", "Measured", "gap_of", "measured", "values_of"]

Floats = npt.NDArray[np.float64]

#: What a gap can be in.
Measure = Literal["exposure", "eligible"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
#: Columns of what is measured of a person; the parts of the chosen measure follow them.
_COLUMNS = (
    "eligible", "vacancies", "exposure", "attention", "score", "shown", "absent", "unproven",
    "unread",
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate(_COLUMNS)}
_FIRST_PART = len(_COLUMNS)
_SHARES = frozenset(("eligible", "exposure", "unread"))


@dataclass(frozen=True)
class Measured:
    """What is told of a group, each figure with its 95 % interval.

    `eligible`: the share of its people whom some vacancy could list, `vacancies`: for how many, in
    the mean. `exposure`: the share of its people whom the first k of some vacancy's list show;
    `attention`: what they have of the market's attention, where 1 is what everybody has in the
    mean; `score`: the mean score of those shown, NaN where they are too few to be told of.
    `absent`: how many sections a person leaves out in the mean; `unproven`: the share of a person's
    claims that prove nothing; `unread`: the share of people with a text that is not understood.
    """

    people: int
    eligible: Interval
    vacancies: Interval
    exposure: Interval
    attention: Interval
    score: Interval
    absent: Interval
    unproven: Interval
    unread: Interval


@dataclass(frozen=True)
class Gap:
    """How a group differs from another, or from everybody else (`other` is None), and why.

    `difference` is the group's measure less the other's. The means of `parts` add up to it: what
    rules and constraints, weights, missing documents and the taxonomy have in it, and the rest,
    which is there without any of these. Their intervals hold for all four causes together.
    `p_adjusted` is corrected over all gaps of the audit. `cause` is named by the rule that
    `naming_rule` states.
    """

    attribute: str
    group: str
    other: str | None
    difference: Interval
    p_value: float
    p_adjusted: float
    parts: Mapping[str, Interval] = field(default_factory=dict)
    cause: Cause | None = None


def values_of(cohort: Cohort, shown: Mapping[World, Shown], measure: Measure) -> Floats:
    """What is measured of each person: (n, m), the parts of the measure last."""
    present = shown[World()]
    mean = present.attention.mean()
    columns = {
        "eligible": present.eligible,
        "vacancies": present.vacancies.astype(np.float64),
        "exposure": present.exposure,
        "attention": present.attention / mean if mean > 0 else present.attention,
        "score": np.nan_to_num(present.score),
        "shown": present.exposure,
        **_papers(cohort),
    }
    outcomes = [getattr(shown[world], measure) for world in worlds()]
    return np.column_stack([*(columns[name] for name in _COLUMNS), shares(outcomes)])


def _papers(cohort: Cohort) -> dict[str, Floats]:
    """How many sections people leave out, what share of their claims proves nothing, and so on."""
    absent, unread, claims, unproven = np.zeros((4, len(cohort)))
    for section in cohort.sections.values():
        contents, of = section.contents, section.of_row
        absent += is_absent(contents)[of]
        unread += (contents.unresolved.sizes > 0)[of]
        claims += contents.listed.sizes[of]
        unproven += _unproven(contents)[of]
    share = np.divide(unproven, claims, out=np.zeros(len(cohort)), where=claims > 0)
    return {"absent": absent, "unproven": share, "unread": (unread > 0).astype(np.float64)}


def _unproven(contents: Contents) -> Floats:
    """How many claims of each content (d,) prove nothing."""
    grades = evidence_grades()
    proves = np.array([grades[one.evidence].proves for one in contents.claims.undated], dtype=bool)
    codes = contents.claims.code[contents.listed.members]
    return np.bincount(
        contents.listed.rows, weights=~proves[codes], minlength=len(contents)
    ).astype(np.float64)


def measured(tally: Tally, group: int, minimum: int) -> Measured:
    """What is told of a group; the score only where at least `minimum` of its people are shown."""
    size = float(tally.sizes[group])
    found: dict[str, Interval] = {}
    for name, place in _PLACE.items():
        by = _PLACE["shown"] if name == "score" else None
        mean, drawn = tally.means(group, place, by=by)
        is_share = name in _SHARES
        found[name] = share_interval(mean, size) if is_share else Interval(mean, *ends_of(drawn))
    del found["shown"]
    if tally.sums[group, _PLACE["shown"]] < minimum:
        found["score"] = Interval(float("nan"), float("nan"), float("nan"))
    return Measured(round(size), **found)


def gap_of(
    tally: Tally, group: int, other: int | None, measure: Measure, adjusted: float | None = None
) -> Gap:
    """How a group differs from another, or from everybody else."""
    place, names = _PLACE[measure], tally.split.names
    observed, drawn = tally.differences(group, other)
    parts = {
        name: Interval(float(observed[column]), *ends_of(drawn[:, column], CAUSE_CONFIDENCE))
        for column, name in enumerate(PARTS, _FIRST_PART)
    }
    first, second = tally.size_of(group, other)
    mean = float(tally.sums[group, place]) / first
    against = mean - float(observed[place])
    difference = difference_of_shares(share_interval(mean, first), share_interval(against, second))
    p_value = tally.chance(group, other, place)
    p_adjusted = p_value if adjusted is None else adjusted
    return Gap(
        attribute=tally.split.attribute,
        group=names[group],
        other=None if other is None else names[other],
        difference=difference,
        p_value=p_value,
        p_adjusted=p_adjusted,
        parts=parts,
        cause=named_cause(difference.mean, p_adjusted, parts),
    )

"""The people as they would be if all they have were on paper: the world without missing papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt

from matcher.fairness.peers import Peers, is_absent
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.contents import CohortSection, Contents
from matcher.normalizing.normalized import NormalClaim
from matcher.records.evidence import Evidence, evidence_grades

__all__ = ["StandIns", "documented", "stand_ins"]

#: For each section who leaves it out, and who stands in for them: rows (x, 2).
StandIns = Mapping[str, npt.NDArray[np.int64]]

#: What a person only declares is no paper that could be missing.
_DECLARED = "conditions"


@cache
def _strongest() -> Evidence:
    return max(Evidence, key=lambda grade: evidence_grades()[grade].rank)


def stand_ins(cohort: Cohort, seed: int) -> StandIns:
    """Who stands in for those who leave a section out, as far as somebody can."""
    peers = Peers(cohort, lambda contents: contents.complete, seed)
    found: dict[str, npt.NDArray[np.int64]] = {}
    for name, section in cohort.sections.items():
        empty = [] if name == _DECLARED else np.flatnonzero(_absent(section)).tolist()
        pairs = [(row, other) for row in empty if (other := peers.of(row, name)) is not None]
        found[name] = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return found


def documented(cohort: Cohort, stand_in: StandIns) -> Cohort:
    """The people with every claim proven, and absent sections filled as in their programme.

    A claim counts as backed by the strongest evidence. What stands in an absent section nobody
    knows: it is taken from one of the same programme who filled it in. A paper that has expired
    stays expired, and a list that says that it goes on stays open.
    """
    sections = dict(cohort.sections)
    for name, rows in stand_in.items():
        if name == _DECLARED:
            continue
        of_row = sections[name].of_row.copy()
        of_row[rows[:, 0]] = of_row[rows[:, 1]]
        sections[name] = CohortSection(_proven(sections[name].contents), of_row)
    return replace(cohort, sections=sections)


def _absent(section: CohortSection) -> npt.NDArray[np.bool_]:
    return is_absent(section.contents)[section.of_row]


def _proven(contents: Contents) -> Contents:
    undated = tuple(map(_backed, contents.claims.undated))
    return replace(contents, claims=replace(contents.claims, undated=undated))


def _backed(claim: NormalClaim) -> NormalClaim:
    best = _strongest()
    return claim if claim.evidence is best else replace(claim, evidence=best)

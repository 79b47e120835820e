"""Papers that end before a vacancy leaves: what each would cost, and by when to renew it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from matcher.calendar import add_months
from matcher.eligibility.gates import LastingJudge
from matcher.eligibility.judging import GateIndex, Judgement
from matcher.features.holdings import Holding
from matcher.kernels import BARRED, MET
from matcher.normalizing.coding import Members
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["BASES", "Basis", "ExpiringPaper", "PaperWatch"]

#: How the end of a paper is known: printed on it, by the usual period of its kind, or not at all.
Basis = Literal["printed", "period", "unknown"]
BASES: tuple[Basis, ...] = ("printed", "period", "unknown")

_DAY = timedelta(days=1)
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ExpiringPaper:
    """A paper that is not known to hold until the departure of vacancies that it would serve.

    `vacancies` counts those within the candidate's reach of which it leaves a must unmet, and
    `departure` is the earliest of theirs. `renew_by` is the last day to begin a renewal that is
    there on that day, the day of judging where it has gone, None where the paper cannot be renewed.
    `source` says where the usual period of its kind comes from.
    """

    candidate: str
    paper: str
    concept: str
    basis: Basis
    end: date | None
    vacancies: int
    departure: date
    renew_by: date | None
    source: str | None


class PaperWatch:
    """Finds the papers of candidates that end too early for some vacancy of an index."""

    def __init__(self, gates: GateIndex) -> None:
        judge = gates.judge_leaves
        self._taxonomy, self._as_of = judge.taxonomy, judge.as_of
        self._gates = gates
        self._judge = LastingJudge(judge.due, taxonomy=judge.taxonomy, as_of=judge.as_of)
        self._lasting = replace(gates, judge_leaves=self._judge)
        merged = gates.merged
        days = np.array([one.departure.toordinal() for one in merged.windows], dtype=np.int64)
        self._departures = days[merged.window_of][gates.merged_of]
        self._mixed = merged.columns
        self._musts = self._musts_by_leaf()
        self._templates = self._templates_by_must()
        self._vacancies = Members.grouped(gates.templates.of, len(gates.templates))

    def papers(self, candidates: Sequence[NormalCandidate]) -> list[ExpiringPaper]:
        """The papers at stake, in the order of candidates and of their records."""
        stakes = [_by_paper(self._judge.at_stake(candidate)) for candidate in candidates]
        rows = [row for row, found in enumerate(stakes) if found]
        if not rows:
            return []
        some = [candidates[row] for row in rows]
        actual, lasting = self._gates.judge(some), self._lasting.judge(some)
        lost, reached = self._lost(actual, lasting), lasting.verdicts != BARRED
        return [
            paper
            for at, row in enumerate(rows)
            for holding, places in stakes[row].items()
            for paper in self._paper(candidates[row].id, holding, places, lost[at], reached[at])
        ]

    def _paper(
        self, candidate: str, holding: Holding, places: Sequence[int], lost: Truths, reached: Truths
    ) -> Iterator[ExpiringPaper]:
        """What one paper costs, where it costs anything."""
        musts = {must for place in places for must in self._musts.get(place, ()) if lost[must]}
        asking = self._templates.take(np.array(sorted(musts), dtype=np.int64)).members
        vacancies = self._vacancies.take(np.unique(asking)).members
        vacancies = vacancies[reached[vacancies]]
        if not vacancies.size:
            return
        departure = date.fromordinal(int(self._departures[vacancies].min()))
        validity = holding.validity
        yield ExpiringPaper(
            candidate=candidate,
            paper=holding.text,
            concept=holding.concept,
            basis=_basis(holding),
            end=holding.valid_to,
            vacancies=int(vacancies.size),
            departure=departure,
            renew_by=self._renew_by(holding.concept, departure),
            source=None if validity is None or validity.months is None else validity.source,
        )

    def _renew_by(self, concept: str, departure: date) -> date | None:
        months = self._taxonomy.lead_months(self._taxonomy[concept].kind, concept)
        if months is None:
            return None
        day = add_months(departure, -months)
        # Days that a month lacks move to the next one, in either direction.
        while add_months(day, months) > departure:
            day -= _DAY
        return max(day, self._as_of)

    def _lost(self, actual: Judgement, lasting: Judgement) -> Truths:
        """The musts (n, gates and merged gates) that are met only if papers go on holding."""
        gates = (lasting.gates == MET) & (actual.gates != MET)
        merged = np.zeros((len(gates), len(self._gates.merged)), dtype=np.bool_)
        for place in self._mixed:
            before, after = actual.personal[place], lasting.personal[place]
            merged[:, place] = [
                after.standing(row) < before.standing(row) for row in range(len(gates))
            ]
        return np.concatenate([gates, merged], axis=1)

    def _musts_by_leaf(self) -> dict[int, list[int]]:
        """The musts that each leaf speaks to; merged gates are numbered after the others."""
        layout, found = self._gates.layout, defaultdict[int, list[int]](list)
        clauses = [*layout.clauses.tolist(), layout.terms.size]
        starts = [*layout.starts.tolist(), layout.clauses.size]
        for gate, (start, end) in enumerate(pairwise(starts)):
            for leaf in set(layout.terms[clauses[start] : clauses[end]].tolist()):
                found[leaf].append(gate)
        for place, own in self._mixed.items():
            for leaf in own:
                found[leaf].append(len(layout) + place)
        return dict(found)

    def _templates_by_must(self) -> Members:
        """The templates that have each must."""
        layout, own = self._gates.layout, self._gates.templates
        musts = Members.joined(
            [
                own.select.take(own.select_of),
                own.depart.take(own.depart_of),
                Members.of_single(len(layout) + own.merged_of),
            ]
        ).sets()
        asked = Members.grouped(musts.members, len(layout) + len(self._gates.merged))
        return Members(asked.starts, musts.rows[asked.members])


def _by_paper(stakes: Iterable[tuple[int, Holding]]) -> dict[Holding, list[int]]:
    """The places at stake by paper: what a test says of its language is said by one paper."""
    own: dict[tuple[object, ...], Holding] = {}
    found: defaultdict[Holding, list[int]] = defaultdict(list)
    for place, one in stakes:
        key = (one.section, one.text, one.evidence, one.valid_from, one.valid_to, one.validity)
        found[own.setdefault(key, one)].append(place)
    return dict(found)


def _basis(holding: Holding) -> Basis:
    if holding.validity is None:
        return "printed"
    return "unknown" if holding.valid_to is None else "period"

"""Rankings at the size of a programme: the same as `plain`, with no pair looked at in vain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.eligibility.judging import VERDICTS
from matcher.eligibility.pairs import PairGate, open_gates, pair_gates
from matcher.eligibility.planes import Planes
from matcher.index import Index, places
from matcher.kernels import NOBODY, Lists
from matcher.lineup import Batch, Effort, Lineup
from matcher.normalizing.cohort import Cohort
from matcher.ranking.blockers import commonest_blocker
from matcher.ranking.listing import Ids, Lazily, Listing, Unlisted, verdict_codes
from matcher.ranking.shown import shown_pairs
from matcher.settings import COMPONENTS

__all__ = ["Wanted", "best_candidates", "best_vacancies"]

Places = npt.NDArray[np.int64]

_DEFAULT = Effort()


class Wanted(NamedTuple):
    """Which lists are wanted: of the k best, among the pairs with some verdicts."""

    k: int
    verdicts: Sequence[str]


@dataclass
class _Pairs:
    """Listed pairs, grown batch by batch: whose, of what, in which place, and what is shown."""

    columns: dict[str, list[npt.NDArray[Any]]] = field(default_factory=dict)

    def add(self, **columns: npt.NDArray[Any]) -> None:
        """Append pairs as columns of one length."""
        for name, values in columns.items():
            self.columns.setdefault(name, []).append(values)

    def ordered(self, first: str) -> dict[str, npt.NDArray[Any]]:
        """The columns in the order of one of them, and then of rank."""
        found = {name: np.concatenate(values) for name, values in self.columns.items()}
        order = np.lexsort((found["rank"], found[first]))
        return {name: values[order] for name, values in found.items()}


def best_vacancies(
    lineup: Lineup,
    cohort: Cohort,
    wanted: Wanted,
    effort: Effort = _DEFAULT,
    *,
    with_gaps: bool = False,
) -> Listing:
    """The k best vacancies of each candidate among those with the verdicts: see `plain`."""
    codes = verdict_codes(wanted.verdicts).tolist()
    counts = np.zeros((len(cohort), len(VERDICTS)), dtype=np.int64)
    pairs, done = _Pairs(), 0
    for batch in lineup.batches(cohort, codes, effort):
        counts[batch.rows] = batch.planes.counts
        lists = lineup.ranker.best(batch.people, wanted.k, threads=effort.workers)
        _add_lists(pairs, lineup, batch, lists)
        done += batch.rows.size
        effort.tell(done, len(cohort))
    found = pairs.ordered("candidate") if pairs.columns else _nothing()
    is_listed = np.zeros(len(cohort), dtype=np.bool_)
    is_listed[found["candidate"]] = True
    unlisted = _unlisted_candidates(lineup.index, cohort, np.flatnonzero(~is_listed), counts)
    listing = _listing(lineup, cohort, found, unlisted=unlisted, counts=counts.sum(axis=0))
    return replace(listing, gaps=_gaps(lineup.index, cohort, found)) if with_gaps else listing


def best_candidates(
    lineup: Lineup,
    cohort: Cohort,
    wanted: Wanted,
    effort: Effort = _DEFAULT,
) -> Listing:
    """The k best candidates of each vacancy among those with the verdicts: see `plain`."""
    index, codes = lineup.index, verdict_codes(wanted.verdicts).tolist()
    order = places(cohort.ids.to_pylist()).astype(np.int32)
    applicants = lineup.ranker.applicants(wanted.k)
    counts = np.zeros((len(index.gates.templates), len(VERDICTS)), dtype=np.int64)
    seen: list[Places] = []
    for batch in lineup.batches(cohort, codes, effort):
        first = sum(rows.size for rows in seen)
        applicants.add(batch.people, order[batch.rows], first=first, threads=effort.workers)
        counts += _template_counts(batch.planes)
        seen.append(batch.rows)
        effort.tell(first + batch.rows.size, len(cohort))
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *seen])
    found = _shown_applicants(lineup, cohort.take(rows), applicants.best(), effort)
    found["candidate"] = rows[found["candidate"]]
    is_listed = np.zeros(len(index), dtype=np.bool_)
    is_listed[found["vacancy"]] = True
    unlisted = np.flatnonzero(~is_listed)
    names, of = index.ids[unlisted], index.gates.templates.of

    def make(place: int) -> Unlisted:
        return Unlisted(str(names[place]), _by_verdict(counts[of[unlisted[place]]]))

    total = counts.T @ np.bincount(of, minlength=len(counts))
    return _listing(lineup, cohort, found, unlisted=Lazily(unlisted.size, make), counts=total)


def _add_lists(pairs: _Pairs, lineup: Lineup, batch: Batch, lists: Lists) -> None:
    rows, ranks = np.nonzero(lists.items != NOBODY)
    vacancies = lists.items[rows, ranks].astype(np.int64)
    pairs.add(
        candidate=batch.rows[rows],
        vacancy=vacancies,
        rank=(ranks + 1).astype(np.int32),
        score=lists.scores[rows, ranks],
        **shown_pairs(lineup, batch, rows, vacancies),
    )


def _shown_applicants(
    lineup: Lineup, cohort: Cohort, lists: Lists, effort: Effort
) -> dict[str, npt.NDArray[Any]]:
    """The listed pairs with what is shown of them: their candidates are looked at once more."""
    pairs = _Pairs()
    vacancies, ranks = np.nonzero(lists.items != NOBODY)
    rows, scores = lists.items[vacancies, ranks].astype(np.int64), lists.scores[vacancies, ranks]
    candidates, row = np.unique(rows, return_inverse=True)
    for batch in lineup.batches(cohort.take(candidates), (), effort):
        place = np.full(candidates.size, NOBODY)
        place[batch.rows] = np.arange(batch.rows.size)
        own = np.flatnonzero(place[row] != NOBODY)
        pairs.add(
            candidate=rows[own],
            vacancy=vacancies[own],
            rank=(ranks[own] + 1).astype(np.int32),
            score=scores[own],
            **shown_pairs(lineup, batch, place[row[own]], vacancies[own]),
        )
    return pairs.ordered("vacancy") if pairs.columns else _nothing()


def _template_counts(planes: Planes) -> npt.NDArray[np.int64]:
    """How many candidates have which verdict for each template: (t, verdicts)."""
    counted = [
        np.bitwise_count(planes.listed((code,))).sum(axis=0, dtype=np.int64)
        for code in range(len(VERDICTS))
    ]
    return np.stack(counted, axis=1)


def _nothing() -> dict[str, npt.NDArray[Any]]:
    """No pairs at all."""
    kinds = {"candidate": np.int64, "vacancy": np.int64, "rank": np.int32, "verdict": np.int8}
    names = ("candidate", "vacancy", "rank", "score", "verdict", "possible", *COMPONENTS)
    return {name: np.zeros(0, dtype=kinds.get(name, np.float32)) for name in names}


def _by_verdict(counts: npt.NDArray[np.int64]) -> dict[str, int]:
    return dict(zip(VERDICTS, counts.tolist(), strict=True))


def _unlisted_candidates(
    index: Index, cohort: Cohort, rows: Places, counts: npt.NDArray[np.int64]
) -> Lazily[Unlisted]:
    """Those without a row; what blocks each is found where it is looked at."""

    def make(place: int) -> Unlisted:
        row = int(rows[place])
        candidate = cohort[row]
        return Unlisted(
            candidate.id, _by_verdict(counts[row]), *commonest_blocker(index, candidate)
        )

    return Lazily(rows.size, make)


def _gaps(
    index: Index, cohort: Cohort, found: dict[str, npt.NDArray[Any]]
) -> Lazily[tuple[PairGate, ...]]:
    """What each pair still lacks, found where it is looked at."""

    def make(place: int) -> tuple[PairGate, ...]:
        candidate, vacancy = cohort[int(found["candidate"][place])], int(found["vacancy"][place])
        judgement = index.gates.judge([candidate])
        return open_gates(pair_gates(index.gates, judgement, candidate, row=0, vacancy=vacancy))

    return Lazily(found["vacancy"].size, make)


def _listing(
    lineup: Lineup,
    cohort: Cohort,
    found: dict[str, npt.NDArray[Any]],
    *,
    unlisted: Lazily[Unlisted],
    counts: npt.NDArray[np.int64],
) -> Listing:
    index = lineup.index
    return Listing(
        candidate_ids=Ids(cohort.ids, found["candidate"]),
        vacancy_ids=Ids(index.ids, found["vacancy"]),
        rank=found["rank"],
        score=found["score"],
        possible=found["possible"],
        verdict=found["verdict"],
        components={name: found[name] for name in COMPONENTS},
        unlisted=unlisted,
        verdicts=_by_verdict(counts),
        gaps=None,
        candidates=len(cohort),
        vacancies=len(index),
        as_of=index.context.as_of,
    )

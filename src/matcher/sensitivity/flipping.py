"""Which pairs flip between two sets of weights, and which component decided it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from matcher.intake import CandidateSource, candidate_table
from matcher.pair_features import PairFeatures
from matcher.records import Candidates
from matcher.records.tabular import Tabular
from matcher.results import Ranking
from matcher.sensitivity.weighing import as_row
from matcher.settings import COMPONENTS, Weights

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Flip", "Flips", "flips"]

Floats = npt.NDArray[np.float64]


class Ranks(Protocol):
    """What ranks with some weights and can do so with others: a `Matcher`."""

    @property
    def weights(self) -> Weights:
        """The weights of the scores."""

    def rank(self, candidates: CandidateSource, k: int = 10) -> Ranking:
        """The k best vacancies of each candidate."""

    def features(
        self, candidates: CandidateSource, *, pairs: Iterable[tuple[str, str]]
    ) -> PairFeatures:
        """What the scores of pairs are made of."""

    def reweighted(self, weights: Weights) -> Ranks:
        """The same with other weights."""


class _Place(NamedTuple):
    """Who leaves and who enters in whose list, at which ranks."""

    candidate_id: str
    vacancy_out: str
    vacancy_in: str
    rank_out: int
    rank_in: int


class Flip(NamedTuple):
    """A vacancy that leaves a candidate's list, and the one that enters in its stead.

    `rank_out` is the rank that is left, `rank_in` the one that is taken. `lead` is by how much the
    leaving one was ahead, `lag` by how much it is behind with the other weights. `swings` are what
    each component contributes to the turn (they add up to lead + lag), `decided_by` is the
    component of the greatest.
    """

    candidate_id: str
    vacancy_out: str
    vacancy_in: str
    rank_out: int
    rank_in: int
    lead: float
    lag: float
    decided_by: str
    swings: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Flips(Tabular):
    """The flips between two sets of weights, by candidate in the order of the input."""

    rows: tuple[Flip, ...]
    before: Weights
    after: Weights
    candidates: int

    def __repr__(self) -> str:
        changed = len({row.candidate_id for row in self.rows})
        return f"<Flips: {len(self):,} in {changed:,} of {self.candidates:,} lists>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Flip]:
        return iter(self.rows)

    def to_arrow(self) -> pa.Table:
        """One row per flip, with a column `swing_...` for each component."""
        import pyarrow as pa

        texts = ("candidate_id", "vacancy_out", "vacancy_in", "decided_by")
        kinds = {"rank_out": pa.int32(), "rank_in": pa.int32()} | dict.fromkeys(texts, pa.string())
        columns = {
            name: pa.array([getattr(row, name) for row in self.rows], kinds.get(name, pa.float64()))
            for name in Flip._fields[:-1]
        }
        for name in COMPONENTS:
            swings = [row.swings[name] for row in self.rows]
            columns[f"swing_{name}"] = pa.array(swings, pa.float64())
        return pa.table(columns)


def flips(engine: Ranks, candidates: CandidateSource, weights: Weights, k: int = 10) -> Flips:
    """Which listed vacancies give way to which others if the weights were others.

    Of the vacancies that leave a list the highest is set against the highest that enters.

    >>> from matcher import Candidate, Matcher, Vacancy, Weights
    >>> jobs = [Vacancy(id="V1", title="welder", skills="SMAW"), Vacancy(id="V2", title="cook")]
    >>> who = Candidate(id="C1", experience="cook|12", skills="SMAW||BNSP")
    >>> engine = Matcher("2025-12-01").fit(jobs)
    >>> [(flip.vacancy_out, flip.vacancy_in, flip.decided_by)
    ...  for flip in flips(engine, [who], Weights(skills=30), k=1)]
    [('V2', 'V1', 'skills')]
    """
    people, other = candidate_table(candidates), engine.reweighted(weights)
    places = list(_places(engine.rank(people, k=k), other.rank(people, k=k)))
    swings, gaps = _swings(engine, other, people, places)
    rows = [
        Flip(
            *place, lead=float(lead), lag=float(lag), decided_by=COMPONENTS[int(swing.argmax())],
            swings=dict(zip(COMPONENTS, swing.tolist(), strict=True)),
        )
        for place, swing, (lead, lag) in zip(places, swings, gaps, strict=True)
    ]  # fmt: skip
    return Flips(tuple(rows), engine.weights, weights, len(people))


def _places(before: Ranking, after: Ranking) -> Iterator[_Place]:
    """Who leaves and who enters in whose list, with their ranks."""
    old, new = _by_candidate(before), _by_candidate(after)
    for candidate, listed in old.items():
        other = new[candidate]
        left = [(job, rank) for job, rank in listed.items() if job not in other]
        entered = [(job, rank) for job, rank in other.items() if job not in listed]
        for (out, from_), (in_, to) in zip(left, entered, strict=True):
            yield _Place(candidate, out, in_, from_, to)


def _by_candidate(ranking: Ranking) -> dict[str, dict[str, int]]:
    """The rank of each listed vacancy, by candidate."""
    found: dict[str, dict[str, int]] = {}
    listing = ranking.listing
    rows = zip(listing.candidate_ids, listing.vacancy_ids, listing.rank.tolist(), strict=True)
    for candidate, vacancy, rank in rows:
        found.setdefault(candidate, {})[vacancy] = rank
    return found


def _swings(
    engine: Ranks,
    other: Ranks,
    people: Candidates,
    places: Sequence[_Place],
) -> tuple[Floats, Floats]:
    """What components contribute to each turn (f, 7); by how much it was and is decided (f, 2)."""
    parts = []
    for pairs in (
        [(place.candidate_id, place.vacancy_out) for place in places],
        [(place.candidate_id, place.vacancy_in) for place in places],
    ):
        found = engine.features(people, pairs=pairs)
        parts.append([_contributions(found, one.weights) for one in (engine, other)])
    leads, lags = parts[0][0] - parts[1][0], parts[1][1] - parts[0][1]
    return leads + lags, np.stack([leads.sum(axis=1), lags.sum(axis=1)], axis=1)


def _contributions(found: PairFeatures, weights: Weights) -> Floats:
    """What each component contributes (p, 7) to the scores under some weights."""
    row = as_row(weights)
    totals = row[-1] + found.asked() @ row[:-1]
    earned = np.nan_to_num(found.matrix()) * row[:-1]
    parts: Floats = np.divide(
        earned, totals[:, np.newaxis], out=np.zeros_like(earned), where=totals[:, np.newaxis] > 0
    )
    return parts

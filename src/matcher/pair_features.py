"""Features of pairs: what a score is made of, as a table for whoever learns from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from matcher.eligibility.judging import VERDICTS
from matcher.errors import UnknownName
from matcher.kernels import NOBODY
from matcher.lineup import Batch, Effort, Lineup
from matcher.normalizing.cohort import Cohort
from matcher.ranking.listing import Ids
from matcher.ranking.shown import shown_pairs
from matcher.records.tabular import Tabular
from matcher.settings import COMPONENTS, Weights

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["PairFeatures", "features_of", "places_of"]

Places = npt.NDArray[np.int64]
Columns = dict[str, npt.NDArray[Any]]

#: Pairs looked at together: some tens of megabytes.
_AT_ONCE = 100_000
#: One who asks for a person is not told of others.
_UNKNOWN_CANDIDATE = "Name one of the candidates that are given."


@dataclass(frozen=True)
class PairFeatures(Tabular):
    """Pairs (p,) with what their scores are made of, in the order in which they were asked for.

    `score`, `possible` and each of `components` are in [0, 1] (float32), the same as in a ranking;
    a component that the vacancy does not ask is NaN, and null in tables. `verdict` has the verdicts
    by name. `weights` made the scores; the components do not depend on them.
    """

    candidate_ids: Sequence[str]
    vacancy_ids: Sequence[str]
    score: npt.NDArray[np.float32]
    possible: npt.NDArray[np.float32]
    verdict_codes: npt.NDArray[np.int8]
    components: Mapping[str, npt.NDArray[np.float32]]
    weights: Weights
    as_of: date

    def __repr__(self) -> str:
        return f"<PairFeatures: {len(self):,} pairs, as of {self.as_of}>"

    def __len__(self) -> int:
        return int(self.score.size)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns of `matrix`."""
        return tuple(f"score_{name}" for name in self.components)

    @property
    def verdict(self) -> npt.NDArray[np.str_]:
        """The verdict of each pair by name."""
        return np.array(VERDICTS)[self.verdict_codes]

    def matrix(self) -> npt.NDArray[np.float64]:
        """The components (p, f) in [0, 1], NaN where not asked: what estimators take as X."""
        return np.column_stack([values.astype(np.float64) for values in self.components.values()])

    def asked(self) -> npt.NDArray[np.bool_]:
        """Which components (p, f) the vacancy of each pair asks."""
        return ~np.isnan(self.matrix())

    def to_arrow(self) -> pa.Table:
        """One row per pair: ids, score, possible, verdict, `score_...` and `asked_...` columns."""
        import pyarrow as pa

        asked = self.asked().T
        return pa.table(
            {
                "candidate_id": pa.array(self.candidate_ids, pa.string()),
                "vacancy_id": pa.array(self.vacancy_ids, pa.string()),
                "score": pa.array(self.score),
                "possible": pa.array(self.possible),
                "verdict": pa.DictionaryArray.from_arrays(
                    pa.array(self.verdict_codes), pa.array(VERDICTS)
                ),
                **{
                    f"score_{name}": pa.array(values, pa.float32(), from_pandas=True)
                    for name, values in self.components.items()
                },
                **{
                    f"asked_{name}": pa.array(column)
                    for name, column in zip(self.components, asked, strict=True)
                },
            }
        )


def features_of(
    lineup: Lineup,
    cohort: Cohort,
    *,
    vacancies: Iterable[str] | None = None,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> PairFeatures:
    """The features of pairs (candidate id, vacancy id), or of every candidate with each vacancy.

    `vacancies` narrows the latter to some ids. UnknownName for an id that is not known.
    """
    rows, columns = places_of(lineup, cohort, vacancies, pairs)
    candidates, row = np.unique(rows, return_inverse=True)
    found = _columns(lineup, cohort.take(candidates), row, columns)
    index = lineup.index
    return PairFeatures(
        candidate_ids=Ids(cohort.ids, rows),
        vacancy_ids=Ids(index.ids, columns),
        score=found["score"],
        possible=found["possible"],
        verdict_codes=found["verdict"],
        components={name: found[name] for name in COMPONENTS},
        weights=index.context.weights,
        as_of=index.context.as_of,
    )


def places_of(
    lineup: Lineup,
    cohort: Cohort,
    vacancies: Iterable[str] | None,
    pairs: Iterable[tuple[str, str]] | None,
) -> tuple[Places, Places]:
    """The row of the cohort and the column of the index of each pair."""
    index = lineup.index
    jobs = np.arange(len(index)) if vacancies is None else _found(vacancies, index.place, "vacancy")
    if pairs is None:
        return np.repeat(np.arange(len(cohort)), jobs.size), np.tile(jobs, len(cohort))
    listed = list(pairs)
    place = {name: row for row, name in enumerate(cohort.ids.to_pylist())}
    allowed = {str(index.ids[job]): int(job) for job in jobs}
    rows = _found((who for who, _ in listed), place, "candidate", repair=_UNKNOWN_CANDIDATE)
    return rows, _found((job for _, job in listed), allowed, "vacancy")


def _found(
    names: Iterable[str], place: Mapping[str, int], what: str, *, repair: str | None = None
) -> Places:
    found: list[int] = []
    for name in names:
        if name not in place:
            raise UnknownName(what, name, known=place if repair is None else (), repair=repair)
        found.append(place[name])
    return np.array(found, dtype=np.int64)


def _columns(lineup: Lineup, cohort: Cohort, row: Places, vacancies: Places) -> Columns:
    """What is shown of pairs (row of the cohort, vacancy), looked at batch by batch."""
    kinds = {"verdict": np.int8}
    names = ("score", "possible", "verdict", *COMPONENTS)
    found = {name: np.zeros(row.size, dtype=kinds.get(name, np.float32)) for name in names}
    for batch in lineup.batches(cohort, (), Effort()):
        place = np.full(len(cohort), NOBODY)
        place[batch.rows] = np.arange(batch.rows.size)
        own = np.flatnonzero(place[row] != NOBODY)
        for start in range(0, own.size, _AT_ONCE):
            part = own[start : start + _AT_ONCE]
            rows, jobs = place[row[part]], vacancies[part]
            found["score"][part] = _scores(lineup, batch, rows, jobs)
            for name, values in shown_pairs(lineup, batch, rows, jobs).items():
                found[name][part] = values
    return found


def _scores(
    lineup: Lineup, batch: Batch, rows: Places, vacancies: Places
) -> npt.NDArray[np.float32]:
    """The scores of pairs (p,): the sums of `Scorer.score`, in their order."""
    index, scorer = lineup.index, lineup.index.scorer
    asking = scorer.row_of[vacancies]
    starts = scorer.coefficients.starts[asking]
    lengths = scorer.coefficients.starts[asking + 1] - starts
    pair = np.repeat(np.arange(rows.size), lengths)
    term = np.arange(pair.size) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    columns = scorer.coefficients.columns[term]
    proven = index.encoder.pairs(batch.cohort, rows[pair], columns).proven
    # Added up one after the other, as everywhere.
    sums = np.bincount(pair, scorer.coefficients.values[term] * proven, rows.size)
    wished, _ = lineup.wishes.shares(batch.wishes, batch.wish_of[rows], vacancies)
    return (sums + scorer.preference[asking] * wished).astype(np.float32)

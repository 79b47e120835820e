"""Rankings as results: one schema everywhere, in the caller's kind of table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from matcher.eligibility.judging import VERDICTS
from matcher.explaining.fingerprints import basis_of
from matcher.explaining.proof_facts import Basis
from matcher.features.wording import Language, word_expression
from matcher.index import Context
from matcher.ranking import Ids, Lazily, Listing, Unlisted
from matcher.records.rejected import Rejected
from matcher.records.tabular import Tabular
from matcher.settings import COMPONENTS, Weights

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Blocked", "Gap", "Match", "Ranking", "ranking_schema"]


def ranking_schema() -> pa.Schema:
    """The schema of rankings: ids, rank from 1, scores, verdict, one score per component."""
    import pyarrow as pa

    return pa.schema(
        [
            ("candidate_id", pa.string()),
            ("vacancy_id", pa.string()),
            ("rank", pa.int32()),
            ("score", pa.float32()),
            ("possible", pa.float32()),
            ("verdict", pa.dictionary(pa.int8(), pa.string())),
            *((f"score_{name}", pa.float32()) for name in COMPONENTS),
        ]
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """What a pair still lacks: its state, the months it takes, the day it could be had."""

    asked_en: str
    asked_id: str
    stage: str
    state: str
    months: int | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Match:
    """One row of a ranking. A component that is not asked is None."""

    candidate_id: str
    vacancy_id: str
    rank: int
    score: float
    possible: float
    verdict: str
    components: dict[str, float | None]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocked:
    """Someone without a row: verdict counts, and what stands in the way of most pairs."""

    id: str
    counts: dict[str, int]
    blocker_en: str | None
    blocker_id: str | None
    blocked: int


def _arrow_ids(ids: Sequence[str]) -> pa.StringArray:
    import pyarrow as pa

    return ids.to_arrow() if isinstance(ids, Ids) else pa.array(ids, pa.string())


@dataclass(frozen=True)
class Ranking(Tabular):
    """Matches in the order of the input, then of rank; the weights travel with them.

    `unlisted` are those without a row, `rejected` the rows that reading set aside, `verdicts` the
    counts over all pairs, listed or not.
    """

    listing: Listing
    context: Context
    rejected: tuple[Rejected, ...]

    @classmethod
    def of(cls, listing: Listing, context: Context, rejected: Sequence[Rejected]) -> Ranking:
        """The result of a listing."""
        return cls(listing, context, tuple(rejected))

    def __repr__(self) -> str:
        return (
            f"<Ranking: {len(self):,} matches of {self.listing.candidates:,} candidates and "
            f"{self.listing.vacancies:,} vacancies, {len(self.listing.unlisted):,} unlisted>"
        )

    def __len__(self) -> int:
        return len(self.listing.candidate_ids)

    def __iter__(self) -> Iterator[Match]:
        return (self[row] for row in range(len(self)))

    def __getitem__(self, row: int) -> Match:
        listing = self.listing
        components = {name: float(values[row]) for name, values in listing.components.items()}
        return Match(
            candidate_id=listing.candidate_ids[row],
            vacancy_id=listing.vacancy_ids[row],
            rank=int(listing.rank[row]),
            score=float(listing.score[row]),
            possible=float(listing.possible[row]),
            verdict=VERDICTS[int(listing.verdict[row])],
            components={n: None if np.isnan(v) else v for n, v in components.items()},
            gaps=self.gaps(row),
        )

    @property
    def weights(self) -> Weights:
        """The weights that made the scores."""
        return self.context.weights

    @property
    def as_of(self) -> date:
        """The day of judging."""
        return self.context.as_of

    @property
    def basis(self) -> Basis:
        """What the verdicts rest on: rule packs and taxonomy by digest, settings, the version."""
        return basis_of(self.context, ())

    @property
    def verdicts(self) -> dict[str, int]:
        """How many pairs have each verdict, listed or not."""
        return dict(self.listing.verdicts)

    @property
    def unlisted(self) -> Sequence[Blocked]:
        """Those without a row, with counts per verdict and the commonest blocker.

        What blocks someone is found where it is looked at.
        """
        unlisted = self.listing.unlisted
        return Lazily(len(unlisted), lambda place: self._blocked(unlisted[place]))

    def gaps(self, row: int) -> tuple[Gap, ...]:
        """What the match in a row still lacks, where the ranking was asked for it."""
        if self.listing.gaps is None:
            return ()
        taxonomy = self.context.records.taxonomy
        return tuple(
            Gap(
                asked_en=word_expression(gate.expression, taxonomy, "en"),
                asked_id=word_expression(gate.expression, taxonomy, "id"),
                stage=gate.stage,
                state=gate.state,
                months=gate.months,
                by=gate.by,
            )
            for gate in self.listing.gaps[row]
        )

    def _blocked(self, one: Unlisted) -> Blocked:
        def worded(language: Language) -> str | None:
            if one.blocker is None:
                return None
            return word_expression(one.blocker, self.context.records.taxonomy, language)

        return Blocked(one.id, dict(one.counts), worded("en"), worded("id"), one.blocked)

    def to_arrow(self) -> pa.Table:
        """The matches as an Arrow table of the ranking schema."""
        import pyarrow as pa

        listing = self.listing
        verdict = pa.DictionaryArray.from_arrays(pa.array(listing.verdict), pa.array(VERDICTS))
        return pa.Table.from_arrays(
            [
                _arrow_ids(listing.candidate_ids),
                _arrow_ids(listing.vacancy_ids),
                pa.array(listing.rank),
                pa.array(listing.score),
                pa.array(listing.possible),
                verdict,
                *(
                    pa.array(listing.components[name], pa.float32(), from_pandas=True)
                    for name in COMPONENTS
                ),
            ],
            schema=ranking_schema(),
        )

"""A shortlist put in a new order by what its adverts and candidates say in free text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.records.tabular import Tabular
from matcher.rescoring.covering import TextTerms, coverage_of_pairs
from matcher.rescoring.terms import terms_of
from matcher.results import Ranking

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Rescored", "RescoredMatch", "rescore"]

Places = npt.NDArray[np.int64]
Texts = Mapping[str, str]


class RescoredMatch(NamedTuple):
    """One row: the rank by what is rescored, the rank before. `coverage` is None without advert."""

    candidate_id: str
    vacancy_id: str
    rank: int
    rank_before: int
    score: float
    coverage: float | None
    rescored: float


@dataclass(frozen=True)
class Rescored(Tabular):
    """The rows of a ranking in their new order, each list with the same members as before.

    `rows` (p,) are their places in the ranking, `rank` (p,) counts from 1 in each list. `coverage`
    and `rescored` (p,) are in [0, 1]; `coverage` is NaN, null in tables, where the advert has no
    text. `share` is what the text counts.
    """

    ranking: Ranking
    rows: Places
    rank: npt.NDArray[np.int32]
    coverage: npt.NDArray[np.float32]
    rescored: npt.NDArray[np.float32]
    share: float

    def __repr__(self) -> str:
        return f"<Rescored: {len(self):,} matches, text counts {self.share:g}>"

    def __len__(self) -> int:
        return int(self.rows.size)

    def __iter__(self) -> Iterator[RescoredMatch]:
        return (self[row] for row in range(len(self)))

    def __getitem__(self, row: int) -> RescoredMatch:
        listing, place = self.ranking.listing, int(self.rows[row])
        covered = float(self.coverage[row])
        return RescoredMatch(
            candidate_id=listing.candidate_ids[place],
            vacancy_id=listing.vacancy_ids[place],
            rank=int(self.rank[row]),
            rank_before=int(listing.rank[place]),
            score=float(listing.score[place]),
            coverage=None if np.isnan(covered) else covered,
            rescored=float(self.rescored[row]),
        )

    def to_arrow(self) -> pa.Table:
        """The ranking schema in the new order, then `rank_before`, `coverage` and `rescored`."""
        import pyarrow as pa

        table = self.ranking.to_arrow().take(pa.array(self.rows))
        before, place = table["rank"], table.schema.get_field_index("rank")
        table = table.set_column(place, "rank", pa.array(self.rank))
        table = table.append_column("rank_before", before)
        covered = pa.array(self.coverage, pa.float32(), from_pandas=True)
        table = table.append_column("coverage", covered)
        return table.append_column("rescored", pa.array(self.rescored))


def rescore(
    ranking: Ranking,
    texts_of_candidates: Texts,
    texts_of_vacancies: Texts,
    *,
    share: float = 0.2,
) -> Rescored:
    """The lists of a ranking ordered by (1 - share) · score + share · coverage.

    Coverage is the share of the weight of an advert's terms (`terms_of`) that the candidate's text
    has, in [0, 1]. Texts are given by id; those of records are `texts_of(records)`. A vacancy
    without text, or whose text has no term, keeps its scores. A candidate without text covers
    nothing: more text never lowers a place. Ties of the reported float32 go by id. Nobody enters or
    leaves a list; verdicts and scores stay what they are.

    >>> from matcher import Candidate, Matcher, Vacancy
    >>> job = Vacancy(id="V1", title="welder", note="Pipes in shipyards, SMAW")
    >>> people = [Candidate(id=name, birth_date="2005-03-01") for name in ("A", "B")]
    >>> ranking = Matcher(as_of="2025-12-01").fit([job]).rank_candidates(people)
    >>> found = rescore(ranking, {"B": "welded pipes with SMAW"}, {"V1": job.note})
    >>> [(row.candidate_id, row.rank, row.rank_before, round(row.coverage, 1)) for row in found]
    [('B', 1, 2, 0.6), ('A', 2, 1, 0.0)]
    """
    if not 0 <= share <= 1:
        raise InputError(f"share is {share:g}.", repair="Give a number in [0, 1].")
    listing = ranking.listing
    (people, who), (jobs, what) = _distinct(listing.candidate_ids), _distinct(listing.vacancy_ids)
    covered = _coverage(
        [texts_of_vacancies.get(name, "") for name in jobs],
        [texts_of_candidates.get(name, "") for name in people],
        (what, who),
    )
    score = listing.score.astype(np.float64)
    mixed = np.where(np.isnan(covered), score, (1 - share) * score + share * covered)
    rescored = mixed.astype(np.float32)
    # A list begins at rank 1 and is about one candidate or one vacancy: the other's ids break ties.
    lists = np.cumsum(listing.rank == 1)
    rows = np.lexsort((what, who, -rescored, lists))
    first = np.flatnonzero(listing.rank == 1)
    rank = np.arange(rows.size) - first[lists - 1] + 1
    coverage = covered[rows].astype(np.float32)
    return Rescored(ranking, rows, rank.astype(np.int32), coverage, rescored[rows], share)


def _distinct(ids: Sequence[str]) -> tuple[list[str], Places]:
    """The distinct ids in the order of code points, and the place of each row's among them."""
    listed = list(ids)
    names = sorted(set(listed))
    place = {name: number for number, name in enumerate(names)}
    return names, np.array([place[name] for name in listed], dtype=np.int64)


def _coverage(
    adverts: list[str], written: list[str], pairs: tuple[Places, Places]
) -> npt.NDArray[np.float64]:
    """The coverage (p,) of pairs of an advert and what is written."""
    asked, told = list(map(terms_of, adverts)), list(map(terms_of, written))
    known = sorted({term for one in (*asked, *told) for term in one})
    numbers = {term: place for place, term in enumerate(known)}
    return coverage_of_pairs(
        TextTerms.of(asked, numbers), TextTerms.of(told, numbers), pairs, len(known)
    )

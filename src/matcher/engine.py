"""The engine: strings the verbs together over what is known about the vacancies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from matcher.expiring import Expiring, expiring_of
from matcher.explaining import Explanation, explain_pair
from matcher.index import build_index
from matcher.intake import (
    CandidateSource,
    day_of,
    length_of,
)
from matcher.lineup import MEMORY_LIMIT, Effort
from matcher.normalizing.normalized import NormalCandidate
from matcher.overview import Overview, overview_of
from matcher.ranking import Wanted, best_candidates, best_vacancies
from matcher.records import Candidate, Candidates, Vacancy
from matcher.removals import Removals, removals_of
from matcher.researcher import Researcher
from matcher.results import Ranking, ranking_schema

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Matcher"]

Progress = Callable[[int, int], None]


class _RankingSchema:
    """Gives the schema of rankings from the class as from an instance."""

    def __get__(self, instance: object, owner: type | None = None) -> pa.Schema:
        return ranking_schema()


class Matcher(Researcher):
    """Matches candidates and vacancies as of a day; fit it on vacancies first.

    `as_of` is a date or its ISO text, always given: a verdict depends on the day. `packs` are rule
    packs, or paths of them, in order of precedence; without them those of the package hold
    (`default_packs()`).

    >>> job = Vacancy(id="V1", title="welder", education="SMK", permit_until="2026-12-31")
    >>> who = Candidate(id="C1", birth_date="2005-03-01", education="Teknik Pengelasan|SMK")
    >>> engine = Matcher(as_of="2025-12-01").fit([job])
    >>> [(match.vacancy_id, match.verdict) for match in engine.rank([who])]
    [('V1', 'READY')]
    """

    #: The one schema of rankings, everywhere.
    ranking_schema = _RankingSchema()

    def rank(  # noqa: PLR0913 - each says one thing that a caller may choose
        self,
        candidates: CandidateSource,
        k: int = 10,
        *,
        verdicts: Sequence[str] = ("READY", "NEEDS_PROOF"),
        threads: int | None = None,
        memory_limit: int = MEMORY_LIMIT,
        progress: Progress | None = None,
    ) -> Ranking:
        """The k best vacancies of each candidate, in the order of the candidates.

        `threads` work, by default one for each processor. `memory_limit` (bytes) is what the work
        may take beside the index and the results. `progress` is called with the number of
        candidates done and their total.

        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> engine.rank([Candidate(id="C1", birth_date="2005-03-01")])[0].verdict
        'READY'
        """
        table, cohort = self._cohort(candidates)
        wanted = Wanted(length_of(k), verdicts)
        effort = Effort(threads, memory_limit, progress)
        listing = best_vacancies(self._known.lineup, cohort, wanted, effort)
        return Ranking.of(listing, self._context, table.rejected)

    def near_misses(
        self,
        candidates: CandidateSource,
        k: int = 10,
        *,
        threads: int | None = None,
        memory_limit: int = MEMORY_LIMIT,
        progress: Progress | None = None,
    ) -> Ranking:
        """The k best vacancies that are TRAINABLE for each candidate, with what is missing.

        >>> engine = Matcher(as_of="2025-12-01").fit(
        ...     [Vacancy(id="V1", title="caregiver", languages="JLPT|N4")])
        >>> who = Candidate(id="C1", birth_date="2005-03-01", languages="JLPT|N5")
        >>> [(gap.asked_en, gap.by.isoformat()) for gap in engine.near_misses([who])[0].gaps
        ...  if gap.state == "obtainable"]
        [('JLPT N4', '2026-06-01')]
        """
        table, cohort = self._cohort(candidates)
        wanted = Wanted(length_of(k), ("TRAINABLE",))
        effort = Effort(threads, memory_limit, progress)
        listing = best_vacancies(self._known.lineup, cohort, wanted, effort, with_gaps=True)
        return Ranking.of(listing, self._context, table.rejected)

    def rank_candidates(  # noqa: PLR0913 - the same
        self,
        candidates: CandidateSource,
        k: int = 10,
        *,
        verdicts: Sequence[str] = ("READY", "NEEDS_PROOF"),
        threads: int | None = None,
        memory_limit: int = MEMORY_LIMIT,
        progress: Progress | None = None,
    ) -> Ranking:
        """The k best candidates of each vacancy, in the order of the vacancies.

        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> people = [Candidate(id=name, birth_date="2005-03-01") for name in ("B", "A")]
        >>> [match.candidate_id for match in engine.rank_candidates(people, k=2)]
        ['A', 'B']
        """
        table, cohort = self._cohort(candidates)
        wanted = Wanted(length_of(k), verdicts)
        effort = Effort(threads, memory_limit, progress)
        listing = best_candidates(self._known.lineup, cohort, wanted, effort)
        return Ranking.of(listing, self._context, table.rejected)

    def overview(
        self, candidates: CandidateSource, *, progress: Progress | None = None
    ) -> Overview:
        """How many candidates of each programme reach which verdict in each destination.

        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> engine.overview([Candidate(id="C1", birth_date="2005-03-01")])
        <Overview: 1 candidates of 1 programmes, 1 destinations, as of 2025-12-01>
        """
        return overview_of(self.index, self._blocks(self._remember(candidates), progress))

    def expiring(
        self, candidates: CandidateSource, *, progress: Progress | None = None
    ) -> Expiring:
        """The papers that would meet a must and are not known to hold until the departure.

        >>> job = Vacancy(id="V1", title="caregiver", languages="TOPIK|1", departure="2026-06-01")
        >>> who = Candidate(id="C1", birth_date="2005-03-01",
        ...                 languages="TOPIK|1||2024-05-01|2026-05-01")
        >>> [(paper.paper, str(paper.end), paper.vacancies)
        ...  for paper in Matcher(as_of="2025-12-01").fit([job]).expiring([who])]
        [('TOPIK 1', '2026-05-01', 1)]
        """
        return expiring_of(self.index, self._blocks(self._remember(candidates), progress))

    def removals(
        self, candidates: CandidateSource, *, progress: Progress | None = None
    ) -> Removals:
        """Whom each employer's constraint and each rule bars, by itself and beside all others.

        >>> jobs = [Vacancy(id="V1", title="welder", sex="M"), Vacancy(id="V2", title="cook")]
        >>> who = Candidate(id="C1", sex="F", birth_date="2005-03-01")
        >>> engine = Matcher(as_of="2025-12-01").fit(jobs)
        >>> [(row.requirement.origin, row.vacancies, row.alone)
        ...  for row in engine.removals([who]) if row.alone]
        [('employer', 1, 1)]
        """
        return removals_of(self.index, self._blocks(self._remember(candidates), progress))

    def explain(
        self,
        candidate: Candidate | str,
        vacancy: Vacancy | str,
        *,
        as_of: date | str | None = None,
    ) -> Explanation:
        """Why a pair has its verdict and score; each side a record or an id.

        A vacancy's id is looked up in the index, a candidate's among those ranked last. A vacancy
        that is not in the index is judged on its own, with the same result as inside one. Another
        `as_of` gives the verdict of that day, under the rules that held then.

        >>> job = Vacancy(id="V1", title="welder", sex="M")
        >>> why = Matcher(as_of="2025-12-01").explain(Candidate(id="C1", sex="F"), job)
        >>> why.verdict, [gate.asked["en"] for gate in why.gates if gate.state == "impossible"]
        ('BARRED', ['men'])
        """
        context = self._context if as_of is None else self._context_on(day_of(as_of))
        normal = context.records.candidates([self._candidate(candidate)])[0]
        job = context.records.vacancies([self._vacancy(vacancy)])
        return explain_pair(build_index(job, context), normal, 0)

    def _blocks(
        self, table: Candidates, progress: Progress | None
    ) -> Iterator[list[NormalCandidate]]:
        """The candidates, normalized, in blocks that keep memory bounded."""
        size, total = self.index.block_size, len(table)
        for start in range(0, total, size):
            yield self._context.records.candidates(list(table[start : start + size]))
            if progress is not None:
                progress(min(start + size, total), total)

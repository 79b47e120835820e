"""The engine: holds what is known about the vacancies, and strings the verbs together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Self

from matcher.eligibility.packs import default_packs, distinct_packs
from matcher.errors import InputError, UnknownName
from matcher.expiring import Expiring, expiring_of
from matcher.explaining import Explanation, explain_pair
from matcher.index import Context, Index, build_index
from matcher.intake import (
    CandidateSource,
    PackSource,
    VacancySource,
    candidate_table,
    day_of,
    length_of,
    packs_of,
    vacancy_table,
)
from matcher.normalizing.normalized import NormalCandidate
from matcher.normalizing.normalizer import Normalizer, default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.vacancy_columns import NormalVacancies, block_of
from matcher.overview import Overview, overview_of
from matcher.ranking import rank_candidates, rank_vacancies
from matcher.records import Candidate, Candidates, Vacancies, Vacancy
from matcher.removals import Removals, removals_of
from matcher.results import Ranking, ranking_schema
from matcher.settings import Settings, Weights
from matcher.taxonomy import Taxonomy

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Matcher"]

Progress = Callable[[int, int], None]


class _RankingSchema:
    """Gives the schema of rankings from the class as from an instance."""

    def __get__(self, instance: object, owner: type | None = None) -> pa.Schema:
        return ranking_schema()


class Matcher:
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

    def __init__(
        self,
        as_of: date | str,
        *,
        weights: Weights | None = None,
        settings: Settings | None = None,
        taxonomy: Taxonomy | None = None,
        packs: Sequence[PackSource] | None = None,
    ) -> None:
        normalizer = default_normalizer() if taxonomy is None else Normalizer(taxonomy)
        self._context = Context(
            as_of=day_of(as_of),
            weights=weights if weights is not None else Weights(),
            settings=settings if settings is not None else Settings(),
            records=RecordNormalizer(normalizer),
            packs=distinct_packs(default_packs() if packs is None else packs_of(packs)),
        )
        self._index: Index | None = None
        self._vacancies: Vacancies | None = None
        self._ranked: Candidates | None = None
        self._other_days: dict[date, Context] = {}

    def __repr__(self) -> str:
        fitted = repr(self._index) if self._index is not None else "not fitted"
        return f"<Matcher as of {self.as_of}: {fitted}>"

    @property
    def as_of(self) -> date:
        """The day of judging."""
        return self._context.as_of

    @property
    def weights(self) -> Weights:
        """The weights of the scores."""
        return self._context.weights

    @property
    def settings(self) -> Settings:
        """The other settings."""
        return self._context.settings

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy that texts are resolved with."""
        return self._context.records.taxonomy

    @property
    def index(self) -> Index:
        """What is known about the vacancies; a matcher that is not fitted has none."""
        if self._index is None:
            raise InputError(
                "The matcher knows no vacancies yet.", repair="Call fit(vacancies) first."
            )
        return self._index

    def fit(self, vacancies: VacancySource) -> Self:
        """Learn the vacancies: a table, a list of `Vacancy`, or anything `read_vacancies` reads.

        >>> Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        <Matcher as of 2025-12-01: <Index: 1 vacancies, 1 criteria, 13 gates, as of 2025-12-01>>
        """
        table, records = vacancy_table(vacancies), self._context.records
        normal = NormalVacancies(table, records)
        self._index = build_index(normal, self._context, block_of(table, records))
        self._vacancies = table
        return self

    def rank(
        self,
        candidates: CandidateSource,
        k: int = 10,
        *,
        verdicts: Sequence[str] = ("READY", "NEEDS_PROOF"),
        progress: Progress | None = None,
    ) -> Ranking:
        """The k best vacancies of each candidate, in the order of the candidates.

        `progress` is called with the number of candidates done and their total.

        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> engine.rank([Candidate(id="C1", birth_date="2005-03-01")])[0].verdict
        'READY'
        """
        table = self._remember(candidates)
        blocks = self._blocks(table, progress)
        listing = rank_vacancies(self.index, blocks, k=length_of(k), verdicts=verdicts)
        return Ranking.of(listing, self._context, table.rejected)

    def near_misses(
        self, candidates: CandidateSource, k: int = 10, *, progress: Progress | None = None
    ) -> Ranking:
        """The k best vacancies that are TRAINABLE for each candidate, with what is missing.

        >>> engine = Matcher(as_of="2025-12-01").fit(
        ...     [Vacancy(id="V1", title="caregiver", languages="JLPT|N4")])
        >>> who = Candidate(id="C1", birth_date="2005-03-01", languages="JLPT|N5")
        >>> [(gap.asked_en, gap.by.isoformat()) for gap in engine.near_misses([who])[0].gaps
        ...  if gap.state == "obtainable"]
        [('JLPT N4', '2026-06-01')]
        """
        table = self._remember(candidates)
        blocks = self._blocks(table, progress)
        listing = rank_vacancies(
            self.index, blocks, k=length_of(k), verdicts=("TRAINABLE",), with_gaps=True
        )
        return Ranking.of(listing, self._context, table.rejected)

    def rank_candidates(
        self,
        candidates: CandidateSource,
        k: int = 10,
        *,
        verdicts: Sequence[str] = ("READY", "NEEDS_PROOF"),
        progress: Progress | None = None,
    ) -> Ranking:
        """The k best candidates of each vacancy, in the order of the vacancies.

        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> people = [Candidate(id=name, birth_date="2005-03-01") for name in ("B", "A")]
        >>> [match.candidate_id for match in engine.rank_candidates(people, k=2)]
        ['A', 'B']
        """
        table = self._remember(candidates)
        blocks = self._blocks(table, progress)
        listing = rank_candidates(self.index, blocks, k=length_of(k), verdicts=verdicts)
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
        name = vacancy if isinstance(vacancy, str) else vacancy.id
        record = vacancy if isinstance(vacancy, Vacancy) else self._known_vacancy(name)
        alone = build_index(context.records.vacancies([record]), context)
        return explain_pair(alone, normal, 0)

    def _context_on(self, day: date) -> Context:
        """The context of another day; its rules are looked up once."""
        if day not in self._other_days:
            self._other_days[day] = replace(self._context, as_of=day)
        return self._other_days[day]

    def _candidate(self, candidate: Candidate | str) -> Candidate:
        if isinstance(candidate, Candidate):
            return candidate
        if self._ranked is None:
            raise InputError(
                f"No candidates have been ranked, so '{candidate}' is not known.",
                repair="Give the Candidate itself, or rank a cohort first.",
            )
        if candidate not in self._ranked.ids:
            # One who asks for a person is not told of others.
            repair = "Give the Candidate itself, or one of those ranked last."
            raise UnknownName("candidate", candidate, repair=repair)
        return self._ranked[self._ranked.ids.index(candidate)]

    def _known_vacancy(self, name: str) -> Vacancy:
        place = self.index.place.get(name)
        if place is None or self._vacancies is None:
            raise UnknownName("vacancy", name, known=self.index.place)
        return self._vacancies[place]

    def _remember(self, candidates: CandidateSource) -> Candidates:
        self._ranked = candidate_table(candidates)
        return self._ranked

    def _blocks(
        self, table: Candidates, progress: Progress | None
    ) -> Iterator[list[NormalCandidate]]:
        """The candidates, normalized, in blocks that keep memory bounded."""
        size, total = self.index.block_size, len(table)
        for start in range(0, total, size):
            yield self._context.records.candidates(list(table[start : start + size]))
            if progress is not None:
                progress(min(start + size, total), total)

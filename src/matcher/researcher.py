"""What researchers ask of a matcher: what scores are made of, whom they reach, what moves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from matcher.factor_features import FactorFeatures, factor_features_of
from matcher.intake import CandidateSource, candidate_table, ids_of, length_of
from matcher.learner import Learner
from matcher.lineup import MEMORY_LIMIT, Effort
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.cohort_columns import cohort_of
from matcher.pair_features import PairFeatures, features_of
from matcher.ranking import Wanted, verdict_codes
from matcher.records import Candidates, Vacancy
from matcher.settings import Weights

if TYPE_CHECKING:
    from matcher.fairness import Audit
    from matcher.fairness.measures import Measure
    from matcher.sensitivity import Draws, Sensitivity

__all__ = ["Progress", "Researcher"]

Progress = Callable[[int, int], None]


class Researcher(Learner):
    """What a `Matcher` does for those who argue with its weights: it takes rankings apart."""

    def features(
        self,
        candidates: CandidateSource,
        vacancies: Iterable[Vacancy | str] | None = None,
        pairs: Iterable[tuple[str, str]] | None = None,
    ) -> PairFeatures:
        """What the scores of pairs are made of: a named matrix, for whoever learns from it.

        `pairs` are (candidate id, vacancy id), in any order, with any verdict; without them every
        candidate is paired with every vacancy, or with those of `vacancies` (ids or records).

        >>> from matcher import Candidate, Matcher
        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> found = engine.features([Candidate(id="C1", birth_date="2005-03-01")])
        >>> found.names[:3], found.asked()[0, :3].tolist()
        (('score_occupation', 'score_skills', 'score_experience'), [True, False, False])
        """
        _, cohort = self._cohort(candidates)
        jobs = None if vacancies is None else ids_of(vacancies)
        return features_of(self._known.lineup, cohort, vacancies=jobs, pairs=pairs)

    def factor_features(
        self,
        candidates: CandidateSource,
        vacancies: Iterable[Vacancy | str] | None = None,
        pairs: Iterable[tuple[str, str]] | None = None,
    ) -> FactorFeatures:
        """The same pairs as `features`, with scores under any weights, evidence and importance.

        >>> from matcher import Candidate, Matcher
        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> found = engine.factor_features([Candidate(id="C1", experience="welder|24")])
        >>> round(float(found.scores(engine.weights, engine.settings)[0]), 3)
        0.348
        """
        _, cohort = self._cohort(candidates)
        jobs = None if vacancies is None else ids_of(vacancies)
        return factor_features_of(self._known.lineup, cohort, vacancies=jobs, pairs=pairs)

    def audit(  # noqa: PLR0913 - each says one thing that an auditor may choose
        self,
        candidates: CandidateSource,
        groups: object = None,
        *,
        by: Sequence[str] = (),
        k: int = 10,
        measure: Measure = "exposure",
        minimum: int = 10,
        verdicts: Sequence[str] = ("READY", "NEEDS_PROOF"),
        reference: Weights | None = None,
        aliases: Mapping[str, str] | None = None,
        threads: int | None = None,
        seed: int = 0,
    ) -> Audit:
        """Whom the first k of each vacancy's list reach, by group, and what makes the gaps.

        `groups` is a table with `candidate_id` and a column for each attribute (`Groups`, or what
        `Groups.read` reads); `by` names columns of the candidates themselves. Of fewer than
        `minimum` people nothing is told. `reference` are the weights to compare with, `aliases`
        (text to concept id) say what texts mean that are not understood.

        >>> from matcher import Candidate, Matcher
        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder", sex="M")])
        >>> people = [Candidate(id=f"C{n}", sex="FM"[n % 2], birth_date="2005-03-01")
        ...           for n in range(40)]
        >>> gap = engine.audit(people, by=["sex"]).between("sex", "F", "M")
        >>> round(gap.difference.mean, 2), round(gap.parts["rule"].mean, 2), gap.cause
        (-0.5, -0.5, 'rule')
        """
        # Whoever ranks should not wait for what audits need.
        from matcher.fairness.auditing import Reading, audit_of  # noqa: PLC0415 - see above
        from matcher.fairness.groups import Groups  # noqa: PLC0415 - the same
        from matcher.fairness.lifting import Lifting, reference_of  # noqa: PLC0415 - the same

        people = self._remember(candidates)
        lifting = Lifting(
            k=length_of(k),
            codes=tuple(verdict_codes(verdicts).tolist()),
            reference=reference_of(self.weights) if reference is None else reference,
            aliases=aliases or {},
            seed=seed,
            effort=Effort(threads),
        )
        whose = Groups.beside(people, groups, by)
        return audit_of(self._known.lineup, people, whose, lifting, Reading(measure, minimum))

    def sensitivity(  # noqa: PLR0913 - each says one thing that a caller may choose
        self,
        candidates: CandidateSource,
        k: int = 10,
        *,
        verdicts: Sequence[str] = ("READY", "NEEDS_PROOF"),
        movements: Sequence[float] | None = None,
        draws: Draws | None = None,
        threads: int | None = None,
        memory_limit: int = MEMORY_LIMIT,
        progress: Progress | None = None,
    ) -> Sensitivity:
        """How far each weight can move before the k best vacancies of each candidate change.

        `movements` are shares by which single weights are moved both ways (5, 10, 20 and 50 %),
        `draws` says how often and how far all weights are drawn together.

        >>> from matcher import Candidate, Matcher
        >>> jobs = [Vacancy(id="V1", title="welder"), Vacancy(id="V2", title="cook")]
        >>> who = Candidate(id="C1", experience="welder|24", birth_date="2005-03-01")
        >>> engine = Matcher(as_of="2025-12-01").fit(jobs)
        >>> len(engine.sensitivity([who], 1, draws=None).of("C1"))
        8
        """
        from matcher.sensitivity import MOVEMENTS, sensitivity_of  # noqa: PLC0415 - as for audits

        _, cohort = self._cohort(candidates)
        wanted = Wanted(length_of(k), verdicts)
        effort = Effort(threads, memory_limit, progress)
        moved = MOVEMENTS if movements is None else movements
        return sensitivity_of(
            self._known.lineup, cohort, wanted, movements=moved, draws=draws, effort=effort
        )

    def _remember(self, candidates: CandidateSource) -> Candidates:
        people = candidate_table(candidates)
        self._threads.remember(people)
        return people

    def _cohort(self, candidates: CandidateSource) -> tuple[Candidates, Cohort]:
        """The candidates as a table and, normalized, as arrays."""
        table = self._remember(candidates)
        return table, cohort_of(table, self._context.records)

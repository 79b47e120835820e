"""Measures runs on judgments: the verb of this package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from matcher.engine import Matcher
from matcher.errors import InputError, UnknownName
from matcher.evaluation.cautions import Asked, Said, cautions_of
from matcher.evaluation.choices import Choices
from matcher.evaluation.comparing import Comparing, cut, judged_run
from matcher.evaluation.evaluation import Evaluation
from matcher.evaluation.grading import Combining, Grades, grades_of
from matcher.evaluation.listing import (
    Audience,
    RunLists,
    RunSource,
    common_depth,
    lists_of,
    ranked_lists,
)
from matcher.evaluation.markets import market_of, overlaps_of
from matcher.evaluation.reaching import (
    reaches_of,
    relevant_and_barred,
    verdict_shares,
)
from matcher.evaluation.score_bins import calibration_error, score_bins
from matcher.intake import CandidateSource, candidate_table
from matcher.metrics.comparing import Correction
from matcher.records import Candidates
from matcher.settings import Weights
from matcher.tuning.judgments import Judgments

__all__ = ["ENGINE", "evaluate"]

#: The name of the run that the engine makes with its own weights.
ENGINE = "engine"


def evaluate(  # noqa: PLR0913 - each is a choice that a paper has to state
    engine: Matcher,
    candidates: CandidateSource,
    judgments: Judgments | object,
    k: int = 10,
    *,
    runs: Mapping[str, RunSource] | None = None,
    baseline: str = ENGINE,
    judges: Combining = "mean",
    level: float | None = None,
    depth: int = 100,
    correction: Correction = "holm",
    confidence: float = 0.95,
    repeats: int = 10_000,
    seed: int = 0,
) -> Evaluation:
    """How good the lists of an engine and of other runs are, by what judges said.

    `judgments` are `Judgments` or whatever `Judgments.read` reads. `runs` are compared by name with
    the engine's own, which is called "engine": other `Weights`, another `Matcher` of the same
    vacancies, a `Ranking`, a table or file of one, a TREC run, or lists by candidate id. Each is
    set against the `baseline`.

    Several `judges`' grades of a pair become their "mean", "median", "lowest" or "highest"; a
    grade is relevant from `level` on, without one above 0. A candidate of whom nothing is graded
    is left out of the measures of lists, and counts in those of the market. InputError where
    somebody or something judged is not given.

    >>> from matcher import Candidate, Vacancy
    >>> jobs = [Vacancy(id="V1", title="welder"), Vacancy(id="V2", title="cook")]
    >>> found = evaluate(Matcher(as_of="2025-12-01").fit(jobs), [Candidate(id="C1")], [
    ...     {"candidate_id": "C1", "vacancy_id": "V1", "grade": 2},
    ...     {"candidate_id": "C1", "vacancy_id": "V2", "grade": 0}], k=1)
    >>> found
    <Evaluation: 1 runs on 2 grades and 0 preferences of 1 candidates, as of 2025-12-01>
    >>> found.runs["engine"].values("ndcg@1").tolist()
    [1.0]
    """
    said = judgments if isinstance(judgments, Judgments) else Judgments.read(judgments)
    choices = Choices(k, max(depth, k), level, judges, correction, confidence, repeats, seed)
    if baseline not in (names := (ENGINE, *(runs or {}))):
        raise UnknownName("run", baseline, known=names)
    people = candidate_table(candidates)
    _check_given(said, people, engine)
    judged = _only(people, {who for who, _ in said.pairs})
    lists = _listed(engine, Audience(people, judged, k, choices.depth), runs or {})
    return _found(engine, people, _Judged(said, judged, choices), lists, baseline)


class _Judged(NamedTuple):
    """What was judged, and how it is to be measured."""

    said: Judgments
    people: Candidates
    choices: Choices

    @property
    def grades(self) -> Grades:
        """One grade for each pair."""
        return grades_of(self.said, self.choices.judges, self.choices.level)


def _check_given(said: Judgments, people: Candidates, engine: Matcher) -> None:
    if not len(said):
        raise InputError("There are no judgments.", repair="Judge some pairs.")
    known, place = frozenset(people.ids), engine.index.place
    strange = [pair for pair in said.pairs if pair[0] not in known or pair[1] not in place]
    if strange:
        raise InputError(
            f"{len(strange):,} of {len(said.pairs):,} judged pairs name a candidate or a vacancy "
            "that is not given.",
            repair="Give all who were judged, and all that was, or leave those judgments out.",
        )


def _only(people: Candidates, names: set[str]) -> Candidates:
    """The candidates of these names, by code point: their order is none of the input."""
    place = {name: row for row, name in enumerate(people.ids)}
    return Candidates.from_arrow(people.to_arrow().take([place[name] for name in sorted(names)]))


def _listed(
    engine: Matcher, audience: Audience, runs: Mapping[str, RunSource]
) -> dict[str, RunLists]:
    if ENGINE in runs:
        problem = f"A run is called '{ENGINE}', as the engine's own is."
        raise InputError(problem, repair="Give it another name.")
    found = {ENGINE: ranked_lists(engine, audience)}
    for name, source in runs.items():
        own = engine.reweighted(source) if isinstance(source, Weights) else source
        found[name] = (
            ranked_lists(own, audience)
            if isinstance(own, Matcher)
            else lists_of(name, own, audience)
        )
    return found


def _found(
    engine: Matcher,
    people: Candidates,
    judged: _Judged,
    lists: dict[str, RunLists],
    baseline: str,
) -> Evaluation:
    said, choices, grades, k = judged.said, judged.choices, judged.grades, judged.choices.k
    features = engine.features(judged.people, pairs=grades.pairs)
    barred = relevant_and_barred(features, grades)
    counts = Said.of(said, grades, barred=len(barred))
    deep = {name: one.deep for name, one in lists.items()}
    shown = {name: one.shown for name, one in lists.items()}
    depth = common_depth(lists.values(), choices.depth)
    even = {name: cut(one, depth) for name, one in deep.items()}
    reach = reaches_of(deep, grades, choices)
    comparing, asked = Comparing(choices, baseline), Asked(k, choices.depth, baseline)
    return Evaluation(
        choices=choices,
        as_of=engine.as_of,
        said=counts,
        candidates=len(people),
        vacancies=len(engine.index),
        baseline=baseline,
        depth=depth,
        ranking=comparing.lists(deep, grades),
        condensed=comparing.condensed(even, grades),
        order=comparing.orders(even, said),
        overlaps=tuple(overlaps_of(even, judged.people.ids, choices)),
        market=tuple(market_of(*one, engine.index, choices) for one in shown.items()),
        reach=reach,
        verdicts=verdict_shares(features, grades, choices),
        scores=score_bins(features, grades, choices),
        calibration_error=calibration_error(features, grades),
        pairs=lists[ENGINE].verdicts or {},
        cautions=cautions_of(counts, grades, lists, reach, asked),
        runs={name: judged_run(one, grades) for name, one in deep.items()},
        barred=barred,
    )

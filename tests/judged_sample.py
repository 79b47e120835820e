"""A small cohort of the sample with planted judgments: what the tests of evaluations share."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from matcher import Candidates, Matcher, Weights, load_sample
from matcher.sample import Sample
from matcher.tuning import Graded, Judgments

__all__ = ["PLANTED", "JudgedSample", "judged_sample"]

#: The weights by which the planted judges grade.
PLANTED = Weights(skills=0, language=9)
_CANDIDATES = 24
_JUDGED = 16
_LISTED = 8


class JudgedSample(NamedTuple):
    """A cohort, an engine with the default weights, and judges with the planted ones."""

    sample: Sample
    engine: Matcher
    judgments: Judgments

    @property
    def people(self) -> Candidates:
        """The cohort, of which only some are judged."""
        return self.sample.candidates


@cache
def judged_sample(noise: float = 0.5) -> JudgedSample:
    """Grades from 0 to 3 by two judges of what the planted weights list first, and of some more."""
    sample = load_sample(_CANDIDATES)
    engine = Matcher(as_of=sample.as_of).fit(sample.vacancies)
    stream, said = np.random.default_rng(7), []
    listed = engine.reweighted(PLANTED).rank(sample.candidates[:_JUDGED], _LISTED)
    for match in listed:
        for judge in ("ana", "budi"):
            grade = 3 - (match.rank - 1) // 2 + stream.normal(0, noise)
            said.append((judge, match.candidate_id, match.vacancy_id, grade))
    for who in listed.to_arrow()["candidate_id"].unique().to_pylist():
        told = {job for _, name, job, _ in said if name == who}
        others = sorted(set(sample.vacancies.ids) - told)
        said += [("ana", who, str(job), 0) for job in stream.choice(others, 3, replace=False)]
    graded = (Graded(*row[:3], float(np.clip(round(row[3]), 0, 3))) for row in said)
    return JudgedSample(sample, engine, Judgments(graded=tuple(graded)))

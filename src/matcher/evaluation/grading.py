"""One grade for each judged pair, of whatever several judges said of it."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matcher.errors import InputError, UnknownName
from matcher.tuning.judgments import Graded, Judgments

__all__ = ["Combining", "Grades", "grades_of"]

#: What several judges' grades of one pair become.
Combining = Literal["mean", "median", "lowest", "highest"]


def _mean(grades: Sequence[float]) -> float:
    """The mean, added up exactly: the order of the grades does not matter to the bit."""
    return math.fsum(grades) / len(grades)


_COMBINED: Mapping[Combining, Callable[[Sequence[float]], float]] = {
    "mean": _mean,
    "median": statistics.median,
    "lowest": min,
    "highest": max,
}


@dataclass(frozen=True)
class Grades:
    """The grade, 0 or more, of each judged vacancy of each candidate, both by code point.

    A grade is relevant from `level` on, without one above 0. Of `repeated` pairs, which several
    judges graded, `disputed` are relevant to some and not to others.
    """

    of: Mapping[str, Mapping[str, float]]
    level: float | None = None
    repeated: int = 0
    disputed: int = 0

    def __len__(self) -> int:
        return sum(map(len, self.of.values()))

    @property
    def candidates(self) -> tuple[str, ...]:
        """Of whom a pair is graded."""
        return tuple(self.of)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The graded pairs (candidate id, vacancy id)."""
        return tuple((who, job) for who, grades in self.of.items() for job in grades)

    def is_relevant(self, grade: float) -> bool:
        """Whether a grade counts as relevant."""
        return _is_relevant(grade, self.level)

    def without_relevant(self) -> int:
        """How many candidates have no relevant vacancy."""
        return sum(not any(map(self.is_relevant, one.values())) for one in self.of.values())


def grades_of(
    judgments: Judgments, judges: Combining = "mean", level: float | None = None
) -> Grades:
    """One grade for each judged pair.

    What one judge said of a pair several times is averaged first, so that each judge counts once;
    then the judges are combined: their mean, median, lowest or highest grade. InputError for a
    negative grade.

    >>> said = Judgments.read([
    ...     {"judge": "ana", "candidate_id": "C1", "vacancy_id": "V1", "grade": 3},
    ...     {"judge": "budi", "candidate_id": "C1", "vacancy_id": "V1", "grade": 0}])
    >>> found = grades_of(said)
    >>> found.of["C1"]["V1"], found.disputed
    (1.5, 1)
    """
    if judges not in _COMBINED:
        raise UnknownName("way to combine judges", judges, known=_COMBINED)
    said = _by_pair(judgments.graded)
    shared = [grades for grades in said.values() if len(grades) > 1]
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for who, job in sorted(said):
        found[who][job] = _COMBINED[judges](said[who, job])
    return Grades(dict(found), level, len(shared), sum(_is_split(one, level) for one in shared))


def _by_pair(graded: Iterable[Graded]) -> dict[tuple[str, str], list[float]]:
    """What each judge said of a pair, one number a judge, the lowest first."""
    said: defaultdict[tuple[str, str], defaultdict[str, list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in graded:
        if one.grade < 0:
            raise InputError(
                f"The grade of vacancy '{one.vacancy_id}' by '{one.judge}' is {one.grade:g}.",
                repair="Give 0 for what is not relevant; leave out what was not judged.",
            )
        said[one.candidate_id, one.vacancy_id][one.judge].append(one.grade)
    return {pair: sorted(map(_mean, by.values())) for pair, by in said.items()}


def _is_split(grades: Sequence[float], level: float | None) -> bool:
    return len({_is_relevant(one, level) for one in grades}) > 1


def _is_relevant(grade: float, level: float | None) -> bool:
    return grade > 0 if level is None else grade >= level

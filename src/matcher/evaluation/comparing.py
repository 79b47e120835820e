"""The lists of runs against grades and orders: compared with all, and without what is unjudged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from matcher.evaluation.choices import Choices
from matcher.evaluation.grading import Grades
from matcher.evaluation.listing import Lists
from matcher.evaluation.orders import in_order, orders_of
from matcher.metrics.comparing import compare
from matcher.metrics.comparison import Comparison
from matcher.metrics.runs import JudgedRun, Measure
from matcher.tuning.judgments import Judgments

__all__ = ["Comparing", "cut", "judged_run"]


class Comparing(NamedTuple):
    """Compares runs by name as was chosen, each with the baseline."""

    choices: Choices
    baseline: str

    def lists(self, runs: Mapping[str, Lists], grades: Grades) -> Comparison | None:
        """The first k of the lists; None where nothing is graded."""
        return self._graded(runs, grades, self.choices.measures)

    def condensed(self, runs: Mapping[str, Lists], grades: Grades) -> Comparison | None:
        """The first k of the lists without what nobody judged; None where nothing is graded."""
        judged = {
            name: {
                who: [job for job in lists.get(who, ()) if job in said]
                for who, said in grades.of.items()
            }
            for name, lists in runs.items()
        }
        return self._graded(judged, grades, self.choices.condensed)

    def orders(self, runs: Mapping[str, Lists], said: Judgments) -> Comparison | None:
        """The shares of orders kept; None where no two vacancies of a candidate are told apart."""
        orders = orders_of(said)
        if not orders:
            return None
        kept = {name: in_order(lists, orders) for name, lists in runs.items()}
        return self._compared(kept, {"in order": lambda one: float(one.relevance[0])})

    def _graded(
        self, runs: Mapping[str, Lists], grades: Grades, measures: tuple[str, ...]
    ) -> Comparison | None:
        if not len(grades):
            return None
        judged = {name: judged_run(lists, grades) for name, lists in runs.items()}
        return self._compared(judged, {name: name for name in measures})

    def _compared(
        self, runs: Mapping[str, JudgedRun], measures: Mapping[str, Measure]
    ) -> Comparison:
        choices = self.choices
        return compare(
            runs,
            measures,
            baseline=self.baseline,
            level=choices.level,
            correction=choices.correction,
            confidence=choices.confidence,
            repeats=choices.repeats,
            seed=choices.seed,
        )


def judged_run(lists: Lists, grades: Grades) -> JudgedRun:
    """The lists of a run with the grades of what they hold, by candidate id.

    >>> judged_run({"C1": ["V2", "V1"]}, Grades({"C1": {"V1": 2.0}}))["C1"].relevance
    array([nan,  2.])
    """
    return JudgedRun.of(
        [[said.get(job) for job in lists.get(who, ())] for who, said in grades.of.items()],
        ideals=[list(said.values()) for said in grades.of.values()],
        queries=grades.candidates,
    )


def cut(lists: Lists, depth: int) -> Lists:
    """The first `depth` of each list."""
    return {who: jobs[:depth] for who, jobs in lists.items()}

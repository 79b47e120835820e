"""A row of the table: one method on one set, how good and how quick it is; and what is known of it.

Quality is measured on lists of `DEPTH` concepts, of all concepts where the measure is MAP; the time
on lists of ten, for the first `TIMED` texts.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.normal_peers import Searcher
from benchmarks.normal_sets import HALVES, Half, NormalSet
from benchmarks.retrieval import MEASURES, Floats, Interval, bootstrap, judged
from benchmarks.timing import Cost, measure, memory_gb, peak_of

__all__ = ["DEPTH", "TIMED", "Row", "beside", "known", "measured"]

DEPTH = 100
TIMED = 500

_KNOWN = Path(__file__).parent / "baselines" / "normalization.csv"


@dataclass(frozen=True, eq=False)
class Row:
    """What one method reached on one set.

    `values` (queries × measures) are the measures of its lists; `index` is the time of making the
    index, `peak_gb` what index and search take above what the process held before.
    """

    task: NormalSet
    method: str
    values: Floats
    index: Cost
    per_cpu_second: float
    peak_gb: float

    @cached_property
    def counts(self) -> Mapping[Half, int]:
        """How many queries each half has."""
        return {half: len(self._part(half)) for half in HALVES}

    @cached_property
    def halves(self) -> Mapping[Half, list[Interval]]:
        """The intervals of `MEASURES` by half."""
        return {half: bootstrap(self._part(half)) for half in HALVES}

    def _part(self, half: Half) -> Floats:
        kept = np.array([half in ("all", one) for one in self.task.parities], dtype=bool)
        part: Floats = self.values[kept]
        return part

    def reached(self, name: str) -> float:
        """The mean of one of `MEASURES` over all queries."""
        return float(self.values[:, MEASURES.index(name)].mean())

    def ahead_of(self, other: Row) -> Interval:
        """By how much it exceeds another method in what the set is judged by, query by query."""
        place = MEASURES.index(self.task.measure)
        return bootstrap((self.values - other.values)[:, place : place + 1])[0]

    def lines(self) -> list[str]:
        """The row as text, a line for each half."""
        costs = (
            f"index {self.index.cpu:.1f} CPU s, {self.per_cpu_second:,.0f}/CPU s, "
            f"{self.peak_gb:.2f} GB"
        )
        return [
            f"  {self.method if half == 'even' else '':24}{half:5}{self.counts[half]:>7,}"
            + "".join(f"{found!s:>20}" for found in self.halves[half])
            + (f"  {costs}" if half == "all" else "")
            for half in HALVES
        ]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "set": self.task.name,
            "method": self.method,
            "index_cpu_seconds": round(self.index.cpu, 3),
            "strings_per_cpu_second": round(self.per_cpu_second, 1),
            "peak_gb": round(self.peak_gb, 3),
            "halves": {
                half: {
                    "n": self.counts[half],
                    **{
                        name: [round(one, 4) for one in interval]
                        for name, interval in zip(MEASURES, self.halves[half], strict=True)
                    },
                }
                for half in HALVES
            },
        }


def measured(task: NormalSet, method: str, make: Callable[[NormalSet], Searcher]) -> Row:
    """Make a method's index, time it, and judge its lists."""
    before, timed = memory_gb(), task.sample(TIMED).texts

    def work() -> tuple[Searcher, Cost, Cost]:
        searcher, index = measure(partial(make, task))
        return searcher, index, measure(partial(searcher.ranked, timed, 10))[1]

    (searcher, index, search), peak = peak_of(work)
    depth = len(task.taxonomy) if task.measure == "MAP" else DEPTH
    values = judged(searcher.ranked(task.texts, depth), [one.relevant for one in task.queries])
    quick = len(timed) / max(search.cpu, 1e-9)
    return Row(task, method, values, index, quick, max(peak - before, 0.0))


def known(name: str) -> list[dict[str, str]]:
    """The figures that are known of a set, and the goals for it, each with its source."""
    with _KNOWN.open(encoding="utf-8", newline="") as stream:
        return [line for line in csv.DictReader(stream) if line["set"] == name]


def beside(rows: Sequence[Row], figures: Sequence[Mapping[str, str]]) -> list[str]:
    """What is known of a set, beside what its first method reached, as text."""
    if not rows:
        return []
    first, lines = rows[0], []
    if others := rows[1:]:
        best = max(others, key=lambda one: one.reached(one.task.measure))
        lines.append(
            f"  {first.method} less {best.method}, the best of the others: "
            f"{first.task.measure} {first.ahead_of(best)}"
        )
    for source in dict.fromkeys(one["source"] for one in figures if one["source"] != "goal"):
        listed = [one for one in figures if one["source"] == source]
        told = [f"{one['method']} {one['measure']} {one['value']}" for one in listed]
        lines.append(f"  {source}: {'; '.join(told)}")
    for goal in (one for one in figures if one["source"] == "goal"):
        reached = first.reached(goal["measure"])
        verdict = "reached" if round(reached, 3) >= float(goal["value"]) else "not reached"
        lines.append(
            f"  {goal['method']} {goal['measure']} {goal['value']}: {verdict} "
            f"({first.method}, {reached:.3f})"
        )
    return lines

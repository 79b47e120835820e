"""Compares runs on the same queries: means, differences and what chance alone could make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnknownName
from matcher.metrics.comparison import Compared, Comparison
from matcher.metrics.inference import benjamini_hochberg, bootstrap, holm, randomisation_test
from matcher.metrics.ranked import Grades
from matcher.metrics.runs import JudgedList, JudgedRun, Measure

__all__ = ["compare"]

Floats = npt.NDArray[np.float64]
Correction = Literal["holm", "benjamini_hochberg", "none"]

_CORRECTIONS: dict[str, Callable[[Sequence[float]], Floats]] = {
    "holm": holm,
    "benjamini_hochberg": benjamini_hochberg,
    "none": lambda p_values: np.asarray(p_values, dtype=np.float64),
}


class _Draws(NamedTuple):
    """How often what is drawn, and from which seed."""

    seed: int
    repeats: int
    confidence: float


def compare(  # noqa: PLR0913 - each is a choice that a paper has to state
    runs: Mapping[str, JudgedRun | Iterable[Grades]],
    measures: Sequence[str] | Mapping[str, Measure] = ("ndcg@10", "map", "mrr", "recall@10"),
    *,
    baseline: str | None = None,
    level: float | None = None,
    correction: Correction = "holm",
    confidence: float = 0.95,
    repeats: int = 10_000,
    seed: int = 0,
) -> Comparison:
    """Runs in one table, with intervals, and each against a baseline, with corrected p-values.

    `runs` are judged runs (`read_trec`, `JudgedRun.of`) or plain relevance lists, one per query in
    the same order, by name. A query that a run lacks counts as an empty list there. `measures` are
    names such as "ndcg@10", or functions of one list by name. The baseline is the first run unless
    told. Intervals are bootstrapped over queries, p-values are of the paired randomisation test,
    corrected over all differences of the table together.

    >>> table = compare({"old": [[0, 1], [0, 1], [1, 0]], "new": [[1, 0], [1, 0], [1, 0]]}, ["mrr"])
    >>> print(table.text())
    measure  run  queries  mean (95 % interval)       minus old (95 % interval)     p      ...
    mrr      old  3        0.6667 (0.5000 to 1.0000)
    mrr      new  3        1.0000 (1.0000 to 1.0000)  +0.3333 (+0.0000 to +0.5000)  0.5000  0.5000
    """
    if not runs:
        raise InputError("There are no runs.", repair="Give at least one by its name.")
    if correction not in _CORRECTIONS:
        raise UnknownName("correction", correction, known=_CORRECTIONS)
    base = next(iter(runs)) if baseline is None else baseline
    if base not in runs:
        raise UnknownName("run", base, known=runs)
    aligned = _aligned(
        {
            name: run if isinstance(run, JudgedRun) else JudgedRun.of(run)
            for name, run in runs.items()
        }
    )
    asked = measures if isinstance(measures, Mapping) else {name: name for name in measures}
    draws = _Draws(seed, repeats, confidence)
    compared = [
        one
        for name, measure in asked.items()
        for one in _measured(
            name, {run: lists.values(measure, level=level) for run, lists in aligned.items()}, base,
            draws,
        )
    ]  # fmt: skip
    return Comparison(_corrected(compared, correction), base, confidence, correction)


def _aligned(runs: Mapping[str, JudgedRun]) -> dict[str, JudgedRun]:
    """The runs over all queries that any of them has, in one order."""
    known: dict[str, JudgedList] = {}
    for run in runs.values():
        for one in run:
            known.setdefault(one.query, one)
    if not known:
        raise InputError("No run has a query.", repair="Give lists, empty ones where needed.")
    nothing = np.empty(0)
    aligned = {}
    for name, run in runs.items():
        own = {one.query: one for one in run}
        lists = (own.get(q, JudgedList(q, nothing, other.ideal)) for q, other in known.items())
        aligned[name] = JudgedRun(tuple(lists))
    return aligned


def _measured(
    measure: str, values: Mapping[str, Floats], base: str, draws: _Draws
) -> list[Compared]:
    """The rows of one measure. The same seed throughout: every run is drawn on the same queries."""

    def drawn(numbers: Floats) -> tuple[float, float, float]:
        return bootstrap(
            numbers, seed=draws.seed, repeats=draws.repeats, confidence=draws.confidence
        )

    found = []
    for run, numbers in values.items():
        mean, low, high = drawn(numbers)
        row = Compared(measure, run, numbers.size, mean, low, high)
        if run != base:
            difference = numbers - values[base]
            amount, least, most = drawn(difference)
            tested = randomisation_test(
                values[base], numbers, seed=draws.seed, repeats=draws.repeats
            )
            row = row._replace(
                difference=amount, difference_low=least, difference_high=most,
                p_value=tested.p_value,
            )  # fmt: skip
        found.append(row)
    return found


def _corrected(rows: Sequence[Compared], correction: Correction) -> tuple[Compared, ...]:
    """The rows with their p-values corrected over all of them together."""
    told = [row.p_value for row in rows if row.p_value is not None]
    adjusted = iter(_CORRECTIONS[correction](told).tolist())
    return tuple(
        row if row.p_value is None else row._replace(p_adjusted=next(adjusted)) for row in rows
    )

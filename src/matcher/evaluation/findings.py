"""Every figure of an evaluation as a row of one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from matcher.evaluation.found import Found
from matcher.metrics.comparison import Comparison

__all__ = ["COLUMNS", "Finding", "Part", "findings_of"]

Part = Literal[
    "ranking", "condensed", "order", "overlap", "market", "reach", "verdicts", "scores", "pairs"
]

#: The columns of the table and their types.
COLUMNS: dict[str, type[str | int | float]] = {
    "part": str,
    "measure": str,
    "run": str,
    "group": str,
    "n": int,
    "value": float,
    "low": float,
    "high": float,
    "against": str,
    "difference": float,
    "difference_low": float,
    "difference_high": float,
    "p_value": float,
    "p_adjusted": float,
}


class Finding(NamedTuple):
    """One figure: of what part, measure and run, over how many, and how sure.

    `group` is a verdict or a range of scores; `against` the run that it is compared with. What a
    part does not have is None.
    """

    part: Part
    measure: str
    run: str | None = None
    group: str | None = None
    n: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    against: str | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    p_value: float | None = None
    p_adjusted: float | None = None


def findings_of(found: Found) -> Iterator[Finding]:
    """The figures, part by part."""
    yield from _compared("ranking", found.ranking)
    yield from _compared("condensed", found.condensed)
    yield from _compared("order", found.order)
    for pair in found.overlaps:
        yield Finding(
            "overlap", "rank_biased_overlap", pair.first, None, pair.candidates, *pair.overlap,
            against=pair.second,
        )  # fmt: skip
    for one in found.market:
        for name in ("coverage", "congestion", "gini"):
            yield Finding("market", name, one.run, None, one.people, *getattr(one, name))
    yield from _reached(found)
    yield from _of_the_engine(found)


def _compared(part: Part, comparison: Comparison | None) -> Iterator[Finding]:
    if comparison is None:
        return
    for row in comparison:
        against = None if row.difference is None else comparison.baseline
        yield Finding(part, row.measure, row.run, None, *row[2:6], against, *row[6:])


def _reached(found: Found) -> Iterator[Finding]:
    for one in found.reach:
        yield Finding("reach", "judged", one.run, None, one.listed, *one.judged)
        yield Finding("reach", "empty", one.run, n=one.empty)
        yield Finding("reach", "unlisted", one.run, n=one.unlisted)


def _of_the_engine(found: Found) -> Iterator[Finding]:
    for share in found.verdicts:
        yield Finding("verdicts", "judged", group=share.verdict, n=share.judged)
        yield Finding("verdicts", "relevant", None, share.verdict, share.relevant, *share.share)
    for one in found.scores:
        group = f"{one.low:.1f} to {one.high:.1f}"
        for name, value in (("score", one.score), ("grade", one.grade)):
            yield Finding("scores", name, group=group, n=one.pairs, value=value)
        yield Finding("scores", "relevant", None, group, one.pairs, *one.relevant)
    for verdict, count in found.pairs.items():
        yield Finding("pairs", "pairs", group=verdict, n=count)

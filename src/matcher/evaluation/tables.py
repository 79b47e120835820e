"""The parts of an evaluation as small tables to show, in English or Indonesian."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan
from typing import NamedTuple

from matcher.errors import UnknownName
from matcher.evaluation.cautions import Language
from matcher.evaluation.found import Found
from matcher.evaluation.table_words import WORDS
from matcher.metrics.comparison import Comparison
from matcher.metrics.inference import Interval

__all__ = ["ShownTable", "tables_of"]

Words = Mapping[str, str]


class ShownTable(NamedTuple):
    """A table to show: what it is of, its head and rows of cells, and how to read it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def text(self) -> str:
        """The table in plain text.

        >>> print(ShownTable("Seats", ("a", "b"), (("1", "22"),), "As of today.").text())
        Seats
        a  b
        1  22
        As of today.
        """
        lines = [self.head, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        told = (
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )
        return "\n".join(part for part in (self.title, *told, self.note) if part)


def tables_of(found: Found, language: Language = "en") -> list[ShownTable]:
    """The parts that have something to show, in their order."""
    if language not in WORDS:
        raise UnknownName("language", language, known=WORDS)
    words = WORDS[language]
    tables = [*_compared(found, words), *_of_runs(found, words), *_of_the_engine(found, words)]
    return [one for one in tables if one.rows]


def _compared(found: Found, words: Words) -> Iterator[ShownTable]:
    for name in ("ranking", "condensed", "order"):
        comparison = getattr(found, name)
        if comparison is not None:
            yield _comparison(name, comparison, found, words)


def _comparison(name: str, comparison: Comparison, found: Found, words: Words) -> ShownTable:
    choices = found.choices
    confidence = f"{choices.confidence * 100:.3g} %"
    method = words[choices.correction]
    rows = []
    for row in comparison:
        beyond: tuple[str, ...] = ("", "", "")
        if row.difference is not None:
            ends = _ends(row.difference, row.difference_low, row.difference_high, "+.3f", words)
            beyond = (ends, f"{row.p_value:.4f}", f"{row.p_adjusted:.4f}")
        measure = words.get(row.measure, row.measure)
        mean = _ends(row.mean, row.low, row.high, ".3f", words)
        rows.append((measure, row.run, f"{row.queries:,}", mean, *beyond))
    head = ("measure", "run", "candidates", "mean", "minus", "p", "corrected")
    kept = 4 if all(row.difference is None for row in comparison) else len(head)
    facts = {"confidence": confidence, "baseline": comparison.baseline, "method": method}
    return ShownTable(
        words[name],
        tuple(words[one].format(**facts) for one in head[:kept]),
        tuple(row[:kept] for row in rows),
        words[f"{name} note"].format(k=choices.k, depth=found.depth),
    )


def _of_runs(found: Found, words: Words) -> Iterator[ShownTable]:
    yield ShownTable(
        words["overlap"],
        tuple(words[one] for one in ("run", "other run", "candidates", "rbo")),
        tuple(
            (one.first, one.second, f"{one.candidates:,}", _interval(one.overlap, words))
            for one in found.overlaps
        ),
        words["overlap note"],
    )
    yield ShownTable(
        words["market"].format(k=found.choices.k),
        tuple(words[one] for one in ("run", "lists", "coverage", "congestion", "gini")),
        tuple(
            (one.run, f"{one.people:,}",
             *(_interval(each, words) for each in (one.coverage, one.congestion, one.gini)))
            for one in found.market
        ),
        words["market note"],
    )  # fmt: skip
    yield ShownTable(
        words["reach"].format(k=found.choices.k),
        tuple(words[one] for one in ("run", "listed", "judged", "empty", "unlisted")),
        tuple(
            (one.run, f"{one.listed:,}", _interval(one.judged, words), f"{one.empty:,}",
             f"{one.unlisted:,}")
            for one in found.reach
        ),
        words["reach note"],
    )  # fmt: skip


def _of_the_engine(found: Found, words: Words) -> Iterator[ShownTable]:
    yield ShownTable(
        words["verdicts"],
        tuple(words[one] for one in ("verdict", "graded", "relevant", "relevant share")),
        tuple(
            (one.verdict, f"{one.judged:,}", f"{one.relevant:,}", _interval(one.share, words))
            for one in found.verdicts
        ),
        words["verdicts note"],
    )
    yield ShownTable(
        words["scores"],
        tuple(words[one] for one in ("score from to", "graded", "score", "grade", "relevant")),
        tuple(
            (f"{one.low:.1f}–{one.high:.1f}", f"{one.pairs:,}", f"{one.score:.3f}",
             f"{one.grade:.3f}", _interval(one.relevant, words))
            for one in found.scores
        ),
        words["scores note"].format(error=found.calibration_error),
    )  # fmt: skip
    total = max(sum(found.pairs.values()), 1)
    yield ShownTable(
        words["pairs"],
        tuple(words[one] for one in ("verdict", "pairs count", "share")),
        tuple((name, f"{count:,}", f"{count / total:.1%}") for name, count in found.pairs.items()),
    )


def _interval(one: Interval, words: Words) -> str:
    return _ends(*one, ".3f", words)


def _ends(mean: float, low: float | None, high: float | None, form: str, words: Words) -> str:
    """A figure with its interval; where there is none, so it says."""
    if isnan(mean):
        return "–"
    if low is None or high is None or isnan(low):
        return f"{mean:{form}} ({words['no interval']})"
    return f"{mean:{form}} ({low:{form}} {words['to']} {high:{form}})"

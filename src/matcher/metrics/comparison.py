"""What comparing runs found: one table, one picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matcher.metrics.comparison_chart import Language, comparison_chart
from matcher.records.tabular import Tabular

if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa

__all__ = ["Compared", "Comparison"]


class Compared(NamedTuple):
    """One run under one measure: its mean over the queries, and how it differs from the baseline.

    The ends of the intervals are NaN where there is a single query. The baseline itself differs
    from nothing: None.
    """

    measure: str
    run: str
    queries: int
    mean: float
    low: float
    high: float
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    p_value: float | None = None
    #: The p-value corrected over all differences of the table.
    p_adjusted: float | None = None


@dataclass(frozen=True)
class Comparison(Tabular):
    """Runs under measures, row by row, and how it was found."""

    rows: tuple[Compared, ...]
    baseline: str
    confidence: float
    correction: str

    def __repr__(self) -> str:
        return f"<Comparison: {len(self.rows)} rows, against '{self.baseline}'>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Compared]:
        return iter(self.rows)

    def text(self) -> str:
        """The table in plain text."""
        cells = [self._head(), *map(self._cells, self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = (
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in cells
        )
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(cell)}</th>" for cell in self._head())
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in self._cells(row))}</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _head(self) -> tuple[str, ...]:
        interval = f"({self.confidence * 100:.3g} % interval)"
        method = self.correction.replace("_", "-").title()
        corrected = "p uncorrected" if self.correction == "none" else f"p corrected ({method})"
        return (
            "measure", "run", "queries", f"mean {interval}", f"minus {self.baseline} {interval}",
            "p", corrected,
        )  # fmt: skip

    def _cells(self, row: Compared) -> tuple[str, ...]:
        beyond = ("", "", "")
        if row.p_value is not None and row.p_adjusted is not None:
            ends = (row.difference, row.difference_low, row.difference_high)
            beyond = (_interval(ends, "+.4f"), f"{row.p_value:.4f}", f"{row.p_adjusted:.4f}")
        mean = _interval((row.mean, row.low, row.high), ".4f")
        return (row.measure, row.run, f"{row.queries:,}", mean, *beyond)

    def to_arrow(self) -> pa.Table:
        """One row per measure and run, the fields of `Compared` as columns."""
        import pyarrow as pa

        types = {"measure": pa.string(), "run": pa.string(), "queries": pa.int64()}
        columns = {
            name: pa.array([getattr(row, name) for row in self.rows], types.get(name, pa.float64()))
            for name in Compared._fields
        }
        return pa.table(columns)

    def chart(self, language: Language = "en") -> alt.HConcatChart:
        """The means and the differences with their intervals (needs the extra `report`)."""
        drawn = [dict(row._asdict()) for row in self.rows]
        return comparison_chart(drawn, self.baseline, self.confidence, language)

    def save_chart(self, path: str | Path, language: Language = "en") -> None:
        """Write the picture to an SVG, PNG, HTML or JSON file, by its ending."""
        self.chart(language).save(str(path))


def _interval(told: tuple[float | None, float | None, float | None], form: str) -> str:
    """A mean and its interval in words; one query alone has no interval."""
    mean, low, high = (float("nan") if one is None else one for one in told)
    if isnan(low):
        return f"{mean:{form}} (one query)"
    return f"{mean:{form}} ({low:{form}} to {high:{form}})"

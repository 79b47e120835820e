"""What an evaluation found: every figure as one table, in words, as a picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.errors import InputError
from matcher.evaluation.cautions import Language
from matcher.evaluation.findings import COLUMNS, Finding, findings_of
from matcher.evaluation.found import Found
from matcher.evaluation.table_words import WORDS
from matcher.evaluation.tables import tables_of
from matcher.metrics.comparison import Comparison
from matcher.records.tabular import Tabular

if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa

__all__ = ["Evaluation"]


@dataclass(frozen=True, repr=False)
class Evaluation(Found, Tabular):
    """Runs measured on judgments: see `matcher.evaluation.evaluate`.

    A table has one row per figure, with the part that it belongs to. It has no ids; those of
    candidates are in `runs` and `barred` alone.
    """

    def __repr__(self) -> str:
        return (
            f"<Evaluation: {len(self.market):,} runs on {self.said.grades:,} grades and "
            f"{self.said.preferences:,} preferences of {self.said.candidates:,} candidates, "
            f"as of {self.as_of}>"
        )

    def text(self, language: Language = "en") -> str:
        """All parts in plain text, in English or Indonesian, with what to beware of."""
        tables = [table.text() for table in tables_of(self, language)]
        words, said = WORDS[language], self.said
        heading = words["heading"].format(runs=len(self.market), as_of=self.as_of, **said._asdict())
        beware = [f"- {one.text(language)}" for one in self.cautions]
        last = ["\n".join([words["beware"], *beware])] if beware else []
        return "\n\n".join([heading, *tables, *last])

    def to_arrow(self) -> pa.Table:
        """One row per figure: the fields of `Finding` as columns."""
        import pyarrow as pa

        types = {str: pa.string(), int: pa.int64(), float: pa.float64()}
        columns = zip(*findings_of(self), strict=True)
        arrays = [
            pa.array(values, types[kind])
            for values, kind in zip(columns, COLUMNS.values(), strict=True)
        ]
        return pa.table(arrays, names=list(COLUMNS))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, fit for JSON, without ids of people; what is not known is None."""
        return {
            "as_of": self.as_of.isoformat(),
            "choices": asdict(self.choices),
            "said": self.said._asdict(),
            "candidates": self.candidates,
            "vacancies": self.vacancies,
            "baseline": self.baseline,
            "findings": [_plain(one) for one in findings_of(self)],
            "cautions": [
                {"name": one.name, **one.facts, "en": one.text("en"), "id": one.text("id")}
                for one in self.cautions
            ],
        }

    def chart(self, language: Language = "en") -> alt.HConcatChart:
        """The means of the runs, their differences, and intervals (needs the extra `report`)."""
        return self._compared.chart(language)

    def save_chart(self, path: str | Path, language: Language = "en") -> None:
        """Write the picture to an SVG, PNG, HTML or JSON file, by its ending."""
        self._compared.save_chart(path, language)

    @property
    def _compared(self) -> Comparison:
        found = self.ranking or self.order
        if found is None:
            raise InputError("Nothing was compared.", repair="Judge some pairs.")
        return found


def _plain(one: Finding) -> dict[str, Any]:
    return {
        name: None if isinstance(value, float) and isnan(value) else value
        for name, value in one._asdict().items()
    }

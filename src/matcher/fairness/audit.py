"""What an audit found: figures by group, gaps with what they are made of, small groups hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.errors import InputError, UnknownName
from matcher.fairness.audit_text import Language, cells_of, text_of, words_in
from matcher.fairness.measures import Gap, Measure, Measured, gap_of
from matcher.fairness.shares import PARTS
from matcher.fairness.tally import Tally
from matcher.fairness.understood import Unread
from matcher.metrics import Interval
from matcher.records.tabular import Tabular
from matcher.settings import Weights

if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa

__all__ = ["Audit", "GroupRow"]

_FIGURES = tuple(name for name in Measured.__dataclass_fields__ if name != "people")


@dataclass(frozen=True)
class GroupRow:
    """A group of an attribute: its figures, and its gap to everybody else.

    Both are None where the group is too small to be told, or would give one away that is; the gap
    also where the group is everybody.
    """

    attribute: str
    group: str
    measured: Measured | None
    gap: Gap | None


@dataclass(frozen=True)
class Audit(Tabular):
    """Whom the lists of vacancies reach, by group, and why groups differ.

    `rows` has every group of every attribute; of groups with fewer than `minimum` people, and of
    those from which these could be had by subtraction, nothing is told. `people` were matched with
    `vacancies`, of whose lists the first `k` are looked at; gaps are in `measure`. `weights` made
    the lists and were compared with `reference`. `unread` are the texts that nobody understood, as
    far as at least `minimum` people write them.
    """

    rows: tuple[GroupRow, ...]
    measure: Measure
    k: int
    minimum: int
    people: int
    vacancies: int
    weights: Weights
    reference: Weights
    as_of: date
    unread: tuple[Unread, ...]
    _tallies: Mapping[str, Tally] = field(repr=False, compare=False)

    def __repr__(self) -> str:
        attributes = ", ".join(dict.fromkeys(row.attribute for row in self.rows))
        return (
            f"<Audit: {attributes or 'no attributes'}, {self.people:,} people, "
            f"{self.vacancies:,} vacancies, as of {self.as_of}>"
        )

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[GroupRow]:
        return iter(self.rows)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gap of each group that is told to everybody else."""
        return tuple(row.gap for row in self.rows if row.gap is not None)

    def between(self, attribute: str, group: str, other: str) -> Gap:
        """The gap between two groups that are told; its p-value is of this comparison alone."""
        told = [one.group for one in self.rows if one.attribute == attribute and one.measured]
        if attribute not in self._tallies:
            raise UnknownName("attribute", attribute, known=self._tallies)
        for name in (group, other):
            if name not in told:
                raise UnknownName("group that is told", name, known=told)
        if group == other:
            raise InputError(f"'{group}' is compared with itself.", repair="Name two groups.")
        tally = self._tallies[attribute]
        return gap_of(tally, tally.place(group), tally.place(other), self.measure)

    def text(self, language: Language = "en") -> str:
        """Groups, gaps and what to look at next, in words."""
        return text_of(self, language)

    def to_arrow(self) -> pa.Table:
        """One row per group: its figures, its gap to everybody else and the parts, with intervals.

        Every figure has three columns, such as `exposure`, `exposure_low` and `exposure_high`. All
        of a group that is not told are null.
        """
        import pyarrow as pa

        texts = ("attribute", "group", "cause")
        plain = [_plain(row) for row in self.rows]
        columns = {}
        for name in _plain(GroupRow("", "", None, None)):
            kind = pa.string() if name in texts else pa.float64()
            columns[name] = pa.array(
                [row[name] for row in plain], pa.int64() if name == "people" else kind
            )
        return pa.table(columns)

    def to_dict(self) -> dict[str, object]:
        """The audit as plain values, fit for JSON."""
        return {
            "as_of": self.as_of.isoformat(),
            "people": self.people,
            "vacancies": self.vacancies,
            "measure": self.measure,
            "k": self.k,
            "minimum": self.minimum,
            "weights": self.weights.model_dump(),
            "reference": self.reference.model_dump(),
            "groups": [_plain(row) for row in self.rows],
            "unread": [
                {"section": one.section, "text": one.text, "people": one.people}
                for one in self.unread
            ],
        }

    def chart(self, language: Language = "en") -> alt.HConcatChart:
        """The figures of each group with their intervals (needs the extra `report`)."""
        from matcher.fairness.groups_chart import groups_chart  # noqa: PLC0415 - draws

        return groups_chart(self, language)

    def causes_chart(self, language: Language = "en", gap: Gap | None = None) -> alt.LayerChart:
        """What a gap is made of, by default the widest certain one (needs the extra `report`)."""
        from matcher.fairness.causes_chart import causes_chart  # noqa: PLC0415 - draws

        return causes_chart(self, self._widest() if gap is None else gap, language)

    def save_chart(self, path: str | Path, language: Language = "en") -> None:
        """Write the picture of the groups to an SVG, PNG, HTML or JSON file, by its ending."""
        self.chart(language).save(str(path))

    def save_causes_chart(
        self, path: str | Path, language: Language = "en", gap: Gap | None = None
    ) -> None:
        """Write the picture of a gap to an SVG, PNG, HTML or JSON file, by its ending."""
        self.causes_chart(language, gap).save(str(path))

    def _widest(self) -> Gap:
        if not self.gaps:
            raise InputError(
                "The audit tells of no gap.", repair="Audit an attribute with two larger groups."
            )
        return min(self.gaps, key=lambda gap: (gap.p_adjusted, gap.difference.mean))

    def _repr_html_(self) -> str:
        head, *body = cells_of(self, words_in("en"))
        cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in body
        )
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>"


def _plain(row: GroupRow) -> dict[str, object]:
    """A row as plain values; what is not told, or is not there, is None."""
    own, gap = row.measured, row.gap
    found: dict[str, object] = {
        "attribute": row.attribute,
        "group": row.group,
        "people": None if own is None else own.people,
    }
    for name in _FIGURES:
        found |= _ends(name, None if own is None else getattr(own, name))
    found |= _ends("gap", None if gap is None else gap.difference)
    found["p_value"] = None if gap is None else gap.p_value
    found["p_adjusted"] = None if gap is None else gap.p_adjusted
    for name in PARTS:
        found |= _ends(f"gap_{name}", None if gap is None else gap.parts[name])
    found["cause"] = None if gap is None else gap.cause
    return found


def _ends(name: str, interval: Interval | None) -> dict[str, float | None]:
    told = (None, None, None) if interval is None else interval
    return {
        f"{name}{end}": None if value is None or value != value else value  # noqa: PLR0124 - NaN
        for end, value in zip(("", "_low", "_high"), told, strict=True)
    }

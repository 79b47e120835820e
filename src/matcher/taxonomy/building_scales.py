"""Builds what holds for kinds of concepts, and the scales with their levels and credits."""

from __future__ import annotations

from collections import defaultdict

from matcher.errors import DataTableError
from matcher.records.evidence import Evidence
from matcher.tables import Row
from matcher.taxonomy.nodes import Kind
from matcher.taxonomy.scales import MONTHS, Credit, Level, Scale, fold_level
from matcher.taxonomy.table_rows import TableRows

__all__ = ["build_kinds", "build_scales"]

#: The scale whose credits serve every scale without its own.
_COMMON = "*"


def build_kinds(tables: TableRows) -> dict[tuple[str, str | None], Kind]:
    """The kinds by name, and by scale where a scale narrows them."""
    kinds: dict[tuple[str, str | None], Kind] = {}

    def take(row: Row) -> None:
        lead = row.number_or_none("lead_months")
        kinds[row.required("kind"), row.text("scale") or None] = Kind(
            component=row.text("component") or None,
            section=row.required("section"),
            default_evidence=_grade(row, "default_evidence"),
            min_evidence=_grade(row, "min_evidence"),
            lead_months=None if lead is None else int(lead),
            label_en=row.required("label_en"),
            label_id=row.required("label_id"),
        )

    tables.each("kinds", take)
    return kinds


def _grade(row: Row, column: str) -> Evidence:
    grade = row.required(column)
    if grade not in set(Evidence):
        known = ", ".join(Evidence)
        raise row.error(f"the evidence '{grade}' is unknown.", repair=f"Use one of {known}.")
    return Evidence(grade)


def build_scales(tables: TableRows) -> dict[str, Scale]:
    """The scales by name; experience in months is one without named levels."""
    credits = _credits(tables)
    levels: defaultdict[str, list[Level]] = defaultdict(list)
    spellings: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def take(row: Row) -> None:
        scale, label = row.required("scale"), row.required("level")
        rank = row.number_or_none("rank")
        if rank is None:
            raise row.error("the rank is empty.", repair="Write a number that rises with ability.")
        for level in levels[scale]:
            if level.rank == rank and level.label != label:
                problem = f"'{level.label}' and '{label}' of '{scale}' share a rank."
                repair = "Give each level its own rank, or make one an alias."
                raise row.error(problem, repair=repair)
        for spelling in (label, *row.items("aliases")):
            if spellings[scale].setdefault(fold_level(spelling), rank) != rank:
                problem = f"'{spelling}' names two levels of '{scale}'."
                raise row.error(problem, repair="Keep it at one level.")
        levels[scale].append(Level(label, rank, row.text("cefr") or None))

    tables.each("scales", take)
    levels[MONTHS] = []
    return {
        name: Scale(
            name=name,
            levels=tuple(sorted(listed, key=lambda level: level.rank)),
            credit=credits.get(name) or credits.get(_COMMON) or Credit("steps", ()),
            spellings=spellings[name],
        )
        for name, listed in levels.items()
    }


def _credits(tables: TableRows) -> dict[str, Credit]:
    thresholds: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    measures: dict[str, str] = {}

    def take(row: Row) -> None:
        scale, measure = row.required("scale"), row.required("measure")
        if measures.setdefault(scale, measure) != measure or measure not in ("steps", "ratio"):
            problem = f"the measure '{measure}' does not fit."
            raise row.error(problem, repair="Use steps or ratio, one per scale.")
        threshold, credit = row.number_or_none("threshold"), row.number_or_none("credit")
        if threshold is None or credit is None:
            raise row.error("a number is missing.", repair="Fill threshold and credit.")
        thresholds[scale].append((threshold, credit))

    tables.each("credit", take)
    credits = {
        scale: Credit(measure, tuple(sorted(thresholds[scale], reverse=measure == "ratio")))
        for scale, measure in measures.items()
    }
    for scale, credit in credits.items():
        try:
            credit.check(scale)
        except DataTableError as problem:
            tables.report(problem)
    return credits

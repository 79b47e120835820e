"""`matcher audit`: whom the lists of vacancies reach, by group, and what makes the gaps."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from matcher.cli import showing
from matcher.cli.steps import (
    AsJson,
    AsOf,
    CandidatesFile,
    K,
    Lang,
    Language,
    Output,
    PackFiles,
    ReportOnly,
    VacanciesFile,
    load,
    note,
)
from matcher.fairness.suppression import MINIMUM

__all__ = ["audit"]


class Measure(StrEnum):
    """What gaps are in."""

    EXPOSURE = "exposure"
    ELIGIBLE = "eligible"


def audit(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    groups: Annotated[
        Path | None,
        typer.Option(help="A table with candidate_id and a column for each attribute."),
    ] = None,
    by: Annotated[
        str, typer.Option(help="Columns of the candidates, such as sex,province,school_type.")
    ] = "",
    k: K = 10,
    measure: Annotated[Measure, typer.Option(help="What gaps are in.")] = Measure.EXPOSURE,
    minimum: Annotated[
        int, typer.Option(min=2, help="Of groups with fewer people nothing is told.")
    ] = MINIMUM,
    language: Lang = Language.ENGLISH,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    chart: Annotated[
        Path | None,
        typer.Option(help="Also write the pictures: svg, png or html; the causes as NAME-causes."),
    ] = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Compare groups: who is eligible, who is shown, and what makes the gaps."""
    people, engine = load(candidates, vacancies, as_of, pack, report_only)
    columns = [name.strip() for name in by.split(",") if name.strip()]
    with showing.progress(1, "auditing") as advance:
        found = engine.audit(
            people, groups, by=columns, k=k, measure=measure.value, minimum=minimum
        )
        advance(1, 1)
    if output is not None:
        found.write(output)
        note(f"Wrote {len(found):,} groups to {output}.")
    if as_json:
        showing.print_json(found.to_dict())
    elif output is None:
        Console().print(found.text(language.value), markup=False, highlight=False, soft_wrap=True)
    if chart is not None:
        found.save_chart(chart, language.value)
        note(f"Wrote {chart}.")
        if found.gaps:
            causes = chart.with_name(f"{chart.stem}-causes{chart.suffix}")
            found.save_causes_chart(causes, language.value)
            note(f"Wrote {causes}.")

"""The commands over candidates and vacancies: ranking, counting, explaining."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from matcher.cli import showing
from matcher.cli.audit import audit
from matcher.cli.evaluate import evaluate
from matcher.cli.expiring import expiring
from matcher.cli.removals import removals
from matcher.cli.sensitivity import sensitivity
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
    WeightsFile,
    hand_over,
    load,
    note,
)
from matcher.cli.tune import tune
from matcher.records.writing import write_table

__all__ = ["matching_app"]

matching_app = typer.Typer()


class Side(StrEnum):
    """Whom the lists are for."""

    CANDIDATES = "candidates"
    VACANCIES = "vacancies"


@matching_app.command(
    epilog="Example: matcher rank graduates.csv vacancies.csv --as-of 2025-12-01 -k 5 -o out.csv"
)
def rank(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    k: K = 10,
    side: Annotated[Side, typer.Option("--for", help="Whom the lists are for.")] = Side.CANDIDATES,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    weights: WeightsFile = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """List the best vacancies of each candidate, or the best candidates of each vacancy."""
    people, engine = load(candidates, vacancies, as_of, pack, report_only, weights)
    with showing.progress(len(people)) as advance:
        verb = engine.rank if side is Side.CANDIDATES else engine.rank_candidates
        ranking = verb(people, k, progress=advance)
    hand_over(ranking, output, as_json=as_json)


@matching_app.command(
    "near-misses",
    epilog="Example: matcher near-misses graduates.csv vacancies.csv --as-of 2025-12-01 -k 3",
)
def near_misses(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    k: K = 10,
    language: Lang = Language.ENGLISH,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    weights: WeightsFile = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """List the vacancies that each candidate could still reach, and what is missing."""
    people, engine = load(candidates, vacancies, as_of, pack, report_only, weights)
    with showing.progress(len(people)) as advance:
        near = engine.near_misses(people, k, progress=advance)
    hand_over(near, output, as_json=as_json, language=language.value)


@matching_app.command(
    epilog="Example: matcher overview graduates.csv vacancies.csv --as-of 2025-12-01 "
    "--chart overview.svg"
)
def overview(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    language: Lang = Language.ENGLISH,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    chart: Annotated[
        Path | None, typer.Option(help="Also write the picture: svg, png or html.")
    ] = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Count the cohort by programme, destination and best verdict: who could go where."""
    people, engine = load(candidates, vacancies, as_of, pack, report_only)
    with showing.progress(len(people)) as advance:
        counted = engine.overview(people, progress=advance)
    if output is not None:
        write_table(counted.to_arrow(), output)
        note(f"Wrote {output}.")
    if as_json:
        showing.print_json(counted.to_arrow().to_pylist())
    elif output is None:
        showing.console().print(showing.overview_table(counted, language.value))
    if chart is not None:
        counted.save_chart(chart, language.value)
        note(f"Wrote {chart}.")


matching_app.command(
    epilog="Example: matcher tune judged.csv graduates.csv vacancies.csv --as-of 2025-12-01 "
    "-o weights.json"
)(tune)


matching_app.command(
    epilog="Example: matcher removals graduates.csv vacancies.csv --as-of 2025-12-01 "
    "--report-only employer"
)(removals)


matching_app.command(
    epilog="Example: matcher audit graduates.csv vacancies.csv --as-of 2025-12-01 "
    "--groups groups.csv --by sex,province --chart audit.svg"
)(audit)


matching_app.command(
    epilog="Example: matcher expiring graduates.csv vacancies.csv --as-of 2025-12-01 -o renew.xlsx"
)(expiring)


matching_app.command(
    epilog="Example: matcher sensitivity graduates.csv vacancies.csv --as-of 2025-12-01 -k 10 "
    "--chart weights.svg"
)(sensitivity)


matching_app.command(
    epilog="Example: matcher evaluate judged.csv graduates.csv vacancies.csv --as-of 2025-12-01 "
    "--against tuned.json --card card.md"
)(evaluate)


@matching_app.command(
    epilog="Example: matcher explain graduates.csv vacancies.csv --as-of 2025-12-01 "
    "--candidate KB-7 --vacancy TW-3 --language id"
)
def explain(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    candidate: Annotated[str, typer.Option(help="The candidate's id.")],
    vacancy: Annotated[str, typer.Option(help="The vacancy's id.")],
    language: Lang = Language.ENGLISH,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    weights: WeightsFile = None,
    proof: Annotated[
        bool, typer.Option("--proof", help="Print everything that the verdict rests on.")
    ] = False,
    chart: Annotated[
        Path | None, typer.Option(help="Also write the waterfall picture: svg, png or html.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say why a pair has its verdict and its score."""
    people, engine = load(candidates, vacancies, as_of, pack, report_only, weights)
    why = engine.explain(showing.find(people, candidate), vacancy)
    told = why.proof if proof else why
    if as_json:
        showing.print_json(told.to_dict())
    else:
        Console().print(told.text(language.value), markup=False, highlight=False, soft_wrap=True)
    if chart is not None:
        why.save_chart(chart, language.value)
        note(f"Wrote {chart}.")

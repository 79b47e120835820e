"""What the commands share: their options, reading both tables, and handing results over."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from matcher.adverts import read_vacancies
from matcher.cli import showing
from matcher.eligibility.packs import default_packs
from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.intake import day_of
from matcher.records import Candidates, Vacancies, read_candidates
from matcher.results import Ranking
from matcher.settings import Settings
from matcher.settings_files import read_settings

__all__ = [
    "AsJson",
    "AsOf",
    "CandidatesFile",
    "K",
    "Lang",
    "Language",
    "Origin",
    "Output",
    "PackFiles",
    "ReportOnly",
    "VacanciesFile",
    "WeightsFile",
    "fitted",
    "hand_over",
    "load",
    "note",
    "tell_rejected",
]

_REJECTED_SHOWN = 10


class Language(StrEnum):
    """The languages of explanations."""

    INDONESIAN = "id"
    ENGLISH = "en"


class Origin(StrEnum):
    """Whose constraints can be reduced to a report."""

    EMPLOYER = "employer"
    AGENCY = "agency"
    HOST_COUNTRY = "host_country"


CandidatesFile = Annotated[
    Path, typer.Argument(help="Candidates: csv, tsv, jsonl, parquet or xlsx.")
]
VacanciesFile = Annotated[
    Path,
    typer.Argument(help="Vacancies: csv, tsv, jsonl, parquet or xlsx; or the folder of an index."),
]
AsOf = Annotated[str, typer.Option("--as-of", help="The day of judging, as 2025-12-01.")]
K = Annotated[int, typer.Option("-k", min=1, help="How many matches per list.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write csv, tsv, jsonl, parquet or xlsx here.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Lang = Annotated[Language, typer.Option("--language", help="Language of the texts.")]
PackFiles = Annotated[
    list[Path] | None,
    typer.Option("--pack", help="A rule pack beside the package's own; may be repeated."),
]
ReportOnly = Annotated[
    list[Origin] | None,
    typer.Option(
        "--report-only",
        help="Whose constraints on sex, body and looks bar nobody; may be repeated.",
    ),
]
WeightsFile = Annotated[
    Path | None,
    typer.Option("--weights", help="Weights and settings to use (JSON), as `matcher tune` writes."),
]


def load(
    candidates: Path,
    vacancies: Path,
    as_of: str,
    packs: list[Path] | None = None,
    report_only: list[Origin] | None = None,
    weights: Path | None = None,
) -> tuple[Candidates, Matcher]:
    """The candidates read, and the engine fitted on the vacancies or loaded from their index."""
    people = read_candidates(candidates)
    tell_rejected(candidates, people)
    if not vacancies.is_dir():
        return people, fitted(vacancies, as_of, packs, report_only, weights)
    engine = _indexed(vacancies, as_of, chosen=bool(packs or report_only))
    return people, engine if weights is None else _weighed(engine, vacancies, weights)


def fitted(
    vacancies: Path,
    as_of: str,
    packs: list[Path] | None = None,
    report_only: list[Origin] | None = None,
    weights: Path | None = None,
) -> Matcher:
    """The engine fitted on the vacancies of a file, whose rejected rows are told."""
    chosen = None if weights is None else read_settings(weights)
    jobs = read_vacancies(vacancies)
    tell_rejected(vacancies, jobs)
    settings = Settings() if chosen is None or chosen.settings is None else chosen.settings
    if report_only:
        reported = {"report_only": tuple(one.value for one in report_only)}
        settings = settings.model_copy(update=reported)
    engine = Matcher(
        as_of=as_of,
        weights=None if chosen is None else chosen.weights,
        settings=settings,
        packs=[*default_packs(), *(packs or ())],
    )
    return engine.fit(jobs)


def _indexed(folder: Path, as_of: str, *, chosen: bool) -> Matcher:
    """The engine of an index, which has a day and choices of its own."""
    repair = f"Index the vacancies again: matcher index VACANCIES ... -o {folder}."
    if chosen:
        problem = f"The index {folder} was made with rule packs and settings of its own."
        raise InputError(problem, repair=repair)
    engine = Matcher.load(folder)
    if engine.as_of != day_of(as_of):
        raise InputError(f"The index {folder} is as of {engine.as_of}, not {as_of}.", repair=repair)
    return engine


def _weighed(engine: Matcher, folder: Path, weights: Path) -> Matcher:
    """The engine of an index with the weights of a file; its settings are fixed."""
    chosen = read_settings(weights)
    if chosen.settings is not None and chosen.settings != engine.settings:
        raise InputError(
            f"The index {folder} was made with other settings than those of {weights}.",
            repair=f"Index again: matcher index VACANCIES ... --weights {weights} -o {folder}.",
        )
    return engine if chosen.weights is None else engine.reweighted(chosen.weights)


def tell_rejected(name: Path, table: Candidates | Vacancies) -> None:
    """Say on standard error what was ignored and which rows were set aside."""
    for one in table.notes:
        note(f"{name}: {one}")
    if table.rejected:
        note(f"{name}: {len(table.rejected):,} of {table.rows_read:,} rows set aside:")
        for rejected in table.rejected[:_REJECTED_SHOWN]:
            note(f"  {rejected}")
        if len(table.rejected) > _REJECTED_SHOWN:
            note(f"  ... and {len(table.rejected) - _REJECTED_SHOWN:,} more")


def hand_over(
    ranking: Ranking, output: Path | None, *, as_json: bool, language: str = "en"
) -> None:
    """Write the ranking where it was asked for, else show it."""
    if output is not None:
        ranking.write(output)
        note(f"Wrote {len(ranking):,} matches to {output}.")
    if as_json:
        showing.print_json(showing.ranking_dict(ranking))
    elif output is None:
        console = showing.console()
        console.print(showing.ranking_table(ranking, language=language))
        console.print(showing.counts_line(ranking, language))


def note(text: str) -> None:
    """A line on standard error."""
    Console(stderr=True).print(text, markup=False, highlight=False, soft_wrap=True)

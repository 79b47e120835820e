"""The commands of `matcher`, and how their failures are told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from matcher import __version__
from matcher.cli import showing
from matcher.cli.demo import run_demo
from matcher.cli.indexes import indexes_app
from matcher.cli.judge import judge_app
from matcher.cli.matching import matching_app
from matcher.cli.normalize import normalize_app
from matcher.cli.rules import rules_app
from matcher.cli.steps import AsJson, note
from matcher.cli.taxonomy import taxonomy_app
from matcher.errors import MatcherError
from matcher.sample import generate_files

__all__ = ["app", "main"]

app = typer.Typer(
    name="matcher",
    help="Rank overseas vacancies for vocational-school graduates, with verdicts and reasons.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(matching_app)
app.add_typer(indexes_app)
app.add_typer(judge_app)
app.add_typer(normalize_app)
app.add_typer(rules_app)
app.add_typer(taxonomy_app)


def _tell_version(value: bool) -> None:
    if value:
        Console().print(f"matcher {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Rank overseas vacancies for vocational-school graduates, with verdicts and reasons."""


@app.command(epilog="Example: matcher demo --json > demo.json")
def demo(
    candidates: Annotated[
        int, typer.Option(min=1, max=100_000, help="Size of the synthetic cohort.")
    ] = 300,
    as_json: AsJson = False,
) -> None:
    """Match a synthetic cohort of West Kalimantan with real overseas requirements."""
    run_demo(candidates, as_json=as_json, console=showing.console())


@app.command(epilog="Example: matcher sample big/ --candidates 10000 --vacancies 2000 --seed 1")
def sample(
    folder: Annotated[Path, typer.Argument(help="The folder to write into; it is made.")],
    candidates: Annotated[int, typer.Option(min=0, help="How many candidates.")] = 10_000,
    vacancies: Annotated[
        int, typer.Option(min=1, help="How many vacancies; at most 351,743.")
    ] = 2_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 1,
) -> None:
    """Write a synthetic cohort and synthetic vacancies as Parquet files."""
    with showing.progress(candidates + vacancies, "writing") as advance:
        files = generate_files(
            folder, candidates=candidates, vacancies=vacancies, seed=seed, progress=advance
        )
    note(f"Wrote {candidates:,} candidates to {files.candidates}.")
    note(f"Wrote {vacancies:,} vacancies to {files.vacancies}.")


def main() -> None:
    """Run the command line: exit code 0 done, 1 the run failed, 2 bad usage or input."""
    try:
        app()
    except MatcherError as error:
        note(f"matcher: {error}")
        sys.exit(2)
    except (FileNotFoundError, IsADirectoryError) as error:
        note(f"matcher: There is no file '{error.filename}'.")
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last line of defence says one clear line
        note(f"matcher: the run failed: {type(error).__name__}: {error}")
        sys.exit(1)

"""The commands that keep an index: make one of vacancies, and check one byte by byte."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli import showing
from matcher.cli.steps import AsJson, AsOf, PackFiles, ReportOnly, WeightsFile, fitted, note
from matcher.errors import InputError
from matcher.saving import damage, open_saved

__all__ = ["indexes_app"]

indexes_app = typer.Typer()


@indexes_app.command(epilog="Example: matcher index vacancies.csv --as-of 2025-12-01 -o jobs.index")
def index(
    vacancies: Annotated[Path, typer.Argument(help="Vacancies: csv, tsv, jsonl, parquet or xlsx.")],
    as_of: AsOf,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", help="The folder to write; an older index is replaced."),
    ],
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    weights: WeightsFile = None,
    as_json: AsJson = False,
) -> None:
    """Index vacancies once, for commands that are given the folder in place of the file."""
    engine = fitted(vacancies, as_of, pack, report_only, weights)
    engine.save(output)
    note(f"Wrote {len(engine.index):,} vacancies to {output}.")
    if as_json:
        showing.print_json(
            {
                "index": str(output),
                "as_of": engine.as_of.isoformat(),
                "vacancies": len(engine.index),
                "criteria": len(engine.index.criteria.keys),
                "gates": len(engine.index.gates.expression_of),
            }
        )


@indexes_app.command(epilog="Example: matcher verify jobs.index")
def verify(
    folder: Annotated[Path, typer.Argument(metavar="INDEX", help="The folder of an index.")],
    as_json: AsJson = False,
) -> None:
    """Read every byte of an index and name each file that was altered; exit code 1 if one was."""
    if not folder.is_dir() or not any(folder.iterdir()):
        repair = "Give a folder that matcher index wrote."
        raise InputError(f"There is no index at {folder}.", repair=repair)
    found = damage(folder)
    if as_json:
        files = [{"file": o.path, "expected": o.expected, "found": o.found} for o in found]
        showing.print_json({"index": str(folder), "intact": not found, "damage": files})
    else:
        for one in found:
            showing.console().print(str(one), markup=False, highlight=False, soft_wrap=True)
    if found:
        note(f"matcher: {folder} is damaged: {len(found)} of its files differ.")
        raise typer.Exit(1)
    # Whole, it may still be another version's.
    open_saved(folder)
    if not as_json:
        said = f"{folder}: every byte is as it was written."
        showing.console().print(said, markup=False, highlight=False, soft_wrap=True)

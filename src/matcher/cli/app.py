"""The commands of `matcher`, and how their failures are told."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from matcher import __version__
from matcher.cli import showing
from matcher.cli.demo import run_demo
from matcher.cli.taxonomy import taxonomy_app
from matcher.engine import Matcher
from matcher.errors import MatcherError
from matcher.normalizing.normalizer import Normalizer
from matcher.records import Candidates, Vacancies, read_candidates, read_vacancies
from matcher.records.writing import write_table
from matcher.results import Ranking
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

app.add_typer(taxonomy_app)

_REJECTED_SHOWN = 10

CandidatesFile = Annotated[
    Path, typer.Argument(help="Candidates: csv, tsv, jsonl, parquet or xlsx.")
]
VacanciesFile = Annotated[Path, typer.Argument(help="Vacancies: csv, tsv, jsonl, parquet or xlsx.")]
AsOf = Annotated[str, typer.Option("--as-of", help="The day of judging, as 2025-12-01.")]
K = Annotated[int, typer.Option("-k", min=1, help="How many matches per list.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write csv, tsv, jsonl, parquet or xlsx here.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


class Language(StrEnum):
    """The languages of explanations."""

    INDONESIAN = "id"
    ENGLISH = "en"


class Side(StrEnum):
    """Whom the lists are for."""

    CANDIDATES = "candidates"
    VACANCIES = "vacancies"


Lang = Annotated[Language, typer.Option("--language", help="Language of the texts.")]


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


@app.command(
    epilog="Example: matcher rank graduates.csv vacancies.csv --as-of 2025-12-01 -k 5 -o out.csv"
)
def rank(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    k: K = 10,
    side: Annotated[Side, typer.Option("--for", help="Whom the lists are for.")] = Side.CANDIDATES,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """List the best vacancies of each candidate, or the best candidates of each vacancy."""
    people, engine = _load(candidates, vacancies, as_of)
    with showing.progress(len(people)) as advance:
        verb = engine.rank if side is Side.CANDIDATES else engine.rank_candidates
        ranking = verb(people, k, progress=advance)
    _hand_over(ranking, output, as_json=as_json)


@app.command(
    "near-misses",
    epilog="Example: matcher near-misses graduates.csv vacancies.csv --as-of 2025-12-01 -k 3",
)
def near_misses(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    k: K = 10,
    language: Lang = Language.ENGLISH,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """List the vacancies that each candidate could still reach, and what is missing."""
    people, engine = _load(candidates, vacancies, as_of)
    with showing.progress(len(people)) as advance:
        near = engine.near_misses(people, k, progress=advance)
    _hand_over(near, output, as_json=as_json, language=language.value)


@app.command(
    epilog="Example: matcher overview graduates.csv vacancies.csv --as-of 2025-12-01 "
    "--chart overview.svg"
)
def overview(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    language: Lang = Language.ENGLISH,
    chart: Annotated[
        Path | None, typer.Option(help="Also write the picture: svg, png or html.")
    ] = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Count the cohort by programme, destination and best verdict: who could go where."""
    people, engine = _load(candidates, vacancies, as_of)
    with showing.progress(len(people)) as advance:
        counted = engine.overview(people, progress=advance)
    if output is not None:
        write_table(counted.to_arrow(), output)
        _note(f"Wrote {output}.")
    if as_json:
        showing.print_json(counted.to_arrow().to_pylist())
    elif output is None:
        showing.console().print(showing.overview_table(counted, language.value))
    if chart is not None:
        counted.save_chart(chart, language.value)
        _note(f"Wrote {chart}.")


@app.command(
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
    chart: Annotated[
        Path | None, typer.Option(help="Also write the waterfall picture: svg, png or html.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say why a pair has its verdict and its score."""
    people, engine = _load(candidates, vacancies, as_of)
    why = engine.explain(showing.find(people, candidate), vacancy)
    if as_json:
        showing.print_json(why.to_dict())
    else:
        Console().print(why.text(language.value), markup=False, highlight=False, soft_wrap=True)
    if chart is not None:
        why.save_chart(chart, language.value)
        _note(f"Wrote {chart}.")


@app.command(epilog='Example: matcher normalize "las SMAW 3G" "TKR" "perawat panti jompo"')
def normalize(
    texts: Annotated[
        list[str], typer.Argument(help="Texts, or one file with a text per line (- for stdin).")
    ],
    kind: Annotated[
        list[str] | None, typer.Option(help="Only concepts of this kind; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Resolve texts to concepts of the taxonomy, or say that they are not known."""
    phrases = showing.phrases(texts)
    found = Normalizer().resolve_many(phrases, kinds=kind or None)
    if as_json:
        showing.print_json([showing.resolution_dict(one) for one in found])
    else:
        showing.console().print(showing.resolution_table(found))


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
    _note(f"Wrote {candidates:,} candidates to {files.candidates}.")
    _note(f"Wrote {vacancies:,} vacancies to {files.vacancies}.")


# --- shared steps ------------------------------------------------------------------------


def _load(candidates: Path, vacancies: Path, as_of: str) -> tuple[Candidates, Matcher]:
    """Both tables read, their rejected rows told, and the engine fitted."""
    people, jobs = read_candidates(candidates), read_vacancies(vacancies)
    for name, table in ((candidates, people), (vacancies, jobs)):
        _tell_rejected(name, table)
    return people, Matcher(as_of=as_of).fit(jobs)


def _tell_rejected(name: Path, table: Candidates | Vacancies) -> None:
    for note in table.notes:
        _note(f"{name}: {note}")
    if table.rejected:
        _note(f"{name}: {len(table.rejected):,} of {table.rows_read:,} rows set aside:")
        for rejected in table.rejected[:_REJECTED_SHOWN]:
            _note(f"  {rejected}")
        if len(table.rejected) > _REJECTED_SHOWN:
            _note(f"  ... and {len(table.rejected) - _REJECTED_SHOWN:,} more")


def _hand_over(
    ranking: Ranking, output: Path | None, *, as_json: bool, language: str = "en"
) -> None:
    """Write the ranking where it was asked for, else show it."""
    if output is not None:
        ranking.write(output)
        _note(f"Wrote {len(ranking):,} matches to {output}.")
    if as_json:
        showing.print_json(showing.ranking_dict(ranking))
    elif output is None:
        console = showing.console()
        console.print(showing.ranking_table(ranking, language=language))
        console.print(showing.counts_line(ranking))


def _note(text: str) -> None:
    Console(stderr=True).print(text, markup=False, highlight=False, soft_wrap=True)


def main() -> None:
    """Run the command line: exit code 0 done, 1 the run failed, 2 bad usage or input."""
    try:
        app()
    except MatcherError as error:
        _note(f"matcher: {error}")
        sys.exit(2)
    except (FileNotFoundError, IsADirectoryError) as error:
        _note(f"matcher: There is no file '{error.filename}'.")
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last line of defence says one clear line
        _note(f"matcher: the run failed: {type(error).__name__}: {error}")
        sys.exit(1)

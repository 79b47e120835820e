"""`matcher expiring`: the papers of a cohort that end before departure."""

from __future__ import annotations

from datetime import date

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli import showing
from matcher.cli.steps import (
    AsJson,
    AsOf,
    CandidatesFile,
    Lang,
    Language,
    Output,
    PackFiles,
    ReportOnly,
    VacanciesFile,
    load,
    note,
)
from matcher.expiring import Expiring

__all__ = ["expiring"]

_ROWS_SHOWN = 40
_BASES = {"printed": "", "period": " (usual period)", "unknown": "not known"}


def expiring(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    language: Lang = Language.ENGLISH,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """List the papers that end before departure, what each would cost, and when to renew it."""
    people, engine = load(candidates, vacancies, as_of, pack, report_only)
    with showing.progress(len(people)) as advance:
        found = engine.expiring(people, progress=advance)
    if output is not None:
        found.write(output)
        note(f"Wrote {len(found):,} papers to {output}.")
    if as_json:
        showing.print_json(_plain(found))
    elif output is None:
        console = showing.console()
        console.print(_papers(found))
        console.print(_counts(found, language))


def _plain(found: Expiring) -> dict[str, object]:
    """The papers as plain values, fit for JSON."""
    rows = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row}
        for row in (one.items() for one in found.to_arrow().to_pylist())
    ]
    return {"as_of": found.as_of.isoformat(), "counts": found.counts, "papers": rows}


def _papers(found: Expiring) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("candidate", "paper", "ends", "vacancies", "departure", "renew by"):
        table.add_column(
            name,
            justify="right" if name == "vacancies" else "left",
            overflow="fold",
            no_wrap=name in ("departure", "renew by"),
        )
    for paper in found.papers[:_ROWS_SHOWN]:
        table.add_row(
            Text(paper.candidate),
            Text(paper.paper),
            f"{paper.end or ''}{_BASES[paper.basis]}",
            f"{paper.vacancies:,}",
            str(paper.departure),
            str(paper.renew_by or "cannot be renewed"),
        )
    if len(found) > _ROWS_SHOWN:
        table.caption = f"{_ROWS_SHOWN} of {len(found):,} papers; write all of them with -o FILE"
    return table


def _counts(found: Expiring, language: Language) -> Table:
    """How many papers of each kind, by how their end is known."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("kind of paper")
    for name in ("end printed", "usual period", "end not known"):
        table.add_column(name, justify="right")
    for concept, counts in found.counts.items():
        label = found.label(concept, language.value)
        table.add_row(Text(label), *(f"{count:,}" for count in counts.values()))
    table.caption = f"{len(found):,} papers of {found.candidates:,} candidates"
    return table

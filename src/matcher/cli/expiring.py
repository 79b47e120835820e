"""`matcher expiring`: the papers of a cohort that end before departure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

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
from matcher.eligibility.expiring import BASES
from matcher.expiring import Expiring

__all__ = ["expiring"]

_ROWS_SHOWN = 40
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "candidate": "candidate",
        "paper": "paper",
        "end": "ends",
        "vacancies": "vacancies",
        "departure": "departure",
        "renew_by": "renew by",
        "printed": "{end}",
        "period": "{end} (usual period)",
        "unknown": "not known",
        "final": "cannot be renewed",
        "more": "{shown} of {all:,} papers; write all of them with -o FILE",
        "kind": "kind of paper",
        "ends printed": "end printed",
        "ends period": "usual period",
        "ends unknown": "end not known",
        "total": "{papers:,} papers of {people:,} candidates",
        "none": "Of {people:,} candidates no paper ends before a departure that it would serve.",
    },
    "id": {
        "candidate": "calon",
        "paper": "dokumen",
        "end": "berakhir",
        "vacancies": "lowongan",
        "departure": "berangkat",
        "renew_by": "urus paling lambat",
        "printed": "{end}",
        "period": "{end} (masa lazim)",
        "unknown": "tidak diketahui",
        "final": "tidak dapat diperbarui",
        "more": "{shown} dari {all:,} dokumen; tulis semuanya dengan -o BERKAS",
        "kind": "jenis dokumen",
        "ends printed": "akhir tercetak",
        "ends period": "masa lazim",
        "ends unknown": "akhir tidak diketahui",
        "total": "{papers:,} dokumen dari {people:,} calon",
        "none": "Dari {people:,} calon tidak ada dokumen yang berakhir sebelum keberangkatan "
        "yang membutuhkannya.",
    },
}


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
        _show(found, language)


def _plain(found: Expiring) -> dict[str, object]:
    """The papers as plain values, fit for JSON."""
    return {
        "as_of": found.as_of.isoformat(),
        "candidates": found.candidates,
        "counts": found.counts,
        "papers": [_row(found, row) for row in found.to_arrow().to_pylist()],
    }


def _row(found: Expiring, row: dict[str, Any]) -> dict[str, object]:
    days = {name: value.isoformat() for name, value in row.items() if isinstance(value, date)}
    label = {"en": found.label(row["concept"], "en"), "id": found.label(row["concept"], "id")}
    return {**row, **days, "label": label}


def _show(found: Expiring, language: Language) -> None:
    console, words = showing.console(), _WORDS[language.value]
    if not found.papers:
        console.print(words["none"].format(people=found.candidates))
        return
    console.print(_papers(found, words))
    console.print(_counts(found, language, words))


def _papers(found: Expiring, words: Mapping[str, str]) -> Table:
    table = showing.plain_table()
    for name in ("candidate", "paper", "end", "vacancies", "departure", "renew_by"):
        table.add_column(
            words[name],
            justify="right" if name == "vacancies" else "left",
            overflow="fold",
            no_wrap=name in ("departure", "renew_by"),
        )
    for paper in found.papers[:_ROWS_SHOWN]:
        table.add_row(
            Text(paper.candidate),
            Text(paper.paper),
            words[paper.basis].format(end=paper.end),
            f"{paper.vacancies:,}",
            str(paper.departure),
            str(paper.renew_by or words["final"]),
        )
    if len(found) > _ROWS_SHOWN:
        table.caption = words["more"].format(shown=_ROWS_SHOWN, all=len(found))
    return table


def _counts(found: Expiring, language: Language, words: Mapping[str, str]) -> Table:
    """How many papers of each kind, by how their end is known."""
    table = showing.plain_table()
    table.add_column(words["kind"])
    for basis in BASES:
        table.add_column(words[f"ends {basis}"], justify="right")
    for concept, counts in found.counts.items():
        label = found.label(concept, language.value)
        table.add_row(Text(label), *(f"{counts[basis]:,}" for basis in BASES))
    table.caption = words["total"].format(papers=len(found), people=found.candidates)
    return table

"""`matcher removals`: whom each employer's constraint and each rule bars."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
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
from matcher.removals import Removal, Removals

__all__ = ["removals"]

_ROWS_SHOWN = 40
_ASKED = ("asked_en", "asked_id")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "asked": "asked",
        "by": "by",
        "vacancies": "vacancies",
        "failing": "pairs",
        "alone": "alone",
        "candidates": "people",
        "employer": "employer",
        "agency": "agency",
        "host_country": "host country",
        "law": "law",
        "reported": "{by} (reported only)",
        "meaning": "pairs: barred by it; alone: barred by nothing else; "
        "people: who have such a pair",
        "more": "{shown} of {all}; write all of them with -o FILE",
        "quiet": "{count} more bar nobody",
    },
    "id": {
        "asked": "syarat",
        "by": "oleh",
        "vacancies": "lowongan",
        "failing": "pasangan",
        "alone": "sendiri",
        "candidates": "orang",
        "employer": "pemberi kerja",
        "agency": "agensi",
        "host_country": "negara tujuan",
        "law": "hukum",
        "reported": "{by} (hanya dilaporkan)",
        "meaning": "pasangan: gugur karenanya; sendiri: tidak gugur karena hal lain; "
        "orang: yang punya pasangan seperti itu",
        "more": "{shown} dari {all}; tulis semuanya dengan -o BERKAS",
        "quiet": "{count} lainnya tidak menggugurkan siapa pun",
    },
}


def removals(
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
    """Count whom each employer's constraint and each rule bars, alone and beside all others."""
    people, engine = load(candidates, vacancies, as_of, pack, report_only)
    with showing.progress(len(people)) as advance:
        counted = engine.removals(people, progress=advance)
    if output is not None:
        counted.write(output)
        note(f"Wrote {len(counted):,} constraints and rules to {output}.")
    if as_json:
        showing.print_json(_plain(counted))
    elif output is None:
        showing.console().print(_table(counted, language))
    if chart is not None:
        counted.save_chart(chart, language.value)
        note(f"Wrote {chart}.")


def _plain(counted: Removals) -> dict[str, object]:
    """The removals as plain values, fit for JSON."""
    return {
        "as_of": counted.as_of.isoformat(),
        "candidates": counted.candidates,
        "vacancies": counted.vacancies,
        "removals": [_row(row) for row in counted.to_arrow().to_pylist()],
    }


def _row(row: dict[str, Any]) -> dict[str, object]:
    asked = {"en": row["asked_en"], "id": row["asked_id"]}
    return {"asked": asked} | {name: row[name] for name in row if name not in _ASKED}


def _table(counted: Removals, language: Language) -> Table:
    """Constraints and rules with whom they bar; those that bar nobody are only counted."""
    words = _WORDS[language.value]
    numbers = ("vacancies", "failing", "alone", "candidates")
    table = showing.plain_table()
    table.add_column(words["asked"], overflow="fold")
    table.add_column(words["by"], no_wrap=True)
    for name in numbers:
        table.add_column(words[name], justify="right")
    barring = [row for row in counted if row.failing]
    for row in barring[:_ROWS_SHOWN]:
        table.add_row(
            Text(counted.asked(row, language.value)),
            Text(_by(row, words)),
            *(f"{getattr(row, name):,}" for name in numbers),
        )
    captions = [words["meaning"]]
    if len(barring) > _ROWS_SHOWN:
        captions.append(words["more"].format(shown=_ROWS_SHOWN, all=len(barring)))
    if quiet := len(counted) - len(barring):
        captions.append(words["quiet"].format(count=quiet))
    table.caption = "\n".join(captions)
    return table


def _by(row: Removal, words: Mapping[str, str]) -> str:
    by = row.requirement.rule or words[row.requirement.origin]
    return by if row.is_counted else words["reported"].format(by=by)

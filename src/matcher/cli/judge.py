"""The commands that write blind judging sheets, and that read back what judges made of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher.cli import showing
from matcher.cli.steps import (
    AsJson,
    AsOf,
    CandidatesFile,
    Lang,
    Language,
    PackFiles,
    ReportOnly,
    VacanciesFile,
    load,
    note,
)

if TYPE_CHECKING:
    from matcher.metrics.inference import Interval
    from matcher.tuning import Agreement, JudgedSheets

__all__ = ["judge_app"]

judge_app = typer.Typer()

_PROBLEMS_SHOWN = 10
#: An interval needs as many candidates.
_LEAST_SHARED = 2


@judge_app.command(
    epilog="Example: matcher judge graduates.csv vacancies.csv --as-of 2025-12-01 "
    "--judges ana,budi -o sheets/; then, filled in: "
    "matcher read-judged sheets/*.xlsx -o judgments.csv"
)
def judge(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    judges: Annotated[str, typer.Option(help="The names of the judges, a comma between.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The folder to write the sheets into.")
    ],
    pairs: Annotated[int, typer.Option(min=4, help="How many rows each judge gets.")] = 60,
    overlap: Annotated[
        float, typer.Option(min=0, max=1, help="The share of rows that all judges get.")
    ] = 0.2,
    evaluation: Annotated[
        float,
        typer.Option(
            min=0, max=1, help="The share of lists for evaluation, not chosen by what they tell."
        ),
    ] = 0.4,
    repeated: Annotated[
        float, typer.Option(min=0, max=0.5, help="The share of rows that are asked twice.")
    ] = 0.05,
    per_candidate: Annotated[
        int, typer.Option(min=3, help="How many vacancies of a candidate are compared.")
    ] = 6,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 0,
    language: Lang = Language.INDONESIAN,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    as_json: AsJson = False,
) -> None:
    """Write blind sheets (xlsx) on which people judge how well vacancies suit candidates."""
    from matcher.tuning import prepare_sheets  # noqa: PLC0415 - imports scikit-learn: slow

    people, engine = load(candidates, vacancies, as_of, pack, report_only)
    sheets = prepare_sheets(
        engine,
        people,
        judges=judges.split(","),
        pairs_per_judge=pairs,
        overlap=overlap,
        evaluation=evaluation,
        repeated=repeated,
        per_candidate=per_candidate,
        seed=seed,
        language=language.value,
    )
    *books, key = sheets.write(output)
    for name, path in zip(sheets.judges, books, strict=True):
        note(f"Wrote {len(sheets.of(name)):,} rows for {name} to {path}.")
    if len(sheets.judges) > 1 and len(sheets.shared) < _LEAST_SHARED:
        note(f"With {len(sheets.shared)} candidates for all, agreement cannot be measured: "
             "give more --pairs or --overlap.")  # fmt: skip
    note(f"Keep {key}: it says what each row stands for, and judges must not see it.")
    if as_json:
        showing.print_json(
            {
                "as_of": sheets.as_of.isoformat(),
                "candidates": len(sheets.qualities),
                "shared_candidates": len(sheets.shared),
                "sheets": [
                    {"judge": name, "file": str(path), "rows": len(sheets.of(name))}
                    for name, path in zip(sheets.judges, books, strict=True)
                ],
                "key": str(key),
            }
        )


@judge_app.command(
    "read-judged",
    epilog="Example: matcher read-judged sheets/*.xlsx -o judgments.csv",
)
def read_judged(
    sheets: Annotated[
        list[Path], typer.Argument(help="The sheets as the judges filled them in: xlsx or csv.")
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", help="The table of judgments to write, such as csv."),
    ],
    key: Annotated[
        Path | None, typer.Option(help="The key of the sheets; else key.csv beside them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Turn filled-in judging sheets into judgments, and tell how far the judges agree."""
    from matcher.tuning import agreement_of, read_sheets  # noqa: PLC0415 - the same

    read = read_sheets(sheets, key=key)
    read.write(output)
    agreed = agreement_of(read.judgments)
    _tell(read, output)
    if as_json:
        showing.print_json({**_plain(read), "agreement": _plain_agreement(agreed)})
    else:
        showing.console().print(str(agreed), markup=False, highlight=False)


def _tell(read: JudgedSheets, output: Path) -> None:
    """Say on standard error what was written and what could not be used."""
    note(f"Wrote {len(read.judgments):,} judgments to {output}.")
    for what, counts in (("left empty", read.unjudged), ("not there", read.missing)):
        if counts:
            listed = ", ".join(f"{count:,} of {judge}" for judge, count in counts.items())
            note(f"Rows {what}: {listed}.")
    if read.problems:
        note(f"{len(read.problems):,} problems:")
        for one in read.problems[:_PROBLEMS_SHOWN]:
            note(f"  {one}")
        if len(read.problems) > _PROBLEMS_SHOWN:
            note(f"  ... and {len(read.problems) - _PROBLEMS_SHOWN:,} more")


def _plain(read: JudgedSheets) -> dict[str, Any]:
    """What was read as plain values."""
    return {
        "judgments": len(read.judgments),
        "unjudged": read.unjudged,
        "missing": read.missing,
        "problems": [one._asdict() for one in read.problems],
    }


def _plain_agreement(agreed: Agreement) -> dict[str, Any]:
    return {
        "state": agreed.state,
        "can_learn": agreed.can_learn,
        "judges": list(agreed.judges),
        "shared": agreed.shared,
        "order": _plain_interval(agreed.order),
        "grades": {name: _plain_interval(one) for name, one in agreed.grades.items()},
        "taus": [
            {
                "first": one.first,
                "second": one.second,
                "shared": one.shared,
                "tau": _plain_interval(one.tau),
            }
            for one in agreed.taus
        ],
        "repeated": agreed.repeated,
        "changed": agreed.changed,
        "against": list(agreed.against),
    }


def _plain_interval(interval: Interval) -> dict[str, float | None]:
    """An interval; what is not known is null."""
    return {
        name: None if value != value else value  # noqa: PLR0124 - NaN
        for name, value in interval._asdict().items()
    }

"""The commands that resolve texts, and that read back what a reviewer made of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from matcher.cli import showing
from matcher.cli.steps import AsJson, Output, note
from matcher.cli.taxonomy import Aliases, Tables, chosen_taxonomy
from matcher.errors import InputError
from matcher.intake import day_of
from matcher.normalizing.mentions import TABLES, Mention, read_mentions, resolved_table
from matcher.normalizing.normalizer import Normalizer, Resolution
from matcher.normalizing.reviewing import read_review, review_table, uncertain
from matcher.records import Rejected
from matcher.records.writing import write_table

__all__ = ["normalize_app"]

normalize_app = typer.Typer()

#: Texts between two steps of the progress bar.
_BATCH = 512
_ROWS_SHOWN = 50
_REJECTED_SHOWN = 10
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only concepts of this kind; may be repeated.")
]


@normalize_app.command(
    epilog="Example: matcher normalize graduates.csv --column skills -o resolved.csv "
    "--review review.xlsx"
)
def normalize(
    texts: Annotated[
        list[str],
        typer.Argument(
            help="Texts, or one file: a table (csv, tsv, jsonl, parquet, xlsx) or a text per line; "
            "- for stdin."
        ),
    ],
    column: Annotated[
        str | None,
        typer.Option(help="The column of the table; a cell may list several texts, ; between."),
    ] = None,
    kind: Kinds = None,
    tables: Tables = None,
    aliases: Aliases = None,
    output: Output = None,
    review: Annotated[
        Path | None,
        typer.Option(
            help="Write the least certain texts here, with candidates and an empty column for the "
            "answers of a reviewer (xlsx or csv); matcher read-review reads them."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Resolve texts to concepts of the taxonomy, or say that they are not known."""
    mentions, is_table = _mentions(texts, column)
    normalizer = Normalizer(chosen_taxonomy(tables, aliases))
    found = _resolved(normalizer, mentions, kind)
    _tell_counts(mentions, found)
    if output is not None:
        write_table(resolved_table(mentions, found), output)
        note(f"Wrote {len(mentions):,} texts to {output}.")
    if review is not None:
        _write_review(normalizer, mentions, found, kind, review)
    if as_json:
        showing.print_json([_plain(one, found[one.text], is_table=is_table) for one in mentions])
    elif output is None and review is None:
        table = showing.resolution_table([found[one.text] for one in mentions[:_ROWS_SHOWN]])
        if len(mentions) > _ROWS_SHOWN:
            table.caption = f"{_ROWS_SHOWN} of {len(mentions):,} texts; all of them with -o FILE"
        showing.console().print(table)


@normalize_app.command(
    "read-review",
    epilog='Example: matcher read-review review.xlsx -o aliases.csv --reviewer "Ani"; '
    "then: matcher normalize graduates.csv --column skills --aliases aliases.csv",
)
def read_review_command(
    reviewed: Annotated[
        Path, typer.Argument(help="What matcher normalize --review wrote, with answers filled in.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The table of aliases to write, such as csv.")
    ],
    reviewer: Annotated[str, typer.Option(help="Who answered: stands in the source of each row.")],
    on: Annotated[
        str | None,
        typer.Option("--date", help="The day of the review; else that of the file's last change."),
    ] = None,
    tables: Tables = None,
    as_json: AsJson = False,
) -> None:
    """Turn a reviewer's answers into aliases, and tell those that cannot be used."""
    day = day_of(on) if on else date.fromtimestamp(reviewed.stat().st_mtime)  # noqa: DTZ012
    read = read_review(reviewed, Normalizer(chosen_taxonomy(tables)), reviewer=reviewer, on=day)
    read.labelled.write(output)
    _tell_rejected(reviewed, read.rejected)
    note(f"Wrote {len(read.labelled):,} aliases to {output}; {len(read.none):,} mean no concept, "
         f"{read.unanswered:,} are not answered.")  # fmt: skip
    if as_json:
        showing.print_json(
            {
                "aliases": [{"alias": one.text, "concept": one.concept, "source": one.source}
                            for one in read.labelled],
                "none": list(read.none),
                "unanswered": read.unanswered,
                "rejected": [{"row": one.row, "column": one.column, "value": one.value,
                              "reason": one.reason, "repair": one.repair} for one in read.rejected],
            }
        )  # fmt: skip


def _mentions(texts: list[str], column: str | None) -> tuple[list[Mention], bool]:
    """The texts with their rows, and whether these are those of a table."""
    path = Path(texts[0])
    is_table = len(texts) == 1 and path.suffix.casefold() in TABLES
    if is_table or (len(texts) == 1 and path.is_file()):
        read = read_mentions(path, column)
        for one in read.notes:
            note(f"{path}: {one}")
        _tell_rejected(path, read.rejected)
        return list(read.listed), is_table
    if column is not None:
        problem = "A column is named, but no table is given."
        raise InputError(problem, repair="Give one file, such as a csv.")
    lines = map(str.strip, sys.stdin) if texts == ["-"] else texts
    return [Mention(row, text) for row, text in enumerate(filter(None, lines), start=1)], False


def _resolved(
    normalizer: Normalizer, mentions: Sequence[Mention], kinds: list[str] | None
) -> dict[str, Resolution]:
    """The resolution of each distinct text."""
    distinct = list(dict.fromkeys(mention.text for mention in mentions))
    found: dict[str, Resolution] = {}
    with showing.progress(len(distinct), "resolving") as advance:
        for start in range(0, len(distinct), _BATCH):
            batch = distinct[start : start + _BATCH]
            answers = normalizer.resolve_many(batch, kinds=kinds or None)
            found.update(zip(batch, answers, strict=True))
            advance(len(found), len(distinct))
    return found


def _write_review(
    normalizer: Normalizer,
    mentions: Sequence[Mention],
    found: Mapping[str, Resolution],
    kinds: list[str] | None,
    path: Path,
) -> None:
    phrases = uncertain((mention.text for mention in mentions), found)
    candidates = []
    with showing.progress(len(phrases), "searching") as advance:
        for start in range(0, len(phrases), _BATCH):
            batch = [phrase.text for phrase in phrases[start : start + _BATCH]]
            candidates += normalizer.search(batch, k=5, kinds=kinds or None)
            advance(len(candidates), len(phrases))
    write_table(review_table(phrases, candidates), path)
    note(f"Wrote {len(phrases):,} phrases to review to {path}.")


def _tell_counts(mentions: Sequence[Mention], found: Mapping[str, Resolution]) -> None:
    """Say how many texts are known, where there are too many to count by eye."""
    if len(mentions) <= _ROWS_SHOWN:
        return
    known = sum(not found[mention.text].abstained for mention in mentions)
    note(f"{known:,} of {len(mentions):,} texts ({len(found):,} distinct) are known.")


def _tell_rejected(path: Path, rejected: Sequence[Rejected]) -> None:
    """Say on standard error which rows were set aside, the first of them."""
    if not rejected:
        return
    note(f"{path}: {len(rejected):,} rows set aside:")
    for one in rejected[:_REJECTED_SHOWN]:
        note(f"  {one}")
    if len(rejected) > _REJECTED_SHOWN:
        note(f"  ... and {len(rejected) - _REJECTED_SHOWN:,} more")


def _plain(mention: Mention, found: Resolution, *, is_table: bool) -> dict[str, Any]:
    """A resolution as plain values, with the row where there are rows."""
    return {**({"row": mention.row} if is_table else {}), **showing.resolution_dict(found)}

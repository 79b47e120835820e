"""Tables, progress and plain values for the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from matcher.errors import UnknownName
from matcher.features.wording import Language
from matcher.normalizing.normalizer import Resolution
from matcher.overview import Overview
from matcher.records import Candidate, Candidates
from matcher.results import Gap, Match, Ranking

__all__ = [
    "console",
    "counts_line",
    "find",
    "gaps_text",
    "overview_table",
    "plain_table",
    "print_json",
    "progress",
    "ranking_dict",
    "ranking_table",
    "resolution_dict",
    "resolution_table",
]

_COLOURS = {"READY": "green", "NEEDS_PROOF": "yellow", "TRAINABLE": "blue", "BARRED": "red"}
_ROWS_SHOWN = 50
_DESTINATIONS_SHOWN = 6
_WIDTH = 110
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "candidate": "candidate",
        "rank": "rank",
        "vacancy": "vacancy",
        "score": "score",
        "possible": "possible",
        "verdict": "verdict",
        "missing": "missing",
        "more matches": "{shown:,} of {all:,} matches; write all of them with -o FILE",
        "unlisted": "{count:,} without a row",
        "programme": "programme",
        "candidates": "candidates",
        "anywhere": "anywhere",
        "best": "READY or NEEDS_PROOF at best",
        "more destinations": "; {count} more destinations: write all of them with -o FILE",
    },
    "id": {
        "candidate": "calon",
        "rank": "urutan",
        "vacancy": "lowongan",
        "score": "skor",
        "possible": "mungkin",
        "verdict": "putusan",
        "missing": "yang kurang",
        "more matches": "{shown:,} dari {all:,} pasangan; tulis semuanya dengan -o BERKAS",
        "unlisted": "{count:,} tanpa baris",
        "programme": "program",
        "candidates": "calon",
        "anywhere": "di mana pun",
        "best": "paling baik READY atau NEEDS_PROOF",
        "more destinations": "; {count} tujuan lain: tulis semuanya dengan -o BERKAS",
    },
}


def console() -> Console:
    """Standard output; where it is no terminal, as wide as the tables need."""
    output = Console()
    return output if output.is_terminal else Console(width=_WIDTH)


def print_json(value: object) -> None:
    """Print plain values as JSON on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


@contextmanager
def progress(total: int, doing: str = "matching") -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error where that is a terminal; else nothing is shown."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    errors = Console(stderr=True)
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda done, _: bar.update(task, completed=done)


def find(people: Candidates, name: str) -> Candidate:
    """The candidate with that id."""
    if name not in people.ids:
        raise UnknownName("candidate", name, known=people.ids)
    return people[people.ids.index(name)]


def plain_table(title: str | None = None) -> Table:
    """A table without rows, in the form that all commands share."""
    return Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        title=title,
        title_justify="left",
        caption_justify="left",
    )


def ranking_table(ranking: Ranking, *, language: str = "en", rows: int = _ROWS_SHOWN) -> Table:
    """The first rows of a ranking, with what is missing where that is known."""
    with_gaps, words = ranking.listing.gaps is not None, _WORDS[language]
    table = plain_table()
    for name in ("candidate", "rank", "vacancy", "score", "possible", "verdict"):
        right = name in ("rank", "score", "possible")
        side: Literal["left", "right"] = "right" if right else "left"
        table.add_column(words[name], justify=side, no_wrap=not with_gaps)
    if with_gaps:
        table.add_column(words["missing"], overflow="fold")
    for row in range(min(len(ranking), rows)):
        match = ranking[row]
        cells = _cells(match)
        table.add_row(*cells, *([gaps_text(match.gaps, language)] if with_gaps else []))
    if len(ranking) > rows:
        table.caption = words["more matches"].format(shown=rows, all=len(ranking))
    return table


def _cells(match: Match) -> list[str | Text]:
    return [
        match.candidate_id,
        str(match.rank),
        match.vacancy_id,
        f"{match.score:.3f}",
        f"{match.possible:.3f}",
        verdict_text(match.verdict),
    ]


def verdict_text(verdict: str) -> Text:
    """A verdict in its colour."""
    return Text(verdict, style=_COLOURS[verdict])


def gaps_text(gaps: tuple[Gap, ...], language: str = "en") -> str:
    """What must be obtained to be chosen, with the day by which it could be had."""
    missing = [gap for gap in gaps if gap.stage == "select" and gap.state == "obtainable"]
    return "; ".join(
        (gap.asked_id if language == "id" else gap.asked_en) + (f" ({gap.by})" if gap.by else "")
        for gap in missing
    )


def counts_line(ranking: Ranking, language: str = "en") -> Text:
    """The number of pairs per verdict, in one line."""
    line = Text()
    for verdict, count in ranking.verdicts.items():
        line.append(f"{verdict} {count:,}", style=_COLOURS[verdict]).append("   ")
    unlisted = _WORDS[language]["unlisted"].format(count=len(ranking.unlisted))
    return line.append(unlisted, style="dim")


def ranking_dict(ranking: Ranking) -> dict[str, Any]:
    """A ranking as plain values, fit for JSON."""
    return {
        "as_of": ranking.as_of.isoformat(),
        "weights": ranking.weights.model_dump(),
        "verdicts": ranking.verdicts,
        "matches": [match_dict(match) for match in ranking],
        "unlisted": [
            {"id": one.id, "counts": one.counts, "blocked": one.blocked,
             "blocker": {"en": one.blocker_en, "id": one.blocker_id}}
            for one in ranking.unlisted
        ],
        "rejected": [
            {"row": r.row, "column": r.column, "value": r.value, "reason": r.reason,
             "repair": r.repair}
            for r in ranking.rejected
        ],
    }  # fmt: skip


def match_dict(match: Match) -> dict[str, Any]:
    """A match as plain values."""
    return {
        "candidate_id": match.candidate_id,
        "vacancy_id": match.vacancy_id,
        "rank": match.rank,
        "score": match.score,
        "possible": match.possible,
        "verdict": match.verdict,
        "components": match.components,
        "gaps": [
            {"asked": {"en": gap.asked_en, "id": gap.asked_id}, "stage": gap.stage,
             "state": gap.state, "months": gap.months,
             "by": gap.by.isoformat() if gap.by else None}
            for gap in match.gaps
        ],
    }  # fmt: skip


def overview_table(counted: Overview, language: Language) -> Table:
    """Per programme and destination how many are READY or NEEDS_PROOF at best."""
    words, table = _WORDS[language], plain_table()
    table.add_column(words["programme"])
    shown = counted.destinations[:_DESTINATIONS_SHOWN]
    names = [counted.destination_label(one, language) for one in shown]
    for name in (words["candidates"], words["anywhere"], *names):
        table.add_column(name, justify="right")
    for row, programme in enumerate(counted.programmes):
        cells = [counted.anywhere[row].sum(), counted.anywhere[row, :2].sum()]
        cells += [counted.counts[row, at, :2].sum() for at in range(len(shown))]
        label = counted.programme_label(programme, language)
        table.add_row(label, *(f"{int(cell):,}" for cell in cells))
    hidden = len(counted.destinations) - len(shown)
    more = words["more destinations"].format(count=hidden) if hidden else ""
    table.caption = words["best"] + more
    return table


def resolution_dict(one: Resolution) -> dict[str, Any]:
    """A resolution as plain values."""
    return {
        "text": one.text,
        "id": one.id,
        "label": one.label,
        "kind": one.kind,
        "confidence": one.confidence,
        "method": one.method,
    }


def resolution_table(found: list[Resolution]) -> Table:
    """Resolutions side by side."""
    table = plain_table()
    for name in ("text", "concept", "label", "confidence", "method"):
        side: Literal["left", "right"] = "right" if name == "confidence" else "left"
        # An id is there to be copied.
        table.add_column(name, justify=side, no_wrap=name == "concept")
    for one in found:
        known = one.id is not None
        table.add_row(
            Text(one.text),
            one.id or Text("not known", style="yellow"),
            one.label or "",
            f"{one.confidence:.2f}" if known else "",
            one.method,
        )
    return table

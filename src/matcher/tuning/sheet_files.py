"""Opens the files of judging sheets: the rows of a sheet, the rows of a key, and what is amiss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from matcher.errors import InputError
from matcher.records.batches import Options
from matcher.records.rejected import Rejected, shortened
from matcher.records.writing import restored
from matcher.tuning.sheet_form import COLUMNS, GRADES, GUIDE, JUDGE

__all__ = ["Cells", "Key", "SheetFile", "SheetProblem", "open_sheet", "problem", "read_key"]

Cells = Mapping[str, str]

_NEEDED = ("row", "grade")
_KEY_COLUMNS = ("row", "judge", "candidate", "candidate_id", "vacancy_id", "vacancy", "purpose",
                "repeated")  # fmt: skip
#: What stands in the column of ids above the rows.
_AROUND = frozenset(" ".join(text.split()) for text in (COLUMNS[0].heading, *GUIDE))
_LONGEST_QUOTE = 60
#: What can be amiss: the column that it stands in, the reason and the repair.
_PROBLEMS: Mapping[str, tuple[str, str, str]] = {
    "no id": (
        "row",
        "A grade or comment stands in a row without an id.",
        "Write it into the row that it belongs to.",
    ),
    "unknown file": (
        "",
        "It holds no row that the key knows.",
        "Give the key that was written with it.",
    ),
    "other name": (
        "",
        "It names the judge '{value}', its rows are those of '{judge}'; none is used.",
        "Write '{judge}' back if {judge} judged, else give the judge a sheet of their own.",
    ),
    "unknown row": (
        "row",
        "There is no row '{value}' in the key.",
        "Write the id as it was in the sheet.",
    ),
    "row of another": (
        "row",
        "The row is one of '{judge}', the sheet that of '{own}'.",
        "Delete the row; {judge} has it too.",
    ),
    "torn": (
        "row",
        "The row with the id '{value}' was that of candidate {candidate} and '{vacancy}'.",
        "Cells were moved to other rows: undo that, and sort whole rows.",
    ),
    "bad grade": (
        "grade",
        "'{value}' is no grade.",
        f"Write a whole number from {min(GRADES)} to {max(GRADES)}, or nothing.",
    ),
    "twice": (
        "row",
        "The row '{value}' stands in {file}, row {number}, too, with {same} grade; that is used.",
        "Delete one of the two.",
    ),
}


class SheetProblem(NamedTuple):
    """Something in a sheet that could not be used; without a row it is the file as a whole."""

    file: str
    row: int | None
    column: str
    value: str
    reason: str
    repair: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column '{self.column}'" if self.column else ""
        return f"{self.file}{row}{column}: {self.reason} {self.repair}"


def problem(what: str, path: Path, row: int | None = None, **facts: object) -> SheetProblem:
    """One of the known problems, in the words for it."""
    column, reason, repair = _PROBLEMS[what]
    told = {name: shortened(fact, _LONGEST_QUOTE) for name, fact in facts.items()}
    value = told.get("value", "")
    return SheetProblem(path.name, row, column, value, reason.format(**told), repair.format(**told))


class Key(NamedTuple):
    """What a row of a sheet stands for, and the candidate's number and the title beside it."""

    judge: str
    candidate: str
    candidate_id: str
    vacancy_id: str
    vacancy: str
    purpose: str
    repeated: str


@dataclass(frozen=True)
class SheetFile:
    """What stands in a sheet: the rows with an id, by number, and the judge whom it names."""

    path: Path
    judge: str | None
    rows: tuple[tuple[int, Cells], ...]
    problems: tuple[SheetProblem, ...]


def read_key(path: Path) -> Iterator[tuple[str, Key]]:
    """The rows of a key by id. InputError where it is not there, or not as it was written."""
    if not path.is_file():
        raise InputError(
            f"There is no key {path}.",
            repair="Name the one that was written with the sheets.",
        )
    for _, cells in _rows(path, _KEY_COLUMNS, needed=_KEY_COLUMNS):
        if isinstance(cells, Rejected):
            raise InputError(f"{path}: {cells}", repair="Use the key as it was written.")
        row, *texts = (restored(cells[name]) for name in _KEY_COLUMNS)
        yield row, Key(*texts)


def open_sheet(path: Path) -> SheetFile:
    """What stands in a file. InputError where it cannot be read, or is no sheet."""
    judge: str | None = None
    rows: list[tuple[int, Cells]] = []
    problems: list[SheetProblem] = []
    for number, cells in _rows(path, [column.name for column in COLUMNS], needed=_NEEDED):
        if isinstance(cells, Rejected):
            told = (cells.column, cells.value, cells.reason, cells.repair)
            problems.append(SheetProblem(path.name, number, *told))
        elif cells["row"] == JUDGE:
            judge = restored(cells.get("candidate", "")) or None
        elif cells["row"]:
            if cells["row"] not in _AROUND:
                rows.append((number, cells))
        elif cells["grade"] or cells.get("comment"):
            problems.append(problem("no id", path, number))
    return SheetFile(path, judge, tuple(rows), tuple(problems))


def _rows(
    path: Path, columns: Iterable[str], *, needed: Iterable[str]
) -> Iterator[tuple[int, Cells | Rejected]]:
    """The rows of a table by number: their cells as texts on one line, or why they have none."""
    from matcher.records.sources import open_source  # noqa: PLC0415 - opens files: slow

    opened = open_source(path, row_of=dict, options=Options())
    header = set(opened.header or ())
    for name in needed:
        if name not in header:
            raise InputError(
                f"{path.name} has no column '{name}'.", repair="Give what matcher judge wrote."
            )
    wanted = [name for name in columns if name in header]
    for batch in opened.batches(wanted, Options().batch_rows):
        yield from ((rejected.row, rejected) for rejected in batch.rejected)
        for place, number in enumerate(batch.numbers):
            cells = {name: batch.columns[name].at(place) for name in wanted}
            yield number, {name: _on_one_line(cell) for name, cell in cells.items()}


def _on_one_line(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())

"""Reads judging sheets back: every grade is used, or it is told why not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matcher.errors import InputError
from matcher.records.tabular import Tabular
from matcher.records.writing import restored
from matcher.tuning.judgments import Graded, Judgments
from matcher.tuning.sheet_files import (
    Cells,
    Key,
    SheetFile,
    SheetProblem,
    open_sheet,
    problem,
    read_key,
)
from matcher.tuning.sheet_form import GRADES
from matcher.tuning.sheets import KEY_FILE

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["JudgedRow", "JudgedSheets", "read_sheets"]

#: A whole number, which a spreadsheet may have written with decimals.
_GRADE = re.compile(r"([0-9]+)(?:[.,]0+)?")
_NO_LETTER = re.compile(r"[^A-Z-]")


class JudgedRow(NamedTuple):
    """A row of the key with what the judge made of it; `grade` is None where there is none."""

    row: str
    judge: str
    candidate_id: str
    vacancy_id: str
    grade: int | None
    comment: str
    purpose: str
    repeated: bool


@dataclass(frozen=True, eq=False)
class JudgedSheets(Tabular):
    """What came back: rows with a grade or a comment, in the order of the key.

    `unjudged` counts by judge the rows that were left empty, `missing` those that no file held;
    what could not be used is told in `problems`.
    """

    rows: tuple[JudgedRow, ...]
    unjudged: Mapping[str, int]
    missing: Mapping[str, int]
    problems: tuple[SheetProblem, ...]

    def __repr__(self) -> str:
        graded = len(self.judgments)
        return f"<JudgedSheets: {graded:,} grades, {len(self.problems):,} problems>"

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def judgments(self) -> Judgments:
        """The grades."""
        return Judgments(
            tuple(
                Graded(row.judge, row.candidate_id, row.vacancy_id, float(row.grade))
                for row in self.rows
                if row.grade is not None
            )
        )

    def check(self) -> None:
        """InputError, with the first of them, where there are problems."""
        if self.problems:
            first, more = self.problems[0], len(self.problems) - 1
            repair = f"{first.repair} There are {more:,} more problems." if more else first.repair
            raise InputError(str(first._replace(repair="")).strip(), repair=repair)

    def to_arrow(self) -> pa.Table:
        """A row per graded or commented row: what `Judgments.read` reads, and what it is for."""
        import pyarrow as pa

        types = {"grade": pa.int64(), "repeated": pa.bool_()}
        kept = ("judge", "candidate_id", "vacancy_id", "grade", "comment", "purpose", "repeated")
        columns = {name: [getattr(row, name) for row in self.rows] for name in (*kept, "row")}
        return pa.table(
            {
                name: pa.array(column, types.get(name, pa.string()))
                for name, column in columns.items()
            }
        )


def read_sheets(
    paths: Iterable[str | PathLike[str]], *, key: str | PathLike[str] | None = None
) -> JudgedSheets:
    """Read sheets that judges have filled in, as xlsx or saved as csv.

    `key` is what was written beside them; by default it is looked for in the folder of each sheet.
    Rows may be sorted and deleted; each is known by its id. What cannot be used is told in
    `problems`: a grade that is none, an id that is not in the key or comes twice, cells moved to
    another row, a row or a sheet of another judge, a file that is no sheet.

    InputError where there is no key, or none of the files is a sheet.
    """
    files = [Path(path) for path in paths]
    if not files:
        raise InputError("No sheet is named.", repair="Name the files that the judges filled in.")
    keys = [Path(key)] if key is not None else [path.parent / KEY_FILE for path in files]
    reading = _Reading({row: one for path in dict.fromkeys(keys) for row, one in read_key(path)})
    for path in files:
        reading.take(path)
    if not reading.sheets:
        first = reading.problems[0]
        raise InputError(
            f"None of the files is a judging sheet that can be used. {first.file}: {first.reason}",
            repair=first.repair,
        )
    return reading.done()


class _Reading:
    """Takes sheets one after the other."""

    def __init__(self, keys: Mapping[str, Key]) -> None:
        self._keys = keys
        self._said: dict[str, tuple[Path, int, JudgedRow]] = {}
        self._misgraded: set[str] = set()
        self.problems: list[SheetProblem] = []
        self.sheets = 0

    def take(self, path: Path) -> None:
        """Take what one file says."""
        try:
            sheet = open_sheet(path)
        except InputError as error:
            self.problems.append(SheetProblem(path.name, None, "", "", error.found, error.repair))
            return
        self.problems += sheet.problems
        judge = self._judge_of(sheet)
        if judge is not None:
            self.sheets += 1
            for number, cells in sheet.rows:
                self._take_row(sheet.path, number, cells, judge)

    def done(self) -> JudgedSheets:
        """All that was taken, in the order of the key."""
        said = {row: self._said[row][2] for row in self._keys if row in self._said}
        empty = [said[row] for row in said if row not in self._misgraded]
        return JudgedSheets(
            rows=tuple(one for one in said.values() if one.grade is not None or one.comment),
            unjudged=_counted(one.judge for one in empty if one.grade is None),
            missing=_counted(one.judge for row, one in self._keys.items() if row not in said),
            problems=tuple(self.problems),
        )

    def _judge_of(self, sheet: SheetFile) -> str | None:
        """Whose rows the sheet holds; None where that is not known, or not whom it names."""
        ids = [_row_id(cells) for _, cells in sheet.rows]
        judges = Counter(self._keys[row].judge for row in ids if row in self._keys)
        if not judges:
            self.problems.append(problem("unknown file", sheet.path))
            return None
        judge = judges.most_common(1)[0][0]
        if sheet.judge is not None and _folded(sheet.judge) != _folded(judge):
            told = problem("other name", sheet.path, value=sheet.judge, judge=judge)
            self.problems.append(told)
            return None
        return judge

    def _take_row(self, path: Path, number: int, cells: Cells, judge: str) -> None:
        row = _row_id(cells)
        key = self._keys.get(row)
        if key is None:
            told = problem("unknown row", path, number, value=cells["row"])
        elif key.judge != judge:
            told = problem("row of another", path, number, value=row, judge=key.judge, own=judge)
        elif _is_torn(cells, key):
            facts = key._asdict()
            told = problem("torn", path, number, value=row, **facts)
        else:
            self._keep(path, number, cells, key)
            return
        self.problems.append(told)

    def _keep(self, path: Path, number: int, cells: Cells, key: Key) -> None:
        one = JudgedRow(
            row=_row_id(cells),
            judge=key.judge,
            candidate_id=key.candidate_id,
            vacancy_id=key.vacancy_id,
            grade=_grade(cells["grade"]),
            comment=restored(cells.get("comment", "")),
            purpose=key.purpose,
            repeated=key.repeated == "true",
        )
        if cells["grade"] and one.grade is None:
            self.problems.append(problem("bad grade", path, number, value=cells["grade"]))
            self._misgraded.add(one.row)
        file, line, before = self._said.setdefault(one.row, (path, number, one))
        if before is not one:
            same = "the same" if before.grade == one.grade else "another"
            facts = {"file": file.name, "number": line, "same": same}
            self.problems.append(problem("twice", path, number, value=one.row, **facts))


def _row_id(cells: Cells) -> str:
    """The id of a row, however it is spaced and in whatever case."""
    return _NO_LETTER.sub("", cells["row"].upper())


def _grade(text: str) -> int | None:
    found = _GRADE.fullmatch(text)
    grade = int(found[1]) if found else None
    return grade if grade in GRADES else None


def _is_torn(cells: Cells, key: Key) -> bool:
    """Whether the row shows another candidate or vacancy than its id stands for."""
    shown: Sequence[tuple[str, str]] = (("candidate", key.candidate), ("vacancy", key.vacancy))
    return any(
        name in cells and _folded(restored(cells[name])) != _folded(expected)
        for name, expected in shown
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _counted(judges: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(judges).items()))

"""A market to judge, and judges: they read every cell of a workbook and write it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

import fastexcel
import xlsxwriter

from matcher import Candidate, Candidates, Matcher, Vacancy
from matcher.tuning.sheet_form import COLUMNS
from small_world import AS_OF, TAXONOMY

__all__ = ["HEAD", "Row", "cells_of", "engine", "fill", "people", "rewrite"]

Row = list[str]
_PLACES = {column.name: place for place, column in enumerate(COLUMNS)}
#: The hidden names, the judge, the guide in two languages, and the headings.
HEAD = 5

_SKILLS = ("skill:welding", "skill:smaw", "skill:smaw-3g", "skill:brazing", "skill:cooking")
_WORK = ("occupation:welder", "occupation:pipe-welder", "occupation:cook")
_PAPERS = ("certificate:first-aid", "certificate:hygiene")
_SCHOOLS = ("education:any|SMP", "education:steel|SMK", "education:kitchen|SMK")
_TESTS = ("language:jlpt|N5", "language:jlpt|N4", "language:jlpt|N3", "language:ielts|4")
_COUNTRIES = ("Japan", "Taiwan")


@cache
def engine() -> Matcher:
    """A matcher of vacancies that ask for a little of everything, as wishes."""
    random = Random(1)  # noqa: S311 - no secret
    jobs = [
        Vacancy.model_validate(
            {
                "id": f"V{number:03}",
                "title": f"{random.choice(_WORK)}",
                "country": random.choice(_COUNTRIES),
                **_some(random, nice_skills=_SKILLS, nice_languages=_TESTS),
                **_some(random, nice_certificates=_PAPERS, nice_education=_SCHOOLS),
                **_some(random, nice_experience=[f"{work}|{12}" for work in _WORK]),
            }
        )
        for number in range(30)
    ]
    return Matcher(as_of=AS_OF, taxonomy=TAXONOMY, packs=()).fit(jobs)


@cache
def people() -> Candidates:
    """People who have some of it."""
    random = Random(2)  # noqa: S311 - no secret
    backed = [f"{skill}||{grade}" for skill in _SKILLS for grade in ("BNSP", "self-report")]
    worked = [f"{work}|{months}" for work in _WORK for months in (3, 9, 18)]
    return Candidates.from_records(
        Candidate.model_validate(
            {
                "id": f"C{number:03}",
                "sex": random.choice("MF"),
                "birth_date": f"{random.randint(1990, 2005)}-03-01",
                **_some(random, skills=backed, languages=_TESTS, certificates=_PAPERS),
                **_some(random, education=_SCHOOLS, experience=worked),
                "wishes": {"countries": random.sample(_COUNTRIES, 1)},
            }
        )
        for number in range(90)
    )


def _some(random: Random, **lists: Sequence[str]) -> dict[str, str]:
    """Cells with none to two of some items."""
    return {
        name: "; ".join(random.sample(items, min(random.randint(0, 2), len(items))))
        for name, items in lists.items()
    }


def cells_of(path: Path) -> list[Row]:
    """Every cell of the first sheet as text."""
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, skip_rows=0, dtypes="string")
    rows = zip(*(column.to_pylist() for column in sheet.to_arrow().columns), strict=True)
    return [["" if cell is None else cell for cell in row] for row in rows]


def rewrite(path: Path, change: Callable[[list[Row]], list[Row]]) -> None:
    """Change the rows of a sheet, its head included."""
    rows = change(cells_of(path))
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell and place == _PLACES["grade"] and cell.isdecimal():
                    sheet.write_number(number, place, int(cell))
                elif cell:
                    sheet.write_string(number, place, cell)


def fill(
    path: Path,
    grade_of: Callable[[str], object],
    *,
    order: Sequence[int] | None = None,
    comment_of: Callable[[str], str] = lambda _: "",
) -> None:
    """Write the grade and the comment of each row by its id; keep the rows in some order."""

    def filled(rows: list[Row]) -> list[Row]:
        head, body = rows[:HEAD], rows[HEAD:]
        for row in body:
            identity = row[_PLACES["row"]]
            row[_PLACES["grade"]] = str(grade_of(identity))
            row[_PLACES["comment"]] = comment_of(identity)
        return head + [body[place] for place in (range(len(body)) if order is None else order)]

    rewrite(path, filled)

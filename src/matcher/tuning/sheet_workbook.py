"""Writes a judging sheet as an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from matcher.errors import MissingExtra
from matcher.records.rejected import shortened
from matcher.records.writing import neutralise
from matcher.tuning.sheet_form import COLUMNS, GRADES, GUIDE, JUDGE, TITLE

__all__ = ["Line", "write_workbook"]

#: A fixed day of making: the same sheet gives the same bytes.
_MADE = datetime(2025, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones
#: A cell holds 32,767 characters.
_LONGEST_TEXT = 32_000
_PLACES = {column.name: place for place, column in enumerate(COLUMNS)}
#: The heights of the lines of the guide and of the headings, in points.
_GUIDE_HEIGHT, _HEADING_HEIGHT = 32, 32
_BASE = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
#: Candidates stand on white and on grey by turns.
_GROUNDS = ("#FFFFFF", "#F2F2F2")
_TO_FILL = "#FFF8DC"


class Line(NamedTuple):
    """A row as a judge sees it."""

    row: str
    candidate: int
    has: str
    vacancy: str
    place: str
    asks: str
    wage: str


def write_workbook(path: Path, judge: str, lines: Sequence[Line]) -> None:
    """Write the sheet of a judge: a guide, headings that stay in sight, and a row for each pair.

    The first row is hidden and names the columns for reading back. No text is run as a formula.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("Writing judging sheets", "excel") from None
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with path.open("wb") as stream, xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"created": _MADE, "title": TITLE})
        sheet = workbook.add_worksheet("Penilaian")
        heading = _write_head(workbook, sheet, judge)
        last = heading + len(lines)
        _write_lines(workbook, sheet, heading + 1, lines)
        sheet.freeze_panes(heading + 1, _PLACES["has"])
        sheet.autofilter(heading, 0, last, len(COLUMNS) - 1)
        _set_print(sheet, heading)
        _ask_grades(sheet, heading + 1, last)


def _write_head(workbook: Any, sheet: Any, judge: str) -> int:  # noqa: ANN401
    """Write what stands above the rows; the place of the headings."""
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.name)
    sheet.set_row(0, None, None, {"hidden": True})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    for place, text in enumerate((JUDGE, neutralise(judge), "", TITLE)):
        if text:
            sheet.write_string(1, place, text, bold)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for number, text in enumerate(GUIDE, start=2):
        sheet.merge_range(number, 0, number, len(COLUMNS) - 1, text, wrapped)
        sheet.set_row(number, _GUIDE_HEIGHT)
    heading = 2 + len(GUIDE)
    sheet.set_row(heading, _HEADING_HEIGHT)
    headed = workbook.add_format({**_BASE, "bold": True, "bg_color": "#D9E2EF"})
    for place, column in enumerate(COLUMNS):
        sheet.write_string(heading, place, column.heading, headed)
    return heading


def _write_lines(workbook: Any, sheet: Any, first: int, lines: Sequence[Line]) -> None:  # noqa: ANN401
    plain = [workbook.add_format({**_BASE, "bg_color": ground}) for ground in _GROUNDS]
    to_fill = workbook.add_format({**_BASE, "bg_color": _TO_FILL})
    centred = workbook.add_format({**_BASE, "bg_color": _TO_FILL, "align": "center"})
    for number, line in enumerate(lines, start=first):
        ground = plain[line.candidate % len(plain)]
        for name, cell in line._asdict().items():
            if isinstance(cell, int):
                sheet.write_number(number, _PLACES[name], cell, ground)
            else:
                text = neutralise(shortened(cell, _LONGEST_TEXT))
                sheet.write_string(number, _PLACES[name], text, ground)
        sheet.write_blank(number, _PLACES["grade"], None, centred)
        sheet.write_blank(number, _PLACES["comment"], None, to_fill)


def _ask_grades(sheet: Any, first: int, last: int) -> None:  # noqa: ANN401
    """Let a cell of the column of grades take one of these only."""
    told = "\n".join(f"{grade} = {own} / {other}" for grade, (own, other) in GRADES.items())
    sheet.data_validation(
        first,
        _PLACES["grade"],
        last,
        _PLACES["grade"],
        {
            "validate": "list",
            "source": [str(grade) for grade in GRADES],
            "input_title": "Nilai / Grade",
            "input_message": told,
            "error_title": "Nilai / Grade",
            "error_message": f"Isi {min(GRADES)}–{max(GRADES)}. / Give {min(GRADES)} to "
            f"{max(GRADES)}.",
        },
    )


def _set_print(sheet: Any, heading: int) -> None:  # noqa: ANN401
    """On paper: across the page, as wide as it, the headings on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading)
    sheet.set_footer("&P / &N")

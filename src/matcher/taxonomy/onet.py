"""Reads O*NET: the folder of its database files, one workbook (or CSV of it) per table."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path

from matcher.errors import InputError
from matcher.records.rejected import Rejected
from matcher.taxonomy.drafting import Draft, Parts
from matcher.taxonomy.source_rows import Form, SourceRow, SourceTable, open_table

__all__ = ["parts_of_onet"]

_CODE = "O*NET-SOC Code"
_SUFFIXES = (".xlsx", ".csv", ".tsv")
_LANGUAGE = "en"
#: Tables of further names, with the columns that hold them.
_NAMES = {
    "Alternate Titles": ("Alternate Title", "Short Title"),
    "Sample of Reported Titles": ("Reported Job Title",),
}
#: How O*NET writes that there is no short title.
_NONE = "n/a"
#: How much an occupation resembles those that it is related to, by tier. O*NET ranks them by what
#: people do, what they know and what the job is called; the weights are assumed.
_NEAR = {"Primary-Short": 0.5, "Primary-Long": 0.4, "Supplemental": 0.3}


def parts_of_onet(folder: str | PathLike[str]) -> Parts:
    """The parts of the taxonomy: occupations, their other titles, and what they are related to."""
    place = Path(folder)
    if _file(place, "Occupation Data") is None:
        problem = f"There is no 'Occupation Data.xlsx' in {place}."
        raise InputError(problem, repair="Give the folder of O*NET's database files, unpacked.")
    draft = Draft()
    rejected = _occupations(place, draft)
    for table, columns in _NAMES.items():
        rejected += _names(place, table, columns, draft)
    rejected += _related(place, draft)
    return draft.parts(rejected, source="O*NET, U.S. Department of Labor", confidence="quoted")


def _file(folder: Path, table: str) -> Path | None:
    paths = (folder / f"{table}{suffix}" for suffix in _SUFFIXES)
    return next((path for path in paths if path.is_file()), None)


def _open(folder: Path, table: str, columns: tuple[str, ...], required: int) -> SourceTable | None:
    """A table, if it is there; the first columns must be."""
    path = _file(folder, table)
    form = Form(dict.fromkeys(columns, ()), required=columns[:required])
    return None if path is None else open_table(path, form)


def _occupations(folder: Path, draft: Draft) -> list[Rejected]:
    table = _open(folder, "Occupation Data", (_CODE, "Title", "Description"), 2)

    def take(row: SourceRow) -> None:
        code, title = row.required(_CODE), row.label("Title")
        if code in draft.texts:
            problem = f"The code {code} stands twice."
            raise row.refused(_CODE, problem, repair="Delete one of the rows.")
        description = row.prose("Description")
        draft.name(code, title, _LANGUAGE, kind="occupation")
        draft.describe(code, description)
        draft.code(code, "O*NET-SOC", code, title)

    return _each(table, take)


def _names(folder: Path, name: str, columns: tuple[str, ...], draft: Draft) -> list[Rejected]:
    table = _open(folder, name, (_CODE, *columns), 2)

    def take(row: SourceRow) -> None:
        code = _known(row, _CODE, draft)
        for column in columns:
            text = row.name(column)
            if text and text != _NONE:
                draft.name(code, row.label(column), _LANGUAGE, kind="occupation")

    return _each(table, take)


def _related(folder: Path, draft: Draft) -> list[Rejected]:
    other, tier = "Related O*NET-SOC Code", "Relatedness Tier"
    table = _open(folder, "Related Occupations", (_CODE, other, tier), 3)

    def take(row: SourceRow) -> None:
        pair = _known(row, _CODE, draft), _known(row, other, draft)
        if row.name(tier) not in _NEAR:
            problem = f"The tier '{row.name(tier)}' is unknown."
            raise row.refused(tier, problem, repair=f"Known: {', '.join(_NEAR)}.")
        draft.near.append((*pair, _NEAR[row.name(tier)]))

    return _each(table, take)


def _known(row: SourceRow, column: str, draft: Draft) -> str:
    code = row.required(column)
    if code not in draft.texts:
        problem = f"There is no occupation {code}."
        raise row.refused(column, problem, repair="Use files of one release.")
    return code


def _each(table: SourceTable | None, take: Callable[[SourceRow], None]) -> list[Rejected]:
    if table is None:
        return []
    table.each(take)
    return table.rejected

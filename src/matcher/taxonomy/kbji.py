"""Reads KBJI 2014, the Indonesian classification of occupations: one row per group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os import PathLike

from matcher.errors import InputError
from matcher.records.rejected import Rejected
from matcher.taxonomy.drafting import Draft, Parts
from matcher.taxonomy.source_rows import Form, SourceRow, open_table

__all__ = ["parts_of_kbji"]

_FORM = Form(
    {
        "kode": ("code", "kode_kbji"),
        "judul": ("title", "nama", "label"),
        "uraian": ("deskripsi", "description", "uraian_tanpa_contoh"),
        "digit": ("digits",),
    },
    required=("kode", "judul"),
)
_CODE = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?")
#: Digits of a code: of groups down to four, then two after the point.
_MOST_BEFORE, _ALL = 4, 6
_LEVELS = (1, 2, 3, 4, 6)


def parts_of_kbji(paths: Sequence[str | PathLike[str]], digits: int | None) -> Parts:
    """The parts of the taxonomy in one file or several.

    With `digits` the groups of that level alone are concepts; the titles of finer groups are
    further names of theirs, and coarser groups are passed over.
    """
    if not paths:
        raise InputError("No file is given.", repair="Give the CSV file of the classification.")
    if digits is not None and digits not in _LEVELS:
        raise InputError(f"No group of KBJI has {digits} digits.", repair="Give 1, 2, 3, 4 or 6.")
    titles, descriptions, rejected = _groups(paths)
    draft = Draft()
    for code in sorted(titles, key=lambda code: (_depth(code), code)):
        concept = code if digits is None else _above(code, digits)
        if concept not in titles:
            continue
        draft.name(concept, titles[code], "id", kind="occupation")
        if concept == code:
            draft.describe(code, descriptions.get(code))
            draft.code(code, "KBJI-2014", code, titles[code])
            broader = _broader(code)
            # A group is all that its finer groups are, so that these cover it.
            if digits is None and broader in titles:
                draft.covers.append((code, broader))
    return draft.parts(rejected, source="KBJI, BPS and Kemnaker", confidence="quoted")


def _groups(
    paths: Sequence[str | PathLike[str]],
) -> tuple[dict[str, str], dict[str, str], list[Rejected]]:
    """The title and the description of each group by code, and the rows that were set aside."""
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    rejected: list[Rejected] = []

    def take(row: SourceRow) -> None:
        code, title = _code(row), row.label("judul")
        description = row.prose("uraian")
        if titles.setdefault(code, title) != title:
            problem = f"The code {code} has another title in a row above."
            raise row.refused("kode", problem, repair="Delete one of the rows.")
        if description:
            descriptions.setdefault(code, description)

    for path in paths:
        table = open_table(path, _FORM)
        table.each(take)
        rejected += table.rejected
    return titles, descriptions, rejected


def _code(row: SourceRow) -> str:
    """The code of a row; zeros that a spreadsheet took off come back where the digits are told."""
    text, digits = row.required("kode"), row.name("digit")
    found = _CODE.fullmatch(text)
    if found is None:
        problem = f"'{text}' is no code of KBJI."
        raise row.refused("kode", problem, repair="Write it as 7212 or 7212.01.")
    before, after = found[1], found[2] or ""
    if digits.isdecimal() and int(digits) in _LEVELS:
        before = before.zfill(min(int(digits), _MOST_BEFORE))
        after = after.ljust(int(digits) - _MOST_BEFORE, "0")
    code = f"{before}.{after}" if after else before
    is_whole = len(before) == _MOST_BEFORE and len(after) == _ALL - _MOST_BEFORE
    if (after and not is_whole) or (digits and str(_depth(code)) != digits):
        problem = f"'{text}' is no code of {digits or 'whole'} digits."
        raise row.refused("kode", problem, repair="Write it as 7212 or 7212.01, zeros included.")
    return code


def _depth(code: str) -> int:
    return len(code) - code.count(".")


def _above(code: str, digits: int) -> str:
    """The group of so many digits that a group belongs to; nothing for a coarser group."""
    if _depth(code) < digits:
        return ""
    return code if digits > _MOST_BEFORE else code[:digits]


def _broader(code: str) -> str:
    return code[:_MOST_BEFORE] if "." in code else code[:-1]

"""Writes Arrow tables as files of many kinds, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.errors import InputError
from matcher.records.workbooks import write_xlsx

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "neutralise",
    "restored",
    "write_csv",
    "write_jsonl",
    "write_parquet",
    "write_table",
    "write_tsv",
]

_MARK = "'"
#: Blanks and quotes do not keep a spreadsheet from running what follows them, and a tab or line
#: end among them can move it into a cell of its own. The wide signs are those of Japanese input.
_FORMULA = re.compile(r"[\s\"']*[=+\-@\uff1d\uff0b\uff0d\uff20]|[ \"']*[\t\r\n]")
_LEAD = re.compile(r"[\s\"']*")
_HARMLESS = re.compile(r"[+-]?(?:\d[\d.,]*(?:[eE][+-]?\d+)?)?")
#: Numbers that a reader could take for grouped thousands, such as 165.125.
_AMBIGUOUS = r"^(-?[1-9]\d{0,2}\.\d{3})$"


def neutralise(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it as a formula.

    Plain numbers such as `-5` or `+62`, and a single `-`, stay as they are.

    >>> neutralise("=1+1"), neutralise("-5"), neutralise("-")
    ("'=1+1", '-5', '-')
    """
    return _MARK + text if _is_formula(text) else text


def restored(text: str) -> str:
    """The text before `neutralise`: an apostrophe before a formula is dropped, no other is.

    >>> restored("'=1+1"), restored("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text[:1] == _MARK and _is_formula(text[1:]) else text


def _is_formula(text: str) -> bool:
    if not _FORMULA.match(text):
        return False
    return not _HARMLESS.fullmatch(_LEAD.sub("", text, count=1).rstrip())


def write_table(table: pa.Table, path: str | PathLike[str]) -> None:
    """Write a table in the format of the path's suffix: .csv, .tsv, .jsonl, .parquet or .xlsx."""
    suffix = Path(path).suffix.casefold()
    write = _WRITERS.get(suffix)
    if write is None:
        problem = f"The suffix '{suffix}' of {path} is unknown."
        raise InputError(problem, repair=f"Known: {', '.join(_WRITERS)}.")
    write(table, path)


def write_csv(table: pa.Table, path: str | PathLike[str]) -> None:
    """Write UTF-8 CSV with commas; texts that a spreadsheet would run are neutralised."""
    _write_delimited(table, path, ",")


def write_tsv(table: pa.Table, path: str | PathLike[str]) -> None:
    """Write what `write_csv` writes, with tabs in place of commas."""
    _write_delimited(table, path, "\t")


def write_jsonl(table: pa.Table, path: str | PathLike[str]) -> None:
    """Write one JSON object a line, in UTF-8, empty cells left out."""
    with Path(path).open("w", encoding="utf-8", newline="\n") as stream:
        for batch in table.to_batches():
            for row in batch.to_pylist():
                filled = {name: cell for name, cell in row.items() if cell is not None}
                stream.write(json.dumps(filled, ensure_ascii=False, default=str) + "\n")


def write_parquet(table: pa.Table, path: str | PathLike[str]) -> None:
    """Write Parquet, which keeps the types."""
    import pyarrow.parquet as pq

    pq.write_table(table, path)


def _write_delimited(table: pa.Table, path: str | PathLike[str], delimiter: str) -> None:
    with Path(path).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(map(neutralise, table.column_names))
        for batch in table.to_batches():
            writer.writerows(zip(*map(_texts, batch.columns), strict=True))


def _texts(column: Any) -> Iterator[str]:  # noqa: ANN401
    """The cells of a column as texts; null is the empty text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_nested(column.type):
        cells = (
            None if cell is None else json.dumps(cell, default=str) for cell in column.to_pylist()
        )
    else:
        texts = column.cast(pa.string())
        if pa.types.is_floating(column.type):
            texts = pc.replace_substring_regex(texts, _AMBIGUOUS, r"\10")
        cells = iter(texts.to_pylist())
    return (neutralise(cell or "") for cell in cells)


_WRITERS: dict[str, Callable[[pa.Table, str | PathLike[str]], None]] = {
    ".csv": write_csv,
    ".tsv": write_tsv,
    ".jsonl": write_jsonl,
    ".parquet": write_parquet,
    ".xlsx": write_xlsx,
}

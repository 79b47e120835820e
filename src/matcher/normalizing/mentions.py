"""Reads the texts of a file that are to be resolved, and puts what they mean beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matcher.errors import InputError, UnknownName
from matcher.normalizing.resolution import Resolution
from matcher.records.batches import Options
from matcher.records.columns import fold_name
from matcher.records.rejected import Rejected, shortened
from matcher.records.text_files import open_text
from matcher.taxonomy.source_rows import SourceTable

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["TABLES", "Mention", "Mentions", "read_mentions", "resolved_table"]

#: The endings of files that are tables; any other is read line by line.
TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})
#: The headers of a column of texts, where there are several columns and none is named.
_KNOWN = ("text", "teks", "phrase", "frasa", "title", "judul")
#: What a list cell ends in when it is not the whole list, or holds when it is empty.
_NO_ITEM = frozenset({"...", "…", "-"})
_BETWEEN = re.compile(r"[;\r\n]")


class Mention(NamedTuple):
    """A text and the row that it stands in, counted as in `Rejected`."""

    row: int
    text: str


@dataclass(frozen=True, repr=False)
class Mentions:
    """The texts of a file in their order, and the rows that could not be read."""

    listed: tuple[Mention, ...]
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Mentions: {len(self.listed)} texts>"

    @property
    def texts(self) -> list[str]:
        """The texts alone."""
        return [mention.text for mention in self.listed]


def read_mentions(path: str | PathLike[str], column: str | None = None) -> Mentions:
    r"""The texts of a file: of one column of a table, or the lines of any other file.

    A list cell gives several, one for each `;`, of which only what stands before `|` counts.
    Without `column` a table needs one column alone, or one called text, phrase or title
    (Indonesian: teks, frasa, judul).

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "graduates.csv"
    ...     written = path.write_text("id,skills\nA,las SMAW 3G||BNSP; forklift; ...\n")
    ...     read_mentions(path, "skills").listed
    (Mention(row=1, text='las SMAW 3G'), Mention(row=1, text='forklift'))
    """
    path = Path(path)
    if path.suffix.casefold() not in TABLES:
        if column is not None:
            problem = f"A column is named, but {path} is no table."
            raise InputError(problem, repair=f"Give one of {', '.join(sorted(TABLES))}.")
        return _lines(path)
    # Whoever only imports the package should not wait for what opens files.
    from matcher.records.sources import open_source  # noqa: PLC0415

    source = open_source(path, row_of=_no_record, options=Options())
    if source.header is None:
        raise InputError(f"There is no row in {path}.", repair="Check that it was exported fully.")
    table = SourceTable(source, {"text": _column(source.header, column, path)})
    listed: list[Mention] = []
    table.each(lambda row: listed.extend(_items(row.number, row.prose("text"))))
    return Mentions(tuple(listed), tuple(table.rejected), source.notes)


def resolved_table(mentions: Sequence[Mention], found: Mapping[str, Resolution]) -> pa.Table:
    """A row for each mention: row, text, id, label, kind, confidence and method."""
    import pyarrow as pa

    answers = [found[mention.text] for mention in mentions]
    return pa.table(
        {
            "row": pa.array([mention.row for mention in mentions], pa.int64()),
            "text": pa.array([mention.text for mention in mentions], pa.string()),
            "id": pa.array([one.id for one in answers], pa.string()),
            "label": pa.array([one.label for one in answers], pa.string()),
            "kind": pa.array([one.kind for one in answers], pa.string()),
            "confidence": pa.array([one.confidence for one in answers], pa.float32()),
            "method": pa.array([one.method for one in answers], pa.string()),
        }
    )


def _lines(path: Path) -> Mentions:
    text = open_text(path, None)
    lines = ((number, line.strip()) for number, line in enumerate(text.lines(), start=1))
    return Mentions(tuple(Mention(*one) for one in lines if one[1]), notes=text.notes)


def _items(row: int, cell: str) -> Iterator[Mention]:
    for item in _BETWEEN.split(cell):
        what = item.partition("|")[0].strip()
        if what and what not in _NO_ITEM:
            yield Mention(row, what)


def _column(header: Sequence[str], column: str | None, path: Path) -> str:
    """The header of the column that holds the texts."""
    named = {fold_name(name): name for name in reversed(header) if name.strip()}
    if column is not None:
        if fold_name(column) not in named:
            raise UnknownName("column", column, known=named.values())
        return named[fold_name(column)]
    if len(named) == 1:
        return next(iter(named.values()))
    known = next((named[name] for name in _KNOWN if name in named), None)
    if known is None:
        listed = ", ".join(f"'{shortened(name, 40)}'" for name in header if name.strip())
        problem = f"{path} has several columns: {listed}."
        raise InputError(problem, repair="Name the one with the texts: --column NAME.")
    return known


def _no_record(record: object) -> Mapping[str, object]:
    raise InputError(f"A {type(record).__name__} is no row.", repair="Give the path of a file.")

"""Parses CSV and its kin row by row, so that one broken row costs only itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from matcher.errors import CellError, InputError
from matcher.records.interpreting import check_text
from matcher.records.rejected import Rejected, shortened

__all__ = ["parse_delimited"]

_DELIMITERS = (",", ";", "\t")
#: A first line that tells Excel the delimiter.
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<delimiter>.)"?\s*', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


class _Lines(Iterator[str]):
    """The lines of a text, with a position that can be set back after a broken row."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.position = 0

    def __next__(self) -> str:
        if self.position >= len(self.lines):
            raise StopIteration
        self.position += 1
        return self.lines[self.position - 1]


def parse_delimited(
    text: str, delimiter: str | None = None
) -> tuple[list[str], list[tuple[int, list[str]]], list[Rejected]]:
    """The header, the good rows with their numbers, and the rows that are broken as such.

    Blank rows are skipped and not counted. Without a delimiter the commonest one of the header line
    outside quotes is taken. A row with a quote that never closes is rejected alone: reading goes
    on with the line after the one where the row began.
    """
    with io.StringIO(text, newline="") as stream:
        lines = stream.readlines()
    while lines and not lines[0].strip():
        del lines[0]
    if lines and (found := _SEPARATOR_LINE.fullmatch(lines[0])):
        delimiter = delimiter or found["delimiter"]
        del lines[0]
    records = _records(lines, _checked_delimiter(delimiter, lines))
    header = next(records, None)
    if header is None or isinstance(header, CellError):
        reason = header.reason if header else "There is nothing but an empty line."
        raise InputError(f"The header cannot be read. {reason}", repair="Export the file again.")
    rows: list[tuple[int, list[str]]] = []
    rejected: list[Rejected] = []
    for number, row in enumerate(records, start=1):
        if isinstance(row, CellError):
            rejected.append(_rejected(number, "", row))
        elif broken := _problem(number, row, header):
            rejected.append(broken)
        else:
            rows.append((number, row))
    return header, rows, rejected


def _checked_delimiter(delimiter: str | None, lines: Sequence[str]) -> str:
    if delimiter is None:
        unquoted = _QUOTED.sub("", lines[0] if lines else "")
        return max(_DELIMITERS, key=unquoted.count)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        problem = f"{delimiter!r} cannot be a delimiter."
        raise InputError(problem, repair='Use one character, such as "," or ";".')
    return delimiter


def _records(lines: Sequence[str], delimiter: str) -> Iterator[list[str] | CellError]:
    """The rows that are not blank, a CellError in the place of each that cannot be split."""
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        start = source.position
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source.position = start + 1
            yield _explained(lines[start], str(error))
            continue
        if any(cell.strip() for cell in row):
            yield row


def _explained(line: str, error: str) -> CellError:
    """What is wrong with a row that the csv module refuses, in words of its own."""
    if "field limit" in error:
        reason = "A cell is far too long."
        repair = "Shorten it, or look for a quote that never closes."
    elif "unexpected end" in error:
        reason = "A quote is opened and never closed."
        repair = 'Close it, or write "" for each quote inside a quoted cell.'
    else:
        reason = "A quoted cell goes on after its closing quote."
        repair = 'Write "" for each quote inside a quoted cell.'
    return CellError(line.rstrip("\r\n"), reason, repair=repair)


def _problem(number: int, row: Sequence[str], header: Sequence[str]) -> Rejected | None:
    if len(row) != len(header):
        return Rejected(
            number,
            "",
            shortened(" | ".join(row)),
            f"The row has {len(row)} cells, the header has {len(header)}.",
            "Quote cells that hold the delimiter, or add the missing cells.",
        )
    for name, cell in zip(header, row, strict=True):
        try:
            check_text(cell)
        except CellError as error:
            return _rejected(number, name, error)
    return None


def _rejected(number: int, column: str, error: CellError) -> Rejected:
    return Rejected(number, column, shortened(error.value), error.reason, error.repair)

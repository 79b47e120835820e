"""Parses CSV and its kin row by row, so that one broken row costs only itself."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from matcher.errors import CellError, InputError
from matcher.records.batches import Batch, Coded, Source, checked_header
from matcher.records.interpreting import LONGEST_CELL, check_text
from matcher.records.rejected import Rejected, shortened
from matcher.records.text_files import TextFile
from matcher.records.writing import restored

__all__ = ["delimited_source"]

_DELIMITERS = (",", ";", "\t")
#: A first line that tells Excel the delimiter.
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<delimiter>.)"?\s*', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
#: A row of more lines is a quote that never closes. Looking no further keeps a file of such rows
#: from taking time with the square of its length.
_MOST_LINES = 500


@dataclass(slots=True)
class _Lines(Iterator[str]):
    """The lines of a text; those of a broken row but its first can be given back."""

    fresh: Iterator[str]
    returned: deque[str] = field(default_factory=deque)
    #: The lines of the row that is being read.
    taken: list[str] = field(default_factory=list)

    def __next__(self) -> str:
        if len(self.taken) == _MOST_LINES:
            raise StopIteration
        line = self.returned.popleft() if self.returned else next(self.fresh)
        self.taken.append(line)
        return line

    def give_back(self) -> str:
        """The first line of the row; the next row begins after it."""
        first, *others = self.taken
        self.returned.extendleft(reversed(others))
        return first


def delimited_source(text: TextFile, delimiter: str | None = None) -> Source:
    """The rows of a delimited text, read as they are asked for.

    Blank rows are skipped and not counted. Without a delimiter the commonest one of the header line
    outside quotes is taken. A row with a quote that never closes is rejected alone: reading goes
    on with the line after the one where the row began.
    """
    rows = _rows(text, delimiter)
    names = next(rows, None)
    if names is None or isinstance(names, CellError):
        reason = names.reason if names else "There is nothing but an empty line."
        raise InputError(f"The header cannot be read. {reason}", repair="Export the file again.")
    header = checked_header(map(restored, names))

    def batches(wanted: Collection[str], most: int) -> Iterator[Batch]:
        numbered = enumerate(rows, start=1)
        places = {name: place for place, name in enumerate(header) if name in wanted}
        while part := list(islice(numbered, most)):
            yield _batch(part, header, places)

    return Source(header, batches, text.notes)


Row = list[str] | CellError


def _rows(text: TextFile, delimiter: str | None) -> Iterator[Row]:
    """The rows that are not blank, a CellError in the place of each that cannot be split."""
    lines = text.lines()
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise InputError(f"{text.path} is empty.", repair="Check that it was exported fully.")
    if found := _SEPARATOR_LINE.fullmatch(first):
        delimiter = delimiter or found["delimiter"]
        first = next(lines, "")
    yield from _split(chain([first], lines), _checked_delimiter(delimiter, first))


def _checked_delimiter(delimiter: str | None, header: str) -> str:
    if delimiter is None:
        unquoted = _QUOTED.sub("", header)
        return max(_DELIMITERS, key=unquoted.count)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        problem = f"{delimiter!r} cannot be a delimiter."
        raise InputError(problem, repair='Use one character, such as "," or ";".')
    return delimiter


def _split(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.taken.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _explained(source.give_back(), str(error))
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


def _batch(
    numbered: Iterable[tuple[int, Row]], header: Sequence[str], places: dict[str, int]
) -> Batch:
    good: list[list[str]] = []
    numbers: list[int] = []
    rejected: list[Rejected] = []
    for number, row in numbered:
        if isinstance(row, CellError):
            rejected.append(_rejected(number, "", row))
        elif broken := _problem(number, row, header):
            rejected.append(broken)
        else:
            good.append(row)
            numbers.append(number)
    columns = {name: _restored([row[place] for row in good]) for name, place in places.items()}
    return Batch(columns, numbers, rejected)


def _restored(cells: Sequence[str]) -> Coded:
    column = Coded.of(cells)
    return Coded([restored(str(value)) for value in column.values], column.codes)


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
        if len(cell) > LONGEST_CELL or "\0" in cell:
            try:
                check_text(cell)
            except CellError as error:
                return _rejected(number, name, error)
    return None


def _rejected(number: int, column: str, error: CellError) -> Rejected:
    return Rejected(number, column, shortened(error.value), error.reason, error.repair)

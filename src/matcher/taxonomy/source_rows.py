"""Reads tables that are not the package's own: their columns by any of some names, row by row."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from numbers import Integral, Real
from pathlib import Path

from matcher.errors import CellError, InputError, UnknownName
from matcher.records.batches import Options, Source
from matcher.records.columns import fold_name
from matcher.records.interpreting import check_text
from matcher.records.rejected import Rejected, shortened

__all__ = ["Form", "RefusedCell", "SourceRow", "SourceTable", "open_table"]

#: A longer text is no name of anything; the normalizer looks no further either.
_LONGEST_NAME = 1000
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
#: Control characters and halves of pairs, which no file in a sound encoding holds in a name.
_UNSOUND = frozenset({"Cc", "Cs"})


class RefusedCell(CellError):
    """A cell that makes its row unusable: its column as well."""

    def __init__(self, column: str, value: str, reason: str, *, repair: str) -> None:
        self.column = column
        super().__init__(value, reason, repair=repair)


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of table looks like: its columns with their other headers, and which it needs."""

    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row by the columns of its form; a column that the source lacks is empty.

    What cannot be used raises a `RefusedCell`, which sets the row aside.
    """

    number: int
    cells: Mapping[str, object]
    headers: Mapping[str, str]

    def prose(self, column: str) -> str:
        """The stripped text of a cell, its lines kept; a number is given as its digits."""
        value = self.cells.get(column)
        try:
            text = value if isinstance(value, str) else _as_text(value)
            check_text(text)
        except CellError as error:
            raise self.refused(column, error.reason, repair=error.repair) from None
        if not text.isprintable() and any(unicodedata.category(c) == "Cs" for c in text):
            raise self.refused(column, "The cell holds half a character.",
                               repair="Export it again as UTF-8.")  # fmt: skip
        return text.strip()

    def name(self, column: str) -> str:
        """The text of a cell that names something, on one line; empty where the cell is."""
        return self._checked(column, self.prose(column))

    def required(self, column: str) -> str:
        """The name in a cell that may not be empty."""
        if found := self.name(column):
            return found
        raise self.refused(column, "It is empty.", repair="Fill it, or delete the row.")

    def label(self, column: str) -> str:
        """A name that something can be called by: not empty, with a letter or a digit."""
        return self._callable(column, self.required(column))

    def labels(self, column: str, separators: str = ";\n\r") -> tuple[str, ...]:
        """The names in a cell that lists them, each once."""
        parts = re.split(f"[{re.escape(separators)}]", self.prose(column))
        names = (self._checked(column, part) for part in parts)
        return tuple(dict.fromkeys(self._callable(column, name) for name in names if name))

    def language(self, column: str, otherwise: str) -> str:
        """The code of a language, such as "en"."""
        code = self.name(column).casefold().replace("_", "-")
        if code and not _LANGUAGE.fullmatch(code):
            problem = f"'{shortened(code, 40)}' is no code of a language."
            raise self.refused(column, problem, repair="Write a code such as en, id or ja.")
        return code or otherwise

    def refused(self, column: str, reason: str, *, repair: str) -> RefusedCell:
        """The error that sets this row aside because of one of its cells."""
        header = self.headers.get(column, column)
        return RefusedCell(header, str(self.cells.get(column, "")), reason, repair=repair)

    def _checked(self, column: str, text: str) -> str:
        name = " ".join(text.split())
        if not name.isprintable() and any(unicodedata.category(c) in _UNSOUND for c in name):
            problem = "The name holds a control character."
            raise self.refused(column, problem, repair="Delete it.")
        if len(name) > _LONGEST_NAME:
            problem = f"The name has {len(name):,} characters; {_LONGEST_NAME:,} are the most."
            raise self.refused(column, problem, repair="Shorten it; a description may be long.")
        return name

    def _callable(self, column: str, name: str) -> str:
        if any(map(str.isalnum, name)):
            return name
        problem = f"'{shortened(name, 40)}' has neither a letter nor a digit."
        raise self.refused(column, problem, repair="Write a name.")


@dataclass(frozen=True, slots=True)
class SourceTable:
    """An opened table, and the rows of it that were set aside."""

    source: Source
    headers: Mapping[str, str]
    rejected: list[Rejected] = field(default_factory=list)

    def each(self, take: Callable[[SourceRow], None]) -> None:
        """Give every row to `take`; one that it refuses is set aside with the reason."""
        for row in self._rows():
            try:
                take(row)
            except RefusedCell as error:
                value = shortened(error.value)
                self.rejected.append(
                    Rejected(row.number, error.column, value, error.reason, error.repair)
                )

    def _rows(self) -> Iterator[SourceRow]:
        batches = self.source.batches(frozenset(self.headers.values()), Options().batch_rows)
        for batch in batches:
            self.rejected.extend(batch.rejected)
            columns = {
                name: (batch.columns[theirs].values, batch.columns[theirs].codes.tolist())
                for name, theirs in self.headers.items()
            }
            for place, number in enumerate(batch.numbers):
                cells = {name: values[codes[place]] for name, (values, codes) in columns.items()}
                yield SourceRow(number, cells, self.headers)


def open_table(
    source: object,
    form: Form,
    *,
    chosen: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> SourceTable:
    """The rows of a file, Arrow data, a data frame or a list of mappings, by the columns of a form.

    `chosen` maps headers of the source to columns; headers that no column is read from are passed
    over. InputError where a needed column is missing.
    """
    # Whoever only imports the package should not wait for what opens files.
    from matcher.records.sources import open_source  # noqa: PLC0415

    opened = open_source(source, row_of=_no_record, options=options or Options())
    origin = Path(source).name if isinstance(source, str | Path) else "the table"
    if opened.header is None:
        raise InputError(
            f"There is no row in {origin}.", repair="Check that it was exported fully."
        )
    return SourceTable(opened, _headers(opened.header, form, chosen or {}, origin))


def _no_record(record: object) -> Mapping[str, object]:
    problem = f"A {type(record).__name__} is no row of such a table."
    raise InputError(problem, repair="Give mappings of columns to values.")


def _headers(
    header: Sequence[str], form: Form, chosen: Mapping[str, str], origin: str
) -> dict[str, str]:
    """For each column of the form the header that it is read from: chosen, or the first known."""
    free = {fold_name(name): name for name in reversed(header) if fold_name(name)}
    found: dict[str, str] = {}
    for theirs, column in chosen.items():
        if column not in form.columns:
            raise UnknownName("column", column, known=form.columns)
        if fold_name(theirs) not in free or column in found:
            raise UnknownName("header", theirs, known=free.values())
        found[column] = free.pop(fold_name(theirs))
    for column, others in form.columns.items():
        known = (fold_name(name) for name in (column, *others))
        name = next((name for name in known if name in free), None)
        if column not in found and name is not None:
            found[column] = free.pop(name)
    for column in form.required:
        if column not in found:
            listed = ", ".join(f"'{shortened(name, 40)}'" for name in header if name.strip())
            problem = f"There is no column '{column}' in {origin}; the headers are {listed}."
            repair = f'Rename a header, or pass columns={{"YOUR HEADER": "{column}"}}.'
            raise InputError(problem, repair=repair)
    return found


def _as_text(value: object) -> str:
    """What a source has guessed from a text, back as the text; the items of a list as lines."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        raise CellError(str(value), f"'{value}' is no text.", repair="Give a text.")
    if isinstance(value, Real) and float(value).is_integer():
        return str(value) if isinstance(value, Integral) else str(int(float(value)))
    if isinstance(value, Real | Decimal | date):
        return str(value)
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    problem = f"'{shortened(value, 40)}' is no text."
    raise CellError(str(value), problem, repair="Give a text, or a list of texts.")

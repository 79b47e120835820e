"""Looks into a workbook before it is opened, so that none can exhaust the machine."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from matcher.errors import InputError
from matcher.records.text_files import open_bytes

__all__ = ["check_workbook"]

#: Unpacked, a full sheet of a million rows and twenty columns fits.
_MOST_UNPACKED = 2**30
#: Sheets pack to about a tenth. A small file that swells more than this was made to do harm; one
#: that stays small unpacked does none.
_MOST_SWELLING = 200
_SMALL = 2**25
#: The reader holds every cell up to the last row and column at 32 bytes: 1.6 GB for these.
_MOST_CELLS = 50_000_000
_CHUNK = 2**20
_SHORT_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.IGNORECASE)
_PROTECTED = b"\xd0\xcf\x11\xe0"
_EXPORT = "Export the sheet as .csv."
_VALUES = frozenset({"v", "is"})
#: What damaged archives raise: bad parts, methods that are not known, passwords, torn streams.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RuntimeError, EOFError,
    OSError, ValueError,
)  # fmt: skip


def check_workbook(path: Path) -> None:
    """InputError where a file is no workbook, is broken, or is too large to be opened safely.

    What the parts of the file say about their size is not believed: each is unpacked, in pieces,
    and compared with its checksum, and the cells of each sheet are located.
    """
    with open_bytes(path) as stream:
        start = stream.read(len(_PROTECTED))
    if start == _PROTECTED:
        problem = f"{path} is an older workbook (.xls) or protected by a password."
        raise InputError(problem, repair="Save it as .xlsx or .csv, without a password.")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(path, archive.infolist())
            for part in archive.infolist():
                with archive.open(part) as content:
                    _check_part(path, content)
    except InputError:
        raise
    except _BROKEN as error:
        problem = f"{path} is no readable workbook: {error}."
        raise InputError(problem, repair="Save it as .xlsx again, or as .csv.") from None


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    packed = sum(part.compress_size for part in parts)
    unpacked = sum(part.file_size for part in parts)
    too_swollen = unpacked > _SMALL and unpacked > _MOST_SWELLING * packed
    if unpacked > _MOST_UNPACKED or too_swollen:
        size = f"{packed / 2**20:,.1f} MB that unpack to {unpacked / 2**20:,.0f} MB"
        raise InputError(f"{path} is too large to be opened safely: {size}.", repair=_EXPORT)


def _check_part(path: Path, content: IO[bytes]) -> None:
    """Unpack a part to its end; where it is XML, see how far its cells reach."""
    extent = _Extent()
    chunk = content.read(_CHUNK)
    is_xml = chunk.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<"
    while chunk:
        if is_xml:
            extent.parser.Parse(chunk, False)
            if extent.cells > _MOST_CELLS:
                reach = f"{extent.last_row:,} rows and {extent.last_column:,} columns"
                problem = f"A sheet of {path} reaches over {reach}."
                raise InputError(problem, repair=f"Delete what lies far off. {_EXPORT}")
        chunk = content.read(_CHUNK)
    if is_xml:
        extent.parser.Parse(b"", True)


class _Extent:
    """The last row and column of a sheet that hold a value."""

    def __init__(self) -> None:
        self.last_row = self.last_column = 0
        self._row = self._column = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start

    @property
    def cells(self) -> int:
        """How many cells the sheet has up to its last."""
        return self.last_row * self.last_column

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._enter(attributes.get("r"))
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0
        elif name in _VALUES:
            self.last_row = max(self.last_row, self._row)
            self.last_column = max(self.last_column, self._column)

    def _enter(self, reference: str | None) -> None:
        """Go to a cell, such as BC12, or to the next one of the row."""
        found = _SHORT_CELL.fullmatch(reference or "")
        if found is None:
            self._column += 1
            return
        self._column, self._row = _column_number(found[1].upper()), int(found[2])


def _column_number(letters: str) -> int:
    """The number of a column from 1.

    >>> _column_number("A"), _column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

"""Opens text files: which encoding they are in, and their lines one after the other."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from matcher.errors import InputError

__all__ = ["TextFile", "open_bytes", "open_text"]

_CHUNK = 2**20
_MARK = "\ufeff"
_MISREAD = (
    "The file is not UTF-8; it was read as Windows-1252. If letters look wrong, pass encoding=."
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file whose every byte is known to fit its encoding."""

    path: Path
    encoding: str
    notes: tuple[str, ...] = ()

    def lines(self, line_end: str = "") -> Iterator[str]:
        """The lines with their ends: of any kind, or `line_end` alone; without the mark."""
        with self.path.open(encoding=self.encoding, newline=line_end) as stream:
            yield next(stream, "").removeprefix(_MARK)
            yield from stream


def open_bytes(path: Path) -> BinaryIO:
    """The open file, or InputError where there is none that can be read."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.", repair="Check its name.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path} cannot be read: {reason}.", repair="Check the file.") from None


def open_text(path: Path, encoding: str | None) -> TextFile:
    """The text in the encoding asked for, else by its mark, else UTF-8, else Windows-1252.

    The file is read through once: a byte that does not fit is found before the first row is.
    """
    with open_bytes(path) as stream:
        start = stream.read(len(codecs.BOM_UTF16_LE))
    if encoding is not None:
        return _checked(TextFile(path, encoding))
    if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return _checked(TextFile(path, "utf-16"))
    if _misfit(TextFile(path, "utf-8")) is None:
        return TextFile(path, "utf-8")
    return _checked(TextFile(path, "cp1252", (_MISREAD,)))


def _checked(text: TextFile) -> TextFile:
    if error := _misfit(text):
        problem = f"{text.path} is not in the encoding {text.encoding}: {_place(text, error)}."
        raise InputError(problem, repair="Pass the encoding it was saved in.")
    return text


def _misfit(text: TextFile) -> UnicodeError | None:
    """What shows that the file is in another encoding."""
    try:
        with text.path.open(encoding=text.encoding, newline="") as stream:
            while stream.read(_CHUNK):
                pass
    except LookupError:
        problem = f"There is no encoding '{text.encoding}'."
        raise InputError(problem, repair="Use a name such as utf-8 or cp1252.") from None
    except UnicodeError as error:
        return error
    return None


def _place(text: TextFile, error: UnicodeError) -> str:
    """Where the misfit is: a stream counts from its last piece, so the file is read in one."""
    try:
        text.path.read_bytes().decode(text.encoding)
    except UnicodeDecodeError as whole:
        return f"byte {whole.start} does not fit"
    except UnicodeError:
        pass
    return str(error)

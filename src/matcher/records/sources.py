"""Opens whatever a table of records can come from, by what it is and by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from matcher.errors import InputError
from matcher.records.arrow_source import parquet_source, stream_source
from matcher.records.batches import Options, Source
from matcher.records.delimited import delimited_source
from matcher.records.frames import frame_source
from matcher.records.row_sources import item_source, json_lines_source
from matcher.records.spreadsheets import spreadsheet_source
from matcher.records.text_files import open_text

__all__ = ["open_source"]

_DELIMITED = {".csv": None, ".tsv": "\t"}
_LINES = frozenset({".jsonl", ".ndjson"})
_KNOWN = (*_DELIMITED, *sorted(_LINES), ".parquet", ".xlsx")
#: The files that an option is for.
_SUFFIXES_OF = {
    "encoding": frozenset({*_DELIMITED, *_LINES}),
    "delimiter": frozenset(_DELIMITED),
    "sheet": frozenset({".xlsx"}),
}
#: Older and other workbooks, which lack the checks that a .xlsx can be given before it is opened.
_OTHER_WORKBOOKS = frozenset({".xls", ".xlsb", ".xlsm", ".ods"})


def open_source(
    source: object, *, row_of: Callable[[Any], Mapping[str, object]], options: Options
) -> Source:
    """The rows of a path, of Arrow data, of a data frame, or of a list of mappings or records.

    `row_of` gives the row of a record.
    """
    if isinstance(source, str | PathLike):
        return _open_file(Path(source), options)
    for name in _SUFFIXES_OF:
        if getattr(options, name) is not None:
            problem = f"'{name}' is given for a source that is no file."
            raise InputError(problem, repair="Leave it out.")
    if isinstance(source, list | tuple):
        return item_source(source, row_of)
    if (found := frame_source(source)) is not None:
        return found
    if hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__"):
        return stream_source(source)
    if hasattr(source, "to_arrow"):
        return stream_source(source.to_arrow())
    if isinstance(source, Iterable) and not isinstance(source, Mapping | bytes):
        return item_source(source, row_of)
    raise InputError(
        f"A {type(source).__name__} cannot be read as a table.",
        repair="Give the path of a file, an Arrow table, a data frame or a list of records.",
    )


def _open_file(path: Path, options: Options) -> Source:
    suffix = path.suffix.casefold()
    if suffix in _OTHER_WORKBOOKS:
        problem = f"{path} is a workbook of another kind than .xlsx."
        raise InputError(problem, repair="Save it as .xlsx or .csv.")
    if suffix not in _KNOWN:
        problem = f"The suffix '{path.suffix}' of {path} is unknown."
        raise InputError(problem, repair=f"Known: {', '.join(_KNOWN)}.")
    for name, suffixes in _SUFFIXES_OF.items():
        if getattr(options, name) is not None and suffix not in suffixes:
            article = "An" if name[0] in "aeiou" else "A"
            problem = f"{article} {name} is given for a {suffix} file."
            raise InputError(problem, repair="Leave it out.")
    if suffix == ".parquet":
        return parquet_source(path)
    if suffix == ".xlsx":
        return spreadsheet_source(path, options.sheet)
    text = open_text(path, options.encoding)
    if suffix in _LINES:
        return json_lines_source(text)
    usual = _DELIMITED[suffix]
    return delimited_source(text, usual if options.delimiter is None else options.delimiter)

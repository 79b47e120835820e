"""A fitted index as a folder of plain arrays and JSON, and back without fitting.

The folder is a store (`matcher.store`). Beside the arrays of the index it keeps the records, for
explanations and for the next update, and what else a verdict rests on: the day, the weights, the
settings, the rule packs, and the taxonomy where it is not the package's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from matcher.errors import UnusableIndex
from matcher.index import Index
from matcher.records import Vacancies
from matcher.saving.knowledge import Knowledge, knowledge_tables, open_knowledge, package_version
from matcher.saving.opening import OpenParts, open_parts
from matcher.saving.parts import parts_of
from matcher.saving.records import SavedVacancies, coded
from matcher.store import Format, differences, open_store, write_store

__all__ = ["FORMAT", "SavedIndex", "SavedVacancies", "damage", "open_saved", "save_index"]

#: What a saved index is; the version changes with what its files mean.
FORMAT = Format("smk-matcher index", 1)


class SavedIndex(NamedTuple):
    """A saved index, checked, with what it rests on."""

    knowledge: Knowledge
    parts: OpenParts


def save_index(
    folder: str | PathLike[str], index: Index, vacancies: Vacancies | SavedVacancies
) -> None:
    """Write an index of some vacancies as a folder, whole or not at all."""
    parts, records = parts_of(index), coded(vacancies)
    described = {"vacancies": len(vacancies), "columns": records.columns}
    write_store(
        folder,
        FORMAT,
        package=package_version(),
        arrays=chain(parts.arrays.items(), records.arrays.items()),
        tables=chain(
            knowledge_tables(index.context), parts.tables.items(), [("records", described)]
        ),
    )


def open_saved(folder: str | PathLike[str], *, verify: bool = False) -> SavedIndex:
    """Open a saved index; `verify` reads every byte of it first.

    UnusableIndex where it is damaged, of another format, or of another version of the package.
    """
    if verify and (found := damage(folder)):
        raise _joined(folder, found)
    store = open_store(folder, FORMAT)
    return SavedIndex(open_knowledge(store), open_parts(store))


def damage(folder: str | PathLike[str]) -> tuple[UnusableIndex, ...]:
    """Every file of a saved index that is not byte for byte what was written."""
    return differences(folder, FORMAT)


def _joined(folder: str | PathLike[str], found: Sequence[UnusableIndex]) -> UnusableIndex:
    """The one damage, or all of them as one."""
    if len(found) == 1:
        return found[0]
    names = ", ".join(Path(one.path).name for one in found)
    return UnusableIndex(
        str(folder), expected="every file as it was written", found=f"other bytes in {names}"
    )

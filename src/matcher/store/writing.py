"""Writes a store beside its place, and puts it there when it is whole."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from secrets import token_hex

from matcher.errors import InputError
from matcher.store.files import Array, write_array, write_bytes, write_table
from matcher.store.manifests import MANIFEST, NAME, Format, Manifest

__all__ = ["write_store"]

_SUFFIXES = (".npy", ".json")


def write_store(
    folder: str | PathLike[str],
    kind: Format,
    *,
    package: str,
    arrays: Iterable[tuple[str, Array]],
    tables: Iterable[tuple[str, object]],
) -> Manifest:
    """Write arrays and small tables as a folder, in place of one of the same format.

    Names are distinct, lower case, their parts joined by dots; arrays and tables may be made one by
    one as they are written. Until everything is on the disk it stands in a hidden folder beside
    the place, and what stood there is untouched; InputError where that is no store of this format.
    """
    target = Path(folder).resolve()
    _check_replaceable(target, kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = token_hex(4)
    staging, aside = (target.parent / f".{target.name}.{mark}.{end}" for end in ("new", "old"))
    staging.mkdir()
    try:
        manifest = Manifest(
            format=kind.name,
            version=kind.version,
            package=package,
            arrays={name: write_array(staging / _file(name, ".npy"), a) for name, a in arrays},
            tables={name: write_table(staging / _file(name, ".json"), t) for name, t in tables},
        )
        write_bytes(staging / MANIFEST, manifest.to_bytes())
        _put_in_place(staging, target, aside)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)
    return manifest


def _file(name: str, suffix: str) -> str:
    if not re.fullmatch(NAME, name):
        problem = f"'{name}' names no part of an index."
        raise InputError(problem, repair="Use small letters, digits, '_' and single dots.")
    return name + suffix


def _put_in_place(staging: Path, target: Path, aside: Path) -> None:
    """Let the new folder take the place of the old one, which comes back if that fails."""
    try:
        if target.exists():
            target.rename(aside)
        staging.rename(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.rename(target)
        raise
    _sync(target.parent)


def _sync(folder: Path) -> None:
    """Make the names in a folder last, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _check_replaceable(target: Path, kind: Format) -> None:
    """InputError unless nothing would be lost but an older store, however damaged."""
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError(f"{target} is a file.", repair="Name a folder.")
    found = sorted(target.iterdir())
    foreign = [one.name for one in found if one.suffix not in _SUFFIXES or one.is_dir()]
    if foreign:
        problem = f"The folder {target} holds '{foreign[0]}', which belongs to no index."
        raise InputError(problem, repair="Name another folder, or move that away.")
    manifest = target / MANIFEST
    if found and not (manifest in found and kind.name.encode() in manifest.read_bytes()):
        problem = f"The folder {target} holds other files, and no {kind.name}."
        raise InputError(problem, repair="Name another folder, or empty this one.")

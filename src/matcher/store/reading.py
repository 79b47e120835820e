"""Opens a store: everything checked that can be without reading the data, then everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from matcher.errors import UnusableIndex
from matcher.store.files import Array, check_bytes, map_array, opened, read_table
from matcher.store.manifests import MANIFEST, MOST_MANIFEST_BYTES, Format, Manifest, TableFile
from matcher.store.specs import ArraySpec, check_array

__all__ = ["Store", "differences", "open_store"]

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Store:
    """An open store: its arrays, read-only and memory-mapped, and its tables, parsed.

    The maps stay good when the folder is saved anew or deleted: that leaves their files as they
    are, without a name. Only who shortens a mapped file in place takes its pages away.
    """

    folder: Path
    manifest: Manifest
    arrays: Mapping[str, Array]
    tables: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"<Store {self.folder}: {len(self.arrays)} arrays, {len(self.tables)} tables>"

    def parsed(self, name: str, parse: Callable[[Any], T]) -> T:
        """What `parse` makes of a table; UnusableIndex where there is none, or it cannot."""
        path = self.path(name, ".json")
        if name not in self.tables:
            raise UnusableIndex(path, expected="a file", found="none")
        try:
            return parse(self.tables[name])
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            found = f"something else ({type(error).__name__})"
            raise UnusableIndex(path, expected="what this version writes", found=found) from error

    def length(self, name: str) -> int:
        """The length of an array along its first axis."""
        shape = self._array(name).shape
        return shape[0] if shape else 1

    def checked(self, specs: Mapping[str, ArraySpec], sizes: Mapping[str, int]) -> dict[str, Array]:
        """The arrays that `specs` names, each as it says: what a kernel may be given.

        `sizes` gives the lengths that specs call by name. UnusableIndex for an array that is
        missing, has another type or shape, or a number out of its bounds.
        """
        for name, spec in specs.items():
            check_array(self._array(name), spec, sizes, self.path(name))
        return {name: self.arrays[name] for name in specs}

    def _array(self, name: str) -> Array:
        if name not in self.arrays:
            raise UnusableIndex(self.path(name), expected="a file", found="none")
        return self.arrays[name]

    def path(self, name: str, suffix: str = ".npy") -> str:
        """The file of an array, or of something else."""
        return str(self.folder / f"{name}{suffix}")


def open_store(folder: str | PathLike[str], kind: Format) -> Store:
    """Open a store of a format: manifest, names, sizes and headers checked, no data read.

    UnusableIndex says what is wrong where something is. What this cannot see, a byte altered
    inside an array, `differences` finds.
    """
    place = Path(folder)
    text, manifest = _read_manifest(place, kind)
    arrays = {
        name: map_array(place / f"{name}.npy", wanted) for name, wanted in manifest.arrays.items()
    }
    tables = {
        name: read_table(place / f"{name}.json", wanted) for name, wanted in manifest.tables.items()
    }
    if _read_manifest(place, kind)[0] != text:
        raise UnusableIndex(
            str(place),
            expected="it to stand still",
            found="one saved meanwhile",
            repair="Load it again.",
        )
    return Store(place, manifest, arrays, tables)


def differences(folder: str | PathLike[str], kind: Format) -> tuple[UnusableIndex, ...]:
    """Every file of a store that is not byte for byte what was written, as the error it makes.

    Files beside those of the manifest are not looked at: nothing reads them.
    """
    place = Path(folder)
    try:
        _, manifest = _read_manifest(place, kind)
    except UnusableIndex as error:
        return (error,)
    return tuple(_differing(place, manifest))


def _differing(place: Path, manifest: Manifest) -> Iterator[UnusableIndex]:
    files: dict[str, TableFile] = {f"{name}.npy": one for name, one in manifest.arrays.items()}
    files |= {f"{name}.json": one for name, one in manifest.tables.items()}
    for name, wanted in sorted(files.items()):
        try:
            check_bytes(place / name, wanted)
        except UnusableIndex as error:
            yield error


def _read_manifest(place: Path, kind: Format) -> tuple[bytes, Manifest]:
    if not place.is_dir():
        found = "a file" if place.exists() else "nothing"
        raise UnusableIndex(str(place), expected="a folder", found=found, repair="Check the path.")
    path = place / MANIFEST
    with opened(path) as (stream, size):
        if size > MOST_MANIFEST_BYTES:
            raise UnusableIndex(str(path), expected="a manifest", found=f"{size:,} bytes")
        text = stream.read(MOST_MANIFEST_BYTES)
    return text, Manifest.from_bytes(text, kind, str(path))

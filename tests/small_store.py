"""A small store of every kind of part, and ways to damage its files."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from matcher.store import Array, Format, Store, Texts, open_store, write_store
from matcher.store.files import write_array, write_table
from matcher.store.plain_json import json_bytes

__all__ = [
    "ARRAYS",
    "KIND",
    "TABLES",
    "contents",
    "forge",
    "forge_array",
    "forge_table",
    "opened",
    "rewrite",
    "saved",
]

KIND = Format("matcher test store", 3)
_TITLES = Texts.of(["welder", "", "介護"])
ARRAYS: dict[str, Array] = {
    "titles.bytes": _TITLES.bytes,
    "titles.offsets": _TITLES.offsets,
    "codes": np.arange(-3, 3, dtype=np.int16).reshape(2, 3),
    "flags": np.array([True, False, True]),
    "nothing": np.zeros((0, 4), dtype=np.float32),
    "one": np.array(2.5),
    # Large enough to be mapped.
    "weights": np.linspace(0, 1, 9_000),
}
TABLES: dict[str, object] = {"settings": {"horizon": 12, "share": 0.1}, "words": ["las", "溶接"]}


def saved(folder: Path) -> Path:
    """The store, written."""
    write_store(folder, KIND, package="1.2.3", arrays=ARRAYS.items(), tables=TABLES.items())
    return folder


def opened(folder: Path) -> Store:
    """The store, opened as what it is."""
    return open_store(folder, KIND)


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of each file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rewrite(folder: Path, files: dict[str, bytes]) -> None:
    """Let a folder hold these files."""
    for name, text in files.items():
        (folder / name).write_bytes(text)


def forge(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Give a store a manifest with a change and a checksum that holds."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    del manifest["checksum"]
    change(manifest)
    manifest["checksum"] = sha256(json_bytes(manifest)).hexdigest()
    path.write_bytes(json_bytes(manifest, indent=1))


def forge_array(folder: Path, name: str, array: Array) -> None:
    """Give a store another array under a name, and a manifest that says so."""
    path = folder / f"{name}.npy"
    path.unlink(missing_ok=True)
    entry = write_array(path, array).model_dump(mode="json")
    forge(folder, lambda manifest: manifest["arrays"].update({name: entry}))


def forge_table(folder: Path, name: str, table: object) -> None:
    """Give a store another table under a name, and a manifest that says so."""
    path = folder / f"{name}.json"
    path.unlink(missing_ok=True)
    entry = write_table(path, table).model_dump(mode="json")
    forge(folder, lambda manifest: manifest["tables"].update({name: entry}))

"""A small store of every kind of part, and ways to damage its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.store import Format, Store, Texts, open_store, write_store

__all__ = ["ARRAYS", "KIND", "TABLES", "contents", "opened", "rewrite", "saved"]

KIND = Format("matcher test store", 3)
_TITLES = Texts.of(["welder", "", "介護"])
ARRAYS: dict[str, npt.NDArray[Any]] = {
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

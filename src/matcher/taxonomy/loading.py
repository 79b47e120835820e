"""Opens taxonomies: the package's own, or one from a folder of tables of the same form."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from matcher.taxonomy.building import build_taxonomy
from matcher.taxonomy.table_rows import rows_in
from matcher.taxonomy.taxonomy import Taxonomy

__all__ = ["default_taxonomy", "packaged_tables", "read_taxonomy"]


def packaged_tables() -> Traversable:
    """The folder of the package's own tables."""
    return files("matcher.taxonomy").joinpath("data")


@cache
def default_taxonomy() -> Taxonomy:
    """The taxonomy that comes with the package, read once per process.

    >>> default_taxonomy()["language:jlpt"].kind
    'language'
    """
    return build_taxonomy(rows_in(packaged_tables()))


def read_taxonomy(folder: str | Path) -> Taxonomy:
    """A taxonomy from a folder of tables such as the package's own; `docs/taxonomy.md` tells how.

    A row that breaks a promise of the tables is a `DataTableError`; `matcher taxonomy validate`
    lists them all.
    """
    return build_taxonomy(rows_in(Path(folder)))

"""What an index rests on beside the vacancies: the day, the settings, the rules, the taxonomy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from matcher.eligibility.rules import RulePack
from matcher.errors import UnusableIndex
from matcher.index import Context
from matcher.saving.taxonomies import taxonomy_from, taxonomy_table
from matcher.settings import Settings, Weights
from matcher.store import Store
from matcher.taxonomy import Taxonomy, default_taxonomy

__all__ = ["Knowledge", "knowledge_tables", "open_knowledge", "package_version"]


@dataclass(frozen=True)
class Knowledge:
    """The choices that a matcher is made of; without a `taxonomy` the package's own is meant."""

    as_of: date
    weights: Weights
    settings: Settings
    packs: tuple[RulePack, ...]
    taxonomy: Taxonomy | None


def package_version() -> str:
    """The version of this package."""
    return version("smk-matcher")


@cache
def data_fingerprint() -> str:
    """The SHA-256 of every data table of the package, so that a changed one is noticed."""
    digest = sha256()
    for name, table in _tables(files("matcher"), ""):
        digest.update(f"{name}\0".encode())
        digest.update(sha256(table.read_bytes()).digest())
    return digest.hexdigest()


def _tables(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    """The data tables below a folder by their path, in order."""
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{above}/{one.name}"
        if one.is_dir():
            yield from _tables(one, name)
        elif name.endswith(".csv"):
            yield name, one


def knowledge_tables(context: Context) -> Iterator[tuple[str, object]]:
    """The tables that keep a context."""
    taxonomy = context.records.taxonomy
    is_own = taxonomy is not default_taxonomy()
    yield (
        "choices",
        {
            "as_of": context.as_of.isoformat(),
            "weights": context.weights.model_dump(mode="json"),
            "settings": context.settings.model_dump(mode="json"),
            "own_taxonomy": is_own,
            "data": data_fingerprint(),
        },
    )
    yield "packs", [pack.model_dump(mode="json") for pack in context.packs]
    if is_own:
        yield "taxonomy", taxonomy_table(taxonomy)


def open_knowledge(store: Store) -> Knowledge:
    """The choices of a store; UnusableIndex where this package would judge otherwise.

    An index is what one version of the package, with its data tables, made of the vacancies.
    Another may read a text or a rule in another way, and so has to make its own.
    """
    choices: Mapping[str, Any] = store.parsed("choices", dict)
    if store.manifest.package != package_version() or choices.get("data") != data_fingerprint():
        raise UnusableIndex(
            str(store.folder),
            expected=f"an index of version {package_version()} with these data tables",
            found=f"one of version {store.manifest.package:.40} with its own",
            repair="Fit the vacancies again and save that.",
        )
    return store.parsed("choices", lambda table: _knowledge(table, store))


def _knowledge(table: Mapping[str, Any], store: Store) -> Knowledge:
    return Knowledge(
        as_of=date.fromisoformat(table["as_of"]),
        weights=Weights.model_validate(table["weights"]),
        settings=Settings.model_validate(table["settings"]),
        packs=store.parsed("packs", lambda packs: tuple(map(RulePack.model_validate, packs))),
        taxonomy=store.parsed("taxonomy", taxonomy_from) if table["own_taxonomy"] else None,
    )

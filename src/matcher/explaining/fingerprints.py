"""Fingerprints of the knowledge behind a verdict: packs, taxonomy, settings, and the package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from weakref import WeakKeyDictionary

from matcher.eligibility.rules import RulePack
from matcher.explaining.grounds import RuleFacts
from matcher.explaining.plain_values import plain
from matcher.index import Context
from matcher.normalizing.records import RecordNormalizer
from matcher.taxonomy import Taxonomy

__all__ = ["Basis", "PackUsed", "basis_of"]


@dataclass(frozen=True, slots=True)
class PackUsed:
    """A rule pack that was asked, the digest of its content, and its rules that hold here."""

    id: str
    version: str
    digest: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict was made with; with the same records and basis anyone gets the same verdict.

    Digests are SHA-256 of the content, so that two that are equal hold the same knowledge.
    """

    packs: tuple[PackUsed, ...]
    concepts: int
    taxonomy_digest: str
    horizon_months: int
    report_only: tuple[str, ...]
    package_version: str


def basis_of(context: Context, rules: Sequence[RuleFacts]) -> Basis:
    """The basis of the verdicts of a context, and the rules of its packs that hold."""
    holding: dict[str, list[str]] = {}
    for rule in rules:
        if rule.replaced_by is None:
            holding.setdefault(rule.pack, []).append(rule.id)
    return Basis(
        packs=tuple(
            PackUsed(pack.id, pack.version, _pack_digest(pack), tuple(holding.get(pack.id, ())))
            for pack in context.packs
        ),
        concepts=len(context.records.taxonomy),
        taxonomy_digest=_taxonomy_digest(context.records),
        horizon_months=context.settings.horizon_months,
        report_only=tuple(context.settings.report_only),
        package_version=_package_version(),
    )


@lru_cache(maxsize=1)
def _package_version() -> str:
    return version("smk-matcher")


@lru_cache(maxsize=256)
def _pack_digest(pack: RulePack) -> str:
    return sha256(pack.model_dump_json().encode()).hexdigest()


#: Reading a whole taxonomy takes longer than explaining a pair, and it never changes.
_TAXONOMIES: WeakKeyDictionary[RecordNormalizer, str] = WeakKeyDictionary()


def _taxonomy_digest(records: RecordNormalizer) -> str:
    if records not in _TAXONOMIES:
        _TAXONOMIES[records] = _digest(records.taxonomy)
    return _TAXONOMIES[records]


def _digest(taxonomy: Taxonomy) -> str:
    """The digest of all that a verdict reads of a taxonomy, in an order of its own."""
    content = {
        "concepts": {concept.id: plain(concept) for concept in taxonomy},
        "labels": sorted(
            [one.text, one.language, one.concept, one.is_preferred] for one in taxonomy.labels
        ),
        "kinds": {f"{kind}|{scale}": plain(row) for (kind, scale), row in taxonomy.kinds.items()},
        "scales": {name: plain(scale) for name, scale in taxonomy.scales.items()},
        "covers": {concept: sorted(taxonomy.covers[concept]) for concept in taxonomy.covers},
        "implies": plain(taxonomy.implies),
        "validity": plain(taxonomy.validity),
        "countries": plain(taxonomy.countries),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()

"""Fingerprints of the knowledge behind a verdict: packs, taxonomy, settings, and the package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from weakref import WeakKeyDictionary

from matcher.eligibility.applying import RuleBook
from matcher.explaining.gate_facts import RuleFacts
from matcher.explaining.plain_values import plain
from matcher.explaining.proof_facts import Basis, PackUsed
from matcher.index import Context
from matcher.normalizing.records import RecordNormalizer
from matcher.taxonomy import Taxonomy

__all__ = ["basis_of"]


def basis_of(context: Context, rules: Sequence[RuleFacts]) -> Basis:
    """The basis of the verdicts of a context, and the rules of its packs that hold."""
    holding: dict[str, list[str]] = {}
    for rule in rules:
        if rule.replaced_by is None:
            holding.setdefault(rule.pack, []).append(rule.id)
    return Basis(
        packs=tuple(
            PackUsed(pack.id, pack.version, digest, tuple(holding.get(pack.id, ())))
            for pack, digest in zip(context.packs, _pack_digests(context), strict=True)
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


#: Reading every pack, or a whole taxonomy, takes longer than explaining a pair; neither changes.
_PACKS: WeakKeyDictionary[RuleBook, tuple[str, ...]] = WeakKeyDictionary()
_TAXONOMIES: WeakKeyDictionary[RecordNormalizer, str] = WeakKeyDictionary()


def _pack_digests(context: Context) -> tuple[str, ...]:
    if context.rules not in _PACKS:
        contents = (pack.model_dump_json() for pack in context.packs)
        _PACKS[context.rules] = tuple(sha256(one.encode()).hexdigest() for one in contents)
    return _PACKS[context.rules]


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

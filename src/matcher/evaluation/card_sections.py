"""The sections of a model card that tell of the engine: its weights, rules and taxonomy."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from matcher.eligibility.rules import RulePack
from matcher.engine import Matcher
from matcher.evaluation.card_words import Words
from matcher.evaluation.documents import Block, Bullets, Section
from matcher.evaluation.tables import ShownTable
from matcher.explaining.fingerprints import basis_of
from matcher.explaining.proof_facts import Basis
from matcher.settings import COMPONENTS, Settings, Weights
from matcher.taxonomy.counting import count_taxonomy

__all__ = ["Provenance", "engine_sections", "facts_table", "purpose_sections"]

_SHOWN_DIGITS = 12
_CONFIDENCES = ("quoted", "derived", "recalled", "assumed")


class Provenance(NamedTuple):
    """Where weights come from, in words, whether they were learned, and which were locked."""

    source: str | None = None
    is_learned: bool = False
    locked: Collection[str] = ()


def facts_table(rows: Collection[tuple[str, str]], words: Words) -> ShownTable:
    """Facts one below the other."""
    return ShownTable("", (words["what"], words["value"]), tuple(rows))


def purpose_sections(engine: Matcher, words: Words) -> Iterator[Section]:
    """What the model is, what it is for, what it is not for."""
    basis = basis_of(engine.index.context, ())
    facts = (
        (words["version"], f"smk-matcher {basis.package_version}"),
        (words["as of"], engine.as_of.isoformat()),
        (words["vacancies"], f"{len(engine.index):,}"),
    )
    yield Section(words["details"], (words["details text"], facts_table(facts, words)))
    for name, count in (("use", 3), ("misuse", 4)):
        items = tuple(words[f"{name} {number}"] for number in range(1, count + 1))
        yield Section(words[name], (Bullets(items),))
    yield Section(words["never"], (words["never text"],))


def engine_sections(engine: Matcher, provenance: Provenance, words: Words) -> Iterator[Section]:
    """What the scores and the verdicts rest on."""
    basis = basis_of(engine.index.context, ())
    yield Section(words["weights"], tuple(_weighing(engine, provenance, words)))
    packs = engine.index.context.packs
    rules: tuple[Block, ...] = (words["no packs"],)
    if packs:
        rules = (words["rules text"], _pack_table(packs, basis, engine.as_of, words))
    yield Section(words["rules"], rules)
    yield Section(words["taxonomy"], tuple(_taxonomy(engine, basis, words)))


def _weighing(engine: Matcher, provenance: Provenance, words: Words) -> Iterator[Block]:
    head = tuple(words[name] for name in ("component", "weight", "default", "origin"))
    usual, rows = Weights(), []
    for name in (*COMPONENTS, "prior"):
        value, default = getattr(engine.weights, name), getattr(usual, name)
        rows.append(
            (
                name,
                f"{value:g}",
                f"{default:g}",
                _origin(name, provenance, words, is_usual=value == default),
            )
        )
    yield ShownTable("", head, tuple(rows))
    head = tuple(words[name] for name in ("setting", "value", "default"))
    own, default = (one.model_dump(mode="json") for one in (engine.settings, Settings()))
    yield ShownTable("", head, tuple((n, _value(own[n]), _value(default[n])) for n in own))


def _origin(name: str, provenance: Provenance, words: Words, *, is_usual: bool) -> str:
    origin = words["is default"]
    if not is_usual:
        known = words["is learned" if provenance.is_learned else "is chosen"]
        origin = provenance.source or known
    return words["is locked"].format(origin=origin) if name in provenance.locked else origin


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {one:g}" for name, one in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return f"{value:g}" if isinstance(value, float) else json.dumps(value)


def _pack_table(packs: Collection[RulePack], basis: Basis, as_of: date, words: Words) -> ShownTable:
    rows = []
    for pack, used in zip(packs, basis.packs, strict=True):
        holding = [rule for rule in pack.rules if rule.holds_on(as_of)]
        oldest = min((rule.valid_from for rule in holding), default=None)
        unsure = sum(rule.confidence != "quoted" for rule in holding)
        rows.append(
            (pack.id, pack.version, f"{len(holding):,}", f"{len(pack.rules):,}",
             "–" if oldest is None else oldest.isoformat(), f"{unsure:,}",
             used.digest[:_SHOWN_DIGITS])
        )  # fmt: skip
    names = ("pack", "pack version", "in force", "of rules", "earliest", "recalled", "fingerprint")
    return ShownTable("", tuple(words[name] for name in names), tuple(rows))


def _taxonomy(engine: Matcher, basis: Basis, words: Words) -> Iterator[Block]:
    counts = count_taxonomy(engine.taxonomy)
    yield words["taxonomy text"].format(
        concepts=basis.concepts,
        sources=len({one.source for one in engine.taxonomy}),
        digest=basis.taxonomy_digest[:_SHOWN_DIGITS],
    )
    names = ("kind", *(f"{one} rows" if one == "recalled" else one for one in _CONFIDENCES))
    rows = tuple(
        (kind, *(f"{by.get(confidence, 0):,}" for confidence in _CONFIDENCES))
        for kind, by in sorted(counts.concepts.items())
    )
    yield ShownTable("", tuple(words[name] for name in names), rows)
    if counts.codes:
        codes = ", ".join(f"{name} {count:,}" for name, count in counts.codes.items())
        yield words["codes"].format(codes=codes)

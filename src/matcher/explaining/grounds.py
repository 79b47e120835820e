"""The grounds of a gate: who asks it, by which rule of which pack, and on what source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matcher.eligibility.applying import Applied
from matcher.eligibility.terms import Terms
from matcher.explaining.gate_facts import Ground, RuleFacts
from matcher.normalizing.normalized import NormalRequirement

__all__ = ["grounds_of", "rules_of"]


def rules_of(terms: Terms) -> tuple[RuleFacts, ...]:
    """Every rule that speaks of a vacancy: those that hold, then those set aside."""
    holding = [_facts(one) for one in terms.rules.applied]
    aside = [_facts(one, by) for one, by in terms.rules.replaced]
    return (*holding, *aside)


def _facts(one: Applied, replaced_by: str | None = None) -> RuleFacts:
    rule, pack = one.rule, one.pack
    return RuleFacts(
        id=rule.id,
        title={"en": rule.title_en, "id": rule.title_id},
        pack=pack.id,
        pack_version=pack.version,
        origin=pack.origin,
        source=rule.source,
        confidence=rule.confidence,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        note=rule.note,
        asks=not rule.is_notice,
        unstated=one.unstated,
        replaced_by=replaced_by,
    )


def grounds_of(
    requirements: Sequence[NormalRequirement], terms: Terms, rules: Mapping[str, RuleFacts]
) -> tuple[Ground, ...]:
    """The distinct grounds of requirements that ask the same, those by a rule first."""
    found = dict.fromkeys(_key(one, terms, rules) for one in requirements)
    grounds = [
        Ground(origin, source, rules[rule] if rule is not None else None)
        for origin, source, rule in found
    ]
    return tuple(sorted(grounds, key=lambda ground: ground.rule is None))


def _key(
    one: NormalRequirement, terms: Terms, rules: Mapping[str, RuleFacts]
) -> tuple[str, str | None, str | None]:
    known = one.rule if one.rule in rules else None
    return one.origin, one.source or terms.vacancy.source, known

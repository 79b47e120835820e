"""The grounds of a gate: who asks it, by which rule of which pack, and on what source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from matcher.eligibility.applying import Applied
from matcher.eligibility.rules import CRITERIA
from matcher.eligibility.terms import Terms
from matcher.features.wording import Language
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy

__all__ = ["Ground", "RuleFacts", "grounds_of", "rules_of"]


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A rule as a proof names it.

    `asks` is False for a notice. `unstated` names what the vacancy does not state and the rule
    asks for: then it is an open question whether the rule is for it. `replaced_by` is the rule
    that sets this one aside.
    """

    id: str
    title: Mapping[Language, str]
    pack: str
    pack_version: str
    origin: str
    source: str
    confidence: str
    valid_from: date
    valid_to: date | None
    note: str | None
    asks: bool
    unstated: tuple[str, ...]
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One who asks: the law or the host country by a rule, or the employer or agency.

    `source` is None where the vacancy names none; `rule` is None where no rule of a pack asks.
    """

    origin: str
    source: str | None
    rule: RuleFacts | None


def rules_of(terms: Terms) -> tuple[RuleFacts, ...]:
    """Every rule that speaks of a vacancy: those that hold, then those set aside."""
    holding = [_facts(one, terms.vacancy) for one in terms.rules.applied]
    aside = [_facts(one, terms.vacancy, by) for one, by in terms.rules.replaced]
    return (*holding, *aside)


def _facts(one: Applied, vacancy: NormalVacancy, replaced_by: str | None = None) -> RuleFacts:
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
        unstated=() if one.is_certain else tuple(_unstated(one, vacancy)),
        replaced_by=replaced_by,
    )


def _unstated(one: Applied, vacancy: NormalVacancy) -> Iterator[str]:
    """What the vacancy does not state of that which the rule asks for."""
    # A rule that holds is denied nothing: what is stated of its criteria meets them.
    is_stated = {
        "countries": vacancy.country in one.rule.countries,
        "schemes": bool(vacancy.schemes),
        "employer_types": vacancy.employer.may_be(one.rule.employer_types) is not None,
        "occupations": vacancy.occupation.is_resolved,
    }
    for name in CRITERIA:
        if getattr(one.rule, name) and not is_stated[name]:
            yield name


def grounds_of(
    requirements: list[NormalRequirement], terms: Terms, rules: Mapping[str, RuleFacts]
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

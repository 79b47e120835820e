"""Rule packs: dated, sourced requirements that matching vacancies get when the index is built."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, ValidationError

from matcher.errors import InputError
from matcher.kernels import MET, NEVER, UNKNOWN
from matcher.normalizing.expressions import (
    Either,
    Every,
    Given,
    NormalExpression,
    either,
    every,
)
from matcher.normalizing.folding import fold
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy
from matcher.normalizing.records import RecordNormalizer
from matcher.records.base import Identifier, Record, Text
from matcher.records.requirements import Expression, Requirement

__all__ = [
    "Rule",
    "RulePack",
    "default_packs",
    "distinct_packs",
    "read_pack",
    "rule_requirements",
    "with_facts",
]


class Rule(Record):
    """One rule: which vacancies it matches, when it holds, and the requirement it adds.

    An empty list of countries, schemes or employer types matches every vacancy.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Identifier
    title_en: Text
    title_id: Text
    source: Text
    confidence: Literal["quoted", "derived", "recalled", "assumed"]
    valid_from: date
    valid_to: date | None = None
    note: Text | None = None
    countries: tuple[Text, ...] = ()
    schemes: tuple[Text, ...] = ()
    employer_types: tuple[Text, ...] = ()
    stage: Literal["select", "depart"] = "select"
    expression: Expression

    def holds_on(self, day: date) -> bool:
        """True where the rule is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def matches(self, vacancy: NormalVacancy) -> bool:
        """True where the rule speaks of the vacancy."""
        return (
            (not self.countries or vacancy.country in self.countries)
            and (not self.schemes or vacancy.scheme in {fold(scheme) for scheme in self.schemes})
            and (not self.employer_types or vacancy.employer_type in self.employer_types)
        )

    def requirement(self) -> Requirement:
        """The requirement that the rule adds."""
        return Requirement(
            expression=self.expression,
            stage=self.stage,
            origin="law",
            source=f"{self.source} ({self.confidence})",
            rule=self.id,
        )


class RulePack(Record):
    """A named, versioned set of rules."""

    id: Identifier
    version: Text
    title_en: Text
    title_id: Text
    rules: tuple[Rule, ...]


def read_pack(path: str | Path) -> RulePack:
    """Read a rule pack from a TOML file; a rule that cannot be read is an error that names it."""
    return _pack(Path(path).read_text(encoding="utf-8"), str(path))


@cache
def default_packs() -> tuple[RulePack, ...]:
    """The packs that come with the package.

    >>> default_packs()[0].id
    'indonesia'
    """
    folder = files("matcher.eligibility").joinpath("data")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(_pack(folder.joinpath(n).read_text(encoding="utf-8"), n) for n in names)


def _pack(text: str, name: str) -> RulePack:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name} is no TOML: {error}.", repair="Correct that line.") from None
    header = tables.get("pack")
    if not isinstance(header, dict):
        raise InputError(
            f"{name} has no table [pack].", repair="Give id, version and titles there."
        )
    # A misspelt table must not silently take its rules along.
    unknown = sorted((tables.keys() - {"pack", "rule"}) | (header.keys() & {"rules"}))
    if unknown:
        repair = "Write each rule under [[rule]]."
        raise InputError(f"{name} has an unknown table '{unknown[0]}'.", repair=repair)
    try:
        pack = RulePack.model_validate({**header, "rules": tables.get("rule", [])})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " > ".join(str(part) for part in first["loc"])
        raise InputError(f"{name}, {where}: {first['msg']}.", repair="Correct the rule.") from None
    for repeated in _repeated_rules([pack]):
        raise InputError(f"{name} has two rules '{repeated}'.", repair="Rename one of them.")
    return pack


def distinct_packs(packs: Iterable[RulePack]) -> tuple[RulePack, ...]:
    """The packs, whose rules must have ids of their own: a proof names a rule by its id."""
    chosen = tuple(packs)
    for repeated in _repeated_rules(chosen):
        found = f"The packs have two rules '{repeated}'."
        raise InputError(found, repair="Rename one of them, or leave one pack out.")
    return chosen


def _repeated_rules(packs: Iterable[RulePack]) -> list[str]:
    """The ids that stand for several rules, in order."""
    counted = Counter(rule.id for pack in packs for rule in pack.rules)
    return sorted(one for one, times in counted.items() if times > 1)


def rule_requirements(
    vacancy: NormalVacancy,
    packs: Sequence[RulePack],
    *,
    as_of: date,
    records: RecordNormalizer,
) -> tuple[NormalRequirement, ...]:
    """The requirements that the rules in force add to a vacancy; a rule never earns score."""
    added: list[NormalRequirement] = []
    for rule in _rules(packs):
        if rule.holds_on(as_of) and rule.matches(vacancy):
            requirement = records.requirement(rule.requirement())
            if requirement is not None:
                added.append(replace(requirement, component=None))
    return tuple(added)


def _rules(packs: Iterable[RulePack]) -> Iterable[Rule]:
    return (rule for pack in packs for rule in pack.rules)


def with_facts(
    requirements: Iterable[NormalRequirement], vacancy: NormalVacancy, as_of: date
) -> tuple[NormalRequirement, ...]:
    """The requirements with the state of every fact of the vacancy filled in."""
    return tuple(
        replace(one, expression=_filled(one.expression, vacancy, as_of)) for one in requirements
    )


def _filled(expression: NormalExpression, vacancy: NormalVacancy, as_of: date) -> NormalExpression:
    """The expression with the state of every fact of the vacancy."""
    if isinstance(expression, Given):
        return Given(expression.fact, _state(expression.fact, vacancy, as_of))
    if isinstance(expression, Either):
        return either(_filled(part, vacancy, as_of) for part in expression.parts)
    if isinstance(expression, Every):
        return every(_filled(part, vacancy, as_of) for part in expression.parts)
    return expression


def _state(fact: str, vacancy: NormalVacancy, as_of: date) -> int:
    if fact == "verified":
        known = {"verified": MET, "unverified": NEVER}
        return known.get(vacancy.verification or "", UNKNOWN)
    if fact == "permit_valid":
        if vacancy.permit_from is not None and as_of < vacancy.permit_from:
            return NEVER
        if vacancy.permit_until is None:
            return UNKNOWN
        return MET if as_of <= vacancy.permit_until else NEVER
    return NEVER

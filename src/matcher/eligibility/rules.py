"""Rules and their packs: dated, sourced requirements for the vacancies that they speak of."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from matcher.normalizing.normalized import NormalVacancy
from matcher.normalizing.schemes import scheme_id
from matcher.normalizing.vacancy_block import Job
from matcher.records.base import Identifier, Record, Text
from matcher.records.requirements import (
    MOST_ALTERNATIVES,
    Expression,
    Requirement,
    count_alternatives,
    leaves,
)
from matcher.taxonomy import Taxonomy

__all__ = ["CRITERIA", "MOST_RULES", "Criterion", "Rule", "RulePack"]

#: What a rule may say of the vacancies that it speaks of.
Criterion = Literal["countries", "schemes", "employer_types", "occupations"]
CRITERIA: tuple[Criterion, ...] = ("countries", "schemes", "employer_types", "occupations")
EmployerType = Literal["household", "company", "institution", "vessel"]
#: Lists of a rule are read by people: longer ones are a mistake, or an attack.
_MOST_NAMES = 500
MOST_RULES = 2_000
_MOST_PARTS = 500


def _is_a_day(value: object) -> object:
    """Only a date or its ISO text: a number must not be taken for seconds since 1970."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    if not isinstance(value, date):
        raise ValueError("write a date such as 2025-12-31")  # noqa: TRY004
    return value


Day = Annotated[date, BeforeValidator(_is_a_day)]


class Rule(Record):
    """One rule: which vacancies it speaks of, when it holds, and the requirement that it adds.

    It speaks of a vacancy that meets every criterion given; an empty criterion is met by all.
    `ask` names the criteria which, where the vacancy does not state them, leave the rule an open
    question instead of leaving it out. A rule without an expression is a notice: shown, and never
    judged. `replaces` names rules that it sets aside on the vacancies of which it speaks.
    """

    id: Identifier
    title_en: Text
    title_id: Text
    source: Text
    confidence: Literal["quoted", "derived", "recalled", "assumed"]
    valid_from: Day
    valid_to: Day | None = None
    note: Text | None = None
    countries: tuple[Text, ...] = Field(default=(), max_length=_MOST_NAMES)
    schemes: tuple[Text, ...] = Field(default=(), max_length=_MOST_NAMES)
    employer_types: tuple[EmployerType, ...] = Field(default=(), max_length=_MOST_NAMES)
    occupations: tuple[Text, ...] = Field(default=(), max_length=_MOST_NAMES)
    ask: tuple[Criterion, ...] = Field(default=(), max_length=len(CRITERIA))
    replaces: tuple[Identifier, ...] = Field(default=(), max_length=_MOST_NAMES)
    stage: Literal["select", "depart"] = "select"
    expression: Expression | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"it ends on {self.valid_to}, before it begins on {self.valid_from}")
        return self

    @model_validator(mode="after")
    def _asks_what_it_names(self) -> Self:
        for name in self.ask:
            if not getattr(self, name):
                raise ValueError(f"it asks for '{name}' but names none")
        if self.id in self.replaces:
            raise ValueError("it replaces itself")
        return self

    @model_validator(mode="after")
    def _is_not_endless(self) -> Self:
        if self.expression is not None:
            if sum(1 for _ in leaves(self.expression)) > _MOST_PARTS:
                raise ValueError(f"it asks more than {_MOST_PARTS:,} things; make it several rules")
            if count_alternatives(self.expression) > MOST_ALTERNATIVES:
                raise ValueError(
                    f"it has more than {MOST_ALTERNATIVES:,} alternatives once written out; "
                    "make it several rules"
                )
        return self

    @property
    def is_notice(self) -> bool:
        """True where the rule is only shown."""
        return self.expression is None

    def holds_on(self, day: date) -> bool:
        """True where the rule is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def speaks_of(self, vacancy: NormalVacancy | Job, taxonomy: Taxonomy) -> bool | None:
        """Whether the rule is for the vacancy; None where it does not state what the rule asks.

        What is not stated leaves the rule out, unless the rule is to `ask` and the vacancy meets
        another of its criteria.
        """
        unstated = self.unstated(vacancy, taxonomy)
        if not unstated:
            return unstated is not None
        stated = {name for name in CRITERIA if getattr(self, name)} - set(unstated)
        return None if stated and set(self.ask).issuperset(unstated) else False

    def unstated(
        self, vacancy: NormalVacancy | Job, taxonomy: Taxonomy
    ) -> tuple[Criterion, ...] | None:
        """The criteria which the vacancy does not state; None where it does not meet another."""
        answers = {
            name: self._meets(name, vacancy, taxonomy) for name in CRITERIA if getattr(self, name)
        }
        if False in answers.values():
            return None
        return tuple(name for name, answer in answers.items() if answer is None)

    def _meets(
        self, criterion: Criterion, vacancy: NormalVacancy | Job, taxonomy: Taxonomy
    ) -> bool | None:
        """Whether the vacancy meets one criterion; None where it does not say."""
        match criterion:
            case "countries":
                if vacancy.country in self.countries:
                    return True
                return False if vacancy.country in taxonomy.countries.values() else None
            case "schemes":
                asked = {scheme_id(name) for name in self.schemes}
                return not asked.isdisjoint(vacancy.schemes) if vacancy.schemes else None
            case "employer_types":
                return vacancy.employer.may_be(self.employer_types)
            case "occupations":
                if not vacancy.occupation.is_resolved:
                    return None
                return not taxonomy.covered_by(vacancy.occupation.concept).isdisjoint(
                    self.occupations
                )

    def requirement(self, origin: Literal["law", "host_country"]) -> Requirement | None:
        """The requirement that the rule adds; a notice adds none."""
        if self.expression is None:
            return None
        return Requirement(
            expression=self.expression,
            stage=self.stage,
            origin=origin,
            source=f"{self.source} ({self.confidence})",
            rule=self.id,
        )


class RulePack(Record):
    """A named, versioned set of rules of one origin: Indonesian law, or a host country's.

    >>> adult = Rule(id="ours-adult", title_en="Of age", title_id="Cukup umur", source="our letter",
    ...     confidence="quoted", valid_from="2025-01-01", expression={"age_min": 21})
    >>> RulePack(id="ours", version="1", title_en="Ours", title_id="Kami", rules=(adult,))
    <RulePack ours 1: 1 rules>
    """

    id: Identifier
    version: Text
    title_en: Text
    title_id: Text
    origin: Literal["law", "host_country"] = "law"
    rules: tuple[Rule, ...] = Field(max_length=MOST_RULES)

    def __repr__(self) -> str:
        return f"<RulePack {self.id} {self.version}: {len(self.rules)} rules>"

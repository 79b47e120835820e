"""One job of one order, with its seats, its permit, and what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import prod
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from matcher.records.base import Identifier, OptionalLongText, OptionalText, Record, Text
from matcher.records.cells import parse_requirements
from matcher.records.claims import SectionName
from matcher.records.requirements import (
    MOST_ALTERNATIVES,
    AnyOf,
    Expression,
    Personal,
    Requirement,
    Sex,
    count_alternatives,
    leaves,
)

__all__ = ["MUST_FIELDS", "NICE_FIELDS", "Vacancy"]

_Age = Annotated[float, Field(gt=0, le=500)]
#: Centimetres and kilograms of people: a height of 1.6 is one in metres.
_Height = Annotated[float, Field(gt=30, lt=260)]
_Weight = Annotated[float, Field(gt=10, lt=400)]
_Money = Annotated[float, Field(ge=0)]
_Seats = Annotated[int, Field(ge=0, le=10_000_000)]
_Expressions = tuple[Expression, ...]

#: Fields that list musts, with the section and stage they speak of.
MUST_FIELDS: dict[str, SectionName] = {
    "education": "education",
    "languages": "languages",
    "certificates": "certificates",
    "skills": "skills",
    "experience": "experience",
    "conditions": "conditions",
    "documents": "documents",
}
#: Fields that list wishes.
NICE_FIELDS: dict[str, SectionName] = {
    f"nice_{name}": name
    for name in ("education", "languages", "certificates", "skills", "experience")
}
_FACTS = ("age", "height", "weight")
_SEXES: tuple[tuple[Sex, str], ...] = (("M", "male"), ("F", "female"))


class Vacancy(Record):
    """One vacancy. Lists of requirements may be given as table cells.

    `education` ... `conditions` are musts needed to be chosen, `documents` musts needed to leave,
    `nice_*` wishes; `requirements` holds what these cannot say. `asked_by` is whose wish these
    are: the employer's (the default), the agency's habit, or the host country's law. Bounds of
    age, height (cm) and weight (kg) may differ by sex.

    >>> job = Vacancy(id="V1", title="welder", country="South Korea", age_min=18,
    ...               skills="SMAW 3G or FCAW 3G", nice_languages="TOPIK|1")
    >>> len(list(job.asks()))
    3
    """

    id: Identifier
    order_id: Identifier | None = None
    title: Text
    country: OptionalText = None
    city: OptionalText = None
    sector: OptionalText = None
    scheme: OptionalText = None
    employer: OptionalText = None
    employer_type: Literal["household", "company", "institution", "vessel"] | None = None
    agency: OptionalText = None
    p3mi: OptionalText = None
    openings: _Seats | None = None

    sex: Sex | None = None
    age_min: _Age | None = None
    age_max: _Age | None = None
    age_min_male: _Age | None = None
    age_max_male: _Age | None = None
    age_min_female: _Age | None = None
    age_max_female: _Age | None = None
    height_min: _Height | None = None
    height_max: _Height | None = None
    height_min_male: _Height | None = None
    height_max_male: _Height | None = None
    height_min_female: _Height | None = None
    height_max_female: _Height | None = None
    weight_min: _Weight | None = None
    weight_max: _Weight | None = None
    weight_min_male: _Weight | None = None
    weight_max_male: _Weight | None = None
    weight_min_female: _Weight | None = None
    weight_max_female: _Weight | None = None

    education: _Expressions = ()
    languages: _Expressions = ()
    certificates: _Expressions = ()
    skills: _Expressions = ()
    experience: _Expressions = ()
    conditions: _Expressions = ()
    documents: _Expressions = ()
    nice_education: _Expressions = ()
    nice_languages: _Expressions = ()
    nice_certificates: _Expressions = ()
    nice_skills: _Expressions = ()
    nice_experience: _Expressions = ()
    requirements: tuple[Requirement, ...] = ()
    asked_by: Literal["employer", "agency", "host_country"] | None = None

    wage_min: _Money | None = None
    wage_max: _Money | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    wage_period: Literal["hour", "month", "year"] | None = None
    wage_year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    contract_months: Annotated[float, Field(gt=0, le=240)] | None = None
    departure: date | None = None
    permit_number: OptionalText = None
    permit_from: date | None = None
    permit_until: date | None = None
    verification: Literal["verified", "unverified"] | None = None
    posted: date | None = None
    description: OptionalLongText = None
    note: OptionalText = None
    source: OptionalText = None
    confidence: OptionalText = None

    @model_validator(mode="before")
    @classmethod
    def _read_cells(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        sections = {**MUST_FIELDS, **NICE_FIELDS}
        return {
            key: parse_requirements(value, sections[key])
            if key in sections and isinstance(value, str)
            else value
            for key, value in data.items()
        }

    @field_validator(*MUST_FIELDS, *NICE_FIELDS, "requirements", mode="before")
    @classmethod
    def _none_is_nothing(cls, value: object) -> object:
        return () if value is None else value

    @field_validator(*NICE_FIELDS)
    @classmethod
    def _wishes_are_not_personal(cls, value: _Expressions) -> _Expressions:
        if any(isinstance(leaf, Personal) for asked in value for leaf in leaves(asked)):
            raise ValueError("personal facts never earn score: make it a must or leave it out.")
        return value

    @model_validator(mode="after")
    def _ranges_in_order(self) -> Self:
        for low, high in (("wage_min", "wage_max"), ("permit_from", "permit_until")):
            first, last = getattr(self, low), getattr(self, high)
            if first is not None and last is not None and first > last:
                raise ValueError(f"{low} {first} is above {high} {last}.")
        return self

    @model_validator(mode="after")
    def _is_not_endless(self) -> Self:
        # All that is asked of personal facts is judged together, so its alternatives multiply.
        asked = (one.expression for one in self.asks())
        personal = [e for e in asked if any(isinstance(leaf, Personal) for leaf in leaves(e))]
        if prod(map(count_alternatives, personal)) > MOST_ALTERNATIVES:
            raise ValueError(
                f"what it asks of personal facts has more than {MOST_ALTERNATIVES:,} alternatives "
                "once written out; ask it in fewer words."
            )
        return self

    def asks(self) -> Iterator[Requirement]:
        """Every requirement of the record, the personal bounds gathered into one."""
        personal = self._personal_bounds()
        origin = self.asked_by or "employer"
        if personal is not None:
            yield Requirement(expression=personal, origin=origin)
        for name in MUST_FIELDS:
            stage: Literal["select", "depart"] = "depart" if name == "documents" else "select"
            for expression in getattr(self, name):
                yield Requirement(expression=expression, stage=stage, origin=origin)
        for name in NICE_FIELDS:
            for expression in getattr(self, name):
                yield Requirement(expression=expression, importance="nice", origin=origin)
        yield from self.requirements

    def _personal_bounds(self) -> Expression | None:
        """The bounds as one expression: alternatives by sex only where the bounds differ by sex."""
        by_sex: dict[Sex, dict[str, float | None]] = {
            sex: self._bounds_of(suffix) for sex, suffix in _SEXES
        }
        if self.sex is not None:
            return Personal.model_validate({"sex": self.sex, **by_sex[self.sex]})
        if by_sex["M"] != by_sex["F"]:
            own = [{"sex": sex, **bounds} for sex, bounds in by_sex.items()]
            return AnyOf(any=tuple(map(Personal.model_validate, own)))
        if any(value is not None for value in by_sex["M"].values()):
            return Personal.model_validate(by_sex["M"])
        return None

    def _bounds_of(self, suffix: str) -> dict[str, float | None]:
        """The bounds that hold for one sex, its own before the common ones."""
        bounds: dict[str, float | None] = {}
        for fact in _FACTS:
            for end in ("min", "max"):
                own = getattr(self, f"{fact}_{end}_{suffix}")
                bounds[f"{fact}_{end}"] = own if own is not None else getattr(self, f"{fact}_{end}")
        return bounds


#: The employer types that rules may speak of.
EMPLOYER_TYPES: tuple[str, ...] = get_args(
    get_args(Vacancy.model_fields["employer_type"].annotation)[0]
)

"""What a vacancy asks: expressions over claims and personal facts, as must or wish, per stage."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from matcher.records.base import Record, Text
from matcher.records.claims import SectionName
from matcher.records.evidence import Evidence, parse_evidence

__all__ = [
    "MOST_ALTERNATIVES",
    "AllOf",
    "AnyOf",
    "Asked",
    "Component",
    "Expression",
    "OfVacancy",
    "Personal",
    "Requirement",
    "Sex",
    "count_alternatives",
    "leaves",
]

Sex = Literal["M", "F"]
#: The components in which a requirement can earn score.
Component = Literal["occupation", "skills", "experience", "education", "language", "certificates"]
#: The alternatives of one requirement, written out; nested ones multiply, so they need a bound.
MOST_ALTERNATIVES = 1_000
_Years = Annotated[float, Field(ge=0, le=120)]
_Centimetres = Annotated[float, Field(gt=0, le=300)]
_Kilograms = Annotated[float, Field(gt=0, le=500)]


class Asked(Record):
    """One thing asked: a phrase or concept id of a section, its level, and the evidence demanded.

    >>> Asked(section="languages", what="JLPT", level="N4").level
    'N4'
    """

    section: SectionName
    what: Text
    level: Text | None = None
    evidence: Evidence | None = None

    @field_validator("evidence", mode="before")
    @classmethod
    def _read_evidence(cls, value: object) -> object:
        return parse_evidence(value) if isinstance(value, str) else value


class Personal(Record):
    """Bounds on personal facts, all of which must hold; ages in completed years at departure.

    `age_min` may hold half years (19.5); `age_max=40` holds until the day of turning 41.
    """

    sex: Sex | None = None
    age_min: _Years | None = None
    age_max: _Years | None = None
    height_min: _Centimetres | None = None
    height_max: _Centimetres | None = None
    weight_min: _Kilograms | None = None
    weight_max: _Kilograms | None = None

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        for fact in ("age", "height", "weight"):
            low, high = getattr(self, f"{fact}_min"), getattr(self, f"{fact}_max")
            if low is not None and high is not None and low > high:
                raise ValueError(f"{fact}: the minimum {low:g} is above the maximum {high:g}.")
        if not any(value is not None for value in dict(self).values()):
            raise ValueError("it bounds nothing; give at least one bound.")
        if self.age_max is not None and self.age_max % 1:
            raise ValueError(f"age_max {self.age_max:g} is no whole number of years.")
        if self.age_min is not None and self.age_min * 12 % 1:
            raise ValueError(f"age_min {self.age_min:g} is no whole number of months.")
        return self


class OfVacancy(Record):
    """A fact of the vacancy itself, which rule packs ask: it is the same for every candidate.

    `permit_valid`: the permit to recruit holds on the day of judging. `verified`: the order was
    verified by the mission abroad. `placement_open`: asked only by closures, and never met.
    """

    vacancy: Literal["permit_valid", "verified", "placement_open"]


class AnyOf(Record):
    """Alternatives, one of which is enough.

    >>> AnyOf(any=(Asked(section="languages", what="JLPT", level="N4"),)).any[0].what
    'JLPT'
    """

    any: tuple[Expression, ...] = Field(min_length=1)


class AllOf(Record):
    """Parts, all of which are needed."""

    all: tuple[Expression, ...] = Field(min_length=1)


def _form_of(value: object) -> str:
    """Which form of expression a value is written in, told by its keys: faults are then few."""
    if isinstance(value, dict):
        for key, form in (("any", "AnyOf"), ("all", "AllOf"), ("vacancy", "OfVacancy")):
            if key in value:
                return form
        return "Asked" if "section" in value or "what" in value else "Personal"
    return type(value).__name__


Expression = Annotated[
    Annotated[Asked, Tag("Asked")]
    | Annotated[Personal, Tag("Personal")]
    | Annotated[OfVacancy, Tag("OfVacancy")]
    | Annotated[AnyOf, Tag("AnyOf")]
    | Annotated[AllOf, Tag("AllOf")],
    Discriminator(_form_of),
]


class Requirement(Record):
    """One requirement of a vacancy.

    `stage` says for a must whether it is needed to be chosen ("select") or to leave ("depart").
    `weight` and `component` override the defaults for scoring; `origin` says whose wish it is.
    """

    expression: Expression
    importance: Literal["must", "nice"] = "must"
    stage: Literal["select", "depart"] = "select"
    weight: Annotated[float, Field(gt=0, le=100)] | None = None
    component: Component | None = None
    origin: Literal["employer", "agency", "host_country", "law"] = "employer"
    source: Text | None = None
    rule: Text | None = None

    @model_validator(mode="after")
    def _is_not_endless(self) -> Self:
        if count_alternatives(self.expression) > MOST_ALTERNATIVES:
            raise ValueError(
                f"it has more than {MOST_ALTERNATIVES:,} alternatives once written out; "
                "make it several requirements."
            )
        return self

    @model_validator(mode="after")
    def _a_wish_is_for_selection(self) -> Self:
        if self.importance == "nice" and self.stage == "depart":
            raise ValueError("a wish has no stage 'depart'; only a must can be due at departure.")
        if self.importance == "nice" and any(
            isinstance(leaf, Personal) for leaf in leaves(self.expression)
        ):
            raise ValueError("personal facts never earn score: make it a must or leave it out.")
        return self


def count_alternatives(expression: Expression) -> int:
    """In how many ways the expression can be met, written out as alternatives of leaves.

    >>> one, other = (Asked(section="skills", what=what) for what in ("a", "b"))
    >>> count_alternatives(AllOf(all=(AnyOf(any=(one, other)), AnyOf(any=(one, other)))))
    4
    """
    if isinstance(expression, AnyOf):
        return sum(map(count_alternatives, expression.any))
    if isinstance(expression, AllOf):
        return prod(map(count_alternatives, expression.all))
    return 1


def leaves(expression: Expression) -> Iterator[Asked | Personal | OfVacancy]:
    """The leaves of an expression, left to right."""
    if isinstance(expression, AnyOf):
        for part in expression.any:
            yield from leaves(part)
    elif isinstance(expression, AllOf):
        for part in expression.all:
            yield from leaves(part)
    else:
        yield expression


AnyOf.model_rebuild()
AllOf.model_rebuild()

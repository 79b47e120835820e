"""The settings of a matching: weights as a value of their own, and the few other choices."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from matcher.errors import UnknownName
from matcher.records.evidence import Evidence, evidence_grades
from matcher.records.requirements import Component
from matcher.tables import read_data_table

__all__ = ["COMPONENTS", "Settings", "Weights"]

_Weight = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
_Factor = Annotated[float, Field(ge=0, le=1)]

#: Who may ask what a setting can reduce to a report; what Indonesian law asks always counts.
ConstraintOrigin = Literal["employer", "agency", "host_country"]
#: The components of a score, in the order in which results show them.
COMPONENTS: tuple[str, ...] = (*get_args(Component), "preference")


@cache
def _defaults() -> Mapping[str, float]:
    """The default of each setting by name, from the table."""
    rows = read_data_table("data/defaults.csv", package="matcher")
    return {row.required("name"): float(row.required("value")) for row in rows}


def _from_table(name: str) -> Any:  # noqa: ANN401 - pydantic's Field is what the field's type says
    return Field(default_factory=lambda: _defaults()[name], validate_default=True)


class Weights(BaseModel):
    """One non-negative weight per component, and the prior that keeps vague adverts from winning.

    Without a `prior` it is a quarter of the sum of the others. The defaults stand in
    `data/defaults.csv` and are argued in `docs/weights.md`.

    >>> Weights().prior, Weights(skills=5).skills
    (2.75, 5.0)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    occupation: _Weight = _from_table("weight_occupation")
    skills: _Weight = _from_table("weight_skills")
    experience: _Weight = _from_table("weight_experience")
    education: _Weight = _from_table("weight_education")
    language: _Weight = _from_table("weight_language")
    certificates: _Weight = _from_table("weight_certificates")
    preference: _Weight = _from_table("weight_preference")
    prior: _Weight = Field(default=-1, validate_default=False)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        total = sum(self.of(component) for component in COMPONENTS)
        if total == 0:
            raise ValueError("all weights are zero; give at least one component a weight.")
        if self.prior < 0:
            object.__setattr__(self, "prior", total * _defaults()["prior_share"])
        return self

    def of(self, component: str) -> float:
        """The weight of a component."""
        if component not in COMPONENTS:
            raise UnknownName("component", component, known=COMPONENTS)
        return float(getattr(self, component))


def _default_factors() -> dict[Evidence, float]:
    return {grade: row.factor for grade, row in evidence_grades().items()}


class Settings(BaseModel):
    """What else can be chosen: horizon of the obtainable, constraints, importance, evidence.

    >>> Settings(horizon_months=6).importance_must
    2.0
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: How many months ahead a missing thing may still be obtained.
    horizon_months: Annotated[int, Field(ge=0, le=120)] = _from_table("horizon_months")
    #: Weight of a must inside its component, before its own `weight`.
    importance_must: Annotated[float, Field(gt=0, le=100)] = _from_table("importance_must")
    #: Weight of a wish inside its component.
    importance_nice: Annotated[float, Field(gt=0, le=100)] = _from_table("importance_nice")
    #: Whose constraints on sex, body, looks and family are shown and counted but bar nobody.
    report_only: tuple[ConstraintOrigin, ...] = ()
    #: Factor of each evidence grade; a grade left out keeps its default.
    evidence: Mapping[Evidence, _Factor] = Field(default_factory=_default_factors)

    @model_validator(mode="after")
    def _stronger_evidence_counts_no_less(self) -> Self:
        object.__setattr__(self, "evidence", {**_default_factors(), **self.evidence})
        ranked = sorted(evidence_grades(), key=lambda grade: evidence_grades()[grade].rank)
        factors = [self.evidence[grade] for grade in ranked]
        if factors != sorted(factors):
            raise ValueError("a stronger grade of evidence has a smaller factor than a weaker one.")
        return self

    def importance(self, name: str) -> float:
        """The default weight of a requirement of that importance."""
        return self.importance_must if name == "must" else self.importance_nice

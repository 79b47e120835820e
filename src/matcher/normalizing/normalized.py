"""Records after normalizing: the same facts, with concepts in place of texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from matcher.normalizing.employers import Employer
from matcher.normalizing.expressions import Literal, NormalExpression
from matcher.records.evidence import Evidence

__all__ = [
    "Claimed",
    "NormalCandidate",
    "NormalClaim",
    "NormalRequirement",
    "NormalSection",
    "NormalVacancy",
    "NormalWishes",
]


@dataclass(frozen=True, slots=True)
class NormalClaim:
    """A claim with its concept; `level` is the rank on the concept's scale, None if unknown.

    For experience `level` is the stated duration in months, and the dates are the period.
    """

    concept: str
    level: float | None
    evidence: Evidence
    valid_from: date | None
    valid_to: date | None
    text: str


class Claimed(NamedTuple):
    """What becomes of a claim: a normalized one, a text that did not resolve, or both."""

    claim: NormalClaim | None
    unresolved: str | None


@dataclass(frozen=True, slots=True)
class NormalSection:
    """The resolved claims of a section.

    One unresolved claim leaves it incomplete: what was asked may be what could not be read.
    """

    complete: bool
    claims: tuple[NormalClaim, ...]
    unresolved: tuple[str, ...] = ()


class NormalWishes(NamedTuple):
    """What a candidate wishes; an empty set, and None, is no wish."""

    countries: frozenset[str]
    sectors: frozenset[str]
    wage_min: float | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class NormalCandidate:
    """A candidate with concepts in place of texts.

    A personal fact is known, or lies between two ends (both included) as far as these are known.
    """

    id: str
    sex: str | None
    birth_date: date | None
    height_cm: float | None
    weight_kg: float | None
    sections: Mapping[str, NormalSection]
    wish_countries: frozenset[str]
    wish_sectors: frozenset[str]
    wish_wage_min: float | None
    wish_currency: str | None
    birth_from: date | None = None
    birth_to: date | None = None
    height_cm_from: float | None = None
    height_cm_to: float | None = None
    weight_kg_from: float | None = None
    weight_kg_to: float | None = None


@dataclass(frozen=True, slots=True)
class NormalRequirement:
    """A requirement over concepts. `component` is None where it never earns score."""

    expression: NormalExpression
    importance: str
    stage: str
    weight: float | None
    component: str | None
    origin: str
    source: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class NormalVacancy:
    """A vacancy with concepts in place of texts; its occupation is a criterion like any other.

    `schemes` are ids, the narrowest first. Wages are per month; an hourly wage is None, since the
    hours are not known.
    """

    id: str
    title: str
    occupation: Literal
    country: str | None
    sector: str | None
    schemes: tuple[str, ...]
    employer: Employer
    openings: int | None
    wage_min: float | None
    wage_max: float | None
    currency: str | None
    departure: date | None
    permit_from: date | None
    permit_until: date | None
    verification: str | None
    requirements: tuple[NormalRequirement, ...]
    unresolved: tuple[str, ...]
    source: str | None

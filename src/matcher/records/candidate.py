"""A person as the matching sees one: claims in sections, the few facts gates ask, and wishes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from matcher.records.base import Identifier, OptionalText, Record, Text
from matcher.records.cells import parse_section
from matcher.records.claims import SECTION_NAMES, Claim, Section, SectionName
from matcher.records.intervals import INTERVALS, check_interval, read_intervals
from matcher.records.requirements import Sex

__all__ = ["Candidate", "Wishes"]

_ENDS = frozenset(name for _, *ends in INTERVALS for name in ends)
_Height = Annotated[float, Field(gt=30, lt=260)]
_Weight = Annotated[float, Field(gt=10, lt=400)]


class Wishes(Record):
    """Where a candidate would like to work; what is left out is no wish, not a refusal."""

    countries: tuple[Text, ...] = ()
    sectors: tuple[Text, ...] = ()
    wage_min: Annotated[float, Field(ge=0)] | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None


class Candidate(Record):
    """One candidate. A section may be given as a `Section`, a list of claims, or a table cell.

    A filled list or cell is a complete section; None, an empty text or an empty list is absent.
    Of a birth date, height or weight only the ends may be known between which it lies, both
    included: `birth_date="Mei 2007"`, `birth_year=2007` or `height_cm="155-160"` fill these.

    >>> who = Candidate(id="C1", birth_date="2006-03-01", languages="JLPT|N4",
    ...                 education="Teknik Pengelasan|SMK")
    >>> who.languages.claims[0].level, who.skills.state
    ('N4', 'absent')
    >>> str(Candidate(id="C2", birth_year=2007).birth_to)
    '2007-12-31'
    """

    id: Identifier
    sex: Sex | None = None
    birth_date: date | None = None
    birth_from: date | None = None
    birth_to: date | None = None
    height_cm: _Height | None = None
    height_cm_from: _Height | None = None
    height_cm_to: _Height | None = None
    weight_kg: _Weight | None = None
    weight_kg_from: _Weight | None = None
    weight_kg_to: _Weight | None = None
    province: OptionalText = None
    city: OptionalText = None
    school_type: OptionalText = None
    skills: Section = Section()
    certificates: Section = Section()
    languages: Section = Section()
    education: Section = Section()
    experience: Section = Section()
    documents: Section = Section()
    conditions: Section = Section()
    wishes: Wishes = Wishes()

    @model_validator(mode="before")
    @classmethod
    def _read_facts(cls, data: object) -> object:
        return read_intervals(data) if isinstance(data, dict) else data

    @model_validator(mode="after")
    def _facts_agree(self) -> Self:
        if self.model_fields_set.isdisjoint(_ENDS):
            return self
        for names in INTERVALS:
            known, low, high = (getattr(self, name) for name in names)
            check_interval(names, known, low, high)
        return self

    @field_validator(*SECTION_NAMES, mode="before")
    @classmethod
    def _read_section(cls, value: object) -> object:
        if value is None:
            return Section()
        if isinstance(value, str):
            return parse_section(value)
        if isinstance(value, list | tuple):
            return {"state": "complete" if value else "absent", "claims": value}
        return value

    def section(self, name: SectionName) -> Section:
        """The section of that name."""
        section: Section = getattr(self, name)
        return section

    def with_claim(self, name: SectionName, claim: Claim) -> Self:
        """The candidate with one more claim; adding to an absent section makes it partial.

        >>> Candidate(id="C1").with_claim("languages", Claim(what="JLPT")).languages.state
        'partial'
        """
        return self.model_copy(update={name: self.section(name).with_claim(claim)})

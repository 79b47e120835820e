"""What a candidate says or proves to have: claims, in sections that know what they leave out."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import field_validator, model_validator

from matcher.records.base import Record, Text
from matcher.records.evidence import Evidence, parse_evidence

__all__ = ["SECTION_NAMES", "Claim", "Section", "SectionName"]

SectionName = Literal[
    "skills", "certificates", "languages", "education", "experience", "documents", "conditions"
]
SECTION_NAMES: tuple[SectionName, ...] = (
    "skills",
    "certificates",
    "languages",
    "education",
    "experience",
    "documents",
    "conditions",
)


class Claim(Record):
    """One thing a candidate has: a phrase or concept id, a level, its evidence and its dates.

    In the section `experience` the level is a duration ("6 months") and the dates are the period
    of the work; elsewhere the dates are the validity printed on the paper.

    >>> Claim(what="JLPT", level="N4").level
    'N4'
    """

    what: Text
    level: Text | None = None
    evidence: Evidence | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @field_validator("evidence", mode="before")
    @classmethod
    def _read_evidence(cls, value: object) -> object:
        return parse_evidence(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(
                f"'{self.what}' ends on {self.valid_to}, before it begins on {self.valid_from}."
            )
        return self


class Section(Record):
    """The claims of one kind, and whether the list is absent, partial or complete.

    Only in a complete section is what is not listed not had; in the others it is unknown.

    >>> Section(state="partial", claims=(Claim(what="welding"),)).is_complete
    False
    """

    state: Literal["absent", "partial", "complete"] = "absent"
    claims: tuple[Claim, ...] = ()

    @model_validator(mode="after")
    def _absent_is_empty(self) -> Self:
        if self.state == "absent" and self.claims:
            raise ValueError("an absent section holds no claims; call it partial or complete.")
        return self

    @property
    def is_complete(self) -> bool:
        """True where what is not listed is known not to be had."""
        return self.state == "complete"

    def with_claim(self, claim: Claim) -> Section:
        """The section with one more claim; an absent section becomes partial, never complete."""
        state = "partial" if self.state == "absent" else self.state
        return Section(state=state, claims=(*self.claims, claim))

"""What a candidate holds: claims, what programmes imply, what tests say of a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from matcher.calendar import add_months, months_of_days, union_days
from matcher.normalizing.normalized import NormalCandidate, NormalClaim
from matcher.records.evidence import Evidence, evidence_grades
from matcher.taxonomy import Taxonomy, Validity

__all__ = ["Holding", "Work", "experience_months", "holdings", "work_periods"]


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing held: a concept at a level, with evidence, validity, and the text that says so.

    `section` is where the claim stands, which need not be the home of the concept's kind.
    `is_certain` is False where it may also be that the thing is not held at any level.
    `validity` is there where the paper does expire but names no end: then `valid_to` is the end
    of its usual period, None where that is not known.
    """

    concept: str
    level: float | None
    evidence: Evidence
    valid_from: date | None
    valid_to: date | None
    text: str
    section: str
    is_certain: bool = True
    validity: Validity | None = None

    def is_valid(self, day: date) -> bool | None:
        """Whether the paper holds on that day; None where it may have ended before.

        A side without a date is open unless the paper is known to expire. A usual period tells
        until when it holds; what is printed may lie later, so that its end proves no end.
        """
        if self.valid_from is not None and day < self.valid_from:
            return False
        if self.valid_to is not None and day <= self.valid_to:
            return True
        if self.validity is not None:
            return None
        return self.valid_to is None


@dataclass(frozen=True, slots=True)
class Work:
    """Work in one occupation: a period, or a stated number of months, or neither (then unknown)."""

    concept: str
    evidence: Evidence
    period: tuple[date, date] | None
    months: float | None
    text: str


def holdings(candidate: NormalCandidate, taxonomy: Taxonomy) -> list[Holding]:
    """Everything a candidate holds, in the order of the sections.

    A programme adds the skills it teaches with the grade "implied"; a test result with a CEFR
    level adds that level of its language. Neither ever counts for a named test.
    """
    found: list[Holding] = []
    for name, section in candidate.sections.items():
        for claim in section.claims:
            own = _holding(claim, name, taxonomy)
            found.append(own)
            found.extend(_taught(own, taxonomy))
            spoken = _spoken(own, taxonomy)
            if spoken is not None:
                found.append(spoken)
    return found


def _holding(claim: NormalClaim, section: str, taxonomy: Taxonomy) -> Holding:
    concept, evidence, text = claim.concept, claim.evidence, claim.text
    if section == "experience":
        # The dates of work are a period, not a validity: having been a welder does not expire.
        return Holding(concept, None, evidence, None, None, text, section)
    end, validity = claim.valid_to, taxonomy.validity.get(concept)
    if end is not None or validity is None or not validity.expires:
        validity = None
    elif validity.months is not None and claim.valid_from is not None:
        end = add_months(claim.valid_from, validity.months)
    start = claim.valid_from
    return Holding(concept, claim.level, evidence, start, end, text, section, validity=validity)


def _taught(holding: Holding, taxonomy: Taxonomy) -> Iterator[Holding]:
    programmes = sorted(taxonomy.covered_by(holding.concept))
    for skill in sorted({skill for p in programmes for skill in taxonomy.implies.get(p, ())}):
        yield Holding(skill, None, Evidence.IMPLIED, None, None, holding.text, holding.section)


def _spoken(holding: Holding, taxonomy: Taxonomy) -> Holding | None:
    """The level of a plain language that a test result stands for, where the scale states one."""
    language = taxonomy[holding.concept].language
    scale = taxonomy.scale_of(holding.concept)
    plain = taxonomy.scale_of(language) if language is not None else None
    if language is None or scale is None or plain is None:
        return None
    if holding.level is None:
        # A result without its level may stand for any level of the language, or for none.
        return replace(holding, concept=language, is_certain=False)
    reached = scale.held_level(holding.level)
    if reached is None or reached.cefr is None:
        return None
    return replace(holding, concept=language, level=plain.rank(reached.cefr))


def work_periods(candidate: NormalCandidate, as_of: date) -> list[Work]:
    """The work of a candidate up to `as_of`; an open period lasts until then."""
    found: list[Work] = []
    for claim in candidate.sections["experience"].claims:
        period: tuple[date, date] | None = None
        months = claim.level
        if claim.valid_from is not None and (claim.valid_to is not None or months is None):
            period = (claim.valid_from, min(claim.valid_to or as_of, as_of))
            months = None
        found.append(Work(claim.concept, claim.evidence, period, months, claim.text))
    return found


def experience_months(
    work: list[Work], occupation: str, taxonomy: Taxonomy, *, least: Evidence | None = None
) -> tuple[int, bool]:
    """Months of work that cover an occupation, and whether some covering work has no length.

    Months are those of the union of the periods, plus the stated months of work without dates.
    Only work with evidence of at least the grade `least` counts.
    """
    grades = evidence_grades()
    covering = [
        one
        for one in work
        if occupation in taxonomy.covered_by(one.concept)
        and (least is None or grades[one.evidence].rank >= grades[least].rank)
    ]
    days = union_days([one.period for one in covering if one.period is not None])
    stated = sum(one.months for one in covering if one.months is not None)
    unmeasured = any(one.period is None and one.months is None for one in covering)
    return months_of_days(days) + int(stated), unmeasured

"""What a candidate holds: claims, what programmes imply, what tests say of a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matcher.calendar import add_months, months_of_days, union_days
from matcher.normalizing.normalized import NormalCandidate, NormalClaim
from matcher.records.evidence import Evidence, evidence_grades
from matcher.taxonomy import Taxonomy, Validity

__all__ = [
    "Holding",
    "Valid",
    "Work",
    "experience_months",
    "holdings",
    "paper_dates",
    "stated",
    "taught",
    "work_claimed",
    "work_periods",
]


#: Whether a paper holds on a day; None where it may have ended before.
Valid = bool | None


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

    def is_valid(self, day: date) -> Valid:
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
            own, *spoken = stated(claim, name, taxonomy)
            found += [own, *taught(claim, name, taxonomy), *spoken]
    return found


def stated(claim: NormalClaim, section: str, taxonomy: Taxonomy) -> Iterator[Holding]:
    """What a claim says itself: its own concept and, for a test result, that of its language."""
    level = None if section == "experience" else claim.level
    start, end, validity = paper_dates(claim, section, taxonomy)
    own = Holding(
        claim.concept, level, claim.evidence, start, end, claim.text, section, validity=validity
    )
    yield own
    spoken = _spoken(own, taxonomy)
    if spoken is not None:
        yield spoken


def taught(claim: NormalClaim, section: str, taxonomy: Taxonomy) -> Iterator[Holding]:
    """The skills that a claimed programme teaches: they do not end with its paper."""
    programmes = sorted(taxonomy.covered_by(claim.concept))
    for skill in sorted({skill for p in programmes for skill in taxonomy.implies.get(p, ())}):
        yield Holding(skill, None, Evidence.IMPLIED, None, None, claim.text, section)


def paper_dates(
    claim: NormalClaim, section: str, taxonomy: Taxonomy
) -> tuple[date | None, date | None, Validity | None]:
    """The `valid_from`, `valid_to` and `validity` of what a claim states."""
    if section == "experience":
        # The dates of work are a period, not a validity: having been a welder does not expire.
        return None, None, None
    start, end = claim.valid_from, claim.valid_to
    validity = taxonomy.validity.get(claim.concept) if end is None else None
    if validity is None or not validity.expires:
        return start, end, None
    if validity.months is not None and start is not None:
        end = add_months(start, validity.months)
    return start, end, validity


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
    return work_claimed(candidate.sections["experience"].claims, as_of)


def work_claimed(claims: Sequence[NormalClaim], as_of: date) -> list[Work]:
    """The work that claims of experience tell of, up to `as_of`."""
    found: list[Work] = []
    for claim in claims:
        period: tuple[date, date] | None = None
        months = claim.level
        if claim.valid_from is not None and (claim.valid_to is not None or months is None):
            period = (claim.valid_from, min(claim.valid_to or as_of, as_of))
            months = None
        found.append(Work(claim.concept, claim.evidence, period, months, claim.text))
    return found


def experience_months(
    work: Sequence[Work], occupation: str, taxonomy: Taxonomy, *, least: Evidence | None = None
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

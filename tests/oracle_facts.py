"""What the small field's tables and a person's claims say, read without the engine's help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from matcher.records import Asked, Candidate, Claim, Evidence
from matcher.records.evidence import evidence_grades
from small_field import rows

__all__ = [
    "COUNTRIES",
    "EXPIRING",
    "FACTORS",
    "PAPERS",
    "Held",
    "Thing",
    "covered",
    "credit_for",
    "grade_of",
    "holdings",
    "is_complete",
    "later",
    "months_worked",
    "most_similar",
    "says",
    "scale_of",
    "similarity_of",
    "thing_asked",
    "work_of",
]

# --- what the tables say -----------------------------------------------------------------

_CONCEPTS = {row.text("id"): row for row in rows("concepts")}
_KINDS = {(row.text("kind"), row.text("scale")): row for row in rows("kinds")}
COUNTRIES = {row.text("label_id"): row.text("country") for row in rows("countries")}
_RELATIONS = [
    (row.text("subject"), row.text("relation"), row.text("object"), row.number_or_none("weight"))
    for row in rows("relations")
]
_PERIODS = {row.text("subject"): row.text("months") for row in rows("validity")}
#: Things whose papers end, said or unsaid.
EXPIRING = frozenset(concept for concept, months in _PERIODS.items() if months != "never")
_MAY_NAME = {
    "skills": ("skill", "certificate", "condition"),
    "certificates": ("certificate", "skill", "document", "language"),
    "languages": ("language",),
    "education": ("education", "certificate"),
    "experience": ("occupation",),
    "documents": ("document", "certificate"),
    "conditions": ("condition", "document"),
}
_KIND_OF_SECTION = {
    "skills": "skill",
    "certificates": "certificate",
    "languages": "language",
    "education": "education",
    "experience": "experience",
    "documents": "document",
    "conditions": "condition",
}
FACTORS = {
    "bnsp": 1.0,
    "test": 1.0,
    "document": 1.0,
    "ukk": 0.9,
    "internship": 0.8,
    "subject_mark": 0.7,
    "implied": 0.6,
    "self_report": 0.5,
}
PAPERS = ("certificate", "language", "document")


def _kind(concept: str) -> str:
    return concept.partition(":")[0]


def scale_of(concept: str) -> str:
    return _CONCEPTS[concept].text("scale")


def says(kind: str, scale: str, column: str) -> str:
    row = _KINDS.get((kind, scale)) or _KINDS[kind, ""]
    return row.text(column)


@cache
def covered(concept: str) -> frozenset[str]:
    """A concept and everything that whoever has it has as well."""
    found = {concept}
    for subject, relation, other, _ in _RELATIONS:
        if relation == "covers" and subject == concept:
            found |= covered(other)
    return frozenset(found)


@cache
def similarity_of(claimed: str, asked: str) -> float:
    if asked in covered(claimed):
        return 1.0
    near = [
        weight or 0.0
        for one, relation, other, weight in _RELATIONS
        if relation in ("near", "leads_to")
        for x, y in ((one, other), (other, one))
        if (relation == "near" or x == one) and x in covered(claimed) and asked in covered(y)
    ]
    return max(near, default=0.0)


@cache
def _levels(scale: str) -> dict[str, tuple[float, str]]:
    """The rank and the CEFR level of every spelling of a scale's levels."""
    return {
        name.casefold(): (row.number_or_none("rank") or 0.0, row.text("cefr"))
        for row in rows("scales")
        if row.text("scale") == scale
        for name in (row.text("level"), *row.items("aliases"))
    }


def _rank(scale: str, level: str) -> float | None:
    known = _levels(scale).get(level.casefold())
    if known is not None:
        return known[0]
    return float(level) if scale == "jft" and level.isdigit() else None


def credit_for(scale: str, held: float, asked: float) -> float:
    """The credit in [0, 1] for a level: 1 from the asked one on, less below it."""
    if held >= asked:
        return 1.0
    own = [row for row in rows("credit") if row.text("scale") == scale]
    table = own or [row for row in rows("credit") if row.text("scale") == "*"]
    credits = [0.0]
    for row in table:
        threshold = float(row.text("threshold"))
        ranks = {rank for rank, _ in _levels(scale).values()}
        below = sum(held <= rank < asked for rank in ranks)
        is_ratio = row.text("measure") == "ratio"
        if held >= threshold * asked if is_ratio else below <= threshold:
            credits.append(float(row.text("credit")))
    return max(credits)


# --- the calendar ------------------------------------------------------------------------


def later(day: date, months: int) -> date:
    """The day so many months later (or earlier); the 31st of a month of 30 days is the next 1st."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    found = first + timedelta(days=day.day - 1)
    if found.month == first.month:
        return found
    return found.replace(day=1)


def months_worked(periods: Iterable[tuple[date, date]]) -> int:
    """The months of work: each day counts once; three days short of a month is a month."""
    worked: set[date] = set()
    for first, last in periods:
        day = first
        while day <= last:
            worked.add(day)
            day += timedelta(days=1)
    months = 0
    # 400 Gregorian years are 146,097 days and 4,800 months.
    while worked and (months + 1) * 146_097 <= (len(worked) + 3) * 4800:
        months += 1
    return months


# --- what a person holds -----------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    concept: str
    level: float | None
    evidence: Evidence
    start: date | None
    end: date | None
    section: str
    #: False for the language of a test without a result, which may prove no level of it.
    is_certain: bool = True
    #: What the table writes of the paper's concept: months, "" (it expires), "never" or None.
    period: str | None = None

    def is_valid(self, day: date) -> bool | None:
        """Whether it holds on a day; None where the paper must be looked at."""
        if self.start and day < self.start:
            return False
        if self.end is not None:
            return day <= self.end
        if self.period is None or self.period == "never":
            return True
        holds = self.period and self.start and day <= later(self.start, int(self.period))
        return True if holds else None


@dataclass(frozen=True)
class Thing:
    """One thing asked: `concept` is None where the text is no known concept."""

    kind: str
    concept: str | None
    level: float | None
    least: Evidence
    text: str

    @property
    def section(self) -> str:
        return says(self.kind, "", "section")

    @property
    def lead(self) -> int | None:
        if self.concept is None:
            return None
        own = _CONCEPTS[self.concept].text("lead_months")
        months = own or says(self.kind, scale_of(self.concept), "lead_months")
        return int(months) if months else None


def _concept(section: str, what: str) -> str | None:
    known = what in _CONCEPTS and _kind(what) in _MAY_NAME[section]
    return what if known else None


def _stated_level(concept: str, level: str | None) -> float | None:
    scale = scale_of(concept)
    if not scale:
        return None
    if level is None:
        # A vocational programme is one of the upper secondary level, said or unsaid.
        return _rank(scale, "SLTA") if "education:smk" in covered(concept) else None
    return _rank(scale, level)


def holdings(candidate: Candidate) -> list[Held]:
    found: list[Held] = []
    for section in _MAY_NAME:
        for claim in candidate.section(section).claims:  # type: ignore[arg-type]
            concept = _concept(section, claim.what)
            if concept is None and section == "education" and claim.level is not None:
                # A diploma is one of its level, whatever its field turns out to be.
                concept = "education:any"
            if concept is not None:
                found.extend(_held_by(section, claim, concept))
    return found


def _held_by(section: str, claim: Claim, concept: str) -> Iterator[Held]:
    """The thing claimed, what its programme teaches, and the language that its test proves."""
    default = says(_kind(concept), scale_of(concept), "default_evidence")
    evidence = claim.evidence or Evidence(default)
    if section == "experience":
        yield Held(concept, None, evidence, None, None, section)
        return
    level, period = _stated_level(concept, claim.level), _PERIODS.get(concept)
    validity = claim.valid_from, claim.valid_to, section
    yield Held(concept, level, evidence, *validity, period=period)
    for subject, relation, skill, _ in _RELATIONS:
        if relation == "implies" and subject in covered(concept):
            yield Held(skill, None, Evidence.IMPLIED, None, None, section)
    language = _CONCEPTS[concept].text("note").removeprefix("language=")
    if language:
        # A test whose level is not known may stand for any level of its language, or for none.
        spoken = None if level is None else _plain_level(concept, level)
        if level is None or spoken is not None:
            yield Held(language, spoken, evidence, *validity, spoken is not None, period)


def _plain_level(test: str, rank: float) -> float | None:
    reached = [known for known in _levels(scale_of(test)).values() if known[0] <= rank]
    return _rank("cefr", max(reached)[1]) if reached else None


def thing_asked(asked: Asked) -> Thing | None:
    """The thing asked, or None where nothing is."""
    if "none" in (asked.what, asked.level) or asked.level == "0":
        return None
    concept = _concept(asked.section, asked.what)
    kind = _KIND_OF_SECTION[asked.section]
    if concept is not None and asked.section != "experience":
        kind = _kind(concept)
    scale = scale_of(concept) if concept is not None else ""
    least = asked.evidence or Evidence(says(kind, scale, "min_evidence"))
    if concept is None:
        return Thing(kind, None, None, least, f"{asked.what} {asked.level}")
    if kind == "experience":
        return Thing(kind, concept, float(asked.level or 1), least, "")
    return Thing(kind, concept, _stated_level(concept, asked.level), least, "")


def work_of(
    candidate: Candidate, occupation: str, as_of: date, least: Evidence | None
) -> tuple[int, bool]:
    """Months of work that covers an occupation, and whether some of it has no known length."""
    periods: list[tuple[date, date]] = []
    stated, unmeasured = 0.0, False
    for claim in candidate.experience.claims:
        concept = _concept("experience", claim.what)
        grade = claim.evidence or Evidence.DOCUMENT
        if concept is None or occupation not in covered(concept):
            continue
        if least is not None and grade_of(grade) < grade_of(least):
            continue
        if claim.valid_from and (claim.valid_to or claim.level is None):
            periods.append((claim.valid_from, min(claim.valid_to or as_of, as_of)))
        elif claim.level is not None:
            stated += float(claim.level)
        else:
            unmeasured = True
    return months_worked(periods) + int(stated), unmeasured


def grade_of(evidence: Evidence) -> int:
    return evidence_grades()[evidence].rank


@cache
def most_similar(section: str, asked: str) -> float:
    """The greatest similarity to a thing asked that a claim of a section could have."""
    named = [concept for concept in _CONCEPTS if _kind(concept) in _MAY_NAME[section]]
    taught = [
        skill
        for subject, relation, skill, _ in _RELATIONS
        if relation == "implies" and subject in named
    ]
    return max(similarity_of(one, asked) for one in (*named, *taught))


def is_complete(candidate: Candidate, section: str) -> bool:
    """A list of which one item cannot be read is not known completely."""
    known = candidate.section(section)  # type: ignore[arg-type]
    return known.state == "complete" and all(_concept(section, c.what) for c in known.claims)

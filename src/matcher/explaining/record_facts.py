"""The facts on which a gate rests: personal facts, claims with what they lack, work, the order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf

from matcher.eligibility.terms import Terms
from matcher.features.holdings import Holding, experience_months, holdings, work_periods
from matcher.kernels import MET, UNKNOWN
from matcher.normalizing.expressions import Bound, Given, Literal, NormalExpression, leaves
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.evidence import Evidence, evidence_grades
from matcher.taxonomy import Taxonomy

__all__ = [
    "ClaimFact",
    "OrderFact",
    "PersonFact",
    "RecordFact",
    "SectionFact",
    "WorkFact",
    "facts_of",
]

#: The record's own names of the personal facts; `_from` and `_to` are the ends of what is known.
_COLUMNS = {"sex": "sex", "age": "birth_date", "height": "height_cm", "weight": "weight_kg"}
_ENDS = {"age": "birth", "height": "height_cm", "weight": "weight_kg"}


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A personal fact: `value`, or the two ends between which it lies, as far as they are known."""

    fact: str
    value: str | float | date | None
    low: float | date | None
    high: float | date | None
    kind: OneOf["personal"] = "personal"


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """A claim that covers what is asked. It proves it where it `lacks` nothing.

    It may lack the level, the evidence, or the validity on the day of departure; "contradiction"
    says that the complete list of the thing's own kind does not name it. `end` says where the last
    day comes from: "printed" on the record, the "usual" period of such papers (`end_source`),
    "unknown" where it does expire, or "none".
    """

    concept: str
    text: str
    asked: str
    level: str | None
    evidence: str
    valid_from: date | None
    valid_to: date | None
    end: OneOf["printed", "usual", "unknown", "none"]
    end_source: str | None
    section: str
    lacks: tuple[str, ...]
    kind: OneOf["claim"] = "claim"


@dataclass(frozen=True, slots=True)
class WorkFact:
    """The months of work that cover an occupation: those proven, and all that are stated."""

    concept: str
    months_proven: int
    months_stated: int
    is_measured: bool
    kind: OneOf["work"] = "work"


@dataclass(frozen=True, slots=True)
class SectionFact:
    """A section in which what is asked would stand: only a complete one says what is not had."""

    section: str
    is_complete: bool
    unread: tuple[str, ...]
    kind: OneOf["section"] = "section"


@dataclass(frozen=True, slots=True)
class OrderFact:
    """A fact of the vacancy itself, and how it stands."""

    fact: str
    state: str
    kind: OneOf["vacancy"] = "vacancy"


RecordFact = PersonFact | ClaimFact | WorkFact | SectionFact | OrderFact


def facts_of(
    expression: NormalExpression, candidate: NormalCandidate, terms: Terms, taxonomy: Taxonomy
) -> tuple[RecordFact, ...]:
    """Everything on record that speaks to a gate, in the order of what it asks."""
    found: dict[RecordFact, None] = {}
    for leaf in leaves(expression):
        match leaf:
            case Bound():
                found[_person_fact(leaf.fact, candidate)] = None
            case Given():
                states = {MET: "met", UNKNOWN: "unknown"}
                found[OrderFact(leaf.fact, states.get(leaf.state, "impossible"))] = None
            case Literal():
                found.update(dict.fromkeys(_of_literal(leaf, candidate, terms, taxonomy)))
    return tuple(found)


def _person_fact(fact: str, candidate: NormalCandidate) -> PersonFact:
    value, name = getattr(candidate, _COLUMNS[fact]), _ENDS.get(fact)
    if value is not None or name is None:
        return PersonFact(fact, value, None, None)
    low, high = getattr(candidate, f"{name}_from"), getattr(candidate, f"{name}_to")
    return PersonFact(fact, None, low, high)


def _of_literal(
    literal: Literal, candidate: NormalCandidate, terms: Terms, taxonomy: Taxonomy
) -> Iterator[RecordFact]:
    home = taxonomy.kind(literal.kind).section
    if literal.kind == "experience":
        yield _work_fact(literal, candidate, terms.window.as_of, taxonomy)
    elif literal.is_resolved:
        for holding in holdings(candidate, taxonomy):
            if literal.concept in taxonomy.covered_by(holding.concept):
                contradicted = holding.section != home and candidate.sections[home].complete
                lacks = _lacks(literal, holding, terms.window.departure, taxonomy)
                yield _claim(
                    literal, holding, taxonomy, (*lacks, "contradiction") if contradicted else lacks
                )
    section = candidate.sections[home]
    yield SectionFact(home, section.complete, section.unresolved)


def _work_fact(
    literal: Literal, candidate: NormalCandidate, as_of: date, taxonomy: Taxonomy
) -> WorkFact:
    work = work_periods(candidate, as_of)
    proven, _ = experience_months(work, literal.concept, taxonomy, least=literal.evidence)
    stated, unmeasured = experience_months(work, literal.concept, taxonomy)
    return WorkFact(literal.concept, proven, stated, not unmeasured)


def _claim(
    literal: Literal, holding: Holding, taxonomy: Taxonomy, lacks: tuple[str, ...]
) -> ClaimFact:
    scale, validity = taxonomy.scale_of(holding.concept), holding.validity
    end: OneOf["printed", "usual", "unknown", "none"] = "none"
    if validity is not None:
        end = "usual" if holding.valid_to is not None else "unknown"
    elif holding.valid_to is not None:
        end = "printed"
    return ClaimFact(
        concept=holding.concept,
        text=holding.text,
        asked=literal.concept,
        level=scale.label(holding.level) if scale and holding.level is not None else None,
        evidence=holding.evidence.value,
        valid_from=holding.valid_from,
        valid_to=holding.valid_to,
        end=end,
        end_source=validity.source if validity is not None else None,
        section=holding.section,
        lacks=lacks,
    )


def _lacks(literal: Literal, holding: Holding, day: date, taxonomy: Taxonomy) -> tuple[str, ...]:
    """What a claim lacks of a proof on a day."""
    valid, is_skill = holding.is_valid(day), literal.kind == "skill"
    # A skill outlives its paper, which is then worth as much as the person's own word.
    counted = holding.evidence if valid or not is_skill else Evidence.SELF_REPORT
    lacks = []
    if not _reaches(literal, holding, taxonomy):
        lacks.append("level")
    if not valid and (not is_skill or not _proves(counted, literal.evidence)):
        lacks.append("validity")
    if not _proves(holding.evidence, literal.evidence):
        lacks.append("evidence")
    return tuple(lacks)


def _reaches(literal: Literal, holding: Holding, taxonomy: Taxonomy) -> bool:
    if literal.level is None:
        return holding.is_certain
    own, asked = taxonomy.scale_of(holding.concept), taxonomy.scale_of(literal.concept)
    is_alike = asked is not None and own is asked
    return is_alike and holding.level is not None and holding.level >= literal.level


def _proves(held: Evidence, demanded: Evidence) -> bool:
    grades = evidence_grades()
    return grades[held].rank >= grades[demanded].rank

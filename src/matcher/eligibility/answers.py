"""What one claim, or all work together, says of one literal of a must."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from matcher.features.holdings import Holding, Valid, Work, experience_months
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Literal
from matcher.records.evidence import Evidence, evidence_grades
from matcher.taxonomy import Taxonomy

__all__ = ["LASTING", "WorkAnswer", "answer", "answer_of_work", "proves", "reaches"]

#: The kind that outlives its paper: an expired one is worth as much as the person's own word.
LASTING = "skill"


class WorkAnswer(NamedTuple):
    """The code of a literal of experience, and the code if all that is unknown turns out badly."""

    code: int
    failing: int


def answer(literal: Literal, holding: Holding, valid: Valid, taxonomy: Taxonomy) -> int:
    """What one claim says of a literal whose concept it covers: MET, UNKNOWN, or NEVER for nothing.

    `valid` tells whether its paper holds on the day.
    """
    reached = reaches(literal, holding, taxonomy)
    lasts = literal.kind == LASTING
    if reached is False or (valid is False and not lasts):
        return NEVER
    evidence = holding.evidence if valid else Evidence.SELF_REPORT
    proven = reached is True and (valid or lasts) and proves(evidence, literal.evidence)
    return MET if proven else UNKNOWN


def reaches(literal: Literal, holding: Holding, taxonomy: Taxonomy) -> bool | None:
    """Whether a claim's level reaches the asked one; None where its level is not known."""
    if literal.level is None:
        return holding.is_certain or None
    own, asked = taxonomy.scale_of(holding.concept), taxonomy.scale_of(literal.concept)
    if asked is None or own is not asked:
        return False
    return None if holding.level is None else holding.level >= literal.level


def proves(held: Evidence, demanded: Evidence) -> bool:
    """True where evidence is at least what is demanded."""
    grades = evidence_grades()
    return grades[held].rank >= grades[demanded].rank


def answer_of_work(literal: Literal, work: Sequence[Work], taxonomy: Taxonomy) -> WorkAnswer:
    """What all work together says of a literal of experience."""
    asked = math.ceil(literal.level or 0)
    proven, _ = experience_months(work, literal.concept, taxonomy, least=literal.evidence)
    if proven >= asked:
        return WorkAnswer(MET, MET)
    failing = min(MISSING + asked - proven, NEVER)
    told, unmeasured = experience_months(work, literal.concept, taxonomy)
    if told >= asked or unmeasured:
        return WorkAnswer(UNKNOWN, failing)
    return WorkAnswer(min(MISSING + asked - told, NEVER), failing)

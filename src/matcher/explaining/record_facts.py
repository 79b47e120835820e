"""The facts on which a gate rests: personal facts, claims with what they lack, work, the order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal as OneOf

from matcher.eligibility.answers import LASTING, proves, reaches
from matcher.explaining.gate_facts import (
    ClaimFact,
    OrderFact,
    PersonFact,
    RecordFact,
    SectionFact,
    WorkFact,
)
from matcher.explaining.pair_record import PairRecord
from matcher.features.holdings import Holding, experience_months
from matcher.kernels import MET, UNKNOWN
from matcher.normalizing.expressions import Bound, Given, Literal, NormalExpression, leaves
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.evidence import Evidence
from matcher.taxonomy import Taxonomy

__all__ = ["facts_of"]

#: The record's own names of the personal facts; `_from` and `_to` are the ends of what is known.
_COLUMNS = {"sex": "sex", "age": "birth_date", "height": "height_cm", "weight": "weight_kg"}
_ENDS = {"age": "birth", "height": "height_cm", "weight": "weight_kg"}


def facts_of(expression: NormalExpression, pair: PairRecord) -> tuple[RecordFact, ...]:
    """Everything on record that speaks to a gate, in the order of what it asks."""
    found: dict[RecordFact, None] = {}
    for leaf in leaves(expression):
        match leaf:
            case Bound():
                found[_person_fact(leaf.fact, pair.candidate)] = None
            case Given():
                states = {MET: "met", UNKNOWN: "unknown"}
                found[OrderFact(leaf.fact, states.get(leaf.state, "impossible"))] = None
            case Literal():
                found.update(dict.fromkeys(_of_literal(leaf, pair)))
    return tuple(found)


def _person_fact(fact: str, candidate: NormalCandidate) -> PersonFact:
    value, name = getattr(candidate, _COLUMNS[fact]), _ENDS.get(fact)
    if value is not None or name is None:
        return PersonFact(fact, value, None, None)
    low, high = getattr(candidate, f"{name}_from"), getattr(candidate, f"{name}_to")
    return PersonFact(fact, None, low, high)


def _of_literal(literal: Literal, pair: PairRecord) -> Iterator[RecordFact]:
    home = pair.taxonomy.kind(literal.kind).section
    section = pair.candidate.sections[home]
    if literal.kind == "experience":
        yield _work_fact(literal, pair)
    elif literal.is_resolved:
        for holding in pair.covering({literal.concept}):
            lacks = _lacks(literal, holding, pair.departure, pair.taxonomy)
            if holding.section != home and section.complete:
                lacks = (*lacks, "contradiction")
            yield _claim(literal, holding, pair.taxonomy, lacks)
    yield SectionFact(home, section.complete, section.unresolved)


def _work_fact(literal: Literal, pair: PairRecord) -> WorkFact:
    concept, work, taxonomy = literal.concept, pair.work, pair.taxonomy
    proven, _ = experience_months(work, concept, taxonomy, least=literal.evidence)
    stated, unmeasured = experience_months(work, concept, taxonomy)
    return WorkFact(concept, proven, stated, not unmeasured)


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
    valid, lasts = holding.is_valid(day), literal.kind == LASTING
    # What outlives its paper is then worth as much as the person's own word.
    counted = holding.evidence if valid or not lasts else Evidence.SELF_REPORT
    lacks = []
    if not reaches(literal, holding, taxonomy):
        lacks.append("level")
    if not valid and (not lasts or not proves(counted, literal.evidence)):
        lacks.append("validity")
    if not proves(holding.evidence, literal.evidence):
        lacks.append("evidence")
    return tuple(lacks)

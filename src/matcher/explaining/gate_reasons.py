"""The gates of a pair with their grounds, bounds and facts: what several ask alike is one gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from matcher.eligibility.pairs import PairGate
from matcher.eligibility.terms import Terms
from matcher.explaining.bounds import bounds_of
from matcher.explaining.facts import GateReason, Reported
from matcher.explaining.grounds import Ground, RuleFacts, grounds_of
from matcher.explaining.record_facts import facts_of
from matcher.explaining.records_shown import on_record
from matcher.features.wording import Language, word_expression
from matcher.normalizing.constraints import without_constraints
from matcher.normalizing.expressions import NormalExpression, is_personal
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement
from matcher.taxonomy import Taxonomy

__all__ = ["LANGUAGES", "reasons_of", "reported_of", "word_both"]

LANGUAGES: tuple[Language, ...] = ("id", "en")


def reasons_of(
    gates: Sequence[PairGate],
    rules: Sequence[RuleFacts],
    candidate: NormalCandidate,
    terms: Terms,
    taxonomy: Taxonomy,
) -> Iterator[GateReason]:
    """The distinct gates of a pair, numbered from 1."""
    named = {rule.id: rule for rule in rules if rule.replaced_by is None}
    personal: list[int] = []
    for number, alike in enumerate(_grouped(gates), start=1):
        gate = alike[0]
        asking = [one.requirement for one in alike if one.requirement is not None]
        is_own = bool(asking)
        if is_own and is_personal(gate.expression):
            personal.append(number)
        yield GateReason(
            number=number,
            asked=word_both(gate.expression, taxonomy),
            on_record=_record_both(gate.expression, candidate, terms, taxonomy),
            stage=gate.stage,
            state=gate.state,
            months=gate.months,
            by=gate.by,
            is_personal=is_personal(gate.expression),
            grounds=grounds_of(asking or list(terms.personal_musts), terms, named),
            bounds=bounds_of(gate.expression, taxonomy, terms.window.departure),
            facts=facts_of(gate.expression, candidate, terms, taxonomy),
            combines=() if is_own else tuple(personal),
        )


def _grouped(gates: Sequence[PairGate]) -> list[list[PairGate]]:
    """The gates that ask the same at the same stage, together."""
    groups: dict[object, list[PairGate]] = {}
    for gate in gates:
        key = (gate.expression.gate_key, gate.stage, gate.requirement is None)
        groups.setdefault(key, []).append(gate)
    return list(groups.values())


def reported_of(
    candidate: NormalCandidate,
    terms: Terms,
    rules: Mapping[str, RuleFacts],
    taxonomy: Taxonomy,
) -> Iterator[Reported]:
    """The constraints of a vacancy that are only shown."""
    for one in terms.reported:
        if one.importance != "must":
            continue
        kept = without_constraints(one.expression)
        yield Reported(
            asked=word_both(one.expression, taxonomy),
            on_record=_record_both(one.expression, candidate, terms, taxonomy),
            still_asked=word_both(kept, taxonomy) if kept is not None else None,
            ground=_ground(one, terms, rules),
        )


def _ground(one: NormalRequirement, terms: Terms, rules: Mapping[str, RuleFacts]) -> Ground:
    return grounds_of([one], terms, rules)[0]


def word_both(expression: NormalExpression, taxonomy: Taxonomy) -> Mapping[Language, str]:
    """What an expression asks, in both languages."""
    return {lang: word_expression(expression, taxonomy, lang) for lang in LANGUAGES}


def _record_both(
    expression: NormalExpression, candidate: NormalCandidate, terms: Terms, taxonomy: Taxonomy
) -> Mapping[Language, str]:
    return {lang: on_record(expression, candidate, terms, taxonomy, lang) for lang in LANGUAGES}

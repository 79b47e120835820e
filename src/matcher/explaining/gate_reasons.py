"""The gates of a pair with their grounds, bounds and facts: what several ask alike is one gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from matcher.eligibility.pairs import PairGate
from matcher.explaining.bounds import bounds_of
from matcher.explaining.facts import GateReason, Reported
from matcher.explaining.gate_facts import RuleFacts
from matcher.explaining.grounds import grounds_of
from matcher.explaining.pair_record import PairRecord
from matcher.explaining.record_facts import facts_of
from matcher.explaining.records_shown import on_record
from matcher.features.wording import Language, word_expression
from matcher.normalizing.constraints import without_constraints
from matcher.normalizing.expressions import NormalExpression, is_personal
from matcher.taxonomy import Taxonomy

__all__ = ["LANGUAGES", "reasons_of", "reported_of", "word_both"]

LANGUAGES: tuple[Language, ...] = ("id", "en")


def reasons_of(
    gates: Sequence[PairGate], rules: Sequence[RuleFacts], pair: PairRecord
) -> Iterator[GateReason]:
    """The distinct gates of a pair, numbered from 1."""
    terms, taxonomy = pair.terms, pair.taxonomy
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
            on_record=_record_both(gate.expression, pair),
            stage=gate.stage,
            state=gate.state,
            months=gate.months,
            by=gate.by,
            is_personal=is_personal(gate.expression),
            grounds=grounds_of(asking or terms.personal_musts, terms, named),
            bounds=bounds_of(gate.expression, taxonomy, pair.departure),
            facts=facts_of(gate.expression, pair),
            combines=() if is_own else tuple(personal),
        )


def _grouped(gates: Sequence[PairGate]) -> list[list[PairGate]]:
    """The gates that ask the same at the same stage, together."""
    groups: dict[object, list[PairGate]] = {}
    for gate in gates:
        key = (gate.expression.gate_key, gate.stage, gate.requirement is None)
        groups.setdefault(key, []).append(gate)
    return list(groups.values())


def reported_of(rules: Sequence[RuleFacts], pair: PairRecord) -> Iterator[Reported]:
    """The constraints of a vacancy that are only shown."""
    terms, taxonomy = pair.terms, pair.taxonomy
    named = {rule.id: rule for rule in rules}
    for one in terms.reported:
        if one.importance != "must":
            continue
        kept = without_constraints(one.expression)
        yield Reported(
            asked=word_both(one.expression, taxonomy),
            on_record=_record_both(one.expression, pair),
            still_asked=word_both(kept, taxonomy) if kept is not None else None,
            ground=grounds_of([one], terms, named)[0],
        )


def word_both(expression: NormalExpression, taxonomy: Taxonomy) -> Mapping[Language, str]:
    """What an expression asks, in both languages."""
    return {lang: word_expression(expression, taxonomy, lang) for lang in LANGUAGES}


def _record_both(expression: NormalExpression, pair: PairRecord) -> Mapping[Language, str]:
    return {lang: on_record(expression, pair, lang) for lang in LANGUAGES}

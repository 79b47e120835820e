"""Explains a pair: the score taken apart as it was put together, and every gate with its ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matcher.eligibility.judging import VERDICTS
from matcher.eligibility.pairs import PairGate, pair_gates
from matcher.eligibility.rules import Rule
from matcher.explaining.explanation import Explanation
from matcher.explaining.facts import Contribution, GateReason
from matcher.explaining.records_shown import on_record
from matcher.features.wording import Language, word_expression
from matcher.index import Block, Index
from matcher.normalizing.expressions import Literal, NormalExpression, leaves
from matcher.normalizing.normalized import NormalCandidate
from matcher.settings import COMPONENTS

__all__ = ["explain_pair"]

_LANGUAGES: tuple[Language, ...] = ("id", "en")
_WISHES: Mapping[Language, str] = {"en": "country, sector and wage wished for",
                                   "id": "negara, sektor, dan upah yang diinginkan"}  # fmt: skip


def explain_pair(index: Index, candidate: NormalCandidate, vacancy: int) -> Explanation:
    """Explain one candidate for the vacancy in a column of the index."""
    block = index.match([candidate])
    terms = index.gates.terms[vacancy]
    gates = pair_gates(index.gates, block.judgement, candidate, row=0, vacancy=vacancy)
    context = index.context
    contributions = tuple(_contributions(index, block, vacancy))
    return Explanation(
        candidate_id=candidate.id,
        vacancy_id=terms.vacancy.id,
        title=terms.vacancy.title,
        verdict=VERDICTS[int(block.judgement.verdicts[0, vacancy])],
        score=float(block.scored.scores[0, vacancy]),
        possible=sum(one.weight * one.possible for one in contributions),
        components=_components(index, vacancy, contributions),
        contributions=contributions,
        gates=tuple(_reasons(index, candidate, vacancy, gates)),
        as_of=context.as_of,
        departure=terms.window.departure,
        departure_source=terms.departure.source,
        horizon=terms.window.last,
        unread={
            "vacancy": terms.vacancy.unresolved,
            "candidate": tuple(t for s in candidate.sections.values() for t in s.unresolved),
        },
    )


def _contributions(index: Index, block: Block, vacancy: int) -> Iterator[Contribution]:
    """One contribution per criterion in the order of the sum, the preference last."""
    criteria, attained = index.criteria, block.scored.attained
    coefficients = index.scorer.coefficients
    start = int(coefficients.starts[vacancy])
    for offset, asked in enumerate(criteria.asked[vacancy]):
        expression = criteria.by_key[criteria.keys[asked.column]]
        yield Contribution(
            component=asked.component,
            asked=_worded(index, expression),
            weight=float(coefficients.values[start + offset]),
            proven=float(attained.proven[0, asked.column]),
            possible=float(attained.possible[0, asked.column]),
            evidence=_evidence(index, block.candidates[0], expression),
        )
    wished, wishable = block.scored.preferred
    yield Contribution(
        component="preference",
        asked=_WISHES,
        weight=float(index.scorer.preference[vacancy]),
        proven=float(wished[0, vacancy]),
        possible=float(wishable[0, vacancy]),
        evidence=None,
    )


def _components(
    index: Index, vacancy: int, contributions: tuple[Contribution, ...]
) -> dict[str, float | None]:
    """The score of each component in [0, 1]; None where the vacancy does not ask it."""
    weighted: dict[str, list[tuple[float, float]]] = {name: [] for name in COMPONENTS}
    for asked, one in zip(index.criteria.asked[vacancy], contributions, strict=False):
        weighted[asked.component].append((asked.weight, one.proven))
    weighted["preference"] = [(1.0, contributions[-1].proven)]
    return {
        name: sum(w * p for w, p in parts) / sum(w for w, _ in parts) if parts else None
        for name, parts in weighted.items()
    }


def _evidence(index: Index, candidate: NormalCandidate, expression: NormalExpression) -> str | None:
    """The claim that counts most among the leaves of a criterion."""
    literals = [leaf for leaf in leaves(expression) if isinstance(leaf, Literal)]
    attained = [index.encoder.literal(candidate, literal) for literal in literals]
    best = max(attained, key=lambda one: one.proven, default=None)
    return best.text if best is not None and best.proven > 0 else None


def _reasons(
    index: Index, candidate: NormalCandidate, vacancy: int, gates: list[PairGate]
) -> Iterator[GateReason]:
    terms, taxonomy = index.gates.terms[vacancy], index.context.records.taxonomy
    rules = {rule.id: rule for pack in index.context.packs for rule in pack.rules}
    for gate in gates:
        requirement = gate.requirement
        rule = rules.get(requirement.rule or "") if requirement is not None else None
        yield GateReason(
            asked=_worded(index, gate.expression),
            on_record={
                language: on_record(gate.expression, candidate, terms, taxonomy, language)
                for language in _LANGUAGES
            },
            stage=gate.stage,
            state=gate.state,
            months=gate.months,
            by=gate.by,
            origin=requirement.origin if requirement is not None else "employer",
            rule=rule.id if rule is not None else None,
            rule_title=_title(rule) if rule is not None else None,
            source=(requirement.source if requirement else None) or terms.vacancy.source,
        )


def _title(rule: Rule) -> Mapping[Language, str]:
    return {"id": rule.title_id, "en": rule.title_en}


def _worded(index: Index, expression: NormalExpression) -> Mapping[Language, str]:
    taxonomy = index.context.records.taxonomy
    return {lang: word_expression(expression, taxonomy, lang) for lang in _LANGUAGES}

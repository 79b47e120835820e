"""Explains a pair: the score taken apart as it was put together, and every gate with its ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matcher.eligibility.judging import VERDICTS
from matcher.eligibility.pairs import pair_gates
from matcher.eligibility.terms import Terms
from matcher.explaining.deciding import decide
from matcher.explaining.explanation import Explanation
from matcher.explaining.facts import Contribution
from matcher.explaining.fingerprints import basis_of
from matcher.explaining.gate_reasons import reasons_of, reported_of, word_both
from matcher.explaining.grounds import rules_of
from matcher.explaining.pair_record import PairRecord
from matcher.explaining.proof import Proof
from matcher.explaining.proof_facts import Days, Order, Waiting
from matcher.explaining.waiting import waiting_of
from matcher.features.wording import Language
from matcher.index import Block, Index
from matcher.normalizing.expressions import Literal, NormalExpression, leaves
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.settings import COMPONENTS

__all__ = ["explain_pair"]

_WISHES: Mapping[Language, str] = {"en": "country, sector and wage wished for",
                                   "id": "negara, sektor, dan upah yang diinginkan"}  # fmt: skip


def explain_pair(index: Index, candidate: NormalCandidate, vacancy: int) -> Explanation:
    """Explain one candidate for the vacancy in a column of the index."""
    block = index.match([candidate])
    terms = index.gates.terms[vacancy]
    contributions = tuple(_contributions(index, block, vacancy))
    proof = _proof(index, block, vacancy)
    return Explanation(
        candidate_id=proof.candidate_id,
        vacancy_id=proof.vacancy_id,
        title=terms.vacancy.title,
        verdict=proof.verdict,
        score=float(block.scored.scores[0, vacancy]),
        possible=sum(one.weight * one.possible for one in contributions),
        components=_components(index, vacancy, contributions),
        contributions=contributions,
        gates=proof.gates,
        as_of=index.context.as_of,
        departure=terms.window.departure,
        departure_source=terms.departure.source,
        horizon=terms.window.last,
        unread=proof.unread,
        decision=proof.decision,
        rules=proof.rules,
        reported=proof.reported,
        months_left=_months_left(terms, proof.days.waiting),
        proof=proof,
    )


def _proof(index: Index, block: Block, vacancy: int) -> Proof:
    """The proof of the verdict of the one candidate of a block."""
    terms = index.gates.terms[vacancy]
    (candidate,), judgement = block.candidates, block.judgement
    found = pair_gates(index.gates, judgement, candidate, row=0, vacancy=vacancy)
    waiting = waiting_of(index.gates, judgement, row=0, vacancy=vacancy)
    rules = rules_of(terms)
    pair = PairRecord(candidate, terms, index.context.records.taxonomy)
    gates = tuple(reasons_of(found, rules, pair))
    verdict = VERDICTS[int(judgement.verdicts[0, vacancy])]
    return Proof(
        candidate_id=candidate.id,
        vacancy_id=terms.vacancy.id,
        verdict=verdict,
        decision=decide(verdict, gates, waiting),
        order=_order(terms.vacancy),
        days=_days(terms, waiting),
        gates=gates,
        rules=rules,
        reported=tuple(reported_of(rules, pair)),
        unread={
            "vacancy": terms.vacancy.unresolved,
            "candidate": tuple(t for s in candidate.sections.values() for t in s.unresolved),
        },
        basis=basis_of(index.context, rules),
    )


def _order(vacancy: NormalVacancy) -> Order:
    return Order(
        title=vacancy.title,
        occupation=vacancy.occupation.concept,
        country=vacancy.country,
        schemes=vacancy.schemes,
        employer_type=vacancy.employer.type,
        verification=vacancy.verification,
        source=vacancy.source,
    )


def _months_left(terms: Terms, waiting: Waiting) -> int | None:
    """The months that may go by, where ages end them before the horizon or the permit does."""
    is_ended_by_age = waiting.possible is not None and waiting.possible < len(terms.window.ends) - 1
    return waiting.possible if is_ended_by_age else None


def _days(terms: Terms, waiting: Waiting) -> Days:
    vacancy = terms.vacancy
    return Days(
        as_of=terms.window.as_of,
        departure=terms.window.departure,
        departure_source=terms.departure.source,
        stated_departure=vacancy.departure,
        lead_months=terms.departure.lead_months,
        last=terms.window.last,
        permit_from=vacancy.permit_from,
        permit_until=vacancy.permit_until,
        waiting=waiting,
    )


def _contributions(index: Index, block: Block, vacancy: int) -> Iterator[Contribution]:
    """One contribution per criterion in the order of the sum, the preference last."""
    criteria, attained = index.criteria, block.scored.attained
    coefficients = index.scorer.coefficients
    row = index.scorer.row_of[vacancy]
    start = int(coefficients.starts[row])
    for offset, asked in enumerate(criteria.asked[vacancy]):
        expression = criteria.by_key[criteria.keys[asked.column]]
        proven = float(attained.proven[0, asked.column])
        yield Contribution(
            component=asked.component,
            asked=word_both(expression, index.context.records.taxonomy),
            weight=float(coefficients.values[start + offset]),
            proven=proven,
            possible=float(attained.possible[0, asked.column]),
            evidence=_evidence(index, block.candidates[0], expression) if proven else None,
        )
    wished, wishable = block.scored.preferred
    yield Contribution(
        component="preference",
        asked=_WISHES,
        weight=float(index.scorer.preference[row]),
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

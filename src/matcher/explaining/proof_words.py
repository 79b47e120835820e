"""Puts a proof into words that an officer can sign, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from matcher.errors import UnknownName
from matcher.explaining.gate_words import word_gate, word_rule
from matcher.explaining.proof_facts import ProofFacts
from matcher.explaining.proof_phrases import PHRASES, phrase, word_day, word_months
from matcher.explaining.sentence_phrases import VERDICT_WORDS
from matcher.features.wording import Language

__all__ = ["prove_in_words"]

#: So much of a digest tells packs apart; the whole stands in the plain values.
_SHORT = 12


def prove_in_words(proof: ProofFacts, language: Language) -> str:
    """The proof as lines of text: what is decided, and then everything that it rests on."""
    if language not in PHRASES:
        raise UnknownName("language of proofs", language, known=PHRASES)
    parts = (_head, _days, _gates, _rules, _reported, _unread, _basis)
    blocks = ["\n".join(part(proof, language)) for part in parts]
    blocks.append(phrase("signature", language))
    return "\n\n".join(block for block in blocks if block)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


# --- what is decided ---------------------------------------------------------------------


def _head(proof: ProofFacts, language: Language) -> Iterator[str]:
    yield phrase(
        "head",
        language,
        candidate=proof.candidate_id,
        title=proof.order.title,
        vacancy=proof.vacancy_id,
        country=f", {proof.order.country}" if proof.order.country else "",
    )
    meaning = VERDICT_WORDS[language][proof.verdict]
    yield phrase("verdict", language, verdict=proof.verdict, meaning=meaning)
    yield _decided(proof, language)
    open_papers = sum(gate.stage == "depart" and gate.state != "met" for gate in proof.gates)
    if open_papers and proof.verdict != "BARRED":
        yield phrase("to bring", language, count=open_papers)


def _decided(proof: ProofFacts, language: Language) -> str:
    kind = proof.decision.kind
    if kind == "all_met":
        count = sum(gate.stage == "select" for gate in proof.gates)
        return phrase("all_met" if count else "all_met none", language, count=count)
    numbered = {gate.number: gate for gate in proof.gates}
    named = []
    for number in proof.decision.gates:
        gate = numbered[number]
        who = phrase(gate.origin, language)
        if gate.rule is not None and gate.rule_title is not None:
            title = gate.rule_title[language]
            who = phrase("rule named", language, origin=who, id=gate.rule, title=title)
        by = ""
        if gate.by is not None and gate.state == "obtainable":
            by = phrase("by", language, day=word_day(gate.by, language))
        asked = gate.asked[language]
        named.append(phrase("gate named", language, number=number, asked=asked, who=who, by=by))
    return phrase(kind, language, gates="; ".join(named))


# --- days --------------------------------------------------------------------------------


def _days(proof: ProofFacts, language: Language) -> Iterator[str]:
    yield phrase("days", language)
    yield from _indented(_day_lines(proof, language))


def _day_lines(proof: ProofFacts, language: Language) -> Iterator[str]:
    days = proof.days
    yield phrase("as of", language, day=word_day(days.as_of, language))
    yield _departure(proof, language)
    is_permit = days.last == days.permit_until
    months = word_months(proof.basis.horizon_months, language)
    name = "last permit" if is_permit else "last horizon"
    yield phrase(name, language, day=word_day(days.last, language), months=months)
    start, end = days.permit_from, days.permit_until
    yield phrase(
        "permit",
        language,
        start=word_day(start, language) if start else phrase("unknown start", language),
        end=word_day(end, language) if end else phrase("unknown end", language),
    )
    if any(gate.is_personal for gate in proof.gates):
        yield _waiting(proof, language)


def _departure(proof: ProofFacts, language: Language) -> str:
    days, day = proof.days, word_day(proof.days.departure, language)
    if days.stated_departure is None:
        months = word_months(days.lead_months or 0, language)
        source = days.departure_source
        if source.endswith("(recalled)"):
            kept = source.removesuffix("(recalled)")
            source = f"{kept}({phrase('recalled', language)})"
        return phrase("usual departure", language, day=day, months=months, source=source)
    if days.stated_departure < days.departure:
        stated = word_day(days.stated_departure, language)
        return phrase("passed departure", language, day=day, stated=stated)
    return phrase("stated departure", language, day=day)


def _waiting(proof: ProofFacts, language: Language) -> str:
    waiting = proof.days.waiting
    ends = {
        "waiting sure": waiting.sure_until,
        "waiting hopeful": waiting.hopeful_until,
        "waiting possible": waiting.possible_until,
    }
    for name, until in ends.items():
        if until is not None:
            return phrase(name, language, day=word_day(until, language))
    return phrase("waiting never", language)


# --- gates and rules ---------------------------------------------------------------------


def _gates(proof: ProofFacts, language: Language) -> Iterator[str]:
    if not proof.gates:
        yield phrase("no gates", language)
        return
    yield phrase("gates", language, count=len(proof.gates))
    for gate in proof.gates:
        first, *more = word_gate(gate, proof.days, language)
        yield f"  {first}"
        yield from (f"     {line}" for line in more)


def _rules(proof: ProofFacts, language: Language) -> Iterator[str]:
    holding = [one for one in proof.rules if one.replaced_by is None]
    listed = {
        "rules": [one for one in holding if one.asks],
        "notices": [one for one in holding if not one.asks],
        "aside": [one for one in proof.rules if one.replaced_by is not None],
    }
    for name, rules in listed.items():
        if rules:
            yield phrase(name, language, count=len(rules))
        for rule in rules:
            first, *more = word_rule(rule, language)
            yield f"  - {first}"
            yield from (f"    {line}" for line in more)


def _reported(proof: ProofFacts, language: Language) -> Iterator[str]:
    if proof.reported:
        yield phrase("reported", language, count=len(proof.reported))
    for one in proof.reported:
        asked, record = one.asked[language], one.on_record[language]
        yield "  - " + phrase("reported one", language, asked=asked, record=record)
        source = one.ground.source or phrase("no source", language)
        origin = phrase(one.ground.origin, language)
        yield "    " + phrase("asked by", language, origin=origin, source=source)
        if one.still_asked is not None:
            yield "    " + phrase("still asked", language, asked=one.still_asked[language])


# --- what it was made with ---------------------------------------------------------------


def _unread(proof: ProofFacts, language: Language) -> Iterator[str]:
    if any(proof.unread.values()):
        yield phrase("not understood", language)
    for side, texts in proof.unread.items():
        if texts:
            yield "  " + phrase(side, language, texts="; ".join(dict.fromkeys(texts)))


def _basis(proof: ProofFacts, language: Language) -> Iterator[str]:
    basis = proof.basis
    yield phrase("basis", language)
    for pack in basis.packs:
        if pack.rules:
            named = {"id": pack.id, "version": pack.version, "digest": pack.digest}
            yield "  " + phrase("pack", language, **named, count=len(pack.rules))
    others = [
        phrase("other pack", language, id=one.id, version=one.version, digest=one.digest[:_SHORT])
        for one in basis.packs
        if not one.rules
    ]
    if others:
        yield "  " + phrase("other packs", language, packs=", ".join(others))
    yield "  " + phrase("taxonomy", language, concepts=basis.concepts, digest=basis.taxonomy_digest)
    yield "  " + phrase(
        "settings",
        language,
        months=word_months(basis.horizon_months, language),
        report_only=_listed([phrase(o, language) for o in basis.report_only], language),
    )
    yield "  " + phrase("package", language, version=basis.package_version)


def _listed(names: Sequence[str], language: Language) -> str:
    return ", ".join(names) if names else phrase("nobody", language)

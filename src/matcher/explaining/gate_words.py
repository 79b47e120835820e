"""One gate of a proof in words: its state, what exactly is asked, what is on record, and why."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.explaining.facts import GateReason
from matcher.explaining.gate_facts import (
    BoundFact,
    ClaimFact,
    Ground,
    PersonalBound,
    RecordFact,
    RuleFacts,
    SectionFact,
    ThingAsked,
    WorkFact,
)
from matcher.explaining.proof_facts import Days
from matcher.explaining.proof_phrases import phrase, word_day, word_months
from matcher.features.wording import Language
from matcher.records.evidence import Evidence, evidence_grades

__all__ = ["word_gate", "word_rule"]

_UNITS = {"height": "cm", "weight": "kg"}
_SECTIONS: dict[Language, dict[str, str]] = {
    "en": {},
    "id": {
        "skills": "keterampilan",
        "certificates": "sertifikat",
        "languages": "bahasa",
        "education": "pendidikan",
        "experience": "pengalaman",
        "documents": "dokumen",
        "conditions": "kondisi",
    },
}


def word_gate(gate: GateReason, days: Days, language: Language) -> Iterator[str]:
    """A gate as lines: how it stands first, its grounds last."""
    state = "impossible state" if gate.state == "impossible" else gate.state
    yield phrase(
        "gate",
        language,
        number=gate.number,
        state=phrase(state, language),
        asked=gate.asked[language],
        stage=phrase(gate.stage, language),
    )
    yield from _time(gate, days, language)
    if gate.combines:
        numbers = phrase("and", language).join(map(str, gate.combines))
        yield phrase("combines", language, numbers=numbers)
    for bound in gate.bounds:
        yield phrase("asked exactly", language, bound=_bound(bound, days, language))
    yield phrase("rests on", language, record=gate.on_record[language])
    for fact in gate.facts:
        yield from _fact(fact, language)
    for ground in gate.grounds:
        yield from _ground(ground, language)


def _time(gate: GateReason, days: Days, language: Language) -> Iterator[str]:
    if gate.months is not None:
        months = word_months(gate.months, language)
        if gate.state == "obtainable" and gate.by is not None:
            yield phrase("takes", language, months=months, day=word_day(gate.by, language))
        else:
            last = days.waiting.possible_until or days.last
            yield phrase("takes too long", language, months=months, day=word_day(last, language))
    elif gate.by is not None:
        yield phrase("opens", language, day=word_day(gate.by, language))


# --- what is asked -----------------------------------------------------------------------


def _bound(bound: BoundFact, days: Days, language: Language) -> str:
    if isinstance(bound, ThingAsked):
        return _thing(bound, language)
    if bound.value is not None:
        return phrase(bound.value, language)
    if bound.fact == "age":
        born = _born(bound, language)
        return phrase("at departure", language, bound=born, day=word_day(days.departure, language))
    name = (
        "range" if None not in (bound.low, bound.high) else ("to" if bound.low is None else "from")
    )
    fact, unit = phrase(bound.fact, language), _UNITS[bound.fact]
    return phrase(name, language, fact=fact, low=bound.low, high=bound.high, unit=unit)


def _born(bound: PersonalBound, language: Language) -> str:
    first, last = bound.born_from, bound.born_until
    if first is not None and last is not None:
        low, high = word_day(first, language), word_day(last, language)
        return phrase("born between", language, low=low, high=high)
    if last is not None:
        return phrase("born until", language, day=word_day(last, language))
    return phrase("born from", language, day=word_day(first, language)) if first else ""


def _thing(asked: ThingAsked, language: Language) -> str:
    level = ""
    if asked.level is not None:
        several = len(asked.order) > 1
        order = phrase("order", language, order=" < ".join(asked.order)) if several else ""
        level = phrase("level", language, level=asked.level, order=order)
    elif asked.months is not None:
        level = phrase("months asked", language, months=asked.months)
    lead = ""
    if asked.lead_months is not None:
        lead = phrase("lead", language, months=word_months(asked.lead_months, language))
    elif asked.months is None:
        lead = phrase("no lead", language)
    return phrase(
        "thing",
        language,
        label=asked.label[language],
        level=level,
        evidence=_evidence(asked.evidence, language),
        lead=lead,
    )


def _evidence(grade: str, language: Language) -> str:
    row = evidence_grades()[Evidence(grade)]
    return row.label_id if language == "id" else row.label_en


# --- what is on record -------------------------------------------------------------------


def _fact(fact: RecordFact, language: Language) -> Iterator[str]:
    """A claim, work or list as a line; personal facts stand in what is on record already."""
    if isinstance(fact, ClaimFact):
        yield _claim(fact, language)
    elif isinstance(fact, WorkFact):
        yield phrase(
            "work",
            language,
            proven=word_months(fact.months_proven, language),
            stated=word_months(fact.months_stated, language),
            more="" if fact.is_measured else phrase("unmeasured", language),
        )
    elif isinstance(fact, SectionFact):
        section = _SECTIONS[language].get(fact.section, fact.section)
        name = "complete" if fact.is_complete else "incomplete"
        unread = "; ".join(dict.fromkeys(fact.unread))
        more = phrase("unread", language, texts=unread) if unread else ""
        yield phrase(name, language, section=section) + more


def _claim(fact: ClaimFact, language: Language) -> str:
    lacks = [phrase(f"lacks {one}", language) for one in fact.lacks]
    return phrase(
        "claim lacks" if lacks else "claim proves",
        language,
        text=fact.text,
        level=f" {fact.level}" if fact.level else "",
        evidence=_evidence(fact.evidence, language),
        validity=_validity(fact, language),
        lacks=phrase("and", language).join(lacks),
    )


def _validity(fact: ClaimFact, language: Language) -> str:
    if fact.end == "unknown":
        return phrase("expires", language, source=fact.end_source)
    if fact.valid_to is None:
        return ""
    day = word_day(fact.valid_to, language)
    return phrase(fact.end, language, day=day, source=fact.end_source)


# --- who asks it -------------------------------------------------------------------------


def _ground(ground: Ground, language: Language) -> Iterator[str]:
    rule, origin = ground.rule, phrase(ground.origin, language)
    if rule is None:
        source = ground.source or phrase("no source", language)
        yield phrase("asked by", language, origin=origin, source=source)
        return
    confidence = phrase(rule.confidence, language)
    named = {"id": rule.id, "title": rule.title[language], "confidence": confidence}
    yield phrase("by rule", language, origin=origin, **named)
    if rule.unstated:
        yield _open_question(rule, language)


def word_rule(rule: RuleFacts, language: Language) -> Iterator[str]:
    """A rule as lines: its name, pack and time, then its source, and what is to be known of it."""
    start = word_day(rule.valid_from, language)
    since = phrase("since", language, start=start)
    if rule.valid_to is not None:
        since = phrase("between", language, start=start, end=word_day(rule.valid_to, language))
    yield phrase(
        "rule",
        language,
        id=rule.id,
        title=rule.title[language],
        origin=phrase(rule.origin, language),
        pack=rule.pack,
        version=rule.pack_version,
        since=since,
    )
    confidence = phrase(rule.confidence, language)
    yield "  " + phrase("rule source", language, confidence=confidence, source=rule.source)
    if rule.replaced_by is not None:
        yield "  " + phrase("set aside by", language, by=rule.replaced_by)
    if rule.unstated:
        yield "  " + _open_question(rule, language)
    if rule.note is not None:
        yield "  " + phrase("note", language, note=rule.note)


def _open_question(rule: RuleFacts, language: Language) -> str:
    unstated = phrase("and", language).join(phrase(one, language) for one in rule.unstated)
    return phrase("open", language, unstated=unstated)

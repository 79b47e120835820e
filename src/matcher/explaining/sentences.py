"""Puts an explanation into words, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from matcher.errors import UnknownName
from matcher.explaining.facts import Contribution, GateReason, PairFacts
from matcher.explaining.gate_facts import OrderFact
from matcher.explaining.sentence_phrases import COMPONENT_NAMES, SENTENCES, VERDICT_WORDS
from matcher.features.wording import Language

__all__ = ["explain_in_words"]

#: So many contributions are told singly; the others as one line, so that the sum stays whole.
_TOLD = 6
#: So many of the gates that decide are named in one line.
_NAMED = 3


@dataclass
class _Notes:
    """Grounds as numbered notes, each told once at the end."""

    language: Language
    texts: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> str:
        """The note's number in brackets."""
        return f" [{self.texts.setdefault(text, len(self.texts) + 1)}]"

    def of_gate(self, gate: GateReason) -> dict[str, None]:
        """The notes of the rules behind a gate, and of the sources of what is not met."""
        words = SENTENCES[self.language]
        found: dict[str, None] = {}
        for ground in gate.grounds:
            source = ground.source
            if ground.rule is not None:
                rule, title = ground.rule.id, ground.rule.title[self.language]
                text = words["rule"].format(rule=rule, title=title, source=source)
                found[self.number(text)] = None
            elif source is not None and gate.state != "met":
                text = words["source"].format(origin=words[ground.origin], source=source)
                found[self.number(text)] = None
        return found


def explain_in_words(facts: PairFacts, language: Language) -> str:
    """The explanation as lines of text, its sources at the end."""
    if language not in SENTENCES:
        raise UnknownName("language of explanations", language, known=SENTENCES)
    return "\n".join(_lines(facts, language))


def _lines(why: PairFacts, language: Language) -> Iterator[str]:
    words, notes = SENTENCES[language], _Notes(language)
    yield words["head"].format(
        candidate=why.candidate_id,
        title=why.title,
        vacancy=why.vacancy_id,
        verdict=why.verdict,
        meaning=VERDICT_WORDS[language][why.verdict],
    )
    yield _word_decision(why, notes)
    yield words["score"].format(score=why.score, possible=why.possible)
    note = notes.number(why.departure_source) if why.departure_source else ""
    yield words["dates"].format(as_of=why.as_of, departure=why.departure, note=note)
    yield from _word_contributions(why, language)
    chosen = [gate for gate in why.gates if gate.stage == "select"]
    if chosen:
        yield words["select"]
        yield from (f"  {line}" for line in _word_gates(chosen, why, notes))
    if why.checklist:
        yield words["depart"]
        yield from (f"  {line}" for line in _word_checklist(why, notes))
    if why.notices:
        titles = "; ".join(one.title[language] for one in why.notices)
        yield words["notices"].format(titles=titles)
    if why.reported:
        reported = "; ".join(dict.fromkeys(one.asked[language] for one in why.reported))
        yield words["reported"].format(asked=reported)
    unread = sorted({text for texts in why.unread.values() for text in texts})
    if unread:
        yield words["unread"].format(texts="; ".join(unread))
    if notes.texts:
        yield words["sources"]
        yield from (f"  [{number}] {text}" for text, number in notes.texts.items())


def _word_contributions(why: PairFacts, language: Language) -> Iterator[str]:
    words = SENTENCES[language]
    adding = sorted((c for c in why.contributions if c.value > 0), key=lambda c: -c.value)
    yield words["counts"] if adding else words["nothing counts"]
    # One left-over contribution is as short told singly.
    told = _TOLD if len(adding) > _TOLD + 1 else len(adding)
    yield from (f"  {_word_contribution(one, language)}" for one in adding[:told])
    others = adding[told:]
    if others:
        value = sum(one.value for one in others)
        yield f"  {words['others'].format(value=value, count=len(others))}"


def _word_contribution(one: Contribution, language: Language) -> str:
    return SENTENCES[language]["adds"].format(
        value=one.value,
        component=COMPONENT_NAMES[language][one.component],
        asked=one.asked[language],
        evidence=f" — {one.evidence}" if one.evidence else "",
        proven=one.proven,
    )


def _word_decision(why: PairFacts, notes: _Notes) -> str:
    """What decides the verdict, in a line: the gates by what they ask, those of the law first."""
    words, kind = SENTENCES[notes.language], why.decision.kind
    if kind == "all_met":
        count = sum(gate.stage == "select" for gate in why.gates)
        return words["all_met" if count else "nothing asked"].format(count=count)
    named: dict[str, dict[str, None]] = {}
    for gate in why.deciding:
        by = f" ({gate.by})" if gate.by is not None and gate.state == "obtainable" else ""
        name = _name(gate, notes.language)
        named.setdefault(name + by, {}).update(notes.of_gate(gate))
    told = [f"{asked}{''.join(numbers)}" for asked, numbers in list(named.items())[:_NAMED]]
    if len(named) > _NAMED:
        told.append(words["more"].format(count=len(named) - _NAMED))
    return words[f"decided {kind}"].format(gates="; ".join(told))


def _name(gate: GateReason, language: Language) -> str:
    """What a gate asks; with the title of its rule where the person can do nothing about it."""
    is_of_vacancy = gate.facts and all(isinstance(fact, OrderFact) for fact in gate.facts)
    if is_of_vacancy and gate.rule_title is not None:
        return f"{gate.asked[language]} ({gate.rule_title[language]})"
    return gate.asked[language]


def _word_gates(gates: Iterable[GateReason], why: PairFacts, notes: _Notes) -> Iterator[str]:
    """Each gate as a sentence; what several ask alike is told once, with all their notes."""
    told: dict[str, dict[str, None]] = {}
    for gate in gates:
        told.setdefault(_word_gate(gate, why, notes.language), {}).update(notes.of_gate(gate))
    return (f"{sentence}{''.join(numbers)}" for sentence, numbers in told.items())


def _word_gate(gate: GateReason, why: PairFacts, language: Language) -> str:
    """One gate as a sentence: state, what is asked, and what is on record."""
    return SENTENCES[language][gate.state].format(
        asked=gate.asked[language],
        record=gate.on_record[language],
        time=_word_time(gate, why, language),
    )


def _word_time(gate: GateReason, why: PairFacts, language: Language) -> str:
    words = SENTENCES[language]
    months = _word_months(gate.months, language)
    if gate.state == "obtainable" and gate.by is not None:
        return words["from" if gate.months is None else "takes"].format(months=months, by=gate.by)
    if gate.state == "impossible" and gate.months is not None:
        if why.months_left is not None and gate.months > why.months_left:
            return words["too old"].format(
                months=months, left=_word_months(why.months_left, language)
            )
        return words["too long"].format(months=months, horizon=why.horizon)
    return ""


def _word_months(months: int | None, language: Language) -> str:
    return SENTENCES[language]["month" if months == 1 else "months"].format(months=months)


def _word_checklist(why: PairFacts, notes: _Notes) -> Iterator[str]:
    """What cannot be met gate by gate; the rest as one list of what to show, one of what to get."""
    words = SENTENCES[notes.language]
    yield from _word_gates((g for g in why.checklist if g.state == "impossible"), why, notes)
    for state, lead in (("unknown", "at hand"), ("obtainable", "to get")):
        items: dict[str, dict[str, None]] = {}
        for gate in why.checklist:
            if gate.state == state:
                # The law and the employer may ask for the same paper: it is told once.
                asked = gate.asked[notes.language]
                items.setdefault(asked, {}).update(notes.of_gate(gate))
        if items:
            told = (f"{asked}{''.join(numbers)}" for asked, numbers in items.items())
            yield words[lead] + ", ".join(told)

"""Puts an explanation into words, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from matcher.errors import UnknownName
from matcher.explaining.facts import Contribution, GateReason, PairFacts
from matcher.features.wording import Language

__all__ = ["COMPONENT_NAMES", "VERDICT_WORDS", "explain_in_words"]

VERDICT_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "READY": "every requirement is met and proven",
        "NEEDS_PROOF": "nothing is known to be missing, but something must still be shown",
        "TRAINABLE": "something is missing that can be obtained in time",
        "BARRED": "something cannot be met in time",
    },
    "id": {
        "READY": "semua syarat terpenuhi dan terbukti",
        "NEEDS_PROOF": "tidak ada yang diketahui kurang, tetapi masih ada yang harus dibuktikan",
        "TRAINABLE": "ada yang kurang, tetapi dapat diperoleh pada waktunya",
        "BARRED": "ada syarat yang tidak dapat dipenuhi pada waktunya",
    },
}
COMPONENT_NAMES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "occupation": "occupation",
        "skills": "skills",
        "experience": "experience",
        "education": "education",
        "language": "language",
        "certificates": "certificates",
        "preference": "wishes",
    },
    "id": {
        "occupation": "jabatan",
        "skills": "keterampilan",
        "experience": "pengalaman",
        "education": "pendidikan",
        "language": "bahasa",
        "certificates": "sertifikat",
        "preference": "keinginan",
    },
}
#: So many contributions are told singly; the others as one line, so that the sum stays whole.
_TOLD = 6
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "head": "{candidate} for {title} ({vacancy}): {verdict} — {meaning}.",
        "score": "Score {score:.3f} from what is proven; at most {possible:.3f} if everything "
        "unknown turned out well.",
        "dates": "Judged as of {as_of}; departure {departure}{note}.",
        "counts": "What counts:",
        "nothing counts": "Nothing asked is known to be had yet.",
        "select": "Requirements to be chosen:",
        "depart": "Still to bring before departure:",
        "adds": "+{value:.3f} {component}: {asked}{evidence} (counts {proven:.0%})",
        "others": "+{value:.3f} from {count} smaller ones",
        "met": "met: {asked} — {record}",
        "unknown": "to be shown: {asked} — {record}",
        "obtainable": "can be obtained{time}: {asked} — {record}",
        "impossible": "cannot be met{time}: {asked} — {record}",
        "takes": " in {months}, by {by}",
        "from": " from {by}",
        "too long": " in time (takes {months}, and there is time until {horizon})",
        "month": "{months} month",
        "months": "{months} months",
        "at hand": "to be shown: ",
        "to get": "to be obtained: ",
        "unread": "Not understood and therefore not counted: {texts}.",
        "sources": "Sources:",
        "rule": "rule {rule}, “{title}”: {source}",
        "source": "asked by {origin}: {source}",
        "employer": "the employer",
        "agency": "the agency",
        "host_country": "the host country",
        "law": "the law",
    },
    "id": {
        "head": "{candidate} untuk {title} ({vacancy}): {verdict} — {meaning}.",
        "score": "Nilai {score:.3f} dari yang terbukti; paling tinggi {possible:.3f} bila semua "
        "yang belum diketahui ternyata baik.",
        "dates": "Dinilai per {as_of}; berangkat {departure}{note}.",
        "counts": "Yang dihitung:",
        "nothing counts": "Belum ada syarat yang diketahui dimiliki.",
        "select": "Syarat untuk terpilih:",
        "depart": "Masih harus dilengkapi sebelum berangkat:",
        "adds": "+{value:.3f} {component}: {asked}{evidence} (dihitung {proven:.0%})",
        "others": "+{value:.3f} dari {count} hal yang lebih kecil",
        "met": "terpenuhi: {asked} — {record}",
        "unknown": "perlu dibuktikan: {asked} — {record}",
        "obtainable": "dapat diperoleh{time}: {asked} — {record}",
        "impossible": "tidak dapat dipenuhi{time}: {asked} — {record}",
        "takes": " dalam {months}, paling cepat {by}",
        "from": " mulai {by}",
        "too long": " tepat waktu (perlu {months}, sedangkan batasnya {horizon})",
        "month": "{months} bulan",
        "months": "{months} bulan",
        "at hand": "perlu ditunjukkan: ",
        "to get": "perlu diurus: ",
        "unread": "Tidak dipahami sehingga tidak dihitung: {texts}.",
        "sources": "Sumber:",
        "rule": "aturan {rule}, “{title}”: {source}",
        "source": "diminta oleh {origin}: {source}",
        "employer": "pemberi kerja",
        "agency": "agensi",
        "host_country": "negara tujuan",
        "law": "hukum",
    },
}


@dataclass
class _Notes:
    """Grounds as numbered notes, each told once at the end."""

    language: Language
    texts: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> str:
        """The note's number in brackets."""
        return f" [{self.texts.setdefault(text, len(self.texts) + 1)}]"

    def of_gate(self, gate: GateReason) -> str:
        """The note of the rule behind a gate, or of the source of what is not met."""
        words = _WORDS[self.language]
        if gate.rule is not None and gate.rule_title is not None:
            title = gate.rule_title[self.language]
            return self.number(
                words["rule"].format(rule=gate.rule, title=title, source=gate.source)
            )
        if gate.source is not None and gate.state != "met":
            return self.number(
                words["source"].format(origin=words[gate.origin], source=gate.source)
            )
        return ""


def explain_in_words(facts: PairFacts, language: Language) -> str:
    """The explanation as lines of text, its sources at the end."""
    if language not in _WORDS:
        raise UnknownName("language of explanations", language, known=_WORDS)
    return "\n".join(_lines(facts, language))


def _lines(why: PairFacts, language: Language) -> Iterator[str]:
    words, notes = _WORDS[language], _Notes(language)
    yield words["head"].format(
        candidate=why.candidate_id,
        title=why.title,
        vacancy=why.vacancy_id,
        verdict=why.verdict,
        meaning=VERDICT_WORDS[language][why.verdict],
    )
    yield words["score"].format(score=why.score, possible=why.possible)
    note = notes.number(why.departure_source) if why.departure_source else ""
    yield words["dates"].format(as_of=why.as_of, departure=why.departure, note=note)
    yield from _word_contributions(why, language)
    chosen = [gate for gate in why.gates if gate.stage == "select"]
    if chosen:
        yield words["select"]
        yield from (f"  {_word_gate(gate, why, notes)}" for gate in chosen)
    if why.checklist:
        yield words["depart"]
        yield from (f"  {line}" for line in _word_checklist(why, notes))
    unread = sorted({text for texts in why.unread.values() for text in texts})
    if unread:
        yield words["unread"].format(texts="; ".join(unread))
    if notes.texts:
        yield words["sources"]
        yield from (f"  [{number}] {text}" for text, number in notes.texts.items())


def _word_contributions(why: PairFacts, language: Language) -> Iterator[str]:
    words = _WORDS[language]
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
    return _WORDS[language]["adds"].format(
        value=one.value,
        component=COMPONENT_NAMES[language][one.component],
        asked=one.asked[language],
        evidence=f" — {one.evidence}" if one.evidence else "",
        proven=one.proven,
    )


def _word_gate(gate: GateReason, why: PairFacts, notes: _Notes) -> str:
    """One gate as a sentence: state, what is asked, what is on record, and the note's number."""
    sentence = _WORDS[notes.language][gate.state].format(
        asked=gate.asked[notes.language],
        record=gate.on_record[notes.language],
        time=_word_time(gate, why, notes.language),
    )
    return sentence + notes.of_gate(gate)


def _word_time(gate: GateReason, why: PairFacts, language: Language) -> str:
    words = _WORDS[language]
    months = words["month" if gate.months == 1 else "months"].format(months=gate.months)
    if gate.state == "obtainable" and gate.by is not None:
        return words["from" if gate.months is None else "takes"].format(months=months, by=gate.by)
    if gate.state == "impossible" and gate.months is not None:
        return words["too long"].format(months=months, horizon=why.horizon)
    return ""


def _word_checklist(why: PairFacts, notes: _Notes) -> Iterator[str]:
    """What cannot be met gate by gate; the rest as one list of what to show, one of what to get."""
    words = _WORDS[notes.language]
    lists: dict[str, dict[str, str]] = {"unknown": {}, "obtainable": {}}
    for gate in why.checklist:
        if gate.state == "impossible":
            yield _word_gate(gate, why, notes)
        else:
            # The law and the employer may ask for the same paper: it is told once.
            lists[gate.state].setdefault(gate.asked[notes.language], notes.of_gate(gate))
    for state, lead in (("unknown", "at hand"), ("obtainable", "to get")):
        items = [f"{asked}{note}" for asked, note in lists[state].items()]
        if items:
            yield words[lead] + ", ".join(items)

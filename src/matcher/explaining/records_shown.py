"""What is on record about a gate: the facts and claims of a candidate that speak to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from matcher.eligibility.judging import Terms
from matcher.features.holdings import Holding, holdings
from matcher.features.wording import Language
from matcher.normalizing.expressions import Bound, Given, Literal, NormalExpression, leaves
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.evidence import evidence_grades
from matcher.taxonomy import Taxonomy

__all__ = ["on_record"]

_SHOWN = 6
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "nothing": "nothing on record",
        "not listed": "not in the complete list ({texts})",
        "none": "the complete list is empty",
        "incomplete": "not in the list, which is not complete ({texts})",
        "sex": "sex not on record",
        "age": "birth date not on record",
        "height": "height not on record",
        "weight": "weight not on record",
        "born": "born {birth}, {age} years old on {day}",
        "M": "man",
        "F": "woman",
        "until": "valid until {until}",
        "ended": "ended on {until}",
        "starts": "starts on {start}",
        "no end": "the end of the permit is not on record",
        "verified": "verified",
        "unverified": "not verified",
        "verification": "verification not on record",
        "closed": "closed",
        "valid to": "until {day}",
    },
    "id": {
        "nothing": "belum ada catatan",
        "not listed": "tidak ada dalam daftar lengkap ({texts})",
        "none": "daftar lengkapnya kosong",
        "incomplete": "tidak ada dalam daftar, yang belum lengkap ({texts})",
        "sex": "jenis kelamin belum tercatat",
        "age": "tanggal lahir belum tercatat",
        "height": "tinggi badan belum tercatat",
        "weight": "berat badan belum tercatat",
        "born": "lahir {birth}, berusia {age} tahun pada {day}",
        "M": "laki-laki",
        "F": "perempuan",
        "until": "berlaku sampai {until}",
        "ended": "berakhir pada {until}",
        "starts": "mulai {start}",
        "no end": "masa berlaku izin belum tercatat",
        "verified": "terverifikasi",
        "unverified": "tidak terverifikasi",
        "verification": "verifikasi belum tercatat",
        "closed": "ditutup",
        "valid to": "sampai {day}",
    },
}


def on_record(
    expression: NormalExpression,
    candidate: NormalCandidate,
    terms: Terms,
    taxonomy: Taxonomy,
    language: Language,
) -> str:
    """The facts and claims that speak to an expression, as a phrase."""
    phrases: dict[str, None] = {}
    literals: dict[Literal, None] = {}
    for leaf in leaves(expression):
        match leaf:
            case Bound():
                phrases[_fact(leaf, candidate, terms.window.departure, language)] = None
            case Given():
                phrases[_order_fact(leaf, terms, language)] = None
            case Literal():
                literals[leaf] = None
    if literals:
        phrases.update(dict.fromkeys(_claims(list(literals), candidate, taxonomy, language)))
    return "; ".join(phrases)


def _fact(bound: Bound, candidate: NormalCandidate, day: date, language: Language) -> str:
    words = _WORDS[language]
    if bound.fact == "sex":
        return words[candidate.sex] if candidate.sex else words["sex"]
    if bound.fact == "age":
        birth = candidate.birth_date
        if birth is None:
            return words["age"]
        age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
        return words["born"].format(birth=birth, age=age, day=day)
    if bound.fact == "height":
        return words["height"] if candidate.height_cm is None else f"{candidate.height_cm:g} cm"
    return words["weight"] if candidate.weight_kg is None else f"{candidate.weight_kg:g} kg"


def _order_fact(given: Given, terms: Terms, language: Language) -> str:
    words, vacancy, as_of = _WORDS[language], terms.vacancy, terms.window.as_of
    if given.fact == "verified":
        return words[vacancy.verification or "verification"]
    if given.fact == "placement_open":
        return words["closed"]
    if vacancy.permit_from is not None and as_of < vacancy.permit_from:
        return words["starts"].format(start=vacancy.permit_from)
    if vacancy.permit_until is None:
        return words["no end"]
    form = "until" if as_of <= vacancy.permit_until else "ended"
    return words[form].format(until=vacancy.permit_until)


def _claims(
    literals: Sequence[Literal], candidate: NormalCandidate, taxonomy: Taxonomy, language: Language
) -> list[str]:
    """The claims that cover one of the literals, else what their sections list instead."""
    words = _WORDS[language]
    asked = {literal.concept for literal in literals}
    covering = [
        _shown(holding, language)
        for holding in holdings(candidate, taxonomy)
        if asked & taxonomy.covered_by(holding.concept)
    ]
    if covering:
        return [_few(covering)]
    phrases = []
    for name in dict.fromkeys(taxonomy.kind(literal.kind).section for literal in literals):
        section = candidate.sections[name]
        texts = [*(claim.text for claim in section.claims), *section.unresolved]
        if section.complete:
            phrases.append(
                words["not listed"].format(texts=_few(texts)) if texts else words["none"]
            )
        else:
            found = words["incomplete"].format(texts=_few(texts)) if texts else words["nothing"]
            phrases.append(found)
    return phrases


def _shown(holding: Holding, language: Language) -> str:
    grade = evidence_grades()[holding.evidence]
    label = grade.label_id if language == "id" else grade.label_en
    if holding.valid_to is None:
        return f"{holding.text} ({label})"
    until = _WORDS[language]["valid to"].format(day=holding.valid_to)
    return f"{holding.text} ({label}, {until})"


def _few(texts: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(texts))
    more = f", +{len(distinct) - _SHOWN}" if len(distinct) > _SHOWN else ""
    return ", ".join(distinct[:_SHOWN]) + more

"""What is on record about a gate: the facts and claims of a candidate that speak to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from matcher.eligibility.terms import Terms
from matcher.explaining.pair_record import PairRecord
from matcher.explaining.personal_shown import personal_fact
from matcher.features.holdings import Holding
from matcher.features.wording import Language
from matcher.normalizing.expressions import (
    OUTSIDE_RULE,
    Bound,
    Given,
    Literal,
    NormalExpression,
    leaves,
)
from matcher.records.evidence import evidence_grades

__all__ = ["on_record"]

_SHOWN = 6
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "nothing": "nothing on record",
        "not listed": "not in the complete list ({texts})",
        "none": "the complete list is empty",
        "incomplete": "not in the list, which is not complete ({texts})",
        "until": "valid until {until}",
        "ended": "ended on {until}",
        "starts": "starts on {start}",
        "no end": "the end of the permit is not on record",
        "verified": "verified",
        "unverified": "not verified",
        "verification": "verification not on record",
        "closed": "closed",
        "outside_rule": "the order does not say whether this rule is for it",
        "no end printed": "no end on the paper; it does expire",
        "period": "{length} from issue, {source}",
        "year": "{count} year",
        "years": "{count} years",
        "month": "{count} month",
        "months": "{count} months",
    },
    "id": {
        "nothing": "belum ada catatan",
        "not listed": "tidak ada dalam daftar lengkap ({texts})",
        "none": "daftar lengkapnya kosong",
        "incomplete": "tidak ada dalam daftar, yang belum lengkap ({texts})",
        "until": "berlaku sampai {until}",
        "ended": "berakhir pada {until}",
        "starts": "mulai {start}",
        "no end": "masa berlaku izin belum tercatat",
        "verified": "terverifikasi",
        "unverified": "tidak terverifikasi",
        "verification": "verifikasi belum tercatat",
        "closed": "ditutup",
        "outside_rule": "lowongan tidak menyebutkan apakah aturan ini berlaku baginya",
        "no end printed": "tanpa tanggal berakhir; dokumen ini ada masa berlakunya",
        "period": "{length} sejak terbit, {source}",
        "year": "{count} tahun",
        "years": "{count} tahun",
        "month": "{count} bulan",
        "months": "{count} bulan",
    },
}


def on_record(expression: NormalExpression, pair: PairRecord, language: Language) -> str:
    """The facts and claims that speak to an expression, as a phrase."""
    phrases: dict[str, None] = {}
    literals: dict[Literal, None] = {}
    for leaf in leaves(expression):
        match leaf:
            case Bound():
                fact = personal_fact(leaf, pair.candidate, pair.departure, language)
                phrases[fact] = None
            case Given():
                phrases[_order_fact(leaf, pair.terms, language)] = None
            case Literal():
                literals[leaf] = None
    if literals:
        phrases.update(dict.fromkeys(_claims(list(literals), pair, language)))
    return "; ".join(phrases)


def _order_fact(given: Given, terms: Terms, language: Language) -> str:
    words, vacancy, as_of = _WORDS[language], terms.vacancy, terms.window.as_of
    if given.fact == "verified":
        return words[vacancy.verification or "verification"]
    if given.fact == "placement_open":
        return words["closed"]
    if given.fact == OUTSIDE_RULE:
        return words[OUTSIDE_RULE]
    if vacancy.permit_from is not None and as_of < vacancy.permit_from:
        return words["starts"].format(start=vacancy.permit_from)
    if vacancy.permit_until is None:
        return words["no end"]
    form = "until" if as_of <= vacancy.permit_until else "ended"
    return words[form].format(until=vacancy.permit_until)


def _claims(literals: Sequence[Literal], pair: PairRecord, language: Language) -> list[str]:
    """The claims that cover one of the literals, else what their sections list instead."""
    words = _WORDS[language]
    covering = pair.covering({literal.concept for literal in literals})
    if covering:
        return [_few(_shown(holding, language) for holding in covering)]
    phrases = []
    for name in dict.fromkeys(pair.taxonomy.kind(literal.kind).section for literal in literals):
        section = pair.candidate.sections[name]
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
    end = _end(holding, language)
    return f"{holding.text} ({label}, {end})" if end else f"{holding.text} ({label})"


def _end(holding: Holding, language: Language) -> str:
    """Until when a paper holds and how that is known; nothing where nothing is said to end it."""
    words, validity, end = _WORDS[language], holding.validity, holding.valid_to
    if end is None and validity is None:
        return ""
    known = words["until"].format(until=end) if end else words["no end printed"]
    if validity is None or validity.months is None:
        return known
    length = _length(validity.months, language)
    return f"{known} ({words['period'].format(length=length, source=validity.source)})"


def _length(months: int, language: Language) -> str:
    """A period in whole years, else in months."""
    years, rest = divmod(months, 12)
    count, unit = (months, "month") if rest else (years, "year")
    return _WORDS[language][unit if count == 1 else f"{unit}s"].format(count=count)


def _few(texts: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(texts))
    more = f", +{len(distinct) - _SHOWN}" if len(distinct) > _SHOWN else ""
    return ", ".join(distinct[:_SHOWN]) + more

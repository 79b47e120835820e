"""What a judge sees of a candidate and of a vacancy: what bears on the work, and nothing else.

Of a candidate neither id nor name, sex, birth, body, home or school type is shown, nor the sections
`documents` and `conditions`, which may tell of faith or family. What a vacancy asks of these is
left out as well: it earns no score, and gates judge it. Texts stand as they are on record, so that
a judge does not see them as the matching read them; ids of concepts are shown as their labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from matcher.features.wording import Language
from matcher.records import Candidate, Vacancy
from matcher.records.claims import Claim, Section, SectionName
from matcher.records.evidence import Evidence, evidence_grades
from matcher.records.requirements import AllOf, AnyOf, Asked, Expression, Requirement, leaves
from matcher.taxonomy import Taxonomy

__all__ = ["Offer", "offer_shown", "qualities_shown"]

_SHOWN: tuple[SectionName, ...] = (
    "education",
    "skills",
    "certificates",
    "languages",
    "experience",
)
#: Of these a date says something about the work; of others it may tell the age.
_DATED = frozenset({"certificates", "languages", "experience"})
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "education": "Education",
        "skills": "Skills",
        "certificates": "Certificates",
        "languages": "Languages",
        "experience": "Experience",
        "wishes": "Wishes",
        "absent": "not on record",
        "none": "none",
        "partial": "(list not complete)",
        "from": "from {start}",
        "until": "until {end}",
        "both": "{start} to {end}",
        "wage from": "a wage from {wage}",
        "or": "or",
        "and": "and",
        "other": "another condition",
        "nice": "Nice to have",
        "nothing": "nothing stated",
        "hour": "an hour",
        "month": "a month",
        "year": "a year",
        "least": "from {low}",
        "most": "up to {high}",
    },
    "id": {
        "education": "Pendidikan",
        "skills": "Keahlian",
        "certificates": "Sertifikat",
        "languages": "Bahasa",
        "experience": "Pengalaman",
        "wishes": "Keinginan",
        "absent": "belum tercatat",
        "none": "tidak ada",
        "partial": "(daftar belum lengkap)",
        "from": "sejak {start}",
        "until": "sampai {end}",
        "both": "{start} sampai {end}",
        "wage from": "upah mulai {wage}",
        "or": "atau",
        "and": "dan",
        "other": "syarat lain",
        "nice": "Diutamakan",
        "nothing": "tidak disebutkan",
        "hour": "per jam",
        "month": "per bulan",
        "year": "per tahun",
        "least": "mulai {low}",
        "most": "sampai {high}",
    },
}


class Offer(NamedTuple):
    """What is shown of a vacancy."""

    title: str
    place: str
    asks: str
    wage: str


def qualities_shown(candidate: Candidate, taxonomy: Taxonomy, language: Language) -> str:
    """What a candidate has, a line for each section, and what is wished."""
    words = _WORDS[language]
    lines = [
        f"{words[name]}: {_section(candidate.section(name), name, taxonomy, language)}"
        for name in _SHOWN
    ]
    wishes = candidate.wishes
    wished = [*wishes.countries, *wishes.sectors]
    if wishes.wage_min is not None:
        wage = f"{_number(wishes.wage_min, language)} {wishes.currency or ''}".strip()
        wished.append(words["wage from"].format(wage=wage))
    lines.append(f"{words['wishes']}: {', '.join(wished) or words['absent']}")
    return "\n".join(lines)


def offer_shown(vacancy: Vacancy, taxonomy: Taxonomy, language: Language) -> Offer:
    """What a vacancy is, where, what it asks, and what it pays."""
    place = "\n".join(filter(None, (vacancy.country, vacancy.sector)))
    return Offer(vacancy.title, place, _asks(vacancy, taxonomy, language), _wage(vacancy, language))


def _section(section: Section, name: SectionName, taxonomy: Taxonomy, language: Language) -> str:
    words = _WORDS[language]
    if section.state == "absent" or not (section.claims or section.is_complete):
        return words["absent"]
    noted: dict[str, dict[str, None]] = {}
    for claim in section.claims:
        text = _named(claim.what, claim.level, taxonomy, language)
        noted.setdefault(_note(claim, language, dated=name in _DATED), {})[text] = None
    parts = [f"{', '.join(texts)} [{note}]" if note else ", ".join(texts)
             for note, texts in noted.items()]  # fmt: skip
    listed = "; ".join(parts) or words["none"]
    return listed if section.is_complete else f"{listed} {words['partial']}"


def _note(claim: Claim, language: Language, *, dated: bool) -> str:
    """How a claim is backed, and when it holds or was."""
    evidence = "" if claim.evidence is None else _evidence(claim.evidence, language)
    period = _period(claim, language) if dated else ""
    return ", ".join(filter(None, (evidence, period)))


def _evidence(evidence: Evidence, language: Language) -> str:
    grade = evidence_grades()[evidence]
    return grade.label_id if language == "id" else grade.label_en


def _period(claim: Claim, language: Language) -> str:
    start, end = claim.valid_from, claim.valid_to
    if start is None and end is None:
        return ""
    form = "both" if start and end else "from" if start else "until"
    return _WORDS[language][form].format(start=start, end=end)


def _named(what: str, level: str | None, taxonomy: Taxonomy, language: Language) -> str:
    name = taxonomy[what].label(language) if what in taxonomy else what
    return f"{name} {level}" if level else name


def _asks(vacancy: Vacancy, taxonomy: Taxonomy, language: Language) -> str:
    """A line for what must be had in each section, and for what is nice to have."""
    words = _WORDS[language]
    lines: dict[str, list[str]] = {}
    for asked in vacancy.asks():
        section = _section_asked(asked)
        if section is not None:
            title = words[section] if asked.importance == "must" else words["nice"]
            phrase = _phrase(asked.expression, taxonomy, language)
            lines.setdefault(title, []).append(phrase)
    listed = [
        f"{title}: {'; '.join(dict.fromkeys(lines[title]))}" for title in _titles(lines, words)
    ]
    return "\n".join(listed) or words["nothing"]


def _titles(lines: Mapping[str, Sequence[str]], words: Mapping[str, str]) -> Iterator[str]:
    order = (*(words[name] for name in _SHOWN), words["nice"])
    return (title for title in order if title in lines)


def _section_asked(requirement: Requirement) -> SectionName | None:
    """The section that a requirement speaks of first; None where it is of no concern here."""
    if requirement.stage != "select":
        return None
    sections = (leaf.section for leaf in leaves(requirement.expression) if isinstance(leaf, Asked))
    return next((name for name in sections if name in _SHOWN), None)


def _phrase(expression: Expression, taxonomy: Taxonomy, language: Language) -> str:
    """What an expression asks; an alternative that is not shown is some other condition."""
    words = _WORDS[language]
    match expression:
        case AnyOf():
            return f" {words['or']} ".join(_parts(expression.any, taxonomy, language))
        case AllOf():
            seen = [part for part in expression.all if _is_seen(part)]
            return f" {words['and']} ".join(_parts(seen, taxonomy, language)) or words["other"]
        case Asked() if expression.section in _SHOWN:
            return _named(expression.what, expression.level, taxonomy, language)
        case _:
            return words["other"]


def _is_seen(expression: Expression) -> bool:
    """Whether something of an expression is shown."""
    return any(isinstance(leaf, Asked) and leaf.section in _SHOWN for leaf in leaves(expression))


def _parts(parts: Sequence[Expression], taxonomy: Taxonomy, language: Language) -> Iterator[str]:
    """The distinct phrases of parts, in brackets where they have parts of their own."""
    phrases = (
        f"({phrase})" if _has_parts(part) else phrase
        for part in parts
        for phrase in [_phrase(part, taxonomy, language)]
    )
    return iter(dict.fromkeys(phrases))


def _has_parts(expression: Expression) -> bool:
    if isinstance(expression, AllOf):
        return sum(map(_is_seen, expression.all)) > 1
    return isinstance(expression, AnyOf) and len(expression.any) > 1


def _wage(vacancy: Vacancy, language: Language) -> str:
    words, low, high = _WORDS[language], vacancy.wage_min, vacancy.wage_max
    if low is None and high is None:
        return words["nothing"]
    ends = [_number(end, language) for end in dict.fromkeys((low, high)) if end is not None]
    amount = "–".join(ends)
    if high is None:
        amount = words["least"].format(low=amount)
    elif low is None:
        amount = words["most"].format(high=amount)
    period = words[vacancy.wage_period] if vacancy.wage_period else None
    return " ".join(filter(None, (amount, vacancy.currency, period)))


def _number(value: float, language: Language) -> str:
    """A number as it is written in a language.

    >>> _number(1500000, "id"), _number(12.5, "id"), _number(1500000, "en")
    ('1.500.000', '12,5', '1,500,000')
    """
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "id" else text

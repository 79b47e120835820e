"""Says in words what a rule asks, for which vacancies, since when, and for what it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.eligibility.rules import Rule, RulePack
from matcher.features.wording import Language, word_expression
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.schemes import scheme_id, scheme_label
from matcher.taxonomy import Taxonomy

__all__ = ["RuleWords", "word_rule"]

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "select": "to be chosen",
        "depart": "to leave",
        "notice": "notice, never judged",
        "since": "since {first}",
        "between": "from {first} to {last}",
        "everyone": "every vacancy",
        "or": "or",
        "ask": "an open question where the vacancy does not state the {names}",
        "countries": "country",
        "schemes": "scheme",
        "employer_types": "type of employer",
        "occupations": "occupation",
        "household": "household",
        "company": "company",
        "institution": "institution",
        "vessel": "vessel",
    },
    "id": {
        "select": "untuk terpilih",
        "depart": "untuk berangkat",
        "notice": "pemberitahuan, tidak dinilai",
        "since": "sejak {first}",
        "between": "dari {first} sampai {last}",
        "everyone": "semua lowongan",
        "or": "atau",
        "ask": "pertanyaan terbuka jika lowongan tidak menyebut {names}",
        "countries": "negara",
        "schemes": "skema",
        "employer_types": "jenis pemberi kerja",
        "occupations": "pekerjaan",
        "household": "rumah tangga",
        "company": "perusahaan",
        "institution": "lembaga",
        "vessel": "kapal",
    },
}


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule in the words of one language; `asked` is None for a notice."""

    title: str
    asked: str | None
    audience: str
    period: str
    stage: str


def word_rule(
    rule: Rule, pack: RulePack, records: RecordNormalizer, language: Language
) -> RuleWords:
    """The rule in words.

    >>> from matcher.normalizing.normalizer import default_normalizer
    >>> rule = Rule(id="r", title_en="Of age", title_id="Cukup umur", source="s",
    ...     confidence="quoted", valid_from="2020-01-01", expression={"age_min": 18},
    ...     countries=("Japan",), schemes=("ssw",))
    >>> pack = RulePack(id="p", version="1", title_en="a", title_id="b", rules=(rule,))
    >>> words = word_rule(rule, pack, RecordNormalizer(default_normalizer()), "en")
    >>> print(words.asked, words.audience, words.period, sep="; ")
    age at least 18; Japan; Specified Skilled Worker No. 1 (Japan); since 2020-01-01
    """
    words = _WORDS[language]
    asked = rule.requirement(pack.origin)
    normal = records.requirement(asked) if asked is not None else None
    taxonomy = records.taxonomy
    form = words["since" if rule.valid_to is None else "between"]
    return RuleWords(
        title=rule.title_id if language == "id" else rule.title_en,
        asked=word_expression(normal.expression, taxonomy, language) if normal else None,
        audience="; ".join(_audience(rule, taxonomy, language)),
        period=form.format(first=rule.valid_from, last=rule.valid_to),
        stage=words["notice" if rule.is_notice else rule.stage],
    )


def _audience(rule: Rule, taxonomy: Taxonomy, language: Language) -> Iterator[str]:
    """For which vacancies, then what is an open question."""
    words = _WORDS[language]
    named = {
        "countries": [_country(one, taxonomy, language) for one in rule.countries],
        "schemes": [scheme_label(scheme_id(one), language) for one in rule.schemes],
        "employer_types": [words[one] for one in rule.employer_types],
        "occupations": [_occupation(one, taxonomy, language) for one in rule.occupations],
    }
    if not any(named.values()):
        yield words["everyone"]
    for names in filter(None, named.values()):
        yield _listed(names, words["or"])
    if rule.ask:
        asked = _listed([words[one] for one in rule.ask], words["or"])
        yield words["ask"].format(names=asked)


def _country(name: str, taxonomy: Taxonomy, language: Language) -> str:
    return taxonomy.country_labels.get(name, name) if language == "id" else name


def _occupation(name: str, taxonomy: Taxonomy, language: Language) -> str:
    return taxonomy[name].label(language) if name in taxonomy else name


def _listed(names: list[str], joint: str) -> str:
    """The names as `a, b or c`."""
    return f" {joint} ".join(filter(None, (", ".join(names[:-1]), names[-1])))

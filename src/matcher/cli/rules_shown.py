"""Rules and their coverage as tables for the terminal and as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from matcher.cli import showing
from matcher.coverage import Coverage, RuleCoverage
from matcher.eligibility.rule_words import RuleWords, word_rule
from matcher.eligibility.rules import Rule, RulePack
from matcher.features.wording import Language
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.schemes import scheme_label
from matcher.taxonomy import default_taxonomy

__all__ = [
    "coverage_dict",
    "coverage_tables",
    "facts_table",
    "pack_facts",
    "pack_table",
    "packs_table",
    "rule_facts",
]

_ROWS_SHOWN = 30
_IDS_SHOWN = 3
#: What stands under both languages, and is shown in one.
_WORDED = ("title", "asked", "audience", "period", "stage")
#: Names of columns and values in Indonesian; in English they are what they are called in JSON.
_INDONESIAN: Mapping[str, str] = {
    "pack": "paket",
    "rule": "aturan",
    "rules": "aturan",
    "title": "judul",
    "version": "versi",
    "quoted": "dikutip",
    "derived": "disimpulkan",
    "recalled": "dari ingatan",
    "assumed": "perkiraan",
    "in force": "berlaku",
    "to be chosen": "untuk terpilih",
    "to leave": "untuk berangkat",
    "notice": "pemberitahuan",
    "confidence": "keyakinan",
    "origin": "asal",
    "law of Indonesia": "hukum Indonesia",
    "host country or its agreement": "negara tujuan atau perjanjiannya",
    "asked": "syarat",
    "audience": "untuk",
    "period": "masa berlaku",
    "stage": "tahap",
    "source": "sumber",
    "note": "catatan (bahasa Inggris)",
    "replaces": "menggantikan",
    "{covered} of {all} vacancies have rules of their destination or scheme on {day}.": "{covered} "
    "dari {all} lowongan punya aturan dari negara tujuan atau skemanya pada {day}.",
    "by pack": "per paket",
    "by rule": "per aturan",
    "vacancies": "lowongan",
    "as a question": "sebagai pertanyaan",
    "replaced": "dikesampingkan",
    "{count} more speak of none": "{count} lainnya tidak menyangkut satu pun",
    "only the general law": "hanya hukum umum",
    "country": "negara",
    "scheme": "skema",
    "not stated": "tidak disebutkan",
    "not told": "tidak diketahui",
    "what": "apa",
    "country not stated": "negara tidak disebutkan",
    "country not known": "negara tidak dikenal",
    "scheme not stated": "skema tidak disebutkan",
    "scheme not known": "skema tidak dikenal",
    "employer type not stated": "jenis pemberi kerja tidak disebutkan",
    "occupation not known": "pekerjaan tidak dikenal",
    "closed to everybody": "tertutup bagi semua orang",
    "such as": "misalnya",
    "{shown} of {all}; all of them with --json": "{shown} dari {all}; semuanya dengan --json",
}
_STAGES = {"select": "to be chosen", "depart": "to leave"}
_ORIGINS = {"law": "law of Indonesia", "host_country": "host country or its agreement"}


def rule_facts(rule: Rule, pack: RulePack, records: RecordNormalizer) -> dict[str, Any]:
    """What is known of a rule as plain values: as written, and in both languages."""
    words: dict[str, RuleWords] = {
        "en": word_rule(rule, pack, records, "en"),
        "id": word_rule(rule, pack, records, "id"),
    }
    return {
        "id": rule.id,
        "pack": pack.id,
        "origin": pack.origin,
        **{name: {one: getattr(words[one], name) for one in words} for name in _WORDED},
        "confidence": rule.confidence,
        "source": rule.source,
        "note": rule.note,
        "replaces": list(rule.replaces),
        "rule": rule.model_dump(mode="json", exclude_none=True),
    }


def pack_facts(pack: RulePack, records: RecordNormalizer) -> dict[str, Any]:
    """A pack with its rules as plain values."""
    return {
        "id": pack.id,
        "version": pack.version,
        "title": {"en": pack.title_en, "id": pack.title_id},
        "origin": pack.origin,
        "rules": [rule_facts(rule, pack, records) for rule in pack.rules],
    }


def facts_table(facts: dict[str, Any], language: Language) -> Table:
    """The facts of a rule, one below the other."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    shown = {name: value[language] if name in _WORDED else value for name, value in facts.items()}
    shown["origin"] = _word(_ORIGINS[facts["origin"]], language)
    shown["confidence"] = _word(facts["confidence"], language)
    shown["replaces"] = "; ".join(facts["replaces"])
    for name, value in shown.items():
        if value and name != "rule":
            table.add_row(_word(name, language), Text(str(value)))
    return table


def packs_table(packs: Iterable[RulePack], language: Language) -> Table:
    """Packs with the number of their rules and of each confidence."""
    table = showing.plain_table()
    for name in ("pack", "title", "version"):
        table.add_column(_word(name, language), no_wrap=name != "title")
    for name in ("rules", "quoted", "derived", "recalled"):
        table.add_column(_word(name, language), justify="right")
    for pack in packs:
        sure = Counter(rule.confidence for rule in pack.rules)
        counts = (len(pack.rules), sure["quoted"], sure["derived"], sure["recalled"])
        table.add_row(pack.id, Text(_title(pack, language)), pack.version, *map(str, counts))
    return table


def pack_table(pack: RulePack, language: Language) -> Table:
    """The rules of a pack."""
    table = showing.plain_table(f"{_title(pack, language)} ({pack.version})")
    for name in ("rule", "title", "in force", "stage", "confidence"):
        table.add_column(_word(name, language), overflow="fold", no_wrap=name != "title")
    for rule in pack.rules:
        stage = "notice" if rule.is_notice else _STAGES[rule.stage]
        table.add_row(
            rule.id,
            Text(_title(rule, language)),
            f"{rule.valid_from} –" + (f"\n{rule.valid_to}" if rule.valid_to else ""),
            _word(stage, language),
            _word(rule.confidence, language),
        )
    return table


def _title(named: Rule | RulePack, language: Language) -> str:
    return named.title_id if language == "id" else named.title_en


def _word(name: str, language: Language) -> str:
    return _INDONESIAN.get(name, name) if language == "id" else name


def coverage_dict(found: Coverage) -> dict[str, Any]:
    """The coverage as plain values, without the vacancies that need no attention."""
    return {
        "as_of": found.as_of.isoformat(),
        "vacancies": len(found.vacancies),
        "covered": sum(one.is_covered for one in found.vacancies),
        "packs": [_counts(one) for one in found.by_pack()],
        "rules": [asdict(one) for one in found.by_rule()],
        "uncovered": [
            {"country": country, "scheme": scheme, "vacancies": count}
            for country, scheme, count in found.uncovered()
        ],
        "missing": dict(found.missing()),
        "closed": [
            {"id": one.id, "title": one.title, "country": one.country,
             "closed_by": [{"rule": c.rule, "asked": {"en": c.en, "id": c.id}}
                           for c in one.closed_by]}
            for one in found.closed
        ],
    }  # fmt: skip


def _counts(one: RuleCoverage) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name != "rule"}


def coverage_tables(found: Coverage, language: Language, *, by_rule: bool) -> Iterator[Table | str]:
    """What is covered, what is not, what is not told, and what is closed, in that order."""
    said = "{covered} of {all} vacancies have rules of their destination or scheme on {day}."
    yield _word(said, language).format(
        covered=f"{sum(one.is_covered for one in found.vacancies):,}",
        all=f"{len(found.vacancies):,}",
        day=found.as_of,
    )
    yield _speaking("pack", found.by_pack(), language)
    if by_rule:
        yield _speaking("rule", found.by_rule(), language)
    if uncovered := found.uncovered():
        rows = [
            (_country(country, language), _scheme(scheme, language), f"{count:,}")
            for country, scheme, count in uncovered
        ]
        yield _table("only the general law", ("country", "scheme", "vacancies"), rows, language)
    if missing := found.missing():
        lines = [(_word(what, language), f"{count:,}") for what, count in missing]
        yield _table("not told", ("what", "vacancies"), lines, language)
    if found.closed:
        head = ("what", "vacancies", "such as")
        yield _table("closed to everybody", head, list(_closings(found, language)), language)


def _speaking(name: str, counted: Sequence[RuleCoverage], language: Language) -> Table:
    """Of how many vacancies packs or rules speak; those that speak of none are only counted."""
    rows = [
        (one.rule or one.pack, f"{one.vacancies:,}", f"{one.open:,}", f"{one.replaced:,}")
        for one in counted
        if one.vacancies or one.open or one.replaced
    ]
    head = (name, "vacancies", "as a question", "replaced")
    table = _table(f"by {name}", head, rows, language, most=len(rows))
    if silent := len(counted) - len(rows):
        table.caption = _word("{count} more speak of none", language).format(count=silent)
    return table


def _country(country: str | None, language: Language) -> str:
    if country is None:
        return _word("not stated", language)
    return default_taxonomy().country_labels.get(country, country) if language == "id" else country


def _scheme(scheme: str | None, language: Language) -> str:
    if scheme is None:
        return _word("not stated", language)
    return scheme_label(scheme, language)


def _closings(found: Coverage, language: Language) -> Iterator[tuple[str, ...]]:
    """Each rule or contradiction that closes vacancies, with the number of them and some ids."""
    titles = {
        rule.id: f"{_title(rule, language)} ({rule.id})"
        for pack in found.packs
        for rule in pack.rules
    }
    ids: dict[str, list[str]] = {}
    for one in found.closed:
        for closing in one.closed_by:
            what = titles[closing.rule] if closing.rule else closing.words(language)
            ids.setdefault(what, []).append(one.id)
    for what, names in sorted(ids.items(), key=lambda item: -len(item[1])):
        more = ", ..." if len(names) > _IDS_SHOWN else ""
        yield what, f"{len(names):,}", ", ".join(names[:_IDS_SHOWN]) + more


def _table(
    title: str,
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    language: Language,
    *,
    most: int = _ROWS_SHOWN,
) -> Table:
    table = showing.plain_table(_word(title, language))
    for name in head:
        right = name in {"vacancies", "as a question", "replaced"}
        table.add_column(
            _word(name, language), justify="right" if right else "left", overflow="fold"
        )
    for cells in rows[:most]:
        table.add_row(*map(Text, cells))
    if len(rows) > most:
        said = _word("{shown} of {all}; all of them with --json", language)
        table.caption = said.format(shown=most, all=f"{len(rows):,}")
    return table

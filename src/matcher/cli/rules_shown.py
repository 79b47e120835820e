"""Rules and their coverage as tables for the terminal and as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich import box
from rich.table import Table

from matcher.coverage import Coverage, RuleCoverage
from matcher.eligibility.rule_words import RuleWords, word_rule
from matcher.eligibility.rules import Rule, RulePack
from matcher.features.wording import Language
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.schemes import scheme_label

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
    for name, value in facts.items():
        shown = value[language] if name in _WORDED else value
        if shown and name != "rule":
            table.add_row(name, "; ".join(shown) if isinstance(shown, list) else str(shown))
    return table


def packs_table(packs: Iterable[RulePack], language: Language) -> Table:
    """Packs with the number of their rules and of each confidence."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("pack", "title", "version"):
        table.add_column(name, no_wrap=name != "title")
    for name in ("rules", "quoted", "derived", "recalled"):
        table.add_column(name, justify="right")
    for pack in packs:
        sure = Counter(rule.confidence for rule in pack.rules)
        title = pack.title_id if language == "id" else pack.title_en
        counts = (len(pack.rules), sure["quoted"], sure["derived"], sure["recalled"])
        table.add_row(pack.id, title, pack.version, *map(str, counts))
    return table


def pack_table(pack: RulePack, records: RecordNormalizer, language: Language) -> Table:
    """The rules of a pack."""
    title = pack.title_id if language == "id" else pack.title_en
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=f"{title} ({pack.version})")
    table.title_justify = "left"
    for name in ("rule", "title", "period", "stage", "confidence"):
        table.add_column(name, overflow="fold", no_wrap=name == "rule")
    for rule in pack.rules:
        words = word_rule(rule, pack, records, language)
        table.add_row(rule.id, words.title, words.period, words.stage, rule.confidence)
    return table


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
    covered = sum(one.is_covered for one in found.vacancies)
    yield (
        f"{covered:,} of {len(found.vacancies):,} vacancies have rules of their destination "
        f"or scheme on {found.as_of}."
    )
    yield _speaking("pack", found.by_pack())
    if by_rule:
        yield _speaking("rule", found.by_rule())
    if uncovered := found.uncovered():
        rows = [
            (country or "not stated", _scheme(scheme, language), f"{count:,}")
            for country, scheme, count in uncovered
        ]
        yield _table("only the general law", ("country", "scheme", "vacancies"), rows)
    if missing := found.missing():
        lines = [(what, f"{count:,}") for what, count in missing]
        yield _table("not told", ("what", "vacancies"), lines)
    if found.closed:
        head = ("what", "vacancies", "such as")
        yield _table("closed to everybody", head, list(_closings(found, language)))


def _speaking(name: str, counted: Iterable[RuleCoverage]) -> Table:
    rows = [
        (one.rule or one.pack, f"{one.vacancies:,}", f"{one.open:,}", f"{one.replaced:,}")
        for one in counted
    ]
    head = (name, "vacancies", "as a question", "replaced")
    return _table(f"by {name}", head, rows, most=len(rows))


def _scheme(scheme: str | None, language: Language) -> str:
    return scheme_label(scheme, language) if scheme is not None else "not stated"


def _closings(found: Coverage, language: Language) -> Iterator[tuple[str, ...]]:
    """Each rule or contradiction that closes vacancies, with the number of them and some ids."""
    ids: dict[str, list[str]] = {}
    for one in found.closed:
        for closing in one.closed_by:
            ids.setdefault(closing.rule or closing.words(language), []).append(one.id)
    for what, names in sorted(ids.items(), key=lambda item: -len(item[1])):
        more = ", ..." if len(names) > _IDS_SHOWN else ""
        yield what, f"{len(names):,}", ", ".join(names[:_IDS_SHOWN]) + more


def _table(
    title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, most: int = _ROWS_SHOWN
) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    for name in head:
        right = name in {"vacancies", "as a question", "replaced"}
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for cells in rows[:most]:
        table.add_row(*cells)
    if len(rows) > most:
        table.caption = f"{most} of {len(rows):,}; all of them with --json"
    return table

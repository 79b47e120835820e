"""The commands of `matcher rules`: show, validate, compare rule packs, and what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from matcher.adverts import read_vacancies
from matcher.cli import rules_shown, showing
from matcher.cli.steps import (
    AsJson,
    AsOf,
    Lang,
    Language,
    Output,
    PackFiles,
    VacanciesFile,
    note,
    tell_rejected,
)
from matcher.coverage import Coverage, coverage_of
from matcher.eligibility.comparing_packs import compare_packs
from matcher.eligibility.pack_problems import find_pack_problems
from matcher.eligibility.packs import (
    default_packs,
    distinct_packs,
    pack_files,
    read_pack,
    read_packs,
)
from matcher.eligibility.rules import RulePack
from matcher.errors import RulePackError, UnknownName
from matcher.index import Context
from matcher.normalizing.normalizer import default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records.dates import parse_date
from matcher.records.writing import write_table
from matcher.settings import Settings, Weights
from matcher.taxonomy import default_taxonomy

__all__ = ["rules_app"]

rules_app = typer.Typer(
    name="rules",
    help="Look into the rule packs: what they ask, what is wrong in them, what they cover.",
    no_args_is_help=True,
    add_completion=False,
)


@rules_app.command(epilog="Example: matcher rules show japan-ssw --on 2025-12-01 --language id")
def show(
    name: Annotated[
        str | None, typer.Argument(help="The id of a pack or of a rule; without it all packs.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="Only rules in force on this day, as 2025-12-01.")
    ] = None,
    pack: PackFiles = None,
    language: Lang = Language.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Show one rule with its source, the rules of one pack, or all packs."""
    packs = _packs(pack)
    day = parse_date(on) if on is not None else None
    records = RecordNormalizer(default_normalizer())
    for one in packs:
        for rule in one.rules:
            if rule.id == name:
                facts = rules_shown.rule_facts(rule, one, records)
                if as_json:
                    showing.print_json(facts)
                else:
                    showing.console().print(rules_shown.facts_table(facts, language.value))
                return
    chosen = [_in_force(one, day) for one in packs if name in (None, one.id)]
    if not chosen:
        known = [one.id for one in packs] + [rule.id for one in packs for rule in one.rules]
        raise UnknownName("pack or rule", str(name), known=known)
    if as_json:
        told = [rules_shown.pack_facts(one, records) for one in chosen]
        showing.print_json(told if name is None else told[0])
    elif name is None:
        showing.console().print(rules_shown.packs_table(chosen, language.value))
    else:
        showing.console().print(rules_shown.pack_table(chosen[0], language.value))


@rules_app.command(epilog="Example: matcher rules validate my-rules.toml")
def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Rule packs, or folders of them; else the package's own."),
    ] = None,
    show_all: Annotated[
        bool, typer.Option("--all", help="Also tell which rules go before others.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find what is wrong in rule packs, beside the package's own; exit code 1 if there is any."""
    given, refused = _read(paths or ())
    names = {one.id for one in given} if paths else {one.id for one in default_packs()}
    beside = [one for one in default_packs() if one.id not in names] if paths else default_packs()
    found = find_pack_problems(distinct_packs([*beside, *given]), default_taxonomy())
    own = [one for one in found if one.pack in names]
    problems = [one for one in own if one.severity == "problem"]
    told = [one for one in own if show_all or one.severity == "problem"]
    if as_json:
        lines: Sequence[dict[str, Any]] = [*map(_refusal, refused), *map(asdict, own)]
        showing.print_json(lines)
    else:
        for line in (*refused, *told):
            showing.console().print(str(line), markup=False, highlight=False, soft_wrap=True)
        count = len(problems) + len(refused)
        summary = f"{count:,} problem{'' if count == 1 else 's'}." if count else "No problems."
        showing.console().print(summary)
    if problems or refused:
        raise typer.Exit(1)


@rules_app.command(epilog="Example: matcher rules diff old-rules.toml new-rules.toml")
def diff(
    old: Annotated[Path, typer.Argument(help="A rule pack, or a folder of them.")],
    new: Annotated[
        Path | None, typer.Argument(help="Another; else the package's own packs.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the rules that were added, removed or changed, field by field."""
    changes = compare_packs(read_packs([old]), read_packs([new]) if new else default_packs())
    if as_json:
        showing.print_json([asdict(change) for change in changes])
        return
    for change in changes:
        showing.console().print(str(change), markup=False, highlight=False, soft_wrap=True)
    if not changes:
        showing.console().print("No differences.")


@rules_app.command(
    epilog="Example: matcher rules coverage vacancies.csv --as-of 2025-12-01 -o covered.csv"
)
def coverage(
    vacancies: VacanciesFile,
    as_of: AsOf,
    pack: PackFiles = None,
    by_rule: Annotated[bool, typer.Option("--by-rule", help="Also count for each rule.")] = False,
    output: Output = None,
    language: Lang = Language.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Count which rules speak of which vacancies, what none covers, and what is closed to all."""
    jobs = read_vacancies(vacancies)
    tell_rejected(vacancies, jobs)
    context = Context(
        as_of=parse_date(as_of),
        weights=Weights(),
        settings=Settings(),
        records=RecordNormalizer(default_normalizer()),
        packs=distinct_packs(_packs(pack)),
    )
    with showing.progress(len(jobs), "covering") as advance:
        found = coverage_of(jobs, context, progress=advance)
    if output is not None:
        write_table(found.to_arrow(), output)
        note(f"Wrote {len(found.vacancies):,} vacancies to {output}.")
    if as_json:
        showing.print_json(rules_shown.coverage_dict(found))
    elif output is None:
        _print_coverage(found, language, by_rule=by_rule)


def _print_coverage(found: Coverage, language: Language, *, by_rule: bool) -> None:
    console = showing.console()
    for table in rules_shown.coverage_tables(found, language.value, by_rule=by_rule):
        console.print(table)


def _packs(paths: Iterable[Path] | None) -> list[RulePack]:
    """The package's own packs, then others."""
    return [*default_packs(), *read_packs(paths or ())]


def _in_force(pack: RulePack, day: date | None) -> RulePack:
    rules = tuple(rule for rule in pack.rules if day is None or rule.holds_on(day))
    return pack.model_copy(update={"rules": rules})


def _read(paths: Iterable[Path]) -> tuple[list[RulePack], list[RulePackError]]:
    """The packs that can be read, and why the others cannot."""
    packs: list[RulePack] = []
    refused: list[RulePackError] = []
    for path in pack_files(paths):
        try:
            packs.append(read_pack(path))
        except RulePackError as error:
            refused.append(error)
    return packs, refused


def _refusal(error: RulePackError) -> dict[str, Any]:
    return {
        "file": error.file,
        "line": error.line,
        "severity": "problem",
        "reason": error.reason,
        "repair": error.repair,
    }

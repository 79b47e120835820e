"""The commands of `matcher taxonomy`: show, search, validate and compare taxonomies."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from matcher.cli import showing
from matcher.cli.steps import note
from matcher.errors import InputError
from matcher.normalizing.folding import fold
from matcher.normalizing.normalizer import Normalizer
from matcher.records import Rejected
from matcher.sample import load_sample
from matcher.taxonomy import Taxonomy, default_taxonomy, read_taxonomy
from matcher.taxonomy.comparing import compare_taxonomies
from matcher.taxonomy.counting import TaxonomyCounts, count_taxonomy
from matcher.taxonomy.loading import packaged_tables
from matcher.taxonomy.validating import find_problems

__all__ = ["Aliases", "asked_in_the_sample", "chosen_taxonomy", "concept_facts", "taxonomy_app"]

taxonomy_app = typer.Typer(
    name="taxonomy",
    help="Look into the taxonomy: its concepts, their names and relations, and its tables.",
    no_args_is_help=True,
    add_completion=False,
)

Tables = Annotated[
    Path | None,
    typer.Option(
        "--tables",
        help="A folder of tables like the package's, or one table of ids and labels; else its own.",
    ),
]
Aliases = Annotated[
    Path | None,
    typer.Option(
        "--aliases", help="A table of aliases of your own: alias, concept, language, preferred."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


@taxonomy_app.command(epilog="Example: matcher taxonomy show skill:smaw-3g")
def show(
    concept: Annotated[
        str | None, typer.Argument(help="A concept's id; without it the whole is counted.")
    ] = None,
    tables: Tables = None,
    aliases: Aliases = None,
    as_json: AsJson = False,
) -> None:
    """Show one concept with its names, relations, codes and source, or count them all."""
    taxonomy = chosen_taxonomy(tables, aliases)
    if concept is None:
        counts = count_taxonomy(taxonomy, asked_in_the_sample())
        if as_json:
            showing.print_json(asdict(counts))
        else:
            _print_counts(counts)
        return
    facts = concept_facts(taxonomy, concept)
    if as_json:
        showing.print_json(facts)
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts.items():
        if value:
            listed = value if isinstance(value, list) else [value]
            table.add_row(name.replace("_", " "), "; ".join(map(str, listed)))
    showing.console().print(table)


@taxonomy_app.command(epilog='Example: matcher taxonomy search "perawat lansia" -k 5')
def search(
    text: Annotated[str, typer.Argument(help="What to look for, in any of its languages.")],
    k: Annotated[int, typer.Option("-k", min=1, help="How many concepts.")] = 10,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only concepts of this kind; may be repeated.")
    ] = None,
    tables: Tables = None,
    aliases: Aliases = None,
    as_json: AsJson = False,
) -> None:
    """List the concepts whose names are most like a text, best first."""
    taxonomy = chosen_taxonomy(tables, aliases)
    hits = Normalizer(taxonomy).search([text], k, kinds=kind or None)[0]
    if as_json:
        showing.print_json(
            [{"id": hit.id, "label": taxonomy[hit.id].label_en, "score": hit.score} for hit in hits]
        )
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("concept", "English", "Indonesian", "score"):
        table.add_column(name, justify="right" if name == "score" else "left")
    for hit in hits:
        found = taxonomy[hit.id]
        table.add_row(hit.id, found.label_en, found.label_id, f"{hit.score:.2f}")
    showing.console().print(table)


@taxonomy_app.command(epilog="Example: matcher taxonomy validate my-tables/")
def validate(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of tables; else the package's own.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find every row that breaks a promise of the tables; exit code 1 if there is one."""
    problems = find_problems(_folder(folder) if folder else packaged_tables(), fold=fold)
    if as_json:
        showing.print_json(
            [{"table": one.table, "row": one.row, "reason": one.reason, "repair": one.repair}
             for one in problems]
        )  # fmt: skip
    else:
        for one in problems:
            showing.console().print(str(one), markup=False, highlight=False, soft_wrap=True)
        count = f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
        showing.console().print("No problems." if not problems else f"{count}.")
    if problems:
        raise typer.Exit(1)


@taxonomy_app.command(epilog="Example: matcher taxonomy diff old-tables/ my-tables/")
def diff(
    old: Annotated[Path, typer.Argument(help="A folder of tables.")],
    new: Annotated[
        Path | None, typer.Argument(help="Another folder; else the package's own tables.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the rows that were added, removed or changed from one folder of tables to another."""
    changes = compare_taxonomies(_folder(old), _folder(new) if new else packaged_tables())
    if as_json:
        showing.print_json([asdict(change) for change in changes])
        return
    for change in changes:
        showing.console().print(str(change), markup=False, highlight=False, soft_wrap=True)
    if not changes:
        showing.console().print("No differences.")


def concept_facts(taxonomy: Taxonomy, concept: str) -> dict[str, Any]:
    """What is known of a concept, as plain values; relations name the other concepts."""
    node = taxonomy[concept]
    covered = taxonomy.covered_by(concept) - {concept}
    above = [one.id for one in taxonomy if concept in taxonomy.covered_by(one.id) - {one.id}]
    near = {
        name: weight
        for name, weight in taxonomy.similar_to(concept).items()
        if name not in covered and name != concept
    }
    return {
        "id": node.id,
        "kind": node.kind,
        "label_en": node.label_en,
        "label_id": node.label_id,
        "also": [f"{label.text} ({label.language})" for label in taxonomy.labels
                 if label.concept == concept and label.text not in (node.label_en, node.label_id)],
        "levels": [level.label for level in scale.levels]
        if (scale := taxonomy.scale_of(concept))
        else [],
        "covers": sorted(covered),
        "covered_by": sorted(above),
        "resembles": [f"{name} {weight:g}" for name, weight in near.items()],
        "teaches": list(taxonomy.implies.get(concept, ())),
        "taught_by": sorted(one for one, skills in taxonomy.implies.items() if concept in skills),
        "needs": list(taxonomy.uses.get(concept, ())),
        "needed_by": sorted(one for one, skills in taxonomy.uses.items() if concept in skills),
        "codes": [f"{code.classification} {code.code} {code.title}"
                  for code in taxonomy.codes.get(concept, ())],
        "source": node.source,
        "confidence": node.confidence,
    }  # fmt: skip


def _print_counts(counts: TaxonomyCounts) -> None:
    confidences = sorted({name for row in counts.concepts.values() for name in row})
    languages = sorted({name for row in counts.labelled.values() for name in row})
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("kind", "concepts", *confidences, *languages):
        table.add_column(name, justify="left" if name == "kind" else "right")
    for kind, by_confidence in sorted(counts.concepts.items()):
        table.add_row(
            kind,
            f"{sum(by_confidence.values()):,}",
            *(f"{by_confidence.get(name, 0):,}" for name in confidences),
            *(f"{counts.labelled[kind].get(name, 0):,}" for name in languages),
        )
    table.caption = "a language counts the concepts with a name in it (mul: in several alike)"
    output = showing.console()
    output.print(table)
    share = counts.grounded_skills / counts.used_skills if counts.used_skills else 0
    output.print(
        f"{counts.used_skills:,} skills are used by a vacancy, a programme or an occupation; "
        f"{share:.0%} of them quoted or derived."
    )
    for classification, concepts in counts.codes.items():
        output.print(f"{concepts:,} concepts have a code of {classification}.")


def chosen_taxonomy(tables: Path | None = None, aliases: Path | None = None) -> Taxonomy:
    """The taxonomy of a folder or a table, else the package's own, with a user's aliases if any.

    What was set aside of the rows is told on standard error.
    """
    if tables is None:
        taxonomy = default_taxonomy()
    else:
        taxonomy = (
            Taxonomy.from_table(tables) if tables.is_file() else read_taxonomy(_folder(tables))
        )
        _tell_rejected(tables, taxonomy.rejected)
    if aliases is None:
        return taxonomy
    with_aliases = taxonomy.with_aliases(aliases, fold=fold)
    _tell_rejected(aliases, with_aliases.rejected[len(taxonomy.rejected) :])
    return with_aliases


def _tell_rejected(path: Path, rejected: tuple[Rejected, ...]) -> None:
    if rejected:
        note(f"{path}: {len(rejected):,} rows set aside:")
        for row in rejected:
            note(f"  {row}")


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise InputError(f"{path} is no folder.", repair="Give the folder that holds the tables.")
    return path


def asked_in_the_sample() -> set[str]:
    """The concepts that the vacancies of the package name by their ids."""
    table = load_sample(candidates=0).vacancies.to_arrow()
    cells = (cell for column in table.columns for cell in column.to_pylist() if cell)
    return {name for cell in cells for name in re.findall(r"[a-z]+:[a-z0-9-]+", str(cell))}

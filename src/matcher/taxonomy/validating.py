"""Finds everything that is wrong in the tables of a taxonomy, not only the first problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from matcher.errors import DataTableError
from matcher.tables import Row
from matcher.taxonomy.building import build_taxonomy
from matcher.taxonomy.table_rows import Rows, TableRows, rows_in
from matcher.taxonomy.taxonomy import Taxonomy

__all__ = ["LANGUAGES", "find_problems"]

#: Languages of aliases: ISO 639-1, and "mul" for what is written alike in several.
LANGUAGES = ("ar", "de", "en", "id", "ja", "ko", "ms", "mul", "zh")

#: What a relation may join: the kinds of its subject, and of its object.
_JOINED = {
    "implies": ({"education"}, {"skill"}),
    "uses": ({"occupation"}, {"skill"}),
    "leads_to": ({"education", "certificate", "skill"}, {"occupation"}),
}
_WITHIN_A_KIND = frozenset({"covers", "near"})


def find_problems(
    folder: str | Path | Traversable, *, fold: Callable[[str], str] = str.casefold
) -> tuple[DataTableError, ...]:
    """What is wrong in the tables of a folder, in the order of the tables; nothing if all is well.

    Besides what building a taxonomy refuses (ids that dangle or stand twice, circles of `covers`,
    weights, scales), the relations must join the kinds they are meant for, kinds and scales of
    concepts must exist, and an alias may stand for two concepts of a kind only where one of them
    is preferred. Aliases are the same where `fold` makes them so.

    >>> from matcher.taxonomy.loading import packaged_tables
    >>> find_problems(packaged_tables())
    ()
    """
    rows = rows_in(Path(folder) if isinstance(folder, str) else folder)
    problems: list[DataTableError] = []
    taxonomy = build_taxonomy(rows, problems.append)
    problems += _kinds_and_scales(rows, taxonomy)
    problems += _relations(rows)
    problems += _aliases(rows, taxonomy, fold)
    return tuple(problems)


def _readable(rows: Rows, table: str) -> list[Row]:
    """The rows that building the taxonomy found whole."""
    whole: list[Row] = []
    TableRows(rows, lambda _: None).each(table, whole.append)
    return whole


def _kinds_and_scales(rows: Rows, taxonomy: Taxonomy) -> Iterator[DataTableError]:
    kinds = {kind for kind, _ in taxonomy.kinds}
    for row in _readable(rows, "concepts"):
        kind, scale = row.cells.get("kind", ""), row.cells.get("scale", "")
        if kind not in kinds:
            yield row.error(f"there is no kind '{kind}'.", repair="Add it to the kinds.")
        if scale and scale not in taxonomy.scales:
            yield row.error(f"there is no scale '{scale}'.", repair="Add it to the scales.")
    for concept in taxonomy:
        if concept.language is not None and concept.language not in taxonomy:
            problem = f"'{concept.id}' names the language '{concept.language}', which is not there."
            yield DataTableError("concepts", 0, problem, repair="Add it to the concepts.")


def _relations(rows: Rows) -> Iterator[DataTableError]:
    seen: set[tuple[str, str, str]] = set()
    for row in _readable(rows, "relations"):
        subject, relation, object_ = (
            row.cells.get(column, "") for column in ("subject", "relation", "object")
        )
        if (subject, relation, object_) in seen:
            yield row.error("the relation stands twice.", repair="Delete one of the rows.")
        seen.add((subject, relation, object_))
        kinds = subject.partition(":")[0], object_.partition(":")[0]
        if relation in _WITHIN_A_KIND and kinds[0] != kinds[1]:
            yield row.error(f"'{relation}' joins {kinds[0]} and {kinds[1]}.",
                            repair="Join concepts of one kind.")  # fmt: skip
        subjects, objects = _JOINED.get(relation, (None, None))
        if subjects is not None and (kinds[0] not in subjects or kinds[1] not in (objects or ())):
            yield row.error(f"'{relation}' joins {kinds[0]} and {kinds[1]}.",
                            repair="docs/taxonomy.md says what it may join.")  # fmt: skip


def _aliases(
    rows: Rows, taxonomy: Taxonomy, fold: Callable[[str], str]
) -> Iterator[DataTableError]:
    meant: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _readable(rows, "aliases"):
        language, concept = row.cells.get("language", ""), row.cells.get("concept", "")
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            yield row.error(f"the language '{language}' is unknown.", repair=f"Use one of {known}.")
        if concept in taxonomy:
            kind = taxonomy[concept].kind
            meant[kind, fold(row.text("alias"))].append(row)
    for sharing in meant.values():
        concepts = {row.text("concept") for row in sharing}
        preferred = {row.text("concept") for row in sharing if row.text("preferred")}
        if len(concepts) > 1 and len(preferred) != 1:
            listed = ", ".join(sorted(concepts))
            yield sharing[-1].error(f"'{sharing[-1].text('alias')}' stands for {listed}.",
                                    repair="Write yes as preferred for one of them.")  # fmt: skip

"""Builds the package's own taxonomy from its tables, checking what the tables promise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from matcher.records.evidence import Evidence
from matcher.tables import Row, read_table_of
from matcher.taxonomy.relations import close_covers, spread_similarity
from matcher.taxonomy.scales import MONTHS, Credit, Level, Scale, fold_level
from matcher.taxonomy.taxonomy import Code, Concept, Kind, Label, Taxonomy

__all__ = ["build_taxonomy", "default_taxonomy", "read_taxonomy", "rows_in"]

_ID = re.compile(r"[a-z]+:[a-z0-9]+(?:-[a-z0-9]+)*")
_RELATIONS = ("covers", "near", "leads_to", "implies", "uses")
Rows = Callable[[str], Iterator[Row]]


@cache
def default_taxonomy() -> Taxonomy:
    """The taxonomy that comes with the package, read once per process.

    >>> default_taxonomy()["language:jlpt"].kind
    'language'
    """
    return build_taxonomy(rows_in(files("matcher.taxonomy").joinpath("data")))


def rows_in(folder: Traversable) -> Rows:
    """A reader of the tables in a folder by name; a table may be a file or a folder of files."""
    return lambda table: read_table_of(folder, table)


def read_taxonomy(folder: str | Path) -> Taxonomy:
    """A taxonomy from a folder of tables such as the package's own, taxonomy/data."""
    return build_taxonomy(rows_in(Path(folder)))


def build_taxonomy(rows: Rows) -> Taxonomy:
    """A taxonomy from the tables that `rows` reads by name."""
    concepts = _concepts(rows)
    relations = _relations(rows, concepts)
    closed = close_covers(concepts, relations.covers)
    return Taxonomy(
        concepts=concepts,
        labels=_labels(rows, concepts),
        kinds=_kinds(rows),
        scales=_scales(rows),
        covers=closed,
        similar=spread_similarity(closed, relations.near),
        implies=_sorted(relations.implies),
        uses=_sorted(relations.uses),
        codes=_codes(rows, concepts),
        countries=_countries(rows),
    )


def _concepts(rows: Rows) -> dict[str, Concept]:
    concepts: dict[str, Concept] = {}
    for row in rows("concepts"):
        name, kind = row.required("id"), row.required("kind")
        if not _ID.fullmatch(name) or name.partition(":")[0] != kind:
            raise row.error(f"'{name}' is no id of kind '{kind}'.", repair="Write kind:slug.")
        if name in concepts:
            raise row.error(f"the id '{name}' stands twice.", repair="Delete one of the rows.")
        lead = row.number_or_none("lead_months")
        language = re.search(r"language=(language:[a-z-]+)", row.text("note"))
        concepts[name] = Concept(
            id=name,
            kind=kind,
            label_en=row.required("label_en"),
            label_id=row.required("label_id"),
            scale=row.text("scale") or None,
            lead_months=None if lead is None else int(lead),
            language=language[1] if language else None,
            source=row.text("source"),
            confidence=row.text("confidence"),
        )
    return concepts


def _known(row: Row, column: str, concepts: dict[str, Concept]) -> str:
    name = row.required(column)
    if name not in concepts:
        raise row.error(f"there is no concept '{name}'.", repair="Add it to the concepts.")
    return name


def _labels(rows: Rows, concepts: dict[str, Concept]) -> tuple[Label, ...]:
    labels = [Label(c.label_en, "en", c.id) for c in concepts.values()]
    labels += [Label(c.label_id, "id", c.id) for c in concepts.values()]
    for row in rows("aliases"):
        concept, preferred = _known(row, "concept", concepts), row.text("preferred")
        if preferred not in ("", "yes"):
            raise row.error(f"preferred is '{preferred}'.", repair="Write yes, or leave it empty.")
        alias, language = row.required("alias"), row.required("language")
        labels.append(Label(alias, language, concept, is_preferred=bool(preferred)))
    return tuple(dict.fromkeys(labels))


@dataclass(frozen=True, slots=True)
class _Relations:
    """The rows as covers pairs, near triples (both directions), taught skills and used skills."""

    covers: list[tuple[str, str]] = field(default_factory=list)
    near: list[tuple[str, str, float]] = field(default_factory=list)
    implies: dict[str, set[str]] = field(default_factory=dict)
    uses: dict[str, set[str]] = field(default_factory=dict)


def _relations(rows: Rows, concepts: dict[str, Concept]) -> _Relations:
    found = _Relations()
    for row in rows("relations"):
        subject, object_ = _known(row, "subject", concepts), _known(row, "object", concepts)
        relation, weight = row.required("relation"), row.number_or_none("weight")
        if relation not in _RELATIONS:
            problem = f"the relation '{relation}' is unknown."
            raise row.error(problem, repair=f"Use one of {', '.join(_RELATIONS)}.")
        if relation in ("near", "leads_to"):
            if weight is None or not 0 < weight < 1:
                raise row.error("the weight is not within (0, 1).", repair="Write .1 to .9.")
            found.near.append((subject, object_, weight))
            if relation == "near":
                found.near.append((object_, subject, weight))
        elif relation == "covers":
            found.covers.append((subject, object_))
        else:
            skills = found.implies if relation == "implies" else found.uses
            skills.setdefault(subject, set()).add(object_)
    return found


def _sorted(skills: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {subject: tuple(sorted(named)) for subject, named in skills.items()}


def _codes(rows: Rows, concepts: dict[str, Concept]) -> dict[str, tuple[Code, ...]]:
    codes: dict[str, list[Code]] = defaultdict(list)
    for row in rows("codes"):
        code = Code(row.required("classification"), row.required("code"), row.required("title"))
        codes[_known(row, "concept", concepts)].append(code)
    return {concept: tuple(listed) for concept, listed in codes.items()}


def _kinds(rows: Rows) -> dict[tuple[str, str | None], Kind]:
    kinds: dict[tuple[str, str | None], Kind] = {}
    for row in rows("kinds"):
        lead = row.number_or_none("lead_months")
        kinds[row.required("kind"), row.text("scale") or None] = Kind(
            component=row.text("component") or None,
            section=row.required("section"),
            default_evidence=Evidence(row.required("default_evidence")),
            min_evidence=Evidence(row.required("min_evidence")),
            lead_months=None if lead is None else int(lead),
            label_en=row.required("label_en"),
            label_id=row.required("label_id"),
        )
    return kinds


def _scales(rows: Rows) -> dict[str, Scale]:
    credits = _credits(rows)
    levels: dict[str, list[Level]] = defaultdict(list)
    spellings: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows("scales"):
        scale, label = row.required("scale"), row.required("level")
        rank = row.number_or_none("rank")
        if rank is None:
            raise row.error("the rank is empty.", repair="Write a number that rises with ability.")
        levels[scale].append(Level(label, rank, row.text("cefr") or None))
        for spelling in (label, *row.items("aliases")):
            if spellings[scale].setdefault(fold_level(spelling), rank) != rank:
                problem = f"'{spelling}' names two levels of '{scale}'."
                raise row.error(problem, repair="Keep it at one level.")
    levels[MONTHS] = []
    scales = {
        name: Scale(
            name=name,
            levels=tuple(sorted(listed, key=lambda level: level.rank)),
            credit=credits.get(name, credits["*"]),
            spellings=spellings[name],
        )
        for name, listed in levels.items()
    }
    for built in scales.values():
        _check_ranks_differ(built, rows)
    return scales


def _check_ranks_differ(scale: Scale, rows: Rows) -> None:
    for lower, upper in pairwise(scale.levels):
        if lower.rank == upper.rank:
            row = next(row for row in rows("scales") if row.text("level") == upper.label)
            problem = f"'{lower.label}' and '{upper.label}' of '{scale.name}' share a rank."
            raise row.error(problem, repair="Give each level its own rank, or make one an alias.")


def _credits(rows: Rows) -> dict[str, Credit]:
    thresholds: dict[str, list[tuple[float, float]]] = defaultdict(list)
    measures: dict[str, str] = {}
    for row in rows("credit"):
        scale, measure = row.required("scale"), row.required("measure")
        if measures.setdefault(scale, measure) != measure or measure not in ("steps", "ratio"):
            problem = f"the measure '{measure}' does not fit."
            raise row.error(problem, repair="Use steps or ratio, one per scale.")
        thresholds[scale].append((float(row.required("threshold")), float(row.required("credit"))))
    credits = {
        scale: Credit(measure, tuple(sorted(thresholds[scale], reverse=measure == "ratio")))
        for scale, measure in measures.items()
    }
    for scale, credit in credits.items():
        credit.check(scale)
    return credits


def _countries(rows: Rows) -> dict[str, str]:
    """Every spelling of a country, folded, with its English name."""
    return {
        spelling.casefold(): row.required("country")
        for row in rows("countries")
        for spelling in (row.required("country"), row.required("label_id"), *row.items("aliases"))
    }

"""Builds a taxonomy from its tables: concepts, labels, relations, codes, countries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import starmap

from matcher.errors import DataTableError
from matcher.tables import Row
from matcher.taxonomy.building_scales import build_kinds, build_scales
from matcher.taxonomy.building_validity import build_validity
from matcher.taxonomy.nodes import Code, Concept, Label
from matcher.taxonomy.relations import close_covers, spread_similarity
from matcher.taxonomy.table_rows import Report, Rows, TableRows, refuse
from matcher.taxonomy.taxonomy import Taxonomy

__all__ = ["build_taxonomy"]

_ID = re.compile(r"[a-z]+:[a-z0-9]+(?:-[a-z0-9]+)*")
_RELATIONS = ("covers", "near", "leads_to", "implies", "uses")


def build_taxonomy(rows: Rows, report: Report = refuse) -> Taxonomy:
    """A taxonomy from the tables that `rows` reads by name; broken rows go to `report`."""
    tables = TableRows(rows, report)
    concepts = _concepts(tables)
    relations = _relations(tables, concepts)
    try:
        covers = close_covers(concepts, relations.covers)
    except DataTableError as circle:
        report(circle)
        covers = close_covers(concepts, ())
    return Taxonomy(
        concepts=concepts,
        labels=_labels(tables, concepts),
        kinds=build_kinds(tables),
        scales=build_scales(tables),
        covers=covers,
        similar=spread_similarity(covers, relations.near),
        implies=_sorted(relations.implies),
        uses=_sorted(relations.uses),
        codes=_codes(tables, concepts),
        validity=build_validity(tables, concepts),
        countries=_countries(tables, ("country", "label_id"), ("aliases", "codes")),
        country_labels=_country_labels(tables),
        country_names=frozenset(_countries(tables, ("country", "label_id"), ("aliases",))),
    )


def _concepts(tables: TableRows) -> dict[str, Concept]:
    concepts: dict[str, Concept] = {}

    def take(row: Row) -> None:
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

    tables.each("concepts", take)
    return concepts


def _known(row: Row, column: str, concepts: Mapping[str, Concept]) -> str:
    name = row.required(column)
    if name not in concepts:
        raise row.error(f"there is no concept '{name}'.", repair="Add it to the concepts.")
    return name


def _labels(tables: TableRows, concepts: Mapping[str, Concept]) -> tuple[Label, ...]:
    labels = [(c.label_en, "en", c.id, False) for c in concepts.values()]
    labels += [(c.label_id, "id", c.id, False) for c in concepts.values()]

    def take(row: Row) -> None:
        concept, preferred = _known(row, "concept", concepts), row.text("preferred")
        if preferred not in ("", "yes"):
            raise row.error(f"preferred is '{preferred}'.", repair="Write yes, or leave it empty.")
        alias, language = row.required("alias"), row.required("language")
        labels.append((alias, language, concept, bool(preferred)))

    tables.each("aliases", take)
    return tuple(starmap(Label, dict.fromkeys(labels)))


@dataclass(frozen=True, slots=True)
class _Relations:
    """The rows as covers pairs, near triples (both directions), taught skills and used skills."""

    covers: list[tuple[str, str]] = field(default_factory=list)
    near: list[tuple[str, str, float]] = field(default_factory=list)
    implies: dict[str, set[str]] = field(default_factory=dict)
    uses: dict[str, set[str]] = field(default_factory=dict)


def _relations(tables: TableRows, concepts: Mapping[str, Concept]) -> _Relations:
    found = _Relations()

    def take(row: Row) -> None:
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

    tables.each("relations", take)
    return found


def _sorted(skills: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {subject: tuple(sorted(named)) for subject, named in skills.items()}


def _codes(tables: TableRows, concepts: Mapping[str, Concept]) -> dict[str, tuple[Code, ...]]:
    codes: defaultdict[str, list[Code]] = defaultdict(list)

    def take(row: Row) -> None:
        code = Code(row.required("classification"), row.required("code"), row.required("title"))
        codes[_known(row, "concept", concepts)].append(code)

    tables.each("codes", take)
    return {concept: tuple(listed) for concept, listed in codes.items()}


def _countries(tables: TableRows, names: tuple[str, ...], lists: tuple[str, ...]) -> dict[str, str]:
    """The spellings of countries in some columns, folded, with the English name."""
    countries: dict[str, str] = {}

    def take(row: Row) -> None:
        spellings = [*map(row.required, names), *(one for name in lists for one in row.items(name))]
        countries.update((one.casefold(), row.required("country")) for one in spellings)

    tables.each("countries", take)
    return countries


def _country_labels(tables: TableRows) -> dict[str, str]:
    """The Indonesian name of each country by its English one."""
    labels: dict[str, str] = {}

    def take(row: Row) -> None:
        labels[row.required("country")] = row.required("label_id")

    tables.each("countries", take)
    return labels

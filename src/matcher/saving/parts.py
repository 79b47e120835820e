"""The parts that an index is: arrays, what each of them must be, and small tables beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from matcher.eligibility.judging import GateIndex
from matcher.features.criteria import Criteria
from matcher.features.wishes import Offers
from matcher.index import Index
from matcher.saving.bodies import BODY_ARRAYS, body_arrays
from matcher.saving.expressions import LeafWriter
from matcher.settings import COMPONENTS
from matcher.store import Array, ArraySpec, Indices, Offsets, Store, Values

__all__ = ["ARRAYS", "Parts", "parts_of", "sizes_of"]

_LAST_DAY = date.max.toordinal()
_GREATEST = float(np.finfo(np.float64).max)


def _places(rows: str, below: str) -> Indices:
    return Indices("<i8", (rows,), below)


def _days(rows: str) -> Values:
    return Values("<i8", (rows,), 1, _LAST_DAY)


#: Every array of an index, by the names of lengths in `sizes_of`.
ARRAYS: Mapping[str, ArraySpec] = {
    "order": _places("vacancies", "vacancies"),
    "country_of": _places("vacancies", "countries"),
    "openings": Values("<i8", ("vacancies",), lowest=-1),
    "offers.of": _places("vacancies", "offers"),
    "criteria.row_of": _places("vacancies", "rows"),
    "criteria.starts": Offsets("rows", "asked", may_be_empty=False),
    "criteria.columns": _places("asked", "criteria"),
    "criteria.components": Indices("|i1", ("asked",), len(COMPONENTS)),
    "criteria.importance": Values("<f8", ("asked",), 0, _GREATEST),
    "kinds.of": _places("vacancies", "kinds"),
    "kinds.examples": _places("kinds", "vacancies"),
    "gates.expression_of": _places("gates", "expressions"),
    "gates.day_of": _days("gates"),
    "due.leaf_of": _places("due", "leaves"),
    "due.day_of": _days("due"),
    "layout.terms": _places("terms", "due"),
    "layout.clauses": Offsets("clauses", "terms", may_be_empty=False),
    "layout.starts": Offsets("laid_out", "clauses", may_be_empty=False),
    "select.starts": Offsets("select_sets", "select_members"),
    "select.members": _places("select_members", "gates"),
    "depart.starts": Offsets("depart_sets", "depart_members"),
    "depart.members": _places("depart_members", "gates"),
    "templates.select_of": _places("templates", "select_sets"),
    "templates.depart_of": _places("templates", "depart_sets"),
    "templates.merged_of": _places("templates", "merged"),
    "templates.of": _places("vacancies", "templates"),
    **BODY_ARRAYS,
    "merged.body_of": _places("merged", "bodies"),
    "merged.window_of": _places("merged", "windows"),
    "windows.departure": _days("windows"),
    "windows.last": _days("windows"),
}


class Parts(NamedTuple):
    """An index as arrays and as JSON."""

    arrays: dict[str, Array]
    tables: dict[str, object]


def parts_of(index: Index) -> Parts:
    """Everything that an index is, but for its context and its records."""
    leaves = LeafWriter()
    asked = {
        "criteria": leaves.trees(index.criteria.by_key[key] for key in index.criteria.keys),
        "gates": leaves.trees(index.gates.expressions),
    }
    arrays: dict[str, Array] = {
        "order": index.order,
        "country_of": index.country_of,
        "openings": index.openings,
        "offers.of": index.offers.of_vacancy,
        **_criteria_arrays(index.criteria),
        **_gate_arrays(index.gates, leaves),
    }
    tables: dict[str, object] = {
        "asked": {**asked, "leaves": leaves.rows()},
        "vacancies": {"countries": index.countries, "offers": _offer_rows(index.offers)},
    }
    return Parts(arrays, tables)


def _offer_rows(offers: Offers) -> list[Sequence[Any]]:
    return [(o.country, o.sector, o.wage_min, o.wage_max, o.currency) for o in offers.distinct]


def _criteria_arrays(criteria: Criteria) -> dict[str, Array]:
    return {
        "criteria.row_of": criteria.row_of,
        "criteria.starts": criteria.starts,
        "criteria.columns": criteria.columns,
        "criteria.components": criteria.components,
        "criteria.importance": criteria.importance,
    }


def _gate_arrays(gates: GateIndex, leaves: LeafWriter) -> dict[str, Array]:
    layout, templates, merged = gates.layout, gates.templates, gates.merged
    return {
        "kinds.of": gates.kinds.of,
        "kinds.examples": gates.kinds.examples,
        "gates.expression_of": gates.expression_of,
        "gates.day_of": gates.day_of,
        "due.leaf_of": _numbers([leaves.place(due.leaf) for due in layout.leaves]),
        "due.day_of": _ordinals([due.day for due in layout.leaves]),
        "layout.terms": layout.terms,
        "layout.clauses": np.append(layout.clauses, layout.terms.size),
        "layout.starts": np.append(layout.starts, layout.clauses.size),
        "select.starts": templates.select.starts,
        "select.members": templates.select.members,
        "depart.starts": templates.depart.starts,
        "depart.members": templates.depart.members,
        "templates.select_of": templates.select_of,
        "templates.depart_of": templates.depart_of,
        "templates.merged_of": templates.merged_of,
        "templates.of": templates.of,
        **body_arrays(merged.bodies, len(layout.leaves), leaves),
        "merged.body_of": merged.body_of,
        "merged.window_of": merged.window_of,
        "windows.departure": _ordinals([window.departure for window in merged.windows]),
        "windows.last": _ordinals([window.last for window in merged.windows]),
    }


def _numbers(found: Sequence[int]) -> Array:
    return np.array(found, dtype=np.int64)


def _ordinals(days: Sequence[date]) -> Array:
    return _numbers([day.toordinal() for day in days])


def sizes_of(
    store: Store, tables: Mapping[str, Sequence[object]], vacancies: int
) -> dict[str, int]:
    """The lengths that the arrays of a store have in common, some of them those of tables."""
    sizes = {"vacancies": vacancies} | {name: len(table) for name, table in tables.items()}
    sizes |= {name: store.length(array) for name, array in _LENGTHS.items()}
    sizes |= {name: store.length(array) - 1 for name, array in _OFFSETS.items()}
    # The layout holds every gate, and may hold more; a body has two sides.
    sizes["gates"] = min(store.length("gates.expression_of"), sizes["laid_out"])
    sizes["bodies"] = sizes["sides"] // 2
    sizes["sides"] = 2 * sizes["bodies"]
    sizes["due_and_leaves"] = sizes["due"] + sizes["leaves"]
    return sizes


#: The lengths by an array that is so long, or has so many offsets.
_LENGTHS = {
    "asked": "criteria.columns",
    "kinds": "kinds.examples",
    "due": "due.leaf_of",
    "terms": "layout.terms",
    "select_members": "select.members",
    "depart_members": "depart.members",
    "templates": "templates.merged_of",
    "body_terms": "bodies.terms",
    "merged": "merged.body_of",
    "windows": "windows.departure",
}
_OFFSETS = {
    "rows": "criteria.starts",
    "clauses": "layout.clauses",
    "laid_out": "layout.starts",
    "select_sets": "select.starts",
    "depart_sets": "depart.starts",
    "body_clauses": "bodies.clauses",
    "sides": "bodies.sides",
}

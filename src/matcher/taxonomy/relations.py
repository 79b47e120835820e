"""Closes the relations between concepts: covers is transitive, nearness passes along covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from matcher.errors import DataTableError

__all__ = ["close_covers", "spread_similarity"]


def close_covers(
    concepts: Iterable[str], pairs: Iterable[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """For each concept all it covers, itself included; a cycle is an error of the table.

    >>> sorted(close_covers("abc", [("a", "b"), ("b", "c")])["a"])
    ['a', 'b', 'c']
    """
    direct: dict[str, set[str]] = {concept: set() for concept in concepts}
    for subject, object_ in pairs:
        direct[subject].add(object_)
    try:
        order = list(TopologicalSorter(direct).static_order())
    except CycleError as error:
        circle = " > ".join(error.args[1])
        raise DataTableError(
            "relations", 0, f"'covers' runs in a circle: {circle}.", repair="Remove one row."
        ) from None
    closed: dict[str, frozenset[str]] = {}
    for concept in order:
        closed[concept] = frozenset({concept}).union(*(closed[below] for below in direct[concept]))
    return closed


def spread_similarity(
    covers: Mapping[str, frozenset[str]], near: Iterable[tuple[str, str, float]]
) -> dict[str, dict[str, float]]:
    """For each concept the asked concepts it resembles, with the weight in (0, 1].

    A claim of `c` resembles `a` fully where `c` covers `a`, else with the greatest weight of a
    `near` row (x, y, weight) such that `c` covers x and y covers `a`: whoever has a special skill
    has the general one, and what is near to a thing is near to what that thing covers.
    """
    rows: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for x, y, weight in near:
        rows[x].append((y, weight))
    similar: dict[str, dict[str, float]] = {}
    for concept, covered in covers.items():
        weights: dict[str, float] = {}
        for x in sorted(covered):
            for y, weight in rows.get(x, ()):
                for asked in covers[y]:
                    weights[asked] = max(weights.get(asked, 0.0), weight)
        weights.update(dict.fromkeys(covered, 1.0))
        similar[concept] = dict(sorted(weights.items()))
    return similar

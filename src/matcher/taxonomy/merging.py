"""Brings the parts of two taxonomies together; where both say something, the first is heard."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from matcher.errors import InputError
from matcher.taxonomy.graph import ConceptGraph
from matcher.taxonomy.nodes import Concept, Label
from matcher.taxonomy.relations import close_covers, spread_similarity

__all__ = ["Fold", "check_distinct", "plain_name", "renamed", "united"]

G = TypeVar("G", bound=ConceptGraph)
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Fold = Callable[[str], str]
_SHOWN = 5


def plain_name(text: str) -> str:
    """A name without differences of case, width and blanks.

    >>> plain_name(" Juru  LAS")
    'juru las'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def check_distinct(first: Mapping[str, Concept], second: Mapping[str, Concept]) -> None:
    """InputError where an id is in both, with the labels that it has there."""
    shared = [concept for concept in second if concept in first]
    if shared:
        shown = "; ".join(
            f"'{one}' ({first[one].label_en} | {second[one].label_en})" for one in shared[:_SHOWN]
        )
        more = "; ..." if len(shared) > _SHOWN else ""
        problem = f"{len(shared):,} ids are in both taxonomies: {shown}{more}."
        raise InputError(problem, repair="Rename one's with with_prefix, or unite them.")


def united(first: G, second: G, fold: Fold) -> G:
    """Both as one; an id that both have is one concept, of which the first says what it is."""
    concepts = _concepts(first.concepts, second.concepts)
    covers, similar = _relations(first, second, concepts)
    return replace(
        first,
        concepts=concepts,
        labels=_labels(first.labels, second.labels, concepts, fold),
        kinds={**second.kinds, **first.kinds},
        scales={**second.scales, **first.scales},
        covers=covers,
        similar=similar,
        implies=_lists(first.implies, second.implies),
        uses=_lists(first.uses, second.uses),
        codes=_lists(first.codes, second.codes),
        validity={**second.validity, **first.validity},
        countries={**second.countries, **first.countries},
        country_names=first.country_names | second.country_names,
        country_labels={**second.country_labels, **first.country_labels},
        rejected=tuple(dict.fromkeys((*first.rejected, *second.rejected))),
    )


def _concepts(first: Mapping[str, Concept], second: Mapping[str, Concept]) -> dict[str, Concept]:
    """The concepts of both; what the first leaves empty of a text is filled from the second."""
    united = dict(first)
    for name, other in second.items():
        own = first.get(name)
        united[name] = other if own is None else _filled(own, other)
    return united


def _filled(own: Concept, other: Concept) -> Concept:
    return replace(
        own,
        label_en=own.label_en or other.label_en,
        label_id=own.label_id or other.label_id,
        description=own.description or other.description,
        source=own.source or other.source,
        confidence=own.confidence or other.confidence,
    )


def _labels(
    first: Iterable[Label],
    second: Iterable[Label],
    concepts: Mapping[str, Concept],
    fold: Fold,
) -> tuple[Label, ...]:
    """The labels of both, by which each text means what it means in the first.

    A label of the second is left out where the first gives the text, as `fold` makes it, to
    another concept of the kind alone.
    """
    own = tuple(first)
    listed = {(label.text, label.language, label.concept) for label in own}
    meant: dict[tuple[str, str], set[str]] = {}
    for label in own:
        meant.setdefault((concepts[label.concept].kind, fold(label.text)), set()).add(label.concept)
    added: list[Label] = []
    for label in second:
        owners = meant.get((concepts[label.concept].kind, fold(label.text)))
        is_free = owners is None or label.concept in owners
        if is_free and (label.text, label.language, label.concept) not in listed:
            added.append(label)
    return (*own, *added)


def _relations(
    first: ConceptGraph, second: ConceptGraph, concepts: Iterable[str]
) -> tuple[dict[str, frozenset[str]], dict[str, dict[str, float]]]:
    """What covers what and what resembles what by either, closed again over both.

    Of two weights the greater holds. A circle that the two make together is a `DataTableError`.
    """
    pairs = [
        (name, below)
        for graph in (first, second)
        for name, covered in graph.covers.items()
        for below in sorted(covered)
        if below != name
    ]
    near = [
        (name, asked, weight)
        for graph in (first, second)
        for name, weights in graph.similar.items()
        for asked, weight in weights.items()
        if weight < 1
    ]
    closed = close_covers(concepts, pairs)
    similar = spread_similarity(closed, near)
    told = {**first.covers, **second.covers, **first.similar, **second.similar}
    return (
        {name: closed[name] for name in closed if name in told},
        {name: similar[name] for name in similar if name in told},
    )


def _lists(
    first: Mapping[K, tuple[V, ...]], second: Mapping[K, tuple[V, ...]]
) -> dict[K, tuple[V, ...]]:
    """For each key what either lists, each once, the first's before."""
    united = dict(first)
    for key, listed in second.items():
        united[key] = tuple(dict.fromkeys((*first.get(key, ()), *listed)))
    return united


def renamed(graph: G, prefix: str) -> G:
    """The same with a prefix before every id."""

    def new(name: str) -> str:
        return f"{prefix}{name}"

    return replace(
        graph,
        concepts={
            new(name): replace(one, id=new(name), language=one.language and new(one.language))
            for name, one in graph.concepts.items()
        },
        labels=tuple(replace(label, concept=new(label.concept)) for label in graph.labels),
        covers={new(name): frozenset(map(new, held)) for name, held in graph.covers.items()},
        similar={
            new(name): {new(asked): weight for asked, weight in weights.items()}
            for name, weights in graph.similar.items()
        },
        implies={new(name): tuple(map(new, held)) for name, held in graph.implies.items()},
        uses={new(name): tuple(map(new, held)) for name, held in graph.uses.items()},
        codes={new(name): own for name, own in graph.codes.items()},
        validity={new(name): own for name, own in graph.validity.items()},
    )

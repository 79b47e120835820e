"""Counts what a taxonomy holds: concepts, their labels by language, codes, and skills in use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from matcher.taxonomy.taxonomy import Taxonomy

__all__ = ["TaxonomyCounts", "count_taxonomy"]

#: Confidences of rows that can be looked up or follow from one that can.
_GROUNDED = frozenset({"quoted", "derived"})


@dataclass(frozen=True, slots=True)
class TaxonomyCounts:
    """Counts of a taxonomy.

    `concepts[kind][confidence]` and `labelled[kind][language]` count concepts; `codes` counts the
    concepts that have a place in each classification. A skill is used if a programme teaches it,
    an occupation needs it, or a given vacancy asks for it; `grounded_skills` of the used ones are
    quoted or derived.
    """

    concepts: dict[str, dict[str, int]]
    labelled: dict[str, dict[str, int]]
    codes: dict[str, int]
    used_skills: int
    grounded_skills: int


def count_taxonomy(taxonomy: Taxonomy, asked: Collection[str] = ()) -> TaxonomyCounts:
    """The counts of a taxonomy, where `asked` are the concepts that vacancies ask for.

    >>> from matcher.taxonomy import default_taxonomy
    >>> count_taxonomy(default_taxonomy()).used_skills > 100
    True
    """
    concepts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for concept in taxonomy:
        concepts[concept.kind][concept.confidence] += 1
    labelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language, name in {(label.language, label.concept) for label in taxonomy.labels}:
        labelled[taxonomy[name].kind][language] += 1
    codes = Counter(
        classification
        for listed in taxonomy.codes.values()
        for classification in {code.classification for code in listed}
    )
    named = {*asked}.union(*taxonomy.implies.values(), *taxonomy.uses.values())
    used = [taxonomy[name] for name in named if name in taxonomy and taxonomy[name].kind == "skill"]
    return TaxonomyCounts(
        concepts={kind: dict(sorted(counts.items())) for kind, counts in concepts.items()},
        labelled={kind: dict(sorted(counts.items())) for kind, counts in labelled.items()},
        codes=dict(sorted(codes.items())),
        used_skills=len(used),
        grounded_skills=sum(skill.confidence in _GROUNDED for skill in used),
    )

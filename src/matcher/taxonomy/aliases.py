"""Reads a user's own aliases: a table such as the package's, in which broken rows cost nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import NamedTuple

from matcher.records.batches import Options
from matcher.records.rejected import Rejected, shortened
from matcher.tables import CONFIDENCES
from matcher.taxonomy.merging import Fold
from matcher.taxonomy.nodes import Concept, Label
from matcher.taxonomy.source_rows import Form, SourceRow, open_table

__all__ = ["labels_with_aliases"]

_FORM = Form(
    {
        "alias": ("text", "phrase", "frasa"),
        "concept": ("concept_id", "id", "konsep"),
        "language": ("lang", "bahasa"),
        "preferred": (),
        "source": ("sumber",),
        "confidence": (),
    },
    required=("alias", "concept"),
)
#: The nearest id is looked for this often; to compare many wrong ones with all takes too long.
_MOST_SUGGESTED = 20
#: A person has confirmed it, as a reviewer does.
_CONFIDENCES = CONFIDENCES | {"confirmed"}
_YES = frozenset({"yes", "ya", "y", "true", "1"})
_NO = frozenset({"", "no", "tidak", "n", "false", "0"})


class _Alias(NamedTuple):
    row: SourceRow
    text: str
    language: str
    concept: str
    is_preferred: bool


def labels_with_aliases(
    concepts: Mapping[str, Concept],
    labels: tuple[Label, ...],
    source: object,
    fold: Fold,
    options: Options,
) -> tuple[tuple[Label, ...], tuple[Rejected, ...]]:
    """The labels with the aliases of a table, which go before those there were; rows set aside."""
    table = open_table(source, _FORM, options=options)
    reading = _Reading(concepts, labels, fold)
    found: list[_Alias] = []
    table.each(lambda row: found.append(reading.alias(row)))
    settled, contested = _settled(found, concepts, fold)
    rejected = sorted((*table.rejected, *contested), key=lambda one: one.row)
    return _joined(labels, settled, concepts, fold), tuple(rejected)


class _Reading:
    """What an alias of a row may be: of a known concept, and no label of another of its kind."""

    def __init__(
        self, concepts: Mapping[str, Concept], labels: Iterable[Label], fold: Fold
    ) -> None:
        self._concepts = concepts
        self._fold = fold
        self._suggested = 0
        #: The concepts that have a text as their label, by kind and folded text.
        self._labelled: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for label in labels:
            concept = concepts[label.concept]
            if label.text in (concept.label_en, concept.label_id):
                self._labelled[concept.kind, fold(label.text)].add(concept.id)

    def alias(self, row: SourceRow) -> _Alias:
        """The alias of a row; a row that has none is refused."""
        text, concept = row.label("alias"), self._concept(row)
        preferred, sure = row.name("preferred").casefold(), row.name("confidence").casefold()
        if preferred not in _YES | _NO:
            problem = f"preferred is '{shortened(preferred, 40)}'."
            raise row.refused("preferred", problem, repair="Write yes, or leave it empty.")
        if sure and sure not in _CONFIDENCES:
            problem = f"The confidence '{shortened(sure, 40)}' is unknown."
            known = ", ".join(sorted(_CONFIDENCES))
            raise row.refused("confidence", problem, repair=f"Use one of: {known}.")
        others = self._labelled.get((concept.kind, self._fold(text)), set()) - {concept.id}
        if others:
            problem = f"'{text}' is the label of {min(others)}, and a label goes before an alias."
            raise row.refused("alias", problem, repair="Give the alias to that concept.")
        return _Alias(row, text, row.language("language", "mul"), concept.id, preferred in _YES)

    def _concept(self, row: SourceRow) -> Concept:
        name = row.required("concept")
        if name in self._concepts:
            return self._concepts[name]
        self._suggested += 1
        is_looked_for = self._suggested <= _MOST_SUGGESTED
        near = get_close_matches(name, self._concepts, n=1) if is_looked_for else ()
        repair = f"Did you mean '{near[0]}'?" if near else "Write the id of a concept."
        raise row.refused("concept", f"There is no concept '{shortened(name, 60)}'.", repair=repair)


def _settled(
    found: Iterable[_Alias], concepts: Mapping[str, Concept], fold: Fold
) -> tuple[list[_Alias], list[Rejected]]:
    """The aliases that mean one concept of a kind, or prefer one; the others are set aside."""
    sharing: defaultdict[tuple[str, str], list[_Alias]] = defaultdict(list)
    for alias in found:
        sharing[concepts[alias.concept].kind, fold(alias.text)].append(alias)
    settled: list[_Alias] = []
    rejected: list[Rejected] = []
    for several in sharing.values():
        meant = {alias.concept for alias in several}
        preferred = {alias.concept for alias in several if alias.is_preferred}
        if len(meant) == 1 or len(preferred) == 1:
            chosen = preferred if len(meant) > 1 else meant
            settled += (alias._replace(is_preferred=alias.concept in chosen) for alias in several)
            continue
        reason = f"The alias stands for {', '.join(sorted(meant))}."
        repair = "Write yes as preferred for one of them."
        rejected += (
            Rejected(alias.row.number, alias.row.headers["alias"], alias.text, reason, repair)
            for alias in several
        )
    return sorted(settled, key=lambda alias: alias.row.number), rejected


def _joined(
    labels: Iterable[Label],
    aliases: Iterable[_Alias],
    concepts: Mapping[str, Concept],
    fold: Fold,
) -> tuple[Label, ...]:
    """The labels and then the aliases; what these mean is no longer preferred elsewhere."""
    added = dict.fromkeys(
        Label(alias.text, alias.language, alias.concept, alias.is_preferred) for alias in aliases
    )
    taken = {
        (concepts[label.concept].kind, fold(label.text)): label.concept
        for label in added
        if label.is_preferred
    }
    joined: dict[tuple[str, str, str], Label] = {}
    for label in labels:
        owner = taken.get((concepts[label.concept].kind, fold(label.text)), label.concept)
        kept = label if owner == label.concept else replace(label, is_preferred=False)
        joined[label.text, label.language, label.concept] = kept
    joined.update(((label.text, label.language, label.concept), label) for label in added)
    return tuple(joined.values())

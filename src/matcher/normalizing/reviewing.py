"""Asks a reviewer about the least certain texts, and reads the answers back as labelled texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matcher.normalizing.folding import fold
from matcher.normalizing.labelled import LONGEST_TEXT, LabelledTexts
from matcher.normalizing.names import Names
from matcher.normalizing.normalizer import Hit, Normalizer, Resolution
from matcher.records.rejected import Rejected, shortened
from matcher.taxonomy.source_rows import Form, SourceRow, open_table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Review", "read_review", "review_table", "uncertain"]

#: So many concepts are offered for a phrase.
_CANDIDATES = 5
_OFFERED = tuple(f"candidate {number}" for number in range(1, _CANDIDATES + 1))
_ANSWER = "answer (number of a candidate, concept id, label, or none)"
_FORM = Form(
    {"phrase": ("frasa",), "answer": (_ANSWER, "jawaban"), **dict.fromkeys(_OFFERED, ())},
    required=("phrase", "answer"),
)
_NONE = frozenset({"none", "-", "tidak ada", "tidak", "no"})
_NUMBER = re.compile(r"(\d+)(?:\.0+)?")
#: A candidate as it is written into its cell, which a reviewer may copy as the answer.
_BRACKETED = re.compile(r".*\[([^\[\]]+)\]", re.DOTALL)


class Uncertain(NamedTuple):
    """A phrase that was resolved without certainty, in its commonest spelling, and how often."""

    text: str
    times: int
    found: Resolution


@dataclass(frozen=True)
class Review:
    """What a reviewer answered.

    `labelled` are the phrases with the concept that each means, `none` those that mean no concept
    of the taxonomy; `unanswered` counts the rows left empty. Answers that cannot be used are set
    aside in `rejected`.
    """

    labelled: LabelledTexts
    none: tuple[str, ...]
    unanswered: int
    rejected: tuple[Rejected, ...]


def uncertain(texts: Iterable[str], found: Mapping[str, Resolution]) -> list[Uncertain]:
    """The phrases whose confidence is below 1: least certain first, then the commonest.

    Texts that fold to the same are one phrase. Left out are texts without a letter or a digit, and
    those too long to be a name.

    >>> normalizer = Normalizer()
    >>> texts = ["welder", "notaris", "Notaris", "notaris", "jaksa"]
    >>> found = dict(zip(texts, normalizer.resolve_many(texts)))
    >>> [(phrase.text, phrase.times) for phrase in uncertain(texts, found)]
    [('notaris', 3), ('jaksa', 1)]
    """
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        spellings[fold(text)][text] += 1
    phrases: list[Uncertain] = []
    for folded, counts in spellings.items():
        text = min(counts, key=lambda one: (-counts[one], one))
        if folded and len(text) <= LONGEST_TEXT and found[text].confidence < 1:
            phrases.append(Uncertain(text, counts.total(), found[text]))
    return sorted(phrases, key=lambda one: (one.found.confidence, -one.times, one.text))


def review_table(phrases: Iterable[Uncertain], candidates: Iterable[list[Hit]]) -> pa.Table:
    """The sheet for a reviewer: a row for each phrase, with the nearest concepts to choose from.

    `candidates` are the hits of a search for each phrase; what the phrase was resolved to stands
    before them. The column of answers is empty.
    """
    import pyarrow as pa

    rows = [
        {
            "phrase": phrase.text,
            "count": phrase.times,
            "confidence": phrase.found.confidence,
            "method": phrase.found.method,
            **dict(zip(_OFFERED, _offered(phrase.found, hits), strict=False)),
        }
        for phrase, hits in zip(phrases, candidates, strict=True)
    ]
    types = {"count": pa.int64(), "confidence": pa.float32()}
    columns = ("phrase", "count", "confidence", "method", *_OFFERED, _ANSWER)
    schema = pa.schema([(name, types.get(name, pa.string())) for name in columns])
    return pa.Table.from_pylist(rows, schema)


def read_review(
    path: str | PathLike[str], normalizer: Normalizer, *, reviewer: str, on: date
) -> Review:
    """The answers in a reviewed sheet, as labelled texts whose source names it and the reviewer.

    An answer is the number of a candidate, the id or a name of a concept, or "none" (also "tidak
    ada"). A phrase that is answered in two ways is set aside, as is an answer that names nothing.
    """
    table, reading = open_table(path, _FORM), _Reading(normalizer)
    table.each(reading.take)
    pairs = [(answer.text, answer.concept) for answer in reading.answers if answer.concept]
    source = f"review of {Path(path).name} by {reviewer}, {on.isoformat()}"
    return Review(
        LabelledTexts.of(dict.fromkeys(pairs), source=source),
        tuple(answer.text for answer in reading.answers if answer.concept is None),
        reading.unanswered,
        tuple(sorted(table.rejected, key=lambda one: one.row)),
    )


def _offered(found: Resolution, hits: Iterable[Hit]) -> Iterator[str]:
    """The concepts to choose from, each as its label and its id."""
    offered = {hit.id: hit.label for hit in hits}
    if found.id is not None:
        offered = {found.id: found.label or "", **offered}
    return (f"{label} [{concept}]" for concept, label in offered.items())


class _Answer(NamedTuple):
    text: str
    concept: str | None


class _Reading:
    """Takes the rows of a reviewed sheet; a row whose answer cannot be used is refused."""

    def __init__(self, normalizer: Normalizer) -> None:
        self._normalizer = normalizer
        self._names = Names.of(normalizer.taxonomy)
        self._said: dict[str, tuple[int, str | None]] = {}
        self.answers: list[_Answer] = []
        self.unanswered = 0

    def take(self, row: SourceRow) -> None:
        answer = row.name("answer")
        if not answer:
            self.unanswered += 1
            return
        phrase = row.label("phrase")
        concept = None if answer.casefold() in _NONE else self._concept(row, answer)
        before = self._said.setdefault(fold(phrase), (row.number, concept))
        if before[1] != concept:
            problem = f"Row {before[0]} answers '{shortened(phrase, 60)}' otherwise."
            raise row.refused("answer", problem, repair="Keep one of the two answers.")
        self.answers.append(_Answer(phrase, concept))

    def _concept(self, row: SourceRow, answer: str) -> str:
        """The concept that an answer names."""
        if number := _NUMBER.fullmatch(answer):
            return self._numbered(row, number[1])
        written = _BRACKETED.fullmatch(answer)
        concept = written[1] if written else answer
        if concept in self._normalizer.taxonomy:
            return concept
        named = sorted({name.concept for name in self._names.names.get(fold(answer), ())})
        if len(named) == 1:
            return named[0]
        if named:
            problem = f"'{shortened(answer, 60)}' names {' and '.join(named)}."
            raise row.refused("answer", problem, repair="Write the id of one of them.")
        problem = f"'{shortened(answer, 60)}' is no number of a candidate, id or label."
        raise row.refused("answer", problem, repair=self._nearest(answer))

    def _numbered(self, row: SourceRow, number: str) -> str:
        concept = _BRACKETED.fullmatch(row.name(f"candidate {int(number)}"))
        if concept is None:
            problem = f"There is no candidate {number}."
            repair = "Write the number of a candidate of this row, an id, a label or none."
            raise row.refused("answer", problem, repair=repair)
        if concept[1] not in self._normalizer.taxonomy:
            problem = f"The taxonomy has no concept '{shortened(concept[1], 60)}'."
            repair = "Read it with the taxonomy that the review was written with."
            raise row.refused("answer", problem, repair=repair)
        return concept[1]

    def _nearest(self, answer: str) -> str:
        (hits,) = self._normalizer.search([answer], k=1)
        if not hits:
            return "Write the number of a candidate, or none."
        return f"Did you mean {hits[0].label} [{hits[0].id}]?"

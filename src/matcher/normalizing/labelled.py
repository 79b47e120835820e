"""Texts that people have labelled with concepts: how often each, from which source."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from os import PathLike
from typing import Any, NamedTuple

from matcher.errors import InputError
from matcher.normalizing.folding import fold
from matcher.records.rejected import Rejected
from matcher.taxonomy.source_rows import Form, SourceRow, open_table

__all__ = ["LONGEST_TEXT", "Labelled", "LabelledTexts", "Pairs"]

#: A longer text is no name of anything.
LONGEST_TEXT = 1000
_PAIR, _COUNTED = 2, 3
_FORM = Form(
    {
        "alias": ("text", "phrase", "frasa"),
        "concept": ("concept_id", "id", "konsep"),
        "count": ("jumlah",),
        "source": ("sumber",),
    },
    required=("alias", "concept"),
)
_CONFIRMED = "confirmed"


class Labelled(NamedTuple):
    """A text, a concept that it was said to mean, how often (above 0), and who says so."""

    text: str
    concept: str
    times: float
    source: str


#: Pairs of a text and a concept id, or triples with a count.
Pairs = Iterable[tuple[str, str] | tuple[str, str, float]]


@dataclass(frozen=True, repr=False)
class LabelledTexts:
    """Labelled texts, in an order of their own: whoever gives them in another gets the same.

    A text that was labelled with several concepts keeps them all, each with its count.

    >>> LabelledTexts.of([("kuli", "porter"), ("Kuli", "porter"), ("kuli", "mason")]).counts
    {'kuli': {'mason': 1.0, 'porter': 2.0}}
    """

    rows: tuple[Labelled, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def __repr__(self) -> str:
        return f"<LabelledTexts: {len(self.counts)} texts, {len(self.rows)} rows>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Labelled]:
        return iter(self.rows)

    @classmethod
    def of(cls, pairs: Pairs | LabelledTexts, *, source: str = "") -> LabelledTexts:
        """The labelled texts of pairs or triples; equal ones are counted together.

        A text without a letter or a digit says nothing and is left out. InputError where an item
        is no pair, or a count is no finite number above 0.
        """
        if isinstance(pairs, LabelledTexts):
            return pairs
        return cls(_gathered(_labelled(place, pair, source) for place, pair in enumerate(pairs)))

    def __add__(self, other: LabelledTexts) -> LabelledTexts:
        """Both together."""
        rejected = (*self.rejected, *other.rejected)
        return LabelledTexts(_gathered((*self.rows, *other.rows)), rejected)

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, float]]:
        """For each folded text, in sorted order, how often it was labelled with each concept."""
        counts: defaultdict[str, defaultdict[str, list[float]]]
        counts = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            counts[fold(row.text)][row.concept].append(row.times)
        return {
            text: {concept: math.fsum(listed) for concept, listed in sorted(by_concept.items())}
            for text, by_concept in sorted(counts.items())
        }

    @property
    def concepts(self) -> list[str]:
        """The concepts that a text was labelled with, sorted."""
        return sorted({row.concept for row in self.rows})

    def write(self, path: str | PathLike[str]) -> None:
        """Write them as a table of aliases (.csv, .tsv, .jsonl, .parquet or .xlsx).

        The columns are those of an alias table and `count`; where texts contradict each other the
        commonest concept is the preferred one, if there is one.
        """
        import pyarrow as pa

        from matcher.records.writing import write_table  # noqa: PLC0415 - with pyarrow, when asked

        rows = [
            {"alias": row.text, "language": "mul", "concept": row.concept,
             "preferred": "yes" if self._is_commonest(row) else "", "source": row.source,
             "confidence": _CONFIRMED, "count": row.times}
            for row in self.rows
        ]  # fmt: skip
        texts = [(name, pa.string()) for name in
                 ("alias", "language", "concept", "preferred", "source", "confidence")]  # fmt: skip
        write_table(pa.Table.from_pylist(rows, pa.schema([*texts, ("count", pa.float64())])), path)

    @classmethod
    def read(cls, source: object) -> LabelledTexts:
        """The labelled texts of a table that `write` wrote, or of one's own.

        The columns are `alias` and `concept`, and if they are there `count` and `source`; a row
        without them is told in `.rejected`. The source is a file, a data frame or a list of
        mappings.
        """
        table = open_table(source, _FORM)
        found: list[Labelled] = []
        table.each(lambda row: found.append(_of_row(row)))
        return replace(cls(_gathered(found)), rejected=tuple(table.rejected))

    def _is_commonest(self, row: Labelled) -> bool:
        counts = self.counts[fold(row.text)]
        most = max(counts.values())
        return counts[row.concept] == most and list(counts.values()).count(most) == 1


def _labelled(place: int, pair: Any, source: str) -> Labelled:  # noqa: ANN401 - checked here
    """A pair or triple as a row, checked."""
    if not isinstance(pair, tuple | list) or not _PAIR <= len(pair) <= _COUNTED:
        problem = f"The item at position {place} is no pair of a text and a concept."
        raise InputError(problem, repair="Give (text, concept id) or (text, concept id, count).")
    text, concept, count = (*pair, 1.0)[:_COUNTED]
    if not isinstance(text, str) or not isinstance(concept, str):
        problem = f"The pair at position {place} is not of two texts."
        raise InputError(problem, repair="Give (text, concept id); leave empty cells out.")
    if isinstance(count, bool) or not isinstance(count, int | float) or not _is_count(count):
        problem = f"The count at position {place} is {count!r}."
        raise InputError(problem, repair="Give a finite number above 0.")
    return Labelled(text[:LONGEST_TEXT], concept, float(count), source)


def _is_count(count: float) -> bool:
    return math.isfinite(count) and count > 0


def _of_row(row: SourceRow) -> Labelled:
    text, concept, written = row.label("alias"), row.required("concept"), row.name("count")
    try:
        count = float(written or 1)
    except ValueError:
        count = math.nan
    if not _is_count(count):
        problem = f"The count '{written}' is no number above 0."
        raise row.refused("count", problem, repair="Write a number, or leave it empty.")
    return Labelled(text, concept, count, row.name("source"))


def _gathered(rows: Iterable[Labelled]) -> tuple[Labelled, ...]:
    """The rows that say something, sorted, equal ones as one with the sum of their counts."""
    counts: defaultdict[tuple[str, str, str], list[float]] = defaultdict(list)
    for row in rows:
        counts[row.text, row.concept, row.source].append(row.times)
    return tuple(
        Labelled(text, concept, math.fsum(listed), source)
        for (text, concept, source), listed in sorted(counts.items())
        if fold(text)
    )

"""Judgments: what people said of pairs, as grades or as preferences, and who said it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, Protocol, Self

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.records.batches import Batch, Options

__all__ = ["Examples", "Featured", "Graded", "Judgments", "Order", "Preferred"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_GRADED = ("candidate_id", "vacancy_id", "grade")
_PREFERRED = ("candidate_id", "better", "worse")


class Graded(NamedTuple):
    """A judge's grade of a pair; a higher one is better. Only grades of one judge are compared."""

    judge: str
    candidate_id: str
    vacancy_id: str
    grade: float


class Preferred(NamedTuple):
    """A judge's preference between two vacancies for one candidate."""

    judge: str
    candidate_id: str
    better: str
    worse: str


class Order(NamedTuple):
    """What a judge's words mean for two vacancies of a candidate, `first` before `second` by id.

    `sign` is 1 where the first is better, -1 where the second is, 0 where both are alike.
    """

    judge: str
    candidate_id: str
    first: str
    second: str
    sign: int


class Examples(NamedTuple):
    """Judgments as rows (n, f) to learn from: the arguments of `WeightLearner.fit`, in order."""

    X: Floats
    y: Floats
    groups: Places
    lists: Places


class Featured(Protocol):
    """Pairs with a matrix: what `engine.features` gives."""

    @property
    def candidate_ids(self) -> Sequence[str]:
        """The candidate of each pair."""

    @property
    def vacancy_ids(self) -> Sequence[str]:
        """The vacancy of each pair."""

    def matrix(self) -> Floats:
        """The features (p, f) of each pair."""


@dataclass(frozen=True)
class Judgments:
    """What judges said: grades of pairs, preferences between two, or both.

    >>> said = Judgments.read([
    ...     {"judge": "ana", "candidate_id": "C1", "vacancy_id": "V1", "grade": 3},
    ...     {"judge": "ana", "candidate_id": "C1", "vacancy_id": "V2", "grade": 1}])
    >>> said, said.pairs
    (<Judgments: 2 grades and 0 preferences of 1 judges, 2 pairs>, (('C1', 'V1'), ('C1', 'V2')))
    """

    graded: tuple[Graded, ...] = ()
    preferred: tuple[Preferred, ...] = ()

    def __post_init__(self) -> None:
        for one in self.graded:
            if not math.isfinite(one.grade):
                raise InputError(
                    f"The grade of vacancy '{one.vacancy_id}' by '{one.judge}' is {one.grade}.",
                    repair="Leave out what was not judged.",
                )
        for said in self.preferred:
            if said.better == said.worse:
                raise InputError(
                    f"The vacancy '{said.better}' is preferred to itself by '{said.judge}'.",
                    repair="Name two vacancies.",
                )

    def __repr__(self) -> str:
        return (
            f"<Judgments: {len(self.graded):,} grades and {len(self.preferred):,} preferences of "
            f"{len(self.judges):,} judges, {len(self.pairs):,} pairs>"
        )

    def __len__(self) -> int:
        return len(self.graded) + len(self.preferred)

    def __add__(self, other: Judgments) -> Judgments:
        return Judgments(self.graded + other.graded, self.preferred + other.preferred)

    @classmethod
    def read(cls, source: object) -> Self:
        """Judgments from a file (csv, tsv, jsonl, parquet, xlsx), Arrow data, a data frame, a list.

        Its columns are `candidate_id`, `vacancy_id` and `grade`, or `candidate_id`, `better` and
        `worse`; `judge` may be missing where there is one only. Rows without a grade are left out.
        InputError for other columns, and for a grade that is no number.
        """
        from matcher.records.sources import open_source  # noqa: PLC0415 - opens files: slow

        opened = open_source(source, row_of=dict, options=Options())
        header = set(opened.header or ())
        columns = next((all_ for all_ in (_GRADED, _PREFERRED) if header.issuperset(all_)), None)
        if columns is None:
            raise InputError(
                f"The judgments have the columns {', '.join(sorted(header)) or 'none'}.",
                repair=f"Give {', '.join(_GRADED)}, or {', '.join(_PREFERRED)}.",
            )
        wanted = [*columns, *({"judge"} & header)]
        batches = opened.batches(wanted, Options().batch_rows)
        rows = [row for batch in batches for row in _rows(batch, wanted)]
        if columns == _PREFERRED:
            return cls(preferred=tuple(_preferred(rows)))
        return cls(graded=tuple(_graded(rows)))

    @classmethod
    def of_list(cls, judge: str, candidate_id: str, vacancy_ids: Sequence[str]) -> Self:
        """The preferences in a list of vacancies that a judge put in order, the best first."""
        pairs = combinations(vacancy_ids, 2)
        return cls(preferred=tuple(Preferred(judge, candidate_id, *pair) for pair in pairs))

    @property
    def judges(self) -> tuple[str, ...]:
        """Who judged, by code point."""
        names = {one.judge for one in self.graded} | {one.judge for one in self.preferred}
        return tuple(sorted(names))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The distinct pairs (candidate id, vacancy id) in their order: for `engine.features`."""
        found = [(one.candidate_id, one.vacancy_id) for one in self.graded]
        for said in self.preferred:
            found += [(said.candidate_id, said.better), (said.candidate_id, said.worse)]
        return tuple(dict.fromkeys(found))

    def orders(self) -> Iterator[Order]:
        """What is said of every two vacancies of a candidate, whichever way it was said."""
        lists: defaultdict[tuple[str, str], list[Graded]] = defaultdict(list)
        for one in self.graded:
            lists[one.judge, one.candidate_id].append(one)
        for (judge, candidate), grades in lists.items():
            for one, other in combinations(grades, 2):
                if one.vacancy_id != other.vacancy_id:
                    sign = (one.grade > other.grade) - (one.grade < other.grade)
                    yield _order(judge, candidate, one.vacancy_id, other.vacancy_id, sign)
        for said in self.preferred:
            yield _order(said.judge, said.candidate_id, said.better, said.worse, 1)

    def examples(self, features: Featured) -> Examples:
        """The judgments as rows to learn from, with the features of their pairs.

        A candidate is a group; a list is what one judge said of one candidate in grades, or one
        preference. InputError where a judged pair has no features.
        """
        pairs = zip(features.candidate_ids, features.vacancy_ids, strict=True)
        place = {pair: row for row, pair in enumerate(pairs)}
        rows = [*self._rows()]
        missing = sum(row.pair not in place for row in rows)
        if missing:
            raise InputError(
                f"{missing:,} of {len(rows):,} judged rows have no features.",
                repair="Ask for them: engine.features(candidates, pairs=judgments.pairs).",
            )
        matrix = features.matrix()
        return Examples(
            X=matrix[[place[row.pair] for row in rows]],
            y=np.array([row.grade for row in rows], dtype=np.float64),
            groups=_codes(row.pair[0] for row in rows),
            lists=_codes(row.list for row in rows),
        )

    def _rows(self) -> Iterator[_Row]:
        for one in self.graded:
            pair = (one.candidate_id, one.vacancy_id)
            yield _Row(pair, one.grade, (one.judge, one.candidate_id))
        for number, said in enumerate(self.preferred):
            for grade, vacancy in ((1.0, said.better), (0.0, said.worse)):
                yield _Row((said.candidate_id, vacancy), grade, number)


class _Row(NamedTuple):
    """A judged pair: its grade, and the list in which the grade counts."""

    pair: tuple[str, str]
    grade: float
    list: object


def _order(judge: str, candidate: str, one: str, other: str, sign: int) -> Order:
    if one > other:
        one, other, sign = other, one, -sign
    return Order(judge, candidate, one, other, sign)


def _codes(values: Iterable[object]) -> Places:
    """A code for each value, in the order in which they come."""
    known: dict[object, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _rows(batch: Batch, wanted: Iterable[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    for place, number in enumerate(batch.numbers):
        cells = {name: batch.columns[name].at(place) for name in wanted}
        yield (
            number,
            {name: "" if cell is None else str(cell).strip() for name, cell in cells.items()},
        )


def _preferred(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[Preferred]:
    for number, row in rows:
        _check_filled(number, row, _PREFERRED)
        yield Preferred(row.get("judge", ""), *(row[name] for name in _PREFERRED))


def _graded(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[Graded]:
    for number, row in rows:
        if not row["grade"]:
            continue
        _check_filled(number, row, _GRADED)
        try:
            grade = float(row["grade"])
        except ValueError:
            raise InputError(
                f"Row {number}: the grade '{row['grade']}' is no number.",
                repair="Write a number, or nothing for what was not judged.",
            ) from None
        yield Graded(row.get("judge", ""), row["candidate_id"], row["vacancy_id"], grade)


def _check_filled(number: int, row: Mapping[str, str], columns: Iterable[str]) -> None:
    for name in columns:
        if not row[name]:
            problem = f"Row {number}: '{name}' is empty."
            raise InputError(problem, repair="Fill it or delete the row.")

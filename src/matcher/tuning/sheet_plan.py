"""Who judges which pairs: lists for all judges, lists of each one's own, and rows asked twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

import numpy as np

from matcher.errors import InputError
from matcher.settings import Weights
from matcher.tuning.choosing_pairs import Chooser, drawn_weights, field_of
from matcher.tuning.judging_pools import Pool

__all__ = ["Design", "Purpose", "SheetRow", "rows_of"]

#: Why a pair is judged: it tells about the weights, the ranking puts it first, or chance drew it.
Purpose = Literal["informative", "top", "random"]

#: Of two judged rows there is one comparison, of a list of three there can be a best one.
_LEAST_ROWS, _LEAST_PER_CANDIDATE = 2, 3
_MOST_SHARES = {"overlap": 1.0, "evaluation": 1.0, "repeated": 0.5}
#: Letters that make no word and no number, whatever a spreadsheet takes them for.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_ID_LETTERS = 10


class SheetRow(NamedTuple):
    """A row of a sheet: its id, whose it is, the number of the candidate in it, and the pair."""

    row: str
    judge: str
    number: int
    candidate_id: str
    vacancy_id: str
    purpose: Purpose
    repeated: bool


class _List(NamedTuple):
    """Vacancies of a candidate that are judged side by side, each with its purpose."""

    candidate_id: str
    vacancies: tuple[tuple[str, Purpose], ...]
    repeated: bool = False

    @classmethod
    def of(cls, pool: Pool, places: Sequence[int], purposes: Sequence[Purpose]) -> Self:
        ids = (pool.vacancy_ids[place] for place in places)
        return cls(pool.candidate.id, tuple(zip(ids, purposes, strict=True)))


@dataclass(frozen=True, kw_only=True)
class Design:
    """How many rows each judge gets and what they are for; see `prepare_sheets`."""

    judges: tuple[str, ...]
    pairs_per_judge: int
    overlap: float
    evaluation: float
    repeated: float
    per_candidate: int
    seed: int

    def __post_init__(self) -> None:
        for name, most in _MOST_SHARES.items():
            if not 0 <= getattr(self, name) <= most:
                problem = f"'{name}' is {getattr(self, name)}."
                raise InputError(problem, repair=f"Give a share from 0 to {most:g}.")
        if self.per_candidate < _LEAST_PER_CANDIDATE:
            problem = f"{self.per_candidate} vacancies of a candidate are too few to compare."
            raise InputError(problem, repair=f"Give {_LEAST_PER_CANDIDATE} or more.")
        if self.pairs_per_judge < 2 * _LEAST_ROWS:
            problem = f"{self.pairs_per_judge} rows for each judge are too few to compare."
            raise InputError(problem, repair="Give 4 or more.")

    @property
    def repeats(self) -> int:
        """How many rows of a judge stand in the sheet a second time."""
        wanted = min(round(self.repeated * self.pairs_per_judge), self.pairs_per_judge // 2)
        return max(wanted, _LEAST_ROWS) if self.repeated else 0

    @property
    def shared(self) -> tuple[int, ...]:
        """The sizes of the lists that all judges get."""
        rows = self.pairs_per_judge - self.repeats
        wanted = round(self.overlap * rows) if len(self.judges) > 1 else 0
        wanted = max(wanted, _LEAST_ROWS) if wanted else 0
        return self._sizes(rows if rows - wanted < _LEAST_ROWS else wanted)

    @property
    def own(self) -> tuple[int, ...]:
        """The sizes of the lists that one judge alone gets."""
        return self._sizes(self.pairs_per_judge - self.repeats - sum(self.shared))

    @property
    def lists(self) -> int:
        """How many candidates are needed."""
        return len(self.shared) + len(self.judges) * len(self.own)

    def evaluated(self, sizes: Sequence[int]) -> int:
        """How many of lists of some sizes are for evaluation."""
        return round(self.evaluation * len(sizes))

    def _sizes(self, rows: int) -> tuple[int, ...]:
        """Rows cut into lists that are as long as each other, or nearly."""
        if not rows:
            return ()
        count = -(-rows // self.per_candidate)
        base, longer = divmod(rows, count)
        return tuple(base + (place < longer) for place in range(count))


def rows_of(
    pools: Sequence[Pool], design: Design, weights: Weights, random: np.random.Generator
) -> tuple[SheetRow, ...]:
    """The rows of all sheets, as they stand in them, from the pools of enough candidates."""
    shared, own = _lists(pools, design, weights, random)
    return tuple(
        row
        for judge, lists in zip(design.judges, own, strict=True)
        for row in _sheet(judge, [*shared, *lists], design)
    )


def _lists(
    pools: Sequence[Pool], design: Design, weights: Weights, random: np.random.Generator
) -> tuple[list[_List], list[list[_List]]]:
    """The lists that all judges get, and those of each.

    Those for evaluation are of candidates as they were drawn; what these tell is known already when
    the others are chosen.
    """
    drawn = drawn_weights(weights, random)
    chooser = Chooser([field_of(pool.components, drawn) for pool in pools], random)
    free = list(range(len(pools)))
    judges = len(design.judges)
    parts = [(design.shared, judges), *((design.own, 1) for _ in design.judges)]
    found: list[list[_List]] = [[] for _ in parts]
    for lists, (sizes, times) in zip(found, parts, strict=True):
        for size in sizes[: design.evaluated(sizes)]:
            place = free.pop(0)
            lists.append(_for_evaluation(pools[place], size, chooser, place, times))
    for lists, (sizes, times) in zip(found, parts, strict=True):
        for size in sizes[design.evaluated(sizes) :]:
            place, chosen = chooser.choose(free, size, times)
            free.remove(place)
            lists.append(_List.of(pools[place], chosen, ["informative"] * size))
    return found[0], found[1:]


def _for_evaluation(pool: Pool, size: int, chooser: Chooser, place: int, times: int) -> _List:
    """The first of a candidate's ranking, and some of the others."""
    top = pool.top[: (size + 1) // 2]
    places = [*top, *pool.drawn[: size - len(top)]]
    chooser.add(place, places, times)
    purposes: list[Purpose] = ["top" if one in top else "random" for one in places]
    return _List.of(pool, places, purposes)


def _sheet(judge: str, lists: Sequence[_List], design: Design) -> list[SheetRow]:
    """The rows of a judge: candidates, and the vacancies of each, in an order of the judge's own.

    What is asked again comes in the second half, under a number of its own, and what it repeats in
    the first.
    """
    digest = hashlib.sha256(f"{design.seed}/{judge}".encode()).digest()
    random = np.random.default_rng(list(digest))
    shuffled = [lists[place] for place in random.permutation(len(lists))]
    again = _again(shuffled, design.repeats, random)
    asked_twice = {one.candidate_id for one in again}
    shuffled.sort(key=lambda one: one.candidate_id not in asked_twice)
    half = max((len(lists) + 1) // 2, len(again))
    front, back = shuffled[:half], [*shuffled[half:], *again]
    order = [part[place] for part in (front, back) for place in random.permutation(len(part))]
    found = []
    for number, one in enumerate(order, start=1):
        for place in random.permutation(len(one.vacancies)):
            vacancy, purpose = one.vacancies[place]
            words = (str(design.seed), judge, one.candidate_id, vacancy, str(one.repeated))
            found.append(
                SheetRow(
                    _row_id(words), judge, number, one.candidate_id, vacancy, purpose, one.repeated
                )
            )
    return found


def _again(lists: Sequence[_List], rows: int, random: np.random.Generator) -> list[_List]:
    """So many rows to be asked again: parts of the longest lists."""
    found = []
    for one in sorted(lists, key=lambda one: -len(one.vacancies)):
        few = random.permutation(len(one.vacancies))[:rows]
        if few.size:
            again = tuple(one.vacancies[place] for place in few)
            found.append(_List(one.candidate_id, again, repeated=True))
        rows -= few.size
    return found


def _row_id(words: Sequence[str]) -> str:
    """An id that tells nothing of what it stands for, such as BDKFR-TQWLM."""
    number = int.from_bytes(hashlib.sha256("\n".join(words).encode()).digest(), "big")
    letters = []
    for _ in range(_ID_LETTERS):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    half = _ID_LETTERS // 2
    return "".join([*letters[:half], "-", *letters[half:]])

"""Many normalized candidates as arrays: no object per person, the same facts.

What others read of a `Cohort` of n candidates:

* `ids` (n,), Arrow strings; `sex` (n,) int8, the place in `SEXES`, -1 where it is not known;
  `birth`, `height` and `weight`, each a `Fact` of three arrays (n,);
* `sections[name]` for every name of `SECTION_NAMES`: `complete` (n,) and `of_row` (n,) int32, the
  place in the distinct `contents` of the section. These list claims by code (see `Contents`);
  `listed()` gives the codes candidate by candidate;
* `wishes`, the distinct `NormalWishes`, and `wish_codes` (n,) int32, the place of each among them;
* `programme` (n,) int32: the concept of the first listed education by its place in `programmes`,
  -1 where there is none.

A slice and `take(rows)` share the distinct things, so that codes stay what they are.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt

from matcher.normalizing.contents import CohortSection
from matcher.normalizing.normalized import NormalCandidate, NormalWishes
from matcher.records.claims import SECTION_NAMES

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["NO_BIRTH", "NO_SEX", "SEXES", "Cohort", "Fact"]

Codes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.integer[Any]]

#: The values of the sex by their code.
SEXES = ("F", "M")
#: Where a day of birth is not stated; ordinals of days begin with 1.
NO_BIRTH = 0
#: Where the sex is not known.
NO_SEX = -1


class Fact(NamedTuple):
    """A personal fact (n,): what it is, and the ends between which it is said to lie.

    Days of birth are ordinals (int32), `NO_BIRTH` where not stated; measures are float64, NaN where
    not stated.
    """

    known: npt.NDArray[Any]
    low: npt.NDArray[Any]
    high: npt.NDArray[Any]

    def take(self, rows: Rows | slice) -> Fact:
        """The fact of some of the candidates."""
        return Fact(self.known[rows], self.low[rows], self.high[rows])


@dataclass(frozen=True, eq=False, repr=False)
class Cohort(Sequence[NormalCandidate]):
    """Normalized candidates as arrays; `[i]` and iteration rebuild the record of one.

    >>> cohort = Cohort.of([])
    >>> len(cohort), cohort
    (0, <Cohort: 0 candidates>)
    """

    ids: pa.StringArray
    sex: npt.NDArray[np.int8]
    birth: Fact
    height: Fact
    weight: Fact
    sections: Mapping[str, CohortSection]
    wishes: tuple[NormalWishes, ...]
    wish_codes: Codes

    @classmethod
    def of(cls, candidates: Sequence[NormalCandidate]) -> Cohort:
        """Candidates as arrays: the definition of what `cohort_of` makes of a table."""
        import pyarrow as pa

        if isinstance(candidates, Cohort):
            return candidates
        wishes: dict[NormalWishes, int] = {}
        wish_codes = [wishes.setdefault(_wishes(one), len(wishes)) for one in candidates]
        codes: dict[str | None, int] = {sex: code for code, sex in enumerate(SEXES)}
        codes[None] = NO_SEX
        return cls(
            ids=pa.array([one.id for one in candidates], pa.string()),
            sex=np.array([codes[one.sex] for one in candidates], dtype=np.int8),
            birth=_births((one.birth_date, one.birth_from, one.birth_to) for one in candidates),
            height=_measures(
                (one.height_cm, one.height_cm_from, one.height_cm_to) for one in candidates
            ),
            weight=_measures(
                (one.weight_kg, one.weight_kg_from, one.weight_kg_to) for one in candidates
            ),
            sections={
                name: CohortSection.of(one.sections[name] for one in candidates)
                for name in SECTION_NAMES
            },
            wishes=tuple(wishes),
            wish_codes=np.array(wish_codes, dtype=np.int32),
        )

    @property
    def programmes(self) -> tuple[str, ...]:
        """The concepts that stand first in some education, sorted."""
        return self.sections["education"].contents.leading[0]

    @cached_property
    def programme(self) -> Codes:
        """The concept (n,) of each first listed education by its place in `programmes`, else -1."""
        education = self.sections["education"]
        return education.contents.leading[1][education.of_row]

    def take(self, rows: Rows | slice) -> Cohort:
        """The candidates at these places, in this order; a place may come again."""
        import pyarrow as pa

        if isinstance(rows, slice) and rows.step in {None, 1}:
            start, stop, _ = rows.indices(len(self))
            ids = self.ids.slice(start, max(stop - start, 0))
        else:
            places = np.arange(len(self))[rows] if isinstance(rows, slice) else rows
            ids = self.ids.take(pa.array(places, pa.int64()))
        return Cohort(
            ids,
            self.sex[rows],
            self.birth.take(rows),
            self.height.take(rows),
            self.weight.take(rows),
            {name: section.take(rows) for name, section in self.sections.items()},
            self.wishes,
            self.wish_codes[rows],
        )

    def __len__(self) -> int:
        return self.sex.size

    @overload
    def __getitem__(self, index: int) -> NormalCandidate: ...
    @overload
    def __getitem__(self, index: slice) -> Cohort: ...
    def __getitem__(self, index: int | slice) -> NormalCandidate | Cohort:
        if isinstance(index, slice):
            return self.take(index)
        row = range(len(self))[operator.index(index)]
        wishes = self.wishes[self.wish_codes[row]]
        birth_date, birth_from, birth_to = (_date(one[row]) for one in self.birth)
        height, height_from, height_to = (_measure(one[row]) for one in self.height)
        weight, weight_from, weight_to = (_measure(one[row]) for one in self.weight)
        return NormalCandidate(
            id=self.ids[row].as_py(),
            sex=None if self.sex[row] == NO_SEX else SEXES[self.sex[row]],
            birth_date=birth_date,
            birth_from=birth_from,
            birth_to=birth_to,
            height_cm=height,
            height_cm_from=height_from,
            height_cm_to=height_to,
            weight_kg=weight,
            weight_kg_from=weight_from,
            weight_kg_to=weight_to,
            sections={
                name: section.contents.section(int(section.of_row[row]))
                for name, section in self.sections.items()
            },
            wish_countries=wishes.countries,
            wish_sectors=wishes.sectors,
            wish_wage_min=wishes.wage_min,
            wish_currency=wishes.currency,
        )

    def __repr__(self) -> str:
        return f"<Cohort: {len(self):,} candidates>"


def _wishes(one: NormalCandidate) -> NormalWishes:
    return NormalWishes(one.wish_countries, one.wish_sectors, one.wish_wage_min, one.wish_currency)


def _births(facts: Iterable[tuple[date | None, date | None, date | None]]) -> Fact:
    days = [[NO_BIRTH if day is None else day.toordinal() for day in one] for one in facts]
    return Fact(*np.array(days, dtype=np.int32).reshape(-1, 3).T.copy())


def _measures(facts: Iterable[tuple[float | None, float | None, float | None]]) -> Fact:
    return Fact(*np.array(list(facts), dtype=np.float64).reshape(-1, 3).T.copy())


def _date(ordinal: np.int32) -> date | None:
    return None if ordinal == NO_BIRTH else date.fromordinal(int(ordinal))


def _measure(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)

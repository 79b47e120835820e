"""The columns of a table of vacancies become a block: each distinct cell is read once, no row is.

What depends on one cell is worked out for each distinct cell, what depends on several for each
distinct combination, always by way of a record that says nothing else. So a block has what
`VacancyBlock.of` the normalized records would have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt

from matcher.normalizing.coding import Alike, Members, alike
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.vacancy_block import (
    NO_SEATS_STATED,
    NOT_STATED,
    VERIFICATIONS,
    Job,
    Offer,
    VacancyBlock,
    Wage,
)
from matcher.records import Vacancies, Vacancy
from matcher.records.requirements import Requirement
from matcher.records.vacancy import MUST_FIELDS, NICE_FIELDS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["NormalVacancies", "block_of"]

Codes = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]

_BOUNDS = tuple(
    f"{fact}_{end}{whose}"
    for fact in ("age", "height", "weight")
    for end in ("min", "max")
    for whose in ("", "_male", "_female")
)
#: The columns that ask something, in the order in which a record says it.
_ASKING = (("sex", *_BOUNDS), *((name,) for name in (*MUST_FIELDS, *NICE_FIELDS, "requirements")))
_JOB = ("title", "country", "scheme", "employer_type")
_OFFER = ("country", "sector", *Wage._fields)
_BEFORE_1970 = date(1970, 1, 1).toordinal()
#: Records that are normalized together, and normalized ones that are remembered.
_AT_ONCE, _MOST_KEPT = 512, 1024


class NormalVacancies(Sequence[NormalVacancy]):
    """The records of a table with concepts in place of texts, each made when it is looked at."""

    def __init__(self, table: Sequence[Vacancy], records: RecordNormalizer) -> None:
        self._table = table
        self._records = records
        self._kept: dict[int, NormalVacancy] = {}

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[NormalVacancy]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    @overload
    def __getitem__(self, index: int) -> NormalVacancy: ...
    @overload
    def __getitem__(self, index: slice) -> list[NormalVacancy]: ...
    def __getitem__(self, index: int | slice) -> NormalVacancy | list[NormalVacancy]:
        if isinstance(index, slice):
            return self._records.vacancies(list(self._table[index]))
        place = range(len(self))[index]
        found = self._kept.get(place)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            (found,) = self._records.vacancies([self._table[place]])
            # Another thread may clear what is kept at any time.
            self._kept[place] = found
        return found


def block_of(table: Vacancies, records: RecordNormalizer) -> VacancyBlock:
    """The block of the vacancies of a table, in their order.

    >>> from matcher.normalizing.normalizer import default_normalizer
    >>> from matcher.records import Vacancy
    >>> jobs = [Vacancy(id=name, title="welder", skills="SMAW 3G") for name in ("V1", "V2")]
    >>> found = block_of(Vacancies.from_records(jobs), RecordNormalizer(default_normalizer()))
    >>> len(found), len(found.requirements), found.list_of.tolist()
    (2, 1, [0, 0])
    """
    columns = _Columns(table.to_arrow())
    requirements, lists, list_of = _asked(columns, records)
    jobs, job_of = _jobs(columns, records)
    offers, offer_of = _offers(columns, records)
    verified = np.array([VERIFICATIONS.index(one) for one in columns.values("verification")])
    return VacancyBlock(
        ids=np.array(table.ids, dtype=np.object_),
        requirements=requirements,
        lists=lists,
        list_of=list_of,
        jobs=jobs,
        job_of=job_of,
        offers=offers,
        offer_of=offer_of,
        departure=columns.days("departure"),
        permit_from=columns.days("permit_from"),
        permit_until=columns.days("permit_until"),
        verification=verified.astype(np.int8)[columns.codes("verification")],
        openings=columns.numbers("openings", NO_SEATS_STATED),
    )


# --- columns -----------------------------------------------------------------------------


class _Columns:
    """The columns of a table: the code of each row's cell, and the distinct cells."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._encoded: dict[str, tuple[Codes, list[Any]]] = {}

    def codes(self, name: str) -> Codes:
        """The code (v,) of each cell of a column."""
        return self._encode(name)[0]

    def values(self, name: str) -> list[Any]:
        """The distinct cells of a column by code; an empty one is None."""
        return self._encode(name)[1]

    def alike(self, names: Sequence[str]) -> Alike:
        """The rows by their cells in some columns."""
        return alike([self.codes(name) for name in names], self._table.num_rows)

    def cells(self, names: Sequence[str], rows: Codes) -> Iterator[tuple[Any, ...]]:
        """The cells of some rows in some columns."""
        found = (
            [self.values(name)[code] for code in self.codes(name)[rows].tolist()] for name in names
        )
        return zip(*found, strict=True)

    def days(self, name: str) -> Days:
        """A column of dates as ordinals, `NOT_STATED` where it is empty."""
        import pyarrow as pa

        since = self._table[name].cast(pa.int32()).fill_null(NOT_STATED - _BEFORE_1970)
        return np.asarray(since.to_numpy() + _BEFORE_1970, dtype=np.int32)

    def numbers(self, name: str, empty: int) -> Codes:
        """A column of whole numbers."""
        return np.asarray(self._table[name].fill_null(empty).to_numpy(), dtype=np.int64)

    def _encode(self, name: str) -> tuple[Codes, list[Any]]:
        if name not in self._encoded:
            column = self._table[name].combine_chunks().dictionary_encode(null_encoding="encode")
            codes = column.indices.to_numpy().astype(np.int64)
            self._encoded[name] = codes, column.dictionary.to_pylist()
        return self._encoded[name]


# --- what is asked -----------------------------------------------------------------------


def _asked(
    columns: _Columns, records: RecordNormalizer
) -> tuple[tuple[NormalRequirement, ...], Members, Codes]:
    """The distinct requirements, the distinct lists of them, and the list of each row."""
    groups = [columns.alike([*names, "asked_by"]) for names in _ASKING]
    asks = [
        [_asks(dict(zip(names, cells, strict=True))) for cells in columns.cells(names, rows)]
        for names, rows in (
            ([*names, "asked_by"], group.examples)
            for names, group in zip(_ASKING, groups, strict=True)
        )
    ]
    records.learn_requirements(ask for group in asks for cell in group for ask in cell)
    found: dict[NormalRequirement, int] = {}
    parts = [Members.of_lists(_codes(cell, records, found) for cell in group) for group in asks]
    rows = alike([group.of for group in groups], groups[0].of.size)
    lists, of = Members.joined(
        [part.take(group.of[rows.examples]) for part, group in zip(parts, groups, strict=True)]
    ).distinct()
    return tuple(found), lists, of[rows.of]


def _asks(cells: dict[str, Any]) -> list[Requirement]:
    """What a vacancy asks that has these cells alone."""
    return list(Vacancies.layout.record({**_BLANK, **cells}).asks())


_BLANK: dict[str, Any] = {
    **dict.fromkeys(column.name for column in Vacancies.layout.columns),
    "id": "?",
    "title": "?",
}


def _codes(
    asks: Iterable[Requirement], records: RecordNormalizer, found: dict[NormalRequirement, int]
) -> list[int]:
    """The codes of what is asked; what asks nothing has none."""
    normal = (records.requirement(ask) for ask in asks)
    return [found.setdefault(one, len(found)) for one in normal if one is not None]


# --- what is offered ---------------------------------------------------------------------


def _jobs(columns: _Columns, records: RecordNormalizer) -> tuple[tuple[Job, ...], Codes]:
    """The distinct jobs, and the job of each row."""
    records.learn_titles(columns.values("title"))
    rows = columns.alike(_JOB)
    found: dict[Job, int] = {}
    of = [
        found.setdefault(records.job(*cells), len(found))
        for cells in columns.cells(_JOB, rows.examples)
    ]
    return tuple(found), np.array(of, dtype=np.int64)[rows.of]


def _offers(columns: _Columns, records: RecordNormalizer) -> tuple[tuple[Offer, ...], Codes]:
    """The distinct offers, and the offer of each row."""
    rows = columns.alike(_OFFER)
    found: dict[Offer, int] = {}
    of = [
        found.setdefault(records.offer(country, sector, Wage(*wage)), len(found))
        for country, sector, *wage in columns.cells(_OFFER, rows.examples)
    ]
    return tuple(found), np.array(of, dtype=np.int64)[rows.of]

"""The columns of a table of candidates become a cohort: each distinct cell and claim is read once.

So a cohort has what `Cohort.of` the normalized records would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matcher.normalizing.coding import Members, alike
from matcher.normalizing.cohort import NO_BIRTH, NO_SEX, SEXES, Cohort, Fact
from matcher.normalizing.contents import CohortSection, Contents, DistinctClaims
from matcher.normalizing.normalized import NormalClaim, NormalWishes
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.section_cells import StatedClaims, coded_texts, split_sections
from matcher.records import Candidates
from matcher.records.candidate import Wishes
from matcher.records.cells import parse_texts
from matcher.records.claims import SECTION_NAMES

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["cohort_of"]

Codes = npt.NDArray[np.int32]

#: Of so few candidates the records are made sooner than arrays of columns.
_FEW = 48
_BEFORE_1970 = date(1970, 1, 1).toordinal()
_BIRTH = ("birth_date", "birth_from", "birth_to")
_HEIGHT = ("height_cm", "height_cm_from", "height_cm_to")
_WEIGHT = ("weight_kg", "weight_kg_from", "weight_kg_to")


def cohort_of(candidates: Candidates, records: RecordNormalizer) -> Cohort:
    """The candidates of a table with concepts in place of texts, as arrays.

    >>> from matcher.normalizing.normalizer import default_normalizer
    >>> from matcher.records import Candidate
    >>> table = Candidates.from_records([Candidate(id="C1", languages="JLPT|N4")])
    >>> cohort_of(table, RecordNormalizer(default_normalizer()))[0].sections["languages"].complete
    True
    """
    if len(candidates) <= _FEW:
        return Cohort.of(records.candidates(list(candidates)))
    table = candidates.to_arrow()
    wishes, wish_codes = _wishes(table, records)
    return Cohort(
        ids=table["id"].combine_chunks(),
        sex=_sexes(table["sex"]),
        birth=Fact(*(_days(table[name]) for name in _BIRTH)),
        height=Fact(*(_measures(table[name]) for name in _HEIGHT)),
        weight=Fact(*(_measures(table[name]) for name in _WEIGHT)),
        sections={name: _section(table[name], name, records) for name in SECTION_NAMES},
        wishes=wishes,
        wish_codes=wish_codes,
    )


def _sexes(column: pa.ChunkedArray) -> npt.NDArray[np.int8]:
    texts, codes = coded_texts(column)
    known = {"": NO_SEX, **{sex: code for code, sex in enumerate(SEXES)}}
    return np.array([known[text] for text in texts], dtype=np.int8)[codes]


def _days(column: pa.ChunkedArray) -> Codes:
    import pyarrow as pa

    unknown = NO_BIRTH - _BEFORE_1970
    days: Codes = column.cast(pa.int32()).fill_null(unknown).to_numpy()
    return days + np.int32(_BEFORE_1970)


def _measures(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = column.fill_null(np.nan).to_numpy()
    return found


def _wishes(table: pa.Table, records: RecordNormalizer) -> tuple[tuple[NormalWishes, ...], Codes]:
    """The distinct wishes, and which of them each candidate has."""
    countries, of_countries = coded_texts(table["wish_countries"])
    sectors, of_sectors = coded_texts(table["wish_sectors"])
    currencies, of_currency = coded_texts(table["wish_currency"])
    wages = table["wish_wage_min"].combine_chunks().dictionary_encode(null_encoding="encode")
    columns = [of_countries, of_sectors, wages.indices.to_numpy(), of_currency]
    members, examples = alike(columns, len(table))
    said = zip(*(column[examples].tolist() for column in columns), strict=True)
    places = [records.wishes(Wishes(countries=parse_texts(one))).countries for one in countries]
    fields = [records.wishes(Wishes(sectors=parse_texts(one))).sectors for one in sectors]
    amounts = wages.dictionary.to_pylist()
    distinct = tuple(
        NormalWishes(places[country], fields[sector], amounts[wage], currencies[currency] or None)
        for country, sector, wage, currency in said
    )
    return distinct, members.astype(np.int32)


def _section(column: pa.ChunkedArray, name: str, records: RecordNormalizer) -> CohortSection:
    """A section: what is said is normalized once, whatever dates stand beside it."""
    read = split_sections(column)
    claimed = records.claimed(name, read.claims.undated)
    claims, of_stated = _distinct(read.claims, [one.claim for one in claimed])
    texts: dict[str, int] = {}
    of_said = np.array(
        [
            -1 if one.unresolved is None else texts.setdefault(one.unresolved, len(texts))
            for one in claimed
        ],
        dtype=np.int64,
    )
    unresolved = _kept(read.listed, of_said[read.claims.said])
    contents = Contents(
        complete=read.complete & (unresolved.sizes == 0),
        claims=claims,
        listed=_kept(read.listed, of_stated),
        texts=tuple(texts),
        unresolved=unresolved,
    )
    return CohortSection(contents, read.of_row)


def _distinct(
    stated: StatedClaims, normal: Sequence[NormalClaim | None]
) -> tuple[DistinctClaims, npt.NDArray[np.int64]]:
    """The claims that resolved, and the place of each stated one among them, -1 for none."""
    undated: dict[NormalClaim, int] = {}
    of_said = np.array(
        [-1 if one is None else undated.setdefault(one, len(undated)) for one in normal],
        dtype=np.int64,
    )
    code = of_said[stated.said]
    is_kept = code >= 0
    columns = (code[is_kept], stated.first[is_kept], stated.last[is_kept])
    of_kept, examples = alike(columns, columns[0].size)
    place = np.full(code.size, -1, dtype=np.int64)
    place[is_kept] = of_kept
    return DistinctClaims(
        tuple(undated), *(column[examples].astype(np.int32) for column in columns)
    ), place


def _kept(listed: Members, codes: npt.NDArray[np.int64]) -> Members:
    """The lists with each member's code in place of it, without those that have none."""
    found = codes[listed.members]
    return Members(listed.starts, found).where(found >= 0)

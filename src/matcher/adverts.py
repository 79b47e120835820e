"""Reads vacancies whose demands stand in a column of adverts instead of columns of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from matcher.errors import CellError
from matcher.normalizing.extracting.filling import FILLED, cells_of, unread_of
from matcher.normalizing.normalizer import Normalizer, default_normalizer
from matcher.records.base import UNKNOWN
from matcher.records.batches import Batch, Coded, Options, Source
from matcher.records.columns import Headers, columns_of, fold_name, match_headers
from matcher.records.reading import read_table
from matcher.records.spreading import headers_of_spreads, spreads_of
from matcher.records.vacancies import Vacancies

__all__ = ["read_vacancies"]

_ADVERT, _DESCRIPTION = "advert", "description"
_FILLED = tuple(name for group in FILLED for name in group)
_GROUP_OF = {name: frozenset(group) for group in FILLED for name in group}
#: So many adverts are remembered at a time.
_MOST_REMEMBERED = 4096
#: A table with one of these columns tells what is asked by itself.
_TOLD = frozenset(
    name
    for group in FILLED
    for name in group
    if name not in {"title", "country", "description", "sex"}
)
#: So many rows are told one by one, with so many clauses of each.
_MOST_ROWS, _MOST_CLAUSES, _LONGEST_CLAUSE = 100, 5, 60


class _Read(NamedTuple):
    """The cells that an advert fills, and what of it was not read."""

    cells: dict[str, str]
    unread: tuple[str, ...]


def read_vacancies(  # noqa: PLR0913 - the options of the files, as in `read_candidates`
    source: object,
    *,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | int | None = None,
    normalizer: Normalizer | None = None,
) -> Vacancies:
    """Read vacancies from a file, Arrow data, a data frame or a list; bad rows are set aside.

    The arguments are those of `read_candidates`. A row with `openings_male` or `openings_female`
    becomes the vacancies `ID/L` and `ID/P`; it still counts as one row.

    A column of whole adverts (`advert`, `iklan`, `teks`; or `deskripsi` in a table without columns
    for what is asked) is read with `normalizer`, by default that of the package's taxonomy: it
    fills what the row leaves empty, and `notes` tells what of it was not read. What a column says
    is never changed by an advert.

    >>> jobs = read_vacancies([{"id": "X", "jabatan": "operator", "kuota_pria": 16,
    ...                         "kuota_wanita": "25 orang"}])
    >>> jobs.ids, [job.openings for job in jobs], jobs.rows_accepted
    (('X/L', 'X/P'), [16, 25], 1)
    >>> advert = "Welder, Korea. Syarat: usia 20-35, SMAW 3G"
    >>> job = read_vacancies([{"id": "Y", "iklan": advert}])[0]
    >>> job.title, job.age_max, job.skills[0].what
    ('Welder', 35.0, 'skill:smaw-3g')
    """
    reader = _AdvertReader(columns, normalizer)
    options = Options(encoding, delimiter, sheet)
    table = read_table(Vacancies, source, columns, options, through=reader.widened)
    return replace(table, notes=(*table.notes, *reader.notes()))


class _AdvertReader:
    """Fills the empty cells of batches from their adverts, and keeps what was not read."""

    def __init__(self, columns: Mapping[str, str] | None, normalizer: Normalizer | None) -> None:
        self._columns = columns
        self._given = normalizer
        self._known: dict[tuple[str, str | None], _Read] = {}
        self._unread: list[tuple[int, tuple[str, ...]]] = []

    @cached_property
    def _normalizer(self) -> Normalizer:
        return default_normalizer() if self._given is None else self._given

    def widened(self, source: Source) -> Source:
        """The source with a column for whatever its adverts can fill; itself if it has none."""
        if source.header is None:
            return source
        added = tuple(_missing(source.header, self._columns or {}))
        spreads = headers_of_spreads("vacancies")
        headers = match_headers((*source.header, *added), "vacancies", self._columns, spreads)
        advert = _advert_header(headers, frozenset(added))
        if advert is None:
            return source
        own = frozenset(source.header)

        def batches(wanted: Collection[str], most: int) -> Iterator[Batch]:
            for batch in source.batches(headers.used & own, most):
                filled = self._filled(batch, headers, advert)
                yield replace(
                    batch, columns={name: filled[name] for name in filled if name in wanted}
                )

        return Source((*source.header, *added), batches, source.notes)

    def notes(self) -> Iterator[str]:
        """What of the adverts was not read, for the first rows one by one."""
        for number, texts in self._unread[:_MOST_ROWS]:
            shown = "; ".join(f"'{text[:_LONGEST_CLAUSE]}'" for text in texts[:_MOST_CLAUSES])
            more = ", ..." if len(texts) > _MOST_CLAUSES else ""
            yield f"Row {number}: {len(texts)} clauses of its advert were not read: {shown}{more}."
        if (left := len(self._unread) - _MOST_ROWS) > 0:
            yield f"In {left:,} more rows clauses of the adverts were not read."

    # --- rows ----------------------------------------------------------------------------

    def _filled(self, batch: Batch, headers: Headers, advert: str) -> dict[str, Coded]:
        """The columns of a batch, the empty cells of each row filled from its advert."""
        cells = {
            header: [column.at(row) for row in range(len(batch.numbers))]
            for header, column in batch.columns.items()
        }
        for name in _FILLED:
            header = headers.by_column.get(name)
            if header is not None:
                cells.setdefault(header, [None] * len(batch.numbers))
        touched: set[str] = set()
        for row, number in enumerate(batch.numbers):
            text = cells[advert][row]
            if not isinstance(text, str) or not text.strip():
                continue
            read = self._read(text, _text_of(cells, headers, "country", row))
            if read.unread:
                self._unread.append((number, read.unread))
            given = set(_filled_names(cells, headers, row))
            for name, cell in read.cells.items():
                header = headers.by_column.get(name)
                if header is not None and given.isdisjoint(_GROUP_OF[name]):
                    cells[header][row] = cell
                    touched.add(header)
        return {
            header: Coded.of(values)
            if header in touched or header not in batch.columns
            else batch.columns[header]
            for header, values in cells.items()
        }

    def _read(self, text: str, country: str | None) -> _Read:
        key = (text, country)
        if key not in self._known:
            found = self._normalizer.extract(text, country=country)
            cells = cells_of(found, self._normalizer.taxonomy)
            good = {name: cell for name, cell in cells.items() if _is_good(name, cell)}
            lost = tuple(cell for name, cell in cells.items() if name not in good)
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = _Read(good, (*unread_of(found), *lost))
        return self._known[key]


def _missing(header: Sequence[str], chosen: Mapping[str, str]) -> Iterator[str]:
    """The columns that an advert can fill and that no header of a source stands for."""
    there = set(map(fold_name, header)) - set(map(fold_name, chosen))
    for column in columns_of("vacancies"):
        is_there = any(fold_name(name) in there for name in column.names())
        if column.name in _GROUP_OF and column.name not in chosen.values() and not is_there:
            yield column.name


def _advert_header(headers: Headers, added: frozenset[str]) -> str | None:
    """The header of the adverts; a description is one where no other column tells what is asked."""
    if (own := headers.by_column.get(_ADVERT)) is not None:
        return own
    described = headers.by_column.get(_DESCRIPTION)
    told = {name for name, header in headers.by_column.items() if header not in added}
    spread = any(header not in added for header in headers.by_spread.values())
    if described is None or described in added or told & _TOLD or spread:
        return None
    return described


def _filled_names(cells: Mapping[str, list[object]], headers: Headers, row: int) -> Iterator[str]:
    """The columns that a row fills by itself, those of its spread cells included."""
    for name, header in headers.by_column.items():
        if not _is_empty(cells[header][row]):
            yield name
    for spread in spreads_of("vacancies"):
        own = headers.by_spread.get(spread.name)
        if own is not None and not _is_empty(cells[own][row]):
            yield from spread.columns


def _text_of(
    cells: Mapping[str, list[object]], headers: Headers, name: str, row: int
) -> str | None:
    """The country of a row as the figures of its advert need it, or None."""
    header = headers.by_column.get(name)
    value = cells[header][row] if header is not None else None
    return value if isinstance(value, str) and not _is_empty(value) else None


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in UNKNOWN)


def _is_good(name: str, cell: str) -> bool:
    """False for a cell that its column would refuse: an advert makes no row a bad one."""
    column = next(column for column in columns_of("vacancies") if column.name == name)
    try:
        Vacancies.layout.read_cell(cell, column)
    except CellError:
        return False
    return True

"""Reads candidates and vacancies from files, frames and lists; every bad row is set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from matcher.errors import InputError
from matcher.records.batches import Options, Source
from matcher.records.candidates import Candidates
from matcher.records.columns import Headers, match_headers
from matcher.records.table import RecordTable
from matcher.records.vacancies import Vacancies

__all__ = ["read_candidates", "read_table", "read_vacancies"]

T = TypeVar("T", bound=RecordTable[Any])


def read_candidates(
    source: object,
    *,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | int | None = None,
) -> Candidates:
    """Read candidates from a file, Arrow data, a data frame or a list; bad rows are set aside.

    Args:
        source: The path of a .csv, .tsv, .jsonl, .parquet or .xlsx file, a data frame or relation
            (pandas, polars, DuckDB, ...), anything that gives Arrow data, or a list of records or
            mappings.
        columns: Names of the source's columns with the names they stand for; English and
            Indonesian headers are known without it.
        encoding: Of a text file; otherwise UTF-8 is tried, then Windows-1252.
        delimiter: Of a .csv or .tsv file; otherwise `,`, `;` or tab, as the header shows.
        sheet: Of a .xlsx file, its name or its number from 1; otherwise the first.

    Returns:
        The candidates; `.rejected` tells for each bad row its column, value, reason and repair.

    >>> cohort = read_candidates([{"id": "C1", "tgl_lahir": "1/3/2006"},
    ...                           {"id": "C2", "tgl_lahir": "31/2/2006"}])
    >>> cohort
    Candidates(1; 1 of 2 rows rejected)
    >>> print(cohort.rejected[0])
    Row 2, column 'tgl_lahir': '31/2/2006' is a date that does not exist. Correct the day, ...
    """
    return read_table(Candidates, source, columns, Options(encoding, delimiter, sheet))


def read_vacancies(
    source: object,
    *,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | int | None = None,
) -> Vacancies:
    """Read vacancies from a file, Arrow data, a data frame or a list; bad rows are set aside.

    The arguments are those of `read_candidates`. A row with `openings_male` or `openings_female`
    becomes the vacancies `ID/L` and `ID/P`; it still counts as one row.

    >>> jobs = read_vacancies([{"id": "X", "jabatan": "operator", "kuota_pria": 16,
    ...                         "kuota_wanita": "25 orang"}])
    >>> jobs.ids, [job.openings for job in jobs], jobs.rows_accepted
    (('X/L', 'X/P'), [16, 25], 1)
    """
    return read_table(Vacancies, source, columns, Options(encoding, delimiter, sheet))


def read_table(
    kind: type[T],
    source: object,
    columns: Mapping[str, str] | None,
    options: Options,
    through: Callable[[Source], Source] | None = None,
) -> T:
    """The table of a kind from a source: batch by batch, so that its raw cells are never all there.

    1. The source is opened and its headers are matched; 2. each batch is sifted; 3. the batches of
    good rows make the table. `through` may change what was opened before that.
    """
    # Whoever only imports the package should not wait for what opens files.
    import pyarrow as pa

    from matcher.records.sieve import Sieve  # noqa: PLC0415 - see above
    from matcher.records.sources import open_source  # noqa: PLC0415 - see above
    from matcher.records.spreading import headers_of_spreads  # noqa: PLC0415 - see above

    if isinstance(source, kind):
        return source
    if isinstance(source, RecordTable):
        wanted, found = kind.layout.table, source.layout.table
        raise InputError(f"These are {found}, not {wanted}.", repair=f"Give {wanted}.")
    opened = open_source(source, row_of=kind.row_of, options=options)
    if through is not None:
        opened = through(opened)
    headers = Headers({}, {}, ())
    if opened.header is not None:
        spreads = headers_of_spreads(kind.layout.table)
        headers = match_headers(opened.header, kind.layout.table, columns, spreads)
    sieve = Sieve(kind.layout, kind.schema(), headers)
    batches = opened.batches(headers.used, options.batch_rows)
    table = pa.Table.from_batches(map(sieve.sift, batches), kind.schema())
    rejected = sorted(sieve.rejected, key=lambda one: one.row)
    return kind(table, tuple(rejected), sieve.rows_read, (*opened.notes, *headers.notes))

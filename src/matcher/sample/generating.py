"""Generates a cohort and vacancies of any size, in memory or as Parquet files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.errors import InputError
from matcher.records.candidates import Candidates
from matcher.records.vacancies import Vacancies
from matcher.sample.cohort import cohort_batches, reference_date
from matcher.sample.loading import Sample
from matcher.sample.orders import vacancy_batches

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["GeneratedFiles", "generate", "generate_files"]

Progress = Callable[[int, int], None]
Batches = Iterator["pa.RecordBatch"]


@dataclass(frozen=True, slots=True)
class GeneratedFiles:
    """Where the generated tables stand."""

    candidates: Path
    vacancies: Path


def generate(
    candidates: int, vacancies: int, seed: int, *, progress: Progress | None = None
) -> Sample:
    """Synthetic candidates of the whole nation, and vacancies after real requirement patterns.

    Each vacancy names in `source` the pattern that it follows; the open seats of private placement
    add up to the public counts of 8 December 2025 by country and by sector (`reproduced_margins`).
    Up to 351,743 vacancies, each open post of 1 December 2025 one of its own. What is drawn and
    from what stands in the tables of `matcher/sample/data`. The same call gives the same records.
    `progress` is called with the number of records made and their total.

    >>> made = generate(candidates=50, vacancies=100, seed=1)
    >>> made.candidates, made.vacancies, made.as_of.isoformat()
    (Candidates(50), Vacancies(100), '2025-12-01')
    """
    import pyarrow as pa

    people, jobs = (
        pa.Table.from_batches(batches, schema)
        for schema, batches in zip(
            _schemas(), _batches(candidates, vacancies, seed, progress), strict=True
        )
    )
    return Sample(Candidates.from_arrow(people), Vacancies.from_arrow(jobs), reference_date())


def generate_files(
    folder: str | PathLike[str],
    *,
    candidates: int,
    vacancies: int,
    seed: int,
    progress: Progress | None = None,
) -> GeneratedFiles:
    """The tables of `generate` as `candidates.parquet` and `vacancies.parquet` in a folder.

    Memory stays bounded whatever the sizes; the same call writes the same bytes.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     files = generate_files(folder, candidates=50, vacancies=100, seed=1)
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['candidates.parquet', 'vacancies.parquet']
    """
    import pyarrow.parquet as pq

    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise InputError(f"{place} is no folder.", repair="Give a folder to write into.")
    made = _batches(candidates, vacancies, seed, progress)
    place.mkdir(parents=True, exist_ok=True)
    files = GeneratedFiles(place / "candidates.parquet", place / "vacancies.parquet")
    paths = (files.candidates, files.vacancies)
    for path, schema, batches in zip(paths, _schemas(), made, strict=True):
        with pq.ParquetWriter(path, schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
    return files


def _schemas() -> tuple[pa.Schema, pa.Schema]:
    people, jobs = Candidates.from_records(()), Vacancies.from_records(())
    return people.to_arrow().schema, jobs.to_arrow().schema


def _batches(
    candidates: int, vacancies: int, seed: int, progress: Progress | None
) -> tuple[Batches, Batches]:
    """The batches of both tables; what is asked for is checked before any is made."""
    people, jobs = cohort_batches(candidates, seed=seed), vacancy_batches(vacancies, seed=seed)
    if progress is None:
        return people, jobs
    total = candidates + vacancies
    return _told(people, 0, total, progress), _told(jobs, candidates, total, progress)


def _told(batches: Batches, made: int, total: int, progress: Progress) -> Batches:
    for batch in batches:
        yield batch
        made += len(batch)
        progress(made, total)

"""The requirement patterns that vacancies follow, and the jobs that are offered after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any, TypeVar

from matcher.errors import UnknownName
from matcher.records.reading import read_vacancies
from matcher.sample.open_posts import PRIVATE, OpenCell, open_cells
from matcher.sample.order_assumptions import order_assumptions
from matcher.tables import read_data_table

__all__ = ["Job", "Pattern", "other_jobs", "patterns", "private_jobs"]

T = TypeVar("T")
_SOURCE = "after {pattern}"
_PRIVATE_SOURCE = "after {pattern}; open posts of 8 December 2025"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of `data/vacancies.csv`: its cells by column, and the occupation that it names."""

    cells: Mapping[str, Any]
    occupation: str

    @property
    def id(self) -> str:
        """The id that a vacancy names as the row it follows."""
        return str(self.cells["id"])

    def items(self, column: str, separator: str = "; ") -> list[str]:
        """The items of a list cell, which hold no separator themselves."""
        cell = self.cells[column]
        return cell.split(separator) if cell else []


@dataclass(frozen=True, slots=True)
class Job:
    """A pattern as it is offered in one country; `posts` is what one order of its source states."""

    pattern: int
    country: str
    sector: str
    source: str
    is_borrowed: bool
    posts: int | None = None
    weight: float = 1.0


@cache
def patterns() -> tuple[Pattern, ...]:
    """The requirement patterns in the order of their table.

    >>> patterns()[0].occupation
    'occupation:kaigo-worker'
    """
    jobs = read_data_table("data/pattern_jobs.csv", package="matcher.sample")
    occupation = {row.required("pattern"): row.required("occupation") for row in jobs}
    with as_file(files("matcher.sample").joinpath("data", "vacancies.csv")) as path:
        rows = read_vacancies(path).to_arrow().to_pylist()
    return tuple(Pattern(row, _known(occupation, row["id"])) for row in rows)


def private_jobs() -> list[tuple[OpenCell, list[Job]]]:
    """Each country and sector with open posts of the private scheme, and the jobs in it."""
    place = {pattern.id: number for number, pattern in enumerate(patterns())}
    return [
        (cell, [_private_job(cell, _known(place, name)) for name in cell.patterns])
        for cell in open_cells()
    ]


def other_jobs() -> list[Job]:
    """The jobs of all other schemes, each in the country of its pattern."""
    weights = order_assumptions().numbers("other_scheme")
    schemes = [pattern.cells["scheme"] for pattern in patterns()]
    return list(_other_jobs(schemes, weights))


def _other_jobs(schemes: Sequence[str], weights: Mapping[str, float]) -> Iterator[Job]:
    for place, (pattern, scheme) in enumerate(zip(patterns(), schemes, strict=True)):
        if scheme == PRIVATE:
            continue
        cells = pattern.cells
        yield Job(
            pattern=place,
            country=cells["country"],
            sector=cells["sector"],
            source=_SOURCE.format(pattern=pattern.id),
            is_borrowed=False,
            # A single seat is what the table assumes where the source states none.
            posts=cells["openings"] if cells["openings"] > 1 else None,
            weight=_known(weights, scheme) / schemes.count(scheme),
        )


def _private_job(cell: OpenCell, place: int) -> Job:
    pattern = patterns()[place]
    return Job(
        pattern=place,
        country=cell.country,
        sector=cell.sector or pattern.cells["sector"],
        source=_PRIVATE_SOURCE.format(pattern=pattern.id),
        is_borrowed=pattern.cells["country"] != cell.country,
    )


def _known(known: Mapping[str, T], name: str) -> T:
    if name not in known:
        raise UnknownName("pattern or scheme", name, known=known)
    return known[name]

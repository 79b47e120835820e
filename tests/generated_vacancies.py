"""A table of generated vacancies, and the patterns that its rows name as theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pyarrow as pa

from matcher.sample.orders import vacancy_batches
from matcher.sample.patterns import patterns

__all__ = ["BOUNDS", "MUSTS", "SIZE", "parent", "parents", "rows", "table", "with_parents"]

SIZE = 1_500
#: What every advert takes over from its pattern.
MUSTS = (
    *("education", "languages", "certificates", "skills", "experience", "conditions"),
    *("documents", "requirements", "nice_languages", "nice_certificates", "employer_type"),
)
BOUNDS = tuple(
    f"{fact}_{end}{whose}"
    for fact in ("height", "weight")
    for end in ("min", "max")
    for whose in ("", "_male", "_female")
)


@cache
def table(size: int = SIZE, seed: int = 4) -> pa.Table:
    """A generated table, made once."""
    return pa.Table.from_batches(vacancy_batches(size, seed=seed))


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """The rows of that table."""
    return tuple(table().to_pylist())


@cache
def parents() -> Mapping[str, Mapping[str, Any]]:
    """The cells of every pattern by its id."""
    return {one.id: one.cells for one in patterns()}


def parent(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The cells of the pattern that a row names in its source."""
    return parents()[row["source"].removeprefix("after ").partition(";")[0]]


def with_parents() -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each row with its pattern."""
    return ((row, parent(row)) for row in rows())

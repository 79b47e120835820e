"""Shares the open posts of 8 December 2025 out over countries, sectors and requirement patterns.

`data/open_posts.csv` holds both public margins; `data/open_jobs.csv` says which country can have
posts in which sector, and after which patterns of `data/vacancies.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matcher.errors import InputError
from matcher.sample.margins import joint_table
from matcher.tables import Row, read_data_table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "PRIVATE",
    "Margin",
    "OpenCell",
    "Reproduced",
    "margins",
    "open_cells",
    "reproduced_margins",
]

#: The scheme that both public tables count.
PRIVATE = "P to P"
_FURTHER = "further country"


@dataclass(frozen=True, slots=True)
class Margin:
    """The posts that a public table gives for one name, and the names that records use for it."""

    kind: str
    name: str
    members: tuple[str, ...]
    posts: int


@dataclass(frozen=True, slots=True)
class OpenCell:
    """The open posts of one country in one sector of the public tables.

    `patterns` are ids of requirement patterns; `sector` replaces theirs where it is given.
    """

    country: str
    group: str
    posts: int
    patterns: tuple[str, ...]
    sector: str | None


class Reproduced(NamedTuple):
    """The posts of one margin as published, and as found in a table."""

    margin: str
    name: str
    wanted: int
    found: int


@cache
def margins(kind: str) -> tuple[Margin, ...]:
    """The published margin of a kind: `country`, `sector`, or the assumed `further country`.

    >>> sum(margin.posts for margin in margins("country"))
    285865
    """
    rows = read_data_table("data/open_posts.csv", package="matcher.sample")
    return tuple(_margin(row) for row in rows if row.required("margin") == kind)


def open_cells() -> tuple[OpenCell, ...]:
    """Every country and sector with open posts; their sums are both published margins.

    >>> cells = open_cells()
    >>> sum(cell.posts for cell in cells if cell.country == "Hong Kong")
    19153
    """
    jobs = list(read_data_table("data/open_jobs.csv", package="matcher.sample"))
    countries, groups = _countries(), {one.name: one.posts for one in margins("sector")}
    prior = np.zeros((len(countries), len(groups)))
    places = [_place(row, list(countries), list(groups)) for row in jobs]
    for row, place in zip(jobs, places, strict=True):
        prior[place] = row.number_or_none("weight") or 0.0
    posts = joint_table(prior, countries, groups)
    return tuple(
        OpenCell(
            country=row.required("country"),
            group=row.required("group"),
            posts=int(posts[place]),
            patterns=row.items("patterns"),
            sector=row.text("sector") or None,
        )
        for row, place in zip(jobs, places, strict=True)
        if posts[place]
    )


def reproduced_margins(table: pa.Table) -> list[Reproduced]:
    """What both public tables publish, next to the openings that a table of vacancies sums to.

    Only vacancies of the private scheme count. Where `found` is less than `wanted`, the table had
    too few vacancies to give one to each country and sector.
    """
    rows = list(zip(*(table[name].to_pylist() for name in ("scheme", "openings")), strict=True))
    return [
        found
        for kind in ("country", "sector")
        for found in _reproduced(kind, table[kind].to_pylist(), rows)
    ]


def _reproduced(
    kind: str, names: Iterable[str | None], rows: Iterable[tuple[str | None, int | None]]
) -> Iterator[Reproduced]:
    sums: dict[str | None, int] = {}
    for name, (scheme, openings) in zip(names, rows, strict=True):
        if scheme == PRIVATE:
            sums[name] = sums.get(name, 0) + (openings or 0)
    for margin in margins(kind):
        found = sum(sums.get(member, 0) for member in margin.members)
        yield Reproduced(kind, margin.name, margin.posts, found)


def _margin(row: Row) -> Margin:
    posts = row.number_or_none("posts")
    if posts is None or posts % 1:
        raise row.error("'posts' is no whole number.", repair="Write the number of posts.")
    name, members = row.required("name"), row.items("members")
    return Margin(row.required("margin"), name, members, int(posts))


def _countries() -> Mapping[str, int]:
    """The posts by country as records name it, the further ones of `others` in its place."""
    split = {margin.name: margin.posts for margin in margins(_FURTHER)}
    posts: dict[str, int] = {}
    for margin in margins("country"):
        own = {member: split[member] for member in margin.members if member in split}
        posts |= own or dict.fromkeys(margin.members, margin.posts)
        if own and sum(own.values()) != margin.posts:
            raise InputError(
                f"The further countries have {sum(own.values()):,} posts, '{margin.name}' has "
                f"{margin.posts:,}.",
                repair="Correct one of them in open_posts.csv.",
            )
    return posts


def _place(row: Row, countries: list[str], groups: list[str]) -> tuple[int, int]:
    for name, known in (("country", countries), ("group", groups)):
        if row.required(name) not in known:
            problem = f"'{row.text(name)}' has no posts in open_posts.csv."
            raise row.error(problem, repair=f"Use one of: {', '.join(known)}.")
    return countries.index(row.text("country")), groups.index(row.text("group"))

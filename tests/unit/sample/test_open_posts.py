"""The open posts are those of the public tables, shared out only where the data allow it."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pyarrow as pa

from matcher.sample.open_posts import PRIVATE, margins, open_cells, reproduced_margins
from matcher.sample.patterns import other_jobs, patterns, private_jobs

OPEN_POSTS = 285_865
#: Household work in Saudi Arabia is closed, so nobody offers it.
CLOSED = {"RQ070"}


@cache
def members_by_group() -> dict[str, set[str]]:
    return {margin.name: set(margin.members) for margin in margins("sector")}


def test_each_public_table_adds_up_to_all_open_posts() -> None:
    for kind in ("country", "sector"):
        assert sum(margin.posts for margin in margins(kind)) == OPEN_POSTS


def test_the_cells_add_up_to_both_public_tables() -> None:
    by_country: Counter[str] = Counter()
    by_group: Counter[str] = Counter()
    for cell in open_cells():
        by_country[cell.country] += cell.posts
        by_group[cell.group] += cell.posts
    for margin in margins("country"):
        assert sum(by_country[name] for name in margin.members) == margin.posts
    assert by_group == {margin.name: margin.posts for margin in margins("sector")}


def test_the_further_countries_have_the_posts_that_the_public_table_gives_to_others() -> None:
    others = next(margin for margin in margins("country") if margin.name == "others")
    further = {margin.name: margin.posts for margin in margins("further country")}
    assert set(others.members) == set(further)
    assert sum(further.values()) == others.posts


def test_every_private_pattern_that_is_not_closed_is_offered_and_no_other() -> None:
    offered = {name for cell in open_cells() for name in cell.patterns}
    private = {one.id for one in patterns() if one.cells["scheme"] == PRIVATE}
    assert offered == private - CLOSED


def test_a_job_stands_in_a_sector_that_its_public_group_counts() -> None:
    for cell, jobs in private_jobs():
        assert {job.sector for job in jobs} <= members_by_group()[cell.group]


def test_a_pattern_is_borrowed_exactly_where_it_is_of_another_country() -> None:
    for _, jobs in private_jobs():
        for job in jobs:
            own = patterns()[job.pattern].cells["country"]
            assert job.is_borrowed == (own != job.country)


def test_jobs_of_other_schemes_stay_in_their_country_and_take_no_assumed_seats() -> None:
    for job in other_jobs():
        cells = patterns()[job.pattern].cells
        assert (job.country, job.posts) == (
            cells["country"],
            cells["openings"] if cells["openings"] > 1 else None,
        )


def test_only_stated_openings_of_the_private_scheme_count_towards_the_margins() -> None:
    table = pa.table(
        {
            "scheme": [PRIVATE, PRIVATE, PRIVATE, "SSW"],
            "country": ["Taiwan", "Brunei Darussalam", "Qatar", "Taiwan"],
            "sector": ["agriculture", "fishery", "spa", "health"],
            "openings": pa.array([3, 4, None, 5], pa.int64()),
        }
    )
    found = {(one.margin, one.name): one.found for one in reproduced_margins(table) if one.found}
    assert found == {
        ("country", "Taiwan"): 3,
        ("country", "Brunei"): 4,
        ("sector", "fishery, livestock, plantation, farming (4P)"): 7,
    }

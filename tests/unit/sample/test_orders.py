"""Generated vacancies are readable and repeatable, and keep the public margins and their orders."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from generated_vacancies import BOUNDS, MUSTS, SIZE, parent, rows, table
from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.records import Vacancies, read_vacancies
from matcher.sample import load_sample
from matcher.sample.open_posts import PRIVATE, open_cells, reproduced_margins
from matcher.sample.orders import most_vacancies, vacancy_batches
from matcher.sample.plan import planned

AS_OF = date(2025, 12, 1)
#: What tells two adverts of one job apart, for a reader who ignores parties, dates and wages.
ASKED = (*MUSTS, *BOUNDS, "sex", "age_min", "age_max")
WISHED = ("nice_skills", "nice_education", "nice_experience")


# --- the same again ----------------------------------------------------------------------


def test_a_seed_always_gives_the_same_rows_and_another_seed_others() -> None:
    again = pa.Table.from_batches(vacancy_batches(200, seed=4))
    other = pa.Table.from_batches(vacancy_batches(200, seed=5))
    assert again.equals(table(200))
    assert not other.equals(table(200))


def test_the_size_of_the_batches_changes_no_row() -> None:
    batches = list(vacancy_batches(200, seed=4, batch=70))
    assert [len(batch) for batch in batches] == [70, 70, 60]
    assert pa.Table.from_batches(batches).equals(table(200))


@pytest.mark.parametrize("size", [0, -3, 351_744])
def test_sizes_that_no_posts_can_fill_are_refused(size: int) -> None:
    with pytest.raises(InputError, match=r"Ask for 1 to 351,743\."):
        vacancy_batches(size, seed=1)


def test_a_batch_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="A batch of 0 is asked for"):
        vacancy_batches(1, seed=1, batch=0)


def test_a_single_vacancy_can_be_asked_for() -> None:
    assert table(1)["scheme"].to_pylist() == [PRIVATE]


# --- reading and matching ----------------------------------------------------------------


def test_the_reader_rejects_no_row_and_changes_no_cell(tmp_path: Path) -> None:
    pq.write_table(table(), tmp_path / "vacancies.parquet")
    read = read_vacancies(tmp_path / "vacancies.parquet")
    assert not read.rejected
    assert read.to_arrow().equals(table())


def test_the_ids_differ() -> None:
    assert len(Vacancies.from_arrow(table())) == len(set(table()["id"].to_pylist())) == SIZE


def test_a_sample_cohort_finds_posts_it_is_ready_for_and_posts_that_want_proof() -> None:
    engine = Matcher(AS_OF).fit(Vacancies.from_arrow(table(200)))
    ranking = engine.rank(load_sample(candidates=30).candidates, k=10)
    assert set(ranking.to_arrow()["verdict"].to_pylist()) == {"READY", "NEEDS_PROOF"}


# --- margins -----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [150, SIZE])
def test_both_public_margins_are_kept_exactly(size: int) -> None:
    assert [(one.name, one.found) for one in reproduced_margins(table(size))] == [
        (one.name, one.wanted) for one in reproduced_margins(table(size))
    ]


def test_too_few_vacancies_serve_the_largest_cells_and_the_rest_is_told() -> None:
    served = {(row["country"], row["sector"]) for row in table(10).to_pylist()}
    largest = max(open_cells(), key=lambda cell: cell.posts)
    assert (largest.country, largest.group) in served
    missing = [one for one in reproduced_margins(table(10)) if one.found < one.wanted]
    assert {one.margin for one in missing} == {"country", "sector"}
    assert all(one.found <= one.wanted for one in reproduced_margins(table(10)))


def test_at_the_full_size_every_private_post_is_a_vacancy_of_its_own() -> None:
    plan = planned(most_vacancies(), full_size=most_vacancies(), seed=4)
    private = [job.source.endswith("2025") for job in plan.jobs]
    openings = [number for job, number in zip(plan.job, plan.openings, strict=True) if private[job]]
    assert Counter(openings) == {1: 285_865}


def test_a_smaller_table_keeps_the_share_of_the_private_scheme() -> None:
    assert table()["scheme"].to_pylist().count(PRIVATE) == round(SIZE * 285_865 / 351_743)


def test_a_stated_quota_of_another_scheme_is_shared_out_once_and_others_stay_unknown() -> None:
    openings: defaultdict[str, list[int | None]] = defaultdict(list)
    for row in rows():
        if row["scheme"] != PRIVATE:
            openings[parent(row)["id"]].append(row["openings"])
    assert sum(number or 0 for number in openings["RQ024"]) == 4_000
    assert set(openings["RQ002"]) == {None}


# --- orders ------------------------------------------------------------------------------


def test_the_vacancies_of_an_order_share_their_parties_place_and_permit() -> None:
    shared = ("country", "sector", "employer", "agency", "p3mi", "permit_until", "posted", "source")
    by_order: defaultdict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for row in rows():
        if row["order_id"]:
            by_order[row["order_id"]].add(tuple(row[name] for name in shared))
    assert len(by_order) > 50
    assert all(len(facts) == 1 for facts in by_order.values())


def test_about_a_third_of_the_rows_ask_something_different() -> None:
    asked = table(20_000).group_by([*ASKED, *WISHED]).aggregate([]).num_rows
    assert 0.25 < asked / 20_000 < 0.4


def test_permits_are_in_order_and_most_hold_on_the_day_of_the_count() -> None:
    states: Counter[str] = Counter()
    for row in rows():
        start, end = row["permit_from"], row["permit_until"]
        assert start is None or end is None or start <= end
        states["unknown" if end is None else "holds" if end >= AS_OF else "ended"] += 1
    assert states["holds"] > 0.8 * SIZE
    assert min(states["ended"], states["unknown"]) > 0.01 * SIZE


def test_what_the_source_of_a_pattern_says_of_its_permit_is_kept() -> None:
    kept = [row for row in table(20_000).to_pylist() if parent(row)["id"] in {"RQ020", "RQ021"}]
    assert {(row["permit_from"], row["permit_until"]) for row in kept} == {
        (None, date(2020, 12, 31)),
        (date(2027, 4, 1), None),
    }


def test_departures_lie_after_the_day_of_the_count_and_publications_before() -> None:
    for row in rows():
        assert row["departure"] is None or row["departure"] > AS_OF
        assert row["posted"] is None or row["posted"] <= AS_OF


def test_parties_are_invented_codes() -> None:
    for name, prefix in {"employer": "EMP-", "agency": "AGY-", "p3mi": "P3MI-"}.items():
        codes = {row[name] for row in rows()} - {None}
        assert codes
        assert all(code.startswith(prefix) and code[len(prefix) :].isdigit() for code in codes)


def test_nobody_stands_between_where_the_state_places_people() -> None:
    for row in rows():
        if row["scheme"] == "G to G EPS":
            assert row["agency"] is row["p3mi"] is None

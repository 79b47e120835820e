"""The synthetic cohort: readable as it stands, the same each time, with the stated shares."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.records import Candidates, read_candidates
from matcher.records.claims import SECTION_NAMES
from matcher.records.writing import write_parquet
from matcher.sample.assumptions import packaged_assumptions
from matcher.sample.cohort import cohort_batches, reference_date, synthetic_cohort
from matcher.taxonomy import default_taxonomy

KALBAR = "Kalimantan Barat"
REGIONS = (KALBAR, None)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
FROM_TO = re.compile(r"\|(\d{4}-\d\d-\d\d)(?:\|(\d{4}-\d\d-\d\d))?")


@cache
def rows(region: str | None, size: int = 10_000) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (
        synthetic_cohort(size, seed=7, region=region).to_arrow().to_pylist()
    )
    return listed


def record_of(row: dict[str, Any]) -> tuple[str, ...]:
    """What the sections say, but for the dates."""
    return tuple(DAY.sub("", row[name] or "") for name in SECTION_NAMES)


def share(happens: list[bool]) -> float:
    return sum(happens) / len(happens)


# --- laws --------------------------------------------------------------------------------


@given(st.integers(0, 25), st.integers(0, 2**64), st.sampled_from(REGIONS), st.integers(9, 30))
def test_any_cohort_is_written_as_records_are(
    size: int, seed: int, region: str | None, batch: int
) -> None:
    batches = list(cohort_batches(size, seed=seed, region=region, batch=batch))
    schema = Candidates.from_records([]).to_arrow().schema
    cohort = Candidates.from_arrow(pa.Table.from_batches(batches, schema))
    assert len(cohort) == size
    assert all(len(one) <= batch for one in batches)
    assert Candidates.from_records(cohort) == cohort


@given(st.integers(0, 60), st.integers(0, 2**64), st.sampled_from(REGIONS))
def test_the_same_seed_gives_the_same_people(size: int, seed: int, region: str | None) -> None:
    first = synthetic_cohort(size, seed=seed, region=region)
    assert first == synthetic_cohort(size, seed=seed, region=region)


def test_the_people_do_not_depend_on_the_order_of_sets() -> None:
    code = (
        "import hashlib; from matcher.sample.cohort import synthetic_cohort;"
        "rows = synthetic_cohort(400, seed=5).to_arrow().to_pylist();"
        "print(hashlib.sha256(repr(rows).encode()).hexdigest())"
    )

    def digest(hash_seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        return done.stdout.decode()

    assert digest("1") == digest("2")


def test_another_seed_gives_other_people() -> None:
    assert synthetic_cohort(50, seed=1) != synthetic_cohort(50, seed=2)


@pytest.mark.parametrize("region", REGIONS)
def test_a_written_cohort_reads_back_without_a_rejected_row(
    region: str | None, tmp_path: Path
) -> None:
    cohort = synthetic_cohort(1_000, seed=3, region=region)
    write_parquet(cohort.to_arrow(), tmp_path / "cohort.parquet")
    again = read_candidates(tmp_path / "cohort.parquet")
    assert again.rejected == ()
    assert again == cohort


# --- who is there ------------------------------------------------------------------------


def test_ids_count_on_through_the_batches() -> None:
    batches = cohort_batches(25, seed=1, batch=10)
    ids = [one for batch in batches for one in batch["id"].to_pylist()]
    assert ids == [f"SMK-{number:07d}" for number in range(1, 26)]


def test_a_region_has_ids_and_cities_of_its_own() -> None:
    people = rows(KALBAR)
    assert people[0]["id"] == "KB-000001"
    assert {row["province"] for row in people} == {KALBAR}
    cities = {row["city"] for row in people} - {None}
    assert cities == set(packaged_assumptions().texts("city", KALBAR))


def test_a_national_cohort_comes_from_all_provinces_by_their_weights() -> None:
    weights = packaged_assumptions().numbers("province")
    found = [row["province"] for row in rows(None)]
    assert set(found) == set(weights)
    expected = weights["Jawa Barat"] / sum(weights.values())
    assert share([one == "Jawa Barat" for one in found]) == pytest.approx(expected, abs=0.03)


def test_cities_lie_in_their_provinces() -> None:
    known = packaged_assumptions()
    for row in rows(None):
        assert row["city"] is None or row["city"] in known.texts("city", row["province"])


def test_no_class_is_most_of_a_small_cohort() -> None:
    most = 500 * packaged_assumptions().number("setting", "largest_class")
    people = Counter(map(record_of, rows(KALBAR, 500)))
    # Two classes can have the same on record by chance.
    assert max(people.values()) <= 1.5 * most


# --- what they have ----------------------------------------------------------------------


@pytest.mark.parametrize("region", REGIONS)
def test_about_two_in_five_records_are_distinct_but_for_the_dates(region: str | None) -> None:
    seen = set(map(record_of, rows(region)))
    assert 0.35 <= len(seen) / len(rows(region)) <= 0.45


@pytest.mark.parametrize("fact", ["sex", "birth_date", "height_cm", "weight_kg", "city"])
def test_facts_are_unknown_for_their_stated_shares(fact: str) -> None:
    stated = packaged_assumptions().number("unknown", fact)
    found = share([row[fact] is None for row in rows(None)])
    assert found == pytest.approx(stated, abs=0.02)


@pytest.mark.parametrize("name", ["documents", "conditions"])
def test_sections_are_absent_and_partial_for_their_stated_shares(name: str) -> None:
    states = packaged_assumptions().numbers("section_state", "*", name)
    people = rows(None)
    absent = share([row[name] is None for row in people])
    partial = share([(row[name] or "").endswith("...") for row in people])
    assert absent == pytest.approx(states["absent"], abs=0.05)
    assert partial == pytest.approx(states["partial"], abs=0.05)


def test_sex_follows_the_programme() -> None:
    people = [row for row in rows(None) if row["sex"] and row["education"]]
    sewers = [row["sex"] == "F" for row in people if "busana" in row["education"].casefold()]
    mechanics = [row["sex"] == "F" for row in people if "kendaraan" in row["education"].casefold()]
    assert share(sewers) > 0.8
    assert share(mechanics) < 0.15


def test_papers_are_issued_before_the_reference_date_and_some_have_expired() -> None:
    today = reference_date().isoformat()
    cells = [row[name] or "" for row in rows(None)
             for name in ("certificates", "languages", "documents")]  # fmt: skip
    papers = [found for cell in cells for found in FROM_TO.findall(cell)]
    assert all(first < today for first, _ in papers)
    ends = [last < today for _, last in papers if last]
    assert 0.08 <= share(ends) <= 0.16


def test_nobody_works_before_leaving_school_or_after_the_reference_date() -> None:
    for row in rows(None):
        periods = FROM_TO.findall(row["experience"] or "")
        assert all(first <= last < reference_date().isoformat() for first, last in periods)
        if periods and row["birth_date"]:
            first_day = date.fromisoformat(min(first for first, _ in periods))
            assert (first_day - row["birth_date"]).days > 16 * 365


def test_some_write_in_capitals_and_some_without_any() -> None:
    told = [row["education"].partition("|")[0] for row in rows(None) if row["education"]]
    words = [text for text in told if max(map(len, text.split())) > 6]
    styles = packaged_assumptions().numbers("style")
    assert share([text.isupper() for text in words]) == pytest.approx(styles["upper"], abs=0.03)
    assert share([text.islower() for text in words]) == pytest.approx(styles["lower"], abs=0.03)


def test_conditions_are_told_with_slips_and_in_english_for_their_stated_shares() -> None:
    table, taxonomy = packaged_assumptions(), default_taxonomy()
    conditions = [one for one in taxonomy if one.kind == "condition"]
    english = {one.label_en.casefold() for one in conditions}
    names = english | {one.label_id.casefold() for one in conditions}
    cells = [row["conditions"] for row in rows(None) if row["conditions"]]
    told = [item.partition("|")[0].strip('"') for cell in cells for item in cell.split("; ")]
    told = [text.casefold() for text in told if text not in {"...", "-"}]
    slips = share([text not in names for text in told])
    assert slips == pytest.approx(table.number("setting", "misspelt"), abs=0.006)
    in_english = share([text in english for text in told])
    assert in_english == pytest.approx(table.number("setting", "english"), abs=0.02)


def test_a_language_test_is_told_with_its_level_apart_or_in_one_piece() -> None:
    told = {item for row in rows(None) for item in (row["languages"] or "").split("; ")}
    dateless = {item[: found.start()] if (found := FROM_TO.search(item)) else item for item in told}
    assert "JLPT|N4|test" in dateless
    assert "JLPT N4||test" in dateless


def test_schools_write_programmes_in_short_and_with_the_curriculum() -> None:
    told = {row["education"] for row in rows(None) if row["education"]}
    for part in ("TKJ|", "TKR|", "- K13|", "SMK Teknik", "Jurusan "):
        assert any(part in one for one in told), part


def test_people_wish_for_one_to_three_countries() -> None:
    stated = packaged_assumptions().numbers("wish_count")
    listed = [row["wish_countries"].count(";") + 1 for row in rows(None) if row["wish_countries"]]
    assert set(listed) == set(map(int, stated))
    # Some who wish twice or thrice wish for the same country again.
    assert stated["1"] <= share([count == 1 for count in listed]) <= stated["1"] + 0.2


def test_wishes_are_different_from_each_other() -> None:
    for row in rows(None):
        for name in ("wish_countries", "wish_sectors"):
            listed = (row[name] or "-").split("; ")
            assert len(set(listed)) == len(listed)
        assert (row["wish_wage_min"] is None) == (row["wish_currency"] is None)


# --- refusals ----------------------------------------------------------------------------


def test_a_cohort_of_nobody_is_an_empty_table() -> None:
    assert len(synthetic_cohort(0, seed=1)) == 0


def test_a_negative_size_is_refused() -> None:
    with pytest.raises(InputError, match="cohort of -1"):
        synthetic_cohort(-1, seed=1)


def test_batches_of_nobody_are_refused() -> None:
    with pytest.raises(InputError, match="Batches of 0"):
        cohort_batches(10, seed=1, batch=0)


def test_an_unknown_region_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnknownName, match="Kalimantan Barat"):
        synthetic_cohort(1, seed=1, region="Kalimantan Barta")

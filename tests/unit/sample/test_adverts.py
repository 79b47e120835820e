"""An advert demands what its pattern demands, and varies only within it."""

from __future__ import annotations

from collections import Counter, defaultdict

from generated_vacancies import BOUNDS, MUSTS, SIZE, parents, with_parents


def test_what_is_demanded_is_what_the_pattern_demands() -> None:
    for row, own in with_parents():
        assert {name: row[name] for name in MUSTS} == {name: own[name] for name in MUSTS}


def test_height_and_weight_are_bounded_as_in_the_pattern_or_not_at_all() -> None:
    stated = Counter[bool]()
    for row, own in with_parents():
        bounds = {name: row[name] for name in BOUNDS}
        assert bounds in ({name: own[name] for name in BOUNDS}, dict.fromkeys(BOUNDS))
        if any(own[name] for name in BOUNDS):
            stated[any(bounds.values())] += 1
    assert set(stated) == {True, False}


def test_ages_lie_within_those_of_the_pattern() -> None:
    narrowed = 0
    for row, own in with_parents():
        for name in ("age_min", "age_max"):
            assert (row[name] is None) == (own[name] is None)
        narrowed += (row["age_min"], row["age_max"]) != (own["age_min"], own["age_max"])
        assert (row["age_min"] or 0) >= (own["age_min"] or 0)
        assert (row["age_max"] or 0) <= (own["age_max"] or 0)
    assert 0 < narrowed < SIZE


def test_an_age_range_is_never_narrowed_below_twelve_years() -> None:
    for row, own in with_parents():
        if None not in {row["age_min"], row["age_max"]}:
            least = min(12, own["age_max"] - own["age_min"])
            assert row["age_max"] - row["age_min"] >= least


def test_a_sex_is_asked_only_by_the_pattern_or_as_one_of_two_parts_of_an_order() -> None:
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for row, own in with_parents():
        if row["sex"] != own["sex"]:
            assert own["sex"] is None
            stem, _, ending = row["id"].rpartition("/")
            assert ending == {"M": "L", "F": "P"}[row["sex"]]
            assert stem.startswith(row["order_id"])
            parts[stem].add(row["sex"])
    assert parts
    assert all(both == {"M", "F"} for both in parts.values())


def test_welcome_skills_are_some_of_those_of_the_pattern() -> None:
    subsets = set()
    for row, own in with_parents():
        skills = row["nice_skills"].split("; ")
        assert set(skills) <= set(own["nice_skills"].split("; "))
        subsets.add((own["id"], row["nice_skills"]))
    assert len(subsets) > 3 * len(parents())


def test_months_of_the_job_are_welcome_only_where_the_pattern_demands_no_experience() -> None:
    welcome = set()
    for row, own in with_parents():
        if own["experience"]:
            assert row["nice_experience"] == own["nice_experience"]
        else:
            welcome.add((row["nice_experience"] or "none|none").partition("|")[2])
    assert welcome == {"none", "6 months", "12 months", "18 months", "24 months", "36 months"}


def test_the_wage_lies_within_the_band_of_the_pattern() -> None:
    stated = 0
    for row, own in with_parents():
        if row["wage_min"] is not None:
            stated += 1
            assert row["currency"] == own["currency"]
            assert own["wage_min"] <= row["wage_min"] <= (row["wage_max"] or own["wage_max"])
            assert (row["wage_max"] or 0) <= own["wage_max"]
    assert 0 < stated < SIZE


def test_the_lower_end_of_a_band_of_wages_is_given_as_it_stands() -> None:
    offers = {row["wage_min"] for row, own in with_parents() if own["id"] == "RQ031"}
    assert {28_590.0, 28_700.0} <= offers


def test_what_is_borrowed_from_another_country_is_noted_and_brings_no_wage() -> None:
    borrowed = [(row, own) for row, own in with_parents() if row["country"] != own["country"]]
    assert borrowed
    for row, own in borrowed:
        assert row["note"] == f"pattern of {own['country']}"
        assert row["wage_min"] is row["wage_max"] is row["currency"] is None

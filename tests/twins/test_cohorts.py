"""A table becomes the cohort that its normalized records make, whatever stands in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from unittest.mock import patch

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing import cohort_columns
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.cohort_columns import cohort_of
from matcher.normalizing.normalizer import Normalizer, default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records import SECTION_NAMES, Candidate, Candidates, Claim, Evidence, Section, Wishes
from matcher.records.cells import parse_section
from matcher.sample import generate
from record_strategies import candidates, texts
from small_world import TAXONOMY

RECORDS = RecordNormalizer(Normalizer(TAXONOMY))

#: Things with names, in their own section or elsewhere, and what only looks like one.
NAMES = st.sampled_from(
    (
        *(
            "Las SMAW 3G",
            "skill:smaw",
            "JLPT",
            "JLPT N4",
            "Bahasa Jepang",
            "SMK Kuliner",
            "Kuliner",
        ),
        *("Juru las", "occupation:cook", "First aid", "Paspor", "Tidak bertato", "SLTA", "D3 Foo"),
    )
)
DAYS = st.none() | st.sampled_from((date(2024, 2, 29), date(2025, 12, 1)))
LEVELS = st.none() | st.sampled_from(("N4", "SLTA", "6 bulan", "2 tahun", "?"))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start, end = draw(DAYS), draw(DAYS)
    if start is not None and end is not None:
        start, end = min(start, end), max(start, end)
    return Claim(
        what=draw(NAMES | texts),
        level=draw(LEVELS),
        evidence=draw(st.none() | st.sampled_from(Evidence)),
        valid_from=start,
        valid_to=end,
    )


@st.composite
def named(draw: st.DrawFn) -> Candidate:
    """Someone with claims that mean something, and wishes for places with several names."""
    sections = {
        name: Section(
            state=draw(st.sampled_from(["partial", "complete"])),
            claims=tuple(draw(st.lists(claims(), max_size=3))),
        )
        for name in draw(st.lists(st.sampled_from(SECTION_NAMES), max_size=4, unique=True))
    }
    wishes = Wishes(
        countries=tuple(draw(st.lists(st.sampled_from(["Jepang", "japan", "Mars"]), max_size=2))),
        sectors=tuple(draw(st.lists(st.sampled_from(["Hotel", "hotel ", "Las"]), max_size=2))),
        wage_min=draw(st.none() | st.sampled_from([1e6, 2e6])),
    )
    return Candidate.model_validate({"id": "C", "wishes": wishes, **sections})


def by_columns(table: Candidates, records: RecordNormalizer = RECORDS) -> Cohort:
    with patch.object(cohort_columns, "_FEW", -1):
        return cohort_of(table, records)


def same(found: Cohort, wanted: Cohort) -> None:
    assert list(found) == list(wanted)
    for name in SECTION_NAMES:
        own, other = found.sections[name], wanted.sections[name]
        assert own.complete.tolist() == other.complete.tolist()
        assert list(own.contents.claims) == list(dict.fromkeys(own.contents.claims))
    assert led(found) == led(wanted)
    for arrays in zip(found.birth, wanted.birth, strict=True):
        assert arrays[0].dtype == arrays[1].dtype
    assert found.sex.dtype == wanted.sex.dtype
    assert found.wish_codes.dtype == wanted.wish_codes.dtype
    assert found.ids.type == wanted.ids.type


def led(cohort: Cohort) -> list[str | None]:
    return [cohort.programmes[code] if code >= 0 else None for code in cohort.programme]


def numbered(people: Sequence[Candidate]) -> Candidates:
    """A table of people, each with an id of its own."""
    return Candidates.from_records(
        one.model_copy(update={"id": f"{one.id} {number}"}) for number, one in enumerate(people)
    )


@given(st.lists(named() | candidates, max_size=5))
def test_a_table_is_the_cohort_of_its_records(people: list[Candidate]) -> None:
    table = numbered(people)
    same(by_columns(table), Cohort.of(RECORDS.candidates(list(table))))


@given(st.lists(named(), min_size=2, max_size=6))
def test_a_part_of_a_table_is_that_part_of_its_cohort(people: list[Candidate]) -> None:
    table = numbered(people)
    same(by_columns(table[1:]), by_columns(table)[1:])
    same(by_columns(table[::-1]), by_columns(table)[::-1])


def test_few_people_make_the_same_cohort_as_many() -> None:
    skills = parse_section("SMAW 3G; gibberish")
    table = Candidates.from_records(Candidate(id=f"C{n}", skills=skills) for n in range(60))
    assert list(cohort_of(table, RECORDS))[:5] == list(cohort_of(table[:5], RECORDS))


@pytest.mark.parametrize("seed", [3, 4])
def test_generated_people_make_the_cohort_of_their_records(seed: int) -> None:
    records = RecordNormalizer(default_normalizer())
    table = generate(candidates=150, vacancies=1, seed=seed).candidates
    same(by_columns(table, records), Cohort.of(records.candidates(list(table))))


def test_columns_in_several_chunks_are_one_table() -> None:
    sections = [parse_section(f"SMAW 3G; thing {n % 2}") for n in range(4)]
    people = [Candidate(id=f"C{n}", skills=one) for n, one in enumerate(sections)]
    whole = Candidates.from_records(people).to_arrow()
    parts = Candidates.from_arrow(pa.concat_tables([whole[:1], whole[1:]]))
    same(by_columns(parts), by_columns(Candidates.from_records(people)))

"""The expiring papers of a cohort: sorted, counted, written, and the same in any blocks."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from matcher import Candidate, Matcher, Vacancy, load_sample
from matcher.eligibility.expiring import BASES
from matcher.expiring import Expiring, expiring_of
from matcher.records import Asked, Claim, Evidence, Requirement, Section

AS_OF = date(2025, 12, 1)
SAMPLE = load_sample(candidates=60)
ENGINE = Matcher(as_of=AS_OF).fit(SAMPLE.vacancies)
PEOPLE = ENGINE.index.context.records.candidates(list(SAMPLE.candidates))
FOUND = expiring_of(ENGINE.index, [PEOPLE])


def test_the_sample_has_papers_that_end_before_departure() -> None:
    assert len(FOUND) > 0
    assert FOUND.candidates == len(PEOPLE)


def test_the_most_urgent_paper_comes_first() -> None:
    order = [(one.departure, -one.vacancies, one.candidate, one.paper) for one in FOUND]
    assert order == sorted(order)


def test_what_is_named_ends_between_today_and_the_departure() -> None:
    for one in FOUND:
        assert one.departure > AS_OF
        if one.basis == "printed":
            assert one.end is not None
            assert AS_OF <= one.end < one.departure
        assert (one.end is None) == (one.basis == "unknown")
        assert one.vacancies > 0
        assert one.renew_by is None or AS_OF <= one.renew_by <= one.departure


def test_the_division_into_blocks_changes_nothing() -> None:
    blocks = [PEOPLE[at : at + 7] for at in range(0, len(PEOPLE), 7)]
    assert expiring_of(ENGINE.index, blocks) == FOUND


def test_counts_are_those_of_the_papers_most_first() -> None:
    for concept, counts in FOUND.counts.items():
        assert list(counts) == list(BASES)
        for basis, count in counts.items():
            assert count == sum(one.concept == concept and one.basis == basis for one in FOUND)
    sizes = [sum(counts.values()) for counts in FOUND.counts.values()]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == len(FOUND)


def test_the_table_has_one_row_per_paper() -> None:
    table = FOUND.to_arrow()
    assert table.column_names == [
        "candidate_id", "paper", "concept", "label", "basis",
        "end", "vacancies", "departure", "renew_by", "source",
    ]  # fmt: skip
    rows = table.to_pylist()
    assert [row["candidate_id"] for row in rows] == [one.candidate for one in FOUND]
    assert [row["end"] for row in rows] == [one.end for one in FOUND]
    assert [row["label"] for row in rows] == [FOUND.label(one.concept) for one in FOUND]


def test_nobody_has_no_papers() -> None:
    nobody = expiring_of(ENGINE.index, [])
    assert (len(nobody), nobody.counts, nobody.to_arrow().num_rows) == (0, {}, 0)
    assert nobody.to_arrow().schema == FOUND.to_arrow().schema
    assert repr(nobody) == "<Expiring: 0 papers of 0 of 0 candidates, as of 2025-12-01>"


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
def test_it_is_written_to_files_of_many_kinds(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"papers.{ending}"
    FOUND.write(path)
    assert path.stat().st_size > 0


# --- one person --------------------------------------------------------------------------

DEPARTURE = date(2026, 6, 1)
N4 = Asked(section="languages", what="JLPT", level="N4")
JOB = Vacancy(id="V", title="caregiver", country="Japan", languages=(N4,), departure=DEPARTURE)
ALONE = Matcher(as_of=AS_OF, packs=()).fit([JOB])


def someone(end: date) -> Candidate:
    """Someone whose one test ends on that day."""
    test = Claim(what="JLPT", level="N4", evidence=Evidence.TEST, valid_to=end)
    listed = Section(state="complete", claims=(test,))
    return Candidate(id="C", sex="F", birth_date=date(2000, 1, 1), languages=listed)


def papers(end: date) -> Expiring:
    index = ALONE.index
    return expiring_of(index, [index.context.records.candidates([someone(end)])])


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_verdict_falls_where_a_paper_is_named(days: int) -> None:
    end = DEPARTURE + timedelta(days=days)
    assert len(papers(end)) == (days < 0)
    assert len(ALONE.rank([someone(end)], verdicts=["READY"])) == (days >= 0)


def test_it_says_of_how_many_candidates() -> None:
    expected = "<Expiring: 1 papers of 1 of 1 candidates, as of 2025-12-01>"
    assert repr(papers(AS_OF)) == expected


def test_kinds_of_papers_are_named_in_both_languages() -> None:
    passport = "document:passport"
    assert FOUND.label(passport) == "Passport"
    assert FOUND.label(passport, "id") == "Paspor"


def test_a_paper_serves_every_vacancy_where_it_may_stand_for_a_fact_of_the_person() -> None:
    either_woman_or = [
        Requirement.model_validate(
            {"expression": {"any": [{"sex": "F"}, {"section": "languages", "what": "JLPT", **at}]}}
        )
        for at in ({"level": "N5"}, {"level": "N4"})
    ]
    jobs = [
        Vacancy(id=f"V{at}", title="caregiver", requirements=(asked,), departure=DEPARTURE)
        for at, asked in enumerate(either_woman_or)
    ]
    index = Matcher(as_of=AS_OF, packs=()).fit(jobs).index
    man = someone(DEPARTURE - timedelta(days=1)).model_copy(update={"sex": "M"})
    (paper,) = expiring_of(index, [index.context.records.candidates([man])])
    assert (paper.vacancies, paper.departure) == (2, DEPARTURE)
    woman = man.model_copy(update={"sex": "F"})
    assert not list(expiring_of(index, [index.context.records.candidates([woman])]))

"""The overview counts every candidate once per destination, by the best verdict it has there."""

import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Candidate, Matcher, Vacancy, load_sample
from matcher.eligibility.judging import VERDICTS
from matcher.errors import MissingExtra, UnknownName
from matcher.overview import Overview
from matcher.overview_chart import Cell, overview_chart

AS_OF = "2025-12-01"
SAMPLE = load_sample(candidates=24)
ENGINE = Matcher(as_of=AS_OF).fit(SAMPLE.vacancies[:40])
PEOPLE = list(SAMPLE.candidates)
JOBS = list(SAMPLE.vacancies[:40])


def verdicts(people: list[Candidate]) -> dict[tuple[str, str], str]:
    """The verdict of every pair, asked for one by one."""
    return {(who.id, job.id): ENGINE.explain(who, job.id).verdict for who in people for job in JOBS}


@pytest.fixture(scope="module")
def overview() -> Overview:
    return ENGINE.overview(PEOPLE)


def test_the_counts_are_those_of_the_explanations() -> None:
    people = PEOPLE[:5]
    pairs = verdicts(people)
    found = ENGINE.overview(people)
    for at, destination in enumerate(found.destinations):
        here = [job.id for job in JOBS if job.country == destination]
        best = Counter(
            min((pairs[who.id, job] for job in here), key=VERDICTS.index) for who in people
        )
        assert dict(zip(VERDICTS, found.counts[:, at].sum(axis=0).tolist(), strict=True)) == {
            verdict: best[verdict] for verdict in VERDICTS
        }


def test_every_candidate_is_counted_once_per_destination(overview: Overview) -> None:
    assert overview.anywhere.sum() == len(PEOPLE)
    for at in range(len(overview.destinations)):
        assert np.array_equal(overview.counts[:, at].sum(axis=1), overview.anywhere.sum(axis=1))


def test_anywhere_is_the_best_of_all_destinations() -> None:
    for who in PEOPLE:
        one = ENGINE.overview([who])
        best = min(int(row.argmax()) for row in one.counts[0])
        assert one.anywhere[0].tolist() == [code == best for code in range(len(VERDICTS))]


def test_the_division_into_blocks_changes_nothing(
    overview: Overview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.index._MOST_CANDIDATES_PER_BLOCK", 5)
    again = ENGINE.overview(PEOPLE)
    assert again.programmes == overview.programmes
    assert np.array_equal(again.counts, overview.counts)
    assert np.array_equal(again.anywhere, overview.anywhere)


def test_the_largest_programmes_and_destinations_come_first(overview: Overview) -> None:
    sizes = overview.anywhere.sum(axis=1).tolist()
    assert sizes == sorted(sizes, reverse=True)
    assert list(overview.vacancies) == sorted(overview.vacancies, reverse=True)
    assert sum(overview.vacancies) == len(JOBS)


def test_the_programme_is_the_first_education_that_is_known() -> None:
    engine = Matcher(as_of=AS_OF).fit([Vacancy(id="V1", title="welder")])
    people = [
        {"id": "A", "education": "TKR|SMK"},
        {"id": "B", "education": "Teknik Kendaraan Ringan|SMK; SMA|SLTA"},
        {"id": "C"},
    ]
    found = engine.overview(people)
    assert found.programmes == ("education:teknik-kendaraan-ringan", None)
    assert found.anywhere.sum(axis=1).tolist() == [2, 1]
    assert found.destinations == (None,)
    assert (found.programme_label(None), found.destination_label(None, "id")) == (
        "unknown",
        "tidak diketahui",
    )


def test_a_destination_is_named_in_the_language_of_the_reader(overview: Overview) -> None:
    assert overview.destination_label("Japan") == "Japan"
    assert overview.destination_label("Japan", "id") == "Jepang"
    assert overview.destination_label("Atlantis", "id") == "Atlantis"
    assert "Jepang" in {cell.destination for cell in overview.cells("id")}


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    ENGINE.overview(PEOPLE, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(PEOPLE), len(PEOPLE))


def test_a_cohort_of_nobody_has_no_programmes() -> None:
    found = ENGINE.overview([])
    assert found.programmes == ()
    assert found.to_arrow().num_rows == 0


def test_the_table_holds_every_count(overview: Overview) -> None:
    table = overview.to_arrow()
    rows = table.to_pylist()
    shape = len(overview.programmes) * (len(overview.destinations) + 1) * len(VERDICTS)
    assert len(rows) == shape
    assert sum(row["candidates"] for row in rows if row["destination"] is None) == len(PEOPLE)
    first = [row for row in rows if row["programme"] == overview.programmes[0]]
    here = [row["candidates"] for row in first if row["destination"] == overview.destinations[0]]
    assert here == overview.counts[0, 0].tolist()


# --- the picture -------------------------------------------------------------------------


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    data = spec["data"]
    return list(data["values"] if "values" in data else spec["datasets"][data["name"]])


def cells(programmes: int, destinations: int) -> list[Cell]:
    return [
        Cell(f"P{p:02d}", f"D{d:02d}", [p, d, 12 - d, 2])
        for p in range(programmes)
        for d in range(destinations)
    ]


def drawn(listed: list[Cell]) -> dict[str, Any]:
    return dict(overview_chart(listed, SAMPLE.as_of).to_dict())


@given(st.integers(1, 20), st.integers(1, 12))
def test_the_picture_keeps_every_candidate_of_what_it_shows(
    programmes: int, destinations: int
) -> None:
    listed = cells(programmes, destinations)
    rows = rows_of(drawn(listed))
    for destination in {row["destination"] for row in rows}:
        shown = sum(row["candidates"] for row in rows if row["destination"] == destination)
        assert shown == sum(sum(c.counts) for c in listed if c.destination == destination)
    assert len({row["destination"] for row in rows}) == min(destinations, 10)
    assert len({row["programme"] for row in rows}) == min(programmes, 16)


def test_bars_lie_end_to_end_in_the_order_of_verdicts() -> None:
    rows = rows_of(drawn([Cell("P", "D", [1, 2, 3, 4])]))
    assert [row["verdict"] for row in rows] == list(VERDICTS)
    assert [round(row["end"] / rows[-1]["end"], 6) for row in rows] == [0.1, 0.3, 0.6, 1.0]
    assert [row["start"] for row in rows] == [0.0, *(row["end"] for row in rows[:-1])]


def test_the_number_is_of_those_who_could_go() -> None:
    rows = rows_of(drawn([Cell("P", "D", [1, 2, 3, 4])]))
    assert [row["number"] for row in rows] == ["3", "", "", ""]
    assert {row["programme"] for row in rows} == {"P (10)"}


def test_what_is_not_shown_is_said() -> None:
    assert "Not shown: 2 more destinations." in drawn(cells(2, 12))["title"]["subtitle"]
    assert len(drawn(cells(2, 10))["title"]["subtitle"]) == 1


def test_the_picture_speaks_both_languages(overview: Overview) -> None:
    english, indonesian = overview.chart().to_dict(), overview.chart("id").to_dict()
    assert english["title"]["text"] == "Who could go where, as of 2025-12-01"
    assert indonesian["title"]["text"] == "Siapa dapat pergi ke mana, per 2025-12-01"
    with pytest.raises(UnknownName, match="language"):
        overview_chart([], SAMPLE.as_of, "fr")  # type: ignore[arg-type]


def test_the_picture_is_saved_by_its_ending(overview: Overview, tmp_path: Path) -> None:
    overview.save_chart(tmp_path / "o.json", "id")
    saved = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert saved["title"]["text"].startswith("Siapa")


def test_without_the_library_the_extra_is_named(
    overview: Overview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtra, match="report"):
        overview.chart()


def test_the_whole_is_told_in_a_line(overview: Overview) -> None:
    counted = replace(overview, as_of=overview.as_of)
    assert repr(counted).startswith(f"<Overview: {len(PEOPLE)} candidates of ")

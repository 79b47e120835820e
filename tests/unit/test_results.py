"""Rankings as results: rows, gaps, who is not listed, and tables of one schema."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import fastexcel
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher.errors import InputError, MissingExtra
from matcher.index import build_index
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.ranking import rank_candidates, rank_vacancies
from matcher.records.rejected import Rejected
from matcher.results import Blocked, Gap, Match, Ranking, ranking_schema
from matcher.settings import COMPONENTS
from small_world import AS_OF, CONTEXT, ask, claim, must, nice, person, vacancy

SMAW, COOKING, N4 = ask("skill:smaw"), ask("skill:cooking"), ask("language:jlpt", 2)
JOBS = (
    vacancy(nice(COOKING), name="cook"),
    vacancy(must(N4), name="speak"),
    vacancy(must(ask("condition:no-tattoo")), name="barred"),
)
PEOPLE = (
    person(claim("skill:cooking"), incomplete=["languages"], name="a"),
    person(name="b"),
)


def ranking(
    *people: NormalCandidate,
    jobs: tuple[NormalVacancy, ...] = JOBS,
    near: bool = False,
    rejected: tuple[Rejected, ...] = (),
) -> Ranking:
    verdicts = ("TRAINABLE",) if near else ("READY", "NEEDS_PROOF")
    index = build_index(jobs, CONTEXT)
    listing = rank_vacancies(index, [people], k=5, verdicts=verdicts, with_gaps=near)
    return Ranking.of(listing, CONTEXT, rejected)


# --- rows --------------------------------------------------------------------------------


def test_a_ranking_has_as_many_rows_as_pairs_are_listed() -> None:
    assert len(ranking(*PEOPLE)) == 3
    assert len(ranking()) == 0


def test_a_row_is_a_match_with_all_that_is_shown_of_it() -> None:
    found = ranking(*PEOPLE)
    asked = {**dict.fromkeys(COMPONENTS), "occupation": 0.0, "skills": 1.0, "preference": 0.0}
    assert found[0] == Match(
        candidate_id="a",
        vacancy_id="cook",
        rank=1,
        score=float(np.float32(3 / 8.75)),
        possible=float(np.float32(4 / 8.75)),
        verdict="READY",
        components=asked,
    )
    assert (found[1].vacancy_id, found[1].rank, found[1].verdict) == ("speak", 2, "NEEDS_PROOF")
    assert found[1].components["skills"] is None
    assert found[1].components["language"] == 0


def test_iterating_gives_every_row_in_order() -> None:
    found = ranking(*PEOPLE)
    assert list(found) == [found[0], found[1], found[2]]
    assert [(one.candidate_id, one.vacancy_id) for one in found] == [
        ("a", "cook"),
        ("a", "speak"),
        ("b", "cook"),
    ]


def test_a_row_that_is_not_there_cannot_be_had() -> None:
    with pytest.raises(IndexError):
        ranking(*PEOPLE)[3]


def test_a_ranking_tells_its_size() -> None:
    assert repr(ranking(*PEOPLE)) == (
        "<Ranking: 3 matches of 2 candidates and 3 vacancies, 0 unlisted>"
    )


def test_the_weights_and_the_day_travel_with_the_ranking() -> None:
    found = ranking(*PEOPLE)
    assert found.weights is CONTEXT.weights
    assert found.as_of == AS_OF


def test_the_verdicts_of_all_pairs_are_counted() -> None:
    assert ranking(*PEOPLE).verdicts == {
        "READY": 2,
        "NEEDS_PROOF": 1,
        "TRAINABLE": 1,
        "BARRED": 2,
    }


def test_the_rows_that_reading_set_aside_are_kept() -> None:
    rejected = (Rejected(1, "id", "", "It is empty.", "Fill it."),)
    assert ranking(rejected=rejected).rejected == rejected


# --- gaps and blockers -------------------------------------------------------------------


def test_a_near_miss_says_what_is_missing_in_both_languages() -> None:
    (match,) = ranking(PEOPLE[1], near=True)
    assert match.gaps == (Gap("JLPT N4", "JLPT N4", "select", "obtainable", 6, date(2026, 6, 1)),)
    (match,) = ranking(PEOPLE[1], jobs=(vacancy(must(SMAW)),), near=True)
    assert (match.gaps[0].asked_en, match.gaps[0].asked_id) == ("SMAW", "Las SMAW")


def test_without_being_asked_for_gaps_there_are_none() -> None:
    assert ranking(*PEOPLE)[0].gaps == ()


def test_who_is_not_listed_is_told_why_in_both_languages() -> None:
    jobs = (vacancy(must(SMAW), name="x"), vacancy(must(SMAW), must(COOKING), name="y"))
    (found,) = ranking(PEOPLE[1], jobs=jobs).unlisted
    assert found == Blocked(
        "b",
        {"READY": 0, "NEEDS_PROOF": 0, "TRAINABLE": 2, "BARRED": 0},
        "SMAW",
        "Las SMAW",
        2,
    )


def test_a_personal_blocker_reads_as_a_phrase() -> None:
    woman = vacancy(must(Bound("sex", value="F")))
    (found,) = ranking(replace(PEOPLE[1], sex="M"), jobs=(woman,)).unlisted
    assert (found.blocker_en, found.blocker_id) == ("women", "perempuan")


def test_without_a_blocker_nothing_is_told() -> None:
    index = build_index([vacancy(must(SMAW))], CONTEXT)
    listing = rank_candidates(index, [PEOPLE], k=1, verdicts=["READY"])
    (found,) = Ranking.of(listing, CONTEXT, ()).unlisted
    assert (found.id, found.blocker_en, found.blocker_id, found.blocked) == ("V1", None, None, 0)


def test_counts_can_be_changed_without_changing_the_ranking() -> None:
    found = ranking(*PEOPLE)
    found.verdicts["READY"] = 99
    assert found.verdicts["READY"] == 2


# --- tables ------------------------------------------------------------------------------


def test_the_schema_is_the_one_of_the_design() -> None:
    assert ranking_schema() == pa.schema(
        [
            ("candidate_id", pa.string()),
            ("vacancy_id", pa.string()),
            ("rank", pa.int32()),
            ("score", pa.float32()),
            ("possible", pa.float32()),
            ("verdict", pa.dictionary(pa.int8(), pa.string())),
            ("score_occupation", pa.float32()),
            ("score_skills", pa.float32()),
            ("score_experience", pa.float32()),
            ("score_education", pa.float32()),
            ("score_language", pa.float32()),
            ("score_certificates", pa.float32()),
            ("score_preference", pa.float32()),
        ]
    )


@pytest.mark.parametrize("people", [PEOPLE, ()], ids=["rows", "no rows"])
def test_an_arrow_table_has_the_schema_exactly(people: tuple[NormalCandidate, ...]) -> None:
    table = ranking(*people).to_arrow()
    assert table.schema == ranking_schema()
    table.validate(full=True)


def test_an_arrow_table_holds_the_rows() -> None:
    rows = ranking(*PEOPLE).to_arrow().to_pylist()
    assert [(row["candidate_id"], row["vacancy_id"], row["rank"]) for row in rows] == [
        ("a", "cook", 1),
        ("a", "speak", 2),
        ("b", "cook", 1),
    ]
    assert [row["verdict"] for row in rows] == ["READY", "NEEDS_PROOF", "READY"]
    assert rows[0]["score"] == pytest.approx(3 / 8.75, abs=1e-7)
    assert rows[0]["possible"] == pytest.approx(4 / 8.75, abs=1e-7)


def test_what_is_not_asked_is_null_and_what_is_not_met_is_zero() -> None:
    rows = ranking(*PEOPLE).to_arrow().to_pylist()
    assert [row["score_skills"] for row in rows] == [1.0, None, 0.0]
    assert [row["score_language"] for row in rows] == [None, 0.0, None]
    assert [row["score_certificates"] for row in rows] == [None, None, None]
    assert [row["score_preference"] for row in rows] == [0.0, 0.0, 0.0]
    assert ranking(*PEOPLE).to_arrow()["score_skills"].null_count == 1


def test_a_pandas_frame_holds_the_same() -> None:
    found = ranking(*PEOPLE)
    frame = found.to_pandas()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == ranking_schema().names
    assert frame["vacancy_id"].tolist() == ["cook", "speak", "cook"]
    assert frame["verdict"].tolist() == ["READY", "NEEDS_PROOF", "READY"]


def test_a_polars_frame_holds_the_same() -> None:
    frame = ranking(*PEOPLE).to_polars()
    assert isinstance(frame, pl.DataFrame)
    assert frame.columns == ranking_schema().names
    assert frame["vacancy_id"].to_list() == ["cook", "speak", "cook"]
    assert frame["score_skills"].to_list() == [1.0, None, 0.0]


def test_a_frame_is_of_the_kind_that_is_shown() -> None:
    found = ranking(*PEOPLE)
    lazy = found.to_frame(like=pl.LazyFrame({"x": [1]}))
    assert lazy.collect().equals(found.to_polars())
    assert found.to_frame(like=pd.DataFrame({"x": [1]})).equals(found.to_pandas())
    assert found.to_frame(like=pa.table({})).equals(found.to_arrow())
    relation = found.to_frame(like=duckdb.from_arrow(pa.table({"x": [1]})))
    assert relation.columns == ranking_schema().names
    assert relation.to_arrow_table()["vacancy_id"].to_pylist() == ["cook", "speak", "cook"]
    with pytest.raises(InputError, match="A Ranking is no data frame"):
        found.to_frame(like=found)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    found = ranking(*PEOPLE)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=library) as caught:
        getattr(found, f"to_{library}")()
    assert caught.value.extra == library


def test_a_parquet_file_is_read_back_as_the_table(tmp_path: Path) -> None:
    found = ranking(*PEOPLE)
    found.write(tmp_path / "matches.parquet")
    assert pq.read_table(tmp_path / "matches.parquet").to_pylist() == found.to_arrow().to_pylist()


def test_a_workbook_shows_what_is_not_asked_as_empty(tmp_path: Path) -> None:
    ranking(*PEOPLE).write(tmp_path / "matches.xlsx")
    sheet = fastexcel.read_excel(tmp_path / "matches.xlsx").load_sheet(0).to_arrow()
    assert sheet.schema.names == ranking_schema().names
    assert sheet["vacancy_id"].to_pylist() == ["cook", "speak", "cook"]
    assert sheet["score_skills"].to_pylist() == [1.0, None, 0.0]


def test_lines_of_json_leave_out_what_is_not_asked(tmp_path: Path) -> None:
    ranking(*PEOPLE).write(str(tmp_path / "matches.jsonl"))
    lines = (tmp_path / "matches.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["vacancy_id"] for row in rows] == ["cook", "speak", "cook"]
    assert "score_skills" not in rows[1]


@pytest.mark.parametrize(("ending", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_delimited_file_begins_with_the_columns(
    tmp_path: Path, ending: str, separator: str
) -> None:
    path = tmp_path / f"matches.{ending}"
    ranking(*PEOPLE).write(path)
    first, second, *_ = path.read_text(encoding="utf-8").splitlines()
    assert first.split(separator) == ranking_schema().names
    assert second.split(separator)[:3] == ["a", "cook", "1"]


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"suffix '\.doc'"):
        ranking(*PEOPLE).write(tmp_path / "matches.doc")

"""Whatever a run is given as, it says the same."""

from pathlib import Path

import polars as pl
import pytest

from judged_sample import judged_sample
from matcher import Candidate, Candidates, Matcher, Vacancy
from matcher.errors import InputError
from matcher.evaluation import write_trec
from matcher.evaluation.listing import (
    Audience,
    Lists,
    RunLists,
    common_depth,
    lists_of,
    ranked_lists,
)

PEOPLE = Candidates.from_records([Candidate(id=name) for name in ("C1", "C2", "C3")])
AUDIENCE = Audience(PEOPLE, PEOPLE[:2], k=2, depth=3)
LISTS = {"C1": ("V1", "V2", "V3", "V4"), "C3": ("V2", "V1", "V3")}


def plain(lists: Lists) -> dict[str, list[str]]:
    return {who: list(jobs) for who, jobs in lists.items() if jobs}


def test_lists_are_cut_for_the_cohort_and_for_the_judged() -> None:
    found = lists_of("mine", {**LISTS, "C9": ("V1",)}, AUDIENCE)
    assert plain(found.deep) == {"C1": ["V1", "V2", "V3"]}
    assert plain(found.shown) == {"C1": ["V1", "V2"], "C3": ["V2", "V1"]}
    assert (found.longest, found.left_out, found.verdicts) == (4, 1, None)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_saved_ranking_is_the_ranking(kind: str, tmp_path: Path) -> None:
    sample = judged_sample()
    ranking = sample.engine.rank(sample.people, 6)
    ranking.write(tmp_path / f"ranking.{kind}")
    audience = Audience(sample.people, sample.people[:9], k=3, depth=5)
    by_file = lists_of("mine", tmp_path / f"ranking.{kind}", audience)
    assert by_file == lists_of("mine", ranking, audience)
    made = ranked_lists(sample.engine, audience)
    assert plain(by_file.deep) == plain(made.deep)
    assert plain(by_file.shown) == plain(made.shown)
    assert made.verdicts == ranking.verdicts


def test_a_trec_run_is_the_ranking(tmp_path: Path) -> None:
    sample = judged_sample()
    ranking = sample.engine.rank(sample.people, 6)
    run = tmp_path / "mine.run"
    write_trec(ranking, sample.judgments, run=run, qrels=tmp_path / "qrels")
    audience = Audience(sample.people, sample.people[:9], k=3, depth=5)
    assert lists_of("mine", run, audience) == lists_of("mine", ranking, audience)


def test_a_frame_without_ranks_is_ordered_by_score_then_id() -> None:
    frame = pl.DataFrame(
        [("C1", "V3", 0.5), ("C1", "V1", 0.5), ("C1", "V2", 0.9)],
        schema=["candidate_id", "vacancy_id", "score"],
        orient="row",
    )
    assert plain(lists_of("mine", frame, AUDIENCE).deep) == {"C1": ["V2", "V1", "V3"]}


ROW = {"candidate_id": "C1", "vacancy_id": "V1", "rank": 1}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ([{"candidate_id": "C1", "vacancy_id": "V1"}], "'mine' has the columns candidate_id, vac"),
        ([ROW | {"rank": "first"}], "'mine', row 1: an id is empty, or 'first' is no number"),
        ([ROW | {"vacancy_id": ""}], "row 1: an id is empty"),
        ([ROW, ROW | {"vacancy_id": "V2"}], "rank 1 twice for candidate 'C1'"),
        ([ROW, ROW | {"rank": 2}], "lists a vacancy twice for candidate 'C1'"),
        ({"C1": ["V1", "V1"]}, "lists a vacancy twice"),
        ("nowhere.docx", "No such file"),
    ],
)
def test_what_is_no_run_is_refused(source: object, message: str) -> None:
    with pytest.raises((InputError, FileNotFoundError), match=message):
        lists_of("mine", source, AUDIENCE)


def test_a_ranking_for_vacancies_is_refused() -> None:
    engine = Matcher("2025-12-01").fit([Vacancy(id=name, title="welder") for name in ("V1", "V2")])
    ranking = engine.rank_candidates(PEOPLE, 2)
    with pytest.raises(InputError, match="rank 1 twice for candidate 'C1'"):
        lists_of("mine", ranking, AUDIENCE)


def test_runs_are_looked_at_as_deep_as_the_shortest_goes() -> None:
    engine, short, empty = (RunLists({}, {}, longest=one) for one in (None, 4, 0))
    assert common_depth([engine], 9) == 9
    assert common_depth([engine, short, empty], 9) == 4
    assert common_depth([engine, short], 2) == 2

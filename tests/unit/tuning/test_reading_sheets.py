"""Judging sheets read back: whatever a judge does to the rows, every grade is used or told."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from judged_sheets import HEAD, Row, cells_of, engine, fill, people, rewrite
from matcher import Weights
from matcher.errors import InputError
from matcher.records.writing import write_csv
from matcher.settings import COMPONENTS
from matcher.tuning import (
    JudgedSheets,
    Judgments,
    Sheets,
    WeightLearner,
    agreement_of,
    prepare_sheets,
    read_sheets,
)
from matcher.tuning.sheet_form import COLUMNS, JUDGE

PLACES = {column.name: place for place, column in enumerate(COLUMNS)}
ROWS = 16


@cache
def sheets() -> Sheets:
    few = people()[:60]
    return prepare_sheets(engine(), few, judges=["ana", "budi"], pairs_per_judge=ROWS, seed=1)


def grade(row: str) -> int:
    """A grade for each id."""
    return sum(map(ord, row)) % 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sheets that both judges have filled in."""
    sheets().write(tmp_path)
    for judge in sheets().judges:
        fill(tmp_path / f"{judge}.xlsx", grade)
    return tmp_path


def read(folder: Path) -> JudgedSheets:
    return read_sheets([folder / "ana.xlsx", folder / "budi.xlsx"])


def expected() -> set[tuple[str, str, str, int]]:
    return {(r.judge, r.candidate_id, r.vacancy_id, grade(r.row)) for r in sheets().rows}


def change(folder: Path, alter: Callable[[list[Row]], None], judge: str = "ana") -> JudgedSheets:
    """What is read after rows of a judge were altered."""

    def altered(rows: list[Row]) -> list[Row]:
        body = rows[HEAD:]
        alter(body)
        return rows[:HEAD] + body

    rewrite(folder / f"{judge}.xlsx", altered)
    return read(folder)


def test_every_grade_comes_back(folder: Path) -> None:
    found = read(folder)
    assert found.problems == ()
    assert (found.unjudged, found.missing) == ({}, {})
    got = {(g.judge, g.candidate_id, g.vacancy_id, g.grade) for g in found.judgments.graded}
    assert got == expected()
    assert len(found) == 2 * ROWS
    found.check()


def test_untouched_sheets_hold_no_judgments(tmp_path: Path) -> None:
    sheets().write(tmp_path)
    found = read(tmp_path)
    assert len(found) == 0
    assert found.unjudged == {"ana": ROWS, "budi": ROWS}
    assert found.problems == ()


@given(st.permutations(range(ROWS)), st.integers(0, ROWS - 1))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_sorting_and_deleting_rows_changes_nothing_else(
    folder: Path, order: list[int], deleted: int
) -> None:
    whole = read(folder)
    copy = folder / "copy"
    copy.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.is_file():
            shutil.copy(path, copy)
    ids = [row[0] for row in cells_of(copy / "ana.xlsx")[HEAD:]]
    fill(copy / "ana.xlsx", grade, order=order)
    assert read(copy).judgments == whole.judgments
    fill(copy / "ana.xlsx", grade, order=range(ROWS))
    gone = cells_of(copy / "ana.xlsx")[HEAD + deleted][0]
    less = change(copy, lambda body: body.__delitem__(deleted))
    assert less.missing == {"ana": 1}
    assert [row.row for row in less.rows] == [row.row for row in whole.rows if row.row != gone]
    assert less.problems == ()
    assert gone in ids


def test_comments_and_purposes_come_with_the_table(folder: Path) -> None:
    fill(folder / "ana.xlsx", lambda _: "", comment_of=lambda row: f"=about {row}")
    found = read(folder)
    table = found.to_arrow().to_pylist()
    comments = [one["comment"] for one in table if one["judge"] == "ana"]
    assert comments == [f"=about {row.row}" for row in sheets().of("ana")]
    assert {one["grade"] for one in table if one["judge"] == "ana"} == {None}
    assert found.unjudged == {"ana": ROWS}
    purposes = {row.row: (row.purpose, row.repeated) for row in sheets().rows}
    assert all((one["purpose"], one["repeated"]) == purposes[one["row"]] for one in table)


def test_the_table_is_what_judgments_are_read_from(folder: Path) -> None:
    found = read(folder)
    for name in ("judgments.csv", "judgments.xlsx", "judgments.parquet"):
        found.write(folder / name)
        assert Judgments.read(folder / name) == found.judgments


def test_a_sheet_may_come_as_csv(folder: Path) -> None:
    rows = cells_of(folder / "ana.xlsx")
    table = pa.table(dict(zip(rows[0], map(list, zip(*rows[1:], strict=True)), strict=True)))
    write_csv(table, folder / "ana.csv")
    found = read_sheets([folder / "ana.csv", folder / "budi.xlsx"])
    assert found.problems == ()
    assert found.judgments == read(folder).judgments


@pytest.mark.parametrize("text", ["4", "-1", "2.5", "bagus", "1-2"])
def test_a_bad_grade_is_told_and_the_others_are_kept(folder: Path, text: str) -> None:
    def alter(body: list[Row]) -> None:
        body[3][PLACES["grade"]] = text

    found = change(folder, alter)
    (problem,) = found.problems
    assert str(problem) == (
        f"ana.xlsx, row {HEAD + 4}, column 'grade': '{text}' is no grade. "
        "Write a whole number from 0 to 3, or nothing."
    )
    assert len(found.judgments) == 2 * ROWS - 1
    with pytest.raises(InputError, match=f"ana.xlsx, row {HEAD + 4}.*no grade. Write a whole"):
        found.check()


@pytest.mark.parametrize("text", ["3.0", "3,0", " 3 ", "03"])
def test_a_grade_may_be_written_in_other_ways(folder: Path, text: str) -> None:
    def alter(body: list[Row]) -> None:
        for row in body:
            row[PLACES["grade"]] = text

    found = change(folder, alter)
    assert found.problems == ()
    assert {row.grade for row in found.rows if row.judge == "ana"} == {3}


def test_an_id_may_be_spaced_and_in_lower_case(folder: Path) -> None:
    def alter(body: list[Row]) -> None:
        body[0][0] = f" {body[0][0].lower()} "

    before = read(folder)
    assert change(folder, alter).judgments == before.judgments


def test_an_unknown_row_is_told(folder: Path) -> None:
    def alter(body: list[Row]) -> None:
        body[0][0] = "XXXXX-YYYYY"

    found = change(folder, alter)
    (problem,) = found.problems
    assert str(problem).startswith(
        f"ana.xlsx, row {HEAD + 1}, column 'row': There is no row 'XXXXX"
    )
    assert found.missing == {"ana": 1}


def test_a_grade_in_a_row_without_an_id_is_told(folder: Path) -> None:
    def alter(body: list[Row]) -> None:
        body[0][0] = ""

    found = change(folder, alter)
    assert [one.reason for one in found.problems] == [
        "A grade or comment stands in a row without an id."
    ]


@pytest.mark.parametrize(("other", "same"), [("same", "the same"), ("another", "another")])
def test_a_row_that_comes_twice_is_used_once_and_told(folder: Path, other: str, same: str) -> None:
    def alter(body: list[Row]) -> None:
        copy = [*body[2]]
        if other == "another":
            copy[PLACES["grade"]] = str((int(copy[PLACES["grade"]]) + 1) % 4)
        body.append(copy)

    found = change(folder, alter)
    (problem,) = found.problems
    assert problem.row == HEAD + ROWS + 1
    told = f"stands in ana.xlsx, row {HEAD + 3}, too, with {same} grade; that is used."
    assert told in problem.reason
    assert {(r.judge, r.candidate_id, r.vacancy_id, r.grade) for r in found.rows} == expected()


def test_a_copy_of_a_sheet_is_told_row_by_row(folder: Path) -> None:
    shutil.copy(folder / "ana.xlsx", folder / "ana copy.xlsx")
    paths = [folder / "ana.xlsx", folder / "ana copy.xlsx", folder / "budi.xlsx"]
    found = read_sheets(paths)
    assert len(found.problems) == ROWS
    assert found.judgments == read(folder).judgments


def test_cells_moved_to_other_rows_are_told(folder: Path) -> None:
    def alter(body: list[Row]) -> None:
        one, other = body[0], next(row for row in body if row[1] != body[0][1])
        one[0], other[0] = other[0], one[0]

    found = change(folder, alter)
    assert len(found.problems) == 2
    assert all("Cells were moved to other rows" in one.repair for one in found.problems)
    assert len(found.judgments) == 2 * ROWS - 2


def test_a_row_of_another_judge_is_told(folder: Path) -> None:
    foreign = cells_of(folder / "budi.xlsx")[HEAD]
    found = change(folder, lambda body: body.append(foreign))
    (problem,) = found.problems
    assert "is one of 'budi', the sheet that of 'ana'" in problem.reason
    assert {(r.judge, r.candidate_id, r.vacancy_id, r.grade) for r in found.rows} == expected()


def test_a_sheet_under_another_name_is_set_aside(folder: Path) -> None:
    def alter(rows: list[Row]) -> list[Row]:
        assert rows[1][0] == JUDGE
        rows[1][1] = "Dewi"
        return rows

    rewrite(folder / "ana.xlsx", alter)
    found = read(folder)
    (problem,) = found.problems
    assert str(problem) == (
        "ana.xlsx: It names the judge 'Dewi', its rows are those of 'ana'; none is used. "
        "Write 'ana' back if ana judged, else give the judge a sheet of their own."
    )
    assert {row.judge for row in found.rows} == {"budi"}
    assert found.missing == {"ana": ROWS}


@pytest.mark.parametrize("name", ["ANA", "", " ana "])
def test_the_name_may_be_written_in_another_way_or_deleted(folder: Path, name: str) -> None:
    def alter(rows: list[Row]) -> list[Row]:
        rows[1][1] = name
        return rows

    before = read(folder)
    rewrite(folder / "ana.xlsx", alter)
    assert read(folder).judgments == before.judgments


def test_a_file_that_is_no_sheet_is_told(folder: Path) -> None:
    (folder / "other.csv").write_text("a,b\n1,2\n")
    (folder / "broken.xlsx").write_text("nothing")
    paths = [folder / name for name in ("other.csv", "broken.xlsx", "gone.xlsx", "ana.xlsx")]
    found = read_sheets(paths)
    assert [(one.file, one.row) for one in found.problems] == [
        ("other.csv", None), ("broken.xlsx", None), ("gone.xlsx", None),
    ]  # fmt: skip
    assert "has no column 'row'" in found.problems[0].reason
    assert {row.judge for row in found.rows} == {"ana"}


def test_sheets_of_another_key_are_told(folder: Path, tmp_path: Path) -> None:
    few = people()[:60]
    other = prepare_sheets(engine(), few, judges=["ana"], pairs_per_judge=6, seed=9)
    other.write(tmp_path / "other")
    found = read_sheets(
        [folder / "budi.xlsx", tmp_path / "other" / "ana.xlsx"], key=folder / "key.csv"
    )
    assert [one.reason for one in found.problems] == ["It holds no row that the key knows."]
    with pytest.raises(InputError, match="None of the files is a judging sheet that can be used"):
        read_sheets([tmp_path / "other" / "ana.xlsx"], key=folder / "key.csv")


def test_without_files_or_key_nothing_is_read(folder: Path) -> None:
    with pytest.raises(InputError, match="No sheet is named"):
        read_sheets([])
    (folder / "key.csv").unlink()
    with pytest.raises(InputError, match=r"There is no key .*key\.csv"):
        read(folder)


def test_sheets_of_several_folders_are_read_with_their_keys(folder: Path, tmp_path: Path) -> None:
    few = people()[:60]
    other = prepare_sheets(engine(), few, judges=["cici"], pairs_per_judge=6, seed=9)
    other.write(tmp_path / "second")
    fill(tmp_path / "second" / "cici.xlsx", grade)
    found = read_sheets([folder / "ana.xlsx", tmp_path / "second" / "cici.xlsx"])
    assert found.judgments.judges == ("ana", "cici")
    assert found.missing == {"budi": ROWS}


def test_agreement_is_measured_on_what_is_shared_and_what_is_repeated(folder: Path) -> None:
    asked = {row.row: row for row in sheets().rows}
    for judge in sheets().judges:
        fill(folder / f"{judge}.xlsx", lambda row: int(asked[row].vacancy_id[1:]) % 4)
    agreed = agreement_of(read(folder).judgments)
    assert agreed.shared > 0
    assert agreed.repeated > 0
    assert agreed.changed == 0
    assert agreed.taus[0].tau.mean == 1
    for judge in sheets().judges:
        fill(
            folder / f"{judge}.xlsx",
            lambda row: (int(asked[row].vacancy_id[1:]) + 2 * asked[row].repeated) % 4,
        )
    assert agreement_of(read(folder).judgments).changed > 0


def test_weights_are_learned_from_filled_in_sheets(tmp_path: Path) -> None:
    candidates = people()
    planted = np.array([1.0, 6.0, 0.5, 0.5, 6.0, 0.5, 0.5])
    found = prepare_sheets(engine(), candidates, judges=["ana", "budi"], pairs_per_judge=90)
    found.write(tmp_path)
    features = engine().features(
        candidates, pairs={(r.candidate_id, r.vacancy_id) for r in found.rows}
    )
    values = features.matrix()
    scores = np.nansum(values * planted, axis=1) / (2 + ~np.isnan(values) @ planted)
    score = dict(
        zip(zip(features.candidate_ids, features.vacancy_ids, strict=True), scores, strict=True)
    )
    cuts = np.quantile(scores, [0.25, 0.5, 0.75])
    rows = {row.row: (row.candidate_id, row.vacancy_id) for row in found.rows}
    for judge in found.judges:
        fill(tmp_path / f"{judge}.xlsx", lambda row: int(np.searchsorted(cuts, score[rows[row]])))
    judged = read_sheets([tmp_path / "ana.xlsx", tmp_path / "budi.xlsx"])
    learner = WeightLearner(Weights(), outer_folds=0).fit(*judged.judgments.examples(features))
    truth = np.append(planted, 2)
    before = np.array([*(Weights().of(name) for name in COMPONENTS), Weights().prior])

    def cosine(weights: npt.NDArray[np.float64]) -> float:
        return float(weights @ truth / np.linalg.norm(weights) / np.linalg.norm(truth))

    assert cosine(np.append(learner.coef_, learner.prior_)) > max(0.95, cosine(before))

"""`matcher sensitivity`, run with files as its users run it."""

import csv
import json
import math
from pathlib import Path

import pytest

from command_line import Done, matcher

PAGE = (Path(__file__).parents[2] / "docs" / "sensitivity.md").read_text(encoding="utf-8")
PEOPLE = """id,birth_date,experience,skills
A,2000-01-01,cook|12,SMAW||BNSP
B,2000-01-01,cook|12,
C,1950-01-01,cook|12,
"""
JOBS = """id,title,skills,age_max
V1,welder,SMAW,40
V2,cook,,40
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    people, jobs = tmp_path / "people.csv", tmp_path / "jobs.csv"
    people.write_text(PEOPLE)
    jobs.write_text(JOBS)
    return str(people), str(jobs)


def run(*arguments: str) -> Done:
    return matcher("sensitivity", *arguments, "--as-of", "2025-12-01", "-k", "1")


def test_weights_are_listed_with_how_many_lists_they_leave(files: tuple[str, str]) -> None:
    done = run(*files)
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if "skills" in line)
    assert line.split()[:2] == ["skills", "3"]
    assert "Of 2 candidates with a list; 1 have none." in " ".join(done.stdout.split())
    assert "drawn together (200 times, spread 0.2)" in " ".join(done.stdout.split())


def test_json_is_for_programs(files: tuple[str, str]) -> None:
    value = json.loads(run(*files, "--json", "--draws", "5", "--seed", "2").stdout)
    assert (value["k"], value["candidates"], value["unlisted"]) == (1, 2, 1)
    skills = next(
        row for row in value["intervals"]
        if (row["candidate_id"], row["weight"]) == ("A", "skills")
    )  # fmt: skip
    assert skills["high"] == pytest.approx(2 * 5.75 / 3.75)
    assert (skills["high_leaves"], skills["high_enters"]) == ("V2", "V1")
    assert value["draws"]["count"] == 5
    for key in (*value, *skills, *value["movements"][0], *value["draws"]):
        assert f"`{key}`" in PAGE, key


def test_other_weights_are_moved_from_where_they_are(
    files: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "weights.json"
    path.write_text('{"weights": {"skills": 3.5}}')
    value = json.loads(run(*files, "--json", "--weights", str(path)).stdout)
    own = [row for row in value["intervals"] if row["weight"] == "skills"]
    assert [row["present"] for row in own] == [3.5, 3.5]
    assert [(row["low_leaves"], row["low_enters"]) for row in own] == [("V1", "V2"), (None, None)]


def test_a_file_gets_every_interval(files: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    done = run(*files, "-o", str(path))
    assert f"Wrote 16 intervals to {path}." in done.stderr
    with path.open() as stream:
        rows = list(csv.DictReader(stream))
    assert {row["candidate_id"] for row in rows} == {"A", "B"}
    assert any(float(row["high"]) == math.inf for row in rows)


def test_pictures_of_the_cohort_and_of_one_candidate(
    files: tuple[str, str], tmp_path: Path
) -> None:
    for name, more in (("all.svg", ()), ("one.svg", ("--candidate", "A", "--language", "id"))):
        done = run(*files, "--chart", str(tmp_path / name), *more)
        assert done.returncode == 0, done.stderr
    assert "Which weight the 1 best hang on" in (tmp_path / "all.svg").read_text(encoding="utf-8")
    assert "terbaik untuk A tetap" in (tmp_path / "one.svg").read_text(encoding="utf-8")
    done = run(*files, "--chart", str(tmp_path / "no.svg"), "--candidate", "C")
    assert done.returncode == 2
    assert "Name one of the candidates who have a list." in done.stderr


def test_the_table_is_told_in_indonesian(files: tuple[str, str]) -> None:
    shown = " ".join(run(*files, "--language", "id").stdout.split())
    for words in ("bobot", "keterampilan", "calon yang punya daftar", "ditarik acak bersama"):
        assert words in shown
    for word in ("weight", "candidate", "drawn"):
        assert word not in shown


def test_where_nobody_has_a_list_one_line_says_so(files: tuple[str, str], tmp_path: Path) -> None:
    people = tmp_path / "old.csv"
    people.write_text("id,birth_date\nC,1950-01-01\n")
    assert run(str(people), files[1]).stdout.strip() == "Nobody has a list (1 candidates)."
    value = json.loads(run(str(people), files[1], "--json").stdout)
    assert value["intervals"] == []
    assert value["movements"][0]["kept"] is None

"""`matcher expiring`, run with files as its users run it."""

import csv
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from matcher.cli.expiring import expiring

PEOPLE = """id,sex,birth_date,languages
A,F,2000-01-01,JLPT|N4|test||2026-03-31
B,F,2000-01-01,JLPT|N4|test||2030-03-31
"""
JOBS = """id,title,country,languages,departure
V1,caregiver,Japan,JLPT|N4,2026-06-01
V2,caregiver,Japan,JLPT|N5,2026-05-01
V3,caregiver,Taiwan,,2026-05-01
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    people, jobs = tmp_path / "people.csv", tmp_path / "jobs.csv"
    people.write_text(PEOPLE)
    jobs.write_text(JOBS)
    return str(people), str(jobs)


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(expiring)
    return CliRunner().invoke(app, [*arguments, "--as-of", "2025-12-01"])


def test_papers_are_listed_with_what_each_costs(files: tuple[str, str]) -> None:
    done = run(*files)
    assert done.exit_code == 0, done.output
    (line,) = (line for line in done.stdout.splitlines() if "2026-03-31" in line)
    assert line.split() == ["A", "JLPT", "N4", "2026-03-31", "2", "2026-05-01", "2025-12-01"]
    assert "1 papers of 2 candidates" in done.stdout


def test_json_is_for_programs(files: tuple[str, str]) -> None:
    value = json.loads(run(*files, "--json").stdout)
    assert value["as_of"] == "2025-12-01"
    assert value["counts"] == {"language:jlpt": {"printed": 1, "period": 0, "unknown": 0}}
    (paper,) = value["papers"]
    assert (paper["candidate_id"], paper["end"], paper["vacancies"]) == ("A", "2026-03-31", 2)


def test_a_file_gets_every_row(files: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    done = run(*files, "-o", str(path))
    assert f"Wrote 1 papers to {path}." in done.stderr
    with path.open() as stream:
        (row,) = csv.DictReader(stream)
    assert (row["candidate_id"], row["basis"], row["label"]) == ("A", "printed", "JLPT")

"""`matcher expiring`, run with files as its users run it."""

import csv
import json
from pathlib import Path

import pytest

from command_line import Done, matcher

VERDICTS = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text(encoding="utf-8")
PEOPLE = """id,sex,birth_date,languages
A,F,2000-01-01,JLPT|N4|test||2026-03-31
B,F,2000-01-01,JLPT|N4|test||2030-03-31
"""
JOBS = """id,title,country,languages,departure
V1,caregiver,Japan,JLPT|N4,2026-06-01
V2,caregiver,Japan,JLPT|N5,2026-05-01
V3,caregiver,Taiwan,,2026-05-01
"""
OTHER_PEOPLE = """id,languages,documents
A,TOPIK|2|test|2024-03-01,
B,,SKCK
"""
OTHER_JOBS = """id,title,languages,documents,departure
V1,caregiver,TOPIK|1,,2026-05-01
V2,deckhand,,SKCK,2026-05-01
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    people, jobs = tmp_path / "people.csv", tmp_path / "jobs.csv"
    people.write_text(PEOPLE)
    jobs.write_text(JOBS)
    return str(people), str(jobs)


def run(*arguments: str) -> Done:
    return matcher("expiring", *arguments, "--as-of", "2025-12-01")


def test_papers_are_listed_with_what_each_costs(files: tuple[str, str]) -> None:
    done = run(*files)
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if "2026-03-31" in line)
    assert line.split() == ["A", "JLPT", "N4", "2026-03-31", "2", "2026-05-01", "2025-12-01"]
    assert "1 papers of 2 candidates" in done.stdout


def test_json_is_for_programs(files: tuple[str, str]) -> None:
    value = json.loads(run(*files, "--json").stdout)
    assert value["as_of"] == "2025-12-01"
    assert value["counts"] == {"language:jlpt": {"printed": 1, "period": 0, "unknown": 0}}
    (paper,) = value["papers"]
    assert (paper["candidate_id"], paper["end"], paper["vacancies"]) == ("A", "2026-03-31", 2)
    assert paper["label"] == {"en": "JLPT", "id": "JLPT"}
    assert [key for key in (*value, *paper) if f"`{key}" not in VERDICTS] == []


def test_a_file_gets_every_row(files: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    done = run(*files, "-o", str(path))
    assert f"Wrote 1 papers to {path}." in done.stderr
    with path.open() as stream:
        (row,) = csv.DictReader(stream)
    assert (row["candidate_id"], row["basis"], row["label"]) == ("A", "printed", "JLPT")


def test_the_whole_table_is_told_in_indonesian(tmp_path: Path) -> None:
    people, jobs = tmp_path / "others.csv", tmp_path / "posts.csv"
    people.write_text(OTHER_PEOPLE)
    jobs.write_text(OTHER_JOBS)
    shown = run(str(people), str(jobs), "--language", "id").stdout
    for words in (
        "calon",
        "berangkat",
        "urus paling lambat",
        "2026-03-01 (masa lazim)",
        "tidak diketahui",
        "jenis dokumen",
        "Surat Keterangan Catatan Kepolisian (SKCK)",
        "2 dokumen dari 2 calon",
    ):
        assert words in " ".join(shown.split()), words
    english = run(str(people), str(jobs)).stdout
    for words in ("2026-03-01 (usual period)", "not known", "2 papers of 2 candidates"):
        assert words in " ".join(english.split())
    for word in ("candidate", "usual", "known", "paper"):
        assert word not in shown


def test_where_nothing_expires_one_line_says_so(files: tuple[str, str], tmp_path: Path) -> None:
    jobs = tmp_path / "posts.csv"
    jobs.write_text("id,title\nV1,caregiver\n")
    (line,) = run(files[0], str(jobs)).stdout.splitlines()
    assert line == "Of 2 candidates no paper ends before a departure that it would serve."
    assert json.loads(run(files[0], str(jobs), "--json").stdout)["papers"] == []

"""`matcher audit`, run as an office runs it: files in, a table, pictures, clear refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from command_line import matcher

AS_OF = ("--as-of", "2025-12-01")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    folder = tmp_path_factory.mktemp("audit")
    rows = {
        "people": ["id,sex,birth_date", *(f"C{n:02},{'FM'[n % 2]},2004-03-01" for n in range(40))],
        "jobs": ["id,title,sex", *(f"V{n},welder,{'M' if n else ''}" for n in range(3))],
        "groups": [
            "candidate_id,disability",
            *(f"C{n:02},{'no' if n % 4 else 'yes'}" for n in range(40)),
        ],
    }
    for name, lines in rows.items():
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "people.csv", folder / "jobs.csv", folder / "groups.csv"


def test_groups_come_from_a_table_and_from_columns(files: tuple[Path, Path, Path]) -> None:
    people, jobs, groups = files
    done = matcher("audit", people, jobs, *AS_OF, "--groups", groups, "--by", "sex", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [row["attribute"] for row in found["groups"]][:2] == ["disability", "disability"]
    assert {row["people"] for row in found["groups"] if row["attribute"] == "disability"} == {
        10,
        30,
    }
    assert "sex" in {row["attribute"] for row in found["groups"]}


def test_a_table_a_text_and_pictures_are_written(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    people, jobs, groups = files
    told = matcher("audit", people, jobs, *AS_OF, "--groups", groups, "--language", "id")
    assert "40 orang, 3 lowongan" in told.stdout
    table, chart = tmp_path / "audit.parquet", tmp_path / "audit.json"
    done = matcher("audit", people, jobs, *AS_OF, "--groups", groups, "-o", table, "--chart", chart)
    assert done.returncode == 0, done.stderr
    assert pq.read_table(table)["group"].to_pylist() == ["no", "yes"]
    assert chart.exists()
    assert (tmp_path / "audit-causes.json").exists()
    assert done.stdout == ""


def test_what_cannot_be_audited_is_told_in_one_line(files: tuple[Path, Path, Path]) -> None:
    people, jobs, _ = files
    none = matcher("audit", people, jobs, *AS_OF)
    assert (none.returncode, none.stdout) == (2, "")
    assert "told of no groups" in none.stderr
    unknown = matcher("audit", people, jobs, *AS_OF, "--by", "religion")
    assert unknown.returncode == 2
    assert "No attribute 'religion'" in unknown.stderr

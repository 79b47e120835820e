"""`matcher judge` and `matcher read-judged`, run with files as their users run them."""

import csv
import json
from pathlib import Path

import pytest

from command_line import Done, matcher
from judged_sheets import fill
from matcher import Matcher, load_sample
from matcher.records.writing import write_table

AS_OF = ("--as-of", "2025-12-01")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Candidates and vacancies as files."""
    folder, sample = tmp_path_factory.mktemp("files"), load_sample()
    write_table(sample.candidates[:60].to_arrow(), folder / "people.parquet")
    write_table(sample.vacancies.to_arrow(), folder / "jobs.parquet")
    return folder / "people.parquet", folder / "jobs.parquet"


def judge(files: tuple[Path, Path], folder: Path, *options: str) -> Done:
    judges = ("--judges", "ana, budi", "--pairs", "16")
    return matcher("judge", *files, *AS_OF, *judges, "-o", folder, *options)


def test_sheets_are_written_filled_in_and_read_back(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    done = judge(files, tmp_path / "sheets")
    assert done.returncode == 0, done.stderr
    books = sorted((tmp_path / "sheets").glob("*.xlsx"))
    assert [path.name for path in books] == ["ana.xlsx", "budi.xlsx"]
    assert f"Wrote 16 rows for ana to {books[0]}." in done.stderr
    assert "With 1 candidates for all, agreement cannot be measured" in done.stderr
    assert "key.csv: it says what each row stands for, and judges must not see it." in done.stderr
    for path in books:
        fill(path, lambda row: sum(map(ord, row)) % 4)
    read = matcher("read-judged", *books, "-o", tmp_path / "judgments.csv")
    assert read.returncode == 0, read.stderr
    assert "Wrote 32 judgments to" in read.stderr
    assert "2 judges, " in read.stdout
    assert "order of two vacancies: alpha" in read.stdout
    with (tmp_path / "judgments.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert [row["judge"] for row in rows] == ["ana"] * 16 + ["budi"] * 16
    assert {row["grade"] for row in rows} <= set("0123")


def test_json_is_for_programs(files: tuple[Path, Path], tmp_path: Path) -> None:
    told = json.loads(judge(files, tmp_path, "--json", "--overlap", "1").stdout)
    assert told["as_of"] == "2025-12-01"
    assert told["candidates"] == told["shared_candidates"] == 3
    assert [(one["judge"], one["rows"]) for one in told["sheets"]] == [("ana", 16), ("budi", 16)]
    sheets = [one["file"] for one in told["sheets"]]
    grades = iter(["", "9", *[2] * 14])
    fill(Path(sheets[0]), lambda _: next(grades))
    options = ("-o", str(tmp_path / "found.parquet"), "--json")
    read = matcher("read-judged", *sheets, *options, "--key", told["key"])
    found = json.loads(read.stdout)
    assert found["judgments"] == 14
    assert found["unjudged"] == {"ana": 1, "budi": 16}
    assert [one["reason"] for one in found["problems"]] == ["'9' is no grade."]
    assert "1 problems:" in read.stderr
    assert found["agreement"]["state"] == "unknown"
    assert found["agreement"]["order"]["mean"] is None
    assert "Rows left empty: 1 of ana, 16 of budi." in read.stderr


def test_vacancies_may_be_an_index(files: tuple[Path, Path], tmp_path: Path) -> None:
    Matcher(as_of="2025-12-01").fit(load_sample().vacancies).save(tmp_path / "index")
    done = judge((files[0], tmp_path / "index"), tmp_path / "indexed")
    assert done.returncode == 0, done.stderr
    judge(files, tmp_path / "fitted")
    for path in (tmp_path / "indexed").iterdir():
        assert path.read_bytes() == (tmp_path / "fitted" / path.name).read_bytes()


def test_bad_usage_ends_with_a_clear_line(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert judge(files, tmp_path / "sheets").returncode == 0
    again = judge(files, tmp_path / "sheets")
    assert again.returncode == 2
    assert "ana.xlsx is there already, and may have been filled in." in again.stderr
    few = judge(files, tmp_path / "few", "--pairs", "500", "--overlap", "0")
    assert few.returncode == 2
    assert "candidates are needed who are listed for 6 vacancies or more" in few.stderr
    (tmp_path / "note.csv").write_text("a,b\n1,2\n")
    key = ("--key", tmp_path / "sheets" / "key.csv")
    foreign = matcher("read-judged", tmp_path / "note.csv", "-o", tmp_path / "out.csv", *key)
    assert foreign.returncode == 2
    assert "None of the files is a judging sheet that can be used. note.csv" in foreign.stderr


def test_help_shows_an_example() -> None:
    assert "--judges" in matcher("judge", "--help").stdout
    assert "read-judged" in matcher("judge", "--help").stdout
    assert "judgments.csv" in matcher("read-judged", "--help").stdout

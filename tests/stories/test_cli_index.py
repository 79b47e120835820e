"""The command line keeps an index: makes it, ranks with it, and finds what was altered in it."""

import json
from pathlib import Path

import pytest

from command_line import matcher

VACANCIES = "id,title,skills\nV1,welder,SMAW 3G\nV2,cook,\n"
CANDIDATES = "id,birth_date,skills\nC1,2000-01-01,SMAW 3G||BNSP\n"
AS_OF = ("--as-of", "2025-12-01")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with both tables."""
    (tmp_path / "jobs.csv").write_text(VACANCIES, encoding="utf-8")
    (tmp_path / "people.csv").write_text(CANDIDATES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def index(files: Path) -> Path:
    """The index of the vacancies beside the tables."""
    folder = files / "jobs.index"
    assert matcher("index", files / "jobs.csv", *AS_OF, "-o", folder).returncode == 0
    return folder


def alter(path: Path) -> None:
    """Alter the last byte of a file."""
    text = path.read_bytes()
    path.write_bytes(text[:-1] + bytes([text[-1] ^ 1]))


def test_an_index_tells_what_it_has(files: Path) -> None:
    done = matcher("index", files / "jobs.csv", *AS_OF, "-o", files / "jobs.index", "--json")
    assert done.returncode == 0
    assert "Wrote 2 vacancies to" in done.stderr
    told = json.loads(done.stdout)
    assert (told["vacancies"], told["as_of"]) == (2, "2025-12-01")
    assert told["criteria"] > 2
    assert told["gates"] > 2


def test_ranking_with_an_index_is_ranking_with_its_vacancies(files: Path, index: Path) -> None:
    people = files / "people.csv"
    first, second = (
        matcher("rank", people, jobs, *AS_OF, "--json") for jobs in (files / "jobs.csv", index)
    )
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)


def test_a_pair_is_explained_with_an_index(files: Path, index: Path) -> None:
    pair = ("--candidate", "C1", "--vacancy", "V1")
    first, second = (
        matcher("explain", files / "people.csv", jobs, *AS_OF, *pair)
        for jobs in (files / "jobs.csv", index)
    )
    assert first.stdout == second.stdout


def test_an_index_is_replaced(files: Path, index: Path) -> None:
    (files / "jobs.csv").write_text(VACANCIES + "V3,nurse,\n", encoding="utf-8")
    done = matcher("index", files / "jobs.csv", *AS_OF, "-o", index)
    assert "Wrote 3 vacancies" in done.stderr
    assert matcher("verify", index).returncode == 0


def test_another_day_than_that_of_the_index_is_bad_input(files: Path, index: Path) -> None:
    done = matcher("rank", files / "people.csv", index, "--as-of", "2026-01-01")
    assert done.returncode == 2
    assert "is as of 2025-12-01, not 2026-01-01. Index the vacancies again" in done.stderr


def test_other_choices_than_those_of_the_index_are_bad_input(files: Path, index: Path) -> None:
    done = matcher("rank", files / "people.csv", index, *AS_OF, "--report-only", "agency")
    assert done.returncode == 2
    assert "was made with rule packs and settings of its own" in done.stderr


def test_the_choices_of_an_index_are_made_with_it(files: Path) -> None:
    (files / "jobs.csv").write_text("id,title,sex\nV1,welder,F\n", encoding="utf-8")
    (files / "people.csv").write_text("id,sex,birth_date\nC1,M,2000-01-01\n", encoding="utf-8")
    for more, count in (((), 0), (("--report-only", "employer"), 1)):
        done = matcher("index", files / "jobs.csv", *AS_OF, "-o", files / "jobs.index", *more)
        assert done.returncode == 0
        ranked = matcher("rank", files / "people.csv", files / "jobs.index", *AS_OF, "--json")
        assert ranked.stdout.count('"vacancy_id"') == count


def test_a_folder_of_something_else_is_no_place_for_an_index(files: Path) -> None:
    done = matcher("index", files / "jobs.csv", *AS_OF, "-o", files)
    assert done.returncode == 2
    assert "which belongs to no index" in done.stderr
    assert {path.name for path in files.iterdir()} == {"jobs.csv", "people.csv"}


def test_an_intact_index_is_said_to_be(index: Path) -> None:
    done = matcher("verify", index)
    assert done.returncode == 0
    assert "every byte is as it was written" in done.stdout
    told = matcher("verify", index, "--json")
    assert json.loads(told.stdout) == {"index": str(index), "intact": True, "damage": []}


def test_each_altered_file_is_named(index: Path) -> None:
    alter(index / "order.npy")
    alter(index / "asked.json")
    done = matcher("verify", index)
    assert done.returncode == 1
    named = [line.partition(":")[0] for line in done.stdout.splitlines()]
    assert named == [str(index / "asked.json"), str(index / "order.npy")]
    assert done.stderr == f"matcher: {index} is damaged: 2 of its files differ.\n"
    told = json.loads(matcher("verify", index, "--json").stdout)
    assert (told["intact"], len(told["damage"])) == (False, 2)
    assert told["damage"][0].keys() == {"file", "expected", "found"}


def test_an_altered_manifest_is_damage(index: Path) -> None:
    alter(index / "manifest.json")
    assert matcher("verify", index).returncode == 1


@pytest.mark.parametrize("name", ["nowhere", "jobs.csv", "empty"])
def test_where_no_index_is_none_is_verified(files: Path, name: str) -> None:
    (files / "empty").mkdir()
    done = matcher("verify", files / name)
    assert done.returncode == 2
    assert "There is no index at" in done.stderr


def test_a_damaged_index_is_no_input(files: Path, index: Path) -> None:
    (index / "order.npy").write_bytes(b"")
    done = matcher("rank", files / "people.csv", index, *AS_OF)
    assert done.returncode == 2
    assert "order.npy: expected" in done.stderr
    assert "found 0 bytes. Save it again." in done.stderr


def test_an_index_of_another_version_is_whole_and_no_input(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.saving.knowledge.package_version", lambda: "9.0")
    done = matcher("verify", index)
    assert done.returncode == 2
    assert "expected an index of version 9.0" in done.stderr

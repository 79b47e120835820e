"""`matcher evaluate`, run with files as its users run it, on a sample with planted judgments."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from command_line import Done, matcher
from judged_sample import PLANTED, judged_sample
from matcher import Settings
from matcher.metrics import read_trec
from matcher.records.writing import write_table
from matcher.settings_files import write_settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a user: the cohort, the vacancies, what judges said, and other weights."""
    one = judged_sample()
    write_table(one.people.to_arrow(), tmp_path / "graduates.csv")
    write_table(one.sample.vacancies.to_arrow(), tmp_path / "vacancies.csv")
    with (tmp_path / "judged.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["judge", "candidate_id", "vacancy_id", "grade"])
        rows.writerows(one.judgments.graded)
    about = {"source": "learned from planted judges", "locked": ["preference"]}
    write_settings(tmp_path / "tuned.json", PLANTED, about=about)
    one.engine.reweighted(PLANTED).rank(one.people, 5).write(tmp_path / "saved.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Done:
    files = ("judged.csv", "graduates.csv", "vacancies.csv")
    return matcher("evaluate", *files, "--as-of", "2025-12-01", "-k", "5", *arguments)


def test_a_gain_is_measured_shown_drawn_and_told_on_a_card(folder: Path) -> None:
    done = run(
        "--against", "tuned.json", "--run", "saved=saved.csv", "--chart", "out.svg", "--card",
        "card.md", "--trec", "trec", "-o", "table.csv", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    ranked = {
        (one["measure"], one["run"]): one for one in told["findings"] if one["part"] == "ranking"
    }
    gain = ranked["ndcg@5", "tuned"]
    assert gain["difference_low"] > 0
    assert gain["p_adjusted"] < 0.05
    assert gain["value"] == ranked["ndcg@5", "saved"]["value"]
    assert "<svg" in (folder / "out.svg").read_text(encoding="utf-8")
    with (folder / "table.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(told["findings"])
    read = read_trec("trec/engine.run", "trec/judgments.qrels", every_query=True)
    assert read.values("ndcg@5").mean() == pytest.approx(ranked["ndcg@5", "engine"]["value"])
    card = (folder / "card.md").read_text(encoding="utf-8")
    digest = hashlib.sha256((folder / "judged.csv").read_bytes()).hexdigest()
    assert f"| judgments (SHA-256) | {digest} |" in card
    assert "| judges | 2 |" in card
    assert "Krippendorff" in card


def test_the_text_warns_and_comes_in_indonesian(folder: Path) -> None:
    assert folder.is_dir()
    done = run("--against", "tuned.json", "--language", "id")
    assert done.returncode == 0, done.stderr
    for words in ("Seberapa baik daftarnya", "dikurangi engine", "Yang perlu diwaspadai"):
        assert words in done.stdout


def test_the_engine_itself_can_be_set_by_a_file(folder: Path) -> None:
    write_settings(folder / "short.json", settings=Settings(horizon_months=1))
    done = run(
        "--weights", "tuned.json", "--against", "short.json", "--baseline", "short", "--judges",
        "highest", "--level", "2", "--card", "card.html", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["baseline"], told["choices"]["judges"]) == ("short", "highest")
    card = (folder / "card.html").read_text(encoding="utf-8")
    assert "<td>learned from planted judges</td>" in card
    assert "<td>default, argued in the documentation; locked</td>" in card


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--run", "saved.csv"], "'saved.csv' names no run and its file"),
        (["--run", "a=saved.csv", "--run", "a=saved.csv"], "Two runs are called 'a'"),
        (["--run", "a=nothing.csv"], "There is no file nothing.csv"),
        (["--baseline", "best"], "No run 'best'"),
        (["--against", "judged.csv"], "judged.csv is no JSON file"),
    ],
)
def test_bad_usage_is_one_clear_line(folder: Path, arguments: list[str], message: str) -> None:
    assert folder.is_dir()
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_index_serves_and_keeps_its_settings(folder: Path) -> None:
    made = matcher("index", "vacancies.csv", "--as-of", "2025-12-01", "-o", "jobs.index")
    assert made.returncode == 0, made.stderr
    command = ("evaluate", "judged.csv", "graduates.csv", "jobs.index", "--as-of", "2025-12-01")
    done = matcher(*command, "--against", "tuned.json", "--card", "card.md", "--json")
    assert done.returncode == 0, done.stderr
    assert "vacancies (SHA-256)" in (folder / "card.md").read_text(encoding="utf-8")
    write_settings(folder / "short.json", settings=Settings(horizon_months=1))
    refused = matcher(*command, "--against", "short.json")
    assert refused.returncode == 2
    assert "was made with settings of its own" in refused.stderr

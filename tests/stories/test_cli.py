"""The command line, run as its users run it: files in, files out, and clear failures."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from matcher import Matcher, __version__, load_sample, read_vacancies
from matcher.records.writing import write_table

AS_OF = ["--as-of", "2025-12-01"]


def matcher(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from matcher.cli import main; main()", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, input=text
    )


@cache
def demo() -> dict[str, Any]:
    done = matcher("demo", "--json")
    assert done.returncode == 0, done.stderr
    value: dict[str, Any] = json.loads(done.stdout)
    return value


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("tables")
    sample = load_sample(candidates=15)
    people, jobs = folder / "graduates.csv", folder / "vacancies.csv"
    write_table(sample.candidates.to_arrow(), people)
    write_table(sample.vacancies.to_arrow(), jobs)
    return str(people), str(jobs)


# --- demo --------------------------------------------------------------------------------


def test_the_demo_counts_every_pair_once() -> None:
    assert sum(demo()["verdicts"].values()) == demo()["candidates"] * demo()["vacancies"]
    assert set(demo()["verdicts"]) == {"READY", "NEEDS_PROOF", "TRAINABLE", "BARRED"}


def test_the_demo_ranks_from_the_best_down_for_each_person() -> None:
    by_person: dict[str, list[dict[str, Any]]] = {}
    for match in demo()["ranking"]["matches"]:
        by_person.setdefault(match["candidate_id"], []).append(match)
    for matches in by_person.values():
        assert [m["rank"] for m in matches] == list(range(1, len(matches) + 1))
        assert [m["score"] for m in matches] == sorted((m["score"] for m in matches), reverse=True)
        assert {m["verdict"] for m in matches} <= {"READY", "NEEDS_PROOF"}


def test_near_misses_of_the_demo_name_what_is_missing() -> None:
    for match in demo()["near_misses"]["matches"]:
        assert match["verdict"] == "TRAINABLE"
        assert any(gap["state"] == "obtainable" for gap in match["gaps"])


def test_the_first_case_is_a_caregiver_for_taiwan_in_both_languages() -> None:
    case = demo()["cases"][0]
    assert case["explanation"]["verdict"] in {"READY", "NEEDS_PROOF"}
    assert case["text"]["en"] != case["text"]["id"]
    assert "Syarat untuk terpilih" in case["text"]["id"]


def test_the_second_case_lacks_the_certificate_and_the_test_of_korea() -> None:
    why = demo()["cases"][1]["explanation"]
    missing = [g["asked"]["en"] for g in why["gates"] if g["state"] == "obtainable"]
    assert why["verdict"] == "TRAINABLE"
    assert any("BNSP plate welder" in one for one in missing)
    assert any("KOSHIPA" in one for one in missing)


def test_the_third_case_is_barred_by_the_diploma_with_value_and_source() -> None:
    why = demo()["cases"][2]["explanation"]
    barring = [g for g in why["gates"] if g["state"] == "impossible" and g["stage"] == "select"]
    assert why["verdict"] == "BARRED"
    assert any("D3" in g["asked"]["en"] and g["on_record"]["en"] and g["source"] for g in barring)


def test_the_fourth_case_is_barred_by_the_ended_permit() -> None:
    why = demo()["cases"][3]["explanation"]
    permit = [g for g in why["gates"] if "SIP2MI" in g["asked"]["en"]]
    assert why["verdict"] == "BARRED"
    assert [g["state"] for g in permit] == ["impossible"]
    assert "ended on" in permit[0]["on_record"]["en"]


def test_the_demo_in_words_shows_counts_tables_and_cases() -> None:
    done = matcher("demo", "--candidates", "300")
    assert done.returncode == 0
    for part in ("READY ", "Best matches", "Near misses", "1. ", "4. "):
        assert part in done.stdout


# --- rank, near-misses -------------------------------------------------------------------


def test_rank_prints_what_the_library_ranks(tables: tuple[str, str]) -> None:
    done = matcher("rank", *tables, *AS_OF, "-k", "3", "--json")
    sample = load_sample(candidates=15)
    ranking = Matcher(as_of="2025-12-01").fit(sample.vacancies).rank(sample.candidates, 3)
    shown = [(m["candidate_id"], m["vacancy_id"], m["rank"]) for m in
             json.loads(done.stdout)["matches"]]  # fmt: skip
    assert shown == [(m.candidate_id, m.vacancy_id, m.rank) for m in ranking]


def test_rank_writes_the_ranking_schema_to_parquet(tables: tuple[str, str], tmp_path: Path) -> None:
    output = tmp_path / "matches.parquet"
    done = matcher("rank", *tables, *AS_OF, "-o", str(output))
    assert done.returncode == 0
    assert pq.read_table(output).schema.equals(Matcher.ranking_schema)
    assert "Wrote" in done.stderr


def test_rank_for_vacancies_lists_people_per_vacancy(tables: tuple[str, str]) -> None:
    done = matcher("rank", *tables, *AS_OF, "-k", "2", "--for", "vacancies", "--json")
    order = {name: place for place, name in enumerate(read_vacancies(tables[1]).ids)}
    places = [order[m["vacancy_id"]] for m in json.loads(done.stdout)["matches"]]
    assert places == sorted(places)


def test_rank_shows_a_table_and_the_counts(tables: tuple[str, str]) -> None:
    done = matcher("rank", *tables, *AS_OF)
    assert "candidate" in done.stdout
    assert "READY" in done.stdout
    assert "without a row" in done.stdout


def test_near_misses_speak_indonesian(tables: tuple[str, str]) -> None:
    done = matcher("near-misses", *tables, *AS_OF, "-k", "5", "--language", "id")
    assert done.returncode == 0
    for words in ("calon", "lowongan", "yang kurang", "tanpa baris"):
        assert words in done.stdout
    assert "missing" not in done.stdout


def test_rejected_rows_are_told_and_the_rest_goes_on(
    tables: tuple[str, str], tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("id,birth_date,education\nA,2004-01-31,SMK\nB,31/31/2004,SMK\n", "utf-8")
    done = matcher("rank", str(people), tables[1], *AS_OF, "--json")
    assert done.returncode == 0
    assert "1 of 2 rows set aside" in done.stderr
    assert {m["candidate_id"] for m in json.loads(done.stdout)["matches"]} <= {"A"}
    assert json.loads(done.stdout)["rejected"][0]["row"] == 2


# --- explain, normalize ------------------------------------------------------------------


def test_explain_gives_text_json_and_a_picture(tables: tuple[str, str], tmp_path: Path) -> None:
    sample = load_sample(candidates=15)
    pair = ["--candidate", sample.candidates.ids[0], "--vacancy", sample.vacancies.ids[0]]
    chart = tmp_path / "why.svg"
    text = matcher("explain", *tables, *AS_OF, *pair, "--chart", str(chart))
    value = json.loads(matcher("explain", *tables, *AS_OF, *pair, "--json").stdout)
    assert f"{pair[1]} for " in text.stdout
    assert value["verdict"] in text.stdout
    assert "<svg" in chart.read_text(encoding="utf-8")


def test_normalize_knows_and_abstains() -> None:
    done = matcher("normalize", "las SMAW 3G", "kepala seksi pajak", "--json")
    known, unknown = json.loads(done.stdout)
    assert known["id"] == "skill:smaw-3g"
    assert unknown["id"] is None


def test_normalize_shows_ids_whole_so_that_they_can_be_copied() -> None:
    done = matcher("normalize", "TKR", "perawat panti jompo", "kepala seksi pajak")
    for words in (
        "education:teknik-kendaraan-ringan",
        "occupation:nursing-home-caregiver",
        "not known",
    ):
        assert words in done.stdout


def test_normalize_reads_lines_of_a_file_and_of_standard_input(tmp_path: Path) -> None:
    lines = tmp_path / "texts.txt"
    lines.write_text("TKR\n\nlas argon\n", encoding="utf-8")
    from_file = json.loads(matcher("normalize", str(lines), "--json").stdout)
    from_input = json.loads(matcher("normalize", "-", "--json", text="TKR\nlas argon\n").stdout)
    assert [one["text"] for one in from_file] == ["TKR", "las argon"]
    assert from_file == from_input


def test_the_version_is_told() -> None:
    done = matcher("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"matcher {__version__}")


# --- failures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["rank", "no-such-file.csv", "no-such-file.csv", *AS_OF],
        ["rank", "TABLES", "--as-of", "2025-13-41"],
        ["rank", "TABLES"],
        ["rank", "TABLES", *AS_OF, "-k", "0"],
        ["explain", "TABLES", *AS_OF, "--candidate", "nobody", "--vacancy", "nothing"],
        ["rank", "TABLES", *AS_OF, "-o", "matches.docx"],
        ["no-such-command"],
    ],
    ids=" ".join,
)
def test_bad_usage_or_input_ends_with_2_and_a_clear_line(
    arguments: list[str], tables: tuple[str, str]
) -> None:
    filled = [part for one in arguments for part in (tables if one == "TABLES" else [one])]
    done = matcher(*filled)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["demo", "rank", "near-misses", "explain", "normalize"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = matcher(command, "--help")
    assert done.returncode == 0
    assert "Example: matcher" in " ".join(done.stdout.split())


# --- sample ------------------------------------------------------------------------------


def test_a_sample_is_written_that_can_be_ranked(tmp_path: Path) -> None:
    written = matcher("sample", str(tmp_path), "--candidates", "30", "--vacancies", "90")
    assert written.returncode == 0, written.stderr
    assert "Wrote 30 candidates to" in written.stderr
    people, jobs = str(tmp_path / "candidates.parquet"), str(tmp_path / "vacancies.parquet")
    ranked = matcher("rank", people, jobs, *AS_OF, "--json")
    assert ranked.returncode == 0, ranked.stderr
    assert json.loads(ranked.stdout)["matches"]


def test_a_sample_of_too_many_vacancies_is_refused(tmp_path: Path) -> None:
    done = matcher("sample", str(tmp_path / "out"), "--vacancies", "351744")
    assert done.returncode == 2
    assert "Ask for 1 to 351,743." in done.stderr


# --- overview ----------------------------------------------------------------------------


def test_an_overview_counts_everyone_and_is_drawn(tables: tuple[str, str], tmp_path: Path) -> None:
    picture = tmp_path / "overview.svg"
    done = matcher("overview", *tables, *AS_OF, "--json", "--chart", str(picture))
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert sum(row["candidates"] for row in rows if row["destination"] is None) == 15
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    shown = matcher("overview", *tables, *AS_OF, "--language", "id").stdout
    assert "paling baik READY atau NEEDS_PROOF" in shown
    assert "READY or NEEDS_PROOF at best" in matcher("overview", *tables, *AS_OF).stdout


def test_an_overview_is_written_as_a_table(tables: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "overview.parquet"
    done = matcher("overview", *tables, *AS_OF, "-o", str(path))
    assert done.returncode == 0, done.stderr
    assert {"programme", "destination", "verdict", "candidates"} <= set(
        pq.read_table(path).column_names
    )

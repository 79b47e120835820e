"""Permission on the command line: whom rules and wishes bar, what a verdict rests on, own packs."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from command_line import Done, matcher

VERDICTS = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text(encoding="utf-8")
AS_OF = ("--as-of", "2025-12-01")
PEOPLE = """id_kandidat,jenis_kelamin,tanggal_lahir,pengalaman
A,L,17/08/2005,
B,P,20/05/1990,PRT|24 bulan
"""
JOBS = """id_lowongan,jabatan,negara,skema,jenis_kelamin,jenis_pemberi_kerja,verifikasi
V1,Juru masak,Kanada,P to P,P,Perusahaan,verified
V2,Juru masak,Kanada,P to P,L,Perusahaan,verified
V3,Pembantu rumah tangga,Arab Saudi,P to P,,Rumah tangga,verified
"""
PACK = """\
[pack]
id = "ours"
version = "7"
title_en = "Our pack"
title_id = "Paket kami"

[[rule]]
id = "ours-age"
title_en = "At most 18 years old"
title_id = "Berusia maksimal 18 tahun"
source = "our letter"
confidence = "recalled"
valid_from = 2025-01-01
countries = ["Canada"]
expression = { age_max = 18 }
"""
CLOSURE = "kepmenaker260-2015-household"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tables")
    people, jobs = folder / "graduates.csv", folder / "vacancies.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    jobs.write_text(JOBS, encoding="utf-8")
    return people, jobs


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


def explain(files: tuple[Path, Path], pair: str, *arguments: str | Path) -> Done:
    candidate, vacancy = pair.split()
    return matcher(
        "explain", *files, "--candidate", candidate, "--vacancy", vacancy, *(arguments or AS_OF)
    )


def proof(files: tuple[Path, Path], pair: str, *arguments: str | Path) -> dict[str, Any]:
    done = explain(files, pair, "--proof", "--json", *(arguments or AS_OF))
    assert done.returncode == 0, done.stderr
    value: dict[str, Any] = json.loads(done.stdout)
    return value


def line_with(words: str, shown: str) -> list[str]:
    """The cells of the one line that begins with words, after them."""
    (line,) = (line.strip() for line in shown.splitlines() if line.strip().startswith(words))
    return line.removeprefix(words).split()


# --- removals ----------------------------------------------------------------------------


def test_whom_a_wish_bars_is_counted_beside_all_others(files: tuple[Path, Path]) -> None:
    done = matcher("removals", *files, *AS_OF)
    assert done.returncode == 0, done.stderr
    assert line_with("women ", done.stdout) == ["employer", "1", "1", "1", "1"]
    assert line_with("a destination open for placement", done.stdout)[:3] == [CLOSURE, "1", "2"]
    assert "more bar nobody" in done.stdout
    assert "alone: barred by nothing else" in done.stdout


def test_what_is_only_reported_is_named_so_and_bars_nobody(files: tuple[Path, Path]) -> None:
    arguments = (*files, *AS_OF, "--report-only", "employer")
    shown = matcher("removals", *arguments, "--language", "id").stdout
    assert line_with("perempuan ", shown)[:4] == ["pemberi", "kerja", "(hanya", "dilaporkan)"]
    for words in ("lowongan", "sendiri", "lainnya tidak menggugurkan siapa pun"):
        assert words in " ".join(shown.split())
    for word in ("alone", "asked", "people", "nobody", "reported"):
        assert word not in shown
    assert explain(files, "A V1", "--json", *AS_OF).stdout.count('"verdict": "BARRED"') == 1
    ranked = json.loads(matcher("rank", *arguments, "--json").stdout)["matches"]
    assert "V1" in {one["vacancy_id"] for one in ranked if one["candidate_id"] == "A"}


def test_removals_are_told_to_programs_under_the_keys_that_are_described(
    files: tuple[Path, Path],
) -> None:
    told = json.loads(matcher("removals", *files, *AS_OF, "--json").stdout)
    assert (told["as_of"], told["candidates"], told["vacancies"]) == ("2025-12-01", 2, 3)
    row = next(one for one in told["removals"] if one["asked"]["en"] == "women")
    assert row["asked"] == {"en": "women", "id": "perempuan"}
    assert (row["origin"], row["rule"], row["is_counted"]) == ("employer", None, True)
    assert (row["failing"], row["alone"], row["candidates"]) == (1, 1, 1)
    assert [key for key in row if f"`{key}`" not in VERDICTS] == []


def test_removals_are_written_row_by_row(files: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "removals.csv"
    done = matcher("removals", *files, *AS_OF, "-o", path)
    assert f"constraints and rules to {path}." in done.stderr
    assert done.stdout == ""
    with path.open(encoding="utf-8") as stream:
        asked = {row["asked_id"] for row in csv.DictReader(stream)}
    assert {"perempuan", "laki-laki"} <= asked


def test_removals_are_drawn_in_the_language_of_the_reader(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    picture = tmp_path / "removals.svg"
    arguments = (*files, *AS_OF, "--language", "id", "--json", "--chart", picture)
    done = matcher("removals", *arguments)
    assert done.returncode == 0, done.stderr
    assert f"Wrote {picture}." in done.stderr
    assert len(json.loads(done.stdout)["removals"]) > 1
    drawn = picture.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    for words in ("Siapa yang gugur", "perempuan", "pemberi kerja", CLOSURE):
        assert words in drawn


# --- explain --proof ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Proof of a verdict: B for", "BARRED", "in force since 1 July 2015")),
        ("id", ("Bukti putusan: B untuk", "BARRED", "berlaku sejak 1 Juli 2015")),
    ],
)
def test_a_proof_names_the_rule_and_its_dates(
    files: tuple[Path, Path], language: str, words: tuple[str, ...]
) -> None:
    done = explain(files, "B V3", "--proof", "--language", language, *AS_OF)
    assert done.returncode == 0, done.stderr
    for one in (*words, CLOSURE, "SHA-256"):
        assert one in done.stdout


def test_the_values_of_a_proof_are_one_whatever_the_language(files: tuple[Path, Path]) -> None:
    told = proof(files, "B V3")
    assert told == proof(files, "B V3", "--language", "id", *AS_OF)
    assert told["format"] == "matcher-proof-1"
    (number,) = told["decision"]["gates"]
    (ground,) = told["gates"][number - 1]["grounds"]
    assert (told["verdict"], ground["rule"]["id"]) == ("BARRED", CLOSURE)
    assert [key for key in told if f"`{key}" not in VERDICTS] == []


def test_asked_for_the_day_before_the_decree_it_gives_the_older_verdict(
    files: tuple[Path, Path],
) -> None:
    before = proof(files, "B V3", "--as-of", "2015-06-30")
    assert before["verdict"] != "BARRED"
    assert CLOSURE not in {rule["id"] for rule in before["rules"]}
    assert proof(files, "B V3", "--as-of", "2015-07-01")["verdict"] == "BARRED"


# --- packs of one's own ------------------------------------------------------------------


def test_a_pack_given_by_path_is_judged_and_named_with_its_version(
    files: tuple[Path, Path], pack: Path
) -> None:
    told = proof(files, "A V2", "--pack", pack, *AS_OF)
    (rule,) = [rule for rule in told["rules"] if rule["id"] == "ours-age"]
    assert (told["verdict"], rule["pack_version"]) == ("BARRED", "7")
    assert proof(files, "A V2")["verdict"] != "BARRED"
    shown = explain(files, "A V2", "--proof", "--pack", pack, *AS_OF).stdout
    assert "recalled, to be checked against the law" in shown


WITH_PACKS = [
    ["rank"],
    ["near-misses"],
    ["overview"],
    ["removals"],
    ["expiring"],
    ["explain", "--candidate", "A", "--vacancy", "V1"],
]


@pytest.mark.parametrize("command", WITH_PACKS, ids=lambda command: command[0])
def test_a_broken_pack_ends_a_command_with_one_line_that_names_file_and_line(
    command: list[str], files: tuple[Path, Path], pack: Path
) -> None:
    pack.write_text(PACK.replace("countries", "country"), encoding="utf-8")
    done = matcher(command[0], *files, *AS_OF, *command[1:], "--pack", pack)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("matcher: ")
    assert "ours.toml, line 14: country: this key is not known." in line


@pytest.mark.parametrize("command", [["show"], ["coverage", "JOBS", *AS_OF]], ids=lambda c: c[0])
def test_a_broken_pack_ends_the_commands_about_rules_alike(
    command: list[str], files: tuple[Path, Path], pack: Path
) -> None:
    pack.write_text(PACK.replace("2025-01-01", "yesterday"), encoding="utf-8")
    filled = [files[1] if one == "JOBS" else one for one in command]
    done = matcher("rules", *filled, "--pack", pack)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "ours.toml, line 13: " in line


def test_a_pack_that_is_not_there_is_bad_input(files: tuple[Path, Path], tmp_path: Path) -> None:
    done = matcher("rank", *files, *AS_OF, "--pack", tmp_path / "none.toml")
    assert done.returncode == 2
    assert "There is no file" in done.stderr


def test_whose_constraints_are_reported_must_be_known(files: tuple[Path, Path]) -> None:
    done = matcher("rank", *files, *AS_OF, "--report-only", "law")
    assert done.returncode == 2
    assert "'employer', 'agency', 'host_country'" in " ".join(done.stderr.split())


# --- help --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "removals",
        "expiring",
        "overview",
        "sample",
        "rules show",
        "rules validate",
        "rules diff",
        "rules coverage",
    ],
)
def test_every_command_of_permission_has_help_with_an_example(command: str) -> None:
    done = matcher(*command.split(), "--help")
    assert done.returncode == 0
    assert f"Example: matcher {command}" in " ".join(done.stdout.split())

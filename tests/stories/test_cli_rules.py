"""`matcher rules` says on the command line what the packs hold, lack and cover."""

import json
from pathlib import Path

import pytest

from command_line import Done, matcher
from matcher import Vacancy
from matcher.records import Vacancies
from matcher.records.writing import write_table

PACK = """\
[pack]
id = "ours"
version = "1"
title_en = "Our pack"
title_id = "Paket kami"

[[rule]]
id = "ours-age"
title_en = "At most 30 years old"
title_id = "Berusia maksimal 30 tahun"
source = "our letter"
confidence = "quoted"
valid_from = 2025-01-01
valid_to = 2025-12-31
countries = ["Japan"]
expression = { age_max = 30 }
"""


def rules(*arguments: str | Path) -> Done:
    """Run a command of `matcher rules`."""
    return matcher("rules", *arguments)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


@pytest.fixture
def vacancies(tmp_path: Path) -> Path:
    jobs = [
        Vacancy(id="V1", title="welder", country="Japan", scheme="SSW", sex="M"),
        Vacancy(id="V2", title="maid", country="Saudi Arabia", employer_type="household"),
        Vacancy(id="V3", title="cook", country="Canada", scheme="P to P"),
    ]
    path = tmp_path / "vacancies.csv"
    write_table(Vacancies.from_records(jobs).to_arrow(), path)
    return path


# --- show --------------------------------------------------------------------------------


def test_all_packs_are_shown_with_their_counts() -> None:
    done = rules("show")
    assert done.returncode == 0, done.stderr
    assert "indonesia-law" in done.stdout
    assert "Japan: Specified Skilled" in done.stdout


def test_a_pack_is_shown_rule_by_rule(pack: Path) -> None:
    shown = rules("show", "ours", "--pack", pack, "--language", "id").stdout
    assert "Paket kami (1)" in shown
    assert "ours-age" in shown
    told = json.loads(rules("show", "ours", "--pack", pack, "--json").stdout)
    assert told["title"] == {"en": "Our pack", "id": "Paket kami"}
    assert [rule["id"] for rule in told["rules"]] == ["ours-age"]


def test_a_rule_is_shown_in_words_with_its_source(pack: Path) -> None:
    shown = rules("show", "ours-age", "--pack", pack).stdout
    for words in ("age at most 30", "from 2025-01-01 to 2025-12-31", "our letter", "quoted"):
        assert words in shown
    told = json.loads(rules("show", "ours-age", "--pack", pack, "--json").stdout)
    assert told["asked"] == {"en": "age at most 30", "id": "usia maksimal 30"}
    assert told["rule"]["expression"]["age_max"] == 30


def test_rules_are_shown_in_indonesian_through_and_through(pack: Path) -> None:
    packs = rules("show", "--language", "id").stdout
    one = rules("show", "ours", "--pack", pack, "--language", "id").stdout
    rule = rules("show", "ours-age", "--pack", pack, "--language", "id").stdout
    for shown, words in (
        (packs, ("paket", "judul", "aturan", "dikutip", "dari ingatan")),
        (one, ("berlaku", "tahap", "untuk terpilih", "dikutip", "2025-12-31")),
        (rule, ("syarat", "masa berlaku", "sumber", "hukum Indonesia")),
    ):
        assert [word for word in words if word not in shown] == []
    for word in ("title", "confidence", "quoted", "source", "stage"):
        assert word not in packs + one + rule


def test_ids_are_shown_whole_so_that_they_can_be_copied() -> None:
    packs = {pack["id"] for pack in json.loads(rules("show", "--json").stdout)}
    assert packs <= set(rules("show").stdout.split())
    ids = [rule["id"] for rule in json.loads(rules("show", "japan-ssw", "--json").stdout)["rules"]]
    shown = rules("show", "japan-ssw").stdout.split()
    assert set(ids) <= set(shown)


def test_only_the_rules_of_a_day_are_shown(pack: Path) -> None:
    for day, expected in (("2025-12-31", ["ours-age"]), ("2026-01-01", [])):
        told = json.loads(rules("show", "ours", "--pack", pack, "--on", day, "--json").stdout)
        assert [rule["id"] for rule in told["rules"]] == expected


def test_an_unknown_rule_is_told_with_the_nearest_one() -> None:
    done = rules("show", "japan-sw")
    assert done.returncode == 2
    assert "Did you mean 'japan-ssw'?" in done.stderr


# --- validate ----------------------------------------------------------------------------


def test_the_packs_of_the_package_are_valid() -> None:
    done = rules("validate")
    assert (done.returncode, done.stdout.strip()) == (0, "No problems.")


def test_which_rules_go_before_others_is_told_where_asked_for() -> None:
    done = rules("validate", "--all")
    assert done.returncode == 0
    assert "Where both speak it goes before" in done.stdout


def test_what_is_wrong_in_a_pack_is_told_with_the_repair(pack: Path) -> None:
    pack.write_text(PACK.replace('"Japan"', '"Jepang"'), encoding="utf-8")
    done = rules("validate", pack)
    assert done.returncode == 1
    assert "ours, rule ours-age: There is no country 'Jepang'. Write 'Japan'." in done.stdout
    assert "1 problem." in done.stdout
    (problem,) = json.loads(rules("validate", pack, "--json").stdout)
    assert (problem["rule"], problem["severity"]) == ("ours-age", "problem")


def test_a_conflict_with_a_pack_of_the_package_is_a_problem(pack: Path) -> None:
    pack.write_text(PACK.replace("age_max = 30", "age_max = 17"), encoding="utf-8")
    done = rules("validate", pack)
    assert done.returncode == 1
    assert "Nobody can meet it together with" in done.stdout


def test_every_file_that_is_no_pack_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[pack", encoding="utf-8")
    (tmp_path / "b.toml").write_text(PACK.replace("countries", "country"), encoding="utf-8")
    done = rules("validate", tmp_path)
    assert done.returncode == 1
    assert "a.toml, line 1: It is no TOML" in done.stdout
    assert "b.toml, line 15: country: this key is not known. Did you mean 'countries'?" in (
        done.stdout
    )
    assert "2 problems." in done.stdout
    told = json.loads(rules("validate", tmp_path, "--json").stdout)
    assert [one["line"] for one in told] == [1, 15]


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    done = rules("validate", tmp_path / "none.toml")
    assert done.returncode == 2
    assert "There is no file" in done.stderr


# --- diff --------------------------------------------------------------------------------


def test_a_difference_is_listed_field_by_field(pack: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.toml"
    later.write_text(PACK.replace("age_max = 30", "age_max = 35"), encoding="utf-8")
    assert rules("diff", pack, pack).stdout.strip() == "No differences."
    shown = rules("diff", pack, later).stdout
    assert shown.startswith("changed ours, rule ours-age: expression ")
    (change,) = json.loads(rules("diff", pack, later, "--json").stdout)
    assert (change["what"], change["rule"]) == ("changed", "ours-age")
    assert change["fields"][0][0] == "expression"


def test_what_is_no_pack_cannot_be_compared(pack: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[pack", encoding="utf-8")
    done = rules("diff", pack, broken)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "broken.toml, line 1: It is no TOML" in line


# --- coverage ----------------------------------------------------------------------------


def test_the_coverage_of_vacancies_is_counted(vacancies: Path, pack: Path) -> None:
    done = rules("coverage", vacancies, "--as-of", "2025-12-01", "--pack", pack)
    assert done.returncode == 0, done.stderr
    assert "of 3 vacancies have rules of their destination or scheme" in done.stdout
    for heading in ("by pack", "only the general law", "not told", "closed to everybody"):
        assert heading in done.stdout
    assert "ours-age" not in done.stdout
    shown = rules("coverage", vacancies, "--as-of", "2025-12-01", "--pack", pack, "--by-rule")
    assert "ours-age" in shown.stdout


def test_the_coverage_is_told_in_indonesian_through_and_through(vacancies: Path) -> None:
    shown = rules("coverage", vacancies, "--as-of", "2025-12-01", "--language", "id").stdout
    for words in (
        "dari 3 lowongan punya aturan",
        "per paket",
        "hanya hukum umum",
        "Kanada",
        "jenis pemberi kerja tidak disebutkan",
        "tertutup bagi semua orang",
        "Penempatan pada pengguna perseorangan di Timur Tengah ditutup",
        "(kepmenaker260-2015-household)",
    ):
        assert words in " ".join(shown.split())
    for word in ("vacancies", "not stated", "replaced", "such as"):
        assert word not in shown


def test_packs_that_speak_of_no_vacancy_are_only_counted(vacancies: Path) -> None:
    shown = rules("coverage", vacancies, "--as-of", "2025-12-01").stdout
    assert "more speak of none" in shown
    assert "australia" not in shown
    told = json.loads(rules("coverage", vacancies, "--as-of", "2025-12-01", "--json").stdout)
    assert "australia" in {one["pack"] for one in told["packs"]}


def test_the_coverage_is_told_to_programs(vacancies: Path, pack: Path) -> None:
    told = json.loads(
        rules("coverage", vacancies, "--as-of", "2025-12-01", "--pack", pack, "--json").stdout
    )
    assert told["vacancies"] == 3
    assert {"pack": "ours", "vacancies": 1, "open": 0, "replaced": 0} in told["packs"]
    assert "V2" in [one["id"] for one in told["closed"]]
    closed = next(one for one in told["closed"] if one["id"] == "V2")
    assert any("household" in closing["rule"] for closing in closed["closed_by"])


def test_the_coverage_is_written_vacancy_by_vacancy(vacancies: Path, tmp_path: Path) -> None:
    output = tmp_path / "covered.csv"
    done = rules("coverage", vacancies, "--as-of", "2025-12-01", "-o", output)
    assert "Wrote 3 vacancies" in done.stderr
    assert output.read_text(encoding="utf-8").startswith("vacancy_id,title,country,")
    assert done.stdout == ""

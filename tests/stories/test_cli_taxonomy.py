"""`matcher taxonomy`, run as its users run it."""

import json
import subprocess
import sys
from pathlib import Path

from table_folder import write_tables


def taxonomy(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from matcher.cli import main; main()", "taxonomy"]
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, check=False, timeout=120
    )


def test_the_whole_is_counted() -> None:
    done = taxonomy("show")
    assert done.returncode == 0, done.stderr
    assert "skills are used by a vacancy, a programme or an occupation" in done.stdout


def test_one_concept_is_shown_with_its_relations_and_source() -> None:
    facts = json.loads(taxonomy("show", "skill:smaw-3g", "--json").stdout)
    assert "skill:smaw-2g" in facts["covers"]
    assert facts["source"]
    shown = taxonomy("show", "skill:smaw-3g").stdout
    assert "SMAW 3G welding" in shown


def test_a_table_of_ones_own_is_searched_with_aliases_of_ones_own(tmp_path: Path) -> None:
    table, aliases = tmp_path / "jobs.csv", tmp_path / "aliases.csv"
    table.write_text("id,label\nw,welder\nc,cook\n,nobody\n", encoding="utf-8")
    aliases.write_text("alias,concept\njuru masak,c\nkoki,cc\n", encoding="utf-8")
    own = ("--tables", str(table), "--aliases", str(aliases), "--json")
    done = taxonomy("search", "juru masak", *own)
    assert next(hit["id"] for hit in json.loads(done.stdout)) == "c"
    assert "jobs.csv: 1 rows set aside:\n  Row 3, column 'id': It is empty." in done.stderr
    assert "aliases.csv: 1 rows set aside:\n  Row 2, column 'concept'" in done.stderr
    assert "juru masak (mul)" in json.loads(taxonomy("show", "c", *own).stdout)["also"]


def test_an_unknown_concept_is_told_with_the_nearest_one() -> None:
    done = taxonomy("show", "skill:smaw-3gg")
    assert done.returncode == 2
    assert "Did you mean 'skill:smaw-3g'?" in done.stderr


def test_a_search_lists_the_nearest_concepts() -> None:
    hits = json.loads(taxonomy("search", "perawat lansia", "-k", "3", "--json").stdout)
    assert len(hits) == 3
    named = {"occupation:caregiver", "skill:elderly-care"}
    assert {hit["id"] for hit in hits[:2]} == named
    assert "occupation:caregiver" in taxonomy("search", "perawat lansia").stdout


def test_the_tables_of_the_package_are_valid() -> None:
    done = taxonomy("validate")
    assert (done.returncode, done.stdout.strip()) == (0, "No problems.")


def test_invalid_tables_are_told_row_by_row(tmp_path: Path) -> None:
    folder = write_tables(tmp_path, aliases="x,en,skill:none,")
    done = taxonomy("validate", str(folder))
    assert done.returncode == 1
    assert "aliases.csv, row 4: there is no concept 'skill:none'" in done.stdout
    assert "1 problem." in done.stdout
    (problem,) = json.loads(taxonomy("validate", str(folder), "--json").stdout)
    assert (problem["table"], problem["row"]) == ("aliases.csv", 4)


def test_a_difference_is_listed(tmp_path: Path) -> None:
    old = str(write_tables(tmp_path / "old"))
    new = str(write_tables(tmp_path / "new", aliases="MMA,en,skill:smaw,"))
    assert taxonomy("diff", old, old).stdout.strip() == "No differences."
    assert taxonomy("diff", old, new).stdout.strip() == "added aliases MMA | en | skill:smaw"
    (change,) = json.loads(taxonomy("diff", old, new, "--json").stdout)
    assert change["what"] == "added"


def test_other_tables_are_shown_and_searched(tmp_path: Path) -> None:
    folder = str(write_tables(tmp_path))
    shown = json.loads(taxonomy("show", "skill:smaw", "--tables", folder, "--json").stdout)
    assert shown["also"] == ["stick welding (en)"]
    hits = json.loads(taxonomy("search", "stick welding", "--tables", folder, "--json").stdout)
    assert hits[0]["id"] == "skill:smaw"


def test_a_folder_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    done = taxonomy("validate", str(tmp_path / "none"))
    assert done.returncode == 2
    assert "is no folder" in done.stderr

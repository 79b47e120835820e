"""`matcher normalize` and `matcher read-review`, run as their users run them."""

import csv
import json
import os
from pathlib import Path

import pyarrow as pa
import pytest

from command_line import matcher
from matcher.records.batches import Options
from matcher.records.sources import open_source
from matcher.records.writing import write_table

PEOPLE = (
    "id,name,keahlian\n"
    'A,Ani,"las SMAW 3G||BNSP|2024-05-01; ngurus opa oma"\n'
    "B,Budi,-\n"
    'C,Citra,"Ngurus Opa Oma; =HYPERLINK(0); juru bayar; ..."\n'
)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "graduates.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_texts_of_a_column_are_resolved_row_by_row(people: Path, tmp_path: Path) -> None:
    output = tmp_path / "resolved.csv"
    done = matcher("normalize", people, "--column", "keahlian", "-o", output)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Wrote 5 texts to" in done.stderr
    rows = rows_of(output)
    assert list(rows[0]) == ["row", "text", "id", "label", "kind", "confidence", "method"]
    assert [row["row"] for row in rows] == ["1", "1", "3", "3", "3"]
    assert (rows[0]["text"], rows[0]["id"]) == ("las SMAW 3G", "skill:smaw-3g")
    assert rows[3]["text"] == "'=HYPERLINK(0)"


def test_json_has_the_row_of_each_text(people: Path) -> None:
    listed = json.loads(matcher("normalize", people, "--column", "keahlian", "--json").stdout)
    assert [(one["row"], one["text"]) for one in listed][:2] == [
        (1, "las SMAW 3G"),
        (1, "ngurus opa oma"),
    ]
    assert listed[0]["id"] == "skill:smaw-3g"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_review_comes_back_as_aliases_that_take_effect(
    people: Path, tmp_path: Path, suffix: str
) -> None:
    review, aliases = tmp_path / f"review{suffix}", tmp_path / "aliases.csv"
    done = matcher("normalize", people, "--column", "keahlian", "--review", review)
    assert done.returncode == 0, done.stderr
    asked = read_sheet(review)
    # The uncertain alone, the commonest of the unknown first.
    assert [(row["phrase"], row["count"]) for row in asked] == [
        ("Ngurus Opa Oma", "2"),
        ("=HYPERLINK(0)", "1"),
        ("juru bayar", "1"),
    ]
    assert all(row["candidate 1"] for row in asked if row["phrase"] == "juru bayar")
    answer(review, {"Ngurus Opa Oma": "occupation:caregiver", "=HYPERLINK(0)": "none",
                    "juru bayar": "a teller"})  # fmt: skip

    done = matcher(
        "read-review", review, "-o", aliases, "--reviewer", "Ani", "--date", "2026-02-03"
    )
    assert done.returncode == 0, done.stderr
    assert "1 rows set aside" in done.stderr
    assert "'a teller' is no number of a candidate" in done.stderr
    assert "Wrote 1 aliases" in done.stderr
    assert "1 mean no concept, 0 are not answered" in done.stderr
    assert rows_of(aliases) == [
        {
            "alias": "Ngurus Opa Oma", "language": "mul", "concept": "occupation:caregiver",
            "preferred": "yes", "source": f"review of review{suffix} by Ani, 2026-02-03",
            "confidence": "confirmed", "count": "1",
        }
    ]  # fmt: skip

    found = matcher("normalize", "ngurus opa oma", "--aliases", aliases, "--json")
    assert found.stderr == ""
    (one,) = json.loads(found.stdout)
    assert (one["id"], one["method"]) == ("occupation:caregiver", "alias")


def test_a_review_can_be_read_as_json_and_is_dated_by_its_file(tmp_path: Path) -> None:
    sheet = tmp_path / "done.csv"
    sheet.write_text("phrase,answer\nopa,occupation:caregiver\noma,\njaksa,none\nx,9\n", "utf-8")
    os.utime(sheet, (1_770_120_000, 1_770_120_000))
    done = matcher("read-review", sheet, "-o", tmp_path / "a.csv", "--reviewer", "B", "--json")
    value = json.loads(done.stdout)
    assert value["aliases"] == [
        {"alias": "opa", "concept": "occupation:caregiver",
         "source": "review of done.csv by B, 2026-02-03"}
    ]  # fmt: skip
    assert (value["none"], value["unanswered"]) == (["jaksa"], 1)
    assert [(one["row"], one["value"]) for one in value["rejected"]] == [(4, "9")]


def test_many_texts_are_counted_and_shown_in_part(tmp_path: Path) -> None:
    lines = tmp_path / "titles.txt"
    lines.write_text("\n".join(["welder"] * 40 + [f"zzz{number}" for number in range(20)]), "utf-8")
    done = matcher("normalize", lines)
    assert "40 of 60 texts (21 distinct) are known." in done.stderr
    assert "50 of 60 texts; all of them with -o FILE" in done.stdout


def test_an_own_table_of_concepts_can_be_resolved_to(tmp_path: Path) -> None:
    table = tmp_path / "jobs.csv"
    table.write_text("id,label\nj:1,deck hand\nj:2,ship cook\n", "utf-8")
    (one,) = json.loads(matcher("normalize", "Ship Cook", "--tables", table, "--json").stdout)
    assert one["id"] == "j:2"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["graduates.csv"], "Name the one with the texts: --column NAME"),
        (["graduates.csv", "--column", "keahlan"], "Did you mean 'keahlian'?"),
        (["none.csv"], "There is no file"),
        (["welder", "--column", "keahlian"], "no table is given"),
        (["graduates.csv", "--column", "keahlian", "--review", "x.docx"], "'.docx'"),
        (["welder", "--kind", "skil"], "Did you mean 'skill'?"),
    ],
)
def test_bad_usage_is_told_in_a_line(
    people: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(people.parent)
    done = matcher("normalize", *arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_review_that_is_not_there_or_none_is_told(people: Path, tmp_path: Path) -> None:
    arguments: list[str | Path] = ["-o", tmp_path / "a.csv", "--reviewer", "Ani"]
    done = matcher("read-review", tmp_path / "none.xlsx", *arguments)
    assert done.returncode == 2
    assert "There is no file" in done.stderr
    done = matcher("read-review", people, *arguments)
    assert done.returncode == 2
    assert "There is no column 'phrase'" in done.stderr
    assert not (tmp_path / "a.csv").exists()


def test_help_shows_how_both_go_together() -> None:
    for command in ("normalize", "read-review"):
        assert "Example: matcher" in " ".join(matcher(command, "--help").stdout.split())


def read_sheet(path: Path) -> list[dict[str, object]]:
    """The rows of a sheet, by its headers."""
    source = open_source(path, row_of=dict, options=Options())
    header = source.header or ()
    return [
        {name: batch.columns[name].at(place) for name in header}
        for batch in source.batches(header, 1_000)
        for place in range(len(batch.numbers))
    ]


def answer(path: Path, answers: dict[str, str]) -> None:
    """Fill in the last column, as a reviewer does."""
    rows = read_sheet(path)
    for row in rows:
        row[list(row)[-1]] = answers[str(row["phrase"])]
    write_table(pa.Table.from_pylist(rows), path)

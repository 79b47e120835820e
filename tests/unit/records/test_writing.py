"""Writing: what is written reads back as equal records, and no cell runs in a spreadsheet."""

import csv
import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.records import (
    Candidate,
    Candidates,
    Vacancies,
    Vacancy,
    read_candidates,
    read_vacancies,
    write_table,
)
from matcher.records.writing import neutralise, restored
from record_strategies import PIECES, candidates, expressions, vacancies

SUFFIXES = [".csv", ".tsv", ".jsonl", ".parquet"]
nasty_texts = st.text(max_size=12) | st.lists(
    st.sampled_from([*PIECES, "-", "5", "\r", "\uff1d"]), max_size=6
).map("".join)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("writing")


# --- laws --------------------------------------------------------------------------------


@given(st.lists(candidates, max_size=3, unique_by=lambda one: one.id), st.sampled_from(SUFFIXES))
def test_written_candidates_read_back_equal(
    folder: Path, drawn: list[Candidate], suffix: str
) -> None:
    path = folder / f"candidates{suffix}"
    table = Candidates.from_records(drawn)
    write_table(table.to_arrow(), path)
    if drawn or suffix != ".jsonl":
        again = read_candidates(path)
        assert (again.rejected, again.notes) == ((), ())
        assert again == table


@given(
    st.lists(vacancies(lambda _: expressions()), max_size=2, unique_by=lambda one: one.id),
    st.sampled_from(SUFFIXES),
)
def test_written_vacancies_read_back_equal(folder: Path, drawn: list[Vacancy], suffix: str) -> None:
    path = folder / f"vacancies{suffix}"
    table = Vacancies.from_records(drawn)
    write_table(table.to_arrow(), path)
    if drawn or suffix != ".jsonl":
        again = read_vacancies(path)
        assert (again.rejected, again.notes) == ((), ())
        assert again == table


@given(nasty_texts)
def test_neutralising_is_undone_and_done_once(text: str) -> None:
    safe = neutralise(text)
    assert restored(safe) == text
    assert safe in {text, "'" + text}
    if safe[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20"):
        assert re.fullmatch(r"[+-]?[\d.,]*(?:[eE][+-]?\d+)?\s*", safe)


# --- neutralising ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+cmd|x", "-cmd", "@SUM(A1)", " =1", '"=1', "'=1", "  '\"@x", "\uff1d1+1",
        "\t=1", "\ttext", "\rtext", "=", "@", "-2+3", "+62 812", "--5", "\n-x", "=-5",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == "'" + text
    assert restored("'" + text) == text


@pytest.mark.parametrize(
    "text",
    ["", "x", "-5", "+62", "-1.234,5", "-1e-05", "-", "+", " -5 ", "'-5", "a=1", "'x'", "5-3", " "],
)
def test_plain_numbers_and_texts_stay(text: str) -> None:
    assert neutralise(text) == text
    assert restored(text) == text


def test_an_apostrophe_before_anything_else_is_kept() -> None:
    assert restored("'x") == "'x"
    assert restored("''=x") == "'=x"
    assert restored("=x") == "=x"


def test_judging_a_text_takes_linear_time() -> None:
    for text in ("\t" * 50_000 + "x", " '" * 50_000 + "=", "-" + "5" * 50_000 + "x"):
        assert restored(neutralise(text)) == text


# --- formats -----------------------------------------------------------------------------

TABLE = pa.table(
    {
        "=name": pa.array(["=1+1", None]),
        "score": pa.array([0.1, 165.125], pa.float32()),
        "exact": pa.array([165.125, -2.5]),
        "rank": pa.array([1, None], pa.int32()),
        "verdict": pa.array(["READY", "BARRED"]).dictionary_encode(),
        "day": pa.array([None, 0], pa.date32()),
        "list": pa.array([["a"], None]),
    }
)


def test_csv_has_a_header_and_shortest_numbers(folder: Path) -> None:
    path = folder / "plain.csv"
    write_table(TABLE, path)
    with path.open(encoding="utf-8", newline="") as stream:
        header, first, second = csv.reader(stream)
    assert header == ["'=name", "score", "exact", "rank", "verdict", "day", "list"]
    assert first == ["'=1+1", "0.1", "165.1250", "1", "READY", "", '["a"]']
    assert second == ["", "165.1250", "-2.5", "", "BARRED", "1970-01-01", ""]
    assert path.read_bytes().count(b"\r\n") == 3


def test_tsv_has_tabs(folder: Path) -> None:
    write_table(TABLE.select(["rank", "verdict"]), folder / "plain.TSV")
    assert (folder / "plain.TSV").read_text(encoding="utf-8").splitlines() == [
        "rank\tverdict", "1\tREADY", "\tBARRED",
    ]  # fmt: skip


def test_json_lines_leave_out_empty_cells(folder: Path) -> None:
    path = folder / "plain.jsonl"
    write_table(TABLE.select(["=name", "rank", "day", "list"]), path)
    first, second = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(first) == {"=name": "=1+1", "rank": 1, "list": ["a"]}
    assert json.loads(second) == {"day": "1970-01-01"}


def test_parquet_keeps_the_types(folder: Path) -> None:
    write_table(TABLE, folder / "plain.parquet")
    assert pq.read_table(folder / "plain.parquet").equals(TABLE)


def test_an_unknown_suffix_is_refused_with_the_known_ones(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_table(TABLE, folder / "plain.doc")
    assert caught.value.found.startswith("The suffix '.doc' of ")
    assert caught.value.repair == "Known: .csv, .tsv, .jsonl, .parquet, .xlsx."

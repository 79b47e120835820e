"""Batches: where one ends and the next begins changes nothing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.records import Vacancies, Vacancy, converting, read_vacancies, write_table
from matcher.records.batches import BATCH_ROWS, Batch, Coded, Options, alike, checked_header
from matcher.records.reading import read_table
from matcher.records.sieve import Sieve

FILES = ("csv", "tsv", "jsonl", "parquet", "xlsx")
#: Cells with every kind of trouble: doubles, contradictions, quotas, broken values.
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["A", "B", "B/L", "C", "D", "", "x" * 201]),
            "title": st.sampled_from(["welder", "cook", "", "\t"]),
            "kuota_pria": st.sampled_from(["", "", "1", "2 orang", "many"]),
            "openings": st.sampled_from(["", "1", "3"]),
            "usia_min": st.sampled_from(["", "18", "40"]),
            "usia_maks": st.sampled_from(["", "30", "35,5"]),
            "skills": st.sampled_from(["", "las", "las; ", "a|b|c|d|e|f", "-"]),
            "kolom lain": st.sampled_from(["", "?"]),
        }
    ),
    max_size=12,
)


def facts(table: Vacancies) -> tuple[object, ...]:
    return table.to_arrow().to_pylist(), table.rejected, table.rows_read, table.notes


def read(source: object, batch_rows: int = BATCH_ROWS) -> Vacancies:
    return read_table(Vacancies, source, None, Options(batch_rows=batch_rows))


@given(ROWS, st.integers(1, 5))
def test_any_batch_size_gives_the_same_table(rows: list[dict[str, str]], batch_rows: int) -> None:
    assert facts(read(rows, batch_rows)) == facts(read(rows))
    if rows:
        table = pa.Table.from_pylist(rows)
        assert facts(read(table, batch_rows)) == facts(read(table)) == facts(read(rows))
        stream = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=3))
        assert facts(read(stream, batch_rows)) == facts(read(rows))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("batches")


@given(ROWS.filter(bool), st.integers(1, 5), st.sampled_from(FILES))
def test_any_batch_size_gives_the_same_of_every_file(
    folder: Path, rows: list[dict[str, str]], batch_rows: int, ending: str
) -> None:
    path = folder / f"rows.{ending}"
    write_table(pa.Table.from_pylist(rows), path)
    assert facts(read(path, batch_rows)) == facts(read(path)) == facts(read_vacancies(path))


@given(ROWS)
def test_a_memory_that_starts_anew_changes_nothing(rows: list[dict[str, str]]) -> None:
    expected = facts(read(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(converting, "_MOST_REMEMBERED", 1)
        patch.setattr(converting, "_LONGEST_REMEMBERED", 3)
        assert facts(read(rows, 2)) == expected


def test_rows_are_numbered_through_all_batches() -> None:
    rows = [{"id": name, "title": "x"} for name in ("A", "B", "A", "", "B", "C")]
    table = read(rows, 2)
    assert table.ids == ("A", "B", "C")
    assert [(one.row, one.reason) for one in table.rejected] == [
        (3, "The id 'A' already stands in row 1."),
        (4, "'id' is empty."),
        (5, "The id 'B' already stands in row 2."),
    ]


def test_a_value_that_comes_again_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    original: Callable[..., object] = Vacancies.layout.read_cell

    def counted(raw: object, column: object) -> object:
        seen.append(raw)
        return original(raw, column)

    monkeypatch.setitem(Vacancies.layout.__dict__, "read_cell", counted)
    read([{"id": str(number), "title": "welder"} for number in range(6)], 2)
    assert seen.count("welder") == 1


def test_a_large_file_is_never_whole_in_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "groups.parquet"
    jobs = Vacancies.from_records(Vacancy(id=str(at), title=f"job {at}") for at in range(10))
    pq.write_table(jobs.to_arrow(), path, row_group_size=4)
    sizes: list[int] = []
    original = Sieve.sift

    def noted(sieve: Sieve, batch: Batch) -> pa.RecordBatch:
        sizes.extend({len(column.codes) for column in batch.columns.values()})
        return original(sieve, batch)

    monkeypatch.setattr(Sieve, "sift", noted)
    assert read(path, 3) == jobs
    assert sizes == [3, 3, 3, 1]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.sampled_from(["A", " A", "B", "C", "C/L", ""]),
                "title": st.just("x"),
                "kuota_pria": st.sampled_from(["", "", "2"]),
            }
        ),
        max_size=6,
    )
)
def test_ids_taken_together_are_those_taken_one_by_one(rows: list[dict[str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sieve, "_claims_all", lambda *_: False)
        alone = facts(read(rows, 2))
    assert facts(read(rows, 2)) == alone


# --- coded columns -----------------------------------------------------------------------

values = st.one_of(st.none(), st.booleans(), st.integers(-2, 2), st.floats(), st.text(max_size=2))


@given(st.lists(values))
def test_a_coded_column_holds_its_cells(cells: list[object]) -> None:
    column = Coded.of(cells)
    assert [repr(column.at(place)) for place in range(len(cells))] == [repr(cell) for cell in cells]
    assert len({(type(value), repr(value)) for value in column.values}) == len(column.values)
    assert column.codes.dtype == np.int32


def test_values_of_other_types_are_not_mixed_up() -> None:
    assert Coded.of([1, True, 1.0, "1", 1]).codes.tolist() == [0, 1, 2, 3, 0]


def test_equal_headers_are_refused_unless_blank() -> None:
    assert checked_header(["a", "", " ", ""]) == ("a", "", " ", "")
    with pytest.raises(InputError, match=r"Two columns have the same header: 'a'\. Rename"):
        checked_header(["a", "b", "a"])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_rows_are_alike_where_all_their_codes_are(rows: list[tuple[int, ...]]) -> None:
    columns = [np.array(column, np.int32) for column in zip(*rows, strict=True)] or [
        np.array([], np.int32)
    ]
    distinct, members = alike(columns)
    assert [distinct[member] for member in members] == rows
    assert len(set(distinct)) == len(distinct)


def test_a_column_has_a_value_where_one_of_its_rows_has() -> None:
    column = Coded([None, 0], np.array([0, 1, 0], np.int32))
    assert column.has_value(np.array([0, 1]))
    assert not column.has_value(np.array([0, 2]))
    assert not column.has_value(np.array([], dtype=np.intp))

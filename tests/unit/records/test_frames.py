"""Data frames: what every library's table reads as, and results in the caller's kind."""

import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from matcher.errors import InputError
from matcher.records import Candidate, Candidates, read_candidates, read_vacancies
from matcher.records.frames import frame_source, like_frame

TABLE = pa.table(
    {
        "nomor": [1, 2, 3],
        "jk": pa.array(["L", "P", None]).dictionary_encode(),
        "tgl_lahir": pa.array([date(2006, 3, 1), None, None]),
        "tb": pa.array([165, None, 170], pa.int16()),
        "kota": ["Pontianak", "é", None],
    }
)
EXPECTED = Candidates.from_records(
    [
        Candidate.model_validate(
            {
                "id": "1",
                "sex": "M",
                "birth_date": "2006-03-01",
                "height_cm": 165,
                "city": "Pontianak",
            }
        ),
        Candidate(id="2", sex="F", city="é"),
        Candidate(id="3", height_cm=170),
    ]
)
FRAMES: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": lambda table: table.to_pandas(),
    "pandas with Arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": pl.from_arrow,
    "polars lazy": lambda table: pl.LazyFrame(pl.from_arrow(table)),
    "pyarrow": lambda table: table,
    "duckdb": duckdb.from_arrow,
    "narwhals": nw.from_native,
}


@pytest.mark.parametrize("kind", FRAMES)
def test_a_frame_of_any_library_reads_as_its_arrow_table(kind: str) -> None:
    assert read_candidates(FRAMES[kind](TABLE)) == EXPECTED == read_candidates(TABLE)


@pytest.mark.parametrize("kind", FRAMES)
def test_a_frame_without_rows_is_an_empty_table(kind: str) -> None:
    table = read_candidates(FRAMES[kind](TABLE.slice(0, 0)))
    assert (len(table), table.rows_read) == (0, 0)


@pytest.mark.parametrize("kind", FRAMES)
def test_a_bad_row_of_a_frame_costs_only_itself(kind: str) -> None:
    frame = FRAMES[kind](pa.table({"id": ["A", "B"], "tb": ["tall", "165 cm"]}))
    table = read_candidates(frame)
    assert (table.ids, [one.row for one in table.rejected]) == (("B",), [1])


def test_columns_of_mixed_values_are_read_one_by_one() -> None:
    frame = pd.DataFrame(
        {
            "id": ["A", 2, 3.0],
            "tb": ["165 cm", 170, float("nan")],
            "tgl_lahir": [date(2006, 3, 1), "1/4/2006", pd.NaT],
            "keahlian": [["las", "bubut"], None, "las; ..."],
            "kota": [None, pd.NA, b"\xff"],
        },
        index=[7, 8, 9],
    )
    table = read_candidates(frame)
    assert [(one.id, one.height_cm, one.birth_date) for one in table] == [
        ("A", 165, date(2006, 3, 1)),
        ("2", 170, date(2006, 4, 1)),
    ]
    assert [claim.what for claim in table[0].skills.claims] == ["las", "bubut"]
    assert [(one.row, one.reason) for one in table.rejected] == [(3, "'b'\\xff'' is no text.")]
    assert table.notes == ()


def test_a_frame_of_vacancies_is_read_as_well() -> None:
    frame = pl.DataFrame({"id": ["V"], "jabatan": ["las"], "kuota_wanita": [2]})
    assert read_vacancies(frame).ids == ("V/P",)


def test_headers_that_are_no_texts_or_there_twice() -> None:
    assert read_candidates(pd.DataFrame({"id": ["A"], 5: ["x"]})).notes == (
        "'5' was ignored: it names no known column.",
    )
    twice = pd.DataFrame([["A", "x", "y"]], columns=["id", "kota", "kota"])
    with pytest.raises(InputError, match=r"(?s)cannot be read: .*kota"):
        read_candidates(twice)


@pytest.mark.parametrize(
    ("array", "city"),
    [
        (pa.array([1], pa.timestamp("ns")), "1970-01-01 00:00:00"),
        (pa.array(["x"], pa.string_view()), "x"),
        (pa.array(["x", "y"]).dictionary_encode().slice(1), "y"),
        (pa.nulls(1), None),
        (pa.array([1], pa.decimal128(5, 2)), "1.00"),
    ],
)
def test_arrow_values_of_many_types_are_read(array: pa.Array, city: str | None) -> None:
    table = read_candidates(pa.table({"id": ["A"], "kota": array}))
    assert table.rejected == ()
    assert table[0].city == city


@pytest.mark.parametrize(
    "array",
    [
        pa.array([2**62], pa.timestamp("s")),
        pa.array([2**31 - 1], pa.date32()),
        pa.array([b"x"]),
        pa.array([{"a": 1}]),
        pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")),
    ],
    ids=str,
)
def test_an_arrow_value_that_python_cannot_hold_costs_its_row(array: pa.Array) -> None:
    whole = pa.chunked_array([array, pa.nulls(1, array.type)])
    table = read_candidates(pa.table({"id": ["A", "B"], "tgl_lahir": whole}))
    assert (table.ids, [one.row for one in table.rejected]) == (("B",), [1])
    assert table.rejected[0].reason.endswith(("is no date.", "is no text."))


def test_what_is_no_frame_is_left_to_others() -> None:
    assert frame_source([1]) is None
    assert frame_source(5) is None


def test_lists_and_arrow_tables_need_no_frame_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals", None)
    assert read_candidates(TABLE) == EXPECTED
    assert read_candidates([{"id": "A"}]).ids == ("A",)


# --- results -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FRAMES)
def test_a_result_is_of_the_kind_that_was_given(kind: str) -> None:
    given = FRAMES[kind](pa.table({"x": [1]}))
    found = like_frame(TABLE, given)
    assert type(found) is type(given)
    assert read_candidates(found) == EXPECTED


def test_a_result_cannot_be_like_something_else() -> None:
    for other in ([1], "pandas", None, EXPECTED):
        with pytest.raises(InputError, match=r"is no data frame\. Give one of the kind that you"):
            like_frame(TABLE, other)

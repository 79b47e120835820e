"""Data tables are read row by row, and every row must say where it comes from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.errors import DataTableError
from matcher.tables import CONFIDENCES, Row, read_data_table

Write = Callable[[str], Path]
ROW = Row("levels.csv", 4, {"level": " N4 ", "rank": "2", "note": "", "aliases": "a; b;;c "})


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_text_is_stripped() -> None:
    assert ROW.text("level") == "N4"


def test_a_column_that_is_not_there_is_an_error_of_the_row() -> None:
    with pytest.raises(DataTableError, match=r"levels\.csv, row 4: there is no column 'cefr'\."):
        ROW.text("cefr")


def test_a_number_is_read() -> None:
    assert ROW.number_or_none("rank") == 2.0


def test_an_empty_number_is_none() -> None:
    assert ROW.number_or_none("note") is None


def test_a_number_that_is_none_is_an_error_that_quotes_it() -> None:
    with pytest.raises(DataTableError, match=r"row 4: 'N4' in 'level' is not a number\."):
        ROW.number_or_none("level")


def test_a_required_text_is_given_stripped() -> None:
    assert ROW.required("level") == "N4"


def test_a_required_text_may_not_be_empty() -> None:
    with pytest.raises(DataTableError, match="'note' is empty"):
        ROW.required("note")


def test_items_are_split_at_semicolons_without_empty_ones() -> None:
    assert ROW.items("aliases") == ("a", "b", "c")


def test_rows_are_numbered_as_an_editor_shows_them(write: Write) -> None:
    path = write("name,source,confidence\na,s,quoted\nb,s,derived\n")
    rows = list(read_data_table(path))
    assert [(row.number, row.text("name")) for row in rows] == [(2, "a"), (3, "b")]
    assert {row.table for row in rows} == {str(path)}


def test_a_byte_order_mark_is_no_part_of_the_first_column(write: Write) -> None:
    path = write("\ufeffname,source,confidence\na,s,quoted\n")
    assert next(read_data_table(path)).text("name") == "a"


def test_a_short_row_has_empty_cells_at_its_end(write: Write) -> None:
    path = write("source,confidence,note\ns,quoted\n")
    assert next(read_data_table(path)).text("note") == ""


def test_a_row_with_more_cells_than_the_header_is_refused(write: Write) -> None:
    path = write("source,confidence\ns,quoted,more\n")
    with pytest.raises(DataTableError, match="row 2: it has more cells than the header"):
        list(read_data_table(path))


def test_a_row_without_a_source_is_refused(write: Write) -> None:
    path = write("name,source,confidence\na,s,quoted\nb,,quoted\n")
    with pytest.raises(DataTableError, match="row 3: 'source' is empty"):
        list(read_data_table(path))


def test_an_unknown_confidence_is_refused_with_the_known_ones(write: Write) -> None:
    path = write("source,confidence\ns,sure\n")
    expected = r"confidence 'sure' is unknown\. Use one of: assumed, derived, quoted, recalled\."
    with pytest.raises(DataTableError, match=expected):
        list(read_data_table(path))


@pytest.mark.parametrize("confidence", sorted(CONFIDENCES))
def test_every_known_confidence_is_accepted(write: Write, confidence: str) -> None:
    path = write(f"source,confidence\ns,{confidence}\n")
    assert len(list(read_data_table(path))) == 1


def test_a_table_of_a_package_is_found_inside_it() -> None:
    rows = read_data_table("data/evidence.csv", package="matcher.records")
    assert next(rows).table == "data/evidence.csv"

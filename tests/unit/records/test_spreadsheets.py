"""Spreadsheets: read as the CSV of the same table would be, and written so that nothing runs."""

import io
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import fastexcel
import numpy as np
import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, MissingExtra
from matcher.records import (
    Candidate,
    Candidates,
    Vacancies,
    Vacancy,
    read_candidates,
    read_vacancies,
    workbook_checks,
    workbooks,
    write_table,
)
from record_strategies import candidates, vacancies

HEADER = ("id", "tgl_lahir", "tb", "kota", "keahlian")
Sheets = dict[str, list[list[object]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spreadsheets")


def workbook(path: Path, sheets: Sheets) -> Path:
    """A workbook with the given cells; days as days, `=` texts as formulas with an error."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date | time):
                        sheet.write_datetime(number, place, cell, day)
                    elif isinstance(cell, str) and cell.startswith("#"):
                        sheet.write_formula(number, place, "=1/0", None, cell)
                    elif cell is not None:
                        sheet.write(number, place, cell)
    return path


def read(folder: Path, *rows: list[object], **options: Any) -> Candidates:  # noqa: ANN401
    return read_candidates(workbook(folder / "in.xlsx", {"Data": [*rows]}), **options)


# --- reading -----------------------------------------------------------------------------


def test_cells_are_read_as_a_csv_would_have_them(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        list(HEADER),
        [7, date(2006, 3, 1), 165.5, "Pontianak", "las; bubut"],
        ["C8", datetime(2006, 3, 1), 165, True, 12],  # noqa: DTZ001
        ["C9", "17 Agustus 2005", "165 cm", 1.5, "las|||2024-05-01|2027-05-01"],
    )
    assert table.rejected == ()
    first = {"id": "7", "birth_date": "2006-03-01", "height_cm": 165.5, "city": "Pontianak"}
    assert table[0] == Candidate.model_validate({**first, "skills": "las; bubut"})
    assert (table[1].birth_date, table[1].height_cm, table[1].city) == (
        date(2006, 3, 1),
        165,
        "true",
    )
    assert (table[2].birth_date, table[2].height_cm, table[2].city) == (
        date(2005, 8, 17),
        165,
        "1.5",
    )
    assert (table[0].id, table[1].skills.claims[0].what) == ("7", "12")


def test_a_day_in_a_column_of_texts_has_no_midnight(tmp_path: Path) -> None:
    noon = datetime(2025, 8, 17, 12)  # noqa: DTZ001
    table = read(tmp_path, ["id", "kota"], [date(2025, 8, 17), date(2025, 8, 18)], ["B", noon])
    assert [(one.id, one.city) for one in table] == [
        ("2025-08-17", "2025-08-18"),
        ("B", "2025-08-17 12:00:00"),
    ]


def test_a_number_is_no_grouped_text(tmp_path: Path) -> None:
    table = read(tmp_path, ["id", "tb"], ["A", 165.125], ["B", "165.125"], ["C", 165.25])
    assert [one.height_cm for one in table] == [165.125, 165.25]
    assert [(one.row, one.reason) for one in table.rejected] == [
        (3, "'165.125' can be read in two ways.")
    ]


def test_rows_are_counted_as_the_spreadsheet_counts_them(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        [],
        [None, " "],
        ["id", "tb"],
        ["A", 165],
        [],
        ["B", "tall"],
        [" ", None],
        ["C"],
        [],
    )
    assert (table.ids, table.rows_read) == (("A", "C"), 3)
    assert [(one.row, one.column, one.value) for one in table.rejected] == [(6, "tb", "tall")]


def test_a_row_with_an_error_value_is_set_aside(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        ["id", "tb", "kota", "Catatan"],
        ["A", "#DIV/0!", "#N/A", None],
        ["B", 165, None, "#REF!"],
        ["C", 165, "#N/A", None],
    )
    assert table.ids == ("B",)
    assert [(one.row, one.column, one.value) for one in table.rejected] == [
        (2, "tb", "#DIV/0!"),
        (4, "kota", "#N/A"),
    ]
    assert table.rejected[0].reason == "The cell holds the error #DIV/0!."
    assert table.rejected[0].repair == "Correct its formula, or empty the cell."
    assert table.rows_read == 3


def test_a_sheet_is_chosen_by_name_or_number(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "in.xlsx", {"Data": [["id"], ["A"]], "2": [["id"], ["B"]], "Kosong": []}
    )
    assert read_candidates(path).ids == read_candidates(path, sheet="Data").ids == ("A",)
    assert read_candidates(path, sheet=2).ids == read_candidates(path, sheet="2").ids == ("B",)
    for wrong in (0, 4, -1, "data", "Lain"):
        with pytest.raises(InputError) as caught:
            read_candidates(path, sheet=wrong)
        assert caught.value.found.endswith(f"has no sheet {wrong!r}.")
        assert caught.value.repair == "Its sheets are: 1 'Data', 2 '2', 3 'Kosong'."
    with pytest.raises(InputError, match=r"is empty\. Choose another with sheet=\."):
        read_candidates(path, sheet="Kosong")


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    table = read(tmp_path, ["id", "kota"])
    assert (len(table), table.rows_read) == (0, 0)
    with pytest.raises(InputError, match="There is no column 'id'"):
        read(tmp_path, ["nama"], ["x"])
    with pytest.raises(InputError, match="Two columns have the same header: 'kota'"):
        read(tmp_path, ["id", "kota", "kota"])


def test_vacancies_take_a_sheet_as_well(tmp_path: Path) -> None:
    rows: list[list[object]] = [["id", "jabatan", "kuota_pria"], ["V", "tukang las", 3]]
    path = workbook(tmp_path / "in.xlsx", {"Petunjuk": [["x"]], "Lowongan": rows})
    (job,) = read_vacancies(path, sheet="Lowongan")
    assert (job.id, job.openings) == ("V/L", 3)


@pytest.mark.parametrize("option", [{"encoding": "utf-8"}, {"delimiter": ","}])
def test_options_of_text_files_are_refused(option: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"is given for a \.xlsx file\. Leave it out\."):
        read_candidates("in.xlsx", **option)
    with pytest.raises(InputError, match=r"A sheet is given for a \.csv file\. Leave it out\."):
        read_candidates("in.csv", sheet="Data")
    with pytest.raises(InputError, match="'sheet' is given for a source that is no file"):
        read_candidates([], sheet=1)


@pytest.mark.parametrize("ending", ["xls", "xlsb", "xlsm", "ods", "XLS"])
def test_other_workbooks_are_refused_with_a_way_out(ending: str) -> None:
    with pytest.raises(InputError, match=r"another kind than \.xlsx\. Save it as \.xlsx or \.csv"):
        read_candidates(f"in.{ending}")


@pytest.mark.parametrize("module", ["fastexcel", "xlsxwriter"])
def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    path = workbook(tmp_path / "in.xlsx", {"Data": [["id"], ["A"]]})
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=r"smk-matcher\[excel\]"):
        read_candidates(path) if module == "fastexcel" else write_table(pa.table({"a": [1]}), path)


# --- files that do harm ------------------------------------------------------------------


def changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with its sheet changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return workbook(tmp_path / "in.xlsx", {"Data": [["id"], ["A"]]})


@pytest.mark.parametrize("content", [b"", b"id,kota\nC,x\n", b"PK\x03\x04", b"\x00" * 5000])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "in.xlsx").write_bytes(content)
    with pytest.raises(InputError, match=r"is no readable workbook: .*Save it as \.xlsx again"):
        read_candidates(tmp_path / "in.xlsx")


def test_a_protected_or_older_workbook_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1" + b"\0" * 100)
    with pytest.raises(InputError, match=r"older workbook \(\.xls\) or protected by a password"):
        read_candidates(tmp_path / "in.xlsx")


def whole_workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write_column(0, 0, ["id", "A", "B"])
    return made.getvalue()


WHOLE = whole_workbook()


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(folder: Path, place: int, flip: int) -> None:
    damaged = bytearray(WHOLE)
    if flip:
        damaged[place] ^= flip
    else:
        del damaged[place:]
    path = folder / "damaged.xlsx"
    path.write_bytes(damaged)
    with suppress(InputError):
        table = read_candidates(path)
        assert len(table) + len(table.rejected) == table.rows_read


def test_a_file_that_unpacks_to_too_much_is_refused(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(small, lambda sheet: sheet + b" " * 100_000)
    assert read_candidates(small).ids == ("A",)
    monkeypatch.setattr(workbook_checks, "_MOST_UNPACKED", 100_000)
    with pytest.raises(InputError, match=r"too large to be opened safely: .* Export the sheet as"):
        read_candidates(small)


def test_a_small_file_that_swells_is_refused(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(small, lambda sheet: sheet + b" " * 10_000_000)
    assert read_candidates(small).ids == ("A",)
    monkeypatch.setattr(workbook_checks, "_SMALL", 1_000_000)
    with pytest.raises(InputError, match=r"0\.\d MB that unpack to 10 MB"):
        read_candidates(small)


def test_a_size_that_is_a_lie_is_found_out(small: Path) -> None:
    changed(small, lambda sheet: sheet + b" " * 3_000_000)
    with zipfile.ZipFile(small) as archive:
        (size,) = (part.file_size for part in archive.infolist() if part.file_size > 3_000_000)
    content = small.read_bytes()
    small.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 1000)))
    with pytest.raises(InputError, match="is no readable workbook: Bad CRC-32"):
        read_candidates(small)


FAR_ROW = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
FAR_CELLS = [
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b"<x:row xmlns:x='y' r='1048576'><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>",
    FAR_ROW + b'<row r="1"><c r="ZZ1"><v>1</v></c></row>',
    b"<row r='1'>" + b"<c><v>1</v></c>" * 16384 + b"</row>" + FAR_ROW,
    b'<row r="9"><c r="XFD9" t="inlineStr"><is><t>x</t></is></c></row>'
    + b"<row/>" * 9999
    + b"<row><c><v>1</v></c></row>",
]


@pytest.mark.parametrize("cell", FAR_CELLS, ids=range(len(FAR_CELLS)))
def test_a_cell_far_off_is_refused(small: Path, cell: bytes) -> None:
    changed(small, lambda sheet: sheet.replace(b"</sheetData>", cell + b"</sheetData>"))
    with pytest.raises(InputError, match=r"reaches over [\d,]+ rows and [\d,]+ columns\. Delete"):
        read_candidates(small)


def test_a_far_cell_that_is_only_coloured_does_no_harm(small: Path) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    changed(small, lambda sheet: sheet.replace(b"</sheetData>", cell))
    assert read_candidates(small).ids == ("A",)


# --- writing -----------------------------------------------------------------------------

HARMFUL = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "{=1}", "http://x.y", "mailto:a@b", "=\t1", "'=1")


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_table(pa.table({"=id": HARMFUL}), path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"<f>|<f |<hyperlink", sheet)
    cells = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_arrow()
    assert cells.column(0).to_pylist() == ["=id", *HARMFUL]


def agree(read: pa.Table, written: pa.Table) -> bool:
    """The same cells; of a number fifteen digits and six decimals are kept."""
    numbers = [field.name for field in written.schema if pa.types.is_floating(field.type)]
    alike = all(
        np.allclose(read[name], written[name], rtol=1e-12, atol=1e-6, equal_nan=True)
        for name in numbers
    )
    return alike and bool(read.drop(numbers) == written.drop(numbers))


@given(st.lists(candidates, max_size=3, unique_by=lambda one: one.id))
def test_candidates_come_back_from_a_workbook(folder: Path, drawn: list[Candidate]) -> None:
    table = Candidates.from_records(drawn)
    path = folder / "candidates.xlsx"
    write_table(table.to_arrow(), path)
    assert agree(read_candidates(path).to_arrow(), table.to_arrow())


@given(st.lists(vacancies(), max_size=3, unique_by=lambda one: one.id))
def test_vacancies_come_back_from_a_workbook(folder: Path, drawn: list[Vacancy]) -> None:
    table = Vacancies.from_records(drawn)
    path = folder / "vacancies.xlsx"
    write_table(table.to_arrow(), path)
    assert agree(read_vacancies(path).to_arrow(), table.to_arrow())


def test_values_keep_their_type(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    table = pa.table(
        {
            "score": pa.array([0.1, float("nan"), float("-inf")], pa.float32()),
            "rank": pa.array([1, None, 2**53 + 1]),
            "day": pa.array([date(2025, 12, 1), date(1890, 1, 1), None]),
            "yes": [True, None, False],
            "list": [["a"], None, []],
            "verdict": pa.array(["READY", "READY", None]).dictionary_encode(),
        }
    )
    write_table(table, path)
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_arrow()
    assert [list(row.values()) for row in sheet.to_pylist()] == [
        ["score", "rank", "day", "yes", "list", "verdict"],
        ["0.1", "1", "2025-12-01 00:00:00", "true", '["a"]', "READY"],
        ["nan", None, "1890-01-01", None, None, "READY"],
        ["-inf", "9007199254740993", None, "false", "[]", None],
    ]
    typed = fastexcel.read_excel(path).load_sheet(0, n_rows=1).to_arrow().schema
    assert [str(typed.field(name).type) for name in ("score", "day", "yes")] == [
        "double", "timestamp[ms]", "bool"
    ]  # fmt: skip


def test_the_header_is_bold_frozen_and_wide_enough(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_table(pa.table({"a": ["x" * 20, None], "a long name of a column": ["", "y" * 99]}), path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    widths = re.findall(r'<col min="\d" max="\d" width="(\d+)', sheet)
    assert widths == ["22", "60"]
    assert re.search(r'<c r="A1" s="1"', sheet)
    assert "<b/>" in styles


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_table(pa.table({"a": [1, 2]}), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_a_sheet_cannot_hold_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    with pytest.raises(InputError, match=r"32,767 characters, one of 'a' 32,768\. Write it as"):
        write_table(pa.table({"a": ["x" * 32_768]}), path)
    with pytest.raises(InputError, match=r"holds 1,048,575 rows, the table has 1,048,576\."):
        write_table(pa.table({"a": pa.nulls(1_048_576, pa.int8())}), path)
    assert not path.exists()
    monkeypatch.setattr(workbooks, "_MOST_ROWS", 3)
    write_table(pa.table({"a": [1, 2]}), path)
    with pytest.raises(InputError, match=r"Write it as \.parquet or \.csv\."):
        write_table(pa.table({"a": [1, 2, 3]}), path)

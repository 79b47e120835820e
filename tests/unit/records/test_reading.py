"""Reading: every row is accepted or set aside with a reason, whatever the file looks like."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.records import (
    Candidate,
    Candidates,
    Rejected,
    Vacancies,
    Vacancy,
    read_candidates,
    read_vacancies,
    write_table,
)
from record_strategies import PIECES

Reader = Callable[..., Candidates]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reading")


@pytest.fixture(scope="module")
def read(folder: Path) -> Reader:
    """Reads candidates from the content of a file."""

    def read_content(content: str | bytes, name: str = "in.csv", **options: Any) -> Candidates:  # noqa: ANN401
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_candidates(path, **options)

    return read_content


def problem(value: object, column: str = "height_cm") -> Rejected:
    """The rejection of a row that is good but for one value."""
    (rejected,) = read_candidates([{"id": "C", column: value}]).rejected
    assert (rejected.row, rejected.column) == (1, column)
    assert rejected.repair
    return rejected


def fact(value: object, column: str) -> Any:  # noqa: ANN401
    """What a candidate's field becomes."""
    table = read_candidates([{"id": "C", column: value}])
    assert table.rejected == ()
    return getattr(table[0], column)


def job(**cells: object) -> Vacancies:
    return read_vacancies([{"id": "V", "title": "welder", **cells}])


# --- laws --------------------------------------------------------------------------------

MESSY = st.lists(
    st.sampled_from([*PIECES, "\n", "\n", "\0", "x,", "id", ",,", ";;", '"\n', "31/2/2006"]),
    max_size=40,
).map("".join)


@given(MESSY, st.sampled_from(["csv", "tsv", "jsonl"]))
def test_every_row_is_accepted_or_rejected_once(read: Reader, body: str, kind: str) -> None:
    header = {"csv": "id,tgl_lahir\n", "tsv": "id\ttgl_lahir\n", "jsonl": '{"id": "C0"}\n'}[kind]
    table = read(header + body, f"messy.{kind}")
    rows = [rejected.row for rejected in table.rejected]
    assert len(table) == table.rows_accepted == table.rows_read - len(rows)
    assert rows == sorted(set(rows))
    assert all(1 <= row <= table.rows_read for row in rows)
    assert all(rejected.reason and rejected.repair for rejected in table.rejected)
    assert len(set(table.ids)) == len(table) == len(list(table))


BROKEN = (
    "bad", "bad,1/1/2006,x", '"bad,1/1/2006', '"ba"d,1/1/2006', "bad,31/2/2006", ",1/1/2006",
    "bad,\0", f"bad,{'x' * 100_001}", f"bad,{'x' * 140_000}", 'bad,"1/1/2006', '"""bad,1/1/2006',
)  # fmt: skip


@given(st.integers(0, 4), st.integers(0, 4), st.sampled_from(BROKEN), st.sampled_from("\n\r"))
def test_a_broken_row_costs_only_itself(
    read: Reader, before: int, after: int, broken: str, end: str
) -> None:
    lines = [f"C{number},1/1/2006" for number in range(before + after)]
    lines.insert(before, broken)
    table = read(end.join(["id,tgl_lahir", *lines]))
    assert table.ids == tuple(f"C{number}" for number in range(before + after))
    assert [rejected.row for rejected in table.rejected] == [before + 1]
    assert len(table.rejected[0].value) <= 200


@given(st.permutations(["id", "sex", "birth_date", "height_cm"]))
def test_the_order_of_columns_changes_nothing(header: list[str]) -> None:
    cells = {"id": "C", "sex": "?!", "birth_date": "31/2/2006", "height_cm": "tall"}
    (rejected,) = read_candidates([{name: cells[name] for name in header}]).rejected
    assert (rejected.column, rejected.value) == ("sex", "?!")


# --- files -------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_shows_the_delimiter(read: Reader, mark: str, delimiter: str) -> None:
    header = delimiter.join(["id", '"kota, kab; prov\tx"', "Nama"])
    row = delimiter.join(["C1", '"Pontianak, Kota; é"', "n"])
    table = read(f"{mark}{header}\n{row}\n", columns={"kota, kab; prov\tx": "city"})
    assert table[0] == Candidate(id="C1", city="Pontianak, Kota; é")
    assert table.notes == ("'Nama' was ignored: it names no known column.",)


def test_the_commonest_delimiter_of_the_header_wins(read: Reader) -> None:
    assert read("id;kota,x;jk\nC;a,b;L")[0].sex == "M"
    assert read("id,kota\nC,a;b\n")[0].city == "a;b"
    assert read("id\nC;1\n").ids == ("C;1",)


def test_the_delimiter_may_be_given(read: Reader) -> None:
    assert read("id:kota\nC:a,b", delimiter=":")[0].city == "a,b"
    assert read("sep=:\nid:kota\nC:a,b")[0].city == "a,b"
    assert read("sep=:\nid;kota\nC;a:b", delimiter=";")[0].city == "a:b"
    assert read('"SEP=;"\r\nid;kota\r\nC;b')[0].city == "b"
    for wrong in ("", ",,", '"', "\n"):
        with pytest.raises(InputError, match=r"cannot be a delimiter\. Use one character"):
            read("id\nC", delimiter=wrong)


def test_tsv_has_tabs_whatever_the_header_shows(read: Reader) -> None:
    assert read("id\tkota,a,b\nC\tx", "in.tsv", columns={"kota,a,b": "city"})[0].city == "x"
    assert read("id,kota\nC,x", "in.tsv", delimiter=",")[0].city == "x"


def test_other_encodings_are_found_or_given(read: Reader) -> None:
    text = "id,kota\nC,Café\n"
    assert read(text.encode("cp1252"))[0].city == "Café"
    (note,) = read(text.encode("cp1252")).notes
    assert note.startswith("The file is not UTF-8; it was read as Windows-1252.")
    assert read(text).notes == ()
    assert read(text.encode("utf-16"))[0].city == "Café"
    assert read(text.encode("utf-16-le"), encoding="utf-16-le")[0].city == "Café"
    assert read(b"\xef\xbb\xbf" + text.encode(), encoding="utf-8").ids == ("C",)
    assert read(text.encode("cp437"), encoding="cp437").notes == ()
    with pytest.raises(InputError, match="not in the encoding ascii: byte 13 does not fit"):
        read(text.encode("cp1252"), encoding="ascii")
    with pytest.raises(InputError, match="There is no encoding 'klingon'"):
        read(text, encoding="klingon")
    with pytest.raises(InputError, match="not in the encoding cp1252"):
        read(b"id\n\x81\xff")


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
@pytest.mark.parametrize("name", ["in.csv", "in.tsv", "in.jsonl"])
def test_an_empty_file_is_refused(read: Reader, content: str, name: str) -> None:
    with pytest.raises(InputError, match=r"is empty\. Check that it was exported fully\."):
        read(content, name)


def test_a_header_alone_is_an_empty_table(read: Reader) -> None:
    table = read("id,kota\n")
    assert (len(table), table.rows_read) == (0, 0)
    with pytest.raises(InputError, match="There is no column 'id'"):
        read("nama,kota\n")


def test_blank_lines_do_not_count(read: Reader) -> None:
    table = read('\n\nid,kota\n\nC1,x\n , \n"",\n\nC1,y\n,,\n')
    assert (table.ids, table.rows_read) == (("C1",), 2)
    assert table.rejected[0].row == 2


def test_what_is_no_readable_file_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file .*nowhere\.csv\. Check its name\."):
        read_candidates(folder / "nowhere.csv")
    (folder / "dir.csv").mkdir(exist_ok=True)
    with pytest.raises(InputError, match=r"dir\.csv cannot be read: Is a directory\."):
        read_candidates(folder / "dir.csv")
    with pytest.raises(InputError) as caught:
        read_candidates(str(folder / "in.doc"))
    assert caught.value.found.startswith("The suffix '.doc' of ")
    assert caught.value.repair == "Known: .csv, .tsv, .jsonl, .ndjson, .parquet, .xlsx."
    (folder / "bad.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match=r"bad\.parquet is no Parquet file"):
        read_candidates(folder / "bad.parquet")


def test_a_header_that_cannot_be_read_is_refused(read: Reader) -> None:
    with pytest.raises(InputError, match=r"The header cannot be read\. A quote is opened and nev"):
        read('"id,kota\nC,x\n')
    with pytest.raises(InputError, match=r"The header cannot be read\. There is nothing but"):
        read("sep=;\n")
    with pytest.raises(InputError, match="Two columns have the same header: 'kota'"):
        read("id,kota,kota\nC,x,y\n")
    with pytest.raises(InputError, match="There is no column 'id'"):
        read("nama,kota\nC,x\n")
    assert read("id,,\nC,x,y\n").ids == ("C",)


def test_rows_that_cannot_be_split_say_why(read: Reader) -> None:
    table = read('id,kota\nA\nB,x,y\n"C"x,y\nD,"z\nE,\0\n')
    assert [(one.row, one.column, one.value, one.reason) for one in table.rejected] == [
        (1, "", "A", "The row has 1 cells, the header has 2."),
        (2, "", "B | x | y", "The row has 3 cells, the header has 2."),
        (3, "", '"C"x,y', "A quoted cell goes on after its closing quote."),
        (4, "", 'D,"z', "A quote is opened and never closed."),
        (5, "kota", "\0", "The cell holds a NUL byte."),
    ]
    assert table.rows_read == 5


def test_long_cells_are_refused_not_cut(read: Reader) -> None:
    table = read(f"id,x\nA,{'y' * 100_000}\nB,{'y' * 100_001}\nC,{'y' * 200_000}\nD,\n")
    assert table.ids == ("A", "D")
    first, second = table.rejected
    assert (first.column, first.value) == ("x", "y" * 197 + "...")
    assert first.reason == "The cell has 100,001 characters; 100,000 are the most."
    assert second.reason == "A cell is far too long."
    assert second.repair == first.repair == "Shorten it, or look for a quote that never closes."


def test_a_cell_may_have_several_lines(read: Reader) -> None:
    table = read('id,kota\r\nC,"a\r\nb"\r\nD,c\r\n')
    assert [one.city for one in table] == ["a\r\nb", "c"]


def test_a_row_of_very_many_lines_is_a_quote_that_never_closes(read: Reader) -> None:
    def table(lines: int) -> Candidates:
        return read('id,kota\nA,"' + "\n" * lines + 'x"\nB,y\n')

    assert table(499).ids == ("A", "B")
    broken = table(500)
    assert broken.ids == ("B",)
    assert broken.rejected[0].reason == "A quote is opened and never closed."
    assert (broken.rejected[0].row, broken.rejected[0].value) == (1, 'A,"')


def test_quotes_that_open_each_other_cost_each_its_own_row(read: Reader) -> None:
    table = read("id,kota\n" + 'x","z\n' * 600 + "B,y\n")
    assert (table.ids, table.rows_read) == (("B",), 601)


def test_a_byte_far_inside_is_found_where_it_is(read: Reader) -> None:
    text = b"id,kota\n" + b"A,\xe2\x82\xac\n" * 400_000
    with pytest.raises(InputError, match="not in the encoding utf-8: byte 2400008 does not fit"):
        read(text + b"\xff", encoding="utf-8")
    with pytest.raises(InputError, match="not in the encoding utf-16"):
        read(b"i\0d\0\n\0A", encoding="utf-16")


def test_json_lines_may_each_have_other_keys(read: Reader) -> None:
    lines = [
        '{"id": "A", "TB": 165.5, "keahlian": ["las SMAW", "..."]}',
        "[1]",
        '{"id": "B", "bahasa": {"state": "complete", "claims": [{"what": "JLPT"}]}}',
        "{broken",
        "",
        '{"id": "C", "wishes": {"countries": ["Japan"], "wage_min": 5}, "keahlian": []}',
        '{"id": "D", "TB": NaN}',
        '{"id": "E", "kota": "\\u0000"}',
        "[" * 100_000,
    ]
    table = read("\r\n".join(lines), "in.jsonl")
    assert list(table) == [
        Candidate.model_validate({"id": "A", "height_cm": 165.5, "skills": "las SMAW; ..."}),
        Candidate.model_validate({"id": "B", "languages": "JLPT"}),
        Candidate.model_validate({"id": "C", "wishes": {"countries": ["Japan"], "wage_min": 5}}),
    ]
    reasons = {one.row: (one.column, one.reason.partition(":")[0]) for one in table.rejected}
    assert reasons == {
        2: ("", "The line is no JSON object."),
        4: ("", "The line is no JSON"),
        6: ("TB", "'nan' is no number that a fact can have."),
        7: ("kota", "The cell holds a NUL byte."),
        8: ("", "The line is no JSON"),
    }
    assert {one.repair for one in table.rejected if not one.column} == {
        "Write one JSON object per line."
    }
    assert table.rejected[1].value == "{broken"


def test_a_json_file_of_broken_lines_is_read_to_its_end(read: Reader) -> None:
    table = read("nonsense\n3\n", "in.jsonl")
    assert (len(table), table.rows_read, len(table.rejected)) == (0, 2, 2)
    assert table.notes == ()
    assert len(read(b"caf\xe9\n", "in.jsonl").notes) == 1


# --- other sources -----------------------------------------------------------------------


def test_arrow_data_of_any_shape_is_read(folder: Path) -> None:
    table = pa.table(
        {
            "nomor": pa.array([1, 2, 3]),
            "jk": pa.array(["L", "P", None]).dictionary_encode(),
            "tgl_lahir": pa.array([date(2006, 3, 1), None, None]),
            "tb": pa.array([165, None, 170], pa.int16()),
            "keahlian": pa.array([["las", "bubut"], [], None]),
        }
    )
    expected = [
        Candidate.model_validate(
            {"id": "1", "sex": "M", "birth_date": "2006-03-01", "height_cm": 165,
             "skills": "las; bubut"}
        ),
        Candidate(id="2", sex="F"),
        Candidate(id="3", height_cm=170),
    ]  # fmt: skip
    pq.write_table(table, folder / "in.parquet")
    for source in (table, table.to_batches()[0], folder / "in.parquet"):
        assert list(read_candidates(source)) == expected
    assert list(read_candidates(table.to_reader())) == expected


def test_frames_that_give_arrow_data_are_read() -> None:
    class OldFrame:
        def to_arrow(self) -> pa.Table:
            return pa.table({"id": ["C"]})

    class Frame(OldFrame):
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return self.to_arrow().__arrow_c_stream__(requested_schema)

    assert read_candidates(OldFrame()).ids == read_candidates(Frame()).ids == ("C",)


def test_records_and_mappings_may_be_mixed() -> None:
    first = Candidate.model_validate({"id": "A", "city": "X", "wishes": {"sectors": ["care"]}})
    table = read_candidates(iter([first, {"nomor": "A"}, {"id": "B", "asal": 1}]))
    assert list(table) == [first, Candidate(id="B")]
    # The two names of the id make two columns, of which only one is read.
    assert [one.reason for one in table.rejected] == ["'id' is empty."]


def test_no_rows_at_all_are_an_empty_table() -> None:
    sources: tuple[object, ...] = ([], iter(()), pa.table({"id": []}))
    for source in sources:
        assert read_candidates(source) == Candidates.from_records([])


def test_a_table_of_the_kind_is_returned_and_of_the_other_refused() -> None:
    table = Candidates.from_records([Candidate(id="C")])
    assert read_candidates(table) is table
    with pytest.raises(InputError, match=r"These are candidates, not vacancies\. Give vacancies\."):
        read_vacancies(table)
    with pytest.raises(InputError, match="A Vacancy stands among the candidates"):
        read_candidates([Vacancy(id="V", title="x")])


@pytest.mark.parametrize("source", [5, None, b"id", {"id": ["C"]}])
def test_what_is_no_table_is_refused(source: object) -> None:
    with pytest.raises(InputError, match=r"cannot be read as a table\. Give the path of a file"):
        read_candidates(source)


def test_items_that_are_no_rows_are_refused() -> None:
    with pytest.raises(InputError, match="Item 2 is a str, not a record or a mapping"):
        read_candidates([{"id": "C"}, "D"])


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("x.parquet", {"encoding": "utf-8"}),
        ("x.parquet", {"delimiter": ","}),
        ("x.jsonl", {"delimiter": ","}),
    ],
)
def test_options_that_do_not_fit_the_file_are_refused(name: str, option: dict[str, Any]) -> None:
    (word,) = option
    with pytest.raises(InputError, match=f"An? {word} is given for a .* file"):
        read_candidates(name, **option)
    with pytest.raises(InputError, match=f"'{word}' is given for a source that is no file"):
        read_candidates([], **option)


def test_a_mapping_names_columns_of_both_sides(read: Reader) -> None:
    table = read("code,Asal\nC,Y\n", columns={"asal": "city"})
    assert table[0] == Candidate(id="C", city="Y")
    with pytest.raises(UnknownName, match="No column 'town'"):
        read("id,Asal\nC,Y\n", columns={"Asal": "town"})
    with pytest.raises(UnknownName, match="No header 'Asl'"):
        read("id,Asal\nC,Y\n", columns={"Asl": "city"})


# --- values ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("L", "M"), ("p", "F"), ("Laki-laki", "M"), ("PEREMPUAN", "F"), ("male", "M"),
        ("female", "F"), ("M", "M"), ("f", "F"), ("pria", "M"), ("Wanita", "F"), ("?", None),
        ("-", None), ("", None), (" ", None), (None, None),
    ],
)  # fmt: skip
def test_words_for_sex_are_understood(text: str | None, sex: str | None) -> None:
    assert fact(text, "sex") == sex


@pytest.mark.parametrize("text", ["X", "L/P", "laki-laki/perempuan", "0", 1])
def test_other_words_for_sex_are_refused(text: object) -> None:
    rejected = problem(text, "sex")
    assert rejected.reason == f"'{text}' is unknown as 'sex'."
    assert rejected.repair == "Use one of: M, F; empty if unknown."


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("165", 165), ("165 cm", 165), ("165cm.", 165), ("165,5", 165.5), ("165.5 CM", 165.5),
        ("1,57 m", 157), (170, 170), (165.5, 165.5), (Decimal("165.25"), 165.25), ("?", None),
        ("-", None), ("1.65e2", 165), ("+165", 165),
    ],
)  # fmt: skip
def test_heights_are_understood(value: object, number: float | None) -> None:
    assert fact(value, "height_cm") == number


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("tall", "'tall' is no number."),
        ("nan", "'nan' is no number."),
        ("inf", "'inf' is no number."),
        ("165.125", "'165.125' can be read in two ways."),
        ("165+170", "'165+170' holds 2 figures of one height."),
        ("170-165", "The lowest value 170 is above the highest 165."),
        ("300", "'300.0' is not below 260."),
        ("0", "'0.0' is not above 30."),
        (float("nan"), "'nan' is no number that a fact can have."),
        (float("-inf"), "'-inf' is no number that a fact can have."),
        (10**400, "'inf' is no number that a fact can have."),
        (True, "'True' is no number."),
        ([165], "'[165]' is no number."),
    ],
)
def test_other_heights_are_refused(value: object, reason: str) -> None:
    assert problem(value).reason == reason


def test_an_ambiguous_number_shows_both_readings() -> None:
    assert problem("165,125").repair == "Write 165125 or 165.1250."
    assert fact("165.1250", "height_cm") == 165.125


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2006-03-01", date(2006, 3, 1)),
        ("1/3/2006", date(2006, 3, 1)),
        ("1 Maret 2006", date(2006, 3, 1)),
        (date(2006, 3, 1), date(2006, 3, 1)),
        (datetime(2006, 3, 1), date(2006, 3, 1)),  # noqa: DTZ001
        ("-", None),
    ],
)
def test_days_are_understood(value: object, day: date | None) -> None:
    assert fact(value, "birth_date") == day


@pytest.mark.parametrize(
    ("header", "value", "first", "last"),
    [
        ("birth_date", "2007", date(2007, 1, 1), date(2007, 12, 31)),
        ("birth_date", 2007, date(2007, 1, 1), date(2007, 12, 31)),
        ("tanggal lahir", 2007.0, date(2007, 1, 1), date(2007, 12, 31)),
        ("Tgl. Lahir", "Mei 2007", date(2007, 5, 1), date(2007, 5, 31)),
        ("tanggal_lahir", "2006/2007", date(2006, 1, 1), date(2007, 12, 31)),
        ("tahun lahir", 2007, date(2007, 1, 1), date(2007, 12, 31)),
        ("birth_year", "2006-2007", date(2006, 1, 1), date(2007, 12, 31)),
        ("ttl", "Sragen, Mei 2006", date(2006, 5, 1), date(2006, 5, 31)),
        ("ttl", "Sragen, 2006", date(2006, 1, 1), date(2006, 12, 31)),
        ("birth_date", "sejak 2006", date(2006, 1, 1), None),
        ("birth_date", "sebelum 2007", None, date(2006, 12, 31)),
    ],
)
def test_a_birth_without_a_day_is_known_by_its_ends(
    header: str, value: object, first: date | None, last: date | None
) -> None:
    table = read_candidates([{"id": "C", header: value}])
    assert table.rejected == ()
    assert (table[0].birth_date, table[0].birth_from, table[0].birth_to) == (None, first, last)


def test_ends_of_a_birth_have_columns_of_their_own() -> None:
    row = {"id": "C", "birth_from": "Mei 2006", "birth_to": "Mei 2007"}
    (found,) = read_candidates([row])
    assert (found.birth_from, found.birth_to) == (date(2006, 5, 1), date(2007, 5, 31))


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (
            {"tgl_lahir": "2006-03-01", "tahun_lahir": 2007},
            "tahun_lahir",
            "birth_from 2007-01-01 is above birth_date 2006-03-01.",
        ),
        (
            {"birth_from": "2007-01-01", "birth_to": "2006-12-31"},
            "birth_from",
            "birth_from 2007-01-01 is above birth_to 2006-12-31.",
        ),
        (
            {"tb": 171, "height_cm_to": 170},
            "tb",
            "height_cm 171.0 is above height_cm_to 170.0.",
        ),
        ({"tahun_lahir": "muda"}, "tahun_lahir", "'muda' is no year of birth."),
        ({"tgl_lahir": "2007-2006"}, "tgl_lahir", "'2007-2006' ends before it begins."),
    ],
)
def test_what_contradicts_of_a_person_is_refused(
    cells: dict[str, object], column: str, reason: str
) -> None:
    good = {"id": "A", "tgl_lahir": "2006-03-01", "tahun_lahir": 2006, "tb": "155-160"}
    table = read_candidates([good, {"id": "B", **cells}])
    (rejected,) = table.rejected
    assert table.ids == ("A",)
    assert (rejected.row, rejected.column, rejected.reason) == (2, column, reason)
    assert rejected.repair


@pytest.mark.parametrize(
    ("header", "value", "measure", "ends"),
    [
        ("tinggi", "155-160", "height_cm", (155, 160)),
        ("tb", "155 s/d 160 cm", "height_cm", (155, 160)),
        ("height_cm", "160+", "height_cm", (160, None)),
        ("height_cm", "1,55-1,6 m", "height_cm", (155, 160)),
        ("bb", "maks 60 kg", "weight_kg", (None, 60)),
        ("TB/BB", "155-160/50", "height_cm", (155, 160)),
        ("TB/BB", "155/50-55", "weight_kg", (50, 55)),
    ],
)
def test_a_measure_may_be_a_range(
    header: str, value: str, measure: str, ends: tuple[float | None, float | None]
) -> None:
    table = read_candidates([{"id": "C", header: value}])
    assert table.rejected == ()
    found = [getattr(table[0], f"{measure}{end}") for end in ("", "_from", "_to")]
    assert found == [None, *ends]


@pytest.mark.parametrize("value", [38777, 1.5, datetime(2006, 3, 1, 7), True])  # noqa: DTZ001
def test_other_values_for_days_are_refused(value: object) -> None:
    rejected = problem(value, "birth_date")
    assert rejected.reason == f"'{value}' is no date."
    assert rejected.repair == "Give a date without a time of day."
    assert problem("30/2/2006", "birth_date").reason.endswith("a date that does not exist.")


def test_ids_and_texts_may_have_been_guessed_to_be_numbers() -> None:
    table = read_candidates([{"id": 7, "kota": 1.0}, {"id": 8.0}, {"id": date(2025, 1, 1)}])
    assert table.ids == ("7", "8", "2025-01-01")
    assert table[0].city == "1"
    assert problem(1.5, "city").reason == "'1.5' is no text."
    assert problem(False, "city").reason == "'False' is no text."
    assert problem({"a": 1}, "city").repair == "Give a text."


def test_texts_are_bounded_and_printable() -> None:
    assert problem("x" * 1001, "city").reason == "The text is longer than 1000 characters."
    assert problem("a\x1fb", "city").reason == (
        "'a\x1fb' holds a character that is not allowed here."
    )
    assert problem("x" * 100_001, "skills").reason.startswith("The cell has 100,001 characters")
    assert problem("a\0", "city").repair == "Export the file again."
    assert fact(" - ", "city") is None


def test_list_cells_are_checked() -> None:
    assert problem("|N4", "languages").reason == "The item '|N4' names nothing."
    assert problem("a||gossip", "skills").reason == "'gossip' is no grade of evidence."
    assert problem("a|||2025-01-02|2025-01-01", "skills").reason == (
        "'a' ends on 2025-01-01, before it begins on 2025-01-02."
    )
    assert problem([{"wat": 1}], "skills").reason == "The field 'what' is missing."
    assert problem([{"what": "a", "wat": 1}], "skills").reason == "There is no field 'wat'."
    assert problem({"state": "full"}, "skills").reason.startswith("'full' is none of 'absent'")
    assert fact("-", "skills").state == "complete"
    assert fact(12, "skills").claims[0].what == "12"


def test_wishes_are_flat_columns() -> None:
    row = {"id": "C", "negara_tujuan": "Japan; South Korea", "wish_sectors": "-",
           "gaji_minimal": "1.500.000", "mata_uang": "Rp"}  # fmt: skip
    wishes = read_candidates([row])[0].wishes
    assert (wishes.countries, wishes.sectors) == (("Japan", "South Korea"), ())
    assert (wishes.wage_min, wishes.currency) == (1_500_000, "IDR")
    assert problem("rupiah?", "wish_currency").reason == "'rupiah?' is no known currency."


def test_an_id_must_be_there_and_new() -> None:
    rows = [{"id": "A"}, {"id": " "}, {"id": None}, {"id": " A "}, {"id": "-"}, {"id": "a"}]
    table = read_candidates(rows)
    assert table.ids == ("A", "-", "a")
    assert [(one.row, one.value, one.reason) for one in table.rejected] == [
        (2, " ", "'id' is empty."),
        (3, "", "'id' is empty."),
        (4, " A ", "The id 'A' already stands in row 1."),
    ]
    assert table.rejected[0].repair == "Fill it, or delete the row."
    assert table.rejected[2].repair == "Give each row its own id, or delete one."


def test_a_bad_row_does_not_keep_an_id() -> None:
    table = read_candidates([{"id": "A", "tb": "x"}, {"id": "A", "tb": "165"}])
    assert (table.ids, [one.row for one in table.rejected]) == (("A",), [1])


def test_rejections_name_the_header_of_the_source() -> None:
    (rejected,) = read_candidates([{"id": "A", "Tgl. Lahir": "x"}]).rejected
    assert str(rejected) == (
        "Row 1, column 'Tgl. Lahir': 'x' is no date. Write it as 2025-08-17 or 17/08/2025."
    )
    bare = Rejected(2, "", "x", "It is bad.", "Repair it.")
    assert str(bare) == "Row 2: It is bad. Repair it."


# --- vacancies ---------------------------------------------------------------------------


def test_indonesian_headers_of_vacancies_are_known(folder: Path) -> None:
    path = folder / "lowongan.csv"
    path.write_text(
        "No;Jabatan;Negara;Kuota;Jenis Kelamin;Usia Min;Usia Maks;TB Min Pria;Gaji;Mata Uang;"
        "Gaji Per;Masa Berlaku SIP2MI;Kontrak;Bahasa;Pendidikan;Jenis Pengguna;Verifikasi\n"
        "1;Perawat;Taiwan;16 orang;L/P;20 tahun;40;165 cm;28590,00;NT$;bulan;31/05/2026;3 tahun;"
        "Mandarin|A1 atau Hokkien|A1;SMA/SMK;panti;sudah\n",
        encoding="utf-8",
    )
    table = read_vacancies(path)
    assert table.rejected == ()
    expected = {
        "id": "1", "title": "Perawat", "country": "Taiwan", "openings": 16, "age_min": 20,
        "age_max": 40, "height_min_male": 165, "wage_min": 28590, "currency": "TWD",
        "wage_period": "month", "permit_until": "2026-05-31", "contract_months": 36,
        "languages": "Mandarin|A1 or Hokkien|A1", "education": "SMA/SMK",
        "employer_type": "institution", "verification": "verified",
    }  # fmt: skip
    assert table[0] == Vacancy.model_validate(expected)


def test_the_options_serve_vacancies_as_well(folder: Path) -> None:
    path = folder / "options.csv"
    path.write_bytes("kode:nama:x,y,z\nV:Köchin:1\n".encode("cp850"))
    table = read_vacancies(path, columns={"nama": "title"}, encoding="cp850", delimiter=":")
    assert table == Vacancies.from_records([Vacancy(id="V", title="Köchin")])
    assert table[0].openings is None


def test_quotas_by_sex_become_two_vacancies_of_one_order() -> None:
    rows = [
        {"id": "X", "title": "operator", "kuota_pria": 16, "kuota_wanita": "25"},
        {"id": "Y", "title": "welder", "openings": "", "skills": "las"},
        {"id": "Z", "title": "cook", "kuota_wanita": 2, "order_id": "O"},
    ]
    table = read_vacancies(rows)
    assert (table.rows_read, table.rows_accepted, len(table)) == (3, 3, 4)
    found = [(one.id, one.order_id, one.sex, one.openings) for one in table]
    assert found == [
        ("X/L", "X", "M", 16), ("X/P", "X", "F", 25), ("Y", None, None, None), ("Z/P", "O", "F", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "rejected", "column", "value"),
    [
        ([{"id": "X/L"}, {"id": "X", "openings_male": 1}], 2, "id", "X"),
        ([{"id": "X", "openings_male": 1}, {"id": "X"}], 2, "id", "X"),
        ([{"id": "X", "openings_female": 1}, {"id": "X/P"}], 2, "id", "X/P"),
        ([{"id": "x" * 200, "openings_male": 1}], 1, "id", "x" * 200),
        ([{"id": "X", "openings_male": 1, "openings": 2}], 1, "openings_male", "1"),
        ([{"id": "X", "openings_female": 1, "sex": "L"}], 1, "openings_female", "1"),
        ([{"id": "X", "openings_female": "1,5"}], 1, "openings_female", "1,5"),
        ([{"id": "X", "openings_female": -1}], 1, "openings_female", "-1"),
    ],
)
def test_quotas_that_cannot_be_are_refused(
    rows: list[dict[str, object]], rejected: int, column: str, value: str
) -> None:
    table = read_vacancies([{"title": "t", **row} for row in rows])
    found = [(one.row, one.column, one.value) for one in table.rejected]
    assert found == [(rejected, column, value)]
    assert table.rows_accepted == len(rows) - 1


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"wage_min": 5, "wage_max": 3}, "wage_min", "wage_min 5.0 is above wage_max 3.0."),
        ({"permit_from": "2025-02-01", "permit_until": "2025-01-01"}, "permit_from",
         "permit_from 2025-02-01 is above permit_until 2025-01-01."),
        ({"age_min": 40, "usia_maks": 30}, "age_min",
         "Age: the minimum 40 is above the maximum 30."),
        ({"sex": "P", "tb_maks_wanita": 150, "height_min": 160}, "height_min",
         "Height: the minimum 160 is above the maximum 150."),
        ({"age_max": "30,5"}, "age_max", "age_max 30.5 is no whole number of years."),
        ({"age_min": 200}, "age_min", "'200.0' is above 120."),
        ({"openings": 1.5}, "openings", "'1.5' is no whole number."),
        ({"openings": "2,5 orang"}, "openings", "'2,5' is no whole number."),
        ({"wage_year": 1900}, "wage_year", "'1900' is below 1990."),
        ({"title": ""}, "title", "'title' is empty."),
        ({"wage_period": "week"}, "wage_period", "'week' is unknown as 'wage_period'."),
        ({"skills": "a|||2025-01-01"}, "skills",
         "The requirement 'a' has dates; a requirement has none."),
        ({"requirements": "[{]"}, "requirements", "It is no JSON: "),
        ({"requirements": '[{"expression": {"any": []}}]'}, "requirements", "'any' is empty."),
        ({"requirements": "[{}]"}, "requirements", "The field 'expression' is missing."),
        ({"requirements": '[{"expression": {"age_min": 40, "age_max": 30}}]'}, "requirements",
         "Age: the minimum 40 is above the maximum 30."),
        ({"requirements": "{}"}, "requirements", "It should be a valid array."),
        ({"nice_skills": [{"age_min": 18}]}, "nice_skills",
         "Personal facts never earn score: make it a must or leave it out."),
    ],
)  # fmt: skip
def test_bad_vacancies_are_refused(cells: dict[str, object], column: str, reason: str) -> None:
    table = job(**cells)
    (rejected,) = table.rejected
    assert rejected.column == column
    assert rejected.reason.startswith(reason)
    for internal in ("Value error", "http", "validation error", "Input should"):
        assert internal not in rejected.reason + rejected.repair


def test_words_for_either_sex_leave_it_open() -> None:
    assert job(sex="Laki-laki/Perempuan")[0].sex is None
    assert job(sex="P")[0].sex == "F"
    assert job(openings="1.500 orang")[0].openings == 1500
    assert job(openings=Decimal(3))[0].openings == 3


def test_requirements_are_read_from_json() -> None:
    asked = [{"expression": {"any": [{"age_min": 20}, {"section": "skills", "what": "las"}]}}]
    expected = Vacancy.model_validate({"id": "V", "title": "welder", "requirements": asked})
    assert job(requirements=json.dumps(asked))[0] == job(requirements=asked)[0] == expected
    assert job(requirements="")[0].requirements == ()


# --- cells as adverts and registers have them --------------------------------------------

ADVERTS = {
    "no": ["1", "2", "3", "4", "5", "6"],
    "jabatan": ["Nurse", "Operator", "Kitchen", "Caregiver", "Welder", "Welder"],
    "negara": ["Taiwan", "Malaysia", "", "Taiwan", "Jepang", "Jepang"],
    "usia": ["19 s/d 28", "18 s.d 38", "kelahiran 3 Juni 1985 – 4 Juni 2007",
             "pria 18-35, wanita 20-40", "min 18 – 35", "tua"],
    "tinggi badan": ["", "1,60 m", "155", "pria min 165, wanita min 155", "", ""],
    "tb/bb": ["TB/BB 160/50", "", "", "", "165/55", ""],
    "gaji": ["NT 21.009", "RM 1,800 + Komisi RM 15 / jam", "US$ 300,00 /bln", "UMR Taiwan",
             "180.000", ""],
    "kuota": ["2 (L) 3 (P)", "", "100+", "-", "1.500", "7"],
    "keberangkatan": ["", "", "4/6/2025", "", "", ""],
    "berlaku sampai": ["Mei 2027", "", "", "", "Februari 2028", ""],
}  # fmt: skip
ADVERTS_READ: list[dict[str, object]] = [
    {"id": "1/L", "order_id": "1", "sex": "M", "openings": 2, "age_min": 19, "age_max": 28,
     "height_min": 160, "weight_min": 50, "wage_min": 21009, "currency": "TWD",
     "permit_until": "2027-05-31"},
    {"id": "1/P", "order_id": "1", "sex": "F", "openings": 3, "age_min": 19, "age_max": 28,
     "height_min": 160, "weight_min": 50, "wage_min": 21009, "currency": "TWD",
     "permit_until": "2027-05-31"},
    {"id": "2", "age_min": 18, "age_max": 38, "height_min": 160, "wage_min": 1800,
     "currency": "MYR", "note": "Komisi RM 15 / jam"},
    {"id": "3", "age_min": 18, "age_max": 40, "height_min": 155, "wage_min": 300,
     "currency": "USD", "wage_period": "month", "openings": 100, "departure": "2025-06-04"},
    {"id": "4", "age_min_male": 18, "age_max_male": 35, "age_min_female": 20,
     "age_max_female": 40, "height_min_male": 165, "height_min_female": 155,
     "note": "UMR Taiwan"},
    {"id": "5", "age_min": 18, "age_max": 35, "height_min": 165, "weight_min": 55,
     "wage_min": 180000, "currency": "JPY", "openings": 1500, "permit_until": "2028-02-29"},
]  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet", "xlsx"])
def test_adverts_are_read_as_they_are_written(folder: Path, ending: str) -> None:
    path = folder / f"adverts.{ending}"
    write_table(pa.table(ADVERTS), path)
    table = read_vacancies(path)
    expected = []
    for cells in ADVERTS_READ:
        place = ADVERTS["no"].index(str(cells["id"])[0])
        names = {"title": ADVERTS["jabatan"][place], "country": ADVERTS["negara"][place]}
        expected.append(Vacancy.model_validate({**cells, **names}))
    assert list(table) == expected
    (rejected,) = table.rejected
    assert (rejected.row, rejected.column, rejected.value) == (
        7 if ending == "xlsx" else 6, "usia", "tua",
    )  # fmt: skip
    assert (table.rows_read, table.notes) == (6, ())


REGISTER = {
    "nomor peserta": ["P1", "P2", "P3"],
    "ttl": ["Sragen, 3 Juni 2006", "Kab. Sambas, 12-01-2005", "Sambas"],
    "tb/bb": ["165/55", "150 cm / 45 kg", ""],
    "bahasa": ["JFT-Basic|Proses; JLPT N4: Lulus", "JFT-Basic A2|Lulus; English|A2", ""],
    "sertifikat": ["SSW Kaigo (Proses)", "SSW Kaigo|||Mei 2025|Mei 2027", ""],
}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_registers_of_candidates_are_read_as_they_are_written(folder: Path, ending: str) -> None:
    path = folder / f"register.{ending}"
    write_table(pa.table(REGISTER), path)
    table = read_candidates(path)
    expected = [
        {"id": "P1", "birth_date": "2006-06-03", "height_cm": 165, "weight_kg": 55,
         "languages": "JLPT N4||test", "certificates": "-"},
        {"id": "P2", "birth_date": "2005-01-12", "height_cm": 150, "weight_kg": 45,
         "languages": "JFT-Basic A2||test; English|A2",
         "certificates": "SSW Kaigo|||2025-05-01|2027-05-31"},
    ]  # fmt: skip
    assert list(table) == [Candidate.model_validate(cells) for cells in expected]
    (rejected,) = table.rejected
    assert str(rejected).endswith(
        "column 'ttl': 'Sambas' is no day of birth. Write it as Sragen, 3 Juni 2006."
    )


@pytest.mark.parametrize(
    ("header", "cell", "reason"),
    [
        ("Usia", "35-20", "The lowest value 35 is above the highest 20."),
        ("Umur", "28", "'28' does not say whether 28 is the lowest or the highest age."),
        ("Batas Usia", "kelahiran 1985 – 2007", "'kelahiran 1985 – 2007' gives days of birth"),
        ("TB", "16 cm", "'16' is no height of a grown person."),
        ("Gaji", "Rp 100.000 / hari", "'Rp 100.000 / hari' is a wage per day."),
        ("Gaji", "NT 21.009 / 22.000 / 23.000", "'NT 21.009 / 22.000 / 23.000' holds 3 wages."),
        ("Kuota", "5-10", "'5-10' names no number of seats."),
        ("Kuota", "banyak", "'banyak' is no number of seats."),
        ("Kuota", "-3", "'-3' is below 0."),
        ("Kuota", "5 L/P, 3 L", "'5 L/P, 3 L' holds seats by sex and seats for both."),
        ("Berlaku sampai", "Mey 2027", "'Mey 2027' is no date."),
        ("Keberangkatan", "Mei 2027", "'Mei 2027' is a month without a day."),
    ],
)
def test_a_bad_cell_is_named_by_its_own_header(header: str, cell: str, reason: str) -> None:
    (rejected,) = job(**{header: cell}).rejected
    assert (rejected.column, rejected.value) == (header, cell)
    assert rejected.reason.startswith(reason)
    assert rejected.repair


@pytest.mark.parametrize("empty", ["", "-", "?", None])
def test_seats_that_nobody_tells_are_unknown(empty: str | None) -> None:
    assert job(kuota=empty)[0].openings is None
    assert job(kuota="0")[0].openings == 0


def test_a_month_is_its_first_day_where_something_begins_and_its_last_where_it_ends() -> None:
    found = job(permit_from="Mei 2025", permit_until="Mei 2027", posted="Mei 2025")[0]
    assert (found.permit_from, found.posted) == (date(2025, 5, 1), date(2025, 5, 1))
    assert found.permit_until == date(2027, 5, 31)


@pytest.mark.parametrize("height", [1.6, "1,6"])
def test_a_bound_of_height_in_metres_is_refused(height: object) -> None:
    (rejected,) = job(height_min=height).rejected
    assert (rejected.column, rejected.reason) == ("height_min", "'1.6' is not above 30.")
    assert job(height_min="1,6 m")[0].height_min == job(tinggi=height)[0].height_min == 160


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".parquet"])
def test_a_cell_of_ten_megabytes_costs_its_own_row(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graduates{suffix}"
    rows = [{"id": "A", "skills": "las"}, {"id": "B", "skills": "x" * 10_000_000},
            {"id": "C", "skills": "masak"}]  # fmt: skip
    write_table(pa.Table.from_pylist(rows), path)
    table = read_candidates(path)
    assert table.ids == ("A", "C")
    (rejected,) = table.rejected
    assert (rejected.row, table.rows_read) == (2, 3)
    assert len(rejected.value) <= 200
    assert "Shorten it" in rejected.repair

"""The texts of a file: from one column of any table, or line by line; rows as the file counts."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher.errors import InputError, UnknownName
from matcher.normalizing import Normalizer
from matcher.normalizing.mentions import Mention, read_mentions, resolved_table
from matcher.records.writing import write_table

CELLS = ["las SMAW 3G||BNSP; forklift ; ...", None, "-", "TKR"]
EXPECTED = (Mention(1, "las SMAW 3G"), Mention(1, "forklift"), Mention(4, "TKR"))


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".parquet"])
def test_a_list_cell_gives_its_items_without_their_details(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"people{suffix}"
    write_table(pa.table({"id": ["A", "B", "C", "D"], "Skills": CELLS}), path)
    assert read_mentions(path, "skills").listed == EXPECTED


def test_a_workbook_counts_rows_as_it_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    write_table(pa.table({"id": ["A", "B", "C", "D"], "Skills": CELLS}), path)
    below_header = tuple(one._replace(row=one.row + 1) for one in EXPECTED)
    assert read_mentions(path, "SKILLS").listed == below_header


def test_lists_of_a_parquet_file_give_their_items(tmp_path: Path) -> None:
    path = tmp_path / "lists.parquet"
    pq.write_table(pa.table({"teks": [["a", "b; c"], [], ["d"]]}), path)
    assert read_mentions(path).listed == (
        Mention(1, "a"), Mention(1, "b"), Mention(1, "c"), Mention(3, "d"),
    )  # fmt: skip


def test_other_files_are_read_line_by_line_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "titles.txt"
    path.write_bytes("\ufeffDriver; Kuala Lumpur\r\n\r\n  溶接 | 工\n".encode())
    read = read_mentions(path)
    assert read.listed == (Mention(1, "Driver; Kuala Lumpur"), Mention(3, "溶接 | 工"))
    assert read.texts == ["Driver; Kuala Lumpur", "溶接 | 工"]
    assert repr(read) == "<Mentions: 2 texts>"


def test_the_column_of_texts_is_known_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "phrases.csv"
    path.write_text("id,Frasa\nA,las\n", "utf-8")
    assert read_mentions(path).texts == ["las"]
    path.write_text("Keahlian,\nlas,\n", "utf-8")
    assert read_mentions(path).texts == ["las"]


def test_which_of_several_columns_must_be_said(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,skills\nA,las\n", "utf-8")
    with pytest.raises(InputError, match=r"several columns: 'id', 'skills'\. .*--column"):
        read_mentions(path)
    with pytest.raises(UnknownName, match="Did you mean 'skills'"):
        read_mentions(path, "skill")


def test_a_column_of_lines_is_no_column(tmp_path: Path) -> None:
    path = tmp_path / "titles.txt"
    path.write_text("las\n", "utf-8")
    with pytest.raises(InputError, match="is no table"):
        read_mentions(path, "skills")


def test_rows_that_cannot_be_read_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,text\nA,las\nB,x,y\nC,la\0s\nD,TKR\n", "utf-8")
    read = read_mentions(path)
    assert read.texts == ["las", "TKR"]
    assert [one.row for one in read.rejected] == [2, 3]


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text("[]\n", "utf-8")
    with pytest.raises(InputError, match="There is no row"):
        read_mentions(path)


def test_every_mention_has_a_row_of_what_it_means() -> None:
    mentions = [Mention(3, "TKR"), Mention(4, "notaris"), Mention(9, "TKR")]
    texts = ["TKR", "notaris"]
    found = dict(zip(texts, Normalizer().resolve_many(texts), strict=True))
    rows = resolved_table(mentions, found).to_pylist()
    assert [(row["row"], row["text"]) for row in rows] == [(3, "TKR"), (4, "notaris"), (9, "TKR")]
    assert rows[0] == {
        "row": 3, "text": "TKR", "id": found["TKR"].id, "label": found["TKR"].label,
        "kind": "education", "confidence": 1.0, "method": "alias",
    }  # fmt: skip
    assert (rows[1]["id"], rows[1]["method"]) == (None, "abstained")

"""Lists and tables of labels in any form become a taxonomy; what cannot be used is told."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.records import write_table
from matcher.taxonomy import Concept, Label, Taxonomy

ROWS = [
    {"id": "w", "label": "溶接工", "language": "ja", "description": "", "kind": "job",
     "aliases": ""},
    {"id": "w", "label": "welder", "language": "en", "description": "Joins metal.", "kind": "",
     "aliases": "metal joiner; stick man"},
    {"id": "c", "label": "juru masak", "language": "id", "description": "", "kind": "",
     "aliases": ""},
]  # fmt: skip
EXPECTED = (
    Label("溶接工", "ja", "w"),
    Label("welder", "en", "w"),
    Label("metal joiner", "en", "w"),
    Label("stick man", "en", "w"),
    Label("juru masak", "id", "c"),
)
names = st.text("abcXYZ 溶接", min_size=1).filter(str.strip)


@given(st.lists(st.tuples(st.sampled_from("abc"), names, st.sampled_from(("en", "id", "ja")))))
def test_labels_may_each_have_a_language(rows: list[tuple[str, str, str]]) -> None:
    ids, labels, languages = map(list, zip(*rows, strict=True)) if rows else ([], [], [])
    taxonomy = Taxonomy.from_labels(ids, labels, language=languages)
    assert {(one.concept, one.text, one.language) for one in taxonomy.labels} == set(rows)
    for concept in taxonomy:
        own = [(text, language) for name, text, language in rows if name == concept.id]
        english = [text for text, language in own if language == "en"] or [own[0][0]]
        indonesian = [text for text, language in own if language == "id"] or english
        assert (concept.label_en, concept.label_id) == (english[0], indonesian[0])


def test_a_label_without_a_language_among_others_serves_every_one() -> None:
    taxonomy = Taxonomy.from_labels(["a", "b"], ["nurse", "las"], language=["en", None])
    assert [label.language for label in taxonomy.labels] == ["en", "mul"]


def test_a_language_per_label_means_one_for_each() -> None:
    with pytest.raises(InputError, match="There are 2 ids and 1 languages"):
        Taxonomy.from_labels(["a", "b"], ["x", "y"], language=["en"])


@given(st.lists(st.tuples(st.sampled_from("abc"), names), min_size=1))
def test_a_table_says_what_lists_say(rows: list[tuple[str, str]]) -> None:
    cells = [{"id": name, "label": " ".join(text.split())} for name, text in rows]
    ids, labels = [row["id"] for row in cells], [row["label"] for row in cells]
    assert Taxonomy.from_table(cells) == Taxonomy.from_labels(ids, labels)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
def test_every_kind_of_file_gives_the_same(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"jobs.{suffix}"
    write_table(pa.Table.from_pylist(ROWS), path)
    taxonomy = Taxonomy.from_table(path)
    assert taxonomy.labels == EXPECTED
    assert taxonomy["w"] == Concept("w", "job", "welder", "welder", description="Joins metal.")
    assert taxonomy["c"].kind == "concept"
    assert not taxonomy.rejected


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, pa.Table.from_pylist], ids=repr)
def test_every_kind_of_frame_gives_the_same(frame: Any) -> None:  # noqa: ANN401 - three libraries
    assert Taxonomy.from_table(frame(ROWS)).labels == EXPECTED


def test_columns_go_by_their_indonesian_names_or_by_those_chosen() -> None:
    by_name = Taxonomy.from_table([{"Kode": "7212", "Judul": "Tukang las", "Uraian": "Las."}])
    chosen = {"nr": "id", "was": "label", "mehr": "description"}
    by_choice = Taxonomy.from_table(
        [{"nr": "7212", "was": "Tukang las", "mehr": "Las.", "id": "x"}], columns=chosen
    )
    assert by_name == by_choice
    assert by_name["7212"].description == "Las."


def test_of_headers_that_differ_only_in_form_the_first_is_read() -> None:
    assert Taxonomy.from_table([{"Label": "las", "label": "no", "ID": "w"}])["w"].label_en == "las"


def test_what_rows_do_not_say_is_said_for_all() -> None:
    taxonomy = Taxonomy.from_table([{"id": "w", "label": "las"}], language="id", kind="skill")
    assert taxonomy.labels == (Label("las", "id", "w"),)
    assert taxonomy["w"].kind == "skill"


@pytest.mark.parametrize(
    ("value", "text"),
    [(7212, "7212"), (7212.0, "7212"), (np.int64(7212), "7212"), (Decimal("7.5"), "7.5"),
     (1.5, "1.5"), (2**60, str(2**60))],
)  # fmt: skip
def test_an_id_that_a_source_took_for_a_number_is_its_digits(value: object, text: str) -> None:
    assert text in Taxonomy.from_table([{"id": value, "label": "las"}])


def test_aliases_may_be_a_list() -> None:
    taxonomy = Taxonomy.from_table([{"id": "w", "label": "las", "aliases": ["a; b", "c"]}])
    assert [label.text for label in taxonomy.labels] == ["las", "a", "b", "c"]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"id": "", "label": "las"}, "id", "It is empty."),
        ({"id": None, "label": "las"}, "id", "It is empty."),
        ({"id": float("nan"), "label": "las"}, "id", "It is empty."),
        ({"id": True, "label": "las"}, "id", "'True' is no text."),
        ({"id": {"a": 1}, "label": "las"}, "id", "'{'a': 1}' is no text."),
        ({"id": "a\x1bb", "label": "las"}, "id", "The name holds a control character."),
        ({"id": "x", "label": " "}, "label", "It is empty."),
        ({"id": "x", "label": "***"}, "label", "'***' has neither a letter nor a digit."),
        ({"id": "x", "label": "a" * 2000}, "label", "The name has 2,000 characters"),
        ({"id": "x", "label": "a", "language": "Jepang"}, "language", "is no code of a language"),
        ({"id": "x", "label": "a", "aliases": "b;--"}, "aliases", "neither a letter"),
        ({"id": "x", "label": "a", "description": "a\0"}, "description", "NUL"),
        ({"id": "x", "label": "a", "description": "d" * 100_001}, "description", "100,001"),
        ({"id": "ok", "label": "a", "kind": "skill"}, "kind", "'ok' is of kind 'job' in a row"),
        ({"id": "ok", "label": "a", "description": "Other."}, "id", "another description"),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_a_row_that_cannot_be_used_is_set_aside(
    row: dict[str, object], column: str, reason: str
) -> None:
    good = {"id": "ok", "label": "cook", "kind": "job", "description": "Cooks."}
    taxonomy = Taxonomy.from_table([good, row])
    (rejected,) = taxonomy.rejected
    assert (rejected.row, rejected.column) == (2, column)
    assert reason in rejected.reason
    assert rejected.repair
    assert taxonomy == Taxonomy.from_table([good])
    assert repr(taxonomy) == "<Taxonomy: 1 concepts, 1 labels; 1 rows rejected>"


def test_descriptions_in_two_languages_do_not_contradict_each_other() -> None:
    rows = [
        {"id": "w", "label": "welder", "language": "en", "description": "Joins metal."},
        {"id": "w", "label": "juru las", "language": "id", "description": "Menyambung logam."},
    ]
    taxonomy = Taxonomy.from_table(rows)
    assert not taxonomy.rejected
    assert taxonomy["w"].description == "Joins metal."


@given(st.lists(st.dictionaries(st.sampled_from(("id", "label", "kind", "aliases")), st.text())))
def test_no_text_is_lost_without_a_word(rows: list[dict[str, str]]) -> None:
    good = {"id": "ok", "label": "cook"}
    taxonomy = Taxonomy.from_table([good, *rows])
    bad = {one.row for one in taxonomy.rejected}
    for number, row in enumerate(rows, start=2):
        if number not in bad:
            name, label = " ".join(row["id"].split()), " ".join(row["label"].split())
            assert (name, label) in {(one.concept, one.text) for one in taxonomy.labels}


def test_a_formula_that_was_made_harmless_is_the_name_again(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,label\nx,'=1+1\n", encoding="utf-8")
    assert Taxonomy.from_table(path)["x"].label_en == "=1+1"


def test_a_broken_line_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,label\na,las\nb,c,d\nc,"open\nd,cook\n', encoding="utf-8")
    taxonomy = Taxonomy.from_table(path)
    assert [concept.id for concept in taxonomy] == ["a", "d"]
    assert [one.row for one in taxonomy.rejected] == [2, 3]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"id,label\n", "No row of the table can be used"),
        (b"id,label\n,\n,las\n", "No row of the table can be used. Row 1, column 'id': It is"),
        (b"id,nama2\na,b\n", "There is no column 'label' in t.csv; the headers are 'id', 'nama2'"),
        (b"label\nb\n", 'no column \'id\' in .*pass columns={"YOUR HEADER": "id"}'),
        (b"id,id,label\na,b,c\n", "Two columns have the same header"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(
    content: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        Taxonomy.from_table(path)


def test_a_file_in_another_encoding_is_read_in_it_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("id,label\nw,溶接\n".encode("shift_jis"))
    assert Taxonomy.from_table(path, encoding="shift_jis")["w"].label_en == "溶接"
    with pytest.raises(InputError, match=r"is not in the encoding utf-8: byte 11 .* Pass the"):
        Taxonomy.from_table(path, encoding="utf-8")


def test_no_row_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="There is no row in the table"):
        Taxonomy.from_table([])


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read as a table"):
        Taxonomy.from_table(3)
    with pytest.raises(InputError, match=r"There is no file .*nothing\.csv"):
        Taxonomy.from_table(Path("nothing.csv"))


@pytest.mark.parametrize(
    ("columns", "message"),
    [({"id": "ident"}, "No column 'ident'"), ({"idd": "id"}, "Did you mean 'id'"),
     ({"id": "id", "label": "id"}, "No header 'label'")],
)  # fmt: skip
def test_a_choice_of_columns_is_checked(columns: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        Taxonomy.from_table([{"id": "a", "label": "b"}], columns=columns)

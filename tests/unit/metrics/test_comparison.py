"""A comparison as text, as a table of a notebook, as a data frame, as a file."""

import csv
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from matcher.metrics import Compared, Comparison, compare

TABLE = Comparison(
    (
        Compared("mrr", "old <b>", 20, 0.5, 0.25, 0.75),
        Compared("mrr", "new", 20, 0.625, 0.5, 0.75, 0.125, -0.01, 0.26, 0.03, 0.06),
    ),
    baseline="old <b>",
    confidence=0.9,
    correction="benjamini_hochberg",
)


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_text_has_a_line_per_row_in_columns() -> None:
    head, old, new = TABLE.text().splitlines()
    assert "mean (90 % interval)" in head
    assert "p corrected (Benjamini-Hochberg)" in head
    assert old.endswith("0.5000 (0.2500 to 0.7500)")
    assert "+0.1250 (-0.0100 to +0.2600)" in new
    assert head.index("queries") == old.index("20") == new.index("20")


def test_a_notebook_shows_the_same_cells_with_names_escaped() -> None:
    read = _Cells()
    read.feed(TABLE._repr_html_())
    assert read.tags == {"table", "thead", "tbody", "tr", "th", "td"}
    for cell in ("old <b>", "0.6250 (0.5000 to 0.7500)", "0.0600"):
        assert cell in read.texts


def test_one_query_alone_shows_no_interval() -> None:
    text = compare({"a": [[1]], "b": [[0, 1]]}, ["mrr"]).text()
    assert "1.0000 (one query)" in text
    assert "-0.5000 (one query)" in text
    assert "nan" not in text


def test_without_a_correction_the_text_says_so() -> None:
    assert "p uncorrected" in compare({"a": [[1]]}, ["mrr"], correction="none").text()


def test_frames_have_the_fields_as_columns() -> None:
    frame = TABLE.to_polars()
    assert tuple(frame.columns) == Compared._fields
    assert frame.rows() == [tuple(row) for row in TABLE]
    assert TABLE.to_frame(pl.DataFrame()).equals(frame)
    assert TABLE.to_pandas()["mean"].tolist() == [0.5, 0.625]
    assert TABLE.to_arrow().num_rows == len(TABLE) == 2


def test_the_table_can_be_written(tmp_path: Path) -> None:
    TABLE.write(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["run"] for row in rows] == ["old <b>", "new"]
    assert float(rows[1]["p_adjusted"]) == 0.06


def test_it_says_what_it_is() -> None:
    assert repr(TABLE) == "<Comparison: 2 rows, against 'old <b>'>"


@pytest.mark.parametrize("ending", ["svg", "png", "json"])
def test_the_picture_can_be_saved(tmp_path: Path, ending: str) -> None:
    TABLE.save_chart(tmp_path / f"runs.{ending}", "id")
    assert (tmp_path / f"runs.{ending}").stat().st_size > 1000

"""A column of section cells is read as each of its cells is."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from matcher.errors import CellError
from matcher.normalizing.contents import NOT_DATED
from matcher.normalizing.section_cells import SectionColumn, coded_texts, split_sections
from matcher.records.cells import format_section, parse_section
from matcher.records.claims import Claim
from record_strategies import PIECES, sections

#: What cells are made of: separators and marks, and items with statuses, grades, dates and errors.
PARTS = (
    *PIECES,
    *("; ", "; ", "; ...", " ...", "..", "-", "a|", "JLPT|N4", "JFT|Proses", "x|||2025-07|2025-12"),
    *("x|||2026|", "|N4", "las||bnsp", "las||nothing", "x|||2026-01|2025-01", "a|b|c|||", "\x07"),
)


def read(column: SectionColumn) -> list[tuple[bool, list[Claim]]]:
    """Whether each row is complete, and its claims."""
    found = column.claims
    whole = [
        said.model_copy(update={"valid_from": _day(first), "valid_to": _day(last)})
        for said, first, last in zip(
            (found.undated[place] for place in found.said), found.first, found.last, strict=True
        )
    ]
    return [
        (bool(column.complete[cell]), [whole[code] for code in column.listed.of(cell)])
        for cell in column.of_row.tolist()
    ]


def _day(ordinal: int) -> date | None:
    return None if ordinal == NOT_DATED else date.fromordinal(ordinal)


def split(cells: Sequence[str | None]) -> list[tuple[bool, list[Claim]]]:
    return read(split_sections(pa.chunked_array([pa.array(cells, pa.string())])))


def one_by_one(cells: Sequence[str | None]) -> list[tuple[bool, list[Claim]]]:
    found = [parse_section(cell or "") for cell in cells]
    return [(one.is_complete, list(one.claims)) for one in found]


def is_readable(cell: str) -> bool:
    try:
        parse_section(cell)
    except (CellError, ValidationError):
        return False
    return True


cells = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)


@given(st.lists(st.none() | cells.filter(is_readable), max_size=6))
def test_each_cell_is_read_as_by_itself(column: list[str | None]) -> None:
    assert split(column) == one_by_one(column)


@given(st.lists(sections().map(format_section), max_size=6))
def test_what_sections_are_written_as_is_read(column: list[str]) -> None:
    assert split(column) == one_by_one(column)


@given(cells.filter(lambda cell: not is_readable(cell)))
@example("a|||2026-01-01|2025-01-01")
@example("a|b|c|||d")
@example("a|||2025-13-01")
def test_a_cell_that_cannot_be_read_says_so_as_by_itself(cell: str) -> None:
    with pytest.raises((CellError, ValidationError)) as alone:
        parse_section(cell)
    with pytest.raises(type(alone.value)) as caught:
        split(["JLPT", cell])
    assert str(caught.value) == str(alone.value)


@pytest.mark.parametrize(
    "cell",
    ["", " ", ";", "...", "…", "-", "Tidak Ada", "none;", "a; ...", "a ...", "a; ...;", "...; a",
     "a...", "... ...", "a; b; ;", '"a; b"; c', '"..."', 'x"y; z', "JFT|Proses", "JFT|Proses; ...",
     "-; a", "a; -", "a; none", "a;\n...", "a ; …", "a|||2025-01-01|2025-01-01"],
)  # fmt: skip
def test_ends_and_quotes_are_those_of_the_grammar(cell: str) -> None:
    assert split([cell, "a", cell]) == one_by_one([cell, "a", cell])


def test_cells_and_items_that_come_again_are_one() -> None:
    column = split_sections(
        pa.chunked_array([["a||bnsp|2025-01-01; b", None], ["b; a||bnsp", "b; a||bnsp"]])
    )
    assert column.of_row.tolist() == [0, 1, 2, 2]
    assert [claim.what for claim in column.claims.undated] == ["a", "b"]
    assert column.claims.said.tolist() == [0, 1, 0]
    assert column.listed.of(2).tolist() == [1, 2]


def test_a_quoted_claim_is_the_same_as_a_bare_one() -> None:
    column = split_sections(pa.chunked_array([["a|N4", '"a"|N4; "b;c"']]))
    assert [claim.what for claim in column.claims.undated] == ["a", "b;c"]
    assert column.listed.of(1).tolist() == [0, 1]


def test_no_rows_have_no_claims() -> None:
    assert split([]) == []


def test_texts_of_several_chunks_are_coded_together() -> None:
    texts, codes = coded_texts(pa.chunked_array([["b", None], ["b", ""]]))
    assert [texts[code] for code in codes] == ["b", "", "b", ""]

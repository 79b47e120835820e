"""Cells are read in short ways where there are any, with the results and errors of the record."""

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import CellError
from matcher.records import Candidates, Vacancies, layout, read_vacancies
from matcher.records.columns import Column
from record_strategies import PIECES

SKILLS = next(column for column in Candidates.layout.columns if column.name == "skills")
ID = Candidates.layout.columns[0]
CELLS = st.lists(
    st.sampled_from(
        (
            *PIECES,
            "; ",
            "|",
            "|",
            "a||PKL",
            "b||?",
            "c|||2026|2025",
            "d|Proses",
            "\x07",
            "\0",
            "x" * 999,
        )
    ),
    max_size=8,
).map("".join)


def told(cell: object, column: Column) -> object:
    """The cell that a raw one becomes, or what is said against it."""
    try:
        return Candidates.layout.read_cell(cell, column)
    except CellError as error:
        return error.value, error.reason, error.repair


@given(CELLS | st.lists(st.sampled_from(("a", "b|N4", "c;d")), max_size=2))
def test_a_section_is_read_item_by_item_as_its_record_reads_it(cell: object) -> None:
    with patch.object(layout, "canonical_section", side_effect=ValueError):
        wanted = told(cell, SKILLS)
    assert told(cell, SKILLS) == wanted


@given(st.sampled_from(("C1", " C 1 ", "", "a\nb", "x" * 201, "\t", "日本")))
def test_an_id_is_read_by_itself_as_its_record_reads_it(cell: str) -> None:
    texts = {name: field for name, field in Candidates.layout._texts.items() if name != "id"}  # noqa: SLF001 - the short way is left out
    with patch.dict(Candidates.layout.__dict__, {"_texts": texts}):
        wanted = told(cell, ID)
    assert told(cell, ID) == wanted


BOUNDS: dict[str, Callable[[], st.SearchStrategy[object]]] = {
    name: lambda: st.none() | st.sampled_from((20.0, 30.0, 40.0))
    for name in ("age_min", "age_max", "age_max_male", "weight_min", "wage_min", "wage_max")
}


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                **{name: draw() for name, draw in BOUNDS.items()},
                "sex": st.sampled_from(("", "L", "P")),
                "permit_from": st.sampled_from(("", "2025-01-01", "2026-01-01")),
                "permit_until": st.sampled_from(("", "2025-06-01")),
            }
        ),
        max_size=4,
    )
)
def test_what_contradicts_is_told_as_by_the_record_as_a_whole(
    rows: list[dict[str, object]],
) -> None:
    given_rows = [{"id": f"V{n}", "title": "x", **row} for n, row in enumerate(rows)]
    whole = tuple(name for fields in Vacancies.layout.compared for name in fields)
    with patch.object(Vacancies, "layout", replace(Vacancies.layout, compared=(whole,))):
        wanted = read_vacancies(given_rows)
    found = read_vacancies(given_rows)
    assert found.rejected == wanted.rejected
    assert found.to_arrow().equals(wanted.to_arrow())

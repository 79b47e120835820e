"""Whatever a file holds, reading it gives a table or a clear error, and no row is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher import load_sample, read_candidates, read_vacancies
from matcher.errors import MatcherError
from matcher.records import Candidates, Vacancies
from matcher.records.writing import write_table
from mutating import damaged, hostile_cells, written

SUFFIXES = (".csv", ".tsv", ".jsonl", ".parquet", ".xlsx")
ROWS = 6
Table = Candidates | Vacancies
READERS: dict[str, Callable[[Any], Table]] = {
    "candidates": read_candidates,
    "vacancies": read_vacancies,
}

tables = st.sampled_from(sorted(READERS))
anywhere = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def sound(name: str) -> pa.Table:
    """A few rows of a table, all cells as texts."""
    sample = load_sample(candidates=ROWS)
    table = getattr(sample, name).to_arrow().slice(0, ROWS)
    return table.cast(pa.schema([(column, pa.string()) for column in table.column_names]))


@cache
def content(name: str, suffix: str, folder: Path) -> bytes:
    path = folder / f"sound-{name}{suffix}"
    write_table(sound(name), path)
    return path.read_bytes()


def is_told(table: Table) -> bool:
    """True where every row that was set aside has its number, reason and repair."""
    return all(one.row > 0 and one.reason and one.repair for one in table.rejected)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(name=tables, data=st.data())
@anywhere
def test_a_damaged_file_gives_a_table_or_a_clear_error(
    tmp_path: Path, suffix: str, name: str, data: st.DataObject
) -> None:
    harmed = data.draw(damaged(content(name, suffix, tmp_path)))
    path = written(tmp_path / f"harmed{suffix}", harmed)
    try:
        table = READERS[name](path)
    except MatcherError as error:
        assert str(error).strip()  # noqa: PT017 - either outcome is right
    else:
        assert table.rows_read == table.rows_accepted + len(table.rejected)
        assert is_told(table)
        assert len(set(table.ids)) == len(table)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(name=tables, data=st.data())
@anywhere
def test_a_hostile_cell_costs_its_own_row_at_most(
    tmp_path: Path, suffix: str, name: str, data: st.DataObject
) -> None:
    source = sound(name)
    row = data.draw(st.integers(0, ROWS - 1))
    columns = source.column_names
    cells = data.draw(
        st.dictionaries(st.sampled_from(columns), hostile_cells, min_size=1, max_size=3)
    )
    rows = source.to_pylist()
    rows[row] |= cells
    path = tmp_path / f"hostile{suffix}"
    try:
        write_table(pa.Table.from_pylist(rows, schema=source.schema), path)
    except MatcherError:
        return
    table = READERS[name](path)
    assert table.rows_read == ROWS
    assert is_told(table)
    assert {one.row for one in table.rejected} <= {row + 1, spreadsheet_row(suffix, row)}
    expected = READERS[name](source)
    others = {id_: expected[at] for at, id_ in enumerate(expected.ids) if at != row}
    found = dict(zip(table.ids, table, strict=True))
    for id_, record in others.items():
        if cells.get("id") != id_:
            assert found[id_] == record


def spreadsheet_row(suffix: str, row: int) -> int:
    """The number that a spreadsheet shows beside a row: its header is row 1."""
    return row + 2 if suffix == ".xlsx" else row + 1

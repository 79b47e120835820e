"""Records come back from arrays as they were, cell by cell."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_vacancies import offers
from matcher.errors import InputError, UnusableIndex
from matcher.records import Vacancies, Vacancy
from matcher.sample import load_sample
from matcher.saving.records import SavedVacancies, coded, open_records
from matcher.store import write_store
from small_store import KIND, forge_array, forge_table, opened

JOBS = [
    Vacancy(id="V1", title="welder", wage_min=1500.5, openings=3, posted=date(2025, 1, 2)),
    Vacancy(id="V2", title="welder", country="Japan", departure=date(1969, 12, 31)),
    Vacancy(id="V3", title="介護", description="-" * 300),
]


def write(folder: Path, vacancies: Vacancies | SavedVacancies) -> Path:
    """The store of a table and nothing else."""
    records = coded(vacancies)
    described = {"vacancies": len(vacancies), "columns": records.columns}
    write_store(
        folder, KIND, package="1", arrays=records.arrays.items(), tables=[("records", described)]
    )
    return folder


def saved(folder: Path, vacancies: Vacancies | SavedVacancies) -> SavedVacancies:
    """The records of a table after they were written and opened."""
    return open_records(opened(write(folder, vacancies)))


def tables() -> Vacancies:
    return Vacancies.from_records(JOBS)


def test_records_are_what_they_were(tmp_path: Path) -> None:
    kept = saved(tmp_path, tables())
    assert list(kept) == kept[:] == JOBS
    assert (len(kept), kept[-1], kept[1:2], repr(kept)) == (
        3,
        JOBS[2],
        JOBS[1:2],
        "SavedVacancies(3)",
    )
    assert kept.ids().tolist() == ["V1", "V2", "V3"]
    assert kept.table() == tables()
    with pytest.raises(IndexError):
        kept[3]


@given(listed=st.data())
def test_drawn_records_are_what_they_were(
    tmp_path_factory: pytest.TempPathFactory, listed: st.DataObject
) -> None:
    table = Vacancies.from_records(listed.draw(offers(date(2025, 12, 1))))
    kept = saved(tmp_path_factory.mktemp("jobs"), table)
    assert kept.table() == table
    assert list(kept) == list(table)


def test_the_vacancies_of_the_package_are_what_they_were(tmp_path: Path) -> None:
    table = load_sample(candidates=1).vacancies
    kept = saved(tmp_path, table)
    assert kept.table() == table
    assert kept[:] == list(table)
    assert kept.table().schema() == table.to_arrow().schema


@pytest.mark.parametrize("size", [255, 256, 65_535, 65_536])
def test_columns_of_many_distinct_cells_are_what_they_were(tmp_path: Path, size: int) -> None:
    names = [f"V{n}" for n in range(size)]
    table = Vacancies.from_arrow(pa.table({"id": names, "title": ["welder"] * size}))
    kept = saved(tmp_path, table)
    assert kept.table() == table
    assert kept[size - 1].id == names[-1]
    (width,) = (one.width for one in kept.coded.columns if one.name == "id")
    assert width == {255: 8, 256: 16, 65_535: 16, 65_536: 32}[size]


def test_a_table_in_pieces_is_what_it_was(tmp_path: Path) -> None:
    whole = tables().to_arrow()
    pieces = pa.concat_tables([whole.slice(2), whole.slice(0, 2)])
    assert saved(tmp_path, Vacancies.from_arrow(pieces)).ids().tolist() == ["V3", "V1", "V2"]


def test_saved_records_are_saved_again_as_the_same_arrays(tmp_path: Path) -> None:
    kept = saved(tmp_path / "a", tables())
    assert coded(kept) is kept.coded
    assert saved(tmp_path / "b", kept).table() == tables()


def described(folder: Path) -> dict[str, Any]:
    table: dict[str, Any] = opened(folder).tables["records"]
    return table


@pytest.mark.parametrize(
    "change",
    [
        {"vacancies": 0},
        {"vacancies": 2},
        {"vacancies": "3"},
        {"columns": []},
        {"columns": [["id", 8, "text", 3]]},
        {"columns": None},
    ],
    ids=str,
)
def test_another_description_is_told(tmp_path: Path, change: dict[str, Any]) -> None:
    write(tmp_path, tables())
    forge_table(tmp_path, "records", described(tmp_path) | change)
    with pytest.raises(UnusableIndex):
        open_records(opened(tmp_path))


@pytest.mark.parametrize(
    ("field", "value"), [(0, "no such"), (1, 7), (1, 16), (2, "whole"), (3, 4), (3, -1), (3, "3")]
)
def test_another_form_of_a_column_is_told(tmp_path: Path, field: int, value: object) -> None:
    write(tmp_path, tables())
    table = described(tmp_path)
    table["columns"][0][field] = value
    forge_table(tmp_path, "records", table)
    with pytest.raises(UnusableIndex):
        open_records(opened(tmp_path))


def test_a_column_of_another_kind_is_told(tmp_path: Path) -> None:
    write(tmp_path, tables())
    table = described(tmp_path)
    (empty,) = (one for one in table["columns"] if one[0] == "height_min")
    assert empty[2:] == ["number", 0]
    empty[2] = "whole"
    forge_table(tmp_path, "records", table)
    with pytest.raises(UnusableIndex, match=r"records\.json: expected what this version writes"):
        open_records(opened(tmp_path))


def test_a_table_without_records_is_told(tmp_path: Path) -> None:
    write(tmp_path, tables())
    forge_table(tmp_path, "records", described(tmp_path) | {"vacancies": 0})
    for width in (8, 16, 32):
        name = f"records.codes{width}"
        forge_array(tmp_path, name, opened(tmp_path).arrays[name][:, :0])
    with pytest.raises(UnusableIndex, match=r"records\.json: expected what this version writes"):
        open_records(opened(tmp_path))


def test_a_code_without_a_cell_is_told(tmp_path: Path) -> None:
    kept = saved(tmp_path, tables())
    codes = kept.coded.arrays["records.codes8"].copy()
    codes[1, 0] = 4
    forge_array(tmp_path, "records.codes8", codes)
    with pytest.raises(UnusableIndex, match=r"codes8\.npy: expected numbers from 0 to"):
        open_records(opened(tmp_path))


def test_a_vacancy_without_an_id_is_told(tmp_path: Path) -> None:
    kept = saved(tmp_path, tables())
    codes = kept.coded.arrays["records.codes8"].copy()
    codes[0, 0] = 0
    forge_array(tmp_path, "records.codes8", codes)
    with pytest.raises(UnusableIndex, match=r"codes8\.npy: expected numbers from 1 to 3"):
        open_records(opened(tmp_path))


def test_an_id_that_is_no_text_is_told_when_it_is_read(tmp_path: Path) -> None:
    kept = saved(tmp_path, tables())
    letters = kept.coded.arrays["records.texts.bytes"].copy()
    letters[0] = 0xFF
    forge_array(tmp_path, "records.texts.bytes", letters)
    with pytest.raises(InputError, match="A stored text is not UTF-8"):
        open_records(opened(tmp_path)).ids()


def test_a_cell_that_no_record_has_is_told_when_it_is_looked_at(tmp_path: Path) -> None:
    kept = saved(tmp_path, tables())
    letters = kept.coded.arrays["records.texts.bytes"].copy()
    letters[letters.tobytes().index(b"welder")] = 7
    forge_array(tmp_path, "records.texts.bytes", letters)
    broken = open_records(opened(tmp_path))
    with pytest.raises(InputError, match=r"The stored vacancy 1 cannot be read\. Save the index"):
        broken[0]
    assert broken[2] == JOBS[2]

"""The workbooks of O*NET become a taxonomy."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from matcher.errors import InputError
from matcher.records import write_table
from matcher.taxonomy import Code, Label, Taxonomy

CODE = "O*NET-SOC Code"
TABLES: Mapping[str, Sequence[Mapping[str, str | None]]] = {
    "Occupation Data": [
        {CODE: "51-4121.00", "Title": "Welders", "Description": "Weld metal."},
        {CODE: "51-4122.00", "Title": "Welding Machine Setters", "Description": "Set machines."},
        {CODE: "35-2014.00", "Title": "Cooks, Restaurant", "Description": None},
    ],
    "Alternate Titles": [
        {CODE: "51-4121.00", "Title": "Welders", "Alternate Title": "Fabricator (Fab)",
         "Short Title": "Fab"},
        {CODE: "51-4121.00", "Title": "Welders", "Alternate Title": "Arc Welder",
         "Short Title": "n/a"},
        {CODE: "99-9999.00", "Title": "Nobody", "Alternate Title": "No One", "Short Title": None},
    ],
    "Sample of Reported Titles": [
        {CODE: "51-4121.00", "Title": "Welders", "Reported Job Title": "Arc Welder"},
        {CODE: "35-2014.00", "Title": "Cooks", "Reported Job Title": "Line Cook"},
    ],
    "Related Occupations": [
        {CODE: "51-4121.00", "Related O*NET-SOC Code": "51-4122.00",
         "Relatedness Tier": "Primary-Short"},
        {CODE: "51-4122.00", "Related O*NET-SOC Code": "35-2014.00",
         "Relatedness Tier": "Supplemental"},
        {CODE: "51-4122.00", "Related O*NET-SOC Code": "51-4121.00",
         "Relatedness Tier": "Secondary"},
    ],
}  # fmt: skip


def folder(at: Path, *without: str, suffix: str = "xlsx") -> Path:
    for name, rows in TABLES.items():
        if name not in without:
            write_table(pa.Table.from_pylist(rows), at / f"{name}.{suffix}")
    return at


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "tsv"])
def test_occupations_have_all_their_titles(suffix: str, tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_onet(folder(tmp_path, suffix=suffix))
    assert taxonomy.labels == (
        Label("Welders", "en", "51-4121.00"),
        Label("Fabricator (Fab)", "en", "51-4121.00"),
        Label("Fab", "en", "51-4121.00"),
        Label("Arc Welder", "en", "51-4121.00"),
        Label("Welding Machine Setters", "en", "51-4122.00"),
        Label("Cooks, Restaurant", "en", "35-2014.00"),
        Label("Line Cook", "en", "35-2014.00"),
    )


def test_occupations_have_a_kind_a_description_and_a_code(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_onet(folder(tmp_path))
    welders, cooks = taxonomy["51-4121.00"], taxonomy["35-2014.00"]
    assert (welders.kind, welders.label_en, welders.description) == (
        "occupation", "Welders", "Weld metal."
    )  # fmt: skip
    assert cooks.description is None
    assert taxonomy.codes["35-2014.00"] == (Code("O*NET-SOC", "35-2014.00", "Cooks, Restaurant"),)


def test_related_occupations_are_near_one_way_the_closer_the_more(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_onet(folder(tmp_path))
    assert taxonomy.similar_to("51-4121.00") == {"51-4121.00": 1.0, "51-4122.00": 0.5}
    assert taxonomy.similar_to("51-4122.00") == {"51-4122.00": 1.0, "35-2014.00": 0.3}
    assert taxonomy.covered_by("51-4121.00") == {"51-4121.00"}


def test_rows_that_fit_nowhere_are_set_aside(tmp_path: Path) -> None:
    rejected = Taxonomy.from_onet(folder(tmp_path)).rejected
    assert [(one.column, one.reason) for one in rejected] == [
        (CODE, "There is no occupation 99-9999.00."),
        ("Relatedness Tier", "The tier 'Secondary' is unknown."),
    ]


def test_a_code_that_stands_twice_is_set_aside(tmp_path: Path) -> None:
    twice = pa.Table.from_pylist([*TABLES["Occupation Data"], TABLES["Occupation Data"][0]])
    write_table(twice, tmp_path / "Occupation Data.csv")
    taxonomy = Taxonomy.from_onet(tmp_path)
    assert len(taxonomy) == 3
    assert [(one.row, one.reason) for one in taxonomy.rejected] == [
        (4, "The code 51-4121.00 stands twice.")
    ]


def test_tables_beside_the_occupations_may_be_absent(tmp_path: Path) -> None:
    others = [name for name in TABLES if name != "Occupation Data"]
    taxonomy = Taxonomy.from_onet(folder(tmp_path, *others))
    assert len(taxonomy.labels) == len(taxonomy) == 3
    assert not taxonomy.similar


def test_a_folder_without_occupations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no 'Occupation Data\.xlsx' in"):
        Taxonomy.from_onet(folder(tmp_path, "Occupation Data"))


def test_a_workbook_of_another_form_is_refused(tmp_path: Path) -> None:
    write_table(pa.table({"a": ["b"]}), tmp_path / "Occupation Data.xlsx")
    with pytest.raises(InputError, match=r"no column 'O\*NET-SOC Code' in Occupation Data"):
        Taxonomy.from_onet(tmp_path)

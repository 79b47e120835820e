"""The groups of KBJI become a taxonomy, whole or at one level."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.taxonomy import Code, Label, Taxonomy

GROUPS = """digit,kode,judul
1,7,Pekerja Terampil
2,72,Pekerja Logam
3,721,Pekerja Las
4,7212,Tukang Las
6,7212.01,"Tukang Las, Busur"
6,7212.10,Tukang Potong Nyala
4,0110,Perwira
"""


def written(at: Path, text: str = GROUPS, name: str = "kbji.csv") -> Path:
    path = at / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_group_is_an_occupation_by_its_code(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_kbji(written(tmp_path))
    assert len(taxonomy) == 7
    assert Label("Tukang Las, Busur", "id", "7212.01") in taxonomy.labels
    assert taxonomy["7212"].label_id == taxonomy["7212"].label_en == "Tukang Las"
    assert taxonomy["7212"].kind == "occupation"
    assert taxonomy.codes["0110"] == (Code("KBJI-2014", "0110", "Perwira"),)


def test_a_finer_group_covers_its_coarser_ones(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_kbji(written(tmp_path))
    assert taxonomy.covered_by("7212.10") == {"7212.10", "7212", "721", "72", "7"}
    assert taxonomy.covered_by("0110") == {"0110"}


def test_at_one_level_the_titles_of_finer_groups_are_names(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_kbji(written(tmp_path), digits=4)
    assert taxonomy.labels == (
        Label("Perwira", "id", "0110"),
        Label("Tukang Las", "id", "7212"),
        Label("Tukang Las, Busur", "id", "7212"),
        Label("Tukang Potong Nyala", "id", "7212"),
    )
    assert not taxonomy.covers


def test_at_the_finest_level_only_its_groups_are_left(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_kbji(written(tmp_path), digits=6)
    assert [concept.id for concept in taxonomy] == ["7212.01", "7212.10"]


def test_files_of_levels_with_descriptions_are_read_together(tmp_path: Path) -> None:
    coarse = written(tmp_path, "code,judul,uraian_tanpa_contoh\n7212,Tukang Las,Las.\n")
    fine = written(tmp_path, "kode,code,judul\n7212.01,7212,Las Busur\n", "fine.csv")
    taxonomy = Taxonomy.from_kbji(coarse, fine, digits=4)
    assert [label.text for label in taxonomy.labels] == ["Tukang Las", "Las Busur"]
    assert taxonomy["7212"].description == "Las."


@given(st.lists(st.integers(0, 999_999), unique=True, min_size=1, max_size=20))
def test_the_zeros_that_a_spreadsheet_took_off_come_back(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int]
) -> None:
    codes = sorted(f"{number:06d}"[:4] + "." + f"{number:06d}"[4:] for number in numbers)
    rows = "".join(f"6,{float(code):g},Jabatan {code}\n" for code in codes)
    path = written(tmp_path_factory.mktemp("kbji"), f"digit,kode,judul\n{rows}")
    assert [concept.id for concept in Taxonomy.from_kbji(path)] == codes


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("4,72x2,Las", "'72x2' is no code of KBJI."),
        ("4,72122,Las", "'72122' is no code of KBJI."),
        ("4,7212.01,Las", "'7212.01' is no code of 4 digits."),
        ("2,7212,Las", "'7212' is no code of 2 digits."),
        (",721.1,Las", "'721.1' is no code of whole digits."),
        ("5,7212,Las", "'7212' is no code of 5 digits."),
        ("4,7212,", "It is empty."),
        ("4,7212,Tukang Kayu", "The code 7212 has another title in a row above."),
    ],
)
def test_a_broken_row_is_set_aside(row: str, reason: str, tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_kbji(written(tmp_path, f"{GROUPS}{row}\n"))
    (rejected,) = taxonomy.rejected
    assert (rejected.row, rejected.reason) == (8, reason)
    assert taxonomy == Taxonomy.from_kbji(written(tmp_path))


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    twice = Taxonomy.from_kbji(written(tmp_path), written(tmp_path, name="again.csv"))
    assert twice == Taxonomy.from_kbji(written(tmp_path))
    assert not twice.rejected


def test_a_level_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"No group of KBJI has 5 digits\. Give 1, 2, 3, 4 or 6"):
        Taxonomy.from_kbji(written(tmp_path), digits=5)


def test_no_file_is_refused() -> None:
    with pytest.raises(InputError, match="No file is given"):
        Taxonomy.from_kbji()


def test_a_file_without_titles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column 'judul' in kbji\.csv"):
        Taxonomy.from_kbji(written(tmp_path, "digit,kode\n4,7212\n"))

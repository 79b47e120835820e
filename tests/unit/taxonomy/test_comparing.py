"""Two folders of tables are compared row by row, whatever their order and division into files."""

from pathlib import Path

from matcher.taxonomy.comparing import Change, compare_taxonomies
from matcher.taxonomy.loading import packaged_tables
from table_folder import write_tables


def test_tables_do_not_differ_from_themselves() -> None:
    assert compare_taxonomies(packaged_tables(), packaged_tables()) == ()


def test_rows_that_come_and_go_are_told_with_their_key(tmp_path: Path) -> None:
    old = write_tables(tmp_path / "old")
    new = write_tables(tmp_path / "new", aliases="SMAW welding,en,skill:smaw,")
    added = ("SMAW welding", "en", "skill:smaw")
    assert compare_taxonomies(old, new) == (Change("aliases", "added", added),)
    assert compare_taxonomies(new, old) == (Change("aliases", "removed", added),)


def test_a_changed_row_tells_its_changed_cells_only(tmp_path: Path) -> None:
    old, new = write_tables(tmp_path / "old"), write_tables(tmp_path / "new")
    path = new / "concepts" / "skills.csv"
    path.write_text(path.read_text().replace("Brazing", "Hard soldering"))
    (change,) = compare_taxonomies(old, new)
    cells = (("label_en", "Brazing", "Hard soldering"),)
    assert change == Change("concepts", "changed", ("skill:brazing",), cells)
    assert str(change) == "changed concepts skill:brazing: label_en 'Brazing' > 'Hard soldering'"


def test_the_division_into_files_and_the_order_of_rows_do_not_matter(tmp_path: Path) -> None:
    old, new = write_tables(tmp_path / "old"), write_tables(tmp_path / "new")
    lines = (new / "aliases.csv").read_text().splitlines()
    (new / "aliases").mkdir()
    (new / "aliases" / "b.csv").write_text("\n".join(lines[:2]) + "\n")
    (new / "aliases" / "a.csv").write_text("\n".join([lines[0], *lines[2:]]) + "\n")
    (new / "aliases.csv").unlink()
    assert compare_taxonomies(old, new) == ()


def test_a_table_that_one_side_lacks_is_added_row_by_row(tmp_path: Path) -> None:
    old, new = write_tables(tmp_path / "old"), write_tables(tmp_path / "new")
    (new / "validity.csv").write_text(
        "subject,months,note,source,confidence\nskill:smaw,24,,a law,quoted\n"
    )
    assert compare_taxonomies(old, new) == (Change("validity", "added", ("skill:smaw",)),)

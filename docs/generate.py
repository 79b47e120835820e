"""Writes what the documentation takes from the package: `python docs/generate.py`.

`docs/tables.md` from the column tables, the first screen of the README from `matcher demo`, and the
picture of an explanation.
"""

import re
from io import StringIO
from pathlib import Path

from rich.console import Console

from matcher import load_sample
from matcher.cli.demo import find_cases, run_demo
from matcher.records.columns import Column, columns_of

DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
FIRST_SCREEN = re.compile(r"```\n\$ make demo\n.*?```\n", re.DOTALL)
BEST_ROWS, NEAR_LINES, WIDTH = 6, 9, 110
INTRODUCTION = """\
# Tables and cells

This page is generated from the package (`python docs/generate.py`).

Headers are matched without regard to case, blanks, points and underscores, in English or Indonesian; name others with
`read_candidates(path, columns={"Nama kolom Anda": "skills"})`. Columns that are not known are ignored, and said so in `.notes`.
Files: csv and tsv (UTF-8 with or without a mark, or cp1252; comma, semicolon or tab), jsonl, parquet, and xlsx (with
`pip install "smk-matcher[excel]"`). In memory: data frames of pandas and polars, relations of DuckDB, Arrow data, and lists. Large
files are read in batches, so that what is read has to fit into memory, not the file.

**Spreadsheets.** `read_candidates("book.xlsx", sheet="Peserta")` reads a sheet by its name or its number from 1; without it the first.
The header is the first row that is not empty, empty rows are skipped, and rows are counted as the spreadsheet counts them. Cells are
read as a csv of the same sheet would have them: days as `2025-08-17`, numbers with up to nine decimals, truth values as words. A row
with an error such as `#N/A` in a column that is read is set aside. Workbooks of other kinds (.xls, .xlsm, .ods), with a password, or that
would unpack to more than 1 GB or 50 million cells are refused: export them as csv.

**List cells.** Items are separated by `;`. An item is `what|level|evidence|from|to`; trailing parts may be left out:
`las SMAW 3G||BNSP|2024-05-01|2027-05-01`, `JLPT|N4`, `caregiver|6 months`. Quotes (`"..."`) keep a separator inside a text.

* A filled cell of a candidate is a complete list: what is not in it is not had. End it in `...` if it is not complete.
* An empty cell is unknown; `-` says that there is nothing.
* In a vacancy, ` or ` (` atau `) joins alternatives and ` + ` parts that are all needed:
  `JFT-Basic|A2 or JLPT|N4`, `SMAW 3G + GTAW 3G or FCAW 3G`.

Evidence: `bnsp`, `test`, `document`, `ukk`, `internship`, `subject_mark`, `implied`, `self_report`, or their usual names (`PKL`,
`ijazah`, `rapor`, ...). Dates: `2025-08-17` or `17/08/2025`.

Cells that a spreadsheet would run as formulas are written with an apostrophe in front, and read back without it.
"""


def main() -> None:
    """Write the page, the first screen and the picture."""
    (DOCS / "tables.md").write_text(page(), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    screen = first_screen()
    README.write_text(FIRST_SCREEN.sub(lambda _: screen, text), encoding="utf-8")
    carer = find_cases(load_sample())[0].explanation
    carer.save_chart(DOCS / "pictures" / "waterfall.svg")


def first_screen() -> str:
    """The beginning of both tables of the demo, as a block of the README."""
    output = StringIO()
    run_demo(300, as_json=False, console=Console(file=output, width=WIDTH))
    lines = [line.rstrip() for line in output.getvalue().splitlines()]
    best = lines.index("Best matches")
    near = next(place for place, line in enumerate(lines) if line.startswith("Near misses"))
    rows = [line for line in lines[best + 4 : near] if line]
    shown = [*lines[:best], lines[best], *lines[best + 2 : best + 4], *rows[:BEST_ROWS], " ...", ""]
    shown += [lines[near], *lines[near + 2 : near + 4 + NEAR_LINES], " ..."]
    return "\n".join(["```", "$ make demo", *shown, "```", ""])


def page() -> str:
    """The page as text."""
    return "\n".join([INTRODUCTION, *section("candidates"), *section("vacancies")]) + "\n"


def section(table: str) -> list[str]:
    """One table of columns."""
    head = ["column", "also called (Indonesian)", "type", "meaning", "example"]
    lines = [f"## {table.capitalize()}", "", row(head), row(["---"] * len(head))]
    lines += [row(cells(column)) for column in columns_of(table)]
    return [*lines, ""]


def cells(column: Column) -> list[str]:
    """The cells of a column's row."""
    name = f"`{column.name}`" + (" (needed)" if column.is_mandatory else "")
    also = ", ".join(f"`{other}`" for other in column.indonesian[:3])
    example = f"`{column.example}`" if column.example else ""
    return [name, also, column.type, column.meaning, example]


def row(cells: list[str]) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    main()

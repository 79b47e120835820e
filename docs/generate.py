"""Writes what the documentation takes from the package: `python docs/generate.py`.

`docs/tables.md` from the column tables, the counts in `docs/taxonomy.md` from the taxonomy, the
first screen of the README from `matcher demo`, the pictures of an explanation, a cohort and its
removals, and what `docs/rule_pages.py` says of the rule packs.
"""

import re
import runpy
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import get_args

from rich.console import Console

from matcher import Matcher, load_sample
from matcher.cli.demo import find_cases, run_demo
from matcher.cli.taxonomy import asked_in_the_sample
from matcher.records.columns import Column, TableName, columns_of
from matcher.records.spreading import Spread, spreads_of
from matcher.records.statuses import Status
from matcher.tables import read_data_table
from matcher.taxonomy import default_taxonomy
from matcher.taxonomy.counting import count_taxonomy

DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
TAXONOMY = DOCS / "taxonomy.md"
COUNTS = re.compile(r"<!-- counts -->\n.*?<!-- /counts -->", re.DOTALL)
FIRST_SCREEN = re.compile(r"```\n\$ make demo\n.*?```\n", re.DOTALL)
STATUS_WORDS, SHORTEST_STATUS = 3, 5
BEST_ROWS, NEAR_LINES, WIDTH = 6, 10, 110
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
* What is told of a test or paper is settled: {passed} ... give it the evidence *test* (`JFT-Basic|Lulus`);
  {in_progress} ... and {not_had} ... mean that it is not had yet, so it
  is no item of the list (`SSW Kaigo: Proses`). Shorter words (`ok`, `ada`) stay what they are: a level.
* In a vacancy, ` or ` (` atau `) joins alternatives and ` + ` parts that are all needed:
  `JFT-Basic|A2 or JLPT|N4`, `SMAW 3G + GTAW 3G or FCAW 3G`.

Evidence: `bnsp`, `test`, `document`, `ukk`, `internship`, `subject_mark`, `implied`, `self_report`, or their usual names (`PKL`,
`ijazah`, `rapor`, ...).

**Dates.** `2025-08-17`, `17/08/2025` or `17 Agustus 2025`. A month without a day (`Mei 2027`) is its first day where something begins
(`permit_from`, `posted`, the fourth part of an item) and its last where it ends (`permit_until`, the fifth part). A birth of
which only the year, the month or a range is known (`2007`, `Mei 2007`, `2006/2007`) is judged as that range; at a departure without a
day the row is set aside.

**Openings.** An empty cell is unknown, not 1. `0` is none left; `100+` counts as 100. Seats by sex (two columns, or `2 (L) 3 (P)`) make
two vacancies, `ID/L` and `ID/P`, of one order; they still count as one row.

**One cell for several columns.** A column such as `usia` or `TB/BB` fills several columns of the table (listed below each table). A
filled cell in a column of its own goes first. What no column can hold (a commission, "UMR Taiwan", a contradiction) goes to `note`.
Days of birth become ages at `departure`. A wage that names no currency (`21.009`, `900-1.000`) is in that of the column `currency`, else
in that of `country`; of a plain number such as `21009` only the column `currency` says it. A wage that names another currency or period
than the column beside it is refused.

Cells that a spreadsheet would run as formulas are written with an apostrophe in front, and read back without it.
"""


def main() -> None:
    """Write the pages, the first screen and the pictures."""
    (DOCS / "tables.md").write_text(page(), encoding="utf-8")
    TAXONOMY.write_text(with_counts(TAXONOMY.read_text(encoding="utf-8")), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    screen = first_screen()
    README.write_text(FIRST_SCREEN.sub(lambda _: screen, text), encoding="utf-8")
    sample = load_sample()
    find_cases(sample)[0].explanation.save_chart(DOCS / "pictures" / "waterfall.svg")
    engine = Matcher(as_of=sample.as_of).fit(sample.vacancies)
    engine.overview(sample.candidates).save_chart(DOCS / "pictures" / "overview.svg")
    engine.removals(sample.candidates).save_chart(DOCS / "pictures" / "removals.svg")
    runpy.run_path(str(DOCS / "rule_pages.py"))["write_pages"]()


def first_screen() -> str:
    """The beginning of both tables of the demo, as a block of the README."""
    output = StringIO()
    run_demo(300, as_json=False, console=Console(file=output, width=WIDTH))
    lines = [line.rstrip() for line in output.getvalue().splitlines()]
    best = lines.index("Best matches")
    near = next(place for place, line in enumerate(lines) if line.startswith("Near misses"))
    rows = [line for line in lines[best + 4 : near] if line]
    shown = [*lines[:best], lines[best], *lines[best + 2 : best + 4], *rows[:BEST_ROWS], " ...", ""]
    misses = lines[near + 4 : near + 4 + NEAR_LINES + 1]
    # A row of several lines that does not end in time is left out: half of it says nothing.
    whole = max(place for place, line in enumerate(misses) if re.match(r" \S", line))
    shown += [lines[near], *lines[near + 2 : near + 4], *misses[:whole], " ..."]
    return "\n".join(["```", "$ make demo", *shown, "```", ""])


def page() -> str:
    """The page as text."""
    opening = INTRODUCTION
    for status in get_args(Status):
        opening = opening.replace(f"{{{status}}}", status_words(status))
    return "\n".join([opening, *section("candidates"), *section("vacancies")]) + "\n"


def status_words(status: Status) -> str:
    """The first words that a list reads as a status."""
    table = read_data_table("data/phrases.csv", package="matcher.records")
    words = next(row.items("phrases") for row in table if row.text("meaning") == status)
    told = [f"`{word}`" for word in words if len(word) >= SHORTEST_STATUS]
    return ", ".join(told[:STATUS_WORDS])


def section(table: TableName) -> list[str]:
    """The columns of a table, then those of files that fill several of them."""
    head = ["column", "also called (Indonesian)", "type", "meaning", "example"]
    spread = ["column of a file", "fills", "meaning", "example"]
    return [
        f"## {table.capitalize()}", "",
        *rows(head, map(cells, columns_of(table))), "",
        f"Columns of files with {table} that fill several:", "",
        *rows(spread, map(spread_cells, spreads_of(table))), "",
    ]  # fmt: skip


def cells(column: Column) -> list[str]:
    """The cells of a column's row."""
    name = f"`{column.name}`" + (" (needed)" if column.is_mandatory else "")
    also = ", ".join(f"`{other}`" for other in column.indonesian[:3])
    example = f"`{column.example}`" if column.example else ""
    return [name, also, column.type, column.meaning, example]


def spread_cells(spread: Spread) -> list[str]:
    """The cells of the row of a column that fills several; those by sex are said in words."""
    headers = spread.headers[:3] or column_headers(spread)
    plain = [name for name in spread.columns if not name.endswith(("_male", "_female"))]
    facts = ", ".join(f"`{name}`" for name in plain if name != "note")
    by_sex = " (also by sex)" if any(name.endswith("_female") for name in spread.columns) else ""
    note = ", `note`" if "note" in plain else ""
    named = ", ".join(f"`{header}`" for header in headers)
    return [named, f"{facts}{by_sex}{note}", spread.meaning, f"`{spread.example}`"]


def column_headers(spread: Spread) -> tuple[str, ...]:
    """The first Indonesian headers of a stored column whose own cells fill several."""
    return next(c.indonesian[:3] for c in columns_of(spread.table) if c.name == spread.name)


def with_counts(text: str) -> str:
    """The page of the taxonomy with what the package's own tables hold today."""
    return COUNTS.sub(lambda _: f"<!-- counts -->\n{counts()}\n<!-- /counts -->", text)


def counts() -> str:
    """What `matcher taxonomy show` prints, as Markdown."""
    found = count_taxonomy(default_taxonomy(), asked_in_the_sample())
    confidences = sorted({name for row in found.concepts.values() for name in row})
    languages = sorted({name for row in found.labelled.values() for name in row})
    lines = [
        [kind, f"{sum(by_confidence.values()):,}",
         *(f"{by_confidence.get(name, 0):,}" for name in confidences),
         *(f"{found.labelled[kind].get(name, 0):,}" for name in languages)]
        for kind, by_confidence in sorted(found.concepts.items())
    ]  # fmt: skip
    grounded = found.grounded_skills / found.used_skills
    codes = ", ".join(f"{name} {count:,}" for name, count in found.codes.items())
    said = [
        "A language counts the concepts with a name in it (`mul`: in several alike).",
        f"{found.used_skills:,} skills are used by a vacancy, a programme or an occupation;",
        f"{grounded:.0%} of them are quoted or derived. Concepts with a code: {codes}.",
    ]
    return "\n".join([*rows(["kind", "concepts", *confidences, *languages], lines), "", *said])


def rows(head: list[str], lines: Iterable[list[str]]) -> list[str]:
    """A Markdown table."""
    return [row(head), row(["---"] * len(head)), *map(row, lines)]


def row(cells: list[str]) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    main()

"""A large file with 5 % of its rows broken: every broken row is found, and no other suffers.

    python -m benchmarks.broken_file [ROWS]

Writes a CSV file of ROWS (100,000) vacancies made after those of the sample, breaks one row in
twenty, each in the next of the ways of `WAYS`, reads it, and compares what was set aside with what
was broken. Exit code 1 if a row is missing on either side.
"""

import csv
import platform
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from matcher import Vacancies, load_sample, read_vacancies

ROWS = 100_000
EVERY = 20
MIB = 1024
Cells = list[str]


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which rows of real files are broken, and the column that must be named for it."""

    name: str
    column: str
    value: str = ""
    reshape: Callable[[Cells], Cells] | None = None
    also: tuple[tuple[str, str], ...] = ()


def _one_cell_short(cells: Cells) -> Cells:
    return cells[:-1]


def _one_cell_more(cells: Cells) -> Cells:
    return [*cells, "a comma that was not quoted"]


#: In the words of those who find them in their files.
WAYS: tuple[Way, ...] = (
    Way("no id", "id"),
    Way("the id of the row before", "id"),
    Way("no job title", "title"),
    Way("a day that does not exist", "departure", "31/2/2026"),
    Way("month before day", "permit_until", "12/31/2026"),
    Way("words for a number", "age_max", "tiga puluh lima"),
    Way("a number that is none", "height_min", "nan"),
    Way("an endless number", "wage_max", "inf"),
    Way("fewer than no seats", "openings", "-3"),
    Way("half a seat", "openings", "2.5"),
    Way("an age no one reaches", "age_max", "350"),
    Way("bounds the wrong way round", "weight_min", "45", also=(("weight_max", "20"),)),
    Way("a height in metres", "height_min", "1.6"),
    Way("a sex that is none", "sex", "X"),
    Way("a state that is unknown", "verification", "mungkin"),
    Way("a currency that is none", "currency", "talers"),
    Way("an item of too many parts", "skills", "las SMAW|||||1|2"),
    Way("JSON that breaks off", "requirements", '[{"expression":'),
    Way("a NUL byte", "title", "Juru\0las"),
    Way("a cell missing", "", reshape=_one_cell_short),
    Way("a cell too many", "", reshape=_one_cell_more),
)


def main() -> None:
    """Write, read, compare, print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vacancies.csv"
        broken = write_file(path, size)
        started = time.perf_counter(), time.process_time()
        table = read_vacancies(path)
        wall, cpu = time.perf_counter() - started[0], time.process_time() - started[1]
        mebibytes = path.stat().st_size / MIB**2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    print(f"{platform.machine()}, Python {platform.python_version()}, pyarrow {version('pyarrow')}")
    print(
        f"{size:,} rows, {mebibytes:.0f} MiB: {wall:.1f} s ({cpu:.1f} CPU s), peak {peak:,.0f} MiB"
    )
    faults = differences(broken, table)
    for name, count in Counter(way.name for way in broken.values()).items():
        print(f"  {name:32}{count:>6,}  {example(broken, table, name)}")
    print(f"{len(table):,} rows read, {len(table.rejected):,} set aside, {len(faults)} differences")
    for fault in faults[:20]:
        print(f"  {fault}")
    sys.exit(bool(faults))


def write_file(path: Path, size: int) -> dict[int, Way]:
    """Write the file; give the broken rows with the way of each."""
    header, models = models_of_rows()
    ways: dict[int, Way] = {}
    # Written cell by cell as a careless program does: a NUL byte and a ragged row go through.
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        for number, cells in enumerate(islice(rows(header, models), size), start=1):
            way = WAYS[number // EVERY % len(WAYS)] if number % EVERY == 0 else None
            if way is not None:
                ways[number] = way
            writer.writerow(broken_row(header, cells, way) if way else cells)
    return ways


def models_of_rows() -> tuple[Cells, list[Cells]]:
    """The header, and the rows of the sample's vacancies as cells."""
    table = load_sample(candidates=0).vacancies.to_arrow()
    columns = [column.to_pylist() for column in table.columns]
    return table.column_names, [[cell or "" for cell in row] for row in zip(*columns, strict=True)]


def rows(header: Sequence[str], models: Sequence[Cells]) -> Iterator[Cells]:
    """Ever more rows after the models, each with an id of its own and seats of its own."""
    id_, seats = header.index("id"), header.index("openings")
    number = 0
    while True:
        for model in models:
            number += 1
            cells = list(model)
            cells[id_], cells[seats] = f"V{number:07d}", str(1 + number % 40)
            yield cells


def broken_row(header: Sequence[str], cells: Cells, way: Way) -> Cells:
    """The cells of a row broken in that way."""
    if way.reshape is not None:
        return way.reshape(cells)
    value = way.value
    if way.name == "the id of the row before":
        value = f"V{int(cells[header.index('id')][1:]) - 1:07d}"
    changed = {way.column: value, **dict(way.also)}
    return [changed.get(name, cell) for name, cell in zip(header, cells, strict=True)]


def differences(broken: dict[int, Way], table: Vacancies) -> list[str]:
    """Broken rows that were read, whole ones that were set aside, and wrong or empty reasons."""
    found = {one.row: one for one in table.rejected}
    faults = [f"row {row} ({broken[row].name}) was read" for row in broken.keys() - found.keys()]
    faults += [f"row {row} was set aside: {found[row]}" for row in found.keys() - broken.keys()]
    for row in broken.keys() & found.keys():
        way, one = broken[row], found[row]
        if way.column and one.column != way.column:
            faults.append(f"row {row} ({way.name}) names the column '{one.column}'")
        if not one.reason or not one.repair:
            faults.append(f"row {row} ({way.name}) has no reason or no repair")
    if len(found) != len(table.rejected):
        faults.append("a row was set aside twice")
    return sorted(faults)


def example(broken: dict[int, Way], table: Vacancies, name: str) -> str:
    """What is said of the first row that is broken in that way."""
    first = next(row for row, way in broken.items() if way.name == name)
    return next((f"{one.reason} {one.repair}" for one in table.rejected if one.row == first), "")


if __name__ == "__main__":
    main()

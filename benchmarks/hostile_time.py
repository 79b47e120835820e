"""Reading time grows with the length of what is read, whatever stands in it.

    python -m benchmarks.hostile_time

Each pattern is repeated to 1, 2, 4 and 8 times a length, put into every kind of column (within the
longest text a cell may have) and into whole files, and read. Printed is the exponent of the growth:
1 is linear. A case that seems steeper than `MOST` is measured again at eight times the size, where
what is quadratic would be steeper still and what first calls cost no longer shows. Exit code 1 if
one is steep there too: what is quadratic would have 2.
"""

import csv
import io
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median

import numpy as np

from matcher import read_candidates, read_vacancies
from matcher.errors import MatcherError

MOST = 1.35
ROUNDS = 3
#: Below this many seconds the clock and the fixed costs say more than the growth.
LEAST_SECONDS = 0.03
GROWTH = (1, 2, 4, 8)
CELL = 12_000
FILE = 40_000
PATTERNS = (
    *("a", " ", "9", "1.", "1,", "-", ";", "|", '"', "'", "(", ")", " or ", " + ", "a or ", "a + "),
    *("...", "min ", "18-", "s/d ", "TB ", "cm", "NT$ 1.", "RM 1 + ", "tidak ", "bukan ", "\u65e5"),
    *("1/", "Mei ", "kelahiran 3 Juni 1985 \u2013 ", "a|", "a;", "[", "{", "[{", "=", "@", "+62 "),
)
VACANCY_COLUMNS = ("title", "usia", "tinggi", "gaji", "openings", "departure", "skills",
                   "education", "requirements", "description")  # fmt: skip
CANDIDATE_COLUMNS = ("birth_date", "ttl", "tb/bb", "skills", "experience", "wish_countries")


def main() -> None:
    """Measure, print the worst, and say whether anything grows too fast."""
    print(f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        found = sorted(exponents(Path(folder)), reverse=True)
    print(f"{len(found)} cases took long enough to measure; the steepest growth:")
    for exponent, seconds, name in found[:12]:
        print(f"  {exponent:5.2f}  {seconds:7.3f} s  {name}")
    sys.exit(any(exponent > MOST for exponent, _, _ in found))


def exponents(folder: Path) -> Iterator[tuple[float, float, str]]:
    """Per case the exponent of its growth and the time at its longest."""
    for name, reads in cases(folder):
        slope, longest = growth(reads, GROWTH)
        if longest >= LEAST_SECONDS and slope > MOST:
            slope, longest = growth(reads, tuple(GROWTH[-1] * size for size in GROWTH))
        if longest >= LEAST_SECONDS:
            yield slope, longest, name


def growth(reads: Callable[[int], None], sizes: Sequence[int]) -> tuple[float, float]:
    """The exponent of the growth over some sizes, and the time at the largest."""
    times = [seconds(lambda size=size: reads(size)) for size in sizes]
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0]), times[-1]


def cases(folder: Path) -> Iterator[tuple[str, Callable[[int], None]]]:
    """Every pattern in every column, and in files of every kind, as a function of the length."""
    for pattern in PATTERNS:
        for column in VACANCY_COLUMNS:
            yield f"{pattern!r} as {column}", in_cell(read_vacancies, column, pattern)
        for column in CANDIDATE_COLUMNS:
            yield f"{pattern!r} as {column}", in_cell(read_candidates, column, pattern)
        for suffix in (".csv", ".tsv", ".jsonl"):
            path = folder / f"hostile{suffix}"
            yield f"{pattern!r} in {suffix}", in_file(path, pattern)
            yield f"{pattern!r} a line in {suffix}", in_file(path, f"{pattern}\n")


def in_cell(
    read: Callable[[list[dict[str, str]]], object], column: str, pattern: str
) -> Callable[[int], None]:
    """Read tables of ever more rows whose cells never come again and are as long as can be."""
    cell = (pattern * 1000)[:990]
    numbers = count()

    def reads(n: int) -> None:
        rows = [
            {"id": f"R{row}", "title": "welder", column: f"{next(numbers)}{cell}"}
            for row in range(n * CELL // 1000)
        ]
        read(rows)

    return reads


def in_file(path: Path, pattern: str) -> Callable[[int], None]:
    """Read a file that is its header and the pattern over and over."""
    header = io.StringIO()
    csv.writer(header).writerow(["id", "title", "skills"])
    start = "" if path.suffix == ".jsonl" else header.getvalue()

    def reads(n: int) -> None:
        path.write_text(start + pattern * (n * FILE // len(pattern)), encoding="utf-8")
        try:
            read_vacancies(path)
        except MatcherError:
            return

    return reads


def seconds(work: Callable[[], None]) -> float:
    """The median CPU time of some rounds."""
    times: list[float] = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return max(median(times), 1e-6)


if __name__ == "__main__":
    main()

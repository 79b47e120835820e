"""The whole programme as files: generated, written and read back, twice with the same bytes.

    python -m benchmarks.generation [CANDIDATES VACANCIES]

By default 300,000 candidates and 351,743 vacancies (each of the open *posts* of 1 December 2025 a
vacancy of its own). Prints wall and CPU seconds, peak memory, how the open seats compare with the
public tables of 8 December 2025, and whether a second run writes the same bytes. Exit code 1 if
a figure of the tables, a row or a byte differs.
"""

import platform
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from matcher import read_candidates, read_vacancies
from matcher.sample import generate_files, reproduced_margins

SEED = 20251201
MIB = 1024


def main() -> None:
    """Generate, read back, generate again, compare."""
    people, jobs = (int(text) for text in sys.argv[1:3] or ("300000", "351743"))
    print(f"{platform.machine()}, Python {platform.python_version()}, pyarrow {version('pyarrow')}")
    with tempfile.TemporaryDirectory() as folder:
        first, again = Path(folder) / "first", Path(folder) / "again"
        with told(f"generate and write {people:,} x {jobs:,}"):
            files = generate_files(first, candidates=people, vacancies=jobs, seed=SEED)
        with told("read the candidates back"):
            cohort = read_candidates(files.candidates)
        with told("read the vacancies back"):
            vacancies = read_vacancies(files.vacancies)
        with told("generate and write again"):
            other = generate_files(again, candidates=people, vacancies=jobs, seed=SEED)
        sizes = [path.stat().st_size / MIB**2 for path in (files.candidates, files.vacancies)]
        same = all(
            sha256(one.read_bytes()).digest() == sha256(two.read_bytes()).digest()
            for one, two in (
                (files.candidates, other.candidates), (files.vacancies, other.vacancies),
            )
        )  # fmt: skip
    short = [one for one in reproduced_margins(vacancies.to_arrow()) if one.wanted != one.found]
    rejected = len(cohort.rejected) + len(vacancies.rejected)
    print(f"files of {sizes[0]:.0f} and {sizes[1]:.0f} MiB; the same bytes twice: {same}")
    print(f"{len(cohort):,} candidates, {len(vacancies):,} vacancies, {rejected} rows rejected")
    print(f"figures of the public tables that are not reproduced: {len(short)} of 21")
    whole = (len(cohort), len(vacancies)) == (people, jobs)
    sys.exit(not same or bool(short) or bool(rejected) or not whole)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Print what a step took, and the most memory so far."""
    started = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - started[0], time.process_time() - started[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    print(f"{what:44}{wall:7.1f} s {cpu:7.1f} CPU s   peak {peak:6,.0f} MiB", flush=True)


if __name__ == "__main__":
    main()

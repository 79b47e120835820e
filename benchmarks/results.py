"""Writes `benchmarks/RESULTS.md` from the JSON lines of runs; with `--run` it runs them first.

    python -m benchmarks.results --run            # about an hour
    python -m benchmarks.results --run core single

Each run leaves its JSON line in `build/benchmarks`; what is not run again is taken from there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.reports import REPORTS

ROOT = Path(__file__).parents[1]
RUNS = ROOT / "build" / "benchmarks"
PAGE = Path(__file__).parent / "RESULTS.md"

#: The options of each run whose figures are published.
OPTIONS = {
    "core": ["--candidates", "10000", "--vacancies", "351743"],
    "single": [],
    "stress": ["--candidates", "300000"],
    "scaling": ["--pictures"],
    "small": [],
    "reverse": [],
    "equality": [],
}


def main() -> None:
    """Run what is asked for, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--run", nargs="*", choices=tuple(OPTIONS), help="all without a name")
    parser.add_argument("--page", type=Path, default=PAGE)
    asked = parser.parse_args()
    if asked.run is not None:
        for name in asked.run or OPTIONS:
            run(name)
    found = {name: read(name) for name in OPTIONS}
    asked.page.write_text(page(found), encoding="utf-8")
    print(f"wrote {asked.page.name}")


def run(name: str) -> None:
    """Run one benchmark, show what it prints, and keep its last line where that is JSON."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *OPTIONS[name], "--json"]
    print(" ".join(["python", *command[1:]]), flush=True)
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        for line in running.stdout or ():
            if not line.startswith("{"):
                print(line, end="", flush=True)
            last = line
    if running.returncode != 0:
        print(f"benchmarks.{name} ended with {running.returncode}")
    if last.startswith("{"):
        RUNS.mkdir(parents=True, exist_ok=True)
        (RUNS / f"{name}.json").write_text(last, encoding="utf-8")


def read(name: str) -> dict[str, Any] | None:
    """What the last run of a benchmark found, if there was one."""
    path = RUNS / f"{name}.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def page(found: dict[str, dict[str, Any] | None]) -> str:
    """The whole page."""
    return "\n".join([_OPENING, *(line for name in found for line in section(name, found[name]))])


_OPENING = """\
# Results

Written by `python -m benchmarks.results` from runs on the machine that is named with each. Machines
differ and are shared: quote ratios, not times. The inputs are those of the pinned shape
(`inputs.py`), the same arrays for all methods, which take turns in one process; their answers were
compared before anything was timed.
"""


def section(name: str, found: dict[str, Any] | None) -> Iterator[str]:
    """The section of one benchmark."""
    report: Callable[[dict[str, Any]], Iterator[str]] = REPORTS[name]
    yield f"## `benchmarks.{name}`"
    yield ""
    if found is None:
        yield "Not run yet."
        yield ""
        return
    versions = ", ".join(f"{one} {version}" for one, version in found["versions"].items())
    yield from report(found)
    where = f"{found['machine']}; kernels {found['kernels']}; load {found['load_average'][0]}"
    yield f"<sub>{where}; {versions}</sub>"
    yield ""


if __name__ == "__main__":
    main()

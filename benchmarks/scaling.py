"""How does the kernel's time grow with the candidates and with the vacancies?

Each size is ranked a few times; a straight line through the medians on logarithmic axes gives the
exponent. A tuned peer is timed on some candidates, the others added in proportion. `--pictures`
draws both into `docs/pictures`.
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import Group, case_of, groups_of, some_people
from benchmarks.drawing import stream
from benchmarks.inputs import PINNED, SEED, vacancy_inputs
from benchmarks.peers.choosing import Method
from benchmarks.peers.linear_kernel import linear_kernel_by_sums
from benchmarks.subject import Subject
from benchmarks.timing import environment, measure, one_thread

CANDIDATES = (300, 1_000, 3_000, 10_000, 30_000, 100_000)
VACANCIES = (1_000, 3_000, 10_000, 30_000, 100_000, PINNED.vacancies)
PEER = "scikit-learn linear_kernel, tuned"
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"

_SAMPLE, _PEER_CANDIDATES = 11, 128


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--candidates", type=int, nargs="+", default=CANDIDATES)
    parser.add_argument("--vacancies", type=int, nargs="+", default=VACANCIES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    one_thread()
    around = environment()
    print(around["machine"], around["kernels"], f"load {around['load_average'][0]}", sep="; ")
    sizes = [("candidates", size, max(asked.vacancies)) for size in asked.candidates]
    sizes += [("vacancies", min(10_000, max(asked.candidates)), size) for size in asked.vacancies]
    rows: list[dict[str, Any]] = []
    for grows, candidates, vacancies in sizes:
        for name, seconds in timed(candidates, vacancies, asked.runs, asked.k):
            rows.append({
                "grows": grows, "method": name, "candidates": candidates,
                "vacancies": vacancies, "cpu_seconds": seconds,
            })  # fmt: skip
            print(f"{candidates:7,} × {vacancies:7,}  {name:36}{seconds:12.4f} CPU s", flush=True)
    exponents = {
        f"{name}, {grows}": exponent(rows, name, grows)
        for grows in ("candidates", "vacancies")
        for name in ("matcher", PEER)
    }
    for name, value in exponents.items():
        print(f"exponent of {name}: {value:.2f}")
    if asked.pictures:
        draw(rows, PICTURES / "scaling.svg")
    if asked.json:
        print(json.dumps({**around, "k": asked.k, "exponents": exponents, "rows": rows}))


def timed(candidates: int, vacancies: int, runs: int, k: int) -> list[tuple[str, float]]:
    """The median CPU seconds of the kernel and of the peer."""
    inputs = vacancy_inputs(vacancies)
    case, groups = case_of(inputs), list(groups_of(inputs, candidates))
    some = some_people(groups[0], _PEER_CANDIDATES, stream(SEED, _SAMPLE))
    few = groups[0].take(some)
    return [
        ("matcher", median(Subject.of(case), groups, runs, k)),
        (PEER, median(linear_kernel_by_sums(case), [few], runs, k) * candidates / some.size),
    ]


def median(method: Method, groups: list[Group], runs: int, k: int) -> float:
    """The median CPU seconds of ranking all groups; a first run is not counted."""
    method.best(groups[0], k)
    work = lambda: [method.best(group, k) for group in groups]  # noqa: E731
    return statistics.median(measure(work)[1].cpu for _ in range(runs))


def exponent(rows: list[dict[str, Any]], method: str, grows: str) -> float:
    """The slope on logarithmic axes, least squares."""
    some = [row for row in rows if row["method"] == method and row["grows"] == grows]
    if len({row[grows] for row in some}) < 2:  # noqa: PLR2004
        return float("nan")
    sizes, seconds = (np.log([row[name] for row in some]) for name in (grows, "cpu_seconds"))
    return round(float(np.polyfit(sizes, seconds, 1)[0]), 3)


def draw(rows: list[dict[str, Any]], path: Path) -> None:
    """Two pictures side by side: growing candidates, growing vacancies."""
    import altair as alt

    tens, charts = [10.0**power for power in range(-6, 7)], []
    for grows in ("candidates", "vacancies"):
        some = [row for row in rows if row["grows"] == grows]
        sizes = alt.Axis(format=".3~s", grid=False, values=sorted({row[grows] for row in some}))
        scale = alt.Scale(type="log", nice=False)
        chart = alt.Chart(alt.InlineData(values=some), title=f"Growing {grows}").encode(
            x=alt.X(f"{grows}:Q", scale=scale, axis=sizes),
            y=alt.Y("cpu_seconds:Q", title="CPU seconds", axis=alt.Axis(values=tens)).scale(scale),
            color=alt.Color("method:N", title=None, legend=alt.Legend(orient="bottom")),
        )
        charts.append(chart.mark_line(point=True).properties(width=300, height=240))
    alt.hconcat(*charts).save(str(path))
    print(f"wrote {path.name}")


if __name__ == "__main__":
    main()

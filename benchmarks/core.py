"""How fast is the ranking kernel, against the best exact peer in the same run?

    python -m benchmarks.core --candidates 10000 --vacancies 351743 --json

Every row is a variant of the pinned inputs (`inputs.py`). In each all methods get the same arrays
in one process and take turns; CPU time is compared, as pairs per CPU second, since a peer that is
too slow for all candidates is timed on some of them. Before that every answer of the kernel is
compared with that of a peer, and those of the peers with the kernel's. Exit code 1 where one is
different. The last line of `--json` is one JSON object: `ratio_median` and `ratio_min` are those of
the first row against the best exact peer of each round, peers being used as their documentation
shows; `ratio_tuned_median` and `ratio_tuned_min` against the best of these and of the same
libraries with all around them tuned by hand. `equal` speaks of all rows.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from benchmarks.inputs import PINNED, SEED
from benchmarks.peers.installing import versions
from benchmarks.rows import ROWS, Options, run_row
from benchmarks.timing import environment, one_thread

__all__ = ["main"]

#: Exact peers that are used as their documentation shows, and all exact peers.
_HEADLINES = ("documented", "exact")


def main() -> None:
    """Measure, print, and fail where an answer is different."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    names = [row.name for row in ROWS]
    parser.add_argument("--candidates", type=int, default=10_000)
    parser.add_argument("--vacancies", type=int, default=PINNED.vacancies)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sample", type=float, default=1.0, help="more or fewer peers' candidates")
    parser.add_argument("--check", choices=["all", "sample"], default="all")
    parser.add_argument("--rows", nargs="+", choices=names, default=names)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    one_thread()
    options = Options(
        candidates=asked.candidates,
        vacancies=asked.vacancies,
        k=asked.k,
        rounds=asked.rounds,
        sample=asked.sample,
        checks_all=asked.check == "all",
        seed=asked.seed,
    )
    around = environment(versions())
    print(around["machine"], around["kernels"], f"load {around['load_average'][0]}", sep="; ")
    rows = []
    for row in ROWS:
        if row.name in asked.rows:
            rows.append(run_row(row, options))
            print(told(rows[-1]), flush=True)
    if asked.json:
        print(json.dumps({**summary(rows), **around, "rows": rows}))
    sys.exit(not all(row["equal"] for row in rows))


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of the first row that are looked at first."""
    ratio, tuned = (rows[0]["ratios"].get(f"against {one}", {}) for one in _HEADLINES)
    return {
        "ratio_median": ratio.get("median"),
        "ratio_min": ratio.get("least"),
        "ratio_tuned_median": tuned.get("median"),
        "ratio_tuned_min": tuned.get("least"),
        "equal": all(row["equal"] for row in rows),
        "peak_rss_gb": rows[0]["peak_rss_gb"],
    }


def told(row: dict[str, Any]) -> str:
    """A row as text."""
    size = f"{row['candidates']:,} candidates × {row['vacancies']:,} vacancies, k = {row['k']}"
    lines = [f"\n{row['row']}: {size}; Mpairs per CPU second, median (least to most)"]
    for one in row["methods"]:
        speed = one["pairs_per_cpu_second"]
        median, least, most = (speed[name] / 1e6 for name in ("median", "least", "most"))
        lines.append(
            f"  {one['name']:44}{median:10,.1f} ({least:,.1f} to {most:,.1f})  {one['found']}; "
            f"{one['candidates']:,} timed, prepared in {one['preparation_cpu_seconds']:.1f} CPU s, "
            f"{one['index_gb']:.2f} + {one['peak_above_index_gb']:.2f} GB"
        )
    lines += [f"  missing: {one}" for one in row["missing"]]
    for name, ratio in row["ratios"].items():
        lines.append(f"  {name}: {ratio['median']:.1f} times ({ratio['least']} to {ratio['most']})")
    for name, ratio in row.get("threads", {}).items():
        wall, cpu = ratio["wall_ratio"], ratio["cpu_ratio"]
        lines.append(
            f"  two threads, {name}: {wall['median']:.2f} times as fast "
            f"({wall['least']} to {wall['most']}), {cpu['median']:.2f} times the CPU time"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()

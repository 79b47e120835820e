"""Is the kernel ever slower than SciPy and argpartition, whatever the size and k?

For every number of candidates and vacancies and every k the CPU time of an answer is compared with
the quickest of the SciPy peers. It may be 50 µs longer, for the call itself. Where there are many
pairs, peers are timed on some candidates and the others added in proportion. Exit code 1 where it
is slower.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from typing import Any

import numpy as np

from benchmarks.cases import Case, Group, case_of, group_of
from benchmarks.checking import are_equal, part
from benchmarks.inputs import PINNED, vacancy_inputs
from benchmarks.peers.choosing import Method
from benchmarks.peers.dense_block import OpenFirst, dense_block_by_sums, dense_block_whole
from benchmarks.subject import Subject
from benchmarks.timing import environment, measure, one_thread

CANDIDATES = (1, 3, 10, 32, 100, 1_000)
VACANCIES = (1, 10, 100, 1_000, 10_000, 100_000, PINNED.vacancies)
SIZES_OF_LISTS = (1, 10, 100, 1_000)
ALLOWED = 50e-6

#: A method is asked again and again for so long, a few times at least.
_SECONDS, _LEAST, _MOST = 0.05, 3, 500
#: Pairs that a peer looks at.
_PAIRS = 3_000_000
_PEERS = (dense_block_whole, dense_block_by_sums, OpenFirst)


def main() -> None:
    """Measure, print, and fail where the kernel is slower or an answer different."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--candidates", type=int, nargs="+", default=CANDIDATES)
    parser.add_argument("--vacancies", type=int, nargs="+", default=VACANCIES)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    one_thread()
    around = environment()
    print(around["machine"], around["kernels"], f"load {around['load_average'][0]}", sep="; ")
    print(
        "CPU µs of an answer: the kernel, the quickest peer, how many times as fast the kernel is"
    )
    rows = []
    for vacancies in asked.vacancies:
        inputs = vacancy_inputs(vacancies)
        case = case_of(inputs)
        methods = [Subject.of(case), *(peer(case) for peer in _PEERS)]
        for candidates in asked.candidates:
            group = group_of(inputs, inputs.candidates(size=candidates))
            rows += [compared(case, methods, group, k) for k in SIZES_OF_LISTS]
    slower = [row for row in rows if row["slower"]]
    print(f"{len(slower)} of {len(rows)} sizes are slower by more than {ALLOWED * 1e6:.0f} µs")
    equal = all(row["equal"] for row in rows)
    if asked.json:
        least = min(row["ratio"] for row in rows)
        result = {"slower": len(slower), "sizes": len(rows), "ratio_min": least, "equal": equal}
        print(json.dumps({**result, **around, "rows": rows}))
    sys.exit(bool(slower) or not equal)


def compared(case: Case, methods: list[Method], group: Group, k: int) -> dict[str, Any]:
    """One size: the kernel first, then the peers."""
    subject, *peers = methods
    some = np.arange(min(len(group), max(1, _PAIRS // len(case))))
    few = group.take(some)
    expected = part(subject.best(group, k), some)
    is_right = all(are_equal(peer.best(few, k), expected) for peer in peers)
    own = seconds(subject, group, k)
    best = min(seconds(peer, few, k) for peer in peers) * len(group) / some.size
    row = {
        "candidates": len(group), "vacancies": len(case), "k": k, "equal": is_right,
        "cpu_us": round(own * 1e6, 1), "peer_cpu_us": round(best * 1e6, 1),
        "peer_candidates": int(some.size), "ratio": round(best / own, 2),
        "slower": own > best + ALLOWED,
    }  # fmt: skip
    print(
        f"{len(group):7,} × {len(case):7,}, k = {k:5,}: {own * 1e6:12,.0f} {best * 1e6:14,.0f}"
        f"{best / own:10,.1f}{'  SLOWER' if row['slower'] else ''}"
        f"{'' if is_right else '  DIFFERENT'}",
        flush=True,
    )
    return row


def seconds(method: Method, group: Group, k: int) -> float:
    """The median CPU seconds of an answer."""
    found: list[float] = []
    end = time.perf_counter() + _SECONDS
    while len(found) < _LEAST or (time.perf_counter() < end and len(found) < _MOST):
        found.append(measure(lambda: method.best(group, k))[1].cpu)
    return statistics.median(found)


if __name__ == "__main__":
    main()

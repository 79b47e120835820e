"""Does the kernel rank the stress size, 300,000 candidates × 351,743 vacancies, and at what cost?

Candidates are drawn group by group, which is not timed; each group is ranked with all its gates and
wishes. Of every group some answers are compared with a peer's, and a few with every pair looked at.
Exit code 1 where one is different.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from benchmarks.cases import Group, case_of, groups_of, some_people
from benchmarks.checking import are_equal, part
from benchmarks.drawing import stream
from benchmarks.exact import TopK
from benchmarks.inputs import PINNED, SEED, vacancy_inputs
from benchmarks.peers.choosing import Method
from benchmarks.peers.dense_block import dense_block_by_sums
from benchmarks.subject import Subject
from benchmarks.timing import Cost, environment, measure, memory_gb, one_thread, peak_of

_SAMPLE, _CHECKED, _BRUTE_FORCE = 9, 48, 2


class Ranked(NamedTuple):
    """One group: its size, what ranking it took, the most memory meanwhile, whether it is right."""

    size: int
    cost: Cost
    peak_gb: float
    is_right: bool


def main() -> None:
    """Measure, print, and fail where an answer is different."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--candidates", type=int, default=300_000)
    parser.add_argument("--vacancies", type=int, default=PINNED.vacancies)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--threads", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    one_thread()
    around = environment()
    print(around["machine"], around["kernels"], f"load {around['load_average'][0]}", sep="; ")
    inputs = vacancy_inputs(asked.vacancies)
    case = case_of(inputs)
    rows: list[dict[str, Any]] = []
    for threads in asked.threads:
        before = memory_gb()
        subject, preparation = measure(partial(Subject.of, case, threads=threads))
        index_gb = memory_gb() - before
        peer = dense_block_by_sums(case, distinct=True)
        found = list(ranked(subject, groups_of(inputs, asked.candidates), peer, asked.k))
        rows.append({
            "threads": threads,
            "candidates": sum(one.size for one in found),
            "vacancies": len(case),
            "k": asked.k,
            "cpu_seconds": round(sum(one.cost.cpu for one in found), 4),
            "wall_seconds": round(sum(one.cost.wall for one in found), 4),
            "preparation_cpu_seconds": round(preparation.cpu, 2),
            "index_gb": round(index_gb, 3),
            "peak_above_index_gb": round(max(one.peak_gb for one in found), 3),
            "equal": all(one.is_right for one in found),
        })  # fmt: skip
        print(told(rows[-1]), flush=True)
        del subject, peer
    equal = all(row["equal"] for row in rows)
    if asked.json:
        print(json.dumps({"equal": equal, **around, "rows": rows}))
    sys.exit(not equal)


def ranked(subject: Method, groups: Iterator[Group], peer: Method, k: int) -> Iterator[Ranked]:
    """Rank group after group, holding all answers as the caller of a whole cohort would."""
    answers: list[TopK] = []
    start_gb = memory_gb()
    for number, group in enumerate(groups):
        (answer, cost), peak = peak_of(partial(measure, partial(subject.best, group, k)))
        answers.append(answer)
        is_right = check(answer, group, peer, stream(SEED, _SAMPLE, number), k)
        yield Ranked(len(group), cost, peak - start_gb, is_right)


def check(answer: TopK, group: Group, peer: Method, rng: np.random.Generator, k: int) -> bool:
    """Compare some answers with a peer's, and a few with every pair looked at."""
    some = some_people(group, _CHECKED, rng, whole=True)
    few = some[:_BRUTE_FORCE]
    is_right = are_equal(part(answer, some), peer.best(group.take(some), k))
    return is_right and are_equal(part(answer, few), group.exact(few, k))


def told(row: dict[str, Any]) -> str:
    """A row as text."""
    pairs = row["candidates"] * row["vacancies"]
    return (
        f"{row['candidates']:,} × {row['vacancies']:,}, k = {row['k']}, threads {row['threads']}: "
        f"{row['cpu_seconds']:.1f} CPU s, {row['wall_seconds']:.1f} s, "
        f"{pairs / row['cpu_seconds'] / 1e9:.1f} Gpairs per CPU second; index "
        f"{row['index_gb']:.2f} GB, at most {row['peak_above_index_gb']:.2f} GB above it; "
        f"{'equal' if row['equal'] else 'DIFFERENT'}"
    )


if __name__ == "__main__":
    main()

"""How long does one candidate take over all vacancies, in process?

Each query is a call with one candidate, from arrays to the list; CPU time, since it is what other
work on the machine changes least. The peers answer the same queries, fewer of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from typing import Any

import numpy as np

from benchmarks.cases import Case, Group, case_of, group_of, some_people
from benchmarks.checking import are_equal, part
from benchmarks.drawing import stream
from benchmarks.exact import TopK
from benchmarks.inputs import PINNED, SEED, vacancy_inputs
from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.choosing import Method
from benchmarks.peers.installing import MissingPeer, versions
from benchmarks.subject import Subject
from benchmarks.timing import environment, measure, one_thread

_SAMPLE, _WARM = 8, 20
_MS = 1e3


def main() -> None:
    """Measure, print, and fail where an answer is different."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--vacancies", type=int, default=PINNED.vacancies)
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--peer-queries", type=int, default=40)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    one_thread()
    inputs = vacancy_inputs(asked.vacancies)
    case, group = case_of(inputs), group_of(inputs, inputs.candidates())
    group = group.take(some_people(group, asked.queries, stream(SEED, _SAMPLE)))
    around = environment(versions())
    print(around["machine"], around["kernels"], f"load {around['load_average'][0]}", sep="; ")
    subject = Subject.of(case)
    expected = subject.best(group, asked.k)
    rows = [queried("matcher", subject, group, expected, asked.k)]
    rows += peers(
        case, group.take(np.arange(min(asked.peer_queries, len(group)))), expected, asked.k
    )
    if asked.json:
        equal = all(row["found"] == "equal" for row in rows)
        print(json.dumps({"equal": equal, **around, "vacancies": len(case), "rows": rows}))
    sys.exit(any(row["found"] != "equal" for row in rows))


def peers(case: Case, group: Group, expected: TopK, k: int) -> list[dict[str, Any]]:
    """The exact peers that know nothing of distinct rows, SQL apart: it takes seconds."""
    rows = []
    for peer in PEERS:
        if peer.kind in {"documented", "tuned"} and "SQL" not in peer.name:
            try:
                rows.append(queried(peer.name, peer.build(case), group, expected, k))
            except MissingPeer as error:
                print(f"missing: {peer.name}: {error}")
    return rows


def queried(name: str, method: Method, group: Group, expected: TopK, k: int) -> dict[str, Any]:
    """Ask for one candidate after the other."""
    singles = [group.take(np.array([candidate])) for candidate in range(len(group))]
    for one in singles[:_WARM]:
        method.best(one, k)
    is_right, seconds = True, []
    for candidate, one in enumerate(singles):
        answer, cost = measure(partial(method.best, one, k))
        seconds.append(cost.cpu * _MS)
        is_right &= are_equal(answer, part(expected, np.array([candidate])))
    p50, p99, most = np.quantile(seconds, [0.5, 0.99, 1]).round(3).tolist()
    found = "equal" if is_right else "DIFFERENT"
    print(
        f"  {name:40} {len(seconds):5} queries: p50 {p50:.3f}, p99 {p99:.3f}, most {most:.3f} "
        f"CPU ms; {found}",
        flush=True,
    )
    return {
        "name": name, "queries": len(seconds), "found": found,
        "p50_cpu_ms": p50, "p99_cpu_ms": p99, "most_cpu_ms": most,
    }  # fmt: skip


if __name__ == "__main__":
    main()

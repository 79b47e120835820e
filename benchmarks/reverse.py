"""How fast are the candidates of every vacancy ranked, beside the vacancies of every candidate?

Candidates are added group by group, as a cohort too large for the memory would be. The lists of
some vacancies are compared with those from the scores of all pairs. Exit code 1 where one differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial

import numpy as np

from benchmarks.cases import case_of, groups_of
from benchmarks.checking import are_equal, best_people, pair_scores, part
from benchmarks.drawing import stream
from benchmarks.inputs import PINNED, SEED, vacancy_inputs
from benchmarks.subject import Reverse, Subject
from benchmarks.timing import Cost, environment, measure, memory_gb, one_thread, peak_of

_SAMPLE, _CHECKED = 10, 300


def main() -> None:
    """Measure, print, and fail where an answer is different."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--candidates", type=int, default=30_000)
    parser.add_argument("--vacancies", type=int, default=PINNED.vacancies)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    one_thread()
    around = environment()
    print(around["machine"], around["kernels"], f"load {around['load_average'][0]}", sep="; ")
    inputs = vacancy_inputs(asked.vacancies)
    case = case_of(inputs)
    size = min(_CHECKED, len(case))
    some = np.sort(stream(SEED, _SAMPLE).choice(len(case), size, replace=False))
    subject = Subject.of(case, threads=asked.threads)
    start_gb, peak_gb = memory_gb(), 0.0
    reverse = Reverse(subject.ranker, asked.k, threads=asked.threads)
    scores, costs = (
        [],
        {"candidates of vacancies": Cost(0, 0), "vacancies of candidates": Cost(0, 0)},
    )
    for group in groups_of(inputs, asked.candidates):
        (_, cost), peak = peak_of(partial(measure, partial(reverse.add, group)))
        _, other = measure(partial(subject.best, group, asked.k))
        peak_gb = max(peak_gb, peak - start_gb)
        for name, one in zip(costs, (cost, other), strict=True):
            costs[name] = Cost(costs[name].cpu + one.cpu, costs[name].wall + one.wall)
        scores.append(pair_scores(case.take(some), group))
    answer, last = measure(reverse.best)
    equal = are_equal(part(answer, some), best_people(np.concatenate(scores), asked.k))
    pairs = asked.candidates * len(case)
    for name, one in costs.items():
        print(
            f"{name}: {one.cpu:.2f} CPU s, {one.wall:.2f} s, {pairs / one.cpu / 1e9:.2f} Gpairs/s"
        )
    print(
        f"last step {last.cpu:.2f} CPU s; at most {peak_gb:.2f} GB above the index; equal: {equal}"
    )
    if asked.json:
        print(json.dumps({
            "equal": equal, **around, "candidates": asked.candidates, "vacancies": len(case),
            "k": asked.k, "threads": asked.threads, "peak_above_index_gb": round(peak_gb, 3),
            "rows": [{"direction": name, "cpu_seconds": round(one.cpu, 3),
                      "wall_seconds": round(one.wall, 3)} for name, one in costs.items()],
        }))  # fmt: skip
    sys.exit(not equal)


if __name__ == "__main__":
    main()

"""Are the kernel's ids and scores those of the plain twin, however it is called?

All candidates × all vacancies: the plain twin ranks them in a process of its own, then the compiled
kernel with every k, 1 and 2 threads, with and without pruning, in batches of several sizes, with
candidates and vacancies shuffled, and with each instruction set of the machine. The shorter lists
must be the front of the longer. A peer that looks at every pair must say the same. Exit code 1
where an id or a score differs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import Case, Group, case_of, group_of
from benchmarks.checking import are_equal, best_people, pair_scores, part
from benchmarks.drawing import stream
from benchmarks.exact import TopK
from benchmarks.inputs import PINNED, SEED, vacancy_inputs
from benchmarks.peers.dense_block import dense_block_by_sums
from benchmarks.subject import Reverse, Subject, posts_of
from benchmarks.timing import environment, one_thread
from matcher.kernels import Ranker

SIZES_OF_LISTS = (1, 10, 50)
BATCHES = (1, 31, 32, 33, 1_000)

_SHUFFLE = 12
#: Some ways of calling are slow: so many candidates are asked for with them.
_FEW = 500
_VACANCIES_CHECKED = 300
_LONGEST = max(SIZES_OF_LISTS)


def main() -> None:
    """Compare, print, and fail where anything differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--candidates", type=int, default=10_000)
    parser.add_argument("--vacancies", type=int, default=PINNED.vacancies)
    parser.add_argument("--twin", type=int, default=None, help="candidates the twin ranks: all")
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--answer", type=Path, help="only rank, and write the answer there")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    one_thread()
    inputs = vacancy_inputs(asked.vacancies, share=asked.share)
    case, group = case_of(inputs), group_of(inputs, inputs.candidates(size=asked.candidates))
    if asked.answer is not None:
        some = np.arange(min(asked.twin or len(group), len(group)))
        answer = Subject.of(case).best(group.take(some), _LONGEST)
        np.savez(asked.answer, vacancies=answer.vacancies, scores=answer.scores)
        return
    around = environment()
    print(around["machine"], around["kernels"], f"load {around['load_average'][0]}", sep="; ")
    expected = dense_block_by_sums(case, distinct=True).best(group, _LONGEST)
    results: list[dict[str, Any]] = []
    for name, size, equal in (
        *elsewhere(asked, expected), *ways(case, group, expected), *reverse(case, group),
    ):  # fmt: skip
        results.append({"way": name, "compared": size, "equal": equal})
        print(f"  {name:56}{size:9,}  {'equal' if equal else 'DIFFERENT'}", flush=True)
    equal = all(one["equal"] for one in results)
    if asked.json:
        print(json.dumps({"equal": equal, **around, "rows": results}))
    sys.exit(not equal)


Way = tuple[str, int, bool]


def elsewhere(asked: argparse.Namespace, expected: TopK) -> Iterator[Way]:
    """The plain twin and the other instruction sets, each in a process of its own."""
    kernels = {"plain": asked.twin or asked.candidates}
    kernels |= dict.fromkeys(instruction_sets(), asked.candidates)
    for name, size in kernels.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answer.npz"
            command = [sys.executable, "-m", "benchmarks.equality", "--answer", str(path)]
            for option in ("candidates", "vacancies", "share"):
                command += [f"--{option}", str(getattr(asked, option))]
            command += ["--twin", str(size)]
            began = time.perf_counter()
            subprocess.run(command, check=True, env={**os.environ, "MATCHER_KERNELS": name})
            seconds = time.perf_counter() - began
            found = np.load(path)
            answer = TopK(found["vacancies"], found["scores"])
        some = np.arange(len(answer.vacancies))
        yield (
            f"{name} kernels, k = {_LONGEST}, {seconds:.0f} s",
            some.size,
            are_equal(answer, part(expected, some)),
        )


def instruction_sets() -> list[str]:
    """Those that the compiled kernels have here; none where the plain ones serve."""
    try:
        from matcher.kernels import _native  # noqa: PLC0415
    except ImportError:
        return []
    return list(_native.instruction_sets())


def ways(case: Case, group: Group, expected: TopK) -> Iterator[Way]:
    """The ways of calling the kernel."""
    ranker, everyone, few = Ranker(posts_of(case)), np.arange(len(group)), np.arange(_FEW)
    for k in SIZES_OF_LISTS:
        front = TopK(expected.vacancies[:, :k], expected.scores[:, :k])
        for threads in (1, 2):
            for prune in (True, False):
                subject = Subject(ranker, threads=threads, prune=prune)
                name = f"k = {k}, threads {threads}, {'pruned' if prune else 'every pair'}"
                yield name, len(group), are_equal(subject.best(group, k), front)
    for batch in BATCHES:
        some = everyone if batch > 1 else few[few < len(group)]
        subject = Subject(ranker, batch=batch)
        answer = subject.best(group.take(some), _LONGEST)
        yield f"batches of {batch}", some.size, are_equal(answer, part(expected, some))
    shuffled = stream(SEED, _SHUFFLE, 0).permutation(len(group))
    answer = Subject(ranker, orders=False).best(group.take(shuffled), _LONGEST)
    yield "candidates shuffled", len(group), are_equal(answer, part(expected, shuffled))
    yield "vacancies shuffled", len(group), are_equal(shuffle_vacancies(case, group), expected)


def shuffle_vacancies(case: Case, group: Group) -> TopK:
    """Rank with vacancies in another order; ids stay what they were."""
    shuffled = stream(SEED, _SHUFFLE, 1).permutation(len(case))
    posts = posts_of(case.take(shuffled))._replace(order=shuffled.astype(np.int32))
    answer = Subject(Ranker(posts)).best(group, _LONGEST)
    return TopK(np.append(shuffled, -1)[answer.vacancies], answer.scores)


def reverse(case: Case, group: Group) -> Iterator[Way]:
    """The candidates of each vacancy: for some of them, against the scores of all pairs."""
    ranker, size = Ranker(posts_of(case)), min(_VACANCIES_CHECKED, len(case))
    some = np.sort(stream(SEED, _SHUFFLE, 2).choice(len(case), size, replace=False))
    scores = pair_scores(case.take(some), group)
    for k in SIZES_OF_LISTS:
        expected = best_people(scores, k)
        for threads in (1, 2):
            for parts in (1, 3):
                found = Reverse(ranker, k, threads=threads)
                for own in np.array_split(np.arange(len(group)), parts):
                    found.add(group.take(own))
                name = f"candidates of vacancies, k = {k}, threads {threads}, in {parts} parts"
                yield name, size, are_equal(part(found.best(), some), expected)


if __name__ == "__main__":
    main()

"""What does the verdict of every pair cost beside its score?

    python -m benchmarks.verdicts [--candidates 10000] [--vacancies 35000] [--json]

The product's own generated sample, fitted with every packaged rule. Block by block, in turns and in
one process, all pairs are judged and all are scored, from normalized records. Printed are CPU
seconds and the ratio of both passes, the median ratio of blocks with its quartiles, and what the
vacancies have in common: how many distinct gates, sets of gates and merged gates there are. Exit
code 1 if the verdicts cost more than `MOST` times the scores.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import quantiles
from typing import NamedTuple

from benchmarks.figures import machine
from matcher import Matcher, __version__
from matcher.index import Index
from matcher.normalizing.normalized import NormalCandidate
from matcher.sample import generate

SEED = 20251201
MOST = 2.0


class Took(NamedTuple):
    """CPU and wall seconds of one block: its verdicts, of these the leaves, and its scores."""

    verdicts: float
    leaves: float
    scores: float
    wall_verdicts: float
    wall_scores: float


def main() -> None:
    """Fit, measure block by block, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--candidates", type=int, default=10_000)
    parser.add_argument("--vacancies", type=int, default=35_000)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    made = generate(chosen.candidates, chosen.vacancies, seed=SEED)
    index = Matcher(as_of=made.as_of).fit(made.vacancies).index
    people = index.context.records.candidates(list(made.candidates))
    took = list(measured(index, people))
    found = figures(index, took)
    if chosen.json:
        print(json.dumps({"machine": machine(), "matcher": __version__, **found}))
    else:
        print(f"matcher {__version__}, {machine()}; seed {SEED}")
        print(f"{len(people):,} candidates x {len(index.vacancies):,} vacancies")
        for name, value in found.items():
            print(f"{name:46}{value:>14,.2f}" if value % 1 else f"{name:46}{value:>14,.0f}")
    sys.exit(found["verdicts / scores (CPU)"] > MOST)


def measured(index: Index, people: Sequence[NormalCandidate]) -> Iterator[Took]:
    """Judge and score block after block, the one first that was second before."""
    size = index.block_size
    index.match(people[:size])  # what is read once is read before
    for number, start in enumerate(range(0, len(people), size)):
        block = people[start : start + size]
        works = {"verdicts": index.gates.judge, "scores": index.scorer.score}
        names = sorted(works, reverse=bool(number % 2))
        spent = {name: timed(works[name], block) for name in names}
        codes = timed(index.gates.judge_leaves.codes, block)[0]
        yield Took(
            spent["verdicts"][0], codes, spent["scores"][0], spent["verdicts"][1],
            spent["scores"][1],
        )  # fmt: skip


def timed(
    work: Callable[[Sequence[NormalCandidate]], object], block: Sequence[NormalCandidate]
) -> tuple[float, float]:
    """CPU and wall seconds of one call."""
    cpu, wall = time.process_time(), time.perf_counter()
    work(block)
    return time.process_time() - cpu, time.perf_counter() - wall


def figures(index: Index, took: Sequence[Took]) -> dict[str, float]:
    """What is printed, by name."""
    total = Took(*map(sum, zip(*took, strict=True)))
    ratios = [one.verdicts / one.scores for one in took]
    low, middle, high = quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    gates = index.gates
    return {
        "distinct gates": len(gates.layout),
        "their leaves": len(gates.layout.leaves),
        "distinct sets of gates to be chosen": len(gates.templates.select),
        "distinct sets of gates to leave": len(gates.templates.depart),
        "merged gates": len(gates.merged),
        "templates": len(gates.templates),
        "candidates per block": index.block_size,
        "blocks": len(took),
        "verdicts, CPU s": total.verdicts,
        "of these the codes of leaves, CPU s": total.leaves,
        "scores, CPU s": total.scores,
        "verdicts, wall s": total.wall_verdicts,
        "scores, wall s": total.wall_scores,
        "verdicts / scores (CPU)": total.verdicts / total.scores,
        "verdicts / scores (wall)": total.wall_verdicts / total.wall_scores,
        "ratio of blocks, lower quartile": low,
        "ratio of blocks, median": middle,
        "ratio of blocks, upper quartile": high,
    }


if __name__ == "__main__":
    main()

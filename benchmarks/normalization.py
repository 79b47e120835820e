"""How often is the meant concept found, how high, how quickly, and beside whom?

    python -m benchmarks.normalization --data ../shared/data
    python -m benchmarks.normalization --sets melo-en,kbji --methods matcher,tfidf-char --json

For each set that the data folder has: what the run was given, the mean reciprocal rank, hits at 1,
5 and 10 and the mean average precision over lists of distinct concepts, with 95 % bootstrap
intervals, for the even, the odd and all queries. Settings are chosen on the even ones only. Then
the vacancy titles learned in five folds (`jobbert+titles`), the race in 75,000 labels (`speed`),
the calibration of `resolve` (`calibration`) and the table of phrases (`phrases`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import calibration, normal_learning, normal_speed, phrases
from benchmarks.normal_peers import METHODS
from benchmarks.normal_rows import Row, beside, known, measured
from benchmarks.normal_sets import NormalSet, data_folder, load, present
from benchmarks.peers.installing import MissingPeer, versions
from benchmarks.retrieval import MEASURES
from benchmarks.timing import environment, one_thread

__all__ = ["FURTHER", "main", "names"]

_LEARNED = "jobbert+titles"
#: What is measured beside the sets themselves.
FURTHER = (_LEARNED, "speed", "calibration", "phrases")


def main() -> None:
    """Measure and print; with `--json` the last line is one JSON object."""
    asked = arguments()
    one_thread()
    data = data_folder(asked.data)
    around = environment(versions())
    print(around["machine"], f"load {around['load_average'][0]}", sep="; ")
    print(f"data: {', '.join(present(data)) or 'none of the sets is there'}")
    found: dict[str, Any] = {"environment": around}
    for name in names(asked.sets, data):
        if name in FURTHER:
            found[name] = further(name, data, asked.methods, asked.sample)
        else:
            found[name] = compared(load(name, data).sample(asked.sample), asked.methods)
    if asked.json:
        print(json.dumps(found))


def arguments() -> argparse.Namespace:
    """The options of the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", help="the folder with the sets (default: MATCHER_DATA)")
    parser.add_argument("--sets", type=_listed, help="sets and further parts, with commas")
    parser.add_argument("--methods", type=_listed, default=tuple(METHODS))
    parser.add_argument("--sample", type=int, help="so many queries of a set at most")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    unknown = sorted(set(asked.methods) - set(METHODS))
    if unknown:
        parser.error(f"unknown methods {', '.join(unknown)}; there are {', '.join(METHODS)}")
    return asked


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def names(chosen: Sequence[str] | None, data: Path) -> list[str]:
    """What is measured: what was chosen, as far as it is there, else everything that is."""
    there = present(data)
    needs = {
        _LEARNED: ("jobbert",),
        "speed": normal_speed.NEEDED,
        "calibration": (),
        "phrases": (),
    }
    there += [name for name, sets in needs.items() if set(sets) <= set(there)]
    for name in sorted(set(chosen or ()) - set(there)):
        print(f"not there: {name}")
    return [name for name in there if chosen is None or name in chosen]


def compared(task: NormalSet, methods: Sequence[str]) -> dict[str, Any]:
    """The table of one set."""
    print_head(task)
    rows = []
    for method in methods:
        rows.append(measured(task, method, METHODS[method]))
        print(*rows[-1].lines(), sep="\n", flush=True)
    return finished(task, rows)


def further(name: str, data: Path, methods: Sequence[str], sample: int | None) -> dict[str, Any]:
    """One of the parts beside the sets."""
    if name == _LEARNED:
        return learned(load("jobbert", data), methods, sample)
    if name == "speed":
        return raced(data)
    if name == "calibration":
        return calibrated(data, sample)
    print("\nphrases")
    phrases.main()
    return {}


def learned(task: NormalSet, methods: Sequence[str], sample: int | None) -> dict[str, Any]:
    """The table of the titles that are learned."""
    given = f"{task.given}; labelled titles of the other {normal_learning.FOLDS - 1} folds"
    whole = replace(task, name=_LEARNED, given=given)
    asked = whole.sample(sample)
    print_head(asked)
    rows = []
    for method, (title, learner) in normal_learning.LEARNERS.items():
        if method.partition("-aliases")[0] in methods:
            rows.append(normal_learning.learned(whole, asked, title, learner))
            print(*rows[-1].lines(), sep="\n", flush=True)
    return finished(asked, rows)


def print_head(task: NormalSet) -> None:
    """What is asked and given, and the names of the columns."""
    print(
        f"\n{task.name}: {len(task.queries):,} queries, {len(task.taxonomy):,} concepts, "
        f"{len(task.taxonomy.labels):,} labels in '{task.language}'; judged by {task.measure}\n"
        f"  given: {task.given}"
    )
    print(f"  {'':24}{'half':5}{'n':>7}" + "".join(f"{name:>20}" for name in MEASURES))


def finished(task: NormalSet, rows: Sequence[Row]) -> dict[str, Any]:
    """The known figures, printed; and everything for JSON."""
    figures = known(task.name)
    print(*beside(rows, figures), sep="\n")
    return {
        "given": task.given,
        "queries": len(task.queries),
        "concepts": len(task.taxonomy),
        "labels": len(task.taxonomy.labels),
        "judged_by": task.measure,
        "rows": [row.to_dict() for row in rows],
        "known": figures,
    }


def raced(data: Path) -> dict[str, Any]:
    """The race in 75,000 labels, and the time of an index of 34,000."""
    task = normal_speed.wide_set(data)
    print(
        f"\nspeed: {len(task.queries):,} texts against {len(task.taxonomy.labels):,} labels and "
        f"aliases of {len(task.taxonomy):,} concepts, ten best, one thread, in turns"
    )
    try:
        runners = normal_speed.race(task)
    except MissingPeer as error:
        print(f"  missing: {error}")
        return {"missing": str(error)}
    peers = [sorted(one.speeds)[len(one.speeds) // 2] for one in runners[1:]]
    for one in runners:
        print(one.line(max(peers)))
    labels, cost = normal_speed.index_cost(data)
    print(f"  an index of {labels:,} labels: {cost.cpu:.1f} CPU s")
    return {
        "runners": [one.to_dict() for one in runners],
        "indexed_labels": labels,
        "index_cpu_seconds": round(cost.cpu, 3),
    }


def calibrated(data: Path, sample: int | None) -> dict[str, Any]:
    """The reliability of the confidences, drawn."""
    print("\ncalibration: confidence, share right, answers; # share right, | confidence")
    found = calibration.of_phrases()
    if "jobbert" in present(data):
        found += calibration.of_set(load("jobbert", data).sample(sample))
    for one in found:
        print(*one.lines(), sep="\n")
    return {one.name: one.to_dict() for one in found}


if __name__ == "__main__":
    main()

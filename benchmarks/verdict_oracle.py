"""Is the verdict of every drawn pair the one defined by enumerating the completions?

    python -m benchmarks.verdict_oracle --cases 100000

Pairs are drawn by numbers over the small field of the tests, near to the bounds that they are
judged by; `tests/oracles.py` is the definition. A pair with too many unknown things is counted and
left out, and others are drawn until as many as asked are compared. The first pair that differs is
made small and printed as code.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import count, islice

from benchmarks.beside_tests import TESTS
from benchmarks.figures import machine
from matcher.cli.showing import progress
from random_verdicts import Case, Tally, compared
from reproducing import smallest

__all__ = ["main", "tallied"]

VERDICTS = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")
#: Each verdict must be common enough that its cases prove something.
LEAST_SHARE = 0.05


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare and print; fail where a verdict differs or is too rare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    chosen = parser.parse_args(arguments)
    start = time.perf_counter()
    tally = tallied(chosen.cases, seed=chosen.seed, workers=chosen.workers)
    seconds = time.perf_counter() - start
    shares = {name: tally.verdicts[name] / tally.compared for name in VERDICTS}
    found = {
        "seed": chosen.seed,
        "compared": tally.compared,
        "differences": len(tally.differences),
        "skipped": tally.skipped,
        "verdicts": {name: tally.verdicts[name] for name in VERDICTS},
        "seconds": round(seconds, 1),
        "cases_per_second": round(tally.compared / seconds, 1),
    }
    if tally.differences:
        least = smallest(tally.differences[0], Case.smaller, lambda case: case.differs)
        found["first_difference"] = f"# PYTHONPATH={TESTS}\n{least.code()}"
    print(json.dumps(found) if chosen.json else report(found, shares))
    if tally.differences or min(shares.values()) < LEAST_SHARE:
        sys.exit(1)


def tallied(cases: int, *, seed: int, workers: int) -> Tally:
    """So many pairs compared, in batches; how many work on them changes nothing."""
    total = Tally()
    with progress(cases, "comparing") as tell:
        for tally in _batches(partial(compared, seed), workers):
            total = total.plus(tally)
            tell(min(total.compared, cases), cases)
            if total.compared >= cases:
                return total
    return total


def _batches(compare: partial[Tally], workers: int) -> Iterator[Tally]:
    """The tallies of the batches, in their order, without end."""
    if workers == 1:
        yield from map(compare, count())
        return
    with ProcessPoolExecutor(workers) as pool:
        numbers = count()
        running = [pool.submit(compare, number) for number in islice(numbers, 2 * workers)]
        try:
            while True:
                yield running.pop(0).result()
                running.append(pool.submit(compare, next(numbers)))
        finally:
            pool.shutdown(cancel_futures=True)


def report(found: dict[str, object], shares: dict[str, float]) -> str:
    """The figures in lines."""
    lines = [
        f"{machine()}; seed {found['seed']}",
        f"{found['compared']:>11,} pairs compared, {found['cases_per_second']:,} in a second",
        f"{found['skipped']:>11,} left out: too many unknown things",
        f"{found['differences']:>11,} differences",
        *(f"{share:>11.1%} {name}" for name, share in shares.items()),
    ]
    if "first_difference" in found:
        lines.append(f"\nThe first difference, made small:\n{found['first_difference']}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

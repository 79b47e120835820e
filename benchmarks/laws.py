"""Do laws 3, 4 and 5 hold with the rule packs of the package, on pairs drawn by numbers?

    python -m benchmarks.laws --cases 1000000

Withholding a fact turns READY into READY or NEEDS_PROOF (3); a claim more or better lowers no
score and worsens no verdict (4); neither does asking for less (5). A case is one pair and one
change. Violations are made small and printed as code.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from itertools import count

from benchmarks.beside_tests import TESTS
from benchmarks.figures import machine
from matcher.cli.showing import progress
from pack_laws import LAWS, Ledger, Violation, play
from pack_rounds import drawn_round
from reproducing import smallest

__all__ = ["main", "played"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Try the laws and print; fail where one is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=1_000_000, help="cases of each law")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    chosen = parser.parse_args(arguments)
    start = time.perf_counter()
    ledger = played(chosen.cases, seed=chosen.seed)
    seconds = time.perf_counter() - start
    examples = [example(one) for one in ledger.violations.values()]
    if not chosen.json:
        print(f"{machine()}; seed {chosen.seed}")
        print(*table(ledger), *examples, "", sep="\n")
    found = figures(ledger, chosen.seed, seconds)
    print(json.dumps({**found, "violations": examples}))
    if ledger.violations:
        sys.exit(1)


def played(cases: int, *, seed: int) -> Ledger:
    """The laws, each tried on at least so many cases, round by round."""
    ledger = Ledger()
    with progress(cases * len(LAWS), "trying") as tell:
        for law in LAWS:
            for number in count():
                play(law, drawn_round(seed, number), ledger)
                tell(sum(min(ledger.cases(one), cases) for one in LAWS), cases * len(LAWS))
                if ledger.cases(law) >= cases:
                    break
    return ledger


def example(violation: Violation) -> str:
    """A violation, made small, as code."""
    least = smallest(violation, Violation.smaller, lambda one: one.is_real)
    return f"# Law {least.law}, {least.kind}; PYTHONPATH={TESTS}\n{least.code()}"


def table(ledger: Ledger) -> list[str]:
    """A line per law and kind of change."""
    lines = [f"{'law':4}{'change':32}{'cases':>12}{'telling':>12}{'violations':>12}"]
    for (law, kind), counts in sorted(ledger.counts.items()):
        numbers = (counts.cases, counts.telling, counts.violations)
        lines.append(f"{law:<4}{kind:32}" + "".join(f"{number:>12,}" for number in numbers))
    return lines


def figures(ledger: Ledger, seed: int, seconds: float) -> dict[str, object]:
    """The same as one object, with the sums of each law."""
    laws = {}
    for law in LAWS:
        kinds = {kind: asdict(counts) for (of, kind), counts in ledger.counts.items() if of == law}
        sums = {
            name: sum(one[name] for one in kinds.values())
            for name in ("cases", "telling", "violations")
        }
        laws[str(law)] = {**sums, "kinds": kinds}
    return {"seed": seed, "seconds": round(seconds, 1), "laws": laws}


if __name__ == "__main__":
    main()

"""Methods that do the same work in turns, and how their speeds compare round by round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from benchmarks.cases import Case, Group
from benchmarks.checking import are_equal
from benchmarks.exact import TopK
from benchmarks.peers.choosing import Method
from benchmarks.peers.shortlists import recall
from benchmarks.timing import Cost, Spread, measure, memory_gb, peak_of

__all__ = ["Contestant", "prepare", "ratios", "take_turns"]


@dataclass
class Contestant:
    """A method with the candidates it ranks in each round, and what was measured of it.

    `expected` is the right answer for each of its groups.
    """

    name: str
    kind: str
    method: Method
    groups: list[Group]
    pairs: int
    preparation: Cost
    index_gb: float
    expected: list[TopK] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    peak_gb: float = 0.0
    found: str = "not checked"

    def run(self, k: int) -> list[TopK]:
        """The answers of one round."""
        return [self.method.best(group, k) for group in self.groups]

    def check(self, k: int) -> bool:
        """Rank once and compare with what is expected: False where an exact method differs."""
        before = memory_gb()
        answers, peak = peak_of(lambda: self.run(k))
        self.peak_gb = peak - before
        pairs = list(zip(answers, self.expected, strict=True))
        if self.kind == "inexact":
            self.found = f"recall {np.mean([recall(*pair) for pair in pairs]):.2f}"
            return True
        is_right = all(are_equal(*pair) for pair in pairs)
        self.found = "equal" if is_right else "DIFFERENT"
        return is_right

    def speeds(self) -> list[float]:
        """Pairs per CPU second, by round."""
        return [self.pairs / cost.cpu for cost in self.costs]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "name": self.name,
            "kind": self.kind,
            "found": self.found,
            "candidates": sum(map(len, self.groups)),
            "pairs_per_cpu_second": Spread.of(self.speeds()).to_dict(),
            "pairs_per_second": Spread.of([self.pairs / one.wall for one in self.costs]).to_dict(),
            "preparation_cpu_seconds": round(self.preparation.cpu, 3),
            "index_gb": round(self.index_gb, 3),
            "peak_above_index_gb": round(self.peak_gb, 3),
        }


def prepare(
    name: str, kind: str, build: Callable[[Case], Method], case: Case, groups: list[Group]
) -> Contestant:
    """Build a method's index, and note what that took."""
    before = memory_gb()
    method, cost = measure(lambda: build(case))
    pairs = sum(map(len, groups)) * len(case)
    return Contestant(name, kind, method, groups, pairs, cost, max(memory_gb() - before, 0.0))


def take_turns(contestants: list[Contestant], rounds: int, k: int) -> None:
    """Time all of them once a round; who begins changes from round to round."""
    for number in range(rounds):
        first = number % len(contestants)
        for one in contestants[first:] + contestants[:first]:
            _, cost = measure(partial(one.run, k))
            one.costs.append(cost)


def ratios(one: Contestant, others: list[Contestant]) -> Spread | None:
    """How many times as fast as the best of the others of the same round; None without others."""
    if not others:
        return None
    best = np.max([other.speeds() for other in others], axis=0)
    return Spread.of((np.array(one.speeds()) / best).tolist())

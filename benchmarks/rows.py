"""The rows of the speed benchmark: variants of the inputs, and what is asked of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import product
from benchmarks.cases import Case, Group, case_of, groups_of, some_people
from benchmarks.checking import are_equal, part
from benchmarks.drawing import stream
from benchmarks.exact import TopK
from benchmarks.inputs import PINNED, SEED, vacancy_inputs
from benchmarks.peers.catalogue import PEERS, InParts, Peer
from benchmarks.peers.choosing import Method
from benchmarks.peers.dense_block import dense_block_by_sums
from benchmarks.peers.installing import MissingPeer
from benchmarks.rounds import Contestant, prepare, ratios, take_turns
from benchmarks.subject import Subject
from benchmarks.timing import Spread, memory_gb, peak_of

__all__ = ["ROWS", "Options", "Row", "run_row"]

Ints = npt.NDArray[np.int64]

#: The stream of chance for samples, and how many candidates are looked at pair by pair.
_SAMPLE, _BRUTE_FORCE = 7, 8
#: Candidates of a group whose answers are checked where not all are.
_CHECKED = 256
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A variant of the inputs.

    `whole`: all peers, the kernel without pruning, and threads. `product`: what `generate` draws,
    not the pinned shape.
    """

    name: str
    share: float = 0.2
    sharing: bool = True
    whole: bool = False
    product: bool = False

    def draw(self, options: Options) -> tuple[Case, list[Group]]:
        """The vacancies, and the candidates group by group."""
        if self.product:
            return product.drawn(options.candidates, options.vacancies, options.seed)
        inputs = vacancy_inputs(
            options.vacancies, seed=options.seed, share=self.share, sharing=self.sharing
        )
        return case_of(inputs), list(groups_of(inputs, options.candidates))


ROWS = (
    Row("pinned", whole=True),
    Row("generate", product=True),
    Row("no sharing", sharing=False),
    Row("eligible .01", share=0.01),
    Row("eligible .0001", share=0.0001),
    Row("eligible 0", share=0.0),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `sample` widens the samples of peers; `checks_all`: every answer."""

    candidates: int = 10_000
    vacancies: int = PINNED.vacancies
    k: int = 10
    rounds: int = 7
    sample: float = 1.0
    checks_all: bool = True
    seed: int = SEED


def run_row(row: Row, options: Options) -> dict[str, Any]:
    """Everything about one row, for JSON."""
    case, groups = row.draw(options)
    subject = prepare("matcher", "subject", Subject.of, case, groups)
    index_gb = memory_gb()
    answers, peak = peak_of(lambda: subject.run(options.k))
    subject.peak_gb = peak - index_gb
    checked, is_right = check(case, groups, answers, options)
    subject.found = f"equal ({checked})" if is_right else f"DIFFERENT ({checked})"
    others, missing = contestants(row, case, groups[0], answers[0], options)
    everyone = [subject, *others]
    checks = [one.check(options.k) for one in others]
    is_right &= all(checks)
    take_turns(everyone, options.rounds, options.k)
    return {
        "row": row.name,
        "candidates": options.candidates,
        "vacancies": len(case),
        "k": options.k,
        "eligible_share": None if row.product else row.share,
        "equal": is_right,
        "peak_rss_gb": round(peak, 3),
        "methods": [one.to_dict() for one in everyone],
        "missing": missing,
        "ratios": all_ratios(everyone),
        **({"threads": threads(case, groups, others, options)} if row.whole else {}),
    }


def check(
    case: Case, groups: list[Group], answers: list[TopK], options: Options
) -> tuple[str, bool]:
    """Compare the kernel's answers with a peer's, and that one's with every pair looked at."""
    peer = dense_block_by_sums(case, distinct=True)
    checked, is_right = 0, True
    for number, (group, answer) in enumerate(zip(groups, answers, strict=True)):
        rng = stream(options.seed, _SAMPLE, number)
        size = len(group) if options.checks_all else _CHECKED
        some = some_people(group, size, rng, whole=True)
        expected = peer.best(group.take(some), options.k)
        few = np.sort(rng.choice(some.size, min(some.size, _BRUTE_FORCE), replace=False))
        is_right &= are_equal(part(expected, few), group.exact(some[few], options.k))
        is_right &= are_equal(part(answer, some), expected)
        checked += some.size
    return f"{checked} of {options.candidates} candidates", is_right


def contestants(
    row: Row, case: Case, group: Group, answer: TopK, options: Options
) -> tuple[list[Contestant], list[str]]:
    """The peers of a row, each with its sample of the first group; and what is missing, and why."""
    found: list[Contestant] = []
    missing: list[str] = []
    if row.whole:
        unpruned = prepare(
            "matcher, every pair",
            "unpruned",
            lambda case: Subject.of(case, prune=False),
            case,
            [group],
        )
        unpruned.expected = [answer]
        found.append(unpruned)
    for number, peer in enumerate(one for one in PEERS if row.whole or one.always):
        some = sample_of(peer, group, stream(options.seed, _SAMPLE, number), options)
        try:
            one = prepare(peer.name, peer.kind, peer.build, case, [group.take(some)])
        except MissingPeer as error:
            missing.append(f"{peer.name}: {error}")
            continue
        one.expected = [part(answer, some)]
        found.append(one)
    return found, missing


def sample_of(peer: Peer, group: Group, rng: np.random.Generator, options: Options) -> Ints:
    """The candidates that a peer is timed on; where rows are shared, whole profiles of them."""
    size = max(1, round(peer.sample * options.sample))
    return some_people(group, size, rng, whole=peer.kind == "distinct")


def all_ratios(everyone: list[Contestant]) -> dict[str, Any]:
    """The kernel against the best of each kind of peer, and without pruning."""
    kinds = {
        "exact": ("documented", "tuned"),
        "documented": ("documented",),
        "distinct": ("documented", "tuned", "distinct"),
    }
    subject, *others = everyone
    of = {name: [one for one in others if one.kind in some] for name, some in kinds.items()}
    found = {f"against {name}": ratios(subject, some) for name, some in of.items()}
    for one in others:
        if one.kind == "unpruned":
            found["every pair, against exact"] = ratios(one, of["exact"])
    return {name: spread.to_dict() for name, spread in found.items() if spread is not None}


def threads(
    case: Case, groups: list[Group], others: list[Contestant], options: Options
) -> dict[str, Any]:
    """How much faster two threads are than one by the clock, and what they cost in CPU time."""
    methods: list[tuple[str, list[Group], Method, Method]] = [
        ("matcher", groups, Subject.of(case), Subject.of(case, threads=_THREADS))
    ]
    methods += [
        (one.name, one.groups, one.method, InParts(one.method, _THREADS))
        for one in others
        if one.kind == "tuned"
    ]
    found = {}
    for name, some, *ways in methods:
        single, double = (prepare(name, "", partial(_as_it_is, way), case, some) for way in ways)
        take_turns([single, double], options.rounds, options.k)
        found[name] = against(single, double)
    return found


def _as_it_is(method: Method, _: Case) -> Method:
    return method


def against(single: Contestant, double: Contestant) -> dict[str, Any]:
    """One thread against two, round by round."""
    costs = list(zip(single.costs, double.costs, strict=True))
    return {
        "wall_ratio": Spread.of([one.wall / two.wall for one, two in costs]).to_dict(),
        "cpu_ratio": Spread.of([two.cpu / one.cpu for one, two in costs]).to_dict(),
    }

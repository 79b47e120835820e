"""How fast is the ranking kernel, against the best exact peer in the same run?

    python -m benchmarks.core --candidates 10000 --vacancies 351743 --json

Every row is a variant of the pinned inputs (`inputs.py`). In each all methods get the same arrays
in one process and take turns; CPU time is compared, as pairs per CPU second, since a peer that is
too slow for all candidates is timed on some of them. Before that every answer of the kernel is
compared with that of a peer, and those of the peers with the kernel's. Exit code 1 where one is
different. The last line of `--json` is one JSON object: `ratio_median` and `ratio_min` are those of
the first row, against the best exact peer of each round, `equal` speaks of all rows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.cases import Case, Group, case_of, groups_of, some_people
from benchmarks.drawing import stream
from benchmarks.exact import TopK
from benchmarks.inputs import PINNED, SEED, vacancy_inputs
from benchmarks.peers.catalogue import PEERS, InParts, Peer
from benchmarks.peers.dense_block import dense_block_by_sums
from benchmarks.peers.installing import DISTRIBUTIONS, MissingPeer
from benchmarks.rounds import Contestant, are_equal, prepare, ratios, take_turns
from benchmarks.subject import Subject
from benchmarks.tables import print_row
from benchmarks.timing import Spread, environment, measure, memory_gb, peak_of

__all__ = ["ROWS", "Options", "Row", "main", "run_row"]

_SAMPLE = 7
_BRUTE_FORCE = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A variant of the inputs. `whole`: all peers, the kernel without pruning, and threads."""

    name: str
    share: float = 0.2
    sharing: bool = True
    whole: bool = False


ROWS = (
    Row("pinned", whole=True),
    Row("no sharing", sharing=False),
    Row("eligible .01", share=0.01),
    Row("eligible .0001", share=0.0001),
    Row("eligible 0", share=0.0),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command was asked for."""

    candidates: int = 10_000
    vacancies: int = PINNED.vacancies
    k: int = 10
    rounds: int = 7
    sample: float = 1.0
    check: str = "all"
    seed: int = SEED


def run_row(row: Row, options: Options) -> dict[str, Any]:
    """Everything about one row, for JSON."""
    inputs = vacancy_inputs(
        options.vacancies, seed=options.seed, share=row.share, sharing=row.sharing
    )
    case, groups = case_of(inputs), list(groups_of(inputs, options.candidates))
    subject = prepare("matcher", "subject", Subject, case, groups)
    index_gb = memory_gb()
    answers, peak = peak_of(lambda: subject.run(options.k))
    subject.peak_gb = peak - index_gb
    checked, is_right = check(case, groups, answers, options)
    subject.found = f"equal ({checked})" if is_right else f"DIFFERENT ({checked})"
    others, missing = contestants(row, case, groups[0], answers[0], options)
    everyone = [subject, *others]
    is_right &= all([one.check(options.k) for one in others])
    take_turns(everyone, options.rounds, options.k)
    return {
        "row": row.name,
        "candidates": options.candidates,
        "vacancies": len(case),
        "k": options.k,
        "eligible_share": row.share,
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
        size = len(group) if options.check == "all" else round(256 * options.sample)
        some = some_people(group, size, rng, whole=True)
        expected = peer.best(group.take(some), options.k)
        few = np.sort(rng.choice(some.size, min(some.size, _BRUTE_FORCE), replace=False))
        is_right &= are_equal(part(expected, few), group.exact(some[few], options.k))
        is_right &= are_equal(part(answer, some), expected)
        checked += some.size
    return f"{checked} of {options.candidates} candidates", is_right


def part(answer: TopK, some: np.ndarray[tuple[int], np.dtype[np.int64]]) -> TopK:
    """The answers for some candidates."""
    return TopK(answer.vacancies[some], answer.scores[some])


def contestants(
    row: Row, case: Case, group: Group, answer: TopK, options: Options
) -> tuple[list[Contestant], list[str]]:
    """The peers of a row, each with its sample of the first group, and which are missing and why."""
    found: list[Contestant] = []
    missing: list[str] = []
    if row.whole:
        unpruned = prepare(
            "matcher, every pair", "unpruned", lambda case: Subject(case, prune=False), case, [group]
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


def sample_of(
    peer: Peer, group: Group, rng: np.random.Generator, options: Options
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
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
    """How much less wall time, and how much more CPU time, two threads take than one."""
    pairs = [
        [
            Contestant(f"matcher {n}", "", method, groups, 1, peer.preparation, 0.0)
            for n, method in ((1, Subject(case)), (2, Subject(case, threads=2)))
        ]
        for peer in others[:1]
    ]
    ...
    return {}
